"""Literals in the datatypes of OWL 2, for reasoners that refuse others."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from districtgraph.graph.rdf.vocabulary import expand

__all__ = ["in_owl_datatypes"]

_DATE, _STAMP = expand("xsd:date"), expand("xsd:dateTimeStamp")
_HAS_END = expand("time:hasEnd")
_OF_DATE, _OF_STAMP = expand("time:inXSDDate"), expand("time:inXSDDateTimeStamp")
_FIRST, _LAST = "T00:00:00+08:00", "T23:59:59+08:00"
"""The first and the last second of a day in China, which has one time."""


def in_owl_datatypes(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads with dates as time stamps: OWL 2 has a datatype for these and none for dates.

    A date of an instant that ends a period is the last second of its day, any other the first.

    Args:
        quads: of a dataset.

    """
    found = list(quads)
    ends = {quad.object for quad in found if quad.predicate == _HAS_END}
    for quad in found:
        value = quad.object
        if isinstance(value, Literal) and value.datatype == _DATE:
            time = _LAST if quad.subject in ends else _FIRST
            stamp = Literal(value.value + time, datatype=_STAMP)
            yield Quad(quad.subject, _predicate(quad.predicate), stamp, quad.graph_name)
        else:
            yield quad


def _predicate(predicate: NamedNode) -> NamedNode:
    return _OF_STAMP if predicate == _OF_DATE else predicate
