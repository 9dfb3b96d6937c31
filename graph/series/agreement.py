"""Groups the figures of one cell into values that agree, and finds the conflicts between these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from districtgraph.graph.series.series_figures import SeriesFigure
from districtgraph.graph.series.written_precision import agree

__all__ = ["AgreedValue", "Conflict", "ConflictKind", "Status", "chosen", "conflicts", "readings"]


class Status(StrEnum):
    """How the claims behind a point agree: concepts of the scheme of point statuses."""

    SINGLE = "single"
    AGREED = "agreed"
    REVISED = "revised"
    CONFLICTING = "conflicting"


class ConflictKind(StrEnum):
    """The classes of conflicts."""

    CONFLICT = "Conflict"
    REVISION = "Revision"
    STATED_REVISION = "StatedRevision"


@dataclass(frozen=True, slots=True)
class AgreedValue:
    """A value with all figures that state it: the most precise first, then those that round it."""

    figures: tuple[SeriesFigure, ...]

    @property
    def finest(self) -> SeriesFigure:
        """The most precise figure."""
        return self.figures[0]

    @property
    def value(self) -> Decimal:
        """The most precise value."""
        return self.finest.value

    @property
    def documents(self) -> frozenset[str]:
        """The keys of the documents that state it."""
        return frozenset(figure.document for figure in self.figures)

    @property
    def first(self) -> SeriesFigure:
        """The figure that was published first."""
        return min(self.figures, key=lambda figure: figure.order)

    @property
    def last_published(self) -> date:
        """The day of the last document that states it."""
        return max(figure.published or date.min for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values of one cell that rounding does not explain."""

    earlier: AgreedValue
    later: AgreedValue
    kind: ConflictKind

    @property
    def difference(self) -> Decimal:
        """The later value minus the earlier one."""
        return self.later.value - self.earlier.value


def readings(figures: Iterable[SeriesFigure]) -> tuple[AgreedValue, ...]:
    """Return the values of a cell, in the order in which they were first published.

    The figures' order does not matter: precise values come first, and each less precise one joins
    the nearest value that it rounds.
    """
    groups: list[list[SeriesFigure]] = []
    for figure in sorted(figures, key=lambda item: (item.rounding, item.value, item.order)):
        near = [group for group in groups if _agree(group[0], figure)]
        if near:
            nearest = min(
                near, key=lambda group: (abs(group[0].value - figure.value), group[0].value)
            )
            nearest.append(figure)
        else:
            groups.append([figure])
    found = (AgreedValue(tuple(group)) for group in groups)
    return tuple(sorted(found, key=lambda reading: reading.first.order))


def _agree(first: SeriesFigure, second: SeriesFigure) -> bool:
    return agree(first.value, first.rounding, second.value, second.rounding)


def conflicts(found: Sequence[AgreedValue]) -> tuple[Conflict, ...]:
    """Return the conflicts between each value and the next one published."""
    return tuple(
        Conflict(earlier, later, _conflict_kind(earlier, later))
        for earlier, later in pairwise(found)
    )


def _conflict_kind(earlier: AgreedValue, later: AgreedValue) -> ConflictKind:
    """Return the kind of a conflict: a value in a report of a later year is a revision."""
    if any(figure.is_revised for figure in later.figures):
        return ConflictKind.STATED_REVISION
    first = later.first.published
    if first and earlier.last_published != date.min and first.year > earlier.last_published.year:
        return ConflictKind.REVISION
    return ConflictKind.CONFLICT


def chosen(found: Sequence[AgreedValue]) -> tuple[AgreedValue, Status] | None:
    """Return the value that was published last, and how the others relate to it.

    None if two were published last, since it is unknown which one is right.
    """
    last_day = max(reading.last_published for reading in found)
    last = [reading for reading in found if reading.last_published == last_day]
    if len(last) > 1:
        return None
    return last[0], _status(last[0], conflicts(found))


def _status(reading: AgreedValue, found: Sequence[Conflict]) -> Status:
    if any(conflict.kind is ConflictKind.CONFLICT for conflict in found):
        return Status.CONFLICTING
    if found:
        return Status.REVISED
    return Status.AGREED if len(reading.documents) > 1 else Status.SINGLE
