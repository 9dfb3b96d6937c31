"""Levels in tables: a row for each indicator and place, a column for each year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from districtgraph.server.knowledge.figures.charts import Chart, line_chart
from districtgraph.server.knowledge.figures.figure_tables import DigestedFigure

__all__ = ["LevelCell", "LevelRow", "level_rows", "years_in"]


@dataclass(frozen=True, slots=True)
class LevelCell:
    """The figures of one year, the first of which is shown.

    Attributes:
        figures: levels before targets, and the point of a series before the claims of its cell;
            of several levels those with other values follow.
        differs: figures of the same kind and modality, of several texts, have different values.
        is_several: one text has several values: of parts, or of things that share the words.

    """

    figures: tuple[DigestedFigure, ...]
    differs: bool
    is_several: bool = False

    @property
    def shown(self) -> DigestedFigure:
        """The figure that represents the others."""
        return self.figures[0]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """The levels of an indicator of a place by year, in one unit, and their chart."""

    place: str
    indicator: str
    unit: str | None
    cells: Mapping[int, LevelCell]
    chart: Chart | None

    @property
    def achieved(self) -> list[tuple[int, float]]:
        """Year and value of achieved levels, in the order of the years."""
        return _achieved(self.cells)


def level_rows(figures: Iterable[DigestedFigure]) -> list[LevelRow]:
    """Return figures as rows, in the order in which indicators and places come first."""
    groups: dict[tuple[str, str, str | None], dict[int, list[DigestedFigure]]] = {}
    for figure in figures:
        if figure.year is not None:
            key = (figure.indicator, figure.place, figure.unit)
            groups.setdefault(key, {}).setdefault(figure.year, []).append(figure)
    return [
        _row(place, indicator, unit, years) for (indicator, place, unit), years in groups.items()
    ]


def years_in(rows: Iterable[LevelRow]) -> list[int]:
    """Return all years that rows have something of, in order."""
    return sorted({year for row in rows for year in row.cells})


def _row(
    place: str, indicator: str, unit: str | None, years: Mapping[int, Sequence[DigestedFigure]]
) -> LevelRow:
    cells = {year: _cell(figures) for year, figures in sorted(years.items())}
    return LevelRow(place, indicator, unit, cells, line_chart({"": _achieved(cells)}))


def _cell(figures: Sequence[DigestedFigure]) -> LevelCell:
    ordered = sorted(figures, key=_order)
    alike = [
        f
        for f in ordered
        if (f.kind, f.modality) == (ordered[0].kind, ordered[0].modality) and not f.is_point
    ]
    by_text: dict[str | None, set[float]] = {}
    for figure in alike:
        by_text.setdefault(figure.document, set()).add(figure.value)
    is_several = any(len(values) > 1 for values in by_text.values())
    # A text that has several values does not contradict another that has one of them.
    differs = len(by_text) > 1 and not set.intersection(*by_text.values())
    return LevelCell(tuple(ordered), differs, is_several)


def _order(figure: DigestedFigure) -> tuple[bool, bool, str]:
    """Return what is achieved first, and of that the point of the series."""
    return not _is_achieved(figure), not figure.is_point, figure.claim


def _is_achieved(figure: DigestedFigure) -> bool:
    return figure.kind == "observation" and figure.modality in ("achieved", "")


def _achieved(cells: Mapping[int, LevelCell]) -> list[tuple[int, float]]:
    return [(year, cell.shown.value) for year, cell in cells.items() if _is_achieved(cell.shown)]
