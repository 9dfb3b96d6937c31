"""The dates of a text's times, from first to last: by the words before them and by the document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from districtgraph.graph.extraction.periods.holidays import load_holidays
from districtgraph.graph.extraction.periods.period_dating import PARTS, resolve
from districtgraph.graph.extraction.periods.period_records import (
    DocumentDate,
    Interval,
    PeriodExpression,
)
from districtgraph.graph.extraction.periods.period_scopes import Scope
from districtgraph.graph.extraction.periods.plan_years import StatedPlans, plan_years

__all__ = [
    "begins_a_year",
    "date_all",
    "may_mean_a_part",
    "this_year",
    "without_now",
    "year_around",
]


def this_year(scopes: Sequence[Scope], stated: DocumentDate | None) -> DocumentDate | None:
    """Return the stated dates, with the year of publication that a plan's heading implies.

    A report with the heading 二、2015年工作安排 is from 2015, so 今年 means 2015.
    """
    if stated and stated.published:
        return stated
    for scope in scopes:
        for frame in scope.frames:
            if frame.ahead and frame.expression and frame.expression.kind == "year":
                first = frame.expression.first
                return DocumentDate(first, stated.reporting_year if stated else None)
    return stated


def date_all(
    inside: Sequence[PeriodExpression],
    scope: Scope,
    stated: DocumentDate | None,
    this_year: DocumentDate | None,
    year: int | None,
    plans: StatedPlans,
) -> Iterator[PeriodExpression]:
    """Yield the dated times of a sentence: by the times before, their scope and the document.

    Args:
        inside: the times of the sentence.
        scope: what it inherits.
        stated: what the document says about its date.
        this_year: the same, with the year that a plan's heading implies.
        year: the year that the words before are about.
        plans: what the text says of five-year plans.

    """
    for item in inside:
        dated = _date(item, year, scope, stated, this_year)
        if found := plan_years(item, scope, stated, plans):
            dated = replace(item, first=found.start, last=found.end, gloss=None)
        named = _year_of(dated, stated, this_year) or _year_in_words(item)
        lasts = item.kind != "month" or begins_a_year(dated)
        lasts = lasts and (item.inherits or item.kind != "year")
        lasts = lasts and item.resolution != "year-before" and not _is_end_of_last_year(item)
        lasts = lasts and not (_is_of_its_year(stated) and _is_deadline_beyond(dated, stated))
        if named and not item.comparison and lasts:
            year = named
        elif _means_either(item, scope, stated):
            year = scope.year_under_review
        elif named is None and item.resolution in ("this-year", "last-year", "next-year"):
            # 去年6月投产，当年产值2亿元 in a text without a date: no other year is meant.
            year = None
        yield dated


_YEAR_AND_OCCASION = re.compile("(?P<year>(?:19|20)[0-9]{2})年[一-鿿“]")


def _year_in_words(item: PeriodExpression) -> int | None:
    """Return the year of an occasion that has no dates: 2023年春节前后."""
    named = item.kind in ("relative", "occasion") and _YEAR_AND_OCCASION.match(item.text)
    return int(named.group("year")) if named else None


def _is_end_of_last_year(item: PeriodExpression) -> bool:
    """Return whether words name the end of last year, which the months after it are not in.

    去年底仅9家。前11个月新增30家: those of this year.
    """
    return item.resolution == "last-year" and item.text.endswith(("底", "末"))


def _is_deadline_beyond(item: PeriodExpression, stated: DocumentDate | None) -> bool:
    """Return whether a time is a deadline in a year after that of publication.

    到2027年，产值突破9亿元。年底前再推出事项20项: by the end of the year that the text is from.
    """
    published = stated.published if stated else None
    last = item.last if item.role == "deadline" else None
    return bool(published and last and last.year > published.year)


def _means_either(item: PeriodExpression, scope: Scope, stated: DocumentDate | None) -> bool:
    """Return whether a word such as 今年 can mean two years.

    A review of 2024 that is published in 2025 was written in either: 今年以来 in it is undated.
    """
    published, reviewed = stated.published if stated else None, scope.year_under_review
    if published is None or reviewed is None or published.year == reviewed:
        return False
    return item.resolution in ("this-year", "year-to-date", "last-year", "next-year")


def _date(
    item: PeriodExpression,
    year: int | None,
    scope: Scope,
    stated: DocumentDate | None,
    this_year: DocumentDate | None,
) -> PeriodExpression:
    known = stated
    if found := load_holidays().interval(item.text, year, stated):
        return replace(item, first=found.start, last=found.end, gloss=None)
    if _means_either(item, scope, stated):
        return item
    if item.resolution in ("this-year", "last-year", "next-year", "year-before-last"):
        known = this_year
    elif scope.ahead and item.resolution in (*PARTS, "year-before"):
        # What lies ahead is not in the year that the document reports on, unless that is its own.
        known = stated if _is_of_its_year(stated) else None
    elif item.resolution == "year-under-review":
        known, year = None if scope.ahead else stated, scope.past_year
    found = resolve(item, known, year)
    if found and _is_before(item, found, scope, stated):
        return replace(item, first=None, last=None, gloss=f"before {found.start.year}")
    return replace(item, first=found.start, last=found.end, gloss=None) if found else item


def _is_of_its_year(stated: DocumentDate | None) -> bool:
    """Return whether a document reports on the year that it comes out in."""
    published = stated.published if stated else None
    return bool(stated and published and stated.reporting_year == published.year)


_BEFORE_A_YEAR = re.compile("年(?P<all>[以之])?前$")


def _is_before(
    item: PeriodExpression, found: Interval, scope: Scope, stated: DocumentDate | None
) -> bool:
    """Return whether words name all the years before one that is over: 2002年以前.

    Of what lies ahead they are a deadline, which is in that year: 2030年前建成. Without a date of
    the document 2030年前 is taken for one, as plans write it so.
    """
    before = _BEFORE_A_YEAR.search(item.text)
    if before is None or item.role != "deadline" or scope.ahead:
        return False
    published = stated.published if stated else None
    return found.end < published if published else before.group("all") is not None


def _year_of(
    item: PeriodExpression | None, stated: DocumentDate | None, this_year: DocumentDate | None
) -> int | None:
    """Return the one year that a time is in."""
    if item is None:
        return None
    years = item.resolution in ("this-year", "last-year", "next-year")
    found = item.resolved or resolve(item, this_year if years else stated)
    if found is None or found.start.year != found.end.year:
        return None
    return found.start.year


def year_around(
    known: PeriodExpression | None,
    scope: Scope,
    stated: DocumentDate | None,
    this_year: DocumentDate | None,
) -> int | None:
    """Return the year that a sentence is about before it names one.

    Args:
        known: the time that it inherits, dated if it can be.
        scope: what it inherits.
        stated: what the document says about its date.
        this_year: the same, with the year that a plan's heading implies.

    """
    if known and _means_either(known, scope, stated):
        return scope.year_under_review
    if known and _is_deadline_beyond(known, stated):
        # 到2027年…。年底前…: of the heading's year, or of that of news about its own year.
        headed = _year_of(scope.of_headings.inherited, stated, this_year)
        if headed or _is_of_its_year(stated):
            return headed
    if known and _is_end_of_last_year(known):
        return None
    return _year_of(known, stated, this_year)


def begins_a_year(item: PeriodExpression) -> bool:
    """Return whether a time is a part of a year from January on: 一季度, 1—9月."""
    if item.comparison or item.kind not in ("quarter", "half-year", "month"):
        return False
    return item.first is not None and item.first.month == 1


_LATE = 45
"""How many days after the part of the year in its title a text may come out to mean it by 目前."""
_UNTIL_NOW = ("document-date", "year-to-date", "since-last-year")


def _was_out_late(part: PeriodExpression, published: date) -> bool:
    """Return whether a text came out long after the part of the year that its title names.

    A review of the first half of a year that is dated 29 September was put on the web then: what
    it calls 目前 is neither that day nor certainly 30 June.
    """
    return part.last is not None and (published - part.last).days > _LATE


def without_now(
    dated: Sequence[PeriodExpression], title: Sequence[PeriodExpression], published: date
) -> list[PeriodExpression]:
    """Return times without dates where the day of a text that came out late would give them.

    Args:
        dated: the times of the text.
        title: those of its title.
        published: the day on which it came out.

    """
    if not any(begins_a_year(item) and _was_out_late(item, published) for item in title):
        return list(dated)
    return [
        replace(item, first=None, last=None) if item.resolution in _UNTIL_NOW else item
        for item in dated
    ]


def may_mean_a_part(item: PeriodExpression, parts: Sequence[PeriodExpression]) -> bool:
    """Return whether 今年以来 may mean one of the parts of the year that its text is about.

    今年以来，…平稳运行。 opens an analysis of the first quarter, whose paragraphs are not about the
    days since.
    """
    return item.resolution == "year-to-date" and any(
        item.last and part.last and part.last < item.last and part.last.year == item.last.year
        for part in parts
    )
