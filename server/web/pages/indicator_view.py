"""The first part of an indicator's page: ranking, distribution and years in a chosen area."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from flask import request

from districtgraph.server.knowledge.figures.charts import Chart, histogram
from districtgraph.server.knowledge.figures.figure_tables import DigestedFigure, FigureDigest
from districtgraph.server.web.pages.figure_words import compare_link, compare_many
from districtgraph.server.web.pages.level_words import current_digest, level_words, province_name

__all__ = ["IndicatorLevels", "indicator_words"]

_RANKED = 30
"""Places that a ranking shows."""
_SPREAD = 5000
"""Values that a distribution is made of."""
_COMPARED = 6


@dataclass(frozen=True, slots=True)
class IndicatorLevels:
    """The achieved levels of an indicator in one year.

    Attributes:
        years: for each year, the number of places with a level.
        areas: codes and names of the provinces whose places have levels.
        year, area: the selection; the area is None for all.
        ranking: the highest levels, one of each place.
        places: number of places with a level.
        spread: the distribution of the levels; None if there are few.
        low, middle, high: the lowest, median and highest figure; None if there are none.

    """

    years: tuple[tuple[int, int], ...]
    areas: tuple[tuple[int, str], ...]
    year: int
    area: int | None
    ranking: tuple[DigestedFigure, ...]
    places: int
    spread: Chart | None
    low: DigestedFigure
    middle: DigestedFigure
    high: DigestedFigure


def indicator_words(iri: str) -> dict[str, Any]:
    """Return what a page needs to show the levels of an indicator; nothing if there are none."""
    digest = current_digest()
    levels = _levels(digest, iri) if digest else None
    if levels is None:
        return {}
    compared = [figure.place for figure in levels.ranking[:_COMPARED]]
    return {
        "levels": levels,
        "compare_all": compare_link(iri),
        "compare_these": compare_many(compared, [iri]),
        **level_words(levels.ranking),
    }


def _levels(digest: FigureDigest, iri: str) -> IndicatorLevels | None:
    areas = digest.provinces_of(iri)
    area = _number("area")
    area = area if area in areas else None
    years = digest.years_of(iri, area)
    if not years:
        return None
    known = [year for year, _ in years]
    asked = _number("year")
    # The latest year with many values: the last one may have only begun.
    most = max(places for _, places in years)
    latest = max(year for year, places in years if places * 2 >= most)
    year = asked if asked in known else latest
    found = _one_of_each(digest.ranking(iri, year, area, _SPREAD))
    values = [figure.value for figure in found]
    middle = median(values)
    return IndicatorLevels(
        tuple(years),
        tuple((code, province_name(code)) for code in areas),
        year,
        area,
        tuple(found[:_RANKED]),
        len(found),
        histogram(values),
        found[-1],
        found[0]._replace(value=middle, sign=""),
        found[0],
    )


def _one_of_each(figures: list[DigestedFigure]) -> list[DigestedFigure]:
    """Return the figures in the unit that most have, one of each place."""
    units = [figure.unit for figure in figures]
    unit = max(set(units), key=lambda item: (units.count(item), str(item)))
    found: dict[str, DigestedFigure] = {}
    for figure in figures:
        if figure.unit == unit:
            found.setdefault(figure.place, figure)
    return list(found.values())


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
