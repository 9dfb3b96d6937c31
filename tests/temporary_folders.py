"""Puts the temporary folders of tests into memory, where there is enough of it.

A server synchronises each write with the disk. On a disk that other programs write to as well, a
suite of a few hundred updates waits for minutes, which shows nothing about the server: tests kill
processes, not the machine. Who sets TMPDIR decides for himself.
"""

import os
import tempfile
from pathlib import Path

__all__ = ["LEAST_MEMORY", "LEAST_SPACE", "folder_in_memory", "use_memory"]

GIBIBYTE = 1024**3
LEAST_SPACE = 4 * GIBIBYTE
"""Free bytes of a file system in memory: a run of all tests takes about 1 GiB at a time."""
LEAST_MEMORY = 8 * GIBIBYTE
"""Available bytes of the machine's memory: servers and browsers take theirs beside the files."""
_IN_MEMORY = Path("/dev/shm")
_MEMORY = Path("/proc/meminfo")


def use_memory() -> None:
    """Have this process, and those that it starts, make temporary folders in memory."""
    folder = folder_in_memory()
    if "TMPDIR" not in os.environ and folder is not None:
        os.environ["TMPDIR"] = str(folder)
        # It is read once, and whoever made a temporary file earlier has read it.
        tempfile.tempdir = None


def folder_in_memory(folder: Path = _IN_MEMORY, memory: Path = _MEMORY) -> Path | None:
    """Return the folder whose files are in memory; None where there is none or too little room.

    Args:
        folder: where Linux has such a file system.
        memory: the kernel's account of the memory, as /proc/meminfo.

    """
    if not os.access(folder, os.W_OK | os.X_OK) or _available(memory) < LEAST_MEMORY:
        return None
    status = os.statvfs(folder)
    return folder if status.f_bavail * status.f_frsize >= LEAST_SPACE else None


def _available(memory: Path) -> int:
    """Return the bytes that programs can still take; 0 where the kernel does not say."""
    if not memory.exists():
        return 0
    for line in memory.read_text(encoding="ascii").splitlines():
        name, _, size = line.partition(":")
        if name == "MemAvailable":
            return int(size.split()[0]) * 1024
    return 0
