"""Rows of names as they come from the store, sorted on disk by the thing that has the name."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

__all__ = ["LabelRow", "LabelRows"]

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
CREATE TABLE IF NOT EXISTS rows
    (iri TEXT, property TEXT, label TEXT, language TEXT, kind TEXT, detail TEXT);
CREATE TABLE IF NOT EXISTS ranks (kind TEXT, rank TEXT);
"""
_NAMED = "SELECT iri FROM rows WHERE label <> '' AND property NOT LIKE '%#exact'"


class LabelRow(NamedTuple):
    """A row of labels.rq; missing values are empty.

    `detail` says whether a kind is asserted, inferred or a scheme; without a kind, it is the
    number of claims.
    """

    iri: str
    property: str
    label: str
    language: str
    kind: str
    detail: str
    rank: str = ""


class LabelRows:
    """Takes rows in any order, and gives them thing by thing.

    Args:
        path: a file for them, which is to be new; None for memory, where there are few.

    """

    def __init__(self, path: Path | None = None) -> None:
        self._file = sqlite3.connect(":memory:" if path is None else path)
        self._file.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close the file, which remains."""
        self._file.close()

    def add(self, rows: Iterable[LabelRow]) -> None:
        """Take rows."""
        with self._file:
            self._file.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", self._sorted(rows))

    def _sorted(self, rows: Iterable[LabelRow]) -> Iterator[tuple[str, ...]]:
        for row in rows:
            if row.rank:
                self._file.execute("INSERT INTO ranks VALUES (?, ?)", (row.kind, row.rank))
            else:
                yield row[:6]

    def ranks(self) -> dict[str, str]:
        """Return the rank that things of a kind have among results."""
        return dict(self._file.execute("SELECT kind, rank FROM ranks"))

    def kinds(self) -> set[str]:
        """Return the kinds that anything has."""
        return {row[0] for row in self._file.execute("SELECT DISTINCT kind FROM rows")}

    def kind_sizes(self) -> dict[str, tuple[int, bool]]:
        """Return how many named things each kind has, and whether it has a name itself."""
        found = self._file.execute(
            f"SELECT kind, COUNT(DISTINCT iri), kind IN ({_NAMED}) FROM rows "
            f"WHERE kind <> '' AND iri IN ({_NAMED}) GROUP BY kind"
        )
        return {kind: (size, bool(named)) for kind, size, named in found}

    def things(self) -> Iterator[tuple[str, list[LabelRow]]]:
        """Yield each thing that has a name with its rows, in the order of IRIs."""
        rows = self._file.execute("SELECT * FROM rows ORDER BY iri")
        for iri, group in groupby(rows, key=itemgetter(0)):
            own = [LabelRow(*row) for row in group]
            if any(row.label and not row.property.endswith("#exact") for row in own):
                yield iri, own
