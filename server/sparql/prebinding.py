"""Queries with parameters: `$name` in a query is replaced by a term before evaluation.

As with SHACL's pre-bound variables (https://www.w3.org/TR/shacl/#pre-binding), `$name` is a given
value and `?name` a result. The term replaces the variable in the text, because the engine does not
propagate VALUES into subqueries and branches of a UNION.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.server.sparql.sparql_lexer import tokens

__all__ = ["Given", "pieces_of", "prebound", "query_text"]

_LONGEST_CACHED = 32 * 1024
"""Characters of a query whose pieces are cached."""

Given = NamedNode | Literal | Iterable[NamedNode | Literal]
"""A term, or several terms for use within ``VALUES ?name { $terms }``."""


@cache
def query_text(path: Path) -> str:
    """Return the text of a query file."""
    return path.read_text(encoding="utf-8")


def prebound(query: str, given: Mapping[str, Given]) -> str:
    """Return a query with its given variables replaced by their terms.

    The content of strings, IRIs and comments is left alone. A term's own text is its SPARQL form,
    which pyoxigraph escapes: no given term can become more than a term.

    Args:
        query: a text with `$name` for each given variable.
        given: terms by name.

    Raises:
        KeyError: the query has a `$name` that is not given.

    """
    pieces = _known_pieces(query) if len(query) <= _LONGEST_CACHED else pieces_of(query)
    return "".join(_term(given[piece]) if named else piece for piece, named in pieces)


@lru_cache(maxsize=256)
def _known_pieces(query: str) -> tuple[tuple[str, bool], ...]:
    return pieces_of(query)


def pieces_of(query: str) -> tuple[tuple[str, bool], ...]:
    """Return a query in pieces: names of parameters (True), and the text between them."""
    pieces: list[tuple[str, bool]] = []
    plain: list[str] = []
    for token in tokens(query):
        if token.kind == "variable" and token.text.startswith("$"):
            pieces += [("".join(plain), False), (token.text[1:], True)]
            plain = []
        else:
            plain.append(token.text)
    return (*pieces, ("".join(plain), False))


def _term(given: Given) -> str:
    if isinstance(given, NamedNode | Literal):
        return str(given)
    return " ".join(str(term) for term in given)
