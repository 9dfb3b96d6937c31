"""BASE and PREFIX of an operation, as far as one must know them to resolve the IRIs in its text."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, RdfFormat, parse

from districtgraph.server.sparql.sparql_lexer import Token, significant

__all__ = ["Prologue", "end_of_prologue"]


def end_of_prologue(text: str) -> int:
    """Return the offset at which the first operation begins; the text's length if none does."""
    prologue = Prologue(None)
    stream = significant(text)
    for token in stream:
        if not prologue.take(token, stream):
            return token.start
    return len(text)


class Prologue:
    """What relative IRIs and prefixed names mean at a place in an operation's text.

    Args:
        base: the service's base IRI; None for none.

    """

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._prefixes: dict[str, str] = {}

    def take(self, token: Token, following: Iterator[Token]) -> bool:
        """Read a declaration; return whether the token begins one.

        Args:
            token: of the text, no white space and no comment.
            following: those behind it; a declaration's are consumed.

        """
        word = token.text.upper() if token.kind == "word" else ""
        if word == "BASE":
            self._base = self.resolved(next(following, None)) or self._base
        elif word == "PREFIX":
            name = next(following, None)
            iri = self.resolved(next(following, None))
            if name is not None and iri is not None:
                self._prefixes[name.text] = iri
        return word in ("BASE", "PREFIX")

    def resolved(self, token: Token | None) -> str | None:
        """Return the absolute IRI that a token is; None where it cannot be told."""
        if token is not None and token.kind == "iri":
            return _absolute(token.text, self._base)
        if token is not None and token.kind == "name" and "\\" not in token.text:
            prefix, _, local = token.text.partition(":")
            if f"{prefix}:" in self._prefixes:
                return self._prefixes[f"{prefix}:"] + local
        return None


def _absolute(token: str, base: str | None) -> str | None:
    """Return what <IRI> is, resolved as the engine resolves it; None where it is malformed."""
    try:
        quads = parse(f"{token} <p:p> <p:o> .", RdfFormat.TURTLE, base_iri=base)
        subject = next(quads).subject
    except (SyntaxError, ValueError, StopIteration):
        return None
    return subject.value if isinstance(subject, NamedNode) else None
