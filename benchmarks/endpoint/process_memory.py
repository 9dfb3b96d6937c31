"""Memory of a process and of all its descendants, from /proc."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Memory", "process_tree", "tree_memory"]

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of a process tree, in bytes.

    Attributes:
        resident: sum of the resident sets; a page that two processes share counts twice.
        proportional: the same with shared pages divided among those who share them.
        processes: how many there are.

    """

    resident: int
    proportional: int
    processes: int

    def __add__(self, other: "Memory") -> "Memory":
        """Return the memory of both."""
        return Memory(
            self.resident + other.resident,
            self.proportional + other.proportional,
            self.processes + other.processes,
        )


def process_tree(root: int) -> list[int]:
    """Return a process and its descendants, by their numbers."""
    children: dict[int, list[int]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit() and (parent := _parent(folder)) is not None:
            children.setdefault(parent, []).append(int(folder.name))
    found = [root]
    for process in found:
        found.extend(children.get(process, []))
    return found


def tree_memory(root: int) -> Memory:
    """Return the memory of a process and its descendants."""
    resident = proportional = processes = 0
    for process in process_tree(root):
        try:
            text = (_PROC / str(process) / "smaps_rollup").read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            continue
        sizes = dict(line.split(":", 1) for line in text.splitlines()[1:])
        resident += _bytes(sizes["Rss"])
        proportional += _bytes(sizes["Pss"])
        processes += 1
    return Memory(resident, proportional, processes)


def _bytes(text: str) -> int:
    return int(text.split()[0]) * 1024


def _parent(folder: Path) -> int | None:
    try:
        # The name, in parentheses, may hold spaces and parentheses itself.
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return None
