"""The years over which a figure is an average."""

import re
from collections.abc import Sequence
from dataclasses import replace

from districtgraph.graph.extraction.periods.period_places import over_its_plan
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.text.numerals import numeral_value

__all__ = ["averaged_time"]

# 年均浓度 is that of one year.
_AVERAGE = re.compile(
    "年均(?!浓度|值|气温|降水|降雨|水温|水位)|[两二三四五]年平均|年平均(?=增[长速幅])|平均每年"
)
# 以9%的平均增速增长: it is said after the number.
_AVERAGE_AFTER = re.compile(r"[0-9.]+%(?:左右|以上)?的(?:年均|平均)增[速长]")
_YEARS_OF_AVERAGE = re.compile("(?P<years>[两二三四五])年平均")
_WHOLE_YEARS = ("this-year", "last-year")


def averaged_time(
    text: str,
    item: PeriodExpression,
    earlier: Sequence[PeriodExpression],
    clause: int,
    position: int,
) -> PeriodExpression:
    """Return the time of a figure, of an average the years that it is over.

    由2010年…到2015年…，年均增长|12%

    Args:
        text: the text.
        item: the time before the figure, dated.
        earlier: the times before that one in its sentence.
        clause: where the figure's clause begins.
        position: where the figure begins.

    """
    if not _AVERAGE.search(text, clause, position) and not _AVERAGE_AFTER.match(text, position):
        return item
    if item.kind == "day":
        return replace(item, first=None, last=None)
    if item.kind != "year" and item.resolution not in _WHOLE_YEARS:
        return over_its_plan(item)
    base = next((old.first for old in reversed(earlier) if old.kind == "year" and old.first), None)
    named = _YEARS_OF_AVERAGE.search(text, clause, position)
    if item.first and named:
        years = int(numeral_value(named.group("years")))
        base = item.first.replace(year=item.first.year - years + 1)
    if base and item.last and base < item.last:
        return replace(item, first=base, kind="years")
    return replace(item, first=None, last=None)
