"""Times in a list, aligned with a list of numbers: 2023年、2024年分别增长5%、6%."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from districtgraph.graph.extraction.periods.period_records import (
    WHOLE_YEAR,
    Interval,
    PartOfYear,
    PeriodExpression,
)
from districtgraph.graph.text.numerals import numeral_value

__all__ = ["MOST_TIMES", "AlignedTime", "aligned_time", "closes_a_note", "end_of_bracket_mark"]

_JOINED = re.compile("[、和及与]|以及")
_YEARS = re.compile("((?:19|20)[0-9]{2})年?")
_SPAN = re.compile("((?:19|20)[0-9]{2})年?(?:[-—–~～]{1,2}|至|到)((?:19|20)[0-9]{2})年")
_REACH = 200
"""The most characters between a list of times and a number of its list."""
MOST_TIMES = 12
"""How many times before a number are read as a list."""
_NUMBER = r"[0-9][0-9.,]*"
# 分别增长5.1%、5.6%和6%: numbers, each with its unit, joined as a list is.
_LIST = re.compile(
    f"分别[^0-9，,。；;：:]*(?P<list>{_NUMBER}(?:[^0-9，,。；;：:]{{1,8}}{_NUMBER})*)[^，,。；;：:]*"
)


@dataclass(frozen=True, slots=True)
class AlignedTime:
    """The time of one number of a list; `expression` is None where the lists do not fit."""

    expression: PeriodExpression | None


def aligned_time(
    text: str, before: Sequence[PeriodExpression], position: int
) -> AlignedTime | None:
    """Return the time of a number in a list that another list, of times, comes before.

    Args:
        text: the whole text.
        before: the dated times of the sentence before the number, in order.
        position: where the number begins.

    Returns:
        None where there are no two such lists.

    """
    times = _months(text, before) or _listed(text, before)
    if len(times) < 2:
        return None
    if position - times[-1].end > _REACH:
        return None
    found = _LIST.search(text, times[-1].end, position + 1)
    found = found and _LIST.match(text, found.start())
    if found is None or not found.start() < position < found.end():
        return None
    if any(mark in text[times[-1].end : found.start()] for mark in "。；;"):
        return None
    numbers = [found.start("list") + match.start() for match in _numbers(found.group("list"))]
    if len(numbers) != len(times) or position not in numbers:
        return AlignedTime(None)
    return AlignedTime(times[numbers.index(position)])


def _numbers(words: str) -> list[re.Match[str]]:
    return list(re.finditer(_NUMBER, words))


def _listed(text: str, before: Sequence[PeriodExpression]) -> list[PeriodExpression]:
    """Return the times of the last list of times: those joined by 、 or 和, or the years of one."""
    if not before:
        return []
    if years := _years(before[-1]):
        return years
    found = [before[-1]]
    for item in reversed(before[:-1]):
        if not _JOINED.fullmatch(text, item.end, found[0].start) or item.comparison:
            break
        found.insert(0, item)
    return found


def _months(text: str, before: Sequence[PeriodExpression]) -> list[PeriodExpression]:
    """Return the months of a span right before 分别: 2—5月分别增长3%、4%、4%、5%."""
    item = before[-1] if before else None
    dates = item.resolved if item and item.kind == "month" and not item.comparison else None
    if item is None or dates is None or not text.startswith("分别", item.end):
        return []
    if dates.start.month == 1:
        return []  # 前11个月分别出口…: all of them together.
    return [
        replace(item, first=month.start, last=month.end, part=PartOfYear(number, number))
        for number in range(dates.start.month, dates.end.month + 1)
        if (month := PartOfYear(number, number).within(dates.start.year))
    ]


def _years(item: PeriodExpression) -> list[PeriodExpression]:
    """Return the years that one expression names: 2023年、2024年, 2021—2024年."""
    if item.kind != "years" or item.comparison:
        return []
    if span := _SPAN.fullmatch(item.text):
        first, last = (int(numeral_value(year)) for year in span.groups())
        return [_of_year(item, item.start, item.end, year) for year in range(first, last + 1)]
    if item.resolved is not None:
        return []
    return [
        _of_year(item, item.start + match.start(), item.start + match.end(), int(match.group(1)))
        for match in _YEARS.finditer(item.text)
    ]


def _of_year(item: PeriodExpression, start: int, end: int, year: int) -> PeriodExpression:
    dates: Interval | None = WHOLE_YEAR.within(year)
    return replace(
        item,
        start=start,
        end=end,
        text=item.text[start - item.start : end - item.start],
        first=dates.start if dates else None,
        last=dates.end if dates else None,
        gloss=None,
        kind="year",
    )


_BRACKET = re.compile("[0-9][0-9.,]*[余多]?[万亿]*[余多]?[^0-9，,、。；;：:（()）]{0,8}[（(]")
_NOTED = re.compile("[^0-9，,、。；;：:（()）]{0,8}[）)]")


def end_of_bracket_mark(text: str, position: int, end: int) -> int | None:
    """Return where the words in a bracket right after a figure begin: 人口9万人（|2010年）."""
    match = _BRACKET.match(text, position, end)
    return match.end() if match else None


def closes_a_note(text: str, position: int) -> bool:
    """Return whether only words, and no figure, are between a position and a closing bracket."""
    return _NOTED.match(text, position) is not None
