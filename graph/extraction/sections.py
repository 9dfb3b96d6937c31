"""What the parts of a report are about: what was done, or what lies ahead.

A heading tells by its words (2013年工作回顾, 主要任务), or by its year where others have an earlier
one; headings without such words stay in the part that they stand in. A part without a heading
opens with a sentence that announces it (今年我们将重点抓好以下工作).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from districtgraph.graph.extraction.lexicon_records import Lexicon, SectionWords
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.headings import UNNUMBERED, Heading, find_headings

__all__ = ["Outlook", "Part", "find_parts", "reporting_year"]

Outlook = Literal["review", "ahead"]
"""What a part of a report is about: what was done, or what is to be done."""

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}|二[〇○零][一二三][〇○零一二三四五六七八九])年")
_CHARACTERS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TERM = (
    r"(?:今年|明年|新的一年|来年|(?:20[0-9]{2}|二[〇○零][一二三][〇○零一二三四五六七八九])年"
    r"|“?十[三四五六七]五”?(?:时期|期间|规划)?|(?:今后|未来)[一二三四五两几]年)"
)
# Kinds of documents that are about what is to be done.
_PLANNING = re.compile("(?:工作要点|工作计划|工作安排|实施方案|行动方案|规划纲要|规划)$")
# News of a report lists its parts within a sentence: 报告分两部分：一、2024年工作回顾。
_REVIEWED = re.compile(r"(20[0-9]{2})年(?:政府)?工作(?:的)?回顾")
_WORK = re.compile("工作|任务|发展|经济")
_LONGEST_PART = 60
_LONGEST_NAME = 22
"""Characters of a heading of a part, and of one within a part: a longer one is a slogan, whose
words (目标, 成效) announce nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the text is about from `start` on, up to the next part; None where nothing tells.

    The words that told it stand at `cue_start`; `headed` where they are a heading's.
    """

    start: int
    outlook: Outlook | None
    cue: str
    cue_start: int
    headed: bool = False


def find_parts(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> tuple[Part, ...]:
    """Return the parts of a text in order."""
    words = _patterns(lexicon.sections)
    headings = {item.start: item for item in find_headings(text, sentences)}
    years = _years(text, list(headings.values()))
    parts: list[Part] = []
    reviewed = reporting_year(text, sentences, lexicon)
    stack: dict[int, Part] = {}
    for sentence in sentences:
        heading = headings.get(sentence.start)
        current = parts[-1] if parts else None
        if heading:
            part = _headed(text, heading, words, years, stack)
        else:
            part = _opened(text, sentence, words, reviewed, current)
        if part and not (current and current.outlook == part.outlook):
            parts.append(part)
    return tuple(parts)


def reporting_year(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> int | None:
    """Return the latest year that the text looks back on, None where no heading or opening says."""
    words = _patterns(lexicon.sections)
    headings = find_headings(text, sentences)
    years = _years(text, headings)
    reviewed: list[int] = []
    ahead: list[int] = []
    for heading in headings:
        year = _year(text, heading.start, heading.end)
        outlook = _outlook(text, heading, words, years)[0] if year else None
        if year and outlook:
            (reviewed if outlook == "review" else ahead).append(year)
    if reviewed or ahead:
        return max(reviewed) if reviewed else min(ahead) - 1
    if named := _REVIEWED.search(text):
        return int(named.group(1))
    for item in sentences:
        opening = text[item.start : item.start + _LONGEST_PART]
        year = _year(text, item.start, item.end) if words.review_openings.search(opening) else None
        if year:
            reviewed.append(year)
    return max(reviewed, default=None)


@dataclass(frozen=True, slots=True)
class _Patterns:
    review: re.Pattern[str]
    ahead: re.Pattern[str]
    inner_review: re.Pattern[str]
    inner_ahead: re.Pattern[str]
    ahead_openings: re.Pattern[str]
    review_openings: re.Pattern[str]


@cache
def _patterns(words: SectionWords) -> _Patterns:
    def opening(items: tuple[str, ...]) -> re.Pattern[str]:
        joined = "|".join(f"(?:{item})" for item in items)
        return re.compile(joined.replace("时期", _TERM).replace("年份", r"(?:20[0-9]{2}年)"))

    return _Patterns(
        re.compile("|".join(words.review)),
        re.compile("|".join(words.ahead)),
        re.compile("|".join(words.inner_review)),
        re.compile("|".join(words.inner_ahead)),
        opening(words.ahead_openings),
        opening(words.review_openings),
    )


def _year(text: str, start: int, end: int) -> int | None:
    match = _YEAR.search(text, start, end)
    return int(match.group(1).translate(_CHARACTERS)) if match else None


def _years(text: str, headings: Sequence[Heading]) -> tuple[int, ...]:
    """Return the years that headings of parts name, the title's apart."""
    found = {
        year
        for heading in headings
        if heading.rank == 0 or (heading.rank == UNNUMBERED and heading.start > 0)
        if (year := _year(text, heading.start, heading.end))
        and _WORK.search(text, heading.start, heading.end)
    }
    return tuple(sorted(found))


def _outlook(
    text: str, heading: Heading, words: _Patterns, years: tuple[int, ...]
) -> tuple[Outlook | None, str, int]:
    """Return what a heading announces, and the words that tell it."""
    length = heading.end - heading.start
    if length > (_LONGEST_NAME if heading.rank else _LONGEST_PART):
        return None, "", 0
    if heading.start == 0 and heading.rank == UNNUMBERED:
        return _titled(text, heading)
    inner = 0 < heading.rank < UNNUMBERED
    on_past = words.inner_review if inner else words.review
    on_future = words.inner_ahead if inner else words.ahead
    review = on_past.search(text, heading.start, heading.end)
    ahead = on_future.search(text, heading.start, heading.end)
    if review and not (ahead and _names_both(text, heading)):
        return "review", review.group(), review.start()
    if ahead and not review:
        return "ahead", ahead.group(), ahead.start()
    year = _year(text, heading.start, heading.end)
    if year and len(years) > 1 and not review and _WORK.search(text, heading.start, heading.end):
        return ("ahead" if year == years[-1] else "review"), str(year), heading.start
    return None, "", 0


def _titled(text: str, heading: Heading) -> tuple[Outlook | None, str, int]:
    """Return what a title announces: only a kind of document that is about the future does."""
    match = _PLANNING.search(text, heading.start, heading.end)
    if match is None or re.search("总结|情况|报告|解读", text[heading.start : heading.end]):
        return None, "", 0
    return "ahead", match.group(), match.start()


def _names_both(text: str, heading: Heading) -> bool:
    """Tell whether a heading is a title over both: 2015年计划执行情况与2016年计划草案的报告."""
    return bool(re.search("和|与|及", text[heading.start : heading.end])) and (
        len(_YEAR.findall(text, heading.start, heading.end)) > 1
        or text[heading.start : heading.end].rstrip("。").endswith("报告")
    )


def _headed(
    text: str,
    heading: Heading,
    words: _Patterns,
    years: tuple[int, ...],
    stack: dict[int, Part],
) -> Part | None:
    """Return the part that a heading opens, None where it goes on with the one that it is in."""
    outlook, cue, at = _outlook(text, heading, words, years)
    higher = [rank for rank in stack if rank >= heading.rank] if heading.rank < UNNUMBERED else []
    inner = bool(higher) and min(higher) > 0
    for rank in higher:
        if rank > heading.rank or outlook:
            del stack[rank]
    if outlook:
        stack[heading.rank] = Part(heading.start, outlook, cue, at, headed=True)
        return stack[heading.rank]
    if inner and stack:
        outer = stack[min(stack)]
        return replace(outer, start=heading.start)
    return None


def _opened(
    text: str,
    sentence: Sentence,
    words: _Patterns,
    reviewed: int | None,
    current: Part | None,
) -> Part | None:
    """Return the part that a sentence opens; one about the past ends with its paragraph."""
    words_of = text[sentence.start : sentence.end]
    match = words.ahead_openings.search(words_of)
    if match and not _is_past(match.group(), reviewed):
        return Part(sentence.start, "ahead", match.group(), sentence.start + match.start())
    if not (sentence.start == 0 or text[sentence.start - 1] in "\n　"):
        return None
    if match := words.review_openings.search(words_of):
        return Part(sentence.start, "review", match.group(), sentence.start)
    over = current and current.outlook == "review" and not current.headed
    return Part(sentence.start, None, "", sentence.start) if over else None


def _is_past(opening: str, reviewed: int | None) -> bool:
    """Tell whether an opening names a year that the report looks back on."""
    year = _year(opening, 0, len(opening))
    return bool(year and reviewed and year <= reviewed)
