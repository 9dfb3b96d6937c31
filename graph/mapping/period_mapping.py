"""Maps a claim's period to OWL-Time: an interval if it is resolved, else only the words.

The instants are given to the day, both included: a period of one day begins and ends on that day.
"""

import calendar
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.evidence import ClaimPeriod
from districtgraph.graph.rdf.literals import date_literal, integer_literal
from districtgraph.graph.rdf.vocabulary import expand, individual, term
from districtgraph.graph.text.month_names import MONTH_NAMES

__all__ = ["period_iri", "period_triples"]

_A = expand("rdf:type")
_LABEL = expand("rdfs:label")
_PERIODS = 512
"""How many resolved periods have cached triples."""


def period_iri(document: str, period: ClaimPeriod, claim: str) -> NamedNode:
    """Return a period's IRI.

    A resolved period is the same in every document. An unresolved one is identified by its words
    and their offsets, since two occurrences of 今年 may mean different years. If the text states
    no period, it is identified by the claim, since two claims may not share it.

    Args:
        document: key of the document.
        period: the period.
        claim: key of the claim whose period it is.

    """
    if period.start and period.end:
        return individual(f"period/{_interval_name(period.start, period.end)}")
    if period.words:
        return individual(f"period/{document}/{period.words.start}-{period.words.end}")
    return individual(f"period/{document}/of/{claim}")


def period_triples(document: str, period: ClaimPeriod, claim: str) -> Iterator[Triple]:
    """Yield the triples of a period's node."""
    node = period_iri(document, period, claim)
    if period.start and period.end:
        yield from _resolved(node, period.start, period.end)
    elif period.words:
        yield Triple(node, _A, term("UnresolvedPeriod"))
        yield Triple(node, term("asWritten"), Literal(period.words.text, language="zh"))
        yield Triple(node, _LABEL, Literal(period.words.text, language="zh"))
        gloss = period.gloss or f"period written {period.words.text}"
        yield Triple(node, _LABEL, Literal(gloss, language="en"))
    else:
        yield Triple(node, _A, term("UnresolvedPeriod"))
        yield Triple(node, _LABEL, Literal("原文未说明时期", language="zh"))
        yield Triple(node, _LABEL, Literal("period not stated", language="en"))


@lru_cache(maxsize=_PERIODS)
def _resolved(node: NamedNode, start: date, end: date) -> tuple[Triple, ...]:
    """Return the triples of a resolved period, cached because half of the figures share a few."""
    return tuple(_interval(node, start, end))


def _interval(node: NamedNode, start: date, end: date) -> Iterator[Triple]:
    chinese, english = _labels(start, end)
    yield Triple(node, _A, term("ResolvedPeriod"))
    yield Triple(node, _LABEL, Literal(chinese, language="zh"))
    yield Triple(node, _LABEL, Literal(english, language="en"))
    if start.year == end.year:
        yield Triple(node, term("year"), integer_literal(start.year))
    yield from _instant(node, "hasBeginning", start)
    yield from _instant(node, "hasEnd", end)


def _instant(node: NamedNode, role: str, day: date) -> Iterator[Triple]:
    instant = NamedNode(f"{node.value}#{role}")
    yield Triple(node, expand(f"time:{role}"), instant)
    yield Triple(instant, _A, expand("time:Instant"))
    yield Triple(instant, expand("time:inXSDDate"), date_literal(day))


def _interval_name(start: date, end: date) -> str:
    """Return the name in IRIs: 2024, 2024-05-01, 2024-01-01--2024-06-30."""
    if _covers(start, end, 1, 12):
        return str(start.year)
    if start == end:
        return start.isoformat()
    return f"{start.isoformat()}--{end.isoformat()}"


def _covers(start: date, end: date, first: int, last: int) -> bool:
    """Return whether two days are the first and the last of these months of one year."""
    days = calendar.monthrange(start.year, last)[1]
    return (start, end) == (date(start.year, first, 1), date(start.year, last, days))


# Parts of a year with names: first and last month, Chinese and English.
_PARTS = {
    (1, 12): ("", ""),
    (1, 6): ("上半年", "first half of "),
    (7, 12): ("下半年", "second half of "),
    (1, 3): ("第一季度", "first quarter of "),
    (4, 6): ("第二季度", "second quarter of "),
    (7, 9): ("第三季度", "third quarter of "),
    (10, 12): ("第四季度", "fourth quarter of "),
    (1, 9): ("前三季度", "first three quarters of "),
}


def _labels(start: date, end: date) -> tuple[str, str]:
    """Return the Chinese and the English label of a period, as a person would write it."""
    if start == end:
        return _chinese_day(start), _english_day(start)
    for months, (chinese, english) in _PARTS.items():
        if _covers(start, end, *months):
            return f"{start.year}年{chinese}", f"{english}{start.year}"
    if _covers(start, end, start.month, end.month):
        return _month_labels(start, end)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}年至{end.year}年", f"{start.year} to {end.year}"
    return (
        f"{_chinese_day(start)}至{_chinese_day(end)}",
        f"{_english_day(start)} to {_english_day(end)}",
    )


def _month_labels(start: date, end: date) -> tuple[str, str]:
    first, last = MONTH_NAMES[start.month], MONTH_NAMES[end.month]
    if start.month == end.month:
        return f"{start.year}年{start.month}月", f"{first} {start.year}"
    return f"{start.year}年{start.month}月至{end.month}月", f"{first} to {last} {start.year}"


def _chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _english_day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month]} {day.year}"
