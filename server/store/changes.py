"""What writes may have changed, so that data derived from a store can be updated accordingly."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from districtgraph.server.core.errors import RequestError

__all__ = ["ChangeLog", "KnowsChanges"]

_MOST_WRITES = 1024
"""How many writes are remembered."""
_MOST_VERSIONS = 4096
"""How many versions are remembered in order."""
_MOST_IRIS = 200_000
"""How many IRIs of all writes together are remembered."""


@runtime_checkable
class KnowsChanges(Protocol):
    """An optional interface of backends, and of stores for threads: what their writes changed."""

    def changed(self, since: str, until: str) -> frozenset[str] | None:
        """Return the IRIs whose descriptions may differ between two versions.

        Args:
            since: the earlier version.
            until: the later version.

        Returns:
            IRIs; the triples of the default graph that mention none of them are the same in both
            versions. None if that is unknown.

        """


@dataclass(slots=True, eq=False)
class _Write:
    """A write: the IRIs that it may change, None for any; the number of the version at its end."""

    iris: frozenset[str] | None
    ended: int | None = None


class ChangeLog:
    """Remembers the latest writes and the versions that include them.

    A write is in the version that is current when it ends, or in an earlier one; a write that has
    not ended may be in any version from the one that was current when it began.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}
        self._current = 0
        self._known_from = 0
        """The number of the version from which on all writes are remembered."""
        self._writes: deque[_Write] = deque()
        self._iris = 0

    def published(self, version: str) -> None:
        """Record that a version is current from now on."""
        with self._lock:
            self._current += 1
            self._numbers[version] = self._current
            while len(self._numbers) > _MOST_VERSIONS:
                del self._numbers[next(iter(self._numbers))]

    @contextmanager
    def write(self, iris: frozenset[str] | None) -> Iterator[None]:
        """Record a write for as long as it lasts.

        Args:
            iris: the IRIs that it mentions; None if these are unknown.

        """
        write = _Write(iris)
        with self._lock:
            self._add(write)
        try:
            yield
        except RequestError as error:
            # A refused write changes nothing; a write that failed otherwise may have happened.
            if error.status < 500:
                write.iris = frozenset()
            raise
        with self._lock:
            write.ended = self._current

    def changed(self, since: str, until: str) -> frozenset[str] | None:
        """See `KnowsChanges`."""
        with self._lock:
            first = self._numbers.get(since)
            if first is None or first < self._known_from or until not in self._numbers:
                return None
            found = [item.iris for item in self._writes if item.ended is None or item.ended > first]
        known = [iris for iris in found if iris is not None]
        return frozenset().union(*known) if len(known) == len(found) else None

    def _add(self, write: _Write) -> None:
        self._writes.append(write)
        self._iris += len(write.iris or ())
        while len(self._writes) > _MOST_WRITES or self._iris > _MOST_IRIS:
            oldest = self._writes.popleft()
            self._iris -= len(oldest.iris or ())
            ended = self._current + 1 if oldest.ended is None else oldest.ended
            self._known_from = max(self._known_from, ended)
