"""The years in brackets that say which several years are meant: 五年来（2021—2025年）."""

import re
from datetime import date

from districtgraph.graph.extraction.periods.period_records import Interval

__all__ = ["bracketed_years"]

_YEARS = re.compile(
    "[（(](?P<first>(?:19|20)[0-9]{2})年?[-—–~～至到]{1,2}(?P<last>(?:19|20)[0-9]{2})年?[）)]"
)


def bracketed_years(text: str, end: int, years: int) -> Interval | None:
    """Return the years in the brackets right after words for as many years, if there are any.

    Args:
        text: the text.
        end: where the words end.
        years: how many years they mean.

    """
    match = _YEARS.match(text, end)
    if match is None:
        return None
    first, last = int(match.group("first")), int(match.group("last"))
    return Interval(date(first, 1, 1), date(last, 12, 31)) if last - first + 1 == years else None
