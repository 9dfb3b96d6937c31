"""Lookups, scans, updates and hostile requests for minutes, checked against a model.

    python -m tests.faults.mixed_load --minutes 10
    python -m tests.faults.mixed_load --minutes 10 --port 8000 --pid 4711

Without a port it starts a server of its own; with one, the server must be started as in
`running_server.py`, over an empty store, and --pid is its top process, whose tree's memory is
watched. Prints a summary as JSON; the exit code is 1 after a wrong answer or growing memory.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults.catalogue import Hostile, hostile_requests
from tests.faults.exchange import AUTHORIZATION, Outcome, ask, exchange, rows, update
from tests.faults.generators import NODES, P, dense_graph
from tests.faults.memory_watch import MemoryWatch
from tests.faults.running_server import GRACE, RunningServer

__all__ = ["main"]

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SLOW = 5.0
_PAUSE = 0.5
_AWAY = (None, 200, 503)
"""Permitted failures: cut off, broken, or refused for now. Everything else is wrong."""


class Tally:
    """Counts the outcomes of requests, and records errors and the times of lookups."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.seconds: list[float] = []
        self._lock = threading.Lock()

    def count(self, kind: str, outcome: Outcome) -> None:
        """Count an ending."""
        with self._lock:
            self.counts[f"{kind} {outcome.ending}"] += 1
            if kind == "lookup" and outcome.ending == 200:
                self.seconds.append(outcome.seconds)

    def blame(self, kind: str, what: object) -> None:
        """Keep a wrong answer."""
        with self._lock:
            self.wrong.append(f"{kind}: {what}")

    def check(self, kind: str, outcome: Outcome, expected: object, found: object) -> None:
        """Count an answer and compare it with the model's."""
        self.count(kind, outcome)
        if found != expected:
            self.blame(kind, f"{found!r} instead of {expected!r}")


class MixedLoad:
    """The clients' actions, one request each.

    Args:
        address: the server's.
        tally: collects the outcomes.

    """

    def __init__(self, address: str, tally: Tally) -> None:
        self._address = address
        self._tally = tally
        self.harming = Counter[int]()
        """By thread: whether it waits for something hostile, which may take much memory."""
        self._hostile = [item for item in hostile_requests() if item.kind in ("query", "form")]

    def look_up(self) -> None:
        """Ask for a label."""
        node = random.randrange(NODES)
        name = f"v{random.randrange(10**9)}"
        query = f"SELECT ?{name} {{ <http://example.org/n/{node}> <{_LABEL}> ?{name} }}"
        self._compare("lookup", query, name, [f"节点{node}"])

    def scan(self) -> None:
        """Count the edges at each node."""
        name = f"v{random.randrange(10**9)}"
        query = f"SELECT (COUNT(*) AS ?{name}) {{ ?s <{P}> ?o }} GROUP BY ?s"
        self._compare("scan", query, name, [str(NODES - 1)] * NODES)

    def _compare(self, kind: str, query: str, name: str, expected: list[str]) -> None:
        outcome = ask(self._address, query)
        if outcome.ending != 200:
            self.excuse(kind, outcome)
            return
        found = [row[name]["value"] for row in rows(outcome)]
        self._tally.check(kind, outcome, expected, found)

    def excuse(self, kind: str, outcome: Outcome) -> None:
        """Count a request that was not answered; wrong, where it had to be."""
        self._tally.count(kind, outcome)
        if outcome.status not in _AWAY or outcome.hung:
            self._tally.blame(kind, outcome)

    def harm(self) -> None:
        """Send something hostile; a full queue may refuse it."""
        request: Hostile = random.choice(self._hostile)
        self.harming[threading.get_ident()] = 1
        outcome = request.send(self._address, "http://127.0.0.1:9/")
        self.harming[threading.get_ident()] = 0
        self._tally.count("hostile", outcome)
        late = outcome.seconds > request.deadline + GRACE + _SLOW
        if late or outcome.ending not in {*request.expected, 503}:
            self._tally.blame(request.name, outcome)

    def own_values(self, number: int) -> Callable[[], None]:
        """Return a client that adds and takes values of a subject of its own."""
        subject = f"<http://example.org/own/{number}>"
        model: set[int] = set()

        def step() -> None:
            value = random.randrange(50)
            word, after = (
                ("DELETE", model - {value}) if value in model else ("INSERT", {*model, value})
            )
            predicate = f"<http://example.org/own/{number}/value>"
            taken = update(self._address, f"{word} DATA {{ {subject} {predicate} {value} }}")
            possible = [after] if taken.ending in (200, 204) else [model.copy(), after]
            if len(possible) == 2:
                self.excuse("update", taken)
            else:
                self._tally.count("update", taken)
            self._reconcile(f"SELECT ?v {{ {subject} {predicate} ?v }}", model, possible)

        return step

    def _reconcile(self, query: str, model: set[int], possible: list[set[int]]) -> None:
        """Read until answered; where an update was not acknowledged, either state is right."""
        while (outcome := ask(self._address, f"{query} # {random.random()}")).ending != 200:
            self.excuse("read back", outcome)
        found = {int(row["v"]["value"]) for row in rows(outcome)}
        self._tally.count("read back", outcome)
        if found not in possible:
            self._tally.blame("read back", f"{sorted(found)} is not one of {possible}")
        model.clear()
        model.update(found)


def _repeat(step: Callable[[], None], until: float, tally: Tally, pause: float) -> None:
    while time.monotonic() < until:
        try:
            step()
        except Exception as error:
            tally.blame(step.__name__, repr(error))
        time.sleep(pause)


def _run(address: str, pid: int, minutes: float) -> bool:
    tally = Tally()
    load = MixedLoad(address, tally)
    until = time.monotonic() + minutes * 60
    steps = [(load.look_up, 0.01), (load.look_up, 0.01), (load.scan, 0.05)]
    steps += [(load.own_values(number), 0.05) for number in range(2)]
    steps += [(load.harm, 1.0), (load.harm, 1.0)]
    watch = MemoryWatch(pid)
    threads = [
        threading.Thread(target=_repeat, args=(step, until, tally, pause)) for step, pause in steps
    ]
    for thread in threads:
        thread.start()
    while time.monotonic() < until:
        if not load.harming.total():
            watch.sample()
        time.sleep(_PAUSE)
    for thread in threads:
        thread.join()
    _print(tally, watch)
    return not tally.wrong and not watch.grows


def _print(tally: Tally, watch: MemoryWatch) -> None:
    ordered = sorted(tally.seconds)
    summary = {
        "requests": sum(tally.counts.values()),
        "outcomes": dict(sorted(tally.counts.items())),
        "wrong": len(tally.wrong),
        "first wrong": tally.wrong[:10],
        "lookup median ms": round(ordered[len(ordered) // 2] * 1000, 1) if ordered else None,
        "lookup p99 ms": round(ordered[len(ordered) * 99 // 100] * 1000, 1) if ordered else None,
        "memory": watch.summary(),
    }
    print(json.dumps(summary, indent=2, ensure_ascii=False))


def _loaded(address: str) -> None:
    headers = {"Content-Type": "application/n-triples", **AUTHORIZATION}
    loaded = exchange(address, "PUT", "/store?default", dense_graph().encode(), headers)
    if loaded.status not in (200, 201, 204):
        sys.exit(f"the graph was not taken: {loaded}")


def main() -> None:
    """Run the load for as long as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--port", type=int)
    parser.add_argument("--pid", type=int)
    options = parser.parse_args()
    if options.port:
        if not options.pid:
            parser.error("--port needs --pid")
        address = f"http://127.0.0.1:{options.port}"
        _loaded(address)
        sys.exit(not _run(address, options.pid, options.minutes))
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "store")
        server.start()
        try:
            _loaded(server.address)
            right = _run(server.address, server.pid, options.minutes)
        finally:
            server.stop()
    sys.exit(not right)


if __name__ == "__main__":
    main()
