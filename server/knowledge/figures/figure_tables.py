"""Stores a digest of all figures beside the index of names: value by place, indicator and year.

Pages use the digest where they show many figures at once, in tables, charts and counts. The exact
content and the evidence of a figure are read from the store by its claim.

If the store has series (RDF Data Cube), their points are in the tables too and replace the claims
that they are derived from: a page shows the value that SPARQL gives for that cell. Claims that no
series has remain: bounds, proposed indicators, a store without series.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import NamedNode

from districtgraph.server.sparql.prebinding import query_text
from districtgraph.server.store.store_reader import StoreReader

__all__ = [
    "FIGURE_SCHEMA",
    "DigestedFigure",
    "FigureDigest",
    "IndicatorCount",
    "Select",
    "add_figures",
    "figure_kinds",
    "may_be_point",
    "read_digested",
    "remove_figures",
    "summarise",
]

Select = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
"""Gives the rows of a query over the tables."""
_QUERY = Path(__file__).with_name("digest.rq")
_POINTS = Path(__file__).with_name("points.rq")
_YEAR = re.compile(r"/period/(\d{4})$")
_CODE = re.compile(r"/place/(\d\d)\d{4}\b")
_PROPOSED = "/id/candidate-indicator/"
_LARGEST = 1e300
FIGURE_SCHEMA = """
CREATE TABLE terms (id INTEGER PRIMARY KEY, iri TEXT UNIQUE);
CREATE TABLE figures (claim INTEGER PRIMARY KEY, kind TEXT, place INTEGER, province INTEGER,
    indicator INTEGER, year INTEGER, value REAL, sign TEXT, unit INTEGER, modality TEXT,
    document INTEGER, point INTEGER);
CREATE INDEX figures_of_place ON figures (place, indicator, year, point);
CREATE INDEX figures_of_indicator ON figures (indicator, year, value);
CREATE TABLE coverage (province INTEGER, year INTEGER, places INTEGER, figures INTEGER);
CREATE TABLE indicators (position INTEGER PRIMARY KEY, iri TEXT UNIQUE, places INTEGER,
    years INTEGER, figures INTEGER, all_places INTEGER, all_years INTEGER);
"""
_ACHIEVED = "kind = 'observation' AND modality IN ('achieved', '')"
_COMPARABLE = "(all_places > 1 OR all_years > 1)"
_STANDING = (
    "(point OR NOT EXISTS (SELECT 1 FROM figures AS other WHERE other.place = figures.place "
    "AND other.indicator = figures.indicator AND other.year = figures.year AND other.point "
    "AND other.kind = figures.kind))"
)
"""Of a cell that has a point, the point; of any other its claims."""
_COLUMNS = """claims.iri, kind, places.iri, indicators.iri, year, value, sign, units.iri, modality,
    documents.iri, point FROM figures
    JOIN terms AS claims ON claims.id = claim JOIN terms AS places ON places.id = place
    JOIN terms AS indicators ON indicators.id = indicator
    LEFT JOIN terms AS units ON units.id = unit
    LEFT JOIN terms AS documents ON documents.id = document"""


class DigestedFigure(NamedTuple):
    """A level, or the target of one, in a whole year or without one.

    Attributes:
        claim, place, indicator: IRIs; that of the point, where it is one of a series.
        kind: ``observation`` or ``target``.
        year: None where the text gives none.
        value: as a float, which may not have all digits of the claim.
        sign: end of the comparator's IRI, such as ``at-least``; empty for none.
        unit, document: IRIs; None for none.
        modality: end of its IRI, such as ``achieved``; empty for none.
        is_point: whether it is a point of a series, which replaces the claims of its cell.

    """

    claim: str
    kind: str
    place: str
    indicator: str
    year: int | None
    value: float
    sign: str
    unit: str | None
    modality: str
    document: str | None
    is_point: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """The extent of the data on an indicator.

    Attributes:
        indicator: its IRI.
        places, years: number of those with an achieved level.
        figures: number of achieved levels.
        all_places, all_years: number of those with any figure that has a number.

    """

    indicator: str
    places: int
    years: int
    figures: int
    all_places: int
    all_years: int


def figure_kinds(base: str) -> frozenset[str]:
    """Return the classes of the claims that are digested."""
    return frozenset({f"{base}ontology#Observation", f"{base}ontology#Target"})


def may_be_point(iri: str, base: str) -> bool:
    """Return whether an IRI may be that of a point of a series."""
    return iri.startswith(f"{base}id/series/")


def read_digested(
    store: StoreReader, claims: Iterable[str] | None = None
) -> Iterator[DigestedFigure]:
    """Yield the figures with a number on an indicator of a place.

    Growth rates and other changes are left out: they are no levels.

    Args:
        store: what holds them.
        claims: IRIs of those that are read, of claims and points; None for all.

    """
    known = None if claims is None else [NamedNode(claim) for claim in claims]
    for row in _rows(store, _QUERY, known):
        figure = None if row["change"] else _digested(row)
        if figure is not None:
            yield figure
    for row in _rows(store, _POINTS, known):
        is_target = row["modality"].endswith("/target")
        of_claim = {"kind": "target" if is_target else "observation", "comparator": ""}
        figure = _digested({**row, **of_claim, "document": ""})
        if figure is not None:
            yield figure._replace(is_point=True)


def _rows(
    store: StoreReader, query: Path, claims: Sequence[NamedNode] | None
) -> Iterator[Mapping[str, str]]:
    text, given = query_text(query), {}
    if claims is not None:
        text = text.replace("# claims: these", "VALUES ?claim { $claims }")
        given = {"claims": list(claims)}
    rows = store.texts(text, **given)
    names = next(rows, [])
    return (dict(zip(names, row, strict=True)) for row in rows)


def _digested(row: Mapping[str, str]) -> DigestedFigure | None:
    value = _value(row["value"])
    if value is None or row["claim"].startswith("_:"):
        return None
    year = _YEAR.search(row["period"])
    return DigestedFigure(
        row["claim"],
        row["kind"].rpartition("#")[2].lower(),
        row["place"],
        row["indicator"],
        int(year.group(1)) if year else None,
        value,
        row["comparator"].rpartition("/")[2],
        row["unit"] or None,
        row["modality"].rpartition("/")[2],
        row["document"] or None,
    )


def _value(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < _LARGEST else None


def add_figures(file: sqlite3.Connection, figures: Iterable[DigestedFigure]) -> None:
    """Add figures to the tables, within a transaction."""
    known: dict[str, int] = {}

    def term(iri: str | None) -> int | None:
        if iri is None:
            return None
        if iri not in known:
            file.execute("INSERT OR IGNORE INTO terms (iri) VALUES (?)", (iri,))
            found = file.execute("SELECT id FROM terms WHERE iri = ?", (iri,)).fetchone()[0]
            if "/claim/" in iri or "/series/" in iri:
                return int(found)
            known[iri] = found
        return known[iri]

    for item in figures:
        code = _CODE.search(item.place)
        values = (
            term(item.claim), item.kind, term(item.place), int(code.group(1)) if code else 0,
            term(item.indicator), item.year, item.value, item.sign, term(item.unit),
            item.modality, term(item.document), int(item.is_point),
        )  # fmt: skip
        file.execute(f"INSERT OR REPLACE INTO figures VALUES ({','.join('?' * 12)})", values)


def remove_figures(file: sqlite3.Connection, claims: Iterable[str]) -> int:
    """Remove the figures of claims, within a transaction; return how many there were."""
    query = "DELETE FROM figures WHERE claim = (SELECT id FROM terms WHERE iri = ?)"
    return sum(file.execute(query, (claim,)).rowcount for claim in claims)


def summarise(file: sqlite3.Connection) -> None:
    """Update the counts of figures for the first page, within a transaction."""
    file.execute("DELETE FROM coverage")
    file.execute(
        "INSERT INTO coverage SELECT province, year, COUNT(DISTINCT place), SUM(NOT point) "
        f"FROM figures WHERE year IS NOT NULL AND {_ACHIEVED} GROUP BY province, year"
    )
    achieved = f"CASE WHEN {_ACHIEVED} THEN"
    file.execute("DELETE FROM indicators")
    file.execute(
        "INSERT INTO indicators (iri, places, years, figures, all_places, all_years) "
        f"SELECT iri, COUNT(DISTINCT {achieved} place END) AS places, "
        f"COUNT(DISTINCT {achieved} year END) AS years, "
        f"COUNT(CASE WHEN NOT point AND {_ACHIEVED} THEN 1 END) AS levels, "
        "COUNT(DISTINCT place), COUNT(DISTINCT year) "
        "FROM figures JOIN terms ON terms.id = indicator "
        # Indicators proposed by rules come after those of the scheme.
        f"GROUP BY indicator ORDER BY iri LIKE '%{_PROPOSED}%', places DESC, years DESC, "
        "levels DESC, iri"
    )


class FigureDigest:
    """Answers what many figures say together.

    Args:
        select: gives the rows of a query over the tables.

    """

    def __init__(self, select: Select) -> None:
        self._select = select

    def coverage(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return by the code of a province and year: how many places, how many figures."""
        found = self._select("SELECT province, year, places, figures FROM coverage", ())
        return {(province, year): (places, count) for province, year, places, count in found}

    def indicators(self, most: int) -> list[IndicatorCount]:
        """Return the indicators of the scheme, those of most places first, then proposed ones."""
        return self._counts("ORDER BY position LIMIT ?", (most,))

    def comparable(self, most: int) -> list[IndicatorCount]:
        """Return those of several places or years, in the same order."""
        return self._counts(f"WHERE {_COMPARABLE} ORDER BY position LIMIT ?", (most,))

    def is_comparable(self, indicator: str) -> bool:
        """Return whether an indicator has figures of several places or years."""
        return bool(self._counts(f"WHERE iri = ? AND {_COMPARABLE}", (indicator,)))

    def _counts(self, which: str, given: Sequence[object]) -> list[IndicatorCount]:
        columns = "iri, places, years, figures, all_places, all_years"
        rows = self._select(f"SELECT {columns} FROM indicators {which}", given)
        return [IndicatorCount(*row) for row in rows]

    def of_place(self, place: str, without: str, most: int) -> list[DigestedFigure]:
        """Return the achieved levels of a place in years, by indicator and year.

        Args:
            place: its IRI.
            without: how the IRIs of indicators begin that are left out.
            most: how many levels are read.

        """
        return self._figures(
            "WHERE place = (SELECT id FROM terms WHERE iri = ?1) AND year IS NOT NULL "
            f"AND {_ACHIEVED} AND substr(indicators.iri, 1, length(?2)) <> ?2 "
            "ORDER BY indicators.iri, year, claims.iri LIMIT ?3",
            (place, without, most),
        )

    def years_of(self, indicator: str, province: int | None = None) -> list[tuple[int, int]]:
        """Return the years in which an indicator has achieved levels, and of how many places."""
        return [
            (year, places)
            for year, places in self._select(
                "SELECT year, COUNT(DISTINCT place) FROM figures WHERE year IS NOT NULL "
                f"AND {_ACHIEVED} AND indicator = (SELECT id FROM terms WHERE iri = ?) "
                "AND (?2 IS NULL OR province = ?2) GROUP BY year ORDER BY year",
                (indicator, province),
            )
        ]

    def provinces_of(self, indicator: str) -> list[int]:
        """Return the codes of the provinces whose places have achieved levels of an indicator."""
        rows = self._select(
            "SELECT DISTINCT province FROM figures WHERE province > 0 AND year IS NOT NULL "
            f"AND {_ACHIEVED} AND indicator = (SELECT id FROM terms WHERE iri = ?) ORDER BY 1",
            (indicator,),
        )
        return [row[0] for row in rows]

    def ranking(
        self, indicator: str, year: int, province: int | None, most: int
    ) -> list[DigestedFigure]:
        """Return the achieved levels of an indicator in a year, the highest first."""
        return self._figures(
            f"WHERE indicators.iri = ?1 AND year = ?2 AND {_ACHIEVED} AND {_STANDING} "
            "AND (?3 IS NULL OR province = ?3) ORDER BY value DESC, places.iri LIMIT ?4",
            (indicator, year, province, most),
        )

    def levels(
        self, indicators: Sequence[str], places: Sequence[str], years: tuple[int, int], most: int
    ) -> list[DigestedFigure]:
        """Return the levels, and targets, of some indicators of some places in some years."""
        marks = [",".join("?" * len(items)) for items in (indicators, places)]
        condition = (
            f"WHERE indicators.iri IN ({marks[0]}) AND places.iri IN ({marks[1]}) "
            "AND year BETWEEN ? AND ? ORDER BY indicators.iri, places.iri, year, claims.iri LIMIT ?"
        )
        return self._figures(condition, (*indicators, *places, *years, most))

    def places_of(self, indicators: Sequence[str], most: int) -> list[tuple[str, int]]:
        """Return the places that have levels of some indicators, those of most years first."""
        marks = ",".join("?" * len(indicators))
        rows = self._select(
            "SELECT iri, COUNT(DISTINCT year) AS years FROM figures JOIN terms ON terms.id = place "
            "WHERE year IS NOT NULL "
            f"AND indicator IN (SELECT id FROM terms WHERE iri IN ({marks})) "
            "GROUP BY place ORDER BY years DESC, iri LIMIT ?",
            (*indicators, most),
        )
        return [(iri, years) for iri, years in rows]

    def _figures(self, condition: str, values: Sequence[object]) -> list[DigestedFigure]:
        return [
            DigestedFigure._make((*row[:-1], bool(row[-1])))
            for row in self._select(f"SELECT {_COLUMNS} {condition}", values)
        ]
