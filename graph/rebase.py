"""Moves a dataset to another base IRI."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from districtgraph.graph.vocabulary import BASE

__all__ = ["BaseIriError", "check_base", "rebase"]


class BaseIriError(ValueError):
    """The base is not an absolute IRI that ends in / or #."""


def check_base(base: str) -> str:
    """Return a base IRI; BaseIriError where nothing can be appended to it."""
    try:
        NamedNode(base)
    except ValueError as error:
        raise BaseIriError(f"'{base}' is not an absolute IRI: {error}") from error
    if not base.isascii() or not base.endswith(("/", "#")):
        raise BaseIriError(f"'{base}' must be ASCII and end in / or #, such as {BASE}")
    return base


def rebase(quads: Iterable[Quad], base: str) -> Iterator[Quad]:
    """Yield the quads with every IRI of ours under another base; others stay as they are."""
    if base == BASE:
        yield from quads
        return
    for quad in quads:
        yield Quad(
            _moved(quad.subject, base),
            _moved(quad.predicate, base),
            _moved(quad.object, base),
            _moved(quad.graph_name, base),
        )


def _moved(node: object, base: str) -> "NamedNode | BlankNode | Literal | DefaultGraph":
    if isinstance(node, NamedNode) and node.value.startswith(BASE):
        return NamedNode(base + node.value.removeprefix(BASE))
    assert isinstance(node, NamedNode | BlankNode | Literal | DefaultGraph)
    return node
