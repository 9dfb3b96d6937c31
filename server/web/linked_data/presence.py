"""Finds out whether the store describes an IRI, has a graph of that name, both, or neither."""

from dataclasses import dataclass
from pathlib import Path

from flask import g
from pyoxigraph import NamedNode

from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.knowledge.resources.fragments import fragments_of
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.current import current_store

__all__ = ["Presence", "current_presence", "demand_known", "presence_of"]

_QUERY = Path(__file__).with_name("presence.rq")


@dataclass(frozen=True, slots=True)
class Presence:
    """The roles of an IRI in the store.

    Attributes:
        described: whether it, or it with a fragment, is the subject of a triple.
        graph: whether it is the name of a graph.

    """

    described: bool
    graph: bool

    @property
    def known(self) -> bool:
        """Whether the store has anything about it."""
        return self.described or self.graph


def presence_of(store: StoreReader, iri: str) -> Presence:
    """Return what an IRI is to a store; text that is no IRI is nothing to it."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return Presence(False, False)
    (row,) = store.rows(_QUERY, iri=node)
    # Some engines write a truth value as a number.
    described, graph = (row[name].value in ("true", "1") for name in ("described", "graph"))
    found = Presence(described, graph)
    if found.known or not fragments_of(store, iri):
        return found
    return Presence(True, False)


def current_presence(iri: str) -> Presence:
    """Return what an IRI is to the application's store, asked once in a request."""
    known: dict[str, Presence] = g.setdefault("presences", {})
    if iri not in known:
        known[iri] = presence_of(current_store(), iri)
    return known[iri]


def demand_known(iri: str) -> str:
    """Return an IRI that the application's store knows; NotFoundError for any other."""
    if not current_presence(iri).known:
        raise NotFoundError(f"this server's store says nothing of <{iri}>")
    return iri
