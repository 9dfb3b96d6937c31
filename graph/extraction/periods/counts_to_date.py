"""Whether a clause counts what there is by the day of the text, not in a time named before."""

import re

from districtgraph.graph.extraction.periods.period_places import months_of
from districtgraph.graph.extraction.periods.period_records import PeriodExpression

__all__ = ["counts_to_date", "is_moment"]

_SO_FAR = re.compile("已|累计|共计|现有|目前|迄今|至今")
_MOMENT = re.compile("[年月][底末初]$|去年底|上年末")
_THERE_NOW = re.compile("现有|现已|现拥有")


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
