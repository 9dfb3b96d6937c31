"""The times that headings and the beginnings of paragraphs set, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.paragraph_kinds import (
    is_feature,
    is_note,
    is_reported_speech,
)
from districtgraph.graph.extraction.periods.part_marks import (
    TITLE,
    has_figures,
    is_heading,
    rank_of,
)
from districtgraph.graph.extraction.periods.passages import (
    is_history,
    is_of_a_bulletin,
    last_time,
    opens_passage,
    years_of,
)
from districtgraph.graph.extraction.periods.period_grammar import PLANS
from districtgraph.graph.extraction.periods.period_places import (
    changes_the_time,
    is_one_of,
    is_part_of,
)
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.periods.period_scopes import Frame, Scope
from districtgraph.graph.extraction.periods.period_topics import after_topic, topic_of
from districtgraph.graph.extraction.quantities.quantity_guards import is_quoted
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.headings import is_title

__all__ = ["read_scopes"]

# A work report reviews the year in its title or the year before, so its title dates nothing.
_WORK_REPORT = re.compile("工作报告(?!解读)")
_AIMED = re.compile("目标|有望|将|拟|力争")
_APART = re.compile("[，,]|我们|全[省市区县州旗]")
_REVIEW = re.compile("回顾|总结|小结|成就|成绩|完成情况|运行情况|执行情况")
# 2020年城区百强: the year of a list that the text is about.
_RANKING = re.compile("百强|榜单?|排行|排名|名单|名录")
# 主要预期目标完成情况: what became of the aims.
_HOW_FAR = re.compile(
    "(?:目标|任务|重点工作)[^，,；;。、和与及]{0,6}(?:完成|进展|落实|推进|执行)情况[：:]?$"
)


def read_scopes(
    text: str,
    sentences: Sequence[Sentence],
    periods: Sequence[Sequence[PeriodExpression]],
    lexicon: Lexicon,
    events: frozenset[int] = frozenset(),
) -> Iterator[Scope]:
    """Yield the times that each sentence inherits.

    Args:
        text: the whole text.
        sentences: all of its sentences and headings, in order.
        periods: the period expressions of each.
        lexicon: the word lists, for the headings that look ahead.
        events: where the times begin that only say when something happened.

    """
    feature, reported, note = is_feature(text), False, False
    latest, last = _latest_year(periods), None
    previous: Sequence[PeriodExpression] = ()
    frames: tuple[Frame, ...] = ()
    paragraph: PeriodExpression | None = None
    level, first_body, opening = TITLE, True, True
    years: set[int] = set()
    ends = (0, *(sentence.end for sentence in sentences))
    for sentence, end, inside in zip(sentences, ends, periods, strict=False):
        between = text[end : sentence.start]
        begins = not sentence.start or "\n" in between or "　" in between
        leads = begins and _leads_in(text, sentence, inside)
        if begins:
            paragraph, opening, years = None, True, set()
            reported = feature and is_reported_speech(text, sentence.start)
            note = is_note(text, sentence.start)
            rank = rank_of(text, sentence, inside, first_body)
            if leads:
                # The list that follows is within the numbered part, whatever its marks.
                level = max((frame.rank for frame in frames if frame.is_numbered), default=TITLE)
            elif rank is not None:
                level = rank
                frame = _heading(text, sentence, inside, rank, lexicon)
                frame = _still_ahead(text, sentence, frame, frames)
                frames = (*(item for item in frames if item.rank < rank), frame)
                opening = not sentence.heading and not has_figures(text, sentence, inside)
        scope = Scope(paragraph, frames)
        last = None if begins else last_time(text, sentence, last, previous, events)
        previous = inside
        yield _inside(Scope(last or paragraph, frames), reported=reported, note=note)
        if note or (is_heading(text, sentence) and not leads):
            continue
        first_body = False
        if not inside:
            opening = opening and not has_figures(text, sentence, inside)
            continue
        topic = topic_of(text, sentence, [item for item in inside if item.start not in events])
        past = topic is not None and latest is not None and is_history(topic, latest)
        if past:
            frames = scope.of_headings.frames
        opens = opening and not past and not (feature and (reported or not is_of_a_bulletin(topic)))
        opens = opens and opens_passage(text, sentence, inside, topic, scope, years)
        paragraph, frames = _after(text, inside, topic, Scope(paragraph, frames), level, opens)
        opening = opening and not has_figures(text, sentence, inside)
        years.update(years_of(inside))


def _inside(scope: Scope, *, reported: bool, note: bool) -> Scope:
    """Return what a sentence inherits in a paragraph of speech, or in a note."""
    if note:
        return Scope(None, ())
    return Scope(scope.paragraph, scope.of_headings.frames) if reported else scope


def _leads_in(text: str, sentence: Sentence, inside: Sequence[PeriodExpression]) -> bool:
    """Return whether a line with a time leads in a list: 过去一年，我们做了以下工作：…."""
    if not sentence.heading or not text.endswith(("：", ":"), sentence.start, sentence.end):
        return False
    return len(inside) == 1 and bool(_APART.match(text, inside[0].end))


def _latest_year(periods: Sequence[Sequence[PeriodExpression]]) -> int | None:
    """Return the latest year in figures that a text is about, not one that it aims at."""
    years = [
        item.last.year
        for inside in periods
        for item in inside
        if item.last and item.kind != "plan" and item.role not in ("deadline", "since")
    ]
    return max(years, default=None)


def _after(
    text: str,
    inside: Sequence[PeriodExpression],
    topic: PeriodExpression | None,
    scope: Scope,
    level: float,
    opens: bool,
) -> tuple[PeriodExpression | None, tuple[Frame, ...]]:
    """Return the times that are inherited after a sentence with its times, and with its topic."""
    if topic is None:
        changes = any(_turns_to(text, item, scope.paragraph) for item in inside)
    else:
        # 2020年新增5家，2024年新增8家。: the text does not say when the next figure is.
        changes = any(changes_the_time(text, topic, item) for item in inside)
    if changes:
        return None, tuple(frame for frame in scope.frames if frame.rank != level + 0.25)
    if (
        topic is None
        or is_part_of(topic, scope.paragraph)
        or is_one_of(text, topic, scope.inherited)
    ):
        return scope.paragraph, scope.frames
    return after_topic(topic, scope, level, opens)


def _turns_to(text: str, item: PeriodExpression, paragraph: PeriodExpression | None) -> bool:
    """Return whether a clause goes on about one of the years that its paragraph is about.

    2016—2020年，…。水平提高，2020年，参保率95%。覆盖率99%: the text does not say when the last was.
    """
    if paragraph is None or paragraph.kind not in ("years", "plan"):
        return False
    if item.kind != "year" or item.comparison:
        return False
    apart = text[item.start - 1 : item.start] in "，,；;" and text[item.end : item.end + 1] in "，,"
    return apart and item.resolved is not None


def _heading(
    text: str,
    sentence: Sentence,
    inside: Sequence[PeriodExpression],
    rank: float,
    lexicon: Lexicon,
) -> Frame:
    words = text[sentence.start : sentence.end]
    if not sentence.heading and not is_title(text, sentence):
        # （一）经济增长加快。2011年，…: the paragraph's own time is read like any other.
        return Frame(rank, None)
    ahead = True if any(word in words for word in lexicon.headings_ahead) else None
    if _REVIEW.search(words):
        ahead = bool(ahead and not re.search("回顾|总结|小结", words))
    if _HOW_FAR.search(words.strip()):
        ahead = False
    # 2026年预期目标增长5%: news of what lies ahead is also about what was done.
    aimed = rank == TITLE and _AIMED.search(words) is not None
    ranked = rank == TITLE and _RANKING.search(words) is not None
    undated = aimed or ranked or (_WORK_REPORT.search(words) is not None and ahead is None)
    year = _year_beside_a_plan(text, sentence, inside)
    expression = None if undated or year else _of_heading(text, inside)
    return Frame(rank, expression, ahead, year=year)


# What does not go on about what lies ahead.
_OF_NOW = re.compile("问题|不足|困难|挑战|形势|现状|情况|基础|成效|成绩|附[表件录]|说明")


def _still_ahead(text: str, sentence: Sentence, frame: Frame, frames: Sequence[Frame]) -> Frame:
    """Return the frame of a heading, which lies ahead as the one beside it before does.

    二、2025年目标, then 三、主要措施: a reader takes the measures for those of 2025.
    """
    beside = next((item for item in frames if item.rank == frame.rank), None)
    silent = frame.ahead is None and frame.expression is None and frame.year is None
    if beside is None or not (beside.ahead and beside.is_heading and silent):
        return frame
    if not sentence.heading or _OF_NOW.search(text, sentence.start, sentence.end):
        return frame
    return replace(frame, ahead=True, expression=beside.expression)


# “十四五”及2025年工作回顾: a plan beside a year.
_PLANS = "|".join(PLANS)
_PLAN_BESIDE = re.compile(
    f'[“”"](?:{_PLANS})[“”"](?:规划|时期|期间)?(?:及|和|与|以及|暨|、)'
    f'|(?:及|和|与|以及|暨)[“”"](?:{_PLANS})[“”"]'
)


def _year_beside_a_plan(
    text: str, sentence: Sentence, inside: Sequence[PeriodExpression]
) -> int | None:
    """Return the year that a heading names beside the years of a plan: 过去一年 means it."""
    if not _PLAN_BESIDE.search(text, sentence.start, sentence.end):
        return None
    return next((item.first.year for item in inside if item.kind == "year" and item.first), None)


def _of_heading(text: str, inside: Sequence[PeriodExpression]) -> PeriodExpression | None:
    """Return the one time that a heading names, None if it names two (2025年和“十四五”时期).

    A day in a heading is when the text was given or printed, not what it is about.
    """
    found = [
        item for item in inside
        if item.inherits and not item.comparison and item.kind != "day"
        and (item.text[0] == "“" or not is_quoted(text, item.start))
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None
