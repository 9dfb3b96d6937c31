"""Moves a dataset to another base IRI."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from districtgraph.graph.rdf.vocabulary import BASE

__all__ = ["BaseIriError", "check_base", "rebase", "rebased_iri"]


class BaseIriError(ValueError):
    """The base is not an absolute IRI that ends in / or #, or it is the base of other IRIs."""


def check_base(base: str) -> str:
    """Return a base IRI; BaseIriError where nothing can be appended to it."""
    try:
        NamedNode(base)
    except ValueError as error:
        raise BaseIriError(f"'{base}' is not an absolute IRI: {error}") from error
    if not base.isascii() or not base.endswith(("/", "#")):
        raise BaseIriError(f"'{base}' must be ASCII and end in / or #, such as {BASE}")
    return base


def rebase(quads: Iterable[Quad], base: str, old: str = BASE) -> Iterator[Quad]:
    """Yield the quads with each of our IRIs moved to another base; other IRIs do not change.

    Some properties have an address as text, such as void:uriSpace; it is changed as well.

    Args:
        quads: the dataset.
        base: the new base IRI.
        old: the present base IRI.

    Raises:
        BaseIriError: an IRI that is not ours is under the new base.

    """
    if base == old:
        yield from quads
        return
    for quad in quads:
        yield Quad(*(_moved(term, base, old) for term in quad))


def rebased_iri(iri: NamedNode, base: str, old: str = BASE) -> NamedNode:
    """Return an IRI under another base, where it is one of ours."""
    if iri.value.startswith(old):
        return NamedNode(base + iri.value.removeprefix(old))
    return iri


def _moved(node: Any, base: str, old: str) -> Any:
    # pyoxigraph's terms have no common type.
    if isinstance(node, NamedNode):
        if node.value.startswith(base) and not node.value.startswith(old):
            raise BaseIriError(
                f"'{base}' cannot be the base of the dataset: {node.value} is already under it"
            )
        return rebased_iri(node, base, old)
    if isinstance(node, Literal) and node.language is None and node.value.startswith(old):
        return Literal(base + node.value.removeprefix(old), datatype=node.datatype)
    return node
