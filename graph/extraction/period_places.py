"""How far a time reaches, judged by the words around it."""

import re

from districtgraph.graph.extraction.period_records import PeriodExpression

__all__ = ["dates_its_clause", "is_in_operation", "is_streak", "opens_within", "sets_out"]

_STREAK = re.compile("[连持]续|牧业年度")


# 4月26日，记者从市统计局获悉: the day of the news, not of its figures.
_OF_THE_NEWS = re.compile("[，,]?[^，,。；\n]{0,24}?(?:获悉|了解到|发布会|发布|通报会|公布|消息)")


def dates_its_clause(text: str, item: PeriodExpression) -> bool:
    """Return whether a date is only about the event of its own clause: 于1990年1月经批准成立."""
    if item.kind == "day" and _OF_THE_NEWS.match(text, item.end):
        return True
    return text[item.start - 1 : item.start] == "于" and text[item.end : item.end + 1] not in "，,"


def is_streak(item: PeriodExpression) -> bool:
    """Return whether words date only their own clause: a streak (连续36年), a livestock year."""
    return _STREAK.match(item.text) is not None


_OUTSET = re.compile("[由从](?:[^，,；;。：:由从0-9]{1,8}的)?$")
_REACH = 12
_IN_OPERATION = re.compile("(?:达产|投产|建成|投用|竣工|投运|运营)(?:达效)?后")


def sets_out(text: str, position: int) -> int | None:
    """Return where the words begin by which a change starts from a figure: 由2.5, 由最初的3家."""
    match = _OUTSET.search(text, max(0, position - _REACH), position)
    return match.start() if match else None


def is_in_operation(text: str, clause: int, position: int) -> bool:
    """Return whether a clause is about what a work will yield in operation: 达产后年产值9亿元."""
    return _IN_OPERATION.search(text, clause, position) is not None


def opens_within(text: str, start: int, position: int) -> bool:
    """Return whether figures come before a time in its part of the sentence, up to a semicolon."""
    part = max(text.rfind(mark, start, position) for mark in "；;") + 1
    return (
        re.search(r"[0-9.]+(?![0-9.年月日号时点届])[^，,]*[，,]", text[max(start, part) : position])
        is not None
    )
