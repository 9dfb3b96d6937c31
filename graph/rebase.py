"""Moves a dataset to another base IRI."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode, Quad

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
        yield Quad(*(_moved(term, base) for term in quad))


def _moved(node: Any, base: str) -> Any:
    # pyoxigraph's terms have no common type.
    if isinstance(node, NamedNode) and node.value.startswith(BASE):
        return NamedNode(base + node.value.removeprefix(BASE))
    return node
