"""The marks by which paragraphs open parts of a text, and whether a sentence has figures."""

import re
from collections.abc import Sequence

from districtgraph.graph.extraction.period_records import PeriodExpression
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.headings import is_item

__all__ = ["LONGEST_HEADING", "TITLE", "has_figures", "rank_of"]

# Marks of a part of a text, by its rank: 一、 then （一） then 1. then （1）.
_RANKS = (
    (1.0, re.compile("第?[一二三四五六七八九十]{1,3}(?:[、．.]|部分|章)")),
    (2.0, re.compile("[（(][一二三四五六七八九十]{1,3}[）)]")),
    (3.0, re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))")),
    (4.0, re.compile(r"[（(]\d{1,2}[）)]")),
)
_PLAIN_HEADING = 2.5
"""The rank of a heading without a number: below a section, above its paragraphs."""

TITLE = 0.0
LONGEST_HEADING = 60
"""The most characters of a heading; a longer paragraph without a closing mark is text."""
# 图1：2020—2024年…: the caption of a chart says nothing of the paragraphs after it.
_CAPTION = re.compile(
    "[（(]?附?[图表] ?[0-9一二三四五六七八九十]{1,3}(?:[-—.][0-9]{1,2})?(?=[：:　 ]|$)"
)
_RANKED = re.compile(r"[（(]?\d{1,2}[）)、．.]")
_DIGIT = re.compile(r"\d")


def has_figures(text: str, sentence: Sentence, inside: Sequence[PeriodExpression]) -> bool:
    """Return whether a sentence has figures: （一）工业平稳。1—7月，… opens with the second one."""
    at = sentence.start
    mark = _RANKED.match(text, at, sentence.end)
    at = mark.end() if mark else at
    for item in inside:
        if _DIGIT.search(text, at, max(at, item.start)):
            return True
        at = max(at, item.end)
    return _DIGIT.search(text, at, sentence.end) is not None


def rank_of(text: str, sentence: Sentence, first_body: bool) -> float | None:
    """Return the rank of the part that a paragraph begins, None if it begins none."""
    if sentence.heading and _CAPTION.match(text, sentence.start, sentence.end):
        return None
    for rank, mark in _RANKS:
        if mark.match(text, sentence.start, sentence.end):
            return rank
    if not sentence.heading or sentence.end - sentence.start > LONGEST_HEADING:
        return None
    if is_item(text, sentence):
        return None
    return TITLE if first_body and not sentence.start else _PLAIN_HEADING
