"""Memory that the C library keeps for what comes next, given back when nothing comes."""

import ctypes
import os
from pathlib import Path

__all__ = ["SpareMemory"]

_MORE = 8 * 1024 * 1024
"""Bytes that a process has to have more than it needed before it is worth looking for them."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


class SpareMemory:
    """What this process has and does not use.

    `child_process` has the C library keep up to 64 MiB that one query gave back for the next. That
    is for a worker that is at work: many that are not may have a gigabyte between them.
    """

    def __init__(self) -> None:
        self._needed = 0

    def give_back(self) -> None:
        """Return to the kernel what is not used, where that may be much."""
        if _resident() - self._needed > _MORE:
            library = ctypes.CDLL(None)
            if hasattr(library, "malloc_trim"):
                library.malloc_trim(0)
            self._needed = _resident()


def _resident() -> int:
    """Return the bytes of memory that this process has; 0 where that cannot be read."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0
