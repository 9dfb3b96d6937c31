"""Finds out what an IRI is to the store: described, the name of a graph, mentioned, or nothing."""

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
        described: whether it, or it with a fragment, is the subject of a triple, in any graph.
        graph: whether it is the name of a graph.
        mentioned: whether it is under the base, and an object or a property of a triple.

    """

    described: bool
    graph: bool
    mentioned: bool = False

    @property
    def known(self) -> bool:
        """Whether it has documents."""
        return self.described or self.graph or self.mentioned


def presence_of(store: StoreReader, iri: str, *, behind: bool = False) -> Presence:
    """Return what an IRI is to a store; text that is no IRI is nothing to it.

    `behind` is that of `fragments_of`.
    """
    try:
        node = NamedNode(iri)
    except ValueError:
        return Presence(False, False)
    (row,) = store.rows(_QUERY, iri=node)
    # Some engines write a truth value as a number.
    names = ("described", "stated", "graph", "mentioned")
    described, stated, graph, mentioned = (row[name].value in ("true", "1") for name in names)
    if described or stated or graph:
        return Presence(described or stated, graph)
    # Elsewhere others describe what is only mentioned here.
    own = iri.startswith(store.base)
    return Presence(bool(fragments_of(store, iri, behind=behind)), False, mentioned and own)


def current_presence(iri: str) -> Presence:
    """Return what an IRI is to the application's store, asked once in a request."""
    known: dict[str, Presence] = g.setdefault("presences", {})
    if iri not in known:
        # Most addresses where nothing is are no IRIs of the store: they are not worth a search.
        known[iri] = presence_of(current_store(), iri, behind="nothing_routed" in g)
    return known[iri]


def demand_known(iri: str) -> str:
    """Return an IRI that the application's store knows; NotFoundError for any other."""
    if not current_presence(iri).known:
        raise NotFoundError(f"this server's store has nothing about <{iri}>")
    return iri
