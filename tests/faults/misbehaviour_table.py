"""Every misbehaviour at every route, one after the other, as a table.

    python -m tests.faults.misbehaviour_table
    python -m tests.faults.misbehaviour_table --page     # writes docs/reference/availability.md

Takes some forty minutes. The exit code is 1 where a healthy client was not answered as it must be,
or the server did not give back what it had taken.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from districtgraph.graph.dataset.build import build

from .counts import Counts, counted
from .crowd import Crowd
from .healthy_client import MOST_SECONDS, HealthyClient
from .misbehaviours import MISBEHAVIOURS
from .routes import ROUTE_REQUESTS, RouteRequest
from .running_server import RunningServer
from .served_dataset import served_dataset, warm_up
from .trial import Trial, tried

__all__ = ["main", "page"]

_PAGE = Path(__file__).parents[2] / "docs/reference/availability.md"
_PAGES = ("/healthz", "/editor")
_Trials = Mapping[tuple[str, int], Trial]
"""By the misbehaviour, and the place of the request."""

_BEGINNING = """\
# Clients that misbehave

`python -m tests.faults.misbehaviour_table --page` writes this page. Each kind of misbehaviour is
let loose on each of these routes for {seconds:g} s, with up to hundreds of connections, a third of
them from the healthy client's own address. Beside them a healthy client asks lookups that no cache
answers, and pages. A lookup must be answered within {most:g} ms, and what the server holds must
come back to what it held before.

Measured on {cores} cores, which the server shares with all these clients.
"""


def _trials(
    server: RunningServer, requests: Sequence[RouteRequest], seconds: float, before: Counts
) -> _Trials:
    found = {}
    with HealthyClient(server.address, _PAGES) as healthy:
        for name, misbehaviour in MISBEHAVIOURS.items():
            for number, request in enumerate(requests):
                crowd = Crowd(server.address, misbehaviour, (request,))
                trial = tried(server, healthy, crowd, seconds, before)
                found[name, number] = trial
                for fault in trial.faults():
                    print(f"{name}, {request.name}: {fault}", file=sys.stderr, flush=True)
    return found


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _latencies(trials: _Trials, requests: Sequence[RouteRequest]) -> Iterator[str]:
    numbered = {name: number for number, name in enumerate(MISBEHAVIOURS, 1)}
    yield "## A healthy lookup, in milliseconds: the median / the slowest"
    yield ""
    yield "The columns are the misbehaviours, by their numbers in the table below."
    yield ""
    yield _row("request", *numbered.values())
    yield _row("---", *("---:" for _ in numbered))
    for place, request in enumerate(requests):
        measured = [trials[name, place].during for name in numbered]
        cells = [f"{each.percentile(50) * 1000:.0f} / {each.worst * 1000:.0f}" for each in measured]
        yield _row(f"`{request.name}`", *cells)


def _kinds(trials: _Trials, requests: Sequence[RouteRequest], before: Counts) -> Iterator[str]:
    yield "## By misbehaviour, over these routes"
    yield ""
    yield (
        f"Before: {before.processes} processes; in the front {before.threads} threads, "
        f"{before.descriptors} descriptors; {before.mebibytes:,} MiB in all. Afterwards, at most:"
    )
    yield ""
    yield _row(
        "no.", "misbehaviour", "connections", "slowest lookup, ms", "slowest page, ms",
        "wrong answers", "processes", "threads", "descriptors", "MiB",
    )  # fmt: skip
    yield _row("---:", "---", *(["---:"] * 8))
    for number, (name, misbehaviour) in enumerate(MISBEHAVIOURS.items(), 1):
        of_kind = [trials[name, place] for place in range(len(requests))]
        lookups = max(trial.during.worst for trial in of_kind)
        pages = max(trial.during.worst_page for trial in of_kind)
        of_client = [part for trial in of_kind for part in (trial.during, trial.after)]
        wrongs = sum(part.wrongs + part.cut for part in of_client)
        processes = {trial.left.processes for trial in of_kind}
        yield _row(
            number,
            name,
            misbehaviour.connections,
            f"{lookups * 1000:.0f}",
            f"{pages * 1000:.0f}",
            wrongs,
            "–".join(str(each) for each in sorted({min(processes), max(processes)})),
            max(trial.left.threads for trial in of_kind),
            max(trial.left.descriptors for trial in of_kind),
            max(trial.left.mebibytes for trial in of_kind),
        )


def page(trials: _Trials, requests: Sequence[RouteRequest], seconds: float, before: Counts) -> str:
    """Return the page of the results.

    Args:
        trials: by misbehaviour and request, for all pairs.
        requests: the requests of misbehaving clients.
        seconds: the duration of each.
        before: the server's resources before the first.

    """
    beginning = _BEGINNING.format(seconds=seconds, most=MOST_SECONDS * 1000, cores=os.cpu_count())
    kinds, latencies = _kinds(trials, requests, before), _latencies(trials, requests)
    return "\n".join([beginning, *kinds, "", *latencies, ""])


def main() -> None:
    """Try all, and print the page or write it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=1.0, help="for each cell")
    parser.add_argument("--data", type=Path, help="folder of a built dataset")
    parser.add_argument(
        "--routes", nargs="+", metavar="ROUTE", help="only these, as /sparql or /download/<name>"
    )
    parser.add_argument("--page", action="store_true", help=f"write {_PAGE.name}")
    options = parser.parse_args()
    requests = [each for each in ROUTE_REQUESTS if each.route in (options.routes or [each.route])]
    if not requests:
        parser.error(f"no such route; there are {', '.join(each.route for each in ROUTE_REQUESTS)}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        data = options.data or build(folder / "built").folder
        server = stack.enter_context(served_dataset(data, folder / "served"))
        warm_up(server)
        before = counted(server)
        trials = _trials(server, requests, options.seconds, before)
    text = page(trials, requests, options.seconds, before)
    if options.page:
        _PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)
    sys.exit(any(trial.faults() for trial in trials.values()))


if __name__ == "__main__":
    main()
