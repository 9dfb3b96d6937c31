"""Writes a dataset's files: the same quads give the same bytes."""

from collections.abc import Mapping, Sequence

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from districtgraph.graph.vocabulary import BASE, namespaces

__all__ = ["serialise_dataset"]


def serialise_dataset(quads: Sequence[Quad], base: str = BASE) -> Mapping[str, bytes]:
    """Return the content of each file of the dataset.

    Args:
        quads: sorted quads without anonymous blank nodes.
        base: the IRI that the prefix of our own terms is made from.

    Returns:
        File name → bytes. The N-Quads and TriG hold all graphs, Turtle and JSON-LD the default one.

    """
    prefixes = namespaces(base)
    default = [quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
    contents = {
        "dataset.nq": serialize(quads, format=RdfFormat.N_QUADS),
        "dataset.trig": serialize(quads, format=RdfFormat.TRIG, prefixes=prefixes),
        "dataset.ttl": serialize(default, format=RdfFormat.TURTLE, prefixes=prefixes),
        "dataset.jsonld": serialize(default, format=RdfFormat.JSON_LD, prefixes=prefixes),
    }
    return {name: content or b"" for name, content in contents.items()}
