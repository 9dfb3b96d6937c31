"""The records of times: intervals, parts of years, and the expressions for them in a text."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from districtgraph.graph.extraction.lexicon.lexicon_records import PeriodResolution

__all__ = [
    "WHOLE_YEAR",
    "DocumentDate",
    "Interval",
    "PartOfYear",
    "PeriodExpression",
    "PeriodKind",
    "PeriodRole",
]

PeriodKind = Literal[
    "day", "month", "quarter", "half-year", "year", "years", "plan", "relative", "occasion"
]
"""What the words name; `plan` is a five-year plan, `relative` means words without a date.

An `occasion` is one that no calendar dates (开学季, 投运以来, 过去), and ends with its paragraph.
"""

PeriodRole = Literal["during", "deadline", "as-of", "since"]
"""How the words relate to the period: in 2024, by 2024 (到), up to (截至), from … on (以来)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `start` to `end`, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """What a document says about its own date: the day of publication, the year it reports on."""

    published: date | None = None
    reporting_year: int | None = None


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """The months, and days if any, that words name in a year; the year may be left open.

    Without months the part is the whole year.
    """

    first: int = 1
    last: int = 12
    first_day: int | None = None
    last_day: int | None = None

    @property
    def is_one_day(self) -> bool:
        """Whether it is a single day."""
        first, last = (self.first, self.first_day), (self.last, self.last_day)
        return self.first_day is not None and first == last

    def within(self, year: int) -> Interval | None:
        """Return the part in a year; None if that has no such days, or not in this order."""
        try:
            last_day = self.last_day or calendar.monthrange(year, self.last)[1]
            interval = Interval(
                date(year, self.first, self.first_day or 1), date(year, self.last, last_day)
            )
        except (ValueError, calendar.IllegalMonthError):
            return None
        return interval if interval.start <= interval.end else None


WHOLE_YEAR = PartOfYear()
"""The part that is the whole year."""


@dataclass(frozen=True, slots=True)
class PeriodExpression:
    """Words for a time at `text[start:end]`.

    Attributes:
        first, last: inclusive dates; None if the text alone does not date the words.
        gloss: English of undated words.
        comparison: the words are the other side of a comparison (比2015年), not a figure's time.
        kind, role: see PeriodKind and PeriodRole.
        resolution: how a document's own date would date the words.
        years: the N of 此前N年.
        part: the part of the year that `resolution` finds.
        begin: the first day of a time that lasts until the day of the document (2015年以来).
        inherits: whether the words, at the beginning of a sentence, also date what follows.

    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    gloss: str | None
    comparison: bool
    kind: PeriodKind = "relative"
    role: PeriodRole = "during"
    resolution: PeriodResolution = "never"
    years: int | None = None
    part: PartOfYear = WHOLE_YEAR
    begin: date | None = None
    inherits: bool = False

    @property
    def resolved(self) -> Interval | None:
        """The period that the words alone name, if they do."""
        return Interval(self.first, self.last) if self.first and self.last else None
