"""The cells of a place's series: the figures of one indicator, period, modality and kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from districtgraph.graph.series.agreement import (
    AgreedValue,
    Conflict,
    Status,
    chosen,
    conflicts,
    readings,
)
from districtgraph.graph.series.reported_periods import ReportedPeriod
from districtgraph.graph.series.series_figures import FigureKind, SeriesFigure

__all__ = ["Cell", "SeriesPoint", "cells"]


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """The value of a cell, with the figures that state it."""

    reading: AgreedValue
    status: Status

    @property
    def figure(self) -> SeriesFigure:
        """The most precise figure that states the value."""
        return self.reading.finest


@dataclass(frozen=True, slots=True)
class Cell:
    """All that the texts say about one indicator in one period, as achieved or as aimed at.

    `point` is None if it is unknown which of two values is right.
    """

    point: SeriesPoint | None
    conflicts: tuple[Conflict, ...]


_Key = tuple[str, str, FigureKind, bool, ReportedPeriod, str]


def cells(figures: Iterable[SeriesFigure]) -> tuple[Cell, ...]:
    """Return the cells of exact figures, by indicator, kind, modality and period."""
    groups: dict[_Key, list[SeriesFigure]] = defaultdict(list)
    for figure in figures:
        if figure.comparator == "equal":
            groups[_key(figure)].append(figure)
    return tuple(_cell(groups[key]) for key in sorted(groups))


def _key(figure: SeriesFigure) -> _Key:
    return (
        figure.indicator.iri,
        figure.name,
        figure.kind,
        figure.is_target,
        figure.period,
        figure.unit,
    )


_ALIKE = Decimal("0.2")
"""Values of one document that differ by more than this part of the greater are not of one thing."""


def _cell(figures: Sequence[SeriesFigure]) -> Cell:
    found = readings(_of_one_thing(figures))
    if not found:
        return Cell(None, ())
    best = chosen(found)
    return Cell(SeriesPoint(*best) if best else None, conflicts(found))


def _of_one_thing(figures: Sequence[SeriesFigure]) -> Iterator[SeriesFigure]:
    """Yield the figures without those of documents that mean several things by one name.

    会议和发文数量分别减少14.1%和19.4% has two values under one head; 新增就业 may be that of a
    market and, a page later, that of the district.
    """
    documents: dict[str, list[SeriesFigure]] = defaultdict(list)
    for figure in figures:
        documents[figure.document].append(figure)
    for document in sorted(documents):
        if _are_of_one_thing(documents[document]):
            yield from documents[document]


def _are_of_one_thing(figures: Sequence[SeriesFigure]) -> bool:
    """Return whether the figures of a cell in one document may be of one thing."""
    values = [reading.value for reading in readings(figures)]
    if len(values) < 2:
        return True
    heads = [figure.head for figure in figures if figure.head is not None]
    if len(set(heads)) < len(heads):
        return False
    return max(values) - min(values) <= _ALIKE * max(map(abs, values))
