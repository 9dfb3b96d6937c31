"""Writes a dataset's files: the same quads give the same bytes."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from districtgraph.graph.rdf.json_ld_writer import expanded_json_ld
from districtgraph.graph.rdf.vocabulary import BASE, namespaces

__all__ = ["DATASET_FORMATS", "NAMED_GRAPHS", "serialise", "serialise_dataset"]

DATASET_FORMATS = MappingProxyType(
    {
        "nq": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
        "ttl": RdfFormat.TURTLE,
        "jsonld": RdfFormat.JSON_LD,
    }
)
"""The formats by the extension of the dataset's files."""
NAMED_GRAPHS = "named-graphs.nq"
"""The file for stores whose default graph is the union of the named ones."""
_ALL_GRAPHS = ("nq", "trig")


def serialise_dataset(quads: Sequence[Quad], base: str = BASE) -> Mapping[str, bytes]:
    """Return the content of each file of the dataset.

    Args:
        quads: sorted quads without anonymous blank nodes.
        base: the IRI that the prefix of our own terms is made from.

    Returns:
        File name → bytes. The N-Quads and TriG hold all graphs, Turtle and JSON-LD the default one;
        `NAMED_GRAPHS` all but that.

    """
    named = [quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph)]
    return {
        **{f"dataset.{name}": serialise(quads, name, base) for name in DATASET_FORMATS},
        NAMED_GRAPHS: serialise(named, "nq", base),
    }


def serialise(quads: Sequence[Quad], name: str, base: str) -> bytes:
    """Return the dataset in one of `DATASET_FORMATS`; otherwise as `serialise_dataset`."""
    rdf_format = DATASET_FORMATS[name]
    prefixes = namespaces(base) if name != "nq" else None
    if name in _ALL_GRAPHS:
        return serialize(quads, format=rdf_format, prefixes=prefixes) or b""
    default = [quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
    if rdf_format == RdfFormat.JSON_LD:
        return expanded_json_ld(default)
    return serialize(default, format=rdf_format, prefixes=prefixes) or b""
