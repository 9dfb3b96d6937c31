"""Reads BASE and PREFIX of an operation, in order to resolve the IRIs in its text."""

from collections.abc import Iterator
from typing import TypeVar

from pyoxigraph import NamedNode, RdfFormat, parse

from districtgraph.server.core.errors import PayloadTooLargeError
from districtgraph.server.sparql.sparql_lexer import SparqlToken, significant

__all__ = ["LONGEST_IRI", "MOST_DECLARATIONS", "Prologue", "end_of_prologue"]

LONGEST_IRI = 8192
"""The most characters of a resolved IRI, since prefixed names may be much shorter."""
MOST_DECLARATIONS = 10_000
"""The most BASE and PREFIX of one operation that are read."""


def end_of_prologue(text: str) -> int:
    """Return the offset at which the first operation begins; the text's length if none does."""
    prologue = Prologue(None)
    stream = significant(text)
    for token in stream:
        if not prologue.take(token, stream):
            return token.start
    return len(text)


class Prologue:
    """Resolves relative IRIs and prefixed names at a place in an operation's text.

    Args:
        base: the service's base IRI; None for none.

    """

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._taken = 0

    def take(self, token: SparqlToken, following: Iterator[SparqlToken]) -> bool:
        """Read a declaration; return whether the token begins one.

        Args:
            token: of the text, but no white space and no comment.
            following: the tokens after it; those of a declaration are consumed.

        Raises:
            PayloadTooLargeError: there are more than `MOST_DECLARATIONS`, or an IRI is longer than
                `LONGEST_IRI`.

        """
        word = token.text.upper() if token.kind == "word" else ""
        if word not in ("BASE", "PREFIX"):
            return False
        self._taken += 1
        if self._taken > MOST_DECLARATIONS:
            raise PayloadTooLargeError(
                f"an operation with FROM, USING, SERVICE or LOAD may have {MOST_DECLARATIONS:,} "
                "BASE and PREFIX"
            )
        if word == "BASE":
            self._base = self.resolved(next(following, None)) or self._base
        else:
            name = next(following, None)
            iri = self.resolved(next(following, None))
            if name is not None and iri is not None:
                self._prefixes[name.text] = iri
        return True

    def resolved(self, token: SparqlToken | None) -> str | None:
        """Return the absolute IRI that a token is; None if it is unknown.

        Raises:
            PayloadTooLargeError: it is longer than `LONGEST_IRI`.

        """
        if token is not None and token.kind == "iri":
            return _short(_absolute(_short(token.text), self._base))
        if token is not None and token.kind == "name" and "\\" not in token.text:
            prefix, _, local = _short(token.text).partition(":")
            if f"{prefix}:" in self._prefixes:
                return _short(self._prefixes[f"{prefix}:"] + local)
        return None


Text = TypeVar("Text", str, str | None)


def _short(text: Text) -> Text:
    if text is not None and len(text) > LONGEST_IRI:
        raise PayloadTooLargeError(
            f"an operation with FROM, USING, SERVICE or LOAD may have IRIs of {LONGEST_IRI:,} "
            "characters, also in BASE and PREFIX"
        )
    return text


def _absolute(token: str, base: str | None) -> str | None:
    """Return what <IRI> is, resolved as the engine resolves it; None if it is malformed."""
    try:
        quads = parse(f"{token} <p:p> <p:o> .", RdfFormat.TURTLE, base_iri=base)
        subject = next(quads).subject
    except (SyntaxError, ValueError, StopIteration):
        return None
    return subject.value if isinstance(subject, NamedNode) else None
