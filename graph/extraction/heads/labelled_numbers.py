"""Numbers after a label with a colon, or in a bracket: 人均收入：3.7万元, 汽车（增长5%）."""

import re

from districtgraph.graph.extraction.heads.head_grammar import FIGURE, LONGEST_NOUN
from districtgraph.graph.extraction.heads.head_patterns import end_of_measured
from districtgraph.graph.extraction.heads.head_sentences import HeadSentence
from districtgraph.graph.extraction.heads.noun_phrases import LONGEST_PHRASE

__all__ = ["before_bracket", "label"]

_REACHED = re.compile("[约近达为超共 　]*")
# 税收|占一般公共预算收入比重：85%: the share is of what comes before.
_SHARE = re.compile("占[^占]{2,}(?:比重|比例|份额)$|占比$")


def before_bracket(sentence: HeadSentence, i: int) -> tuple[int, int] | None:
    """Return the noun that the bracket around a number refers to: 汽车（增长5%）."""
    masked = sentence.masked
    bracket = sentence.bracket_before(sentence.spans[i][0])
    if not bracket or masked[bracket - 2 : bracket - 1] == FIGURE:
        return None
    begin = max(0, bracket - LONGEST_PHRASE)
    if not (end := end_of_measured(masked, begin, bracket - 1)):
        return None
    edges = [masked.rfind(mark, begin, bracket - 1) + 1 for mark in f"、，；：。{FIGURE}）)"]
    return sentence.phrases.trimmed(max(begin, *edges), end)


def label(sentence: HeadSentence, i: int, clause: int) -> tuple[int, int] | None:
    """Return the words before a colon and a number, ages in them too: 65岁以上人口：9人.

    Args:
        sentence: the sentence.
        i: the index of the number.
        clause: that of its clause.

    Returns:
        None if there is no label.

    """
    phrases, number = sentence.phrases, sentence.spans[i][0]
    start = sentence.clause_start(clause)
    begin = sentence.clause_start(max(0, clause - 1))
    if i and i - 1 not in sentence.ages and sentence.spans[i - 1][1] > begin:
        return None
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
