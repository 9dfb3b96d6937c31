"""Returns the memory that the C library caches to the kernel when there is no work."""

import ctypes
import os
from pathlib import Path

__all__ = ["SpareMemory"]

_MORE = 2 * 1024 * 1024
"""The additional bytes from which on it is worth trying to return memory."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


class SpareMemory:
    """The unused memory of this process.

    `child_process` has the C library cache up to 64 MiB between queries. That is meant for busy
    workers: many idle ones may have a gigabyte together.
    """

    def __init__(self) -> None:
        self._needed = 0

    def give_back(self) -> None:
        """Return unused memory to the kernel if there may be much of it."""
        if _resident() - self._needed > _MORE:
            library = ctypes.CDLL(None)
            if hasattr(library, "malloc_trim"):
                library.malloc_trim(0)
            self._needed = _resident()


def _resident() -> int:
    """Return the bytes of memory of this process; 0 if unknown."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0
