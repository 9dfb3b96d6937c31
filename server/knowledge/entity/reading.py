"""Reads everything that an entity's page shows, in a handful of queries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.knowledge.claim_fields import claim_classes
from districtgraph.server.knowledge.entity.claim_records import StoredClaim, read_claim_records
from districtgraph.server.knowledge.entity.claim_views import context_properties
from districtgraph.server.knowledge.entity.claims_about import (
    NO_CLAIMS,
    ClaimsAbout,
    read_claims_about,
)
from districtgraph.server.knowledge.entity.incoming import (
    Incoming,
    IncomingPage,
    read_incoming,
    read_incoming_page,
)
from districtgraph.server.knowledge.entity.names import Names, read_names
from districtgraph.server.knowledge.entity.property_relations import (
    PropertyRelations,
    read_property_relations,
)
from districtgraph.server.knowledge.entity.short_names import ShortNames
from districtgraph.server.knowledge.entity.statements import (
    NO_PARTS,
    Parts,
    ResourceTriple,
    ValuesPage,
    read_parts,
    read_said,
    read_statements,
    read_values_page,
)
from districtgraph.server.knowledge.resources.fragments import fragments_of
from districtgraph.server.store.store_reader import StoreReader, Term

__all__ = ["SHOWN", "EntityReading", "UseCounts", "read_entity"]

_USES = Path(__file__).with_name("use_counts.rq")
SHOWN = 20
"""References by one property that a page shows at once."""
_ATTRIBUTIONS = 8
"""Attributions of a claim that are read: it has one of the rules and one of the curators."""


@dataclass(frozen=True, slots=True)
class UseCounts:
    """The number of triples with an IRI as property, and of triples in the graph of that name."""

    uses: int
    triples: int


@dataclass(frozen=True)
class EntityReading:
    """Everything in the store about a resource, and the resources that refer to it.

    Attributes:
        iri: the resource.
        short: prefixed names.
        described: whether it is a graph or the subject of a statement.
        statements: about it, some of each property.
        more_statements: there are others that were not counted.
        value_counts: how many statements there are by property.
        parts: statements about its parts.
        incoming: the resources that refer to it.
        about: the claims about it.
        page: those that refer to it by one property, if a page of them is requested.
        values_page: its values of one property, if a page of them is requested.
        claims: the claims that state, mention or measure it, by IRI.
        uses: how often it is used as a property and as a graph.
        relations: how properties are related.
        names: of everything here.
        attributions: statements about the attributions that a claim shares with others.

    """

    iri: str
    short: ShortNames
    described: bool
    statements: tuple[ResourceTriple, ...]
    more_statements: bool
    value_counts: Mapping[str, int]
    parts: Parts
    incoming: Incoming
    about: ClaimsAbout
    page: IncomingPage | None
    claims: Mapping[str, StoredClaim]
    uses: UseCounts
    relations: PropertyRelations
    names: Names
    attributions: Parts = NO_PARTS
    values_page: ValuesPage | None = None

    @property
    def record(self) -> StoredClaim | None:
        """The resource's own record, where it is a claim."""
        return self.claims.get(self.iri)

    @cached_property
    def stated_by(self) -> Mapping[tuple[str, str, str], tuple[StoredClaim, ...]]:
        """The statements among the claims, by subject, property and object."""
        found: dict[tuple[str, str, str], tuple[StoredClaim, ...]] = {}
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
    store: StoreReader,
    iri: str,
    names: Names,
    *,
    via: str,
    after: str,
    is_bare: bool,
    of: str = "",
) -> EntityReading:
    """Return what the store says of a resource.

    Args:
        store: the store.
        iri: the resource.
        names: language, links and prefixes.
        via: a property: read a page of what refers to the resource by it; empty for none.
        after: where that page begins.
        of: a property: read a page of what the resource has by it; empty for none.
        is_bare: the store is no dataset of ours, whose default graph has everything.

    Raises:
        NotFoundError: the store says nothing of it.

    """
    found = read_statements(store, iri)
    incoming = read_incoming(store, iri)
    uses = _read_uses(store, iri)
    fragments = () if found.shown or uses.triples else fragments_of(store, iri)
    if not (found.shown or incoming.subjects or uses.uses or uses.triples or fragments):
        raise NotFoundError(f"the store has nothing about <{iri}>")
    reading = EntityReading(
        iri=iri,
        short=names.short,
        described=bool(found.shown or uses.triples or fragments),
        statements=found.shown,
        more_statements=found.more,
        value_counts=found.counts,
        parts=read_said(store, fragments) if fragments else NO_PARTS,
        incoming=incoming,
        about=NO_CLAIMS,
        page=None,
        claims={},
        uses=uses,
        relations=read_property_relations(store),
        names=names,
    )
    if via:
        reading = _with_page(store, reading, via, after)
    elif of:
        reading = _with_values_page(store, reading, of, after)
    else:
        reading = _with_all(store, reading)
    return replace(reading, names=read_names(store, _mentioned(reading), names, in_graphs=is_bare))


def _with_all(store: StoreReader, reading: EntityReading) -> EntityReading:
    """Return a reading with everything that a whole page shows."""
    about = read_claims_about(store, reading.iri, reading.short)
    claims = _claims(reading.iri, reading.statements, about, reading.short)
    return replace(
        reading,
        about=about,
        claims=read_claim_records(store, claims, reading.short),
        parts=reading.parts
        if reading.parts.said
        else read_parts(store, reading.iri, reading.statements),
        attributions=_read_attributions(store, reading),
    )


def _read_attributions(store: StoreReader, reading: EntityReading) -> Parts:
    """Return the statements about the attributions that a claim shares with others."""
    attributed = reading.short.iri("prov:qualifiedAttribution")
    shared = [
        item.object.value
        for item in reading.statements
        if item.property == attributed
        and isinstance(item.object, NamedNode)
        and not item.object.value.startswith(f"{reading.iri}#")
    ]
    return read_said(store, shared[:_ATTRIBUTIONS]) if shared else NO_PARTS


def _with_page(store: StoreReader, reading: EntityReading, via: str, after: str) -> EntityReading:
    """Return a reading with a page of what refers to the resource, and little else."""
    page = read_incoming_page(store, reading.iri, via, after)
    type_ = reading.short.iri("rdf:type")
    return replace(
        reading,
        page=page,
        claims=read_claim_records(store, page.claims, reading.short),
        statements=tuple(item for item in reading.statements if item.property == type_),
        incoming=replace(reading.incoming, subjects={}),
    )


def _with_values_page(
    store: StoreReader, reading: EntityReading, of: str, after: str
) -> EntityReading:
    """Return a reading with a page of what the resource has by a property, and little else."""
    page = read_values_page(store, reading.iri, of, after)
    type_ = reading.short.iri("rdf:type")
    claims = (claim for item in page.statements for claim in item.claims(reading.short.base))
    return replace(
        reading,
        values_page=page,
        claims=read_claim_records(store, claims, reading.short),
        statements=tuple(item for item in reading.statements if item.property == type_),
        incoming=replace(reading.incoming, subjects={}),
    )


def _read_uses(store: StoreReader, iri: str) -> UseCounts:
    row = store.rows(_USES, iri=NamedNode(iri))[0]
    return UseCounts(int(row["uses"].value), int(row["triples"].value))


def _claims(
    iri: str, statements: Iterable[ResourceTriple], about: ClaimsAbout, short: ShortNames
) -> Iterator[str]:
    """Yield the claims to read: those that state, measure or mention the resource, and itself."""
    yield iri
    for statement in statements:
        yield from statement.claims(short.base)
    yield from about.figures
    yield from about.objects


def _mentioned(reading: EntityReading) -> Iterator[str]:
    """Yield the IRI of everything that a page about the resource names."""
    yield reading.iri
    yield from _mentioned_in(reading.statements)
    for part, said in reading.parts.said.items():
        yield from _iris((part, *(term for _, term in said)))
        yield from (property_ for property_, _ in said)
    yield from reading.incoming.counts
    for subjects in reading.incoming.subjects.values():
        yield from sorted(_iris(subjects))[:SHOWN]
    for owners in reading.incoming.owners.values():
        yield from _iris(owners)
    if reading.claims:
        names = (*claim_classes(), "dg:Claim", *context_properties())
        yield from (reading.short.iri(name) for name in names)
    for record in reading.claims.values():
        yield from record.mentioned()
    if reading.page is not None:
        yield from (reading.page.property, *reading.page.subjects)
    if reading.values_page is not None:
        yield from (reading.values_page.property, *_mentioned_in(reading.values_page.statements))


def _mentioned_in(statements: Iterable[ResourceTriple]) -> Iterator[str]:
    for statement in statements:
        yield statement.property
        yield from statement.graphs
        yield from _iris((statement.object,))


def _iris(terms: Iterable[Term]) -> Iterator[str]:
    return (term.value for term in terms if isinstance(term, NamedNode))
