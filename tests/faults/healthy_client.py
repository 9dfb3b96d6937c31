"""A client that asks properly beside those that misbehave, and how long it waits for answers."""

import http.client
import itertools
import json
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote, urlsplit

from .generators import NODES

__all__ = ["MOST_SECONDS", "HealthyClient", "Measurements", "StallWatch"]

MOST_SECONDS: Final = 0.3
"""Seconds within which a healthy lookup must be answered, whatever other clients do."""
_AT_WORST: Final = 1.0
"""Seconds that one in a hundred may take before a test fails by it: others may need this machine,
and a process that waits for a processor looks like one that is blocked. What these tests look
for stops a server for seconds; the soak, on a machine of its own, holds each to `MOST_SECONDS`."""
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_PAUSE: Final = 0.02
_PATIENCE: Final = 10.0
_NAP: Final = 0.005
_STALL: Final = 0.01
"""Seconds that a nap may take longer before that counts: timers are not exact."""
_HOPS: Final = 3
"""Processes that must be scheduled one after the other for an answer: the server's front, a worker,
and the front again; on a machine that lets one wait, the others may wait as long."""
_CUT: Final = b"was not ready by its deadline"
_KEPT: Final = 20
_LOOKUP: Final = "lookup"
_READER: Final = "127.0.0.4"
"""The address from which pages are read. Turns are by address, and lookups share theirs with those
that misbehave: their queries hinder nobody. But who asks for a hundred pages waits for them."""
_CLOSED: Final = (ConnectionError, http.client.BadStatusLine, http.client.CannotSendRequest)


class StallWatch:
    """A thread that naps, and notes when the machine let it sleep for longer."""

    def __init__(self) -> None:
        self._stalls: list[tuple[float, float]] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        while not self._stopped.is_set():
            begun = time.monotonic()
            time.sleep(_NAP)
            ended = time.monotonic()
            if ended - begun - _NAP > _STALL:
                self._stalls.append((begun + _NAP, ended))

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopped.set()
        self._thread.join()

    def within(self, begun: float, ended: float) -> float:
        """Return for how many of the seconds between two times the machine was suspended."""
        overlaps = (min(ended, late) - max(begun, early) for early, late in list(self._stalls))
        return sum(overlap for overlap in overlaps if overlap > 0)


@dataclass(slots=True)
class Measurements:
    """The measurements of a healthy client.

    Attributes:
        seconds: of each lookup.
        excused: of each lookup, without the time for which the machine itself was suspended.
        pages: seconds of each page.
        wrong: the first missing or wrong answers, and their number.
        cut: the number of pages that the server refused because they were late.

    """

    seconds: list[float] = field(default_factory=list)
    excused: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    wrongs: int = 0
    cut: int = 0

    @property
    def worst(self) -> float:
        """Seconds of the slowest lookup, as the client saw it."""
        return max(self.seconds, default=0.0)

    @property
    def worst_excused(self) -> float:
        """Seconds of the slowest lookup, without the time for which the machine was suspended."""
        return max(self.excused, default=0.0)

    @property
    def worst_page(self) -> float:
        """Seconds of the slowest page."""
        return max(self.pages, default=0.0)

    @property
    def delay(self) -> str | None:
        """The problem with the times of lookups, in words, or None."""
        ordered = sorted(self.excused)
        most = ordered[int((len(ordered) - 1) * 0.99)] if ordered else 0.0
        if most > MOST_SECONDS or self.worst_excused > _AT_WORST:
            return f"99 of 100 lookups took {most:.2f} s at most, one {self.worst_excused:.2f} s"
        return None

    def percentile(self, percent: float) -> float:
        """Return the seconds that a percentage of the lookups took at most."""
        ordered = sorted(self.seconds)
        return ordered[int((len(ordered) - 1) * percent / 100)] if ordered else 0.0

    def summary(self) -> dict[str, Any]:
        """Return the figures, in milliseconds."""
        return {
            "lookups": len(self.seconds),
            "p50": round(self.percentile(50) * 1000, 1),
            "p99": round(self.percentile(99) * 1000, 1),
            "worst": round(self.worst * 1000, 1),
            "worst without stalls of the machine": round(self.worst_excused * 1000, 1),
            "pages": len(self.pages),
            "worst page": round(self.worst_page * 1000, 1),
            "pages cut at their deadline": self.cut,
            "wrong": self.wrongs,
            "first wrong": self.wrong[:5],
        }


class HealthyClient:
    """Asks lookups and pages in turn, on connections that it reuses, until the block ends.

    Args:
        address: of a server that has the dense graph of `generators.py`.
        pages: paths that are asked too, one for every few lookups.

    """

    def __init__(self, address: str, pages: Sequence[str] = ("/healthz",)) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port
        self._pages = itertools.cycle(pages)
        self._numbers = itertools.count(time.monotonic_ns())
        self._measured = Measurements()
        self._waiting: dict[str, float] = {}
        self._lock = threading.Lock()
        self._stalls = StallWatch()
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._repeat, args=(step, pause, source), daemon=True)
            for step, pause, source in (
                (self._look_up, _PAUSE, None),
                (self._read_page, 5 * _PAUSE, (_READER, 0)),
            )
        ]

    def __enter__(self) -> Self:
        self._stalls.start()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join(_PATIENCE + 5)
        self._stalls.stop()

    def take(self) -> Measurements:
        """Return the measurements since the last call.

        A pending answer counts with the time waited so far, if that is long.
        """
        with self._lock:
            taken, self._measured = self._measured, Measurements()
            waiting = dict(self._waiting)
        now = time.monotonic()
        for what, begun in waiting.items():
            if now - begun > MOST_SECONDS:
                self._note(taken, what, begun, now)
        return taken

    def _note(self, measured: Measurements, what: str, begun: float, ended: float) -> None:
        if what != _LOOKUP:
            measured.pages.append(ended - begun)
            return
        stalled = self._stalls.within(begun, ended)
        measured.seconds.append(ended - begun)
        measured.excused.append(max(ended - begun - _HOPS * stalled, 0.0))

    def _timed(
        self, what: str, connection: http.client.HTTPConnection, path: str
    ) -> tuple[tuple[int, bytes] | str, float]:
        """Ask, and note how long that took; return the answer, and the seconds."""
        begun = time.monotonic()
        with self._lock:
            self._waiting[what] = begun
        answer = self._get(connection, path)
        ended = time.monotonic()
        with self._lock:
            del self._waiting[what]
            self._note(self._measured, what, begun, ended)
        return answer, ended - begun

    def _repeat(self, step: Any, pause: float, source: tuple[str, int] | None) -> None:
        connection = http.client.HTTPConnection(
            self._host, self._port, timeout=_PATIENCE, source_address=source
        )
        while not self._stopped.is_set():
            step(connection)
            self._stopped.wait(pause)
        connection.close()

    def _look_up(self, connection: http.client.HTTPConnection) -> None:
        number = next(self._numbers)
        node = f"http://example.org/n/{number % NODES}"
        query = f"SELECT ?label{number} {{ <{node}> <{_LABEL}> ?label{number} }}"
        path = f"/sparql?query={quote(query)}&timeout=1"
        answer, seconds = self._timed(_LOOKUP, connection, path)
        if not self._is_label(answer, f"label{number}", f"节点{number % NODES}"):
            self._blame(_LOOKUP, answer, seconds)

    @staticmethod
    def _is_label(answer: tuple[int, bytes] | str, name: str, label: str) -> bool:
        if isinstance(answer, str) or answer[0] != 200:
            return False
        with suppress(ValueError, KeyError):
            rows = json.loads(answer[1])["results"]["bindings"]
            return [row[name]["value"] for row in rows] == [label]
        return False

    def _read_page(self, connection: http.client.HTTPConnection) -> None:
        path = next(self._pages)
        answer, seconds = self._timed(path, connection, path)
        if not isinstance(answer, str) and answer[0] == 503 and _CUT in answer[1]:
            with self._lock:
                self._measured.cut += 1
        elif isinstance(answer, str) or answer[0] != 200:
            self._blame(path, answer, seconds)

    def _blame(self, what: str, answer: tuple[int, bytes] | str, seconds: float) -> None:
        with self._lock:
            self._measured.wrongs += 1
            if len(self._measured.wrong) < _KEPT:
                self._measured.wrong.append(f"{what}: {str(answer)[:200]} after {seconds:.2f} s")

    @staticmethod
    def _get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes] | str:
        """Return status and body, or what happened instead.

        A reused connection may have been closed in the meantime. That is no fault: the request is
        sent again on a new one, as browsers do.
        """
        for fresh in (False, True):
            if fresh or connection.sock is None:
                connection.close()
                fresh = True
            try:
                connection.request("GET", path, headers={"Accept": "*/*"})
                response = connection.getresponse()
                return response.status, response.read()
            except _CLOSED as error:
                connection.close()
                if fresh:
                    return repr(error)
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                return repr(error)
        raise AssertionError("one of the two ends it")
