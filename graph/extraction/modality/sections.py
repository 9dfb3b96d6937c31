"""What the parts of a report are about: what was done, or what lies ahead.

A heading shows it by its words (2013年工作回顾, 主要任务), or by its year if other headings have
earlier ones; a heading without such words does not end the part it is in. A part without a heading
opens with a sentence that announces it (今年我们将重点抓好以下工作).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon, SectionWords
from districtgraph.graph.extraction.modality import lists_of_works
from districtgraph.graph.extraction.modality.titles import continues_headline, planning_title
from districtgraph.graph.extraction.periods.period_grammar import PLANS
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.headings import UNNUMBERED, Heading, find_headings

__all__ = ["Outlook", "SubjectSpan", "find_parts", "reporting_year"]

Outlook = Literal["review", "ahead"]
"""What a part of a report is about: what was done, or what is to be done."""

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}|二[〇○零][一二三][〇○零一二三四五六七八九])年")
_CHARACTERS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TERM = (
    r"(?:今年|明年|新的一年|来年|(?:20[0-9]{2}|二[〇○零][一二三][〇○零一二三四五六七八九])年"
    r"|“?十[三四五六七]五”?(?:时期|期间|规划)?|(?:今后|未来)[一二三四五两几]年)"
)
_PLAN = re.compile(
    "(?<![一二三四五六七八九十])(?:" + "|".join(sorted(PLANS, key=len, reverse=True)) + ")"
)
# News of a report lists its parts within a sentence: 报告分两部分：一、2024年工作回顾。
_REVIEWED = re.compile(r"(20[0-9]{2})年(?:政府)?工作(?:的)?回顾")
# 2035年远景目标 names no year that comes after the one reported on.
_FAR = re.compile("远景|愿景|展望|[到至]20[0-9]{2}年")
# Kinds of documents that report on finished work: their 重点工作 is that work.
_REPORTS = re.compile("公报|简报|通报|工作总结|情况(?:的)?(?:汇报|报告)")
_OF_EITHER = ("重点工作", "工作重点", "民生实事", "目标", "工作举措", "部署")
_TITLE_REACH = 80
_WORK = re.compile("工作|任务|发展|经济")
_LONGEST_PART = 60
_LONGEST_NAME = 22
"""The most characters of the heading of a part, and of a heading within a part: a longer one is a
slogan, whose words (目标, 成效) announce nothing."""


@dataclass(frozen=True, slots=True)
class SubjectSpan:
    """What the text is about from `start` to the next part; None if no words say so.

    The words that say so are at `cue_start`; `headed` is set if they are in a heading.
    """

    start: int
    outlook: Outlook | None
    cue: str
    cue_start: int
    headed: bool = False


def find_parts(
    text: str,
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    published: date | None = None,
) -> tuple[SubjectSpan, ...]:
    """Return the parts of a text in order; one of a year before `published` does not lie ahead."""
    words = _patterns(lexicon.sections)
    found = find_headings(text, sentences)
    headings = {item.start: item for item in found if not continues_headline(text, item, found[0])}
    years = _years(text, list(headings.values()))
    parts: list[SubjectSpan] = []
    reviewed = reporting_year(text, sentences, lexicon)
    stack: dict[int, SubjectSpan] = {}
    for sentence in sentences:
        heading = headings.get(sentence.start)
        current = parts[-1] if parts else None
        if heading:
            part = _headed(text, heading, words, years, stack)
            if part is None and text[sentence.start : sentence.end].rstrip().endswith(("：", ":")):
                # 今年要抓好十件大事： introduces a list, though it has its own line like a heading.
                part = _opened(text, sentence, words, (reviewed, published), current)
        else:
            part = _opened(text, sentence, words, (reviewed, published), current)
        if part and not (current and current.outlook == part.outlook):
            parts.append(part)
    return tuple(parts)


def reporting_year(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> int | None:
    """Return the latest year that the text looks back on, if a heading or an opening names one."""
    words = _patterns(lexicon.sections)
    headings = find_headings(text, sentences)
    years = _years(text, headings)
    reviewed: list[int] = []
    ahead: list[int] = []
    for heading in headings:
        far = _FAR.search(text, heading.start, heading.end)
        year = None if far else _year(text, heading.start, heading.end)
        outlook = _outlook(text, heading, words, years)[0] if year else None
        if year and outlook:
            (reviewed if outlook == "review" else ahead).append(year)
    if reviewed or ahead:
        return max(reviewed) if reviewed else min(ahead) - 1
    if before := _before_its_plan(text, headings, words, years):
        return before
    if named := _REVIEWED.search(text):
        return int(named.group(1))
    return _opened_year(text, sentences, words)


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
        return re.compile(joined.replace("<时期>", _TERM).replace("<年份>", r"(?:20[0-9]{2}年)"))

    return _Patterns(
        re.compile("|".join(words.review)),
        re.compile("|".join(words.ahead)),
        re.compile("|".join(words.inner_review)),
        re.compile("|".join(words.inner_ahead)),
        opening(words.ahead_openings),
        opening(words.review_openings),
    )


def _before_its_plan(
    text: str, headings: Sequence[Heading], words: _Patterns, years: tuple[int, ...]
) -> int | None:
    """Return the year before a five-year plan that a text is: “十二五”规划 looks back on 2010."""
    title = headings[0] if headings and headings[0].start == 0 else None
    if title is None or _outlook(text, title, words, years)[0] != "ahead":
        return None
    plan = _PLAN.search(text, 0, title.end)
    return PLANS[plan.group()][0] - 1 if plan else None


def _opened_year(text: str, sentences: Sequence[Sentence], words: _Patterns) -> int | None:
    """Return the latest year that a sentence opens a review with."""
    reviewed: list[int] = []
    for item in sentences:
        # 五年来，产值从2021年的…: only the words of the opening name the year.
        opening = words.review_openings.search(text[item.start : item.start + _LONGEST_PART])
        year = _year(opening.group(), 0, len(opening.group())) if opening else None
        if year and not _begins(text, item, words):
            reviewed.append(year)
    return max(reviewed, default=None)


def _year(text: str, start: int, end: int) -> int | None:
    match = _YEAR.search(text, start, end)
    return int(match.group(1).translate(_CHARACTERS)) if match else None


def _years(text: str, headings: Sequence[Heading]) -> tuple[int, ...]:
    """Return the years that the headings of parts name, without the title's."""
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
    """Return what a heading announces, and its words that do so with their position."""
    length = heading.end - heading.start
    if heading.start == 0 and heading.rank == UNNUMBERED and length <= _LONGEST_PART:
        title = planning_title(text, heading)
        return ("ahead", title.group(), title.start()) if title else (None, "", 0)
    if length > (_LONGEST_NAME if heading.rank else _LONGEST_PART):
        return None, "", 0
    inner = 0 < heading.rank < UNNUMBERED
    on_past = words.inner_review if inner else words.review
    on_future = words.inner_ahead if inner else words.ahead
    review = on_past.search(text, heading.start, heading.end)
    ahead = on_future.search(text, heading.start, heading.end)
    if review and not (ahead and _names_both(text, heading)):
        return "review", review.group(), review.start()
    if ahead and not review and ahead.group() in _OF_EITHER and _is_report(text, heading):
        return None, "", 0
    if ahead and not review:
        return "ahead", ahead.group(), ahead.start()
    year = _year(text, heading.start, heading.end)
    if year and len(years) > 1 and not review and _WORK.search(text, heading.start, heading.end):
        return ("ahead" if year == years[-1] else "review"), str(year), heading.start
    return None, "", 0


def _is_report(text: str, heading: Heading) -> bool:
    """Return whether a heading without a year is in a document that reports on finished work."""
    return (
        _year(text, heading.start, heading.end) is None
        and _REPORTS.search(text, 0, _TITLE_REACH) is not None
        and not re.search("计划草案|预算草案|工作(?:计划|打算|安排)", text[:_TITLE_REACH])
    )


def _names_both(text: str, heading: Heading) -> bool:
    """Return whether a heading announces both: 2015年计划执行情况与2016年计划草案的报告."""
    return bool(re.search("和|与|及", text[heading.start : heading.end])) and (
        len(_YEAR.findall(text, heading.start, heading.end)) > 1
        or text[heading.start : heading.end].rstrip("。").endswith("报告")
    )


def _headed(
    text: str,
    heading: Heading,
    words: _Patterns,
    years: tuple[int, ...],
    stack: dict[int, SubjectSpan],
) -> SubjectSpan | None:
    """Return the part that a heading opens, None if it continues the part that it is in."""
    outlook, cue, at = _outlook(text, heading, words, years)
    higher = [rank for rank in stack if rank >= heading.rank] if heading.rank < UNNUMBERED else []
    inner = bool(higher) and min(higher) > 0
    for rank in higher:
        if rank > heading.rank or outlook:
            del stack[rank]
    if outlook:
        stack[heading.rank] = SubjectSpan(heading.start, outlook, cue, at, headed=True)
        return stack[heading.rank]
    if inner and stack:
        outer = stack[min(stack)]
        return replace(outer, start=heading.start)
    return None


def _opened(
    text: str,
    sentence: Sentence,
    words: _Patterns,
    dates: tuple[int | None, date | None],
    current: SubjectSpan | None,
) -> SubjectSpan | None:
    """Return the part that a sentence opens; one about the past ends with its paragraph.

    Args:
        text: the text.
        sentence: the sentence.
        words: the patterns.
        dates: the year that the text looks back on, and the day of publication.
        current: the part before.

    """
    reviewed, published = dates
    # In its last month a year lies behind: 2018年是…的开局之年 in December reviews it.
    ended = published.year - (published.month < _LAST_MONTH) if published else 0
    over = max(reviewed or 0, ended) or None
    words_of = text[sentence.start : sentence.end]
    if current and current.outlook == "ahead" and lists_of_works.ends_a_list(current.cue, words_of):
        return SubjectSpan(sentence.start, None, "", sentence.start)
    match = words.ahead_openings.search(words_of)
    if (
        match
        and _is_about_plans(words_of, match, over, current)
        and not (_is_praised(text, sentence, match) or _is_under_way(match.group(), published))
    ):
        return SubjectSpan(sentence.start, "ahead", match.group(), sentence.start + match.start())
    if not (sentence.start == 0 or text[sentence.start - 1] in "\n　"):
        return None
    apart = current is None or current.outlook is None or _WILL.match(current.cue) is not None
    apart = apart or bool(published and _THIS_YEAR_WILL.match(words_of))
    will = _WILL.match(words_of) if apart else None
    if will and not _is_past(will.group(), reviewed):
        return SubjectSpan(sentence.start, "ahead", will.group(), sentence.start)
    match = words.review_openings.search(words_of)
    opened = _year(match.group(), 0, len(match.group())) if match else None
    begun = bool(opened and published and _has_just_begun(opened, published))
    if match and "刚刚" not in match.group() and (plan := _PLAN.search(match.group())):
        begun = not _is_over(plan.group(), over, current)
    if match and not begun and not (opened and reviewed and opened > reviewed):
        return SubjectSpan(sentence.start, "review", match.group(), sentence.start)
    passing = current is not None and (
        current.outlook == "review" or _WILL.match(current.cue) is not None
    )
    if current and _LATER.match(current.cue) and _SO_FAR.match(words_of):
        passing = _AIMED.search(words_of) is None
    over = passing and current is not None and not current.headed
    return SubjectSpan(sentence.start, None, "", sentence.start) if over else None


def _is_about_plans(
    sentence: str, opening: re.Match[str], over: int | None, current: SubjectSpan | None
) -> bool:
    """Return whether an opening is about what is to be done: 要办好8件实事, but not in a review."""
    past = _is_past(opening.group(), over)
    if past or not lists_of_works.is_of_works(opening.group()):
        return not past
    reviewed = current is not None and current.outlook == "review" and current.headed
    done = lists_of_works.are_done(sentence, opening.end()) or _is_past(
        sentence[: opening.end()], over
    )
    return not (reviewed or done)


# 今年，全区将新建车站3座。…, 市长指出，要办好实事。…: news of what is to be done, as far as the
# paragraph goes.
_WILL = re.compile(
    "[^。]{0,40}(?:市|省|区|县|旗|州)长[^。]{0,24}(?:指出|提出|强调|表示)[，,：:]?(?:今年|新的一年)?[，,]?要"
    "|(?:按照?[^，,。]{1,8}[，,])?(?:今年|明年|年内|20[0-9]{2}年)[，,]?[^。，,；;]{0,14}?将(?:继续|全面|重点|再)*"
    "(?:新建|建设|实施|完成|改造|新?开工|建成|启动|推进|投入|安排|打造|新增|办好|开展)"
    # 要抓好水利建设。…: a speech says what is to be done.
    "|(?:[一二三四五六七八九十]是?)?要(?:不断|进一步|抢抓|抓好|抓紧|切实|大力|加大|加快|加强|继续|全力|着力"
    "|突出|坚持|扎实|积极|全面|深入|围绕|聚焦|认真|做好|强化|推进|完善|持续)"
)


# 按照安排，今年将新开工项目3个: what lies ahead, also after a part about the last year.
_THIS_YEAR_WILL = re.compile(
    "(?:按照?[^，,。]{1,8}[，,])?(?:今年|明年)[，,]?[^。，,；;]{0,10}?将(?:继续|全面|重点|再)*"
    "(?:新建|建设|实施|开工|新开工|启动|推进|新增|开展)"
)
# 下阶段，…。|今年以来，各镇签约9个。: news goes on about what was done.
_LATER = re.compile("下一?步|下一?阶段")
_SO_FAR = re.compile(
    "[^。]{0,40}(?<![一-鿿])(?:今年以来|截至目前|(?:一|前三)季度|上半年|1[-—－至][0-9]{1,2}月)"
)
_AIMED = re.compile("要|将|力争|确保|拟|计划|目标")


def _has_just_begun(year: int, published: date) -> bool:
    """Return whether a year is too young on the day of publication to be looked back on."""
    return year == published.year and published.month <= _FIRST_MONTHS


_FIRST_MONTHS = 2
_LAST_MONTH = 12
# 2024年是…的关键一年。我们…，迈出坚实步伐: results follow, so the year is over.
_RESULTS = re.compile(
    "迈出[^。，,]{0,10}步伐|取得(?:了)?[^。，,]{0,8}(?:成效|成绩|成就|进展|胜利)|(?:圆满|较好地?|全面)完成了?|交出了?"
    "|呈现[^。，,]{0,12}(?:态势|局面)"
    "|(?<![未今])[一三四五]年来|总体平稳|稳中[有向][进好升]"
)
_PARAGRAPH = 400
"""How many characters of the paragraph after an opening are searched."""


def _begins(text: str, sentence: Sentence, words: _Patterns) -> bool:
    """Return whether a sentence says of a year that it decides something: 2026年是…的开局之年."""
    opening = words.ahead_openings.search(text, sentence.start, sentence.end)
    said = opening is not None and opening.start() == sentence.start and "年是" in opening.group()
    return said and opening is not None and not _is_praised(text, sentence, opening)


def _is_praised(text: str, sentence: Sentence, opening: re.Match[str]) -> bool:
    """Return whether the paragraph names results of the year that its opening is about."""
    if not opening.group().endswith("年") or "是" not in opening.group():
        return False
    end = text.find("\n", sentence.end)
    stop = min(sentence.end + _PARAGRAPH, end if end > 0 else len(text))
    return _RESULTS.search(text, sentence.start, stop) is not None


_LAST_MONTH_OF_PLANS = 4
"""Until when in a year a report says what is to be done in it."""


def _is_under_way(opening: str, published: date | None) -> bool:
    """Return whether news in the midst of a year says what year it is: 今年是收官之年."""
    if published is None or published.month <= _LAST_MONTH_OF_PLANS:
        return False
    this_year = opening.startswith("今年") or _year(opening, 0, len(opening)) == published.year
    return this_year and "是" in opening and opening.endswith("年")


def _is_over(plan: str, over: int | None, current: SubjectSpan | None) -> bool:
    """Return whether a five-year plan is over, or before the one that the part is about."""
    later = _PLAN.search(current.cue) if current else None
    _, last = PLANS[plan]
    return bool(over and last <= over) or bool(later and last < PLANS[later.group()][0])


def _is_past(opening: str, over: int | None) -> bool:
    """Return whether an opening names a year, or a five-year plan, that is over."""
    year = _year(opening, 0, len(opening))
    if year is None and (plan := _PLAN.search(opening)):
        _, year = PLANS[plan.group()]
    return bool(year and over and year <= over)
