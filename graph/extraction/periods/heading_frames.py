"""The time that a heading sets for its part of a text, and whether the part lies ahead."""

import re
from collections.abc import Sequence
from dataclasses import replace

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.part_marks import PLAIN_HEADING, TITLE
from districtgraph.graph.extraction.periods.period_grammar import PLANS
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.periods.period_scopes import Frame
from districtgraph.graph.extraction.quantities.quantity_guards import is_quoted
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.headings import is_title

__all__ = ["below_a_year", "heading_frame", "still_ahead"]

# A work report reviews the year in its title or the year before, so its title dates nothing.
_WORK_REPORT = re.compile("工作报告(?!解读)")
_AIMED = re.compile("目标|有望|将|拟|力争")
_REVIEW = re.compile("回顾|总结|小结|成就|成绩|完成情况|运行情况|执行情况")
# 2025年行动方案: a document about what is to be done.
_PLANNING = re.compile(
    "(?<!总结和)(?<!总结及)(?:(?:行动|实施|工作)方案|工作(?:要点|计划|安排)|任务(?:清单|分解表?))(?:的通知)?[）)]?$"
)
# 2020年城区百强: the year of a list that the text is about.
_RANKING = re.compile("百强|榜单?|排行|排名|名单|名录")
# 主要预期目标完成情况: what became of the aims.
_HOW_FAR = re.compile(
    "(?:目标|任务|重点工作)[^，,；;。、和与及]{0,6}(?:完成|进展|落实|推进|执行)情况[：:]?$"
)


def heading_frame(
    text: str,
    sentence: Sentence,
    inside: Sequence[PeriodExpression],
    rank: float,
    lexicon: Lexicon,
) -> Frame:
    """Return what a heading, or the beginning of a numbered paragraph, sets for its part.

    Args:
        text: the whole text.
        sentence: the heading.
        inside: its times.
        rank: its rank.
        lexicon: the word lists, for the headings that look ahead.

    """
    words = text[sentence.start : sentence.end]
    if not sentence.heading and not is_title(text, sentence):
        # （一）经济增长加快。2011年，…: the paragraph's own time is read like any other.
        return Frame(rank, None)
    ahead = True if any(word in words for word in lexicon.headings_ahead) else None
    if _REVIEW.search(words):
        ahead = bool(ahead and not re.search("回顾|总结|小结", words))
    if _HOW_FAR.search(words.strip()):
        ahead = False
    if rank == TITLE and ahead is None and _PLANNING.search(words):
        ahead = True
    # 2026年预期目标增长5%: news of what lies ahead is also about what was done.
    aimed = rank == TITLE and _AIMED.search(words) is not None
    ranked = rank == TITLE and _RANKING.search(words) is not None
    undated = aimed or ranked or (_WORK_REPORT.search(words) is not None and ahead is None)
    year = _year_beside_a_plan(text, sentence, inside)
    expression = None if undated or year else _of_heading(text, inside)
    return Frame(rank, expression, ahead, year=year)


# What does not go on about what lies ahead.
_OF_NOW = re.compile("问题|不足|困难|挑战|形势|现状|情况|基础|成效|成绩|附[表件录]|说明")


def still_ahead(text: str, sentence: Sentence, frame: Frame, frames: Sequence[Frame]) -> Frame:
    """Return the frame of a heading, which lies ahead as the one beside it before does.

    二、2025年目标, then 三、主要措施: a reader takes the measures for those of 2025.
    """
    beside = next((item for item in frames if item.rank == frame.rank), None)
    dated = frame.expression is not None or frame.year is not None
    if beside is None or dated or not (beside.ahead and beside.is_heading):
        return frame
    past = frame.ahead is False or _OF_NOW.search(text, sentence.start, sentence.end)
    if not sentence.heading or (past and not frame.ahead):
        return frame
    return replace(frame, ahead=True, expression=beside.expression)


_BELOW = 0.125
"""How much the rank of a plain heading is within that of one before it that names a year."""


def below_a_year(text: str, sentence: Sentence, frame: Frame, frames: Sequence[Frame]) -> Frame:
    """Return the frame of a plain heading, within that of a plain heading with a year before it.

    2024年工作回顾, then 科技创新: what the second is about was done in 2024.
    """
    if frame.rank != PLAIN_HEADING or frame.expression or frame.ahead is not None:
        return frame
    years = (item for item in frames if item.rank == PLAIN_HEADING and item.is_heading)
    if not any(item.expression for item in years):
        return frame
    if _OF_NOW.search(text, sentence.start, sentence.end):
        return frame
    return replace(frame, rank=PLAIN_HEADING + _BELOW)


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
