"""Dates period expressions by what their document says about its own date, never by today."""

from datetime import date

from districtgraph.graph.extraction.periods.period_records import (
    DocumentDate,
    Interval,
    PartOfYear,
    PeriodExpression,
)

__all__ = ["PARTS", "resolve"]


def resolve(
    expression: PeriodExpression, stated: DocumentDate | None, year: int | None = None
) -> Interval | None:
    """Return the period that an expression names, from its own words or its document's date.

    Args:
        expression: the words.
        stated: what the document says about its own date.
        year: the year that the words around are about, if they name one.

    Returns:
        None if nothing dates it: no date is assumed for a document that states none.

    """
    if expression.resolved:
        return expression.resolved
    published = stated.published if stated else None
    if expression.resolution in PARTS:
        about = year or (stated.reporting_year if stated else None)
        if about or _in_part(expression) == PartOfYear():
            return _in_part(expression).within(about) if about else None
    if expression.resolution == "year-before":
        about = year or (stated.reporting_year if stated else None)
        return expression.part.within(about - 1) if about else None
    if expression.resolution == "that-year":
        return expression.part.within(year) if year else None
    if expression.resolution == "year-under-review":
        # Not by the day of publication alone: 过去一年 in May may be the twelve months before.
        about = year or (stated.reporting_year if stated else None)
        return expression.part.within(about) if about else None
    return _by_publication(expression, published) if published else None


# Dating by the document

PARTS: dict[str, PartOfYear] = {
    "reporting-year": PartOfYear(),
    "first-half": PartOfYear(1, 6),
    "second-half": PartOfYear(7, 12),
    "three-quarters": PartOfYear(1, 9),
    "quarter-1": PartOfYear(1, 3),
    "quarter-2": PartOfYear(4, 6),
    "quarter-3": PartOfYear(7, 9),
    "quarter-4": PartOfYear(10, 12),
}
"""The part of the year that each resolution refers to."""

_YEARS_AWAY = {"year-before-last": -2, "last-year": -1, "this-year": 0, "next-year": 1}


def _in_part(expression: PeriodExpression) -> PartOfYear:
    part = PARTS[expression.resolution]
    return part if part != PartOfYear() else expression.part


def _by_publication(expression: PeriodExpression, published: date) -> Interval | None:
    if expression.resolution in _YEARS_AWAY:
        return expression.part.within(published.year + _YEARS_AWAY[expression.resolution])
    if expression.resolution == "previous-years" and expression.years:
        year = published.year
        return Interval(date(year - expression.years, 1, 1), date(year - 1, 12, 31))
    if expression.resolution in PARTS:
        # The part of the year that was over when the document came out.
        found = _in_part(expression).within(published.year)
        return found if found and found.end <= published else None
    begin = _beginning(expression, published)
    return Interval(begin, published) if begin and begin <= published else None


def _beginning(expression: PeriodExpression, published: date) -> date | None:
    """Return the first day of a time that lasts until the day of publication."""
    beginnings = {
        "year-to-date": date(published.year, 1, 1),
        "since-last-year": date(published.year - 1, 1, 1),
        "document-date": published,
        "since": expression.begin,
    }
    return beginnings.get(expression.resolution)
