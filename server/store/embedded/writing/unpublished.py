"""Acknowledged writes that are in the log and not in a generation, and the queries that wait."""

import asyncio
from collections.abc import Callable

from districtgraph.server.core.errors import StorageError, UnavailableError

__all__ = ["Unpublished"]

_LONGEST = 0.5
"""The most seconds until acknowledged writes are published, even if no query waits."""

_MOST_WAITING = 1000
"""The most queries that wait for a publication; after it, they all wait for workers."""

_PATIENCE = 2.0
"""Seconds for which a query waits if writers fail to publish, since the next one may succeed."""


class Unpublished:
    """Counts acknowledged writes without a generation, and lets queries wait for it.

    Args:
        wake: is called when a query begins to wait.
        logged: is called before such writes are acknowledged.

    """

    def __init__(self, wake: Callable[[], None], logged: Callable[[], None]) -> None:
        self._wake, self._logged = wake, logged
        self._waiting: set[asyncio.Future[None]] = set()
        self._since = 0.0
        self._urgent = False
        self.count = 0

    def add(self, writes: int, urgent: bool) -> None:
        """Record writes that are about to be acknowledged.

        Args:
            writes: how many.
            urgent: whether they have to be published next, since the log is long.

        """
        if not self.count:
            self._since = asyncio.get_running_loop().time()
        self.count += writes
        self._urgent |= urgent
        self._logged()

    def seconds_left(self) -> float | None:
        """Return the seconds until everything must be published; None if there is nothing."""
        if not self.count:
            return None
        if self._urgent or self._waiting:
            return 0.0
        return max(0.0, self._since + _LONGEST - asyncio.get_running_loop().time())

    def published(self) -> None:
        """Record that the next query sees everything."""
        self.count, self._urgent = 0, False

    def release(self) -> None:
        """Release all waiting queries."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def visible(self, deadline: float, trouble: Callable[[], StorageError | None]) -> None:
        """Wait until queries see everything that has been acknowledged so far.

        Args:
            deadline: the deadline of the query that waits.
            trouble: returns why there is no writer, if that is known.

        Raises:
            UnavailableError: the writes are not visible in time, or too many queries wait.

        """
        if not self.count:
            return
        if len(self._waiting) >= _MOST_WAITING:
            raise UnavailableError(
                f"{_MOST_WAITING} requests wait for the last writes already; try again soon",
                2,
                "queue",
            )
        clock = asyncio.get_running_loop().time
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        self._wake()
        try:
            while not future.done() and clock() < deadline:
                await asyncio.wait([future], timeout=min(deadline - clock(), _PATIENCE))
                if not future.done() and (known := trouble()) is not None:
                    raise _invisible(known)
        finally:
            self._waiting.discard(future)
        if not future.done():
            raise UnavailableError(
                "earlier acknowledged writes were not published by this request's "
                "deadline; they are not lost, and this request has done nothing: send it again",
                5,
                "deadline",
            )


def _invisible(trouble: StorageError) -> UnavailableError:
    """Return the error of a query that cannot see acknowledged writes yet."""
    return UnavailableError(
        f"the last writes, which are acknowledged, cannot be read yet: {trouble.summary}; they are "
        "not lost: ask again",
        10,
        trouble.trouble,
    )
