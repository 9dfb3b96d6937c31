"""The table of observations: one row per claim that states a figure, read from the dataset's quads.

Rows come only from the default graph, so that any store with the dataset can be queried for the
content of a cell. What the text does not state has no cell: never 0, never an empty text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from districtgraph.graph.claims.claim import CLAIM_SCHEMA, ClaimSchema
from districtgraph.graph.errors import GraphError
from districtgraph.graph.rdf.vocabulary import BASE, expand
from districtgraph.graph.tables.table_columns import CellKind, TableColumn, read_columns

__all__ = [
    "Cell",
    "ObservationTable",
    "Scalar",
    "TableFacts",
    "TableRow",
    "observation_table",
    "table_columns",
]

_COLUMNS = Path(__file__).with_name("observation_table.yaml")
_SELECTOR = expand("oa:hasSelector")
_START, _END = expand("oa:start"), expand("oa:end")

Scalar = str | int | Decimal
Cell = Scalar | tuple[Scalar, ...]
"""A value; a tuple in a column of several values."""
TableRow = Mapping[str, Cell]
"""A claim's cells by the keys of their columns; unstated values have none."""
_Object = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class ObservationTable:
    """A table: its columns in their order, and its rows in the order of their claims' IRIs.

    Attributes:
        base: base IRI of the dataset.
        columns: those of all languages.
        rows: cells by the columns' keys.

    """

    base: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]

    def in_language(self, language: str) -> tuple[TableColumn, ...]:
        """Return the columns without the names in other languages."""
        return tuple(
            column
            for column in self.columns
            if not column.translated or column.language == language
        )


def observation_table(
    quads: Iterable[Quad],
    base: str = BASE,
    schema: ClaimSchema = CLAIM_SCHEMA,
    beside: "TableFacts | None" = None,
) -> ObservationTable:
    """Return the table of a dataset's figures.

    Args:
        quads: the dataset, or a document of it.
        base: the base IRI that it is under.
        schema: the fields of claims, which become columns.
        beside: quads that name the things of the claims, if `quads` is only a part of a dataset.

    Raises:
        GraphError: a claim has two values where the table has room for one.

    """
    columns = table_columns(base, schema)
    facts = TableFacts(quads, beside)
    kind = next(column for column in columns if column.among)
    assert kind.predicate is not None
    claims = {claim for among in kind.among for claim in facts.subjects(kind.predicate, among)}
    return ObservationTable(
        base, columns, tuple(_row(facts, claim, columns) for claim in sorted(claims))
    )


def table_columns(base: str, schema: ClaimSchema = CLAIM_SCHEMA) -> tuple[TableColumn, ...]:
    """Return the columns of the table of a dataset under a base IRI, in their order."""
    return read_columns(_COLUMNS, base, schema)


class TableFacts:
    """The content of the default graph, by subject and property.

    Args:
        quads: the dataset, or a part of it.
        beside: another part of it, whose claims are in another table.

    """

    def __init__(self, quads: Iterable[Quad], beside: "TableFacts | None" = None) -> None:
        self._beside = beside
        self._objects: dict[tuple[str, str], list[_Object]] = {}
        self._subjects: dict[tuple[str, str], list[str]] = {}
        for quad in quads:
            if isinstance(quad.graph_name, DefaultGraph) and isinstance(quad.subject, NamedNode):
                self._add(quad.subject.value, quad.predicate.value, quad.object)

    def _add(self, subject: str, predicate: str, value: _Object) -> None:
        self._objects.setdefault((subject, predicate), []).append(value)
        if isinstance(value, NamedNode):
            self._subjects.setdefault((predicate, value.value), []).append(subject)

    def subjects(self, property_: NamedNode, value: NamedNode) -> list[str]:
        """Return the IRIs of the nodes with a value."""
        return self._subjects.get((property_.value, value.value), [])

    def objects(self, subject: str, property_: NamedNode) -> list[_Object]:
        """Return what a subject has, each object once."""
        found = self._objects.get((subject, property_.value), [])
        if self._beside is None:
            return found
        return list(dict.fromkeys((*found, *self._beside.objects(subject, property_))))

    def selected(self, evidence: str, property_: NamedNode) -> list[_Object]:
        """Return what the selectors of a piece of evidence have."""
        return [
            value
            for selector in self.objects(evidence, _SELECTOR)
            if isinstance(selector, NamedNode)
            for value in self.objects(selector.value, property_)
        ]

    def position(self, evidence: str) -> tuple[int, int]:
        """Return start and end of a piece of evidence."""
        start, end = (self.selected(evidence, name)[0] for name in (_START, _END))
        assert isinstance(start, Literal)
        assert isinstance(end, Literal)
        return int(start.value), int(end.value)


def _row(facts: TableFacts, claim: str, columns: Iterable[TableColumn]) -> TableRow:
    """Return a claim's cells; IRIs are read first, since other columns start from them."""
    cells: dict[str, Cell] = {"claim": claim}
    for column in sorted(columns, key=lambda column: column.kind is not CellKind.IRI):
        if column.predicate is None:
            continue
        cell = _many(facts, cells, column) if column.many else _one(facts, cells, column)
        if cell is not None:
            cells[column.key] = cell
    return cells


def _one(facts: TableFacts, cells: TableRow, column: TableColumn) -> Scalar | None:
    start = cells.get(column.of)
    if not isinstance(start, str) or column.predicate is None:
        return None
    found = [value for value in facts.objects(start, column.predicate) if _fits(value, column)]
    if len(found) > 1:
        values = ", ".join(sorted(map(str, found)))
        raise GraphError(
            f"{cells['claim']}: the table has place for one {column.key}, not {values}"
        )
    return _scalar(found[0], column) if found else None


def _many(facts: TableFacts, cells: TableRow, column: TableColumn) -> tuple[Scalar, ...]:
    """Return the pieces of evidence, or what each of them has, in the order of the text."""
    assert column.predicate is not None
    if column.kind is CellKind.IRI:
        found = facts.objects(str(cells["claim"]), column.predicate)
        evidence = [value.value for value in found if isinstance(value, NamedNode)]
        return tuple(sorted(evidence, key=facts.position))
    starts = cells[column.of]
    assert isinstance(starts, tuple)
    return tuple(
        _scalar(value, column)
        for start in starts
        for value in facts.selected(str(start), column.predicate)
    )


def _fits(value: _Object, column: TableColumn) -> bool:
    if column.among:
        return value in column.among
    return column.language is None or getattr(value, "language", None) == column.language


def _scalar(value: _Object, column: TableColumn) -> Scalar:
    assert isinstance(value, NamedNode | Literal)
    if column.kind is CellKind.DECIMAL:
        return Decimal(value.value)
    return int(value.value) if column.kind is CellKind.INTEGER else value.value
