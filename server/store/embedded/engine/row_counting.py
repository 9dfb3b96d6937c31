"""Counts the rows of a result while it is written, for the query log."""

import re

__all__ = ["RowCounter"]

_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_LINES = frozenset({"TSV", "N_TRIPLES", "N_QUADS"})


class RowCounter:
    """Counts solutions, or triples, from the bytes of a result.

    Args:
        engine_format: name of the engine's format; for some the rows cannot be counted.

    """

    def __init__(self, engine_format: str) -> None:
        self._format = engine_format
        self._tail = b""
        self._last = b""
        self._marks = 0
        self._quoted = False
        self._escaped = False

    @property
    def rows(self) -> int | None:
        """The number of rows; None for a format in which they cannot be counted."""
        if self._format in ("TSV", "CSV"):
            return max(self._marks - 1, 0)
        known = self._format in ("JSON", "XML") or self._format in _LINES
        return self._marks if known else None

    def feed(self, piece: bytes) -> None:
        """Take the next bytes."""
        if self._format in _LINES:
            # Line breaks of values are escaped in these.
            self._marks += piece.count(b"\n")
        elif self._format == "CSV":
            self._feed_csv(piece)
        elif self._format == "XML":
            self._feed_marks(piece, (b"<result>",))
        elif self._format == "JSON":
            self._feed_json(piece)

    def _feed_csv(self, piece: bytes) -> None:
        self._marks += sum(part.count(b"\n") for part in self._unquoted(piece))

    def _feed_json(self, piece: bytes) -> None:
        # A backslash at the end of a piece escapes the first byte of the next one.
        bare = _ESCAPE.sub(b"", piece[self._escaped and bool(piece) :])
        self._escaped = bare.endswith(b"\\") if piece else self._escaped
        quote = b'"' if self._quoted else b""
        text = self._last + quote + b'"'.join(self._unquoted(bare))
        # The objects of rows are in the array of rows; every other object is a member's value.
        self._marks += text.count(b"[{") + text.count(b",{")
        self._last = text[-1:]

    def _unquoted(self, piece: bytes) -> list[bytes]:
        """Return the parts of a piece outside of quotation marks; record the state at its end."""
        parts = piece.split(b'"')
        outside = parts[self._quoted :: 2]
        self._quoted ^= len(parts) % 2 == 0
        return outside

    def _feed_marks(self, piece: bytes, marks: tuple[bytes, ...]) -> None:
        data = self._tail + piece
        self._marks += sum(data.count(mark) for mark in marks)
        longest = max(len(mark) for mark in marks) - 1
        # The tail is shorter than any mark, so that none is counted twice.
        self._tail = data[-longest:]
