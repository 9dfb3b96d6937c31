"""The marks by which paragraphs open parts of a text, and whether a sentence has figures."""

import re
from collections.abc import Sequence

from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.headings import is_item, is_title

__all__ = ["PLAIN_HEADING", "TITLE", "has_figures", "is_heading", "is_row", "rank_of"]

# Marks of a part of a text, by its rank: 一、 then （一） then 1. then （1）.
_RANKS = (
    (1.0, re.compile("第?[一二三四五六七八九十]{1,3}(?:[、．.]|部分|章)")),
    # 【农业】 begins a part of a yearbook.
    (2.0, re.compile("[（(][一二三四五六七八九十]{1,3}[）)]|【[^】\n]{2,12}】")),
    (3.0, re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))")),
    (4.0, re.compile(r"[（(]\d{1,2}[）)]")),
)
_TIME_ALONE = 2.25
"""The rank of a line that is a time and nothing else: the headings below it are within it."""
PLAIN_HEADING = 2.5
"""The rank of a heading without a number: below a section, above its paragraphs."""
_AROUND = " 　\t：:（）()【】"

TITLE = 0.0
_LONGEST_HEADING = 60
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


# 游客增长9%，收入增长7%: a line of a list of results.
_RESULTS = re.compile(
    r"(?:\d[\d.]*[余多]?[万亿]?[余多]?(?:%|个百分点|[元户家个项亩吨人台张所座套辆公千平立]))[^。]*[，；]"
    r"|[，；][^。]*\d[\d.]*(?:%|个百分点|[余多]?[万亿][元户家个亩吨人])"
    # 生产总值增长9%左右: a line that ends in what was measured or is aimed at.
    r"|\d[\d.]*[余多]?[万亿]*[余多]?(?:%|个百分点|元|美元|亩|吨|公里|人次)(?:左右|以[上下内])?$"
)


def is_row(text: str, sentence: Sentence) -> bool:
    """Return whether a line has cells of a table, whose times are those of the row alone."""
    return any(text.find(mark, sentence.start, sentence.end) >= 0 for mark in "|｜")


def is_heading(text: str, sentence: Sentence) -> bool:
    """Return whether a paragraph without a closing mark is a heading, and no item or result."""
    if not sentence.heading or sentence.end - sentence.start > _LONGEST_HEADING:
        return False
    if is_row(text, sentence):
        return False
    if text.endswith(("如下", "如下：", "如下:"), sentence.start, sentence.end):
        return False
    return not is_item(text, sentence) and not _RESULTS.search(text, sentence.start, sentence.end)


def rank_of(
    text: str, sentence: Sentence, inside: Sequence[PeriodExpression], first_body: bool
) -> float | None:
    """Return the rank of the part that a paragraph begins, None if it begins none.

    Args:
        text: the whole text.
        sentence: the first of the paragraph.
        inside: its times.
        first_body: whether everything before it is headings.

    """
    if sentence.heading and _CAPTION.match(text, sentence.start, sentence.end):
        return None
    for rank, mark in _RANKS:
        if mark.match(text, sentence.start, sentence.end):
            return rank
    titled = is_title(text, sentence) and sentence.end <= _LONGEST_HEADING
    if not titled and not is_heading(text, sentence):
        return None
    if first_body and not sentence.start:
        return TITLE
    words = text[sentence.start : sentence.end].strip(_AROUND)
    return _TIME_ALONE if [words] == [item.text for item in inside] else PLAIN_HEADING
