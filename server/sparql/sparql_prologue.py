"""Reads BASE and PREFIX of an operation, in order to resolve the IRIs in its text."""

import re
from collections.abc import Iterator
from typing import TypeVar

from pyoxigraph import NamedNode, RdfFormat, parse

from districtgraph.server.core.errors import PayloadTooLargeError
from districtgraph.server.sparql.sparql_lexer import SparqlToken, significant

__all__ = ["LONGEST_IRI", "MOST_DECLARATIONS", "Prologue", "end_of_prologue"]

_ESCAPED_SIGN = re.compile(r"\\([_~.\-!$&'()*+,;=/?#@%])")
"""PN_LOCAL_ESC (https://www.w3.org/TR/sparql11-query/#rPN_LOCAL_ESC)."""
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

    @property
    def base(self) -> str | None:
        """The base IRI at this place; None for none."""
        return self._base

    @property
    def prefixes(self) -> dict[str, str]:
        """The IRIs that the prefixes, which end in a colon, stand for at this place."""
        return dict(self._prefixes)

    def namespace(self, prefix: str) -> str | None:
        """Return the IRI that a prefix, with its colon, stands for; None if it is not declared."""
        return self._prefixes.get(prefix)

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
                "an operation with FROM, USING, SERVICE, LOAD or several prologues may have "
                f"{MOST_DECLARATIONS:,} BASE and PREFIX"
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
        if token is not None and token.kind == "name":
            prefix, _, local = _short(token.text).partition(":")
            local = _ESCAPED_SIGN.sub(r"\1", local)
            if f"{prefix}:" in self._prefixes and "\\" not in local:
                return _short(self._prefixes[f"{prefix}:"] + local)
        return None


Text = TypeVar("Text", str, str | None)


def _short(text: Text) -> Text:
    if text is not None and len(text) > LONGEST_IRI:
        raise PayloadTooLargeError(
            "an operation with FROM, USING, SERVICE, LOAD or several prologues may have IRIs of "
            f"{LONGEST_IRI:,} characters, also in BASE and PREFIX"
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
