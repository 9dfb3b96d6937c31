"""Ranks: where a text says that something is first, third or among the first ten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from districtgraph.graph.text.numerals import NUMERAL, NumeralError, numeral_value

__all__ = ["FoundRank", "find_ranks"]

_RANK = re.compile(
    r"(?P<verb>位居|位列|名列|排名|排在|排|居|列|跃居|升至|上升至|上升到|跃升至|保持)"
    r"(?P<among>[^，,；;。：:！？\n　、“”第前0-9]{0,12}?)"
    rf"(?:第(?P<nth>{NUMERAL})(?:位|名)?|前(?P<first>{NUMERAL})(?:位|名|强)?)(?![一-鿿]?(?:产业|次|届|批|期|年|季度|期间))"
)
_CLAUSE_END = re.compile(r"[，,；;。：:！？\n　]")
_BEFORE = re.compile(
    r"(?:连续[一二三四五六七八九十0-9]+年|继续|稳|均|分别|双双|首次|总量|[，、的])*$"
)


@dataclass(frozen=True, slots=True)
class FoundRank:
    """A rank at `text[start:end]`, of what `text[head_start:head_end]` names.

    Attributes:
        rank: the place; None where only the first so many are told (前十).
        within: the N of the first N.
        numeral_start, numeral_end: the rank alone (第3位, 前十).

    """

    start: int
    end: int
    rank: int | None
    within: int | None
    numeral_start: int
    numeral_end: int
    head_start: int
    head_end: int


def find_ranks(text: str) -> Iterator[FoundRank]:
    """Yield the ranks of a text in order, also where their clause does not say of what."""
    for match in _RANK.finditer(text):
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
        before = text[start : match.start()]
        head_end = start + len(before) - len(_tail(before))
        yield FoundRank(
            match.start(),
            match.end(),
            number if group == "nth" else None,
            number if group == "first" else None,
            match.start(group) - 1,
            match.end(),
            start,
            head_end,
        )


def _tail(before: str) -> str:
    match = _BEFORE.search(before)
    return match.group() if match else ""
