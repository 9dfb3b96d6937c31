"""Prepares the references to a resource for its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from districtgraph.server.knowledge.entity.claim_views import claim_view
from districtgraph.server.knowledge.entity.names import ShownTerm
from districtgraph.server.knowledge.entity.reading import SHOWN, EntityReading
from districtgraph.server.knowledge.entity.relations import PropertyValue, relation_names

__all__ = ["IncomingGroup", "incoming_groups", "incoming_page"]

_TELLING = ("dg:evidence", "dg:appliesRule", "dg:suppliesField", "dg:statedProperty", "rdf:type")
"""Properties whose references readers of such a page look for."""


@dataclass(frozen=True, slots=True)
class IncomingGroup:
    """The references to a resource by one property.

    Attributes:
        property: the property.
        count: their number.
        entries: some of them, or all.
        open: whether the page does not show them elsewhere already.
        via: the property's IRI, for the link to all.
        after: where the next page begins; empty if there is none.

    """

    property: ShownTerm
    count: int
    entries: tuple[PropertyValue, ...]
    open: bool
    via: str
    after: str = ""


def incoming_groups(reading: EntityReading) -> Iterator[IncomingGroup]:
    """Yield what refers to a resource, by property."""
    for property_, count in reading.incoming.counts.items():
        subjects = reading.incoming.subjects.get(property_, ())
        iris = sorted(term.value for term in subjects if isinstance(term, NamedNode))
        entries = (
            *_entries(reading, property_, tuple(iris[:SHOWN])),
            *_owners(reading, property_)[: max(0, SHOWN - len(iris))],
        )
        name = reading.names.resource(property_)
        yield IncomingGroup(name, count, entries, _is_open(reading, property_), property_)


def incoming_page(reading: EntityReading) -> IncomingGroup | None:
    """Return the page of what refers to a resource by one property, where it is asked for."""
    page = reading.page
    if page is None:
        return None
    entries = _entries(reading, page.property, page.subjects)
    return IncomingGroup(
        property=reading.names.resource(page.property),
        count=reading.incoming.counts.get(page.property, 0),
        entries=entries if page.after else (*entries, *_owners(reading, page.property)),
        open=True,
        via=page.property,
        after=page.after,
    )


def _entries(
    reading: EntityReading, property_: str, subjects: tuple[str, ...]
) -> tuple[PropertyValue, ...]:
    entries = [_entry(reading, property_, subject) for subject in subjects]
    return tuple(sorted(entries, key=lambda entry: entry.term.text))


def _entry(reading: EntityReading, property_: str, subject: str) -> PropertyValue:
    records = reading.stated_by.get((subject, property_, reading.iri), ())
    claims = tuple(claim_view(record, reading.names) for record in records)
    return PropertyValue(reading.names.resource(subject), inferred=False, claims=claims)


def _owners(reading: EntityReading, property_: str) -> tuple[PropertyValue, ...]:
    """Return the things within which blank nodes refer to the resource."""
    terms = map(reading.names.term, reading.incoming.owners.get(property_, ()))
    shown = (PropertyValue(term, inferred=False, claims=(), within=True) for term in terms)
    return tuple(sorted(shown, key=lambda entry: entry.term.text))


def _is_open(reading: EntityReading, property_: str) -> bool:
    name = reading.short.of(property_)
    if name not in relation_names():
        return name in _TELLING
    said = {statement.property for statement in reading.statements}
    return not said & reading.relations.inverses.get(property_, frozenset())
