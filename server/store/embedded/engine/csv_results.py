"""CSV results made from the engine's TSV, so that every value that needs quotes has them.

The engine (0.5.13) writes IRIs and triple terms into CSV unchanged, although an IRI may contain a
comma: https://www.rfc-editor.org/rfc/rfc4180, https://www.w3.org/TR/sparql11-results-csv-tsv/.
"""

import re
from typing import IO

__all__ = ["CsvWriter"]

_SUFFIX = re.compile(rb"\0[@^][^\t\n]*")
"""A literal with its language or datatype, in which NUL replaces the text."""
_ESCAPE = re.compile(rb"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPED = {b"t": b"\t", b"n": b"\n", b"r": b"\r", b"b": b"\b", b"f": b"\f"}


class CsvWriter:
    """A file that takes a SELECT's result in the engine's TSV, and writes it as CSV.

    Args:
        output: takes the CSV, piece by piece; its exceptions reach the caller of `write`.

    """

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._begun: list[bytes] = []
        """Pieces of an incomplete line."""
        self._in_head = True
        self._single = False
        """Whether a row has one field."""

    def write(self, piece: bytes) -> int:
        """Take the next bytes, and write all complete lines."""
        # A line break within a value is escaped.
        end = piece.rfind(b"\n") + 1
        if end:
            lines = b"".join((*self._begun, piece[:end]))
            self._begun = []
            self._write_lines(lines)
        if end < len(piece):
            self._begun.append(piece[end:])
        return len(piece)

    def flush(self) -> None:
        """Do nothing: only an incomplete line is held back."""

    def _write_lines(self, lines: bytes) -> None:
        if self._in_head:
            head, _, lines = lines.partition(b"\n")
            self._in_head = False
            self._single = bool(head) and b"\t" not in head
            names = head.replace(b"\t?", b",").removeprefix(b"?")
            self._output.write(names + b"\r\n")
        if lines:
            write = _single_fields if self._single else _rows
            self._output.write(write(lines))


def _rows(lines: bytes) -> bytes:
    """Return complete lines of TSV as CSV."""
    if not (b"\\" in lines or b"<<" in lines or b"\0" in lines):
        plain = _plain(lines)
        if plain is not None:
            return plain
    fields: list[bytes] = []
    rows = [_marked(line, fields) for line in lines.split(b"\n")]
    # The other fields are converted together; a NUL marks the position of each field in the list.
    rest = (_plain(b"\n".join(rows)) or b"").split(b"\0")
    rest[1:] = [b"".join(pair) for pair in zip(fields, rest[1:], strict=True)]
    return b"".join(rest)


def _single_fields(lines: bytes) -> bytes:
    """Return complete lines of TSV with one field each as CSV.

    An empty field is quoted: readers skip empty lines, pandas among them, or find no field there.
    """
    if not lines.startswith(b"\n") and b"\n\n" not in lines and b'""' not in lines:
        return _rows(lines)
    rows = (_rows(line) for line in lines.splitlines(keepends=True))
    return b"".join(b'""\r\n' if row == b"\r\n" else row for row in rows)


def _needs_care(text: bytes) -> bool:
    return b"\\" in text or b"," in text or b"<<" in text or b"\0" in text


def _marked(line: bytes, fields: list[bytes]) -> bytes:
    """Return a line with marks for the fields that need care, and append their CSV to a list."""
    if not _needs_care(line):
        return line
    terms = line.split(b"\t")
    for at, term in enumerate(terms):
        if _needs_care(term):
            fields.append(_field(term))
            terms[at] = b'"\0"'
    return b"\t".join(terms)


def _plain(fields: bytes) -> bytes | None:
    """Convert fields without escapes, triple terms and NUL, with their separators.

    Returns:
        None if an IRI contains a comma.

    """
    # Without escapes, every second part is the text between a literal's quotes.
    parts = fields.split(b'"')
    frame = b"\0".join(parts[::2])
    if len(parts) > 1:
        frame = _SUFFIX.sub(b"\0", frame)
    if b"," in frame:
        return None
    frame = frame.replace(b"<", b"").replace(b">", b"").replace(b"\t", b",")
    parts[::2] = frame.replace(b"\n", b"\r\n").split(b"\0")
    parts[1::2] = [b'"%b"' % part if b"," in part else part for part in parts[1::2]]
    return b"".join(parts)


def _field(term: bytes) -> bytes:
    """Return one term of TSV as a field of CSV."""
    value = _value(term)
    if b'"' in value:
        return b'"%b"' % value.replace(b'"', b'""')
    return b'"%b"' % value if b"," in value or b"\n" in value or b"\r" in value else value


def _value(term: bytes) -> bytes:
    """Return a term's CSV value: the text of a triple term, and only the value of others."""
    if term.startswith(b'"'):
        # The language or datatype after a literal's last quote contains no quote.
        return _unescaped_text(term[1 : term.rindex(b'"')])
    is_iri = term.startswith(b"<") and not term.startswith(b"<<")
    return term[1:-1] if is_iri else term


def _unescaped_text(text: bytes) -> bytes:
    if b"\\" in text and b"\\\\" not in text:
        # These are nearly all escapes, and this takes a third of the time.
        text = text.replace(b'\\"', b'"').replace(b"\\n", b"\n")
    return _ESCAPE.sub(_unescaped, text) if b"\\" in text else text


def _unescaped(escape: "re.Match[bytes]") -> bytes:
    name = escape.group(1)
    if len(name) > 1:
        return chr(int(name[1:], 16)).encode("utf-8")
    return _ESCAPED.get(name, name)
