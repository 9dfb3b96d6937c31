"""The processes that this one has started, as the kernel knows them."""

import os
import signal
from pathlib import Path


def children(module: str) -> list[int]:
    """Return the children of this process that run a module, zombies left out."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if int(parent) == os.getpid() and module.encode() in command:
            found.append(int(folder.name))
    return found


def processor_seconds(process: int) -> float:
    """Return the processor time that a process has taken; 0 where it is no more."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def kill_children(module: str) -> set[int]:
    """Kill the children of this process that run a module; return their ids."""
    killed = children(module)
    for process in killed:
        os.kill(process, signal.SIGKILL)
    return set(killed)
