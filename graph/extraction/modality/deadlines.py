"""Whether a deadline (到2027年，覆盖率达到95%) lies ahead, when no word of aiming says so.

A document that states its date decides it: a deadline after that day lies ahead. Without a date a
reader decides by the words. 到2027年 with a bare verb of reaching is how plans speak, unless the
text itself shows that the year is over: by a word for what is done (已, 了), a later year, an
earlier year that the sentence sets out from, or a present (如今) that follows. 到2027年底 is said
of the past as well: without a date it is not decided, and the figure counts as achieved.
"""

import re
from datetime import date
from functools import lru_cache

from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.text.clauses import Sentence

__all__ = ["has_just_begun", "is_deadline_ahead", "is_to_come"]

_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年)")
_BARE_YEAR = re.compile("[到至](?:19|20)[0-9]{2}年")
_DONE = re.compile("已|了|仅|只有|曾|才|全部脱贫|摘帽")
_NOW = re.compile("如今|现在|目前|现已|眼下|今天")
_PRESENT_REACH = 300
"""How many characters after a deadline are searched for the present that followed it."""


_FIRST_MONTHS = 2


def has_just_begun(period: PeriodExpression | None, published: date | None) -> bool:
    """Return whether a time is the year in whose first two months a text came out.

    2024年，收入安排9亿元 in January 2024: nothing was achieved in all of that year.
    """
    if period is None or published is None or period.comparison or period.role != "during":
        return False
    named = period.kind == "year" and period.text[:1].isdigit() and period.last is not None
    return bool(
        named
        and period.first
        and (period.first.month, period.first.year) == (1, published.year)
        and published.month <= _FIRST_MONTHS
    )


def is_to_come(period: PeriodExpression, published: date | None) -> bool:
    """Return whether a time begins after the day of a text: 9台机组2028年底投产."""
    begins = period.first is not None and published is not None and period.first > published
    return begins and not period.comparison


def is_deadline_ahead(
    text: str,
    sentence: Sentence,
    position: int,
    period: PeriodExpression,
    published: date | None,
) -> bool:
    """Return whether a figure's deadline lies ahead of its text.

    Args:
        text: the whole text.
        sentence: the sentence of the figure.
        position: where the figure begins.
        period: the time of the figure.
        published: the day of the text, if that is known.

    """
    if period.role != "deadline" or period.comparison or period.last is None:
        return False
    if published is not None:
        return period.last > published and not _DONE.search(text, period.end, position)
    return (
        _BARE_YEAR.fullmatch(period.text) is not None
        and period.last.year >= _latest_year(text)
        and not _DONE.search(text, period.end, position)
        and not _YEAR.search(text, sentence.start, period.start)
        and not _NOW.search(text, position, _end_of_present(text, position))
    )


def _end_of_present(text: str, position: int) -> int:
    end = text.find("\n", position)
    return min(position + _PRESENT_REACH, end if end >= 0 else len(text))


@lru_cache(maxsize=2)
def _latest_year(text: str) -> int:
    return max((int(year) for year in _YEAR.findall(text)), default=0)
