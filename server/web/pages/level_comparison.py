"""Levels of chosen places, indicators and years: a chart, a table, and CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request
from pyoxigraph import NamedNode

from districtgraph.server.core.errors import BadRequestError, UnavailableError
from districtgraph.server.http.negotiation import FORMAT_PARAMETERS
from districtgraph.server.knowledge.figures.charts import Chart, line_chart
from districtgraph.server.knowledge.figures.figure_tables import DigestedFigure, FigureDigest
from districtgraph.server.knowledge.figures.level_table import LevelRow, level_rows, years_in
from districtgraph.server.web.current import current_addresses, current_label_index
from districtgraph.server.web.pages.level_words import current_digest, level_words, name_in_index
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["comparison_csv", "comparison_page"]

_MOST_INDICATORS = 6
"""Indicators that are compared at once."""
_MOST_PLACES = 12
"""Places that are compared at once."""
_FIRST_PLACES = 4
"""Places that are compared if none is chosen."""
_MOST_LEVELS = 3000
"""Levels that a table is made of."""
_MOST_YEARS = 30
_OFFERED_INDICATORS = 150
_OFFERED_PLACES = 300
_CHART = (460, 170)
_LATER = 10


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The selection to compare."""

    indicators: tuple[str, ...]
    places: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Group:
    """The levels of one indicator in one unit, with a chart that has them all."""

    indicator: str
    rows: tuple[LevelRow, ...]
    chart: Chart | None
    low: DigestedFigure | None
    high: DigestedFigure | None
    only_targets: bool


def comparison_page() -> Response:
    """Show the levels of the selection, with a form to change it."""
    digest = _digest()
    chosen = _chosen(digest)
    figures = _levels(digest, chosen)
    rows = level_rows(figures)
    index = current_label_index()
    offered = [item.indicator for item in digest.indicators(_OFFERED_INDICATORS)]
    places = [iri for iri, _ in digest.places_of(chosen.indicators, _OFFERED_PLACES)]
    return page_response(
        "comparison.html",
        chosen=chosen,
        groups=_groups(rows),
        years=years_in(rows)[-_MOST_YEARS:],
        indicators=_named(dict.fromkeys((*chosen.indicators, *offered))),
        places=_named(dict.fromkeys((*chosen.places, *places))),
        csv_link=_csv_link(),
        names=", ".join(name_in_index(index, iri) for iri in chosen.indicators),
        **level_words(figures),
    )


def _csv_link() -> str:
    given = [item for item in request.args.items(multi=True) if item[0] not in FORMAT_PARAMETERS]
    return f"{current_addresses().local('/compare.csv')}?{urlencode(given)}"


def comparison_csv() -> Response:
    """Return the chosen levels, a row each: points of series, claims if there are none."""
    digest = _digest()
    index = current_label_index()
    found = _levels(digest, _chosen(digest))
    in_series = {_cell_of(item) for item in found if item.is_point}
    figures = [item for item in found if item.is_point or _cell_of(item) not in in_series]
    level = level_words(figures)["level"]
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(
        ("indicator", "place", "year", "value", "unit", "kind", "modality", "comparator", "shown",
         "claim", "document", "indicator_iri", "place_iri", "point")
    )  # fmt: skip
    for item in figures:
        names = (name_in_index(index, iri) for iri in (item.indicator, item.place))
        writer.writerow(
            (*names, item.year, f"{item.value!r}", item.unit or "", item.kind, item.modality,
             item.sign, level(item), "" if item.is_point else item.claim, item.document or "",
             item.indicator, item.place, item.claim if item.is_point else "")
        )  # fmt: skip
    response = Response(output.getvalue(), content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = 'attachment; filename="comparison.csv"'
    return response


def _cell_of(item: DigestedFigure) -> tuple[str, str, int | None, str]:
    return item.place, item.indicator, item.year, item.kind


def _digest() -> FigureDigest:
    digest = current_digest()
    if digest is None:
        raise UnavailableError("the figures are still being counted; try again", _LATER, "index")
    return digest


def _chosen(digest: FigureDigest) -> _Chosen:
    indicators = _iris("indicator", _MOST_INDICATORS)
    if not indicators:
        indicators = tuple(item.indicator for item in digest.indicators(1))
    places = _iris("place", _MOST_PLACES)
    if not places:
        places = tuple(iri for iri, _ in digest.places_of(indicators, _FIRST_PLACES))
    return _Chosen(indicators, places, _year("from", 0), _year("to", 9999))


def _iris(name: str, most: int) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(iri for iri in request.args.getlist(name) if iri))
    if len(found) > most:
        raise BadRequestError(f"{name}= may be given {most} times; here it is {len(found)}")
    for iri in found:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise BadRequestError(f"'{iri}' is not an IRI for {name}=") from error
    return found


def _year(name: str, otherwise: int) -> int:
    text = request.args.get(name, "").strip()
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise BadRequestError(f"{name}= is a year such as 2020, not '{text}'")
    return int(text)


def _levels(digest: FigureDigest, chosen: _Chosen) -> list[DigestedFigure]:
    years = chosen.first, chosen.last
    return digest.levels(chosen.indicators, chosen.places, years, _MOST_LEVELS)


def _groups(rows: Iterable[LevelRow]) -> list[_Group]:
    groups: dict[tuple[str, str | None], list[LevelRow]] = {}
    for row in rows:
        groups.setdefault((row.indicator, row.unit), []).append(row)
    return [_group(indicator, found) for (indicator, _), found in groups.items()]


def _group(indicator: str, rows: Sequence[LevelRow]) -> _Group:
    shown = [cell.shown for row in rows for cell in row.cells.values()]
    width, height = _CHART
    chart = line_chart({row.place: row.achieved for row in rows if row.achieved}, width, height)
    drawn = [figure for figure in shown if figure.kind == "observation"] if chart else []
    low = min(drawn, key=lambda figure: figure.value, default=None)
    high = max(drawn, key=lambda figure: figure.value, default=None)
    only_targets = all(figure.kind == "target" for figure in shown)
    return _Group(indicator, tuple(rows), chart, low, high, only_targets)


def _named(iris: Iterable[str]) -> list[tuple[str, str]]:
    index = current_label_index()
    return [(iri, name_in_index(index, iri)) for iri in iris]
