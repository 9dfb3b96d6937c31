"""Writes a table as CSV with its CSVW metadata, and as Parquet: the same table, the same bytes.

CSV is as RFC 4180 has it. The Chinese file begins with a byte order mark, without which Excel takes
it for GBK; the English one does not, since some programs take the mark for a part of the first
title. The metadata is that of https://www.w3.org/TR/tabular-metadata/.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import IO, Any

from arro3.compute import cast
from arro3.core import (
    Array,
    DataType,
    Field,
    RecordBatch,
    RecordBatchReader,
    Schema,
    list_array,
)
from arro3.io import write_parquet

from districtgraph.graph.errors import GraphError
from districtgraph.graph.rdf.vocabulary import LICENCE
from districtgraph.graph.tables.observation_table import Cell, ObservationTable, TableRow
from districtgraph.graph.tables.table_columns import LANGUAGES, CellKind, TableColumn
from districtgraph.graph.tables.table_names import CSV_FILES, PARQUET_FILE, metadata_file

__all__ = ["SEPARATOR", "table_csv", "table_files", "write_table_files"]

SEPARATOR = "|"
"""Between the values of a cell that has several; no value may have it."""
_TITLES = {"zh": "区情图谱：观测值表，每条论断一行", "en": "districtgraph: figures, a row a claim"}
_ENCODINGS = {"zh": "utf-8-sig", "en": "utf-8"}
_DATATYPES = {
    CellKind.IRI: "anyURI",
    CellKind.TEXT: "string",
    CellKind.STRING: "string",
    CellKind.DECIMAL: "decimal",
    CellKind.INTEGER: "integer",
}
_DIGITS, _PLACES = 38, 10
"""Digits of a decimal in Parquet; numbers with more are refused, not rounded."""


def table_files(
    table: ObservationTable, version: str, licence: str = LICENCE
) -> Mapping[str, bytes]:
    """Return the content of each file of a table by its name.

    Args:
        table: the table.
        version: version of the dataset that it was read from.
        licence: IRI of the dataset's licence.

    Raises:
        GraphError: a value has no place in a format: the separator, a decimal of too many digits.

    """
    files: dict[str, bytes] = {}
    for language, name in CSV_FILES.items():
        files[name] = table_csv(table, language)
        files[metadata_file(name)] = _csvw(table, name, language, version, licence)
    content = io.BytesIO()
    _write_parquet(content, [table], version, licence)
    files[PARQUET_FILE] = content.getvalue()
    return files


def write_table_files(
    folder: Path,
    tables: Callable[[], Iterable[ObservationTable]],
    version: str,
    licence: str = LICENCE,
) -> None:
    """Write the files of a table that comes in pieces: memory does not grow with their number.

    Args:
        folder: where the files go.
        tables: gives the pieces, at least one, each time that it is called; all have the same
            columns.
        version: version of the dataset that they were read from.
        licence: IRI of the dataset's licence.

    Raises:
        GraphError: a value has no place in a format.
        OSError: a file cannot be written.

    """
    for language, name in CSV_FILES.items():
        with (folder / name).open("wb") as file:
            for number, table in enumerate(tables()):
                if not number:
                    (folder / metadata_file(name)).write_bytes(
                        _csvw(table, name, language, version, licence)
                    )
                file.write(table_csv(table, language, with_titles=not number))
    with (folder / PARQUET_FILE).open("wb") as file:
        _write_parquet(file, tables(), version, licence)


def table_csv(table: ObservationTable, language: str, *, with_titles: bool = True) -> bytes:
    """Return a table as CSV with the names of one language; GraphError as in `table_files`."""
    columns = table.in_language(language)
    text = io.StringIO()
    writer = csv.writer(text)
    if with_titles:
        writer.writerow([column.titles[language] for column in columns])
    writer.writerows([_written(row.get(column.key)) for column in columns] for row in table.rows)
    # Only the titles have the byte order mark before them.
    return text.getvalue().encode(_ENCODINGS[language] if with_titles else "utf-8")


def _written(cell: Cell | None) -> str:
    if isinstance(cell, tuple):
        values = [_written(value) for value in cell]
        if broken := [value for value in values if SEPARATOR in value]:
            raise GraphError(
                f"'{broken[0]}' has a {SEPARATOR}, which separates values in the table"
            )
        return SEPARATOR.join(values)
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return "" if cell is None else str(cell)


def _csvw(table: ObservationTable, file: str, language: str, version: str, licence: str) -> bytes:
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": file,
        "dc:title": [{"@value": _TITLES[key], "@language": key} for key in LANGUAGES],
        "dc:license": {"@id": licence},
        "dc:source": {"@id": f"{table.base}dataset"},
        "dcat:version": version,
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {
            "primaryKey": "claim",
            "aboutUrl": "{+claim}",
            "columns": [_described(column, language) for column in table.in_language(language)],
        },
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _described(column: TableColumn, language: str) -> dict[str, object]:
    """Return a column's metadata; its conversion gives triples of the dataset and no others.

    The metadata has no way from a cell with several values to several nodes, so that evidence is
    left out of the conversion.
    """
    described: dict[str, object] = {
        "name": column.name,
        # The Python package csvw finds no column by titles that are tagged with languages.
        "titles": column.titles[language],
        "rdfs:label": [{"@value": column.titles[key], "@language": key} for key in LANGUAGES],
        "datatype": _DATATYPES[column.kind],
    }
    if column.language:
        described["lang"] = column.language
    if column.many:
        described["separator"] = SEPARATOR
    if column.many or column.predicate is None:
        return {**described, "required": True, "suppressOutput": True}
    described["propertyUrl"] = column.predicate.value
    if column.of != "claim":
        described["aboutUrl"] = f"{{+{column.of}}}"
    if column.kind is CellKind.IRI:
        described["valueUrl"] = f"{{+{column.name}}}"
    return described


def _write_parquet(
    file: IO[bytes], tables: Iterable[ObservationTable], version: str, licence: str
) -> None:
    """Write tables of the same columns, a batch of rows each."""
    pieces = iter(tables)
    first = next(pieces)
    schema = Schema(
        [
            Field(
                column.key,
                _type(column),
                nullable=not _is_required(column),
                metadata=_about(column),
            )
            for column in first.columns
        ]
    )
    refused: list[GraphError] = []

    def batches() -> Iterator[RecordBatch]:
        for table in chain([first], pieces):
            try:
                arrays = [_array(column, table.rows) for column in first.columns]
            except GraphError as error:
                # The library does not pass on an iterator's exception.
                refused.append(error)
                raise
            yield RecordBatch.from_arrays(arrays, schema=schema)

    about = {"source": f"{first.base}dataset", "version": version, "license": licence}
    # One key each: the library writes several in any order.
    file_metadata = {"dataset": json.dumps(about)}
    content = RecordBatchReader.from_batches(schema, batches())
    try:
        write_parquet(content, file, compression="snappy", key_value_metadata=file_metadata)
    except Exception:
        if refused:
            raise refused[0] from None
        raise


def _type(column: TableColumn) -> DataType:
    return _array(column, ()).type


def _is_required(column: TableColumn) -> bool:
    return column.many or column.predicate is None


def _about(column: TableColumn) -> dict[str, str]:
    about: dict[str, object] = {"titles": dict(column.titles)}
    if column.predicate:
        about["property"] = column.predicate.value
    return {"column": json.dumps(about, ensure_ascii=False)}


def _array(column: TableColumn, rows: Iterable[TableRow]) -> Array:
    cells = [row.get(column.key) for row in rows]
    if not column.many:
        return _scalars(column, cells)
    lists = [cell if isinstance(cell, tuple) else () for cell in cells]
    values = _scalars(column, [value for cell in lists for value in cell])
    offsets = [0]
    for cell in lists:
        offsets.append(offsets[-1] + len(cell))
    return list_array(Array(offsets, DataType.int32()), values)


def _scalars(column: TableColumn, values: Iterable[Any]) -> Array:
    if column.kind is CellKind.INTEGER:
        return Array(list(values), DataType.int64())
    if column.kind is not CellKind.DECIMAL:
        return Array(list(values), DataType.string())
    texts = Array(
        [None if value is None else _decimal(value) for value in values], DataType.string()
    )
    return cast(texts, DataType.decimal128(_DIGITS, _PLACES))


def _decimal(value: Decimal) -> str:
    digits = len(value.as_tuple().digits)
    places = -int(value.as_tuple().exponent)
    if places > _PLACES or digits - places > _DIGITS - _PLACES:
        raise GraphError(f"{value} has more digits than a decimal of the Parquet file")
    return format(value, "f")
