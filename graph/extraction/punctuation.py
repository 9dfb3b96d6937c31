"""Half-width punctuation in Chinese prose, which the rules read as the full-width marks.

Many offices publish their bulletins with half-width marks (增长5.0%,其中:…). Marks within a number
(28,583 and 14.6:42.7:42.7) are part of it. Every mark is one character, so offsets stay true.
"""

import re
from dataclasses import replace
from typing import TypeVar

from districtgraph.graph.extraction.changes import Change
from districtgraph.graph.extraction.heads import Head
from districtgraph.graph.extraction.periods import PeriodExpression
from districtgraph.graph.extraction.quantities import Quantity

__all__ = ["as_written", "change_as_written", "head_as_written", "widened"]

# 1?% has a damaged digit.
_MARKS = re.compile(r"(?<![0-9A-Za-z])[,:!?]|[,:](?![0-9A-Za-z])|[!?](?![0-9A-Za-z%.])|[();]")
_WIDE = {",": "，", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", ";": "；"}
_CHINESE = re.compile("[一-鿿]")
_Words = TypeVar("_Words", Quantity, PeriodExpression)


def widened(text: str) -> str:
    """Return a text with full-width punctuation; the text itself if it has no other."""
    if _MARKS.search(text) is None or _CHINESE.search(text) is None:
        return text
    return _MARKS.sub(lambda match: _WIDE[match.group()], text)


def as_written(text: str, item: _Words | None) -> _Words | None:
    """Return a quantity or period with its words as the text has them."""
    return None if item is None else replace(item, text=text[item.start : item.end])


def head_as_written(text: str, head: Head | None) -> Head | None:
    """Return a head with its words as the text has them."""
    return None if head is None else replace(head, text=text[head.start : head.end])


def change_as_written(text: str, change: Change) -> Change:
    """Return a change whose base has its words as the text has them."""
    base = change.base
    if base is None:
        return change
    return replace(change, base=replace(base, text=text[base.start : base.end]))
