"""Whether a clause counts what there is by the day of the text, or at a moment that was named."""

import re

from districtgraph.graph.extraction.periods.period_places import months_of
from districtgraph.graph.extraction.periods.period_records import PeriodExpression

__all__ = ["counts_a_flow", "counts_to_date", "is_moment"]

_SO_FAR = re.compile("已|累计|共计|现有|目前|迄今|至今")
_MOMENT = re.compile("[年月][底末初]$|去年底|上年末")
_THERE_NOW = re.compile("现有|现已|现拥有")
_FLOW = re.compile("出栏|产量|接待|周转量|出生|死亡")


def is_moment(item: PeriodExpression) -> bool:
    """Return whether words name a moment: 9月末, 去年底."""
    return _MOMENT.search(item.text) is not None


def counts_to_date(text: str, item: PeriodExpression, clause: int) -> bool:
    """Return whether a clause counts up to the day of the text, not in an earlier time.

    - 28日，首批学员结业，已培训2000人次;
    - 2010年只有30人，现有90人.

    Args:
        text: the text.
        item: the time.
        clause: where the clause begins.

    """
    if item.role != "during" or item.start >= clause:
        return False
    if is_moment(item):
        return _SO_FAR.match(text, clause) is not None
    if item.kind == "year":
        return _THERE_NOW.match(text, clause) is not None
    first, last = months_of(item)
    named = item.kind in ("day", "month") and first == last
    return named and _SO_FAR.match(text, clause) is not None


def counts_a_flow(text: str, item: PeriodExpression, clause: int, position: int) -> bool:
    """Return whether a later part of a sentence counts what happens, and a time is a moment.

    年末生猪存栏9万头；生猪出栏|20万头: they were not sold at the end of the year.
    """
    if item.role != "during" or not is_moment(item):
        return False
    part = text.rfind("；", item.end, clause)
    return part >= 0 and _FLOW.search(text, part, position) is not None
