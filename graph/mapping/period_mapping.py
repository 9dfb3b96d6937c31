"""Maps a claim's period to OWL-Time: an interval where it is resolved, else the words alone."""

from collections.abc import Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.evidence import ClaimPeriod
from districtgraph.graph.rdf.vocabulary import NAMESPACES, expand, individual, term

__all__ = ["NOT_STATED", "period_iri", "period_triples"]

NOT_STATED = individual("period/not-stated")
"""The one period of all claims whose text states none."""

_A = expand("rdf:type")
_LABEL = expand("rdfs:label")
_XSD = NAMESPACES["xsd"]


def period_iri(document: str, period: ClaimPeriod) -> NamedNode:
    """Return a period's IRI.

    A resolved period is the same in every document. An unresolved one is known by its words at
    their place: nothing says that two occurrences of 今年 mean one year.
    """
    if period.start and period.end:
        return individual(f"period/{_interval_name(period.start, period.end)}")
    if period.words:
        return individual(f"period/{document}/{period.words.start}-{period.words.end}")
    return NOT_STATED


def period_triples(document: str, period: ClaimPeriod) -> Iterator[Triple]:
    """Yield the triples of a period's node."""
    node = period_iri(document, period)
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


def _resolved(node: NamedNode, start: date, end: date) -> Iterator[Triple]:
    name = _interval_name(start, end)
    yield Triple(node, _A, term("ResolvedPeriod"))
    yield Triple(node, _LABEL, Literal(_chinese_name(start, end), language="zh"))
    yield Triple(node, _LABEL, Literal(name.replace("--", " to "), language="en"))
    if start.year == end.year:
        year = Literal(str(start.year), datatype=NamedNode(f"{_XSD}integer"))
        yield Triple(node, term("year"), year)
    yield from _instant(node, "hasBeginning", start)
    yield from _instant(node, "hasEnd", end)


def _instant(node: NamedNode, role: str, day: date) -> Iterator[Triple]:
    instant = NamedNode(f"{node.value}#{role}")
    yield Triple(node, expand(f"time:{role}"), instant)
    yield Triple(instant, _A, expand("time:Instant"))
    literal = Literal(day.isoformat(), datatype=NamedNode(f"{_XSD}date"))
    yield Triple(instant, expand("time:inXSDDate"), literal)


def _is_year(start: date, end: date) -> bool:
    return start == date(start.year, 1, 1) and end == date(start.year, 12, 31)


def _interval_name(start: date, end: date) -> str:
    return str(start.year) if _is_year(start, end) else f"{start.isoformat()}--{end.isoformat()}"


def _chinese_name(start: date, end: date) -> str:
    if _is_year(start, end):
        return f"{start.year}年"
    return f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"
