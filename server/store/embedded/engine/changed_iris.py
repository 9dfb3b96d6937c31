"""Which IRIs a write mentions, and so may change, if the write itself shows that."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from districtgraph.server.core.errors import PayloadTooLargeError
from districtgraph.server.sparql.sparql_lexer import SparqlToken, significant
from districtgraph.server.sparql.sparql_prologue import Prologue
from districtgraph.server.store.embedded.engine.writes import (
    CheckWrite,
    DeleteWrite,
    LoadWrite,
    UpdateWrite,
    Write,
)

__all__ = ["changed_iris"]

_LONGEST_READ = 8 * 1024 * 1024
"""The most characters of an update, or bytes of documents, that are examined."""
_MOST_IRIS = 100_000
"""The most IRIs of one write that are collected."""
_OF_DATA = frozenset({"INSERT", "DELETE", "DATA"})
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^\\]*>")
"""An IRI with a scheme and without escapes: what it is needs no resolving."""


def changed_iris(write: Write) -> frozenset[str] | None:
    """Return the IRIs whose descriptions in the default graph may differ after a write.

    They are all IRIs that the write mentions, which may be more than it changes.

    Returns:
        None if they are unknown, or too many.

    """
    match write:
        case CheckWrite():
            return frozenset()
        case UpdateWrite(loaded=(), merged=()):
            return _of_update(write)
        case DeleteWrite(graph=iri) | LoadWrite(graph=str(iri), replace=True) if iri:
            # Names and claims are read from the default graph, which this write does not change.
            return frozenset()
        case LoadWrite(graph=str(iri)) if iri:
            return frozenset()
        case LoadWrite(replace=False):
            return _of_documents(write)
    return None


def _of_update(write: UpdateWrite) -> frozenset[str] | None:
    if len(write.text) > _LONGEST_READ:
        return None
    try:
        return _collected(_mentioned(write))
    except (LookupError, PayloadTooLargeError):
        return None


def _mentioned(write: UpdateWrite) -> Iterator[str]:
    """Yield the IRIs of an update that only has data; LookupError for another one."""
    prologue = Prologue(write.base)
    stream = significant(write.text)
    depth = 0
    before = ""
    for token in stream:
        if depth:
            if token.kind in ("iri", "name"):
                yield _resolved(prologue, token)
        elif not prologue.take(token, stream):
            before = _checked(token, before)
        depth += (token.text == "{") - (token.text == "}")


def _checked(token: SparqlToken, before: str) -> str:
    """Return a word between the blocks of an update with data; LookupError for another one."""
    if token.kind == "other" and token.text in "{};":
        if token.text == "{" and before != "DATA":
            raise LookupError
        return ""
    word = token.text.upper()
    if word not in _OF_DATA:
        raise LookupError
    return word


def _resolved(prologue: Prologue, token: SparqlToken) -> str:
    if token.kind == "iri" and _ABSOLUTE.fullmatch(token.text):
        return token.text[1:-1]
    iri = prologue.resolved(token)
    if iri is None:
        raise LookupError
    return iri


def _of_documents(write: LoadWrite) -> frozenset[str] | None:
    try:
        if sum(Path(item.path).stat().st_size for item in write.documents) > _LONGEST_READ:
            return None
        return _collected(
            term.value
            for item in write.documents
            for quad in parse(
                path=item.path, format=getattr(RdfFormat, item.format), base_iri=write.base
            )
            for term in _ends(quad)
        )
    except (OSError, SyntaxError, ValueError):
        return None


def _ends(quad: Quad) -> Iterator[NamedNode]:
    for term in (quad.subject, quad.object):
        if isinstance(term, NamedNode):
            yield term


def _collected(iris: Iterable[str]) -> frozenset[str] | None:
    found: set[str] = set()
    for iri in iris:
        found.add(iri)
        if len(found) > _MOST_IRIS:
            return None
    return frozenset(found)
