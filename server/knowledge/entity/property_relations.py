"""Finds the asserted statement from which an inferred one follows by one property's axioms."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["PropertyRelations", "read_property_relations"]

_QUERY = Path(__file__).with_name("property_relations.rq")


@dataclass(frozen=True, slots=True)
class PropertyRelations:
    """The relations between the ontology's properties.

    Attributes:
        inverses: property → its inverses.
        narrower: property → those that imply it.

    """

    inverses: Mapping[str, frozenset[str]]
    narrower: Mapping[str, frozenset[str]]


def read_property_relations(store: StoreReader) -> PropertyRelations:
    """Return how the properties of the store's ontologies are related."""
    return _RELATIONS.of(store)


def _read(store: StoreReader) -> PropertyRelations:
    inverses: dict[str, set[str]] = {}
    narrower: dict[str, set[str]] = {}
    for row in store.rows(_QUERY):
        one, other = row["property"].value, row["other"].value
        if row["relation"].value == "inverse":
            inverses.setdefault(one, set()).add(other)
            inverses.setdefault(other, set()).add(one)
        else:
            narrower.setdefault(other, set()).add(one)
    return PropertyRelations(_frozen(inverses), _frozen(narrower))


_RELATIONS = GenerationCache(_read)


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(members) for name, members in sets.items()}
