"""Reads the resources that refer to one: a few at once, and all of them page by page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from districtgraph.server.knowledge.entity.incoming_owners import read_owners
from districtgraph.server.store.store_reader import StoreReader, Term

__all__ = ["Incoming", "IncomingPage", "read_incoming", "read_incoming_page"]

_FOLDER = Path(__file__).parent
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Incoming:
    """The resources that refer to one.

    Attributes:
        counts: their number by property.
        subjects: the terms, at most as many as a page shows.
        owners: the nearest things with an IRI that refer to it only through blank nodes.

    """

    counts: Mapping[str, int]
    subjects: Mapping[str, tuple[Term, ...]]
    owners: Mapping[str, tuple[NamedNode, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """One page of what refers to a resource by one property.

    Attributes:
        property: IRI.
        subjects: IRIs, sorted.
        claims: those that state it.
        after: where the next page begins; empty where this is the last.

    """

    property: str
    subjects: tuple[str, ...]
    claims: tuple[str, ...]
    after: str


def read_incoming(store: StoreReader, iri: str) -> Incoming:
    """Return what refers to a resource.

    A blank node has no page: in its place counts the nearest thing with an IRI, where there is one.
    """
    node = NamedNode(iri)
    subjects: dict[str, list[Term]] = {}
    for row in store.rows(_FOLDER / "incoming.rq", iri=node):
        subjects.setdefault(row["property"].value, []).append(row["subject"])
    if not subjects:
        return Incoming({}, {})
    counts = {
        row["property"].value: int(row["count"].value)
        for row in store.rows(_FOLDER / "incoming_counts.rq", iri=node)
    }
    shown = {name: tuple(found) for name, found in subjects.items()}
    owners = _owners(store, iri, shown)
    for name, found in owners.items():
        counts[name] = counts.get(name, 0) + len(found)
    return Incoming(dict(sorted(counts.items())), shown, owners)


def _owners(
    store: StoreReader, iri: str, subjects: Mapping[str, tuple[Term, ...]]
) -> Mapping[str, tuple[NamedNode, ...]]:
    if not any(isinstance(term, BlankNode) for found in subjects.values() for term in found):
        return {}
    owners = {
        name: tuple(owner for owner in found if owner not in subjects.get(name, ()))
        for name, found in read_owners(store, iri).items()
    }
    return {name: found for name, found in owners.items() if found}


def read_incoming_page(store: StoreReader, iri: str, property_: str, after: str) -> IncomingPage:
    """Return a page of what refers to a resource by a property, in the order of the IRIs.

    Args:
        store: the store.
        iri: the resource.
        property_: IRI.
        after: the last IRI of the page before; empty for the first page.

    """
    rows = store.rows(
        _FOLDER / "incoming_by_property.rq",
        iri=NamedNode(iri),
        property=NamedNode(property_),
        after=Literal(after),
    )
    subjects = sorted({row["subject"].value for row in rows})
    claims = sorted({row["claim"].value for row in rows if "claim" in row})
    more = len(subjects) > _PAGE
    shown = tuple(subjects[:_PAGE])
    return IncomingPage(property_, shown, tuple(claims), shown[-1] if more else "")
