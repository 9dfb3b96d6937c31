"""Data extension: values of entities from the store, as columns beside a client's own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pyoxigraph import Literal

from districtgraph.server.knowledge.citations import Citation, citations_of
from districtgraph.server.knowledge.labels.label_index import LabelIndex
from districtgraph.server.knowledge.reconciliation.columns import (
    ExtensionColumn,
    columns,
    own_values,
)
from districtgraph.server.knowledge.reconciliation.facts import facts_of
from districtgraph.server.knowledge.reconciliation.figures import FigureRow, figures_of
from districtgraph.server.knowledge.reconciliation.identifiers import Identifiers, node
from districtgraph.server.knowledge.reconciliation.messages import ExtensionQuery, PropertyRequest
from districtgraph.server.store.store_reader import StoreReader, Term

__all__ = ["Extender", "literal_cell"]

_USED = Path(__file__).with_name("used-properties.rq")
_STATEMENTS = Path(__file__).with_name("statements.rq")
_MOST_DIGITS = 300
"""Digits before the point of a number that is given as one: JSON's readers have doubles."""
_NUMBERS = ("integer", "decimal", "double", "float")
_XSD = "http://www.w3.org/2001/XMLSchema#"

Cell = dict[str, Any]
"""A value in the specification's form; empty if there is none."""


class Extender:
    """Fetches values.

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

    def answer(self, query: ExtensionQuery) -> dict[str, Any]:
        """Return a data extension response."""
        iris = {identifier: self._identifiers.entity_iri(identifier) for identifier in query.ids}
        rows: dict[str, dict[str, list[Cell]]] = {identifier: {} for identifier in query.ids}
        known = (columns().get(request.id) for request in query.properties)
        fields = {column.of for column in known if column and column.of}
        fetch = _Fetcher(self._store, self._identifiers, list(iris.values()), fields)
        for request in query.properties:
            values = self._reader(request, fetch)
            limit = request.settings.limit or None
            for identifier, iri in iris.items():
                rows[identifier][request.id] = [self._cell(v) for v in values(iri)[:limit]]
        return {"meta": [self._meta(request.id) for request in query.properties], "rows": rows}

    def proposals(self, kind: str, limit: int | None) -> dict[str, Any]:
        """Return the properties to propose for a type, those that most of its entities have first.

        Args:
            kind: the type's identifier.
            limit: most proposals; None for all.

        """
        known = node(self._identifiers.term_iri(kind)) if kind else None
        used = self._store.rows(_USED, kind=known) if known else []
        names = [row["property"].value for row in used if self._index.thing(row["property"].value)]
        special = columns()
        own = [
            *(name for name, column in special.items() if column.of is None),
            *map(self._identifiers.term, names),
            *(name for name, column in special.items() if column.of is not None),
        ]
        found: dict[str, Any] = {"properties": [self._proposal(name) for name in own[:limit]]}
        return found | {"type": kind} | ({} if limit is None else {"limit": limit})

    def name(self, identifier: str) -> str:
        """Return the name of a property."""
        if column := columns().get(identifier):
            return column.names[self._language]
        return self._index.label(self._identifiers.term_iri(identifier), self._language)

    def _proposal(self, identifier: str) -> dict[str, str]:
        return {"id": identifier, "name": self.name(identifier)}

    def _meta(self, identifier: str) -> dict[str, Any]:
        column = columns().get(identifier)
        if column is None or column.type is None:
            return self._proposal(identifier)
        kind = self._index.label(self._identifiers.term_iri(column.type), self._language)
        return {**self._proposal(identifier), "type": {"id": column.type, "name": kind}}

    def _reader(
        self, request: PropertyRequest, fetch: "_Fetcher"
    ) -> Callable[[str], Sequence[Term | None]]:
        """Return what reads the values of a property of an entity."""
        column = columns().get(request.id)
        if column is None:
            prop = self._identifiers.term_iri(request.id)
            values = fetch.quotes(prop) if request.settings.quotes else fetch.facts(prop)
            return lambda iri: values.get(iri, [])
        if column.of is None:
            return lambda iri: self._own(column, iri)
        of = column.of
        return lambda iri: [figure.value(of) for figure in fetch.figures.get(iri, [])]

    def _own(self, column: ExtensionColumn, iri: str) -> list[Literal]:
        thing = self._index.thing(iri)
        return own_values(column.id, thing, self._index, self._language) if thing else []

    def _cell(self, value: Term | None) -> Cell:
        if value is None:
            return {}
        if isinstance(value, Literal):
            return literal_cell(value)
        identifier = self._identifiers.entity(value.value)
        thing = self._index.thing(value.value)
        name = thing.label(self._language) if thing else value.value
        # IRIs outside our identifier space are no entities for a client.
        return {"str": name} if identifier == value.value else {"id": identifier, "name": name}


class _Fetcher:
    """Asks the store for values of all entities of a query at once, and only when needed."""

    def __init__(
        self,
        store: StoreReader,
        identifiers: Identifiers,
        entities: list[str],
        fields: Collection[str],
    ) -> None:
        self._store, self._identifiers, self._entities = store, identifiers, entities
        self._fields = fields
        self._figures: Mapping[str, Sequence[FigureRow]] | None = None

    @property
    def figures(self) -> Mapping[str, Sequence[FigureRow]]:
        """The figures about each entity."""
        if self._figures is None:
            self._figures = figures_of(self._store, self._entities, self._fields)
        return self._figures

    def facts(self, prop: str) -> Mapping[str, Sequence[Term]]:
        """Return the values of a property by entity."""
        found = facts_of(self._store, self._entities, [prop])
        return {entity: values[prop] for entity, values in found.items()}

    def quotes(self, prop: str) -> Mapping[str, Sequence[Term | None]]:
        """Return the words that each value of a property rests on, in the order of `facts`."""
        nodes = [known for iri in self._entities if (known := node(iri)) is not None]
        known = node(prop)
        if known is None or not nodes:
            return {}
        rows = self._store.rows(_STATEMENTS, entities=nodes, properties=[known])
        claims = {(row["entity"].value, row["value"]): row["claim"].value for row in rows}
        citations = citations_of(self._store, sorted(set(claims.values()))) if claims else {}
        return {
            entity: [self._quoted(citations.get(claims.get((entity, v), ""), ())) for v in values]
            for entity, values in self.facts(prop).items()
        }

    def _quoted(self, citations: Sequence[Citation]) -> Literal | None:
        """Return quotes with their places in one text; None if there are none."""
        parts = [
            f"{c.quote} [{self._identifiers.entity(c.document)} {c.start}-{c.end}]"
            for c in citations
        ]
        return Literal(" | ".join(parts)) if parts else None


def literal_cell(value: Literal) -> Cell:
    """Return a literal as the specification has it: a number where it is one, else a string."""
    kind = value.datatype.value.removeprefix(_XSD)
    try:
        number = Decimal(value.value) if kind in _NUMBERS else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        return {"str": value.value}
    # OpenRefine shows 10560000.0 as 1.056E7.
    whole = number == number.to_integral_value()
    return {"int": int(number)} if whole else {"float": float(number)}
