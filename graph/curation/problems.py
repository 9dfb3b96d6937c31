"""Collects the problems of many entries, so that a curator sees all of them at once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from districtgraph.graph.errors import ClaimError, GraphError, SourceFileError, SourceFilesError

__all__ = ["Problems"]

Item = TypeVar("Item")
Made = TypeVar("Made")
_MOST = 100
"""Problems that are named; a file with more of them has one cause."""


class Problems:
    """The problems that were met so far."""

    def __init__(self) -> None:
        self._found: list[GraphError] = []

    def each(self, make: Callable[[Item], Made], items: Iterable[Item]) -> list[Made]:
        """Return the results for all items that have no problem."""
        made = []
        for item in items:
            try:
                made.append(make(item))
            except (SourceFileError, ClaimError) as error:
                self._found.append(error)
        return made

    def raise_all(self) -> None:
        """Raise the problems: a single one unchanged, several with a line for each.

        Raises:
            SourceFileError, ClaimError: there are problems.

        """
        found = list({str(error): error for error in self._found}.values())[:_MOST]
        if len(found) == 1:
            raise found[0]
        placed = [error for error in found if isinstance(error, SourceFileError)]
        if placed and len(placed) == len(found):
            raise SourceFilesError(placed)
        if found:
            raise ClaimError("\n".join(map(str, found)))
