"""Detects whether clients only write; then their writes may become visible a moment later."""

import asyncio
import math

__all__ = ["Traffic"]

_READERS = 1.0
"""Seconds after a query in which writes are published at once, so that queries need not wait."""
_PAUSE = 1.0
"""Seconds without a write after which the count of successive writes restarts."""
_IN_A_ROW = 16
"""How many successive writes without a query mean that clients only write."""


class Traffic:
    """Counts the writes since the last query."""

    def __init__(self) -> None:
        self._last_read = self._last_write = -math.inf
        self._writes = 0

    def read(self) -> None:
        """Record a read."""
        self._last_read = asyncio.get_running_loop().time()
        self._writes = 0

    def wrote(self) -> None:
        """Record a write."""
        now = asyncio.get_running_loop().time()
        self._writes = self._writes + 1 if now - self._last_write <= _PAUSE else 1
        self._last_write = now

    def only_writes(self) -> bool:
        """Return whether the clients only write."""
        silence = asyncio.get_running_loop().time() - self._last_read
        return self._writes > _IN_A_ROW and silence > _READERS
