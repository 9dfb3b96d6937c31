"""What is done by the day of a text, though it comes after a word of aiming: 计划…，目前已…."""

import re
from datetime import date

from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.text.clauses import Sentence

__all__ = ["is_by_now", "is_done", "is_followed_by_done", "lasts_beyond"]

_DONE = re.compile("(?<!业)已(?!知|有)|截至|(?<![比较])(?:去年|上年(?!度))")
_ACTUALLY = "(?<=[，,；;])实际(?!使用|利用|到位|控制)"
_AS_OF = re.compile(f"(?<=[，,；;])截[至止]|{_ACTUALLY}")
# What is done by now; 已纳入规划的5个项目 says nothing of what is done to them.
_NOW_DONE = (
    "(?:目前(?!预计)|截至|截止|(?:目前|现)?(?:均|都|全部)?已(?!知|有|[^，,；;。]{0,12}的)|现[有共])"
)
_BY_NOW = re.compile(_NOW_DONE)
# At the beginning of a clause they hold for the following ones, up to a semicolon.
_FROM_NOW = re.compile(f"(?<=[，,]){_NOW_DONE}[^；;]*$")
# 将设立基金9亿元，首期|3亿元|已经到位: so much of it is done.
_IS_DONE = re.compile(
    "[^，,；;。：:0-9\n]{0,6}?已经?(?:全部)?"
    "(?:到位|建成|完成|投用|投产|开工|竣工|完工|交付|落地|启动|入驻|签约|开通|通车|拨付|下达)(?=[，,；;。、）)\n]|$)"
)
_YEAR = re.compile("20[0-9]{2}(?=年)")


def lasts_beyond(period: PeriodExpression | None, published: date | None) -> bool:
    """Return whether a time ends after the day of the report, which is known."""
    return bool(published and period and period.last and period.last > published)


def is_by_now(
    text: str,
    clause: int,
    cue: int | None,
    position: int,
    period: PeriodExpression | None,
    published: date | None,
) -> bool:
    """Return whether 目前, 截至 or 已 say that something is there, in its clause or since the cue.

    截至2026年底 says it only of a day that is over.
    """
    if period and period.role == "as-of" and lasts_beyond(period, published):
        return False
    return bool(
        _BY_NOW.search(text, clause, position)
        or (cue is not None and _FROM_NOW.search(text[cue:position]))
    )


def is_done(
    text: str,
    sentence: Sentence,
    clause: int,
    cue: int,
    end: int,
    period: PeriodExpression | None,
) -> bool:
    """Return whether words after a cue say that something is done: 计划投资9亿元，…已完成4亿元.

    截至6月底 and 实际 say so for the clauses after them, too.
    """
    if _DONE.search(text, max(clause, cue), end):
        return True
    if _AS_OF.search(text, cue, end) is not None:
        return True
    return _goes_back(text, sentence, cue, end, period)


def _goes_back(
    text: str, sentence: Sentence, cue: int, position: int, period: PeriodExpression | None
) -> bool:
    """Return whether a later part names a year before the aim's: 2025年达到9家；2022年为5家."""
    if period is None or period.last is None or period.start < cue:
        return False
    years = [int(year) for year in _YEAR.findall(text[sentence.start : cue])]
    later = "；" in text[cue:position] or ";" in text[cue:position]
    return later and bool(years) and period.last.year < min(years)


def is_followed_by_done(text: str, end: int) -> bool:
    """Return whether words after a number say that so much is done: 首期3亿元|已经到位."""
    return _IS_DONE.match(text, end) is not None
