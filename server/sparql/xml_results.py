"""Adapts results to XML: characters, line ends, and properties as element names.

The engine (Oxigraph 0.5.13) writes characters that XML 1.0 does not have, carriage returns as they
are, and properties without a name for an element; readers refuse the first and last, and change the
second (https://www.w3.org/TR/xml/#charsets, #sec-line-ends;
https://www.w3.org/TR/rdf-syntax-grammar/#section-Serialising).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import IO, cast

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from districtgraph.server.core.errors import NotExpressibleError

__all__ = ["XmlWriter", "nameable", "xml_document"]

_FOREIGN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Bytes of what XML 1.0 has no character for, in UTF-8."""
_TAIL = 2
"""Bytes of such a character that may be at the end of a piece."""
_FIRST = (
    r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_NAME_FROM_BEHIND = re.compile(rf"[{_FIRST}.0-9\u00B7\u0300-\u036F\u203F\u2040-]*+")
_FIRST_OF_NAME = re.compile(f"[{_FIRST}]")
"""An IRI must end in an NCName (https://www.w3.org/TR/xml-names/#NT-NCName)."""
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


class XmlWriter:
    """Passes XML on as it has to be, or refuses it.

    Args:
        output: takes the bytes.

    """

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._held = b""

    def write(self, piece: bytes) -> int:
        """Write a piece; NotExpressibleError where it has what XML cannot express."""
        whole = self._held + bytes(piece)
        end = whole.rfind(b"\xef", max(0, len(whole) - _TAIL))
        self._held = b"" if end < 0 else whole[end:]
        self._pass_on(whole[: len(whole) - len(self._held)])
        return len(piece)

    def flush(self) -> None:
        """Write the text that was held back."""
        held, self._held = self._held, b""
        self._pass_on(held)

    def _pass_on(self, piece: bytes) -> None:
        if found := _FOREIGN.search(piece):
            character = found.group().decode("utf-8")
            raise NotExpressibleError(
                f"the result has the character U+{ord(character):04X}, which XML cannot express: "
                "request another format, such as JSON or Turtle"
            )
        if piece:
            self._output.write(piece.replace(b"\r", b"&#13;"))


def nameable(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield triples as they come, as long as RDF/XML has names for their properties and classes.

    Raises:
        NotExpressibleError: it has none, as for ``http://example.com/123``.

    """
    for triple in triples:
        _demand_name(triple.predicate)
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode):
            _demand_name(triple.object)
        yield triple


def xml_document(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Return triples as RDF/XML; NotExpressibleError where it cannot express them."""
    buffer = BytesIO()
    writer = XmlWriter(buffer)
    output = cast(IO[bytes], writer)
    serialize(nameable(triples), output, format=RdfFormat.RDF_XML, prefixes=dict(prefixes))
    writer.flush()
    return buffer.getvalue()


def _demand_name(term: NamedNode) -> None:
    ending = _NAME_FROM_BEHIND.match(term.value[::-1])
    if ending is None or not _FIRST_OF_NAME.search(ending.group()):
        raise NotExpressibleError(
            f"<{term.value}> does not end in a name for RDF/XML: request Turtle, N-Triples "
            "or JSON-LD"
        )
