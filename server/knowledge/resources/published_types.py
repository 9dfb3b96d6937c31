"""Datatypes that documents have as they were published, though the store widens them.

The engine stores every type derived from xsd:integer as xsd:integer, and OWL 2 and DCAT want the
narrower one (docs/decisions/0003).
"""

from pyoxigraph import Literal, NamedNode, Quad

from districtgraph.graph.rdf.vocabulary import expand

__all__ = ["as_published"]

_INTEGER, _NARROW = expand("xsd:integer"), expand("xsd:nonNegativeInteger")
_COUNTED = frozenset(
    expand(name)
    for name in (
        "owl:cardinality", "owl:maxCardinality", "owl:minCardinality",
        "owl:qualifiedCardinality", "owl:maxQualifiedCardinality", "owl:minQualifiedCardinality",
    )
)  # fmt: skip
"""Properties whose values OWL 2 has as xsd:nonNegativeInteger."""


def as_published(quad: Quad) -> Quad:
    """Return a quad with the datatype that it was published with."""
    value = quad.object
    if quad.predicate not in _COUNTED or not isinstance(value, Literal):
        return quad
    if value.datatype != _INTEGER or value.value.startswith("-"):
        return quad
    narrow = Literal(value.value, datatype=NamedNode(_NARROW.value))
    return Quad(quad.subject, quad.predicate, narrow, quad.graph_name)
