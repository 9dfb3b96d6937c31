"""Numbers after a label with a colon, as in lists of figures: 居民人均可支配收入：3.7万元."""

import re

from districtgraph.graph.extraction.heads.head_grammar import LONGEST_NOUN
from districtgraph.graph.extraction.heads.noun_phrases import NounPhrases

__all__ = ["label"]

_REACHED = re.compile("[约近达为超共 　]*")
# 税收|占一般公共预算收入比重：85%: the share is of what comes before.
_SHARE = re.compile("占[^占]{2,}(?:比重|比例|份额)$|占比$")


def label(phrases: NounPhrases, begin: int, start: int, number: int) -> tuple[int, int] | None:
    """Return where the label of a number is; None if there is none.

    Args:
        phrases: the noun phrases of the sentence.
        begin: where the clause before begins.
        start: where that of the number begins, after the colon if there is one.
        number: where the number is.

    """
    colon = start - 1
    if begin >= colon or phrases.masked[colon] not in "：:":
        return None
    if _REACHED.fullmatch(phrases.masked, start, number) is None:
        return None
    share = _SHARE.search(phrases.masked, begin, colon)
    end = share.start() if share else colon
    span = phrases.trimmed(begin, end)
    whole = span is not None and span[1] == end and end - span[0] <= LONGEST_NOUN
    return span if whole else None
