"""The processes of a server, from /proc: which there are, what they cost, and how to end one."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from districtgraph.server.store.embedded.workers import query_worker

__all__ = [
    "alive",
    "busy_share",
    "command_line",
    "descendants",
    "kill",
    "memory_bytes",
    "name_of",
    "query_workers",
    "tree",
    "wait_until_quiet",
]

_TICKS = os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> list[int]:
    """Return the processes under one, zombies left out."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))) and fields[0] != "Z":
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def tree(pid: int) -> list[int]:
    """Return a process and those under it."""
    return [pid, *descendants(pid)]


def _stat(pid: int) -> list[str]:
    """Return /proc/PID/stat from the state on; nothing where the process has ended."""
    with suppress(OSError):
        # The name, in parentheses, may itself hold spaces and parentheses.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def alive(pid: int) -> bool:
    """Return whether a process is there, and not a zombie."""
    fields = _stat(pid)
    return bool(fields) and fields[0] != "Z"


def command_line(pid: int) -> bytes:
    """Return what a process was started with, words parted by NUL; nothing where it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def name_of(pid: int) -> str:
    """Return what a process calls itself, 15 bytes of it; nothing where it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().rstrip("\n")
    return ""


def query_workers(pid: int) -> list[int]:
    """Return the query workers under a process; they are forked, and share a command line."""
    return [member for member in descendants(pid) if name_of(member) == query_worker.NAME]


def memory_bytes(pid: int) -> int:
    """Return the memory of a process and its descendants, with shared pages counted once.

    Forked processes share most pages: a sum of resident memory would count these for each process,
    and show them as growth whenever there is one process more.
    """
    return sum(map(_proportional_bytes, tree(pid)))


def _proportional_bytes(pid: int) -> int:
    """Return a process's memory, of a page that several have its share; 0 where it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _processor_seconds(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def busy_share(pid: int, seconds: float = 1.0) -> dict[int, float]:
    """Return what share of a processor each process of a tree uses, measured for some seconds."""
    before = {member: _processor_seconds(member) for member in tree(pid)}
    time.sleep(seconds)
    return {
        member: (_processor_seconds(member) - spent) / seconds
        for member, spent in before.items()
        if _stat(member)
    }


def wait_until_quiet(pid: int, patience: float = 10.0, share: float = 0.1) -> dict[int, float]:
    """Wait until no process uses more than a share; return the shares measured last."""
    give_up = time.monotonic() + patience
    while True:
        shares = busy_share(pid)
        if max(shares.values()) <= share or time.monotonic() > give_up:
            return shares


def kill(pid: int) -> None:
    """End a process at once, as `kill -9`; nothing where it has ended."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
