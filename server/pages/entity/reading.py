"""Everything that one page tells, read from the store in a handful of queries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.errors import NotFoundError
from districtgraph.server.pages.entity.claim_records import CLAIM_KINDS, ClaimRecord, read_claims
from districtgraph.server.pages.entity.claim_views import CONTEXT
from districtgraph.server.pages.entity.incoming import (
    Incoming,
    IncomingPage,
    read_incoming,
    read_incoming_page,
)
from districtgraph.server.pages.entity.names import Names, read_names
from districtgraph.server.pages.entity.property_relations import (
    PropertyRelations,
    read_property_relations,
)
from districtgraph.server.pages.entity.short_names import ShortNames
from districtgraph.server.pages.entity.statements import Statement, read_parts, read_statements
from districtgraph.server.store_reader import StoreReader, Term

__all__ = ["FIGURE_ROLES", "SHOWN", "EntityReading", "UseCounts", "read_entity"]

_USES = Path(__file__).with_name("use_counts.rq")
SHOWN = 20
"""How many of those that refer to the resource by one property a page shows at once."""
_CLAIMS = 400
"""Claims whose fields and words one page shows at most."""
FIGURE_ROLES = (
    "dg:place",
    "dg:initiative",
    "dg:indicator",
    "dg:goal",
    "dg:beneficiary",
    "dg:industry",
    "dg:counts",
    "dg:unit",
    "dg:period",
    "dg:concernsInitiative",
    "dg:rankedWithin",
    "dg:rankedAmong",
    "dg:shareOf",
    "dg:shareOfPlace",
    "dg:comparesWith",
    "dg:comparisonOf",
)
"""By which properties a figure tells something of a resource: the nearest first."""


@dataclass(frozen=True, slots=True)
class UseCounts:
    """In how many triples an IRI is the property, and how many stand in its graph."""

    uses: int
    triples: int


@dataclass(frozen=True)
class EntityReading:
    """What the store says of a resource and of what refers to it.

    Attributes:
        iri: the resource.
        short: prefixed names.
        statements: about it.
        parts: what is said of its parts.
        incoming: what refers to it.
        page: what refers to it by one property, where a page of that is asked for.
        claims: the claims that state, mention or measure it, by IRI.
        uses: how it is used, as a property and as a graph.
        relations: how properties are related.
        names: of everything here.

    """

    iri: str
    short: ShortNames
    statements: tuple[Statement, ...]
    parts: Mapping[Term, list[tuple[str, Term]]]
    incoming: Incoming
    page: IncomingPage | None
    claims: Mapping[str, ClaimRecord]
    uses: UseCounts
    relations: PropertyRelations
    names: Names

    @property
    def record(self) -> ClaimRecord | None:
        """The resource's own record, where it is a claim."""
        return self.claims.get(self.iri)

    @cached_property
    def stated_by(self) -> Mapping[tuple[str, str, str], tuple[ClaimRecord, ...]]:
        """The statements among the claims, by subject, property and object."""
        found: dict[tuple[str, str, str], tuple[ClaimRecord, ...]] = {}
        for record in self.claims.values():
            key = (
                record.value("dg:statedSubject"),
                record.value("dg:statedProperty"),
                record.value("dg:statedObject"),
            )
            if all(key):
                found[key] = (*found.get(key, ()), record)
        return found

    def values(self, name: str) -> list[Term]:
        """Return the objects of the statements by a property, given by its prefixed name."""
        property_ = self.short.iri(name)
        return [item.object for item in self.statements if item.property == property_]


def read_entity(
    store: StoreReader, iri: str, names: Names, *, via: str, after: str, is_bare: bool
) -> EntityReading:
    """Return what the store says of a resource.

    Args:
        store: the store.
        iri: the resource.
        names: language, links and prefixes.
        via: a property: read a page of what refers to the resource by it; empty for none.
        after: where that page begins.
        is_bare: the store is no dataset of ours, whose default graph has everything.

    Raises:
        NotFoundError: the store says nothing of it.

    """
    statements = read_statements(store, iri)
    incoming = read_incoming(store, iri)
    uses = _read_uses(store, iri)
    if not (statements or incoming.counts or uses.uses or uses.triples):
        raise NotFoundError(f"the store says nothing of <{iri}>")
    claims = read_claims(store, _claims(iri, statements, incoming, names.short), names.short)
    reading = EntityReading(
        iri=iri,
        short=names.short,
        statements=statements,
        parts=read_parts(store, iri, statements),
        incoming=incoming,
        page=read_incoming_page(store, iri, via, after) if via else None,
        claims=claims,
        uses=uses,
        relations=read_property_relations(store),
        names=names,
    )
    found = read_names(store, _mentioned(reading), names, in_graphs=is_bare)
    return EntityReading(**{**vars(reading), "names": found})


def _read_uses(store: StoreReader, iri: str) -> UseCounts:
    row = store.rows(_USES, iri=NamedNode(iri))[0]
    return UseCounts(int(row["uses"].value), int(row["triples"].value))


def _claims(
    iri: str, statements: Iterable[Statement], incoming: Incoming, short: ShortNames
) -> list[str]:
    """Return the claims to read: those that state or measure the resource, and itself."""
    found = dict.fromkeys([iri])
    for statement in statements:
        found.update(dict.fromkeys(statement.claims(short.base)))
    for name in (*FIGURE_ROLES, "dg:statedObject"):
        subjects = incoming.subjects.get(short.iri(name), ())
        found.update(dict.fromkeys(term.value for term in subjects))
    return list(found)[:_CLAIMS]


def _mentioned(reading: EntityReading) -> Iterator[str]:
    """Yield the IRI of everything that a page about the resource names."""
    yield reading.iri
    for statement in reading.statements:
        yield statement.property
        yield from statement.graphs
        yield from _iris((statement.object,))
    for part, said in reading.parts.items():
        yield from _iris((part, *(term for _, term in said)))
        yield from (property_ for property_, _ in said)
    for property_, subjects in reading.incoming.subjects.items():
        yield property_
        yield from sorted(_iris(subjects))[:SHOWN]
    if reading.claims:
        yield from (reading.short.iri(name) for name in (*CLAIM_KINDS, *CONTEXT))
    for record in reading.claims.values():
        yield from record.mentioned()
    if reading.page is not None:
        yield from (reading.page.property, *reading.page.subjects)


def _iris(terms: Iterable[Term]) -> Iterator[str]:
    return (term.value for term in terms if isinstance(term, NamedNode))
