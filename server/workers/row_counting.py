"""Counts the rows of a result while it is written, for the query log."""

import re

__all__ = ["RowCounter"]

_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_LINES = frozenset({"TSV", "N_TRIPLES", "N_QUADS"})


class RowCounter:
    """Counts solutions, or triples, from the bytes of a result.

    Args:
        engine_format: name of the engine's format; of some the bytes do not tell.

    """

    def __init__(self, engine_format: str) -> None:
        self._format = engine_format
        self._tail = b""
        self._last = b""
        self._marks = 0
        self._quotes = 0

    @property
    def rows(self) -> int | None:
        """How many there were; None where the format does not tell."""
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
        for number, part in enumerate(piece.split(b'"')):
            if number:
                self._quotes += 1
            if self._quotes % 2 == 0:
                self._marks += part.count(b"\n")

    def _feed_json(self, piece: bytes) -> None:
        data = self._tail + piece
        # What is behind the last whole string may be the beginning of one.
        bare, end = [], 0
        for match in _JSON_STRING.finditer(data):
            bare.append(data[end : match.start()])
            end = match.end()
        rest = data[end:]
        opened = rest.find(b'"')
        keep = len(rest) - 1 if opened < 0 else opened
        bare.append(rest[: max(keep, 0)])
        self._tail = rest[max(keep, 0) :]
        text = self._last + b'""'.join(bare)
        # A row's object stands in the array of rows; every other object is a member's value.
        self._marks += text.count(b"[{") + text.count(b",{")
        self._last = text[-1:]

    def _feed_marks(self, piece: bytes, marks: tuple[bytes, ...]) -> None:
        data = self._tail + piece
        self._marks += sum(data.count(mark) for mark in marks)
        longest = max(len(mark) for mark in marks) - 1
        # A mark that was counted must not be seen again: it is longer than what is kept.
        self._tail = data[-longest:]
