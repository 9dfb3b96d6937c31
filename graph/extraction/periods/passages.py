"""Which times open a passage: hold for the paragraphs after theirs, until the next one does."""

import re
from collections.abc import Collection, Iterator, Sequence

from districtgraph.graph.extraction.periods.part_marks import has_figures, is_row
from districtgraph.graph.extraction.periods.period_places import (
    dates_its_clause,
    is_part_of,
    is_streak,
    months_of,
)
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.periods.period_scopes import Scope
from districtgraph.graph.text.clauses import Sentence

__all__ = [
    "is_history",
    "is_of_a_bulletin",
    "last_time",
    "opens_passage",
    "years_of",
]

_AIMS = re.compile("目标(?:任务)?(?:是|为|：|:)")
_GOVERNS = re.compile(
    "度?(?:[，,、是为的]|我们|[我全][省市区县州旗国镇乡村]|[一-鿿]{2,4}[省市区县州旗])"
)
# 区长介绍，“十四五”以来，…: what somebody goes on to say is not of all these years.
_SAID = re.compile("(?:介绍|表示|说|指出|谈到|坦言)(?:道|说)?[，,：:]")
_RECENT = 2
"""How many years before the latest one that a text names a year can open a passage."""


def opens_passage(
    text: str,
    sentence: Sentence,
    inside: Sequence[PeriodExpression],
    topic: PeriodExpression | None,
    scope: Scope,
    years: Collection[int],
) -> bool:
    """Return whether a sentence that may open a passage opens one.

    Args:
        text: the whole text.
        sentence: the sentence.
        inside: its times.
        topic: the one that it begins with, None if it begins with none.
        scope: what it inherits.
        years: those that its paragraph has been about before it.

    """
    if _is_listed(text, sentence):
        return False
    if topic is None:
        return True
    # 1—9月，…。 and then a paragraph about 9月: the next one is about either.
    if is_part_of(topic, scope.inherited) or _is_one_of_several(topic, years):
        return False
    if topic.role == "since" and _SAID.search(text, sentence.start, topic.start):
        return False
    return not _is_bare(text, sentence, inside, topic)


def last_time(
    text: str,
    sentence: Sentence,
    last: PeriodExpression | None,
    previous: Sequence[PeriodExpression],
    events: frozenset[int],
) -> PeriodExpression | None:
    """Return the time of a sentence about parts (其中，…): that of the sentence before it.

    1—9月，产值9亿元。9月，产值1亿元。其中，工业3千万元: those of September.

    Args:
        text: the whole text.
        sentence: the sentence.
        last: the time of the sentence before, if that was about parts itself.
        previous: the times of the sentence before.
        events: where the times begin that only say when something happened.

    """
    if not text.startswith("其中", sentence.start):
        return None
    own = [
        item
        for item in previous
        if not (item.comparison or item.start in events)
        and not (is_streak(item) or dates_its_clause(text, item))
    ]
    return own[0] if len(own) == 1 else last


def is_history(topic: PeriodExpression, latest: int) -> bool:
    """Return whether a year is long over in a text about later ones: 1996年，… in one on 2017.

    What the next paragraphs say, the area of a district and its people, is not of that year.
    """
    last = topic.last
    return topic.kind == "year" and last is not None and last.year < latest - _RECENT


def is_of_a_bulletin(topic: PeriodExpression | None) -> bool:
    """Return whether a time is one that figures are collected for: 前三季度, 1—9月, 去年以来.

    In a feature, a paragraph with another time is about that scene alone.
    """
    if topic is None or topic.role == "since" or topic.kind in ("plan", "quarter", "half-year"):
        return True
    first, last = months_of(topic)
    return topic.kind == "month" and first != last


def _is_listed(text: str, sentence: Sentence) -> bool:
    """Return whether a sentence lists aims or is the row of a table, and so opens no passage.

    2025年主要预期目标是…: the paragraph after this list may be about what was done.
    """
    return _AIMS.search(text, sentence.start, sentence.end) is not None or is_row(text, sentence)


def _is_bare(
    text: str, sentence: Sentence, inside: Sequence[PeriodExpression], topic: PeriodExpression
) -> bool:
    """Return whether a year is bound to a verb in a sentence without figures: 1986年建市.

    The paragraphs after it are not about that year, as they are after 2025年，… and 2025年是….
    """
    if topic.kind != "year" or not topic.resolved or _GOVERNS.match(text, topic.end):
        return False
    return not has_figures(text, sentence, inside)


def _is_one_of_several(topic: PeriodExpression, years: Collection[int]) -> bool:
    """Return whether a paragraph is about other years before a time opens its figures.

    2012年搬迁。2021年获批。2022年，产值增长5%: the next paragraph need not be about 2022. But
    2025年是收官之年。五年来，… is about the five years.
    """
    if topic.kind == "plan" or topic.years:
        return False
    return bool(set(years) - set(years_of([topic])))


def years_of(inside: Sequence[PeriodExpression]) -> Iterator[int]:
    """Yield the years that the times of a sentence are in, as far as the words alone say so."""
    for item in inside:
        named = None if item.comparison else item.resolved
        if named and named.start.year == named.end.year:
            yield named.start.year
