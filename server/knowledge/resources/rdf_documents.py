"""Writes the content of data documents in each format, with our prefixes."""

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, serialize

from districtgraph.graph.rdf.vocabulary import namespaces
from districtgraph.server.http.media_types import DATASET_FORMATS, Format
from districtgraph.server.sparql.xml_results import xml_document

__all__ = ["holds_graphs", "write_document"]


_ALSO_USED = {
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "sh": "http://www.w3.org/ns/shacl#",
    "vann": "http://purl.org/vocab/vann/",
}
"""Prefixes that only listings, shapes, questions and the ontology use."""


def holds_graphs(output: Format) -> bool:
    """Return whether a document about a resource names the graphs of its triples in this format.

    JSON-LD could, but its clients look for plain triples.
    """
    return output in DATASET_FORMATS and output.engine != "JSON_LD"


def write_document(quads: Iterable[Quad], output: Format, base: str) -> bytes:
    """Return a document; in a format without graphs, only the default graph.

    Args:
        quads: the content, in its order.
        output: an engine's format.
        base: base IRI of the dataset.

    Raises:
        NotExpressibleError: the format is RDF/XML, which cannot express the content.

    """
    rdf_format: RdfFormat = getattr(RdfFormat, output.engine)
    content = list(quads)
    prefixes = _used_prefixes(content, base)
    if holds_graphs(output):
        return serialize(content, format=rdf_format, prefixes=prefixes) or b""
    triples = (quad.triple for quad in content if isinstance(quad.graph_name, DefaultGraph))
    if rdf_format == RdfFormat.RDF_XML:
        return xml_document(triples, prefixes)
    return serialize(triples, format=rdf_format, prefixes=prefixes) or b""


def _used_prefixes(content: Iterable[Quad], base: str) -> dict[str, str]:
    iris = {term.value for quad in content for term in quad if isinstance(term, NamedNode)}
    return {
        name: namespace
        for name, namespace in (namespaces(base) | _ALSO_USED).items()
        if any(iri.startswith(namespace) for iri in iris)
    }
