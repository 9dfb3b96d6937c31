"""A figure as honest text, in the same words as on the first page."""

from decimal import Decimal, InvalidOperation

from districtgraph.server.knowledge.entity.claim_records import StoredClaim
from districtgraph.server.knowledge.entity.names import Names
from districtgraph.server.knowledge.figures.amounts import amount_text
from districtgraph.server.knowledge.figures.figure import Figure, Named

__all__ = ["quantity_text"]


def quantity_text(record: StoredClaim, names: Names) -> str:
    """Return the stated number with comparator, unit and counted kind; empty without a number.

    A bound is never shown as the value; if the text gives two bounds, both are shown.
    """
    amount = amount_text(_figure(record, names), names.language)
    counted = record.value("dg:counts")
    return f"{amount} {names.of(counted).text}" if amount and counted else amount


def _figure(record: StoredClaim, names: Names) -> Figure:
    """Return the part of a figure that expresses its amount."""
    return Figure(
        claim=record.iri,
        kind=record.kind.removeprefix("dg:").lower(),
        place=_named(record, "dg:place", names),
        subject=_named(record, "dg:indicator", names),
        written=record.value("dg:asWritten"),
        value=_number(record, "dg:value"),
        lower=_number(record, "dg:lowerBound"),
        upper=_number(record, "dg:upperBound"),
        comparator=_named(record, "dg:comparator", names),
        unit=_named(record, "dg:unit", names),
    )


def _named(record: StoredClaim, field: str, names: Names) -> Named:
    iri = record.value(field)
    return Named(iri, names.of(iri).text, names.sign(iri)) if iri else Named("", "")


def _number(record: StoredClaim, field: str) -> Decimal | None:
    """Return a number; None if it is missing, or if the literal is no number."""
    try:
        return Decimal(record.value(field))
    except InvalidOperation:
        return None
