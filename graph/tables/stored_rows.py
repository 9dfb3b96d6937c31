"""The rows of a table of figures as JSON, as they are stored for each document of a corpus."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from districtgraph.graph.tables.observation_table import Cell, ObservationTable, TableRow
from districtgraph.graph.tables.table_columns import CellKind, TableColumn

__all__ = ["dump_rows", "read_rows"]


def dump_rows(table: ObservationTable) -> bytes:
    """Return the rows of a table; decimals are written as they are, digit by digit."""
    return json.dumps(table.rows, ensure_ascii=False, default=str).encode()


def read_rows(content: bytes, base: str, columns: Sequence[TableColumn]) -> ObservationTable:
    """Return the table whose rows `dump_rows` wrote.

    Args:
        content: the rows.
        base: base IRI of the dataset.
        columns: those of the table.

    Raises:
        ValueError: it is no such content.

    """
    kinds = {column.key: column.kind for column in columns}
    rows: list[dict[str, Any]] = json.loads(content)
    read: list[TableRow] = [
        {key: _cell(value, kinds[key]) for key, value in row.items()} for row in rows
    ]
    return ObservationTable(base, tuple(columns), tuple(read))


def _cell(value: Any, kind: CellKind) -> Cell:
    if isinstance(value, list):
        return tuple(_scalar(item, kind) for item in value)
    return _scalar(value, kind)


def _scalar(value: Any, kind: CellKind) -> str | int | Decimal:
    return Decimal(value) if kind is CellKind.DECIMAL else value
