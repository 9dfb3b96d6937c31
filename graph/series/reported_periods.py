"""The days that a claim of a report is about, resolved by the report's own date if necessary.

A work report published in the first months of a year reviews the year before: 全年 is that year
for something achieved, and the year of the report for something aimed at.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from districtgraph.graph.claims.evidence import ClaimPeriod
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_dating import resolve
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.periods.period_records import DocumentDate, Interval

__all__ = ["ReportedPeriod", "reported_period"]

_LAST_MONTH_OF_REVIEWS = 5
"""A report published up to this month is taken to review the year before."""
_OF_THE_YEAR_UNDER_REVIEW = frozenset({"过去一年", "过去的一年", "一年来", "刚刚过去的一年"})
_LONGEST = timedelta(days=366)
_MANY_WORDS = 1024
"""How many wordings of periods are cached."""


@dataclass(frozen=True, slots=True, order=True)
class ReportedPeriod:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def is_longer_than_a_year(self) -> bool:
        """Whether it has more days than a year."""
        return self.end - self.start >= _LONGEST

    @property
    def year(self) -> int | None:
        """The year that it covers exactly; None for any other period."""
        year = self.start.year
        whole = (self.start, self.end) == (date(year, 1, 1), date(year, 12, 31))
        return year if whole else None


def reported_period(
    period: ClaimPeriod, published: date | None, *, is_target: bool
) -> ReportedPeriod | None:
    """Return the days that a claim is about; None if they are unknown.

    Args:
        period: the claim's period.
        published: the day of the document.
        is_target: whether the claim is about what lies ahead.

    """
    if period.start and period.end:
        return ReportedPeriod(period.start, period.end)
    if period.words is None or published is None:
        return None
    return _by_document(period.words.text, published, is_target)


@lru_cache(maxsize=_MANY_WORDS)
def _by_document(words: str, published: date, is_target: bool) -> ReportedPeriod | None:
    reviewed = published.year - (published.month <= _LAST_MONTH_OF_REVIEWS)
    year = published.year if is_target else reviewed
    if words in _OF_THE_YEAR_UNDER_REVIEW:
        return ReportedPeriod(date(reviewed, 1, 1), date(reviewed, 12, 31))
    found = find_periods(words, load_lexicon())
    if len(found) != 1:
        return None
    days: Interval | None = resolve(found[0], DocumentDate(published, year))
    return ReportedPeriod(days.start, days.end) if days else None
