"""The processes that this one has started, as the kernel knows them."""

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from districtgraph.server.store.embedded.workers import nursery_process, query_worker


class _Process(NamedTuple):
    number: int
    name: str
    parent: int
    command: list[bytes]


def _processes() -> Iterator[_Process]:
    """Find all processes, zombies left out: those have no command line."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            before, _, after = (folder / "stat").read_text().rpartition(")")
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        name, parent = before.partition("(")[2], int(after.split()[1])
        if len(command) > 1:
            yield _Process(int(folder.name), name, parent, command)


def children(module: str) -> list[int]:
    """Return the children of this process that run a module, zombies left out."""
    return [
        each.number
        for each in _processes()
        if each.parent == os.getpid() and module.encode() in each.command
    ]


def nurseries() -> list[int]:
    """Return the processes that fork query workers for this one."""
    return children(nursery_process.__name__)


def query_workers() -> list[int]:
    """Return the query workers that this process's nurseries forked, without zombies."""
    found = list(_processes())
    above = {each.number for each in found if each.parent == os.getpid()}
    workers = [each for each in found if each.name == query_worker.NAME]
    return [each.number for each in workers if each.parent in above | {os.getpid()}]


def kill_all(processes: Iterable[int]) -> set[int]:
    """Kill processes; return their ids."""
    killed = set(processes)
    for process in killed:
        os.kill(process, signal.SIGKILL)
    return killed


def kill_children(module: str) -> set[int]:
    """Kill the children of this process that run a module; return their ids."""
    return kill_all(children(module))
