"""What an IRI is to the store: something it describes, a graph it holds, both, or unknown."""

from dataclasses import dataclass
from pathlib import Path

from flask import g
from pyoxigraph import NamedNode

from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.current import current_store

__all__ = ["Standing", "current_standing", "demand_known", "standing_of"]

_QUERY = Path(__file__).with_name("standing.rq")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the store knows of an IRI.

    Attributes:
        described: it is the subject of a triple.
        graph: it is the name of a graph.

    """

    described: bool
    graph: bool

    @property
    def known(self) -> bool:
        """Whether there is anything to tell."""
        return self.described or self.graph


def standing_of(store: StoreReader, iri: str) -> Standing:
    """Return what an IRI is to a store; text that is no IRI is nothing to it."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return Standing(False, False)
    (row,) = store.rows(_QUERY, iri=node)
    return Standing(row["described"].value == "true", row["graph"].value == "true")


def current_standing(iri: str) -> Standing:
    """Return what an IRI is to the application's store, asked once in a request."""
    known: dict[str, Standing] = g.setdefault("standings", {})
    if iri not in known:
        known[iri] = standing_of(current_store(), iri)
    return known[iri]


def demand_known(iri: str) -> str:
    """Return an IRI that the application's store knows; NotFoundError for any other."""
    if not current_standing(iri).known:
        raise NotFoundError(f"this server's store says nothing of <{iri}>")
    return iri
