"""The beginning of a result, for a page: no more of it is evaluated than the page shows."""

from districtgraph.server.core.errors import ResultTooLargeError
from districtgraph.server.store.backend import PagePart

__all__ = ["EnoughError", "FirstRows"]


class EnoughError(Exception):
    """Ends an evaluation of which no more is wanted."""


class FirstRows:
    """Takes a result in lines for as long as more of it is wanted.

    Args:
        part: how much that is.
        head: whether the first line is a head that names the columns, with tabs between them.

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
            EnoughError: there is as much as is wanted.
            ResultTooLargeError: a single row is more than that.

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
        """Nothing: all is held."""

    def _know_head(self) -> None:
        columns = self._held.count(b"\t", 0, self._held.find(b"\n")) + 1
        if columns > self._part.cells:
            raise ResultTooLargeError(self._part.size)
        self._wanted = min(self._part.rows, self._part.cells // columns) + 1
        self._head_is_known = True

    def content(self) -> tuple[bytes, bool]:
        """Return whole lines, and whether they are a part of the result only."""
        if self._ended and self._breaks <= self._wanted:
            return bytes(self._held), False
        lines = bytes(self._held[: self._part.size]).split(b"\n")[:-1]
        return b"".join(line + b"\n" for line in lines[: self._wanted]), True
