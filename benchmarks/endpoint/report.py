"""The table of a run's results, and the page that shows it.

``python -m benchmarks.endpoint.report RESULTS.json…`` writes it anew from results that are there.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.endpoint.curves import write_curves
from benchmarks.endpoint.results import LOAD, Measured, Results, ServerResults, merged
from benchmarks.endpoint.run import REFERENCE, RUNAWAY
from benchmarks.endpoint.workloads import READS, UPDATES, Workload

__all__ = ["PAGE", "results_markdown", "write_page"]

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
CURVES = "pictures/growth.svg"
"""The picture, as a path from the page's folder."""
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"
_DASH = "–"


class _Kind(NamedTuple):
    """What a row of the table measures."""

    name: str
    title: str
    unit: str
    more_is_better: bool


_LOADING = _Kind(LOAD, "bulk load", "triples/s", True)


def write_page(page: Path, results: Sequence[Results]) -> None:
    """Put the curves and the tables between the page's markers; the text around them stays.

    Raises:
        ValueError: the page has not both markers.

    """
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{page}: the markers {_BEGIN} and {_END} are missing")
    write_curves(page.parent / CURVES, results)
    picture = f"![Growth curves: each figure by the size of the data]({CURVES})\n"
    tables = "\n".join([picture, *(results_markdown(item) for item in results)])
    page.write_text(f"{before}{begin}\n\n{tables}\n{end}{after}", encoding="utf-8")


def results_markdown(results: Results) -> str:
    """Return a run's heading, table and notes."""
    servers = list(results.servers.values())
    lines = [
        f"### {results.triples:,} triples",
        "",
        f"{results.machine.get('date', '')}, {results.machine.get('processors', '')}, "
        f"{results.machine.get('memory', '')}; {_rounds(results)} of "
        f"{results.seconds:g} s each, seed {results.seed}. In parentheses the ratio to "
        "`oxigraph serve`: above 1 is better, whatever is measured; of latencies in threes, that "
        f"of p95.{_load(results)}",
        "",
        "| | " + " | ".join(item.title for item in servers) + " |",
        "|---|" + "---:|" * len(servers),
    ]
    lines += [_row(title, cells) for title, cells in _rows(results)]
    lines += ["", *_notes(results), ""]
    return "\n".join(lines)


def _rounds(results: Results) -> str:
    return "one round" if results.rounds == 1 else f"median of {results.rounds} rounds"


def _load(results: Results) -> str:
    """Return what else the machine did, as far as it is known."""
    if not results.load:
        return ""
    most = max(results.load)
    return f" Load of the machine when the rounds began: {min(results.load):g} to {most:g}."


def _row(title: str, cells: Sequence[str]) -> str:
    return f"| {title} | " + " | ".join(cells) + " |"


def _kind(workload: Workload) -> _Kind:
    return _Kind(workload.name, workload.title, workload.unit, workload.more_is_better)


def _rows(results: Results) -> list[tuple[str, list[str]]]:
    servers = results.servers.values()
    rows = []
    for kind in (*map(_kind, (*READS, *UPDATES)), _LOADING):
        if any(kind.name in item.workloads for item in servers):
            cells = [_cell(item, kind, results.servers.get(REFERENCE)) for item in servers]
            rows.append((f"{kind.title} ({kind.unit})", cells))
    for when, title in (("alone", "healthy lookup alone"), ("burning", "… while 8 runaways burn")):
        if any(item.healthy for item in servers):
            title = f"{title}: p50 / p95 / max (ms)"
            reference = results.servers.get(REFERENCE)
            rows.append((title, [_health(item, when, reference) for item in servers]))
    return [*rows, *_sizes(list(servers))]


def _sizes(servers: Sequence[ServerResults]) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of memory and disk."""
    for what, cell, first in (("memory", _memory, "start"), ("disk", _disk, "load")):
        for when, title in (("start", first), ("end", "run")):
            cells = [cell(item, when) for item in servers]
            if set(cells) != {_DASH}:
                yield f"{what} after the {title} (MiB)", cells


def _disk(server: ServerResults, when: str) -> str:
    return f"{server.disk[when] / 2**20:,.0f}" if when in server.disk else _DASH


def _cell(server: ServerResults, kind: _Kind, reference: ServerResults | None) -> str:
    record = server.workloads.get(kind.name)
    if record is None:
        return _DASH
    if record.value is None:
        return (record.problem or _DASH).partition(":")[0]
    value = record.value
    text = f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    base = reference and reference.workloads.get(kind.name, Measured()).value
    if not base or server is reference:
        return text
    ratio = value / base if kind.more_is_better else base / value
    return f"{text} ({_ratio(ratio)})"


def _health(server: ServerResults, when: str, reference: ServerResults | None) -> str:
    if when not in server.healthy:
        return _DASH
    health = server.healthy[when]
    if health is None:
        return "no answer in 10 s"
    text = " / ".join(f"{health[key] * 1000:.3g}" for key in ("p50", "p95", "longest"))
    base = reference and reference.healthy.get(when)
    if not base or server is reference:
        return text
    return f"{text} ({_ratio(base['p95'] / health['p95'])})"


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.2g}"


def _memory(server: ServerResults, when: str) -> str:
    memory = server.memory.get(when)
    if memory is None:
        return _DASH
    resident, proportional = (memory[key] / 2**20 for key in ("resident", "proportional"))
    if memory["processes"] == 1:
        return f"{resident:,.0f}"
    return f"{resident:,.0f} ({proportional:,.0f} proportional, {memory['processes']} processes)"


def _notes(results: Results) -> list[str]:
    notes = []
    for server in results.servers.values():
        if server.obstacle:
            notes.append(f"- {server.title}: {_one_line(server.obstacle)}.")
            continue
        notes.append(
            f"- {server.title}: {server.version}. Durability of an update: {server.durability}."
        )
        notes += [
            f"- {server.title}, {name}: {_one_line(record.problem)}."
            for name, record in server.workloads.items()
            if record.problem
        ]
        if server.still_burning not in (None, 8):
            notes.append(
                f"- {server.title}, {RUNAWAY}: of the 8 queries {server.still_burning} were still "
                "burning at the end."
            )
        if server.lookups_asked > results.lookups:
            notes.append(
                f"- {server.title}: {server.lookups_asked:,} lookups went round the "
                f"{results.lookups:,} distinct ones."
            )
    return notes


def _one_line(text: str) -> str:
    return " ".join(text.replace("|", "/").split()).rstrip(".")


def main() -> None:
    """Write the tables of the page anew from raw figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="results-N.json")
    write_page(PAGE, merged([Results.read(path) for path in parser.parse_args().files]))


if __name__ == "__main__":
    main()
