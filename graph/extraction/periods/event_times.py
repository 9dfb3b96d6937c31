"""Times of what happens once, to one thing: they date nothing but their own clause.

公司2015年落户云湖，年产机器人300台: the text does not say in which year they are made.
"""

import re
from collections.abc import Iterable
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.periods.period_places import months_of
from districtgraph.graph.extraction.periods.period_records import PeriodExpression

__all__ = ["event_times"]

_REST = re.compile("[^，,；;。：:！？\n]*")
_FIGURE = re.compile(
    "[0-9０-９](?![0-9０-９]*[号A-Za-z])|[一二两三四五六七八九十百千]+(?:[个项家所条座台处类名位户批]|成|倍)"
)
# 开工项目增多, 投产的企业: a noun or a word before one, not what happened.
_OF_A_NOUN = "(?!的|项目|企业|工程|率|面积|量|数|总|仪式|以来|一批|了?[0-9])"
_LONGEST_CLAUSE = 80
"""How many characters after a time are searched for what happened then."""
_KINDS = ("day", "month", "year")
# 由2015年成立的…, 截至: what a time bounds is no event.
_DECADE = re.compile("代")


def event_times(text: str, periods: Iterable[PeriodExpression], lexicon: Lexicon) -> frozenset[int]:
    """Return where the times begin that only say when something happened.

    Such a time is a day, a month or a year in figures, and no figure is in its clause:
    园区去年5月启动建设，占地300亩. No comma is between a year and the verb.

    Args:
        text: the whole text.
        periods: its times.
        lexicon: the word lists, for the verbs.

    """
    return frozenset(item.start for item in periods if _is_of_an_event(text, item, lexicon))


def _is_of_an_event(text: str, item: PeriodExpression, lexicon: Lexicon) -> bool:
    if item.kind not in _KINDS or item.role != "during" or item.comparison:
        return False
    first, last = months_of(item)
    if item.kind == "month" and first != last:
        return False
    if item.kind == "year" and item.resolved is None:
        return False
    start = item.end
    apart = text[start : start + 1] in ("，", ",")
    if apart and item.kind == "year":
        return False  # 2025年，…: the year of what follows.
    start += apart
    rest = _REST.match(text, start, start + _LONGEST_CLAUSE)
    clause = rest.group() if rest else ""
    if not clause or _FIGURE.search(clause) or _DECADE.match(clause):
        return False
    found = _events(lexicon).search(clause)
    if found is None and text.endswith(_OF_ONE_THING, 0, item.start):
        # 这家|2022年落户的企业，一期投资9亿元
        found = _attributive(lexicon).fullmatch(clause)
    # 9月，博览会开幕，签约项目9个: what a meeting yields is of its day.
    return found is not None and not (apart and found.group() in lexicon.meetings)


_OF_ONE_THING = ("这家", "这个", "这座", "这条", "这所", "这处", "该")


@cache
def _attributive(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"[一-鿿]{{0,4}}{either(lexicon.events)}[一-鿿]{{0,6}}的[一-鿿]{{2,10}}")


@cache
def _events(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"{either(lexicon.events)}{_OF_A_NOUN}")
