"""Words beside a figure that narrow, accumulate or revise what it covers."""

import re

from districtgraph.graph.claims.evidence import Quote

__all__ = ["REVISED", "qualifying_words"]

REVISED = re.compile("修订|修正|核实|核定|调整后|调整数|经济普查|普查数据")
"""Words by which a text says that a value replaces one that was published before."""
_SCOPE = re.compile(
    "用于[^，,。；;]{1,12}的|其中|累计|累积|共计|合计|总计|年均|月均|日均|人均(?!可支配|纯|地区|GDP|生产|消费|预期|收入|公园|住房)"
)
_PART = re.compile("其中")
_REACH = 60
"""Characters before a figure in which a qualifier is looked for."""
_AFTER = 12
"""Characters after it, for words in brackets: （修订数）."""
_SENTENCE_ENDS = re.compile("[。！？；;\n]")
_CLAUSE_ENDS = re.compile("[，,。！？；;：:\n]")


def qualifying_words(text: str, number: tuple[int, int], head: Quote | None) -> Quote | None:
    """Return the words that qualify a figure; None if there are none.

    其中 and words for a revision apply up to a semicolon or the end of the sentence, other words
    within their clause.

    Args:
        text: the text.
        number: the place of its number.
        head: the words that name its indicator.

    """
    start, end = number
    if head and head.end <= start and not _CLAUSE_ENDS.search(text, head.end, start):
        start = head.start
    sentence = _begin(text, start, _SENTENCE_ENDS)
    clause = _begin(text, start, _CLAUSE_ENDS)
    if revised := REVISED.search(text, sentence, number[0]):
        return _quote(revised)
    following = _CLAUSE_ENDS.search(text, end, end + _AFTER)
    limit = following.start() if following else min(len(text), end + _AFTER)
    if revised := REVISED.search(text, end, limit):
        return _quote(revised)
    narrowed = _PART.search(text, sentence, start)
    return _quote(narrowed or _SCOPE.search(text, clause, number[0]))


def _begin(text: str, position: int, ends: re.Pattern[str]) -> int:
    """Return where the sentence or clause of a position begins, within reach."""
    first = max(0, position - _REACH)
    found = list(ends.finditer(text, first, position))
    return found[-1].end() if found else first


def _quote(match: re.Match[str] | None) -> Quote | None:
    return Quote(*match.span(), match.group()) if match else None
