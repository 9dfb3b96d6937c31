"""Literals of the XSD datatypes that the graph uses, in canonical form."""

from datetime import date
from decimal import Decimal

from pyoxigraph import Literal

from districtgraph.graph.rdf.vocabulary import expand

__all__ = ["date_literal", "decimal_literal", "integer_literal"]

_DATE, _DECIMAL, _INTEGER = expand("xsd:date"), expand("xsd:decimal"), expand("xsd:integer")


def integer_literal(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


def decimal_literal(value: Decimal) -> Literal:
    """Return an xsd:decimal without exponent and without trailing zeros."""
    return Literal(format(value.normalize(), "f"), datatype=_DECIMAL)


def date_literal(day: date) -> Literal:
    """Return an xsd:date."""
    return Literal(day.isoformat(), datatype=_DATE)
