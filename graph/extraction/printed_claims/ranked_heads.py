"""What a rank refers to: the words before it, or the head of the figure before it."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from districtgraph.graph.extraction.heads.head_grammar import HeadGrammar
from districtgraph.graph.extraction.heads.noun_phrases import NounPhrases
from districtgraph.graph.extraction.printed_claims.claim_records import SpanText
from districtgraph.graph.extraction.quantities.ranks import FoundRank

__all__ = ["RankedHeads"]

# 在全省91个县中位列第一 says among which, not what.
_NUMBERED = re.compile("[0-9]")
_AMONG = re.compile("在[^，,；;。在]{0,8}[0-9]")
# 由第9位|上升到全省|第5位
_RISES = re.compile("[提上升跃前进降跌退移滑]{1,3}[到至为]?(?:全[国省市区县州]的?)?")
_ADVERBS = 8
"""How many characters after the words for what is ranked are searched for 分别."""
_PARTS = re.compile("[^、和与及，,]+")
_SENTENCE = 200
"""How many characters before a rank are searched for the figure that it refers to."""


class RankedHeads:
    """Finds the heads of ranks.

    Args:
        text: the whole text.
        grammar: the grammar of heads.
        figures: the position and head of each figure, in order.

    """

    def __init__(
        self, text: str, grammar: HeadGrammar, figures: Sequence[tuple[int, SpanText | None]]
    ) -> None:
        self._text = text
        self._phrases = NounPhrases(text, grammar)
        self._figures = figures
        self._starts = [start for start, _ in figures]
        self._last: tuple[int, SpanText | None] = (0, None)

    def of(self, rank: FoundRank) -> SpanText | None:
        """Return the words that name what is ranked; None if there are none.

        The ranks of a text must be asked for in order: 由第9位升至第5位 names it once.
        """
        end, head = self._last
        between = self._text[end : rank.numeral_start]
        goes_on = head is not None and _RISES.fullmatch(between) is not None
        self._last = rank.numeral_end, head if goes_on else self._of(rank)
        return self._last[1]

    def _of(self, rank: FoundRank) -> SpanText | None:
        if rank.listed[1] > 1:
            return self._of_a_list(rank)
        among = _AMONG.search(self._text, rank.head_start, rank.head_end)
        end = among.start() if among else rank.head_end
        span = self._phrases.trimmed(rank.head_start, end)
        if span and not _NUMBERED.search(self._text, *span):
            return SpanText(self._text[span[0] : span[1]], *span)
        # 总量居第6位 continues the figure before, and so does 增速在11个县中列第6位.
        before = self._before(rank, rank.head_start) if among else []
        before = before or self._before(rank, rank.head_end)
        return before[-1] if before else None

    def _of_a_list(self, rank: FoundRank) -> SpanText | None:
        """Return what one rank of a list refers to: the name at the same place in a list of names.

        If the clause has no names, the heads of the figures before it serve instead.
        """
        at, count = rank.listed
        names = [
            span
            for part in _PARTS.finditer(self._text, rank.head_start, rank.head_end)
            if (span := self._phrases.trimmed(*part.span()))
        ]
        if _NUMBERED.search(self._text, rank.head_start, rank.head_end):
            names = []
        shared = "分别" not in self._text[rank.head_end : rank.head_end + _ADVERBS]
        if len(names) == count or (shared and len(names) == 1):
            # 增速居全省第1位和全国第3位: one thing ranked twice.
            start, end = names[at if len(names) == count else 0]
            return SpanText(self._text[start:end], start, end)
        before = list(dict.fromkeys(item for item in self._before(rank, rank.head_end) if item))
        if shared and before:
            # 增长5%，增速居全市第8位、全省第20位
            return before[-1]
        return before[at - count] if len(before) >= count else None

    def _before(self, rank: FoundRank, end: int) -> list[SpanText | None]:
        """Return the heads of the figures before `end` in the sentence of a rank."""
        reach = max(0, rank.head_end - _SENTENCE)
        begin = max(self._text.rfind(mark, reach, rank.head_end) for mark in "。；\n") + 1
        last = bisect_left(self._starts, end)
        first = bisect_left(self._starts, max(begin, reach))
        return [head for _, head in self._figures[first:last]]
