"""Counts a server's processes, threads, descriptors and memory, and whether all are released."""

import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from districtgraph.server.core.config import ServerConfig

from .process_tree import descendants, memory_bytes, tree
from .running_server import RunningServer

__all__ = ["Counts", "counted", "front_of", "own_resident_bytes", "settled"]

_MIB: Final = 1024 * 1024
_MORE_THREADS: Final = ServerConfig(Path()).threads + min(32, (os.cpu_count() or 1) + 4)
"""Two pools may have grown to their declared sizes: that of pages, and asyncio's own
(`concurrent.futures.ThreadPoolExecutor`). Their threads idle until the server ends."""
_OF_AN_INDEX: Final = 2
"""Descriptors of a thread that has searched: its connection to the index of names holds the file
and the write-ahead log open for as long as the thread lives."""
_MORE_DESCRIPTORS: Final = 6 + _MORE_THREADS * _OF_AN_INDEX
"""Connections of whoever asks meanwhile, of a worker that is being replaced, and of the threads in
the pools, each of which may have searched."""
_MORE_MEMORY: Final = 1.25
_MORE_MEBIBYTES: Final = 36 + 2 * ServerConfig(Path()).cache_size
"""What is kept on purpose: the caches of results and of pages, which fill up to their size."""
_PAUSE: Final = 0.1
_LISTEN: Final = "0A"


@dataclass(frozen=True, slots=True)
class Counts:
    """The resources of a server.

    Attributes:
        processes: the top one, the front, the writer, the workers.
        threads: of the front, which alone serves clients; a worker starts its own with its first
            query, and ends with them.
        descriptors: of the front.
        mebibytes: memory of all processes, with shared pages counted once.

    """

    processes: int
    threads: int
    descriptors: int
    mebibytes: int

    def back_to(self, before: "Counts") -> bool:
        """Return whether these are those of before, but for what pools keep."""
        return (
            self.processes == before.processes
            and self.threads <= before.threads + _MORE_THREADS
            and self.descriptors <= before.descriptors + _MORE_DESCRIPTORS
            and self.mebibytes <= before.mebibytes * _MORE_MEMORY + _MORE_MEBIBYTES
        )

    def summary(self) -> dict[str, int]:
        """Return the figures by name."""
        return asdict(self)


def counted(server: RunningServer) -> Counts:
    """Count what a server holds now."""
    front = front_of(server)
    return Counts(
        len(tree(server.pid)),
        _entries(Path(f"/proc/{front}/task")),
        _entries(Path(f"/proc/{front}/fd")),
        memory_bytes(server.pid) // _MIB,
    )


def settled(server: RunningServer, before: Counts, patience: float = 15.0) -> Counts:
    """Wait until counts are back to those of before; return those counted last."""
    give_up = time.monotonic() + patience
    while not (now := counted(server)).back_to(before) and time.monotonic() < give_up:
        time.sleep(_PAUSE)
    return now


def _entries(folder: Path) -> int:
    with suppress(OSError):
        return sum(1 for _ in folder.iterdir())
    return 0


def _targets(pid: int) -> list[str]:
    found = []
    with suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                found.append(str(link.readlink()))
    return found


def front_of(server: RunningServer) -> int:
    """Return the process of a server that listens at its port.

    Raises:
        LookupError: none does.

    """
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    fields = [line.split() for line in lines]
    listening = {
        f"socket:[{each[9]}]"
        for each in fields
        if each[3] == _LISTEN and int(each[1].rpartition(":")[2], 16) == server.port
    }
    for member in descendants(server.pid):
        if listening & set(_targets(member)):
            return member
    raise LookupError(f"no process below {server.pid} listens at {server.port}")


def own_resident_bytes(pid: int) -> int:
    """Return the resident memory of one process; 0 where it has ended."""
    with suppress(OSError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
