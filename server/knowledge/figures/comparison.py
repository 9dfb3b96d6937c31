"""Figures on one indicator side by side: of several places, and over the years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from districtgraph.server.knowledge.figures.figure import Figure, Named
from districtgraph.server.knowledge.figures.pictures import Picture, on_axis

__all__ = [
    "Series",
    "latest_of_each",
    "on_one_axis",
    "series_of",
]


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of a place on an indicator.

    Attributes:
        place: whose figures they are.
        yearly: observations and targets of calendar years, by year.
        elsewhen: those of other periods, or of none that is dated: no axis of years has them.
        others: rankings, comparisons and targets without a number.

    """

    place: Named
    yearly: tuple[Figure, ...]
    elsewhen: tuple[Figure, ...]
    others: tuple[Figure, ...]


def series_of(figures: Iterable[Figure]) -> list[Series]:
    """Return the figures on one indicator by place, in the order of the places' IRIs."""
    places: dict[str, list[Figure]] = {}
    for figure in figures:
        places.setdefault(figure.place.iri, []).append(figure)
    return [_series(group) for _, group in sorted(places.items())]


def _series(group: Sequence[Figure]) -> Series:
    numbers = [figure for figure in group if _has_number(figure)]
    yearly = [figure for figure in numbers if figure.year is not None]
    return Series(
        place=group[0].place,
        yearly=tuple(sorted(yearly, key=_date)),
        elsewhen=tuple(sorted((f for f in numbers if f.year is None), key=_date)),
        others=tuple(figure for figure in group if not _has_number(figure)),
    )


def latest_of_each(series: Iterable[Series]) -> list[Figure]:
    """Return each place's observation of the latest year in each unit, by unit.

    A level and its growth in per cent are figures of one indicator, and are not compared.
    """
    units: dict[str, list[Figure]] = {}
    for item in series:
        latest: dict[str, Figure] = {}
        for figure in item.yearly:
            if figure.kind == "observation":
                latest[_unit(figure)] = max(latest.get(_unit(figure), figure), figure, key=_date)
        for unit, figure in latest.items():
            units.setdefault(unit, []).append(figure)
    by_places = sorted(units.values(), key=len, reverse=True)
    return [figure for group in by_places for figure in group]


def on_one_axis(figures: Iterable[Figure]) -> dict[str, Picture]:
    """Return pictures of figures, by claim, on one axis for those of the same unit."""
    units: dict[str, list[Figure]] = {}
    for figure in figures:
        units.setdefault(_unit(figure), []).append(figure)
    return {
        figure.claim: on_axis([figure], largest)
        for group in units.values()
        if (largest := max(figure.largest or Decimal(0) for figure in group)) > 0
        for figure in group
    }


def _unit(figure: Figure) -> str:
    return figure.unit.iri if figure.unit else ""


def _has_number(figure: Figure) -> bool:
    return figure.kind in ("observation", "target") and figure.largest is not None


def _date(figure: Figure) -> tuple[str, str, str]:
    return figure.begin, figure.kind, figure.claim
