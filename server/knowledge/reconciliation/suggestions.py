"""Suggest services: entities, types and properties for the beginning of a name."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from districtgraph.server.knowledge.labels.label_folding import fold
from districtgraph.server.knowledge.labels.label_index import LONGEST_SEARCH, LabelIndex
from districtgraph.server.knowledge.labels.labelled import Labelled
from districtgraph.server.knowledge.reconciliation.columns import columns
from districtgraph.server.knowledge.reconciliation.identifiers import Identifiers, node
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["PAGE_SIZE", "Suggester"]

PAGE_SIZE = 10
_BROADER = Path(__file__).with_name("broader-types.rq")
_SCHEME = "http://www.w3.org/2004/02/skos/core#ConceptScheme"
_PROPERTIES = (
    "http://www.w3.org/2002/07/owl#ObjectProperty",
    "http://www.w3.org/2002/07/owl#DatatypeProperty",
)

Item = dict[str, Any]


class Suggester:
    """Completes the beginning of a name or an identifier.

    Args:
        store: the store.
        index: the names of its things.
        identifiers: the service's identifiers of them.
        language: of names.

    """

    def __init__(
        self, store: StoreReader, index: LabelIndex, identifiers: Identifiers, language: str
    ) -> None:
        self._store, self._index, self._identifiers = store, index, identifiers
        self._language = language

    def suggest(self, kind: str, prefix: str, cursor: int) -> list[Item]:
        """Return suggestions.

        Args:
            kind: ``entity``, ``type`` or ``property``.
            prefix: the typed text.
            cursor: number of suggestions to skip.

        """
        of_kind = {"entity": self._entities, "type": self._types, "property": self._properties}
        return of_kind[kind](prefix, slice(cursor, cursor + PAGE_SIZE))

    def _entities(self, prefix: str, part: slice) -> list[Item]:
        named = self._index.thing(self._identifiers.entity_iri(prefix))
        found = [match.thing for match in self._index.matches(prefix)[: part.stop]]
        return [self.entity_item(thing) for thing in _first(named, found)[part]]

    def entity_item(self, thing: Labelled) -> Item:
        """Return an entity with its name, a distinction from namesakes, and its type."""
        item = {"id": self._identifiers.entity(thing.iri), "name": thing.label(self._language)}
        if description := self.description(thing):
            item["description"] = description
        return {**item, "notable": self.types_of(thing)[:1]}

    def description(self, thing: Labelled) -> str:
        """Return what distinguishes an entity from its namesakes: its kind and its other name."""
        kind = self._index.label(thing.kind, self._language) if thing.kind else ""
        name = thing.label("en" if self._language == "zh" else "zh")
        parts = [kind, "" if name == thing.label(self._language) else name]
        return " · ".join(part for part in parts if part)

    def types_of(self, thing: Labelled) -> list[Item]:
        """Return the types of an entity that have names, the most specific one first."""
        kinds = sorted(
            thing.kinds, key=lambda iri: (iri != thing.kind, self._index.sizes[iri], iri)
        )
        return [self._type(iri) for iri in kinds if iri == thing.kind or self._is_type(iri)]

    def _is_type(self, iri: str) -> bool:
        """Return whether something is a type: a class with a name, or a scheme in place of one."""
        thing = self._index.thing(iri)
        if thing is None or iri not in self._index.sizes:
            return False
        return _SCHEME not in thing.kinds or iri in self._index.entity_kinds

    def _type(self, iri: str) -> Item:
        return {"id": self._identifiers.term(iri), "name": self._index.label(iri, self._language)}

    def default_types(self) -> list[Item]:
        """Return the types that have the most entities."""
        return [self._type(iri) for iri in self._index.entity_kinds[:PAGE_SIZE]]

    def _types(self, prefix: str, part: slice) -> list[Item]:
        index = self._index
        if prefix:
            asked = [self._identifiers.term_iri(prefix), *(m.iri for m in index.matches(prefix))]
        else:
            asked = [*index.entity_kinds, *(iri for iri, _ in index.sizes.most_common())]
        found = [iri for iri in dict.fromkeys(asked) if self._is_type(iri)]
        return self._with_broader(found[part])

    def _with_broader(self, iris: Sequence[str]) -> list[Item]:
        nodes = [known for iri in iris if (known := node(iri)) is not None]
        broader: dict[str, list[Item]] = {}
        for row in self._store.rows(_BROADER, types=nodes) if nodes else ():
            if self._index.thing(row["broader"].value):
                kinds = broader.setdefault(row["type"].value, [])
                kinds.append(self._type(row["broader"].value))
        return [
            {**self._type(iri), **({"broader": broader[iri]} if iri in broader else {})}
            for iri in iris
        ]

    def _properties(self, prefix: str, part: slice) -> list[Item]:
        return list(self._all_properties(prefix))[part]

    def _all_properties(self, prefix: str) -> Iterator[Item]:
        text = fold(prefix[:LONGEST_SEARCH])
        yield from self._columns(prefix, text, of_figures=False)
        named = self._index.thing(self._identifiers.term_iri(prefix)) if prefix else None
        named = named if named and not named.kinds.isdisjoint(_PROPERTIES) else None
        found = [match.thing for match in self._index.matches(prefix, kinds=_PROPERTIES)]
        for thing in _first(named, found):
            yield {
                "id": self._identifiers.term(thing.iri),
                "name": thing.label(self._language),
                "description": thing.label("en" if self._language == "zh" else "zh"),
            }
        yield from self._columns(prefix, text, of_figures=True)

    def _columns(self, prefix: str, text: str, *, of_figures: bool) -> Iterator[Item]:
        for column in columns().values():
            asked = prefix == column.id or any(text in fold(n) for n in column.names.values())
            if asked and (column.of is not None) == of_figures:
                yield {"id": column.id, "name": column.names[self._language]}


def _first(named: Labelled | None, others: Sequence[Labelled]) -> list[Labelled]:
    """Return things with the one that is named by its identifier, if any, before the others."""
    return [*([named] if named else []), *(thing for thing in others if thing is not named)]
