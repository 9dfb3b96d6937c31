"""Finds a smallest set of things that contradict one another."""

from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["FindInconsistent", "minimal_conflict"]

_Item = TypeVar("_Item")
FindInconsistent = Callable[[Sequence[Sequence[_Item]]], int | None]
"""Returns the first inconsistent one of growing selections, or None."""

_AT_ONCE = 16
"""Selections per question: each starts Java once and pays a little for every selection."""


def minimal_conflict(items: Sequence[_Item], find: FindInconsistent[_Item]) -> tuple[_Item, ...]:
    """Return items that are inconsistent together, and without any one of them are not.

    Whatever holds an inconsistent selection is inconsistent too. So the shortest inconsistent
    beginning of the list ends with an item that is needed; with that one included, the search goes
    on before it, until the included ones alone are inconsistent. Each takes log(n) / log(16)
    questions (the prefix search of U. Junker's QuickXplain, AAAI 2004, without its divide and
    conquer: contradictions here are between two or three things).

    Args:
        items: inconsistent together.
        find: returns which of growing selections is the first inconsistent one.

    Returns:
        The items needed, in their order; none where already nothing at all is inconsistent.

    """
    needed: list[_Item] = []
    rest = items
    while length := _shortest(needed, rest, find):
        needed.insert(0, rest[length - 1])
        rest = rest[: length - 1]
    return tuple(needed)


def _shortest(needed: Sequence[_Item], rest: Sequence[_Item], find: FindInconsistent[_Item]) -> int:
    """Return how much of `rest`, from its beginning, is inconsistent with what is needed."""
    consistent, inconsistent = -1, len(rest)
    while inconsistent - consistent > 1:
        step = -(-(inconsistent - consistent) // _AT_ONCE)
        lengths = range(consistent + 1, inconsistent, step)
        found = find([[*needed, *rest[:length]] for length in lengths])
        if found is None:
            consistent = lengths[-1]
        else:
            inconsistent = lengths[found]
            consistent = lengths[found - 1] if found else consistent
    return inconsistent
