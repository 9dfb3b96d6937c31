"""The five years that words such as 五年来 mean in a report between two five-year plans.

过去五年 in a report of January 2026 that speaks of the “十四五”, or of the “十五五” that begins, is
2021 to 2025, and 今后五年 in it 2026 to 2030. In a report of January 2024 it is 2019 to 2023 if the
report says what changed over them (由2018年的…增加到2023年的…). In any other text no five years are
certain.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from districtgraph.graph.extraction.periods.period_grammar import PLANS
from districtgraph.graph.extraction.periods.period_records import (
    DocumentDate,
    Interval,
    PeriodExpression,
)
from districtgraph.graph.extraction.periods.period_scopes import Scope

__all__ = ["StatedPlans", "plan_years", "stated_plans"]

_NAMED = re.compile(f'[“‘"]({"|".join(sorted(PLANS, key=len, reverse=True))})[”’"]')
_IN_FULL = re.compile("第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)")
# 由2018年的9亿元增加到2023年的
_CHANGED = re.compile(
    "[由从](20[0-9]{2})年底?的?[0-9][^，,。；;\n]{0,16}?(?:增加|提高|增长|上升|提升|扩大|跃升|攀升|下降|减少|降低|缩小|[增升降])"
    "[到至为](20[0-9]{2})年底?的?[0-9]"
)
_YEARS = 5
_RESOLUTIONS = ("past-plan", "next-plan", "plan-years")
_LAST_MONTH_OF_REVIEWS = 4
"""Until when in a year a report looks back on the plan that ended with the year before."""
_FIRST_MONTH_OF_REVIEWS = 12
"""From when on a report looks back on the plan that ends with its own year."""


@dataclass(frozen=True, slots=True)
class StatedPlans:
    """What a text says from which it is certain which five years it means.

    Attributes:
        named: the short names of the five-year plans that it speaks of: 十四五.
        compared: the pairs of years between which it says that something changed.

    """

    named: frozenset[str]
    compared: frozenset[tuple[int, int]]


def stated_plans(text: str) -> StatedPlans:
    """Return what a text says of five-year plans, and of changes between years."""
    named = {match.group(1) for match in _NAMED.finditer(text)}
    in_full = {f"{match.group(1)}五" for match in _IN_FULL.finditer(text)}
    compared = frozenset((int(a), int(b)) for a, b in _CHANGED.findall(text))
    return StatedPlans(frozenset(named | (in_full & PLANS.keys())), compared)


def plan_years(
    item: PeriodExpression, scope: Scope, stated: DocumentDate | None, plans: StatedPlans
) -> Interval | None:
    """Return the years of the plan that words for five years mean; None if that is not certain.

    Args:
        item: the words; `resolution` says whether they are the past, the next, or any five years.
        scope: what the sentence inherits.
        stated: when the document was published.
        plans: what the text says of five-year plans.

    """
    if item.years != _YEARS or item.resolution not in _RESOLUTIONS:
        return None
    around = scope.inherited
    if item.resolution == "plan-years" and around and _is_whole_plan(around):
        return around.resolved
    ended = _ended(stated.published) if stated and stated.published else None
    if ended is None:
        return None
    if item.resolution == "next-plan":
        return _plan(ended + 1, ended + _YEARS, plans.named)
    if scope.ahead:
        return None
    if item.resolution == "past-plan" and (ended - _YEARS, ended) in plans.compared:
        return Interval(date(ended - _YEARS + 1, 1, 1), date(ended, 12, 31))
    next_one = _plan(ended + 1, ended + _YEARS, plans.named)
    return _plan(ended - _YEARS + 1, ended, plans.named if next_one is None else PLANS.keys())


def _is_whole_plan(item: PeriodExpression) -> bool:
    dates = item.resolved
    return bool(item.kind == "plan" and dates and dates.end.year - dates.start.year == _YEARS - 1)


def _ended(published: date) -> int | None:
    """Return the year that a report of this day looks back on; None in the midst of a year."""
    if published.month <= _LAST_MONTH_OF_REVIEWS:
        return published.year - 1
    return published.year if published.month >= _FIRST_MONTH_OF_REVIEWS else None


def _plan(first: int, last: int, named: Iterable[str]) -> Interval | None:
    if not any(PLANS[name] == (first, last) for name in named):
        return None
    return Interval(date(first, 1, 1), date(last, 12, 31))
