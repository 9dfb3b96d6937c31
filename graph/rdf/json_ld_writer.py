"""Writes types in JSON-LD by the keyword that it has for them.

The engine (Oxigraph 0.5.13) writes expanded JSON-LD, piece by piece, with rdf:type as a property
like others. That is valid, but readers of JSON-LD look for ``@type``
(https://www.w3.org/TR/json-ld11/#specifying-the-type).
"""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import IO, cast

from pyoxigraph import Quad, RdfFormat, Triple, serialize

__all__ = ["JsonLdWriter", "expanded_json_ld"]

_PROPERTY = b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#type":['
"""What begins the values of rdf:type, and nothing else: quotation marks of values are escaped."""
_KEYWORD = b'"@type":['
_BEGINNING = b'{"@id":"'
_NODE = re.compile(rb'\{"@id":("(?:[^"\\]|\\.|(?!))*+")\}', re.DOTALL)
_PIECE = 64 * 1024
"""Bytes that are looked through at once."""


class JsonLdWriter:
    """Passes expanded JSON-LD on with ``@type`` in place of rdf:type.

    A type that is no node remains a value of rdf:type, with those that follow it.

    Args:
        output: takes the bytes.

    """

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._held = bytearray()
        self._types: int | None = None
        """How many types of a node are written; None where there are no types."""

    def write(self, piece: bytes) -> int:
        """Write a piece."""
        self._held += piece
        if len(self._held) >= _PIECE:
            self._pass_on(ended=False)
        return len(piece)

    def flush(self) -> None:
        """Write what was held back, but for a type that is not whole yet."""
        self._pass_on(ended=True)

    def _pass_on(self, ended: bool) -> None:
        data, written, place = bytes(self._held), list[bytes](), 0
        while (after := self._step(data, place, written)) is not None:
            place = after
        if self._types is None:
            rest = 0 if ended else len(_PROPERTY) - 1
            end = max(place, len(data) - rest)
            written.append(data[place:end])
            place = end
        self._output.write(b"".join(written))
        self._held = bytearray(data[place:])

    def _step(self, data: bytes, place: int, written: list[bytes]) -> int | None:
        """Write up to the next type, or a type; return the place after it, None without a whole."""
        if self._types is not None:
            return self._take_type(data, place, written, self._types)
        found = data.find(_PROPERTY, place)
        if found < 0:
            return None
        written.append(data[place:found])
        self._types = 0
        return found + len(_PROPERTY)

    def _take_type(self, data: bytes, place: int, written: list[bytes], before: int) -> int | None:
        node = _NODE.match(data, place)
        if node is not None and node.end() < len(data):
            written += [b"," if before else _KEYWORD, node.group(1)]
            self._types = before + 1
            if data[node.end() : node.end() + 1] == b",":
                return node.end() + 1
            self._types = None
            return node.end()
        start = data[place : place + len(_BEGINNING)]
        if _BEGINNING.startswith(start):
            return None
        written += [b"]," if before else b"", _PROPERTY]
        self._types = None
        return place


def expanded_json_ld(content: Iterable[Triple] | Iterable[Quad]) -> bytes:
    """Return triples, or quads with their graphs, as expanded JSON-LD."""
    buffer = BytesIO()
    writer = JsonLdWriter(buffer)
    serialize(content, cast(IO[bytes], writer), format=RdfFormat.JSON_LD)
    writer.flush()
    return buffer.getvalue()
