"""Reads values of entities' properties, and the entities that have a value."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.server.knowledge.reconciliation.identifiers import node
from districtgraph.server.store.store_reader import StoreReader, Term

__all__ = ["Facts", "entities_having", "facts_of"]

_FACTS = Path(__file__).with_name("facts.rq")
_HAVING = Path(__file__).with_name("having.rq")

Facts = Mapping[str, Mapping[str, Sequence[Term]]]
"""Values by entity and property, all by IRI."""


def facts_of(store: StoreReader, entities: Iterable[str], properties: Iterable[str]) -> Facts:
    """Return the values of entities' properties, read in one query.

    Args:
        store: the store.
        entities: IRIs; a text that is no IRI has no values.
        properties: IRIs.

    """
    found: dict[str, dict[str, list[Term]]] = {}
    given = {"entities": _nodes(entities), "properties": _nodes(properties)}
    if all(given.values()):
        for row in store.rows(_FACTS, **given):
            values = found.setdefault(row["entity"].value, {})
            values.setdefault(row["property"].value, []).append(row["value"])
    return found


def entities_having(
    store: StoreReader, property_iri: str, values: Collection[NamedNode | Literal]
) -> list[str]:
    """Return the IRIs of entities with one of the given values of a property, at most 1,000."""
    known = node(property_iri)
    if known is None or not values:
        return []
    rows = store.rows(_HAVING, property=known, values=list(values))
    return [row["entity"].value for row in rows]


def _nodes(iris: Iterable[str]) -> list[NamedNode]:
    return [known for iri in dict.fromkeys(iris) if (known := node(iri)) is not None]
