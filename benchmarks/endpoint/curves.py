"""Growth curves as a picture: how each figure of a server changes with the size of the data."""

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from benchmarks.endpoint.results import LOAD, Results, ServerResults

__all__ = ["growth_svg", "write_curves"]

_WIDTH, _HEIGHT, _COLUMNS = 300, 210, 3
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 34, 26
_LEGEND = 34
_COLOURS = {
    "ours": "#0a56a5", "native": "#b45309", "virtuoso": "#15803d", "before-virtuoso": "#7e22ce",
    "rdflib-endpoint": "#6b7280",
}  # fmt: skip
_DASHES = {"native": "6 3", "virtuoso": "2 3", "before-virtuoso": "8 3 2 3"}
"""Lines differ without their colours, too."""


class _Panel(NamedTuple):
    """One of the small pictures.

    Attributes:
        title: with the unit.
        value: of a server; None where it was not measured.

    """

    title: str
    value: Callable[[ServerResults], float | None]


class _Line(NamedTuple):
    """A server's points, by the size of the data."""

    server: str
    points: list[tuple[float, float]]


def _workload(name: str) -> Callable[[ServerResults], float | None]:
    def value(server: ServerResults) -> float | None:
        record = server.workloads.get(name)
        return None if record is None else record.value

    return value


def _disk(server: ServerResults) -> float | None:
    return server.disk["start"] / 2**20 if server.disk.get("start") else None


def _memory(server: ServerResults) -> float | None:
    return server.memory["end"]["proportional"] / 2**20 if "end" in server.memory else None


_PANELS = (
    _Panel("bulk load, triples/s", _workload(LOAD)),
    _Panel("distinct lookups per second", _workload("lookups")),
    _Panel("1,000 rows, per second", _workload("rows")),
    _Panel("1,000 joined rows, per second", _workload("rows-joined")),
    _Panel("sum by group, ms", _workload("sum-by-indicator")),
    _Panel("join, filter, sum, ms", _workload("join-by-city")),
    _Panel("property paths, ms", _workload("path")),
    _Panel("disk after the load, MiB", _disk),
    _Panel("memory after the run, MiB", _memory),
)


def write_curves(path: Path, results: Sequence[Results]) -> None:
    """Write the picture of some runs into a file; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(growth_svg(results), encoding="utf-8")


def growth_svg(results: Sequence[Results]) -> str:
    """Return the picture of some runs, with a small one for each figure; both axes are logarithmic.

    Args:
        results: of several sizes; of one size there are points and no lines.

    """
    titles = {name: item.title for run in results for name, item in run.servers.items()}
    rows = math.ceil(len(_PANELS) / _COLUMNS)
    width, height = _WIDTH * _COLUMNS, _HEIGHT * rows + _LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="Figures of {escape(", ".join(titles.values()))} by the size of the data" '
        'font-family="system-ui, sans-serif" font-size="11" fill="#1c2430">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_legend(titles),
    ]
    for number, panel in enumerate(_PANELS):
        x, y = number % _COLUMNS * _WIDTH, number // _COLUMNS * _HEIGHT + _LEGEND
        parts += [f'<g transform="translate({x} {y})">', *_panel(panel, results), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend(titles: dict[str, str]) -> Iterator[str]:
    x = _LEFT
    for name, title in titles.items():
        yield f'<line x1="{x}" y1="20" x2="{x + 28}" y2="20" {_stroke(name)}/>'
        yield f'<text x="{x + 34}" y="24">{escape(title)}</text>'
        x += 60 + 7 * len(title)


def _stroke(server: str) -> str:
    dash = f' stroke-dasharray="{_DASHES[server]}"' if server in _DASHES else ""
    return f'stroke="{_COLOURS.get(server, "#111827")}" stroke-width="2"{dash}'


def _panel(panel: _Panel, results: Sequence[Results]) -> Iterator[str]:
    lines = [_Line(name, _points(panel, name, results)) for name in _COLOURS]
    lines = [line for line in lines if line.points]
    yield f'<text x="{_LEFT}" y="18" font-weight="600">{escape(panel.title)}</text>'
    if not lines:
        yield f'<text x="{_LEFT}" y="{_HEIGHT / 2}" fill="#5b6675">not measured</text>'
        return
    sizes = sorted({run.triples for run in results})
    values = [y for line in lines for _, y in line.points]
    across = _scale(min(sizes), max(sizes), _LEFT, _WIDTH - _RIGHT)
    ticks = _powers(min(values), max(values))
    up = _scale(ticks[0], ticks[-1], _HEIGHT - _BOTTOM, _TOP)
    for tick in ticks:
        yield (
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{up(tick):.1f}" y2="{up(tick):.1f}" '
            'stroke="#d9dee5"/>'
            f'<text x="{_LEFT - 6}" y="{up(tick) + 4:.1f}" text-anchor="end" fill="#5b6675">'
            f"{_short(tick)}</text>"
        )
    for size in sizes:
        yield (
            f'<text x="{across(size):.1f}" y="{_HEIGHT - 8}" text-anchor="middle" fill="#5b6675">'
            f"{_short(size)}</text>"
        )
    for line in lines:
        places = [(across(x), up(y)) for x, y in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{path}" fill="none" {_stroke(line.server)}/>'
        for x, y in places:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_COLOURS[line.server]}"/>'


def _points(panel: _Panel, server: str, results: Sequence[Results]) -> list[tuple[float, float]]:
    points = []
    for run in sorted(results, key=lambda run: run.triples):
        value = panel.value(run.servers[server]) if server in run.servers else None
        if value:
            points.append((float(run.triples), value))
    return points


def _scale(low: float, high: float, first: float, last: float) -> Callable[[float], float]:
    """Return what places a value between two pixels, by its logarithm."""
    if low == high:
        return lambda value: (first + last) / 2
    span = math.log(high / low)
    return lambda value: first + (last - first) * math.log(value / low) / span


def _powers(low: float, high: float) -> list[float]:
    """Return powers of ten around all values, two at least."""
    first = math.floor(math.log10(low))
    last = max(math.ceil(math.log10(high)), first + 1)
    return [10.0**power for power in range(first, last + 1)]


def _short(value: float) -> str:
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{round(value / size):,}{unit}"
    return f"{value:g}"
