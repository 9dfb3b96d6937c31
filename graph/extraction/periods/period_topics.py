"""The time that a sentence begins with, which the sentences after it inherit."""

import re
from collections.abc import Sequence
from dataclasses import replace

from districtgraph.graph.extraction.periods.attributive_times import (
    dates_its_own,
)
from districtgraph.graph.extraction.periods.part_marks import TITLE
from districtgraph.graph.extraction.periods.period_dating import PARTS
from districtgraph.graph.extraction.periods.period_places import (
    MIDNIGHT,
    dates_its_clause,
    is_streak,
    months_of,
    specifies,
)
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.periods.period_scopes import Frame, Scope
from districtgraph.graph.text.clauses import Sentence

__all__ = ["after_topic", "topic_of"]

# 以2020年11月1日零时|为标准时点进行了人口普查: when what a census counted was so.
_OF_A_CENSUS = re.compile("(?:零时|0时)?[为是](?:普查|调查)?的?标准时[点间]")
# What may come before the time that a sentence is about: marks, a conjunction, a source.
_LEAD = re.compile(
    "[\\s　“\"'—–\\-*·●■◆▲★]*(?:[（(]?[一二三四五六七八九十\\d]{1,3}[）)、．.])?[\\s　]*"
    "(?:总的?来?看|总体[来]?看|综合来?看)?[，,]?"
    # 本报某市12月11日讯
    "(?:[^，,。\\d]{1,12}(?:(?:\\d{1,2}月)?\\d{1,2}日)?(?:消息|讯|电)[\\s　：:]*"
    "(?:[（(][^）)]*[）)])?[\\s　]*)?"
    # 央视网消息：生态环境部1月17日举行发布会介绍，
    "(?:[^。\\n]{2,70}?(?:介绍|获悉|了解到|透露|公布|通报|显示|悉|指出)[，,：:])?"
    "(?:[^，,。：\\d]{2,14}(?:说|指出|表示|介绍|称)[，,：:])?(?:[分从按][^，,。\\d]{1,12}看[，,：:])?"
    "(?:(?:据|根据|按照)[^，,。]{1,20}[，,])?"
    "(?:(?:[经据并和及]*(?:[一-鿿]{2,6}局|初步|快报|联网直报|统一)*(?:核算|统计|测算|反馈|审定|核定|评估))+[，,]?)?"
    "(?:一是|二是|三是|其中[，,：:]?|至此[，,]|而|在|于|自|从)?"
)


def topic_of(
    text: str, sentence: Sentence, inside: Sequence[PeriodExpression]
) -> PeriodExpression | None:
    """Return the time at the beginning of a sentence, which also holds in its paragraph."""
    if inside and text.endswith("现将", sentence.start, inside[0].start):
        return _moment(text, inside[0])  # 现将2020年11月1日零时的人口情况公布如下
    if counted := next((item for item in inside if _OF_A_CENSUS.match(text, item.end)), None):
        return _moment(text, counted)
    lead = _LEAD.match(text, sentence.start, sentence.end)
    inside = [item for item in inside if not dates_its_clause(text, item)]
    inside = [item for item in inside if not is_streak(item)]
    start = lead.end() if lead else sentence.start
    for item in inside:
        if item.start > start + 6 or re.search(r"[，,、；\d]", text[start : item.start]):
            return None
        if not item.comparison and item.start >= sentence.start:
            return None if dates_its_own(text, sentence.start, item) else item
    return None


def _moment(text: str, item: PeriodExpression) -> PeriodExpression:
    """Return a day as the moment that what follows was so, with its 零时."""
    named = [word for word in MIDNIGHT if text.startswith(word, item.end)]
    end = item.end + len(named[0]) if named else item.end
    return replace(item, role="as-of", end=end, text=text[item.start : end])


def after_topic(
    topic: PeriodExpression, scope: Scope, level: float, opening: bool
) -> tuple[PeriodExpression | None, tuple[Frame, ...]]:
    """Return the times that are inherited after a sentence that begins with a time."""
    if not topic.inherits:
        if topic.resolution in PARTS or topic.resolution == "that-year":
            return scope.paragraph, scope.frames
        # 2019年，…。如今，…: what follows is no longer about 2019.
        up_to_now = topic if topic.text.startswith(_UP_TO) else None
        return up_to_now, tuple(frame for frame in scope.frames if frame.rank != level + 0.25)
    # The time that a heading names remains in force, unless the topic says which it is.
    named = any(
        frame.expression
        and frame.rank == int(frame.rank)
        and not specifies(topic, frame.expression)
        for frame in scope.frames
    )
    if topic.text.endswith(MIDNIGHT):
        # Lines between the title and what a census counted are no part of their own.
        level = TITLE
    if not opening and _goes_by(topic, scope, level):
        # 1956年，…。1965年，…。: what the next paragraph is about is not said.
        return topic, tuple(frame for frame in scope.frames if frame.rank != level + 0.25)
    if not opening or named or not _goes_on(topic):
        return topic, scope.frames
    frames = tuple(frame for frame in scope.frames if frame.rank <= level)
    return topic, (*frames, Frame(level + 0.25, topic, is_heading=False))


def _goes_by(topic: PeriodExpression, scope: Scope, level: float) -> bool:
    """Return whether a paragraph goes from the time that opened it to another one."""
    opened = next((frame for frame in scope.frames if frame.rank == level + 0.25), None)
    whole = opened.expression if opened else None
    if whole is None:
        return False
    if topic.kind == "year" and topic.first and whole.last and whole.last < topic.first:
        return True
    if whole.kind in ("year", "years") and whole.resolved and topic.resolution in _MOVING:
        return whole.kind == "years"
    return _is_apart(topic, whole)


_UP_TO = ("截至", "截止", "到目前")
_MOVING = ("this-year", "last-year", "next-year", "year-to-date")
_PARTS_OF_A_YEAR = ("month", "quarter", "half-year")


def _is_apart(topic: PeriodExpression, whole: PeriodExpression) -> bool:
    """Return whether two parts of one year, or of none that is named, share no month."""
    if topic.kind not in _PARTS_OF_A_YEAR or whole.kind not in _PARTS_OF_A_YEAR:
        return False
    (first, last), (begin, end) = months_of(topic), months_of(whole)
    return last < begin or end < first


_EDGES = ("底", "末", "初", "旬")


def _goes_on(topic: PeriodExpression) -> bool:
    """Return whether the next paragraphs are about the time that opens a paragraph, too.

    A day is that of an event, or of the text, unless something is counted up to it (截至).
    """
    if topic.kind == "occasion" or (topic.kind == "day" and topic.role == "during"):
        return False
    edge = topic.text.endswith(_EDGES) and topic.role == "during"
    if edge and (topic.kind == "month" or topic.resolution == "last-year"):
        return False  # 去年12月底，某公司…: what happened then is said in its paragraph.
    return topic.role != "deadline" and not (
        topic.kind == "relative" and topic.resolution == "reporting-year"
    )
