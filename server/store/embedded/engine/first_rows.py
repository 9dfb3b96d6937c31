"""Limits a result to what a page shows, so that no more is evaluated."""

from districtgraph.server.core.errors import ResultTooLargeError
from districtgraph.server.store.backend import PagePart

__all__ = ["EnoughError", "FirstRows"]


class EnoughError(Exception):
    """Ends an evaluation once there are enough rows."""


class FirstRows:
    """Takes a result in lines until there are enough.

    Args:
        part: how many are enough.
        head: whether the first line names the columns, separated by tabs.

    """

    def __init__(self, part: PagePart, head: bool) -> None:
        self._part = part
        self._head = head
        self._head_is_known = not head
        self._held = bytearray()
        self._breaks = 0
        self._wanted = min(part.rows, part.cells) + head
        self._ended = True

    def write(self, piece: bytes) -> int:
        """Take a piece.

        Raises:
            EnoughError: there are enough lines.
            ResultTooLargeError: a single row exceeds the limit.

        """
        self._held += piece
        self._breaks += piece.count(b"\n")
        if not self._head_is_known and self._breaks:
            self._know_head()
        if self._breaks > self._wanted or len(self._held) > self._part.size:
            self._ended = False
            raise EnoughError
        return len(piece)

    def flush(self) -> None:
        """Do nothing: everything is held in memory."""

    def _know_head(self) -> None:
        columns = self._held.count(b"\t", 0, self._held.find(b"\n")) + 1
        if columns > self._part.cells:
            raise ResultTooLargeError(self._part.size)
        self._wanted = min(self._part.rows, self._part.cells // columns) + 1
        self._head_is_known = True

    def content(self) -> tuple[bytes, bool]:
        """Return complete lines, and whether they are only a part of the result."""
        if self._ended and self._breaks <= self._wanted:
            return bytes(self._held), False
        lines = bytes(self._held[: self._part.size]).split(b"\n")[:-1]
        return b"".join(line + b"\n" for line in lines[: self._wanted]), True
