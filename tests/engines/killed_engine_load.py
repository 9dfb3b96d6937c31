"""A mixed load through the server while the engine behind it is killed and started again.

    python -m tests.engines.killed_engine_load virtuoso --minutes 10
    python -m tests.engines.killed_engine_load oxigraph --minutes 3 --every 15

Writers add numbers one by one, and know which were acknowledged, which have not happened, and which
may have; readers compare every whole answer with that. Prints a summary as JSON; the exit code is 1
after a wrong answer, a refusal without Retry-After, or where the server did not recover by itself.
"""

import argparse
import http.client
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.conformance.servers import Reply, Server, before_engine
from tests.engines.running import ENGINES, RunningEngine, running
from tests.patience import PATIENCE

__all__ = ["KilledEngineLoad", "LoadSummary", "main"]

WROTE = "urn:load:wrote"
FIXED = "urn:load:fixed"
MANY = 20_000
"""Triples of the graph that does not change: its dump has to be cut somewhere by a kill."""
WRITERS = 3
AWAY = (1.0, 4.0)
"""Seconds for which the engine is away."""
RECOVERED_WITHIN = 30.0
PAUSE = 0.02
_LATE = 10.0


@dataclass
class LoadSummary:
    """The results of the load.

    Attributes:
        endings: counts by kind of request and ending: a status, or ``broken``.
        wrong: descriptions of wrong answers.
        kills: of the engine.
        recovery: seconds from an engine that answers to a server that does, for each kill.
        acknowledged: number of acknowledged writes.
        uncertain: number of writes whose outcome nobody was sent.

    """

    endings: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    kills: int = 0
    recovery: list[float] = field(default_factory=list)
    acknowledged: int = 0
    uncertain: int = 0

    def as_record(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "kills": self.kills,
            "recovered after, seconds": {
                "median": round(median(self.recovery), 3),
                "longest": round(max(self.recovery), 3),
            },
            "acknowledged writes": self.acknowledged,
            "uncertain writes": self.uncertain,
            "endings": dict(sorted(self.endings.items())),
            "wrong": self.wrong[:20],
        }


class WriterModel:
    """The numbers of one writer, as far as it knows what became of them."""

    def __init__(self, name: str) -> None:
        self.subject = f"urn:load:writer:{name}"
        self.acknowledged: set[int] = set()
        self.uncertain: set[int] = set()
        self._lock = threading.Lock()

    def begin(self, number: int) -> None:
        """Take note that a write is under way."""
        with self._lock:
            self.uncertain.add(number)

    def end(self, number: int, happened: bool | None) -> None:
        """Take note of what became of a write; None where that is not known."""
        with self._lock:
            if happened is not None:
                self.uncertain.discard(number)
            if happened:
                self.acknowledged.add(number)

    def certain(self) -> frozenset[int]:
        """Return what every later answer has to have."""
        with self._lock:
            return frozenset(self.acknowledged)

    def possible(self) -> frozenset[int]:
        """Return what every earlier answer may have."""
        with self._lock:
            return frozenset(self.acknowledged | self.uncertain)


class KilledEngineLoad:
    """Reads and writes through a server, and kills the engine behind it.

    Args:
        server: runs in front of the engine, over an empty dataset.
        engine: the engine, which is killed.

    """

    def __init__(self, server: Server, engine: RunningEngine) -> None:
        self.summary = LoadSummary()
        self._server, self._engine = server, engine
        self._writers = [WriterModel(str(number)) for number in range(WRITERS)]
        self._stopped = threading.Event()
        self._lock = threading.Lock()

    def run(self, seconds: float, every: float) -> LoadSummary:
        """Go on for some seconds, with a kill every so many; return what came of it."""
        body = "".join(f'<urn:s{n}> <urn:p> "{n}" .\n' for n in range(MANY))
        reply = self._server.put(FIXED, "application/n-triples", body.encode())
        assert reply.status in (200, 201, 204), reply.text
        steps: list[Callable[[], None]] = [self._dump, self._aggregate, self._readiness]
        steps += [self._reading(writer) for writer in self._writers]
        steps += [self._writing(writer) for writer in self._writers]
        threads = [threading.Thread(target=self._repeat, args=(step,)) for step in steps]
        for thread in threads:
            thread.start()
        try:
            self._kill_now_and_then(time.monotonic() + seconds, every)
        finally:
            self._stopped.set()
            for thread in threads:
                thread.join(PATIENCE)
        for writer in self._writers:
            self._numbers(writer)
            self.summary.acknowledged += len(writer.acknowledged)
            self.summary.uncertain += len(writer.uncertain)
        return self.summary

    def _kill_now_and_then(self, end: float, every: float) -> None:
        while time.monotonic() < end:
            self._stopped.wait(random.uniform(0.5, 1.5) * every)
            self._engine.stop(kill=True)
            self.summary.kills += 1
            self._stopped.wait(random.uniform(*AWAY))
            self._engine.start()
            self._await_recovery()

    def _await_recovery(self) -> None:
        begun = time.monotonic()
        while True:
            with self._blamed("recovery"):
                if self._server.query("ASK {}", "text/csv").status == 200:
                    self.summary.recovery.append(time.monotonic() - begun)
                    return
            if time.monotonic() - begun > RECOVERED_WITHIN:
                raise TimeoutError(f"the server has not recovered in {RECOVERED_WITHIN:g} s")
            time.sleep(PAUSE)

    def _repeat(self, step: Callable[[], None]) -> None:
        while not self._stopped.is_set():
            with self._blamed(getattr(step, "__name__", "step")):
                step()
            self._stopped.wait(PAUSE)

    @contextmanager
    def _blamed(self, kind: str) -> Iterator[None]:
        """Count transfers that break off; any other exception is a wrong answer."""
        begun = time.monotonic()
        try:
            yield
        except (OSError, http.client.HTTPException) as error:
            late = " after 10 s" if time.monotonic() - begun > _LATE else ""
            self._count(kind, f"broken: {type(error).__name__}{late}")
        except Exception as error:
            self._blame(f"{kind}: {error!r}")

    def _count(self, kind: str, ending: object) -> None:
        with self._lock:
            self.summary.endings[f"{kind.strip('_')} {ending}"] += 1

    def _blame(self, what: str) -> None:
        with self._lock:
            self.summary.wrong.append(what)

    def _whole(self, kind: str, reply: Reply) -> bool:
        """Return whether there is an answer; a refusal has to say when to ask again."""
        self._count(kind, reply.status)
        if reply.status == 200:
            return True
        if reply.status != 503 or int(reply.headers.get("retry-after", "0")) < 1:
            self._blame(f"{kind}: {reply.status} {reply.headers} {reply.text[:200]}")
        return False

    def _numbers(self, writer: WriterModel) -> None:
        before = writer.certain()
        query = f"SELECT ?n {{ <{writer.subject}> <{WROTE}> ?n }}"
        reply = self._server.query(query, "text/csv")
        after = writer.possible()
        if self._whole("numbers", reply):
            found = [int(line) for line in reply.text.split()[1:]]
            if len(set(found)) != len(found) or not before <= set(found) <= after:
                lost, invented = before - set(found), set(found) - after
                self._blame(f"numbers: lost {sorted(lost)[:5]}, invented {sorted(invented)[:5]}")

    def _reading(self, writer: WriterModel) -> Callable[[], None]:
        def numbers() -> None:
            self._numbers(writer)

        return numbers

    def _dump(self) -> None:
        reply = self._server.send(
            "GET", self._server.graph_url(FIXED), {"Accept": "application/n-triples"}
        )
        if self._whole("dump", reply) and reply.body.count(b"\n") != MANY:
            self._blame(f"dump: {reply.body.count(b'n')} of {MANY} triples")

    def _aggregate(self) -> None:
        text = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{FIXED}> {{ ?s <urn:p> ?o }} }}"
        reply = self._server.query(text, "text/csv")
        if self._whole("aggregate", reply) and reply.text.split()[1:] != [str(MANY)]:
            self._blame(f"aggregate: {reply.text}")

    def _readiness(self) -> None:
        reply = self._server.send("GET", self._server.query_url.replace("sparql", "readyz"))
        self._count("readiness", reply.status)
        if reply.status not in (200, 503):
            self._blame(f"readiness: {reply.status}")

    def _writing(self, writer: WriterModel) -> Callable[[], None]:
        numbers = iter(range(10**9))

        def write() -> None:
            number = next(numbers)
            writer.begin(number)
            text = f"INSERT DATA {{ <{writer.subject}> <{WROTE}> {number} }}"
            reply = self._server.update(text)
            if reply.status == 204:
                writer.end(number, happened=True)
                self._count("update", 204)
                return
            # From here on an answer says 503, or it is to blame.
            self._whole("update", reply)
            not_done = re.search(r"has not happened", reply.text) is not None
            writer.end(number, happened=False if not_done else None)
            self._count("update", "that has not happened" if not_done else "that may have happened")

        return write


def main() -> int:
    """Run the load; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--every", type=float, default=20.0, help="seconds between two kills")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="killed-engine-") as name:
        folder = Path(name)
        with (
            running(options.engine, folder / "engine") as engine,
            before_engine(engine, folder / "server") as server,
        ):
            load = KilledEngineLoad(server, engine)
            summary = load.run(options.minutes * 60, options.every)
    print(json.dumps(summary.as_record(), indent=2))
    return 1 if summary.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
