"""Ranks: where a text says that something is first, third or among the first ten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from districtgraph.graph.text.clauses import CLAUSE_MARKS, PARAGRAPH_MARKS
from districtgraph.graph.text.numerals import NUMERAL, NumeralError, numeral_value

__all__ = ["FoundRank", "find_ranks"]

_RANK = re.compile(
    # 由第92位升至第85位: the rank that another one came after.
    rf"(?P<verb>[由从](?=(?:[12][0-9]{{3}}年)?[^，,；;。：:第前0-9]{{0,12}}第{NUMERAL}[位名][^，,；;。]{{0,4}}?[升提跃前进降跌退滑移落攀])"
    r"|位居|位列|名列|排名|排在|排|居|列|跃居|升至|升到|上升至|上升到|跃升至|(?P<moved>[移进位降滑退][至到])|保持)"
    r"(?P<among>各[省市区县](?:、[省市区县])+"
    r"|(?:(?<=[由从])[12][0-9]{3}年)?[^，,；;。：:！？\n　、“”第前由从0-9]{0,12}?)"
    rf"(?:第(?P<nth>{NUMERAL})(?:位|名)?|前(?P<first>{NUMERAL})(?:位|名|强)?)(?![一-鿿]?(?:产业|次|届|批|期|年|季度|期间)|方阵|梯队|阵营|档|线|集团|集群)"
)
# 分别居全省第1、第3位: the ranks of a list.
_NEXT = re.compile(
    rf"(?:、|和|与|及)(?:全[国省市区县州]|[一-鿿]{{1,4}}?)?第(?P<nth>{NUMERAL})(?:位|名)?"
    rf"|(?:、|和|与)(?P<bare>{NUMERAL})(?=(?:、{NUMERAL}|[和与]{NUMERAL})*(?:位|名))(?:位|名)?"
)
_MOST_LISTED = 20
"""The most ranks in one list."""
# 2024年营商环境排名全省第9位: the year is no part of what is ranked.
_YEAR = re.compile("(?:[12][0-9]{3}年|[今去上]年|全年)(?:以来)?")
# The edge of a cell ends none: what is ranked may be named in the cell before.
_CLAUSE_END = re.compile(f"[{CLAUSE_MARKS}{PARAGRAPH_MARKS}]")
_BEFORE = re.compile(
    r"(?:连续[一二三四五六七八九十0-9]+年|继续|持续|始终|一直|长期|保持|仍|已|稳|均|分别|双双|首次|总量|排[名位]|[位名]次|全[国省市区县州旗]|[，、的])*$"
)


@dataclass(frozen=True, slots=True)
class FoundRank:
    """A rank at `text[start:end]`, of what `text[head_start:head_end]` names.

    Attributes:
        rank: the place; None if the text only says that it is among the first N (前十).
        within: the N of the first N.
        numeral_start, numeral_end: the rank alone (第3位, 前十).
        listed: its index in a list of ranks and the list's length; (0, 1) for a single rank.

    """

    start: int
    end: int
    rank: int | None
    within: int | None
    numeral_start: int
    numeral_end: int
    head_start: int
    head_end: int
    listed: tuple[int, int] = (0, 1)


def find_ranks(text: str) -> Iterator[FoundRank]:
    """Yield the ranks of a text in order, even if their clause does not say what is ranked."""
    reached = 0
    for match in _RANK.finditer(text):
        if match.start() < reached:
            # 居全省第2位、居全省第3位: the list before it already contains it.
            continue
        if match.group("moved") and not match.group().endswith(("位", "名")):
            continue  # 推进到第二阶段
        written = match.group("nth") or match.group("first")
        try:
            number = int(numeral_value(written))
        except (NumeralError, ValueError):
            continue
        group = "nth" if match.group("nth") else "first"
        start = max(
            (
                m.end()
                for m in _CLAUSE_END.finditer(text, max(0, match.start() - 60), match.start())
            ),
            default=max(0, match.start() - 60),
        )
        if year := _YEAR.match(text, start, match.start()):
            start = year.end()
        before = text[start : match.start()]
        head_end = start + len(before) - len(_tail(before))
        first = FoundRank(
            match.start(),
            match.end(),
            number if group == "nth" else None,
            number if group == "first" else None,
            match.start(group) - 1,
            match.end(),
            start,
            head_end,
        )
        listed = tuple(_with_others(text, first)) if group == "nth" else (first,)
        reached = listed[-1].end
        yield from listed


def _with_others(text: str, first: FoundRank) -> Iterator[FoundRank]:
    """Yield a rank and those that follow it in a list: 第1、第3位."""
    found = [first]
    while len(found) < _MOST_LISTED and (match := _NEXT.match(text, found[-1].end)):
        group = "nth" if match.group("nth") else "bare"
        start = match.start(group) - (group == "nth")
        try:
            rank = int(numeral_value(match.group(group)))
        except (NumeralError, ValueError):
            break
        found.append(
            replace(
                first,
                start=start,
                end=match.end(),
                rank=rank,
                numeral_start=start,
                numeral_end=match.end(),
            )
        )
    for at, item in enumerate(found):
        yield replace(item, listed=(at, len(found)))


def _tail(before: str) -> str:
    match = _BEFORE.search(before)
    return match.group() if match else ""
