"""The headings of a text by their form: outline numbers, lines of their own, bracketed titles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from districtgraph.graph.text.clauses import Sentence

__all__ = ["UNNUMBERED", "Heading", "find_headings", "is_item", "is_title"]

_LONGEST_HEADING = 60
"""The most characters of a heading; a longer line is prose."""

_NUMBERS = "一二三四五六七八九十"
# Ranks of outline numbers, as official documents of China use them: 一、 （一） 1. （1）.
_OUTLINE = (
    re.compile(rf"第[{_NUMBERS}]+部分|第[{_NUMBERS}]+[章篇]|[{_NUMBERS}]{{1,3}}、|#{{1,2}} "),
    re.compile(rf"[（(][{_NUMBERS}]{{1,3}}[）)]|#{{3,6}} |【"),
    re.compile(r"[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[）)]"),
)
_BULLETS = "■□●○◆◇▲△★☆•·▪►▶"
UNNUMBERED = len(_OUTLINE)
"""The rank of a line of its own without a number."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at `start:end` of a text; rank 0 is the highest, UNNUMBERED has no number."""

    start: int
    end: int
    rank: int


def find_headings(text: str, sentences: Sequence[Sentence]) -> tuple[Heading, ...]:
    """Return the headings of a text in order.

    A heading is a paragraph without a closing mark, or the first sentence of a paragraph that
    begins with an outline number (（一）产业提质增效。全年…).
    """
    found = []
    for sentence in sentences:
        rank = _rank(text, sentence)
        if rank is not None:
            found.append(Heading(sentence.start, sentence.end, rank))
    return tuple(found)


def _rank(text: str, sentence: Sentence) -> int | None:
    starts_paragraph = sentence.start == 0 or text[sentence.start - 1] in "\n　 \t"
    if not starts_paragraph or sentence.end - sentence.start > _LONGEST_HEADING:
        return None
    for rank, pattern in enumerate(_OUTLINE):
        if pattern.match(text, sentence.start, sentence.end):
            return rank
    is_line = (sentence.heading or is_title(text, sentence)) and not is_item(text, sentence)
    return UNNUMBERED if is_line else None


def is_title(text: str, sentence: Sentence) -> bool:
    """Return whether the first line of a text is a title that ends in a mark: 实事发布！."""
    return not sentence.start and text.startswith(("！\n", "？\n"), sentence.end - 1)


def is_item(text: str, sentence: Sentence) -> bool:
    """Return whether a line is an item of a list, by the mark before it: ■ 新开工30项."""
    return text[sentence.start] in _BULLETS
