"""The statements about a resource, grouped as a reader asks, each with where it comes from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from districtgraph.server.knowledge.entity.claim_records import StoredClaim
from districtgraph.server.knowledge.entity.claim_views import ClaimView, claim_view
from districtgraph.server.knowledge.entity.names import ShownTerm
from districtgraph.server.knowledge.entity.reading import EntityReading
from districtgraph.server.knowledge.entity.statements import ResourceTriple

__all__ = [
    "Group",
    "PropertyValue",
    "Section",
    "other_groups",
    "relation_names",
    "relation_sections",
    "values_page",
]


@dataclass(frozen=True, slots=True)
class PropertyValue:
    """One value of a property, and its origin.

    Attributes:
        term: the value.
        inferred: whether it follows by reasoning.
        claims: the claims that state it.
        follows: claims from which it follows: they state its inverse or a more exact statement.
        graphs: other graphs that contain it.
        within: whether a part of it is meant that has no name of its own.

    """

    term: ShownTerm
    inferred: bool
    claims: tuple[ClaimView, ...]
    follows: tuple[ClaimView, ...] = ()
    graphs: tuple[ShownTerm, ...] = ()
    within: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one property.

    Attributes:
        property: the property.
        entries: some of its values, or all.
        count: how many there are.
        of: the property's IRI, for the link to all.
        after: where the next page of them begins; empty if there is none.

    """

    property: ShownTerm
    entries: tuple[PropertyValue, ...]
    count: int
    of: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Groups that answer one question; `heading` names the word that heads them."""

    heading: str
    groups: tuple[Group, ...]

    @property
    def anchor(self) -> str:
        """The name of its anchor in the page."""
        return self.heading.removeprefix("entity_section_")


@cache
def _sections() -> tuple[tuple[str, tuple[str, ...]], ...]:
    content = yaml.safe_load(Path(__file__).with_name("sections.yaml").read_text(encoding="utf-8"))
    return tuple((item["heading"], tuple(item["properties"])) for item in content)


def relation_names() -> tuple[str, ...]:
    """Return the prefixed names of the properties that have a section."""
    return tuple(name for _, names in _sections() for name in names)


def relation_sections(reading: EntityReading) -> Iterator[Section]:
    """Yield the sections that are not empty."""
    by_property = _by_property(reading.statements)
    for heading, names in _sections():
        iris = [reading.short.iri(name) for name in names]
        groups = tuple(_group(i, by_property[i], reading) for i in iris if i in by_property)
        if groups:
            yield Section(heading, groups)


def other_groups(reading: EntityReading, without: Iterable[str] = ()) -> Iterator[Group]:
    """Yield the statements that belong to no section, property by property.

    Args:
        reading: what was read from the store.
        without: prefixed names of properties that the page shows elsewhere.

    """
    left = {reading.short.iri(name) for name in (*relation_names(), *without)}
    for property_, statements in _by_property(reading.statements).items():
        if property_ not in left:
            yield _group(property_, statements, reading)


def _by_property(statements: Iterable[ResourceTriple]) -> Mapping[str, list[ResourceTriple]]:
    found: dict[str, list[ResourceTriple]] = {}
    for statement in statements:
        found.setdefault(statement.property, []).append(statement)
    return found


def _group(property_: str, statements: Iterable[ResourceTriple], reading: EntityReading) -> Group:
    entries = [_entry(statement, reading) for statement in statements]
    entries.sort(key=lambda entry: (entry.inferred, entry.term.text))
    count = max(reading.value_counts.get(property_, 0), len(entries))
    return Group(reading.names.resource(property_), tuple(entries), count, property_)


def values_page(reading: EntityReading) -> Group | None:
    """Return the page of what the resource has by one property, where it is asked for."""
    page = reading.values_page
    if page is None:
        return None
    return replace(_group(page.property, page.statements, reading), after=page.after)


def _entry(statement: ResourceTriple, reading: EntityReading) -> PropertyValue:
    base, names = reading.short.base, reading.names
    claims = statement.claims(base)
    inferred = statement.is_inferred(base)
    records = [reading.claims[claim] for claim in claims if claim in reading.claims]
    return PropertyValue(
        term=names.term(statement.object),
        inferred=inferred,
        claims=tuple(claim_view(record, names) for record in records),
        follows=_followed(statement, reading) if inferred else (),
        graphs=tuple(names.resource(g) for g in statement.graphs if g not in claims),
    )


def _followed(statement: ResourceTriple, reading: EntityReading) -> tuple[ClaimView, ...]:
    """Return the claims that state the inverse, or a more exact form, of an inferred statement."""
    here, there = reading.iri, statement.object.value
    inverses = reading.relations.inverses.get(statement.property, ())
    narrower = reading.relations.narrower.get(statement.property, ())
    records: list[StoredClaim] = []
    for inverse in sorted(inverses):
        records += reading.stated_by.get((there, inverse, here), ())
    for other in sorted(narrower):
        records += reading.stated_by.get((here, other, there), ())
    return tuple(claim_view(record, reading.names) for record in records)
