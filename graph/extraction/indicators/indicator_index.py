"""Links the head of a figure to the indicator of the scheme that it names, if any.

A head names an indicator if it is one of the indicator's labels, apart from words that change
nothing: whose it is, when, and that it was reached (全区实现地区生产总值). With any other word it
measures something else: 商业从业人员 is not 从业人员.

The unit decides between indicators that share a label (脱贫 in households or in persons), and it
rules out labels that cannot have it: a percentage is no output, only its growth or its share.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.extraction.indicators.indicator_words import (
    Relation,
    indicator_words,
    normalise,
    readings,
    without_count,
    without_verb,
    works_last,
)
from districtgraph.graph.rdf.vocabulary import BASE, expand
from districtgraph.ontology.loading import load_schemes

__all__ = [
    "FigureContext",
    "FigureKind",
    "Indicator",
    "IndicatorIndex",
    "IndicatorLink",
    "Reason",
    "Relation",
    "link",
    "load_index",
    "normalise",
    "read_indicators",
]

FigureKind = OneOf[
    "value", "growth", "points", "change", "share", "ratio", "count", "rank", "range", "multiple"
]
"""The kinds of figures; `districtgraph extract` prints them as the kinds of claims."""
Reason = OneOf["linked", "no label", "unit", "ambiguous"]

MAX_HEAD_LENGTH = 60
"""The most characters of a head that names an indicator."""
_PREFIX = f"{BASE}id/"
_PERCENT_KIND = "DimensionlessRatio"
_ANY_UNIT: frozenset[str] = frozenset({"growth", "points", "multiple", "rank"})
"""Kinds of figure whose unit says nothing about the unit of what they measure."""
_PERSONS = frozenset({"人", "名", "人次", "人（次）", "人(次)", "人口", "位"})
_PERSON_KINDS = frozenset({"person", "person-time", "person-or-person-time"})
_HOUSEHOLD_KINDS = frozenset(
    {
        "household",
        "family-in-difficulty",
        "zero-employment-household",
        "business-unit",
        "subscriber",
        "enterprise",
        "dwelling",
        "facility",
    }
)
_BATCHES = frozenset({"批", "批次", "期"})
_DWELLINGS = frozenset({"套", "户", "间", ""})
_SHARE = re.compile("占|比重|率|强度")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the scheme, with the properties that linking needs.

    Args:
        iri: its local IRI, such as `indicator/grain-output`.
        labels: its Chinese labels, the preferred one first.
        unit_kind: the quantity kind of its usual unit, such as `Area`; None if it has no unit.
        counts: the local name of what it counts, such as `household`; None if it is no count.
        rate_of: the local IRI of the indicator that it is a rate or share of.
        is_flow: whether its values refer to a period, not to a moment.

    """

    iri: str
    labels: tuple[str, ...]
    unit_kind: str | None = None
    counts: str | None = None
    rate_of: str | None = None
    is_flow: bool = False


@dataclass(frozen=True, slots=True)
class FigureContext:
    """What is known about a figure besides its head and unit.

    Args:
        kind: the kind of figure; None if that is not known.
        symbol: the unit or measure word as written, such as 户.

    """

    kind: FigureKind | None = None
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """The indicator that a head links to.

    Args:
        indicator: the local IRI of the indicator; None if the head names none of the scheme.
        relation: how the figure relates to it.
        counts: what the indicator counts; its claims count the same.
        reason: why there is no indicator, or `linked`.

    """

    indicator: str | None
    relation: Relation = "level"
    counts: str | None = None
    reason: Reason = "linked"


class IndicatorIndex:
    """Finds indicators by label, with a few dictionary lookups per head."""

    def __init__(self, indicators: Iterable[Indicator], unit_kinds: Mapping[str, str]) -> None:
        self._unit_kinds = unit_kinds
        self._exact: dict[str, list[Indicator]] = {}
        self._loose: dict[str, list[Indicator]] = {}
        self._shares: dict[str, list[Indicator]] = {}
        self._labels: dict[str, str] = {}
        self._stocks: set[str] = set()
        for item in indicators:
            self._add(item)

    def _add(self, item: Indicator) -> None:
        if not item.is_flow:
            self._stocks.add(item.iri)
        for label in item.labels:
            self._labels[label] = item.iri
            text = normalise(label)
            _append(self._exact, text, item)
            for key in {without_count(text), works_last(text), works_last(without_count(text))}:
                _append(self._loose, key, item)
        if item.rate_of and item.unit_kind == _PERCENT_KIND and _SHARE.search(item.labels[0]):
            _append(self._shares, item.rate_of, item)

    def is_stock(self, iri: str) -> bool:
        """Return whether an indicator's values refer to a moment, so that they count all."""
        return iri in self._stocks

    def labels(self) -> Mapping[str, str]:
        """Return every label as written, with an indicator that has it."""
        return self._labels

    def candidates(self, head: str) -> Sequence[Indicator]:
        """Return the indicators that have the head as a label, whatever their unit."""
        return self._labelled(normalise(head))

    def link(self, head: str, unit: str | None, context: FigureContext) -> IndicatorLink:
        """Return what a head links to; see the function `link`."""
        if len(head) > MAX_HEAD_LENGTH:
            return IndicatorLink(None, reason="no label")
        refused: IndicatorLink | None = None
        for text, relation in readings(head):
            found = self._labelled(text)
            if not found:
                continue
            chosen = self._choose(text, found, unit, context, relation)
            if chosen.indicator:
                return chosen
            refused = refused or chosen
        return refused or IndicatorLink(None, reason="no label")

    def _labelled(self, text: str) -> Sequence[Indicator]:
        """Return the indicators of a label, in this or another order of its words."""
        keys = (text, works_last(without_count(text)))
        tables = (self._exact, self._loose, self._loose)
        for table, key in zip(tables, (text, *keys), strict=True):
            if key in table:
                return table[key]
        flows = self._exact.get(without_verb(text, indicator_words().done), ())
        return [item for item in flows if item.is_flow]

    def _choose(
        self,
        text: str,
        found: Sequence[Indicator],
        unit: str | None,
        context: FigureContext,
        said: Relation,
    ) -> IndicatorLink:
        """Choose among the indicators of a label the one that the figure can belong to."""
        if said == "growth" or context.kind in _ANY_UNIT:
            fitting, relation = list(found), _relation(context.kind)
        else:
            fitting = [item for item in found if self._fits(item, unit, context.symbol)]
            relation = "growth" if context.kind == "change" else "level"
        if not fitting and self._kind_of(unit) == _PERCENT_KIND:
            shares = [share for item in found for share in self._shares.get(item.iri, ())]
            fitting = [share for share in shares if _is_share_of(share, text)]
        if not fitting and context.kind == "share":
            # 完成改造60% is a share of what was to be renovated, not of the renovations of a year.
            fitting = [item for item in found if not (item.is_flow and item.counts)]
            relation = "share"
        if not fitting:
            return IndicatorLink(None, reason="unit")
        if len(fitting) > 1 and context.kind not in _ANY_UNIT:
            fitting = _counted_alike(fitting, context.symbol)
        if len(fitting) > 1:
            fitting = [item for item in fitting if normalise(item.labels[0]) == text]
        if len(fitting) != 1:
            return IndicatorLink(None, reason="ambiguous")
        return IndicatorLink(fitting[0].iri, relation, fitting[0].counts)

    def _fits(self, item: Indicator, unit: str | None, symbol: str) -> bool:
        kind = self._kind_of(unit)
        if kind is None or item.unit_kind is None:
            return True
        # A yield is given in kilograms, with the area left out, or in kilograms a hectare.
        if kind != item.unit_kind and not (
            kind == "MassPerArea" and item.unit_kind == "Mass" and item.rate_of
        ):
            return False
        return item.counts is None or _counts_with(item.counts, symbol)

    def _kind_of(self, unit: str | None) -> str | None:
        return None if unit is None else self._unit_kinds.get(unit)


def link(head: str, unit: str | None = None, context: FigureContext | None = None) -> IndicatorLink:
    """Return the indicator that the head of a figure names.

    Args:
        head: the words that name what is measured, as written.
        unit: the reference to the figure's unit, as in `Quantity.unit`; None where there is none.
        context: the kind of figure and its unit or measure word as written.

    """
    return load_index().link(head, unit, context or FigureContext())


@cache
def load_index() -> IndicatorIndex:
    """Return the index of the scheme's indicators, which is made once."""
    triples = load_schemes()
    return IndicatorIndex(read_indicators(triples), _read_unit_kinds(triples))


def read_indicators(triples: Iterable[Triple]) -> tuple[Indicator, ...]:
    """Return the indicators of the schemes in the order of their IRIs."""
    triples = list(triples)
    names = {
        name: expand(name)
        for name in (
            "skos:prefLabel",
            "skos:altLabel",
            "dg:usualUnit",
            "dg:usuallyCounts",
            "dg:rateOf",
            "dg:measureForm",
        )
    }
    values: dict[tuple[str, str], list[str]] = {}
    for triple in triples:
        for name, node in names.items():
            if triple.predicate == node and (value := _value(triple.object)):
                values.setdefault((str(triple.subject)[1:-1], name), []).append(value)
    kinds = _read_unit_kinds(triples)
    return tuple(
        _indicator(iri, values, kinds)
        for iri in sorted({subject for subject, _ in values})
        if iri.startswith(f"{_PREFIX}indicator/")
    )


def _indicator(
    iri: str, values: Mapping[tuple[str, str], Sequence[str]], kinds: Mapping[str, str]
) -> Indicator:
    def first(name: str) -> str | None:
        return next(iter(values.get((iri, name), ())), None)

    counts, unit = first("dg:usuallyCounts"), first("dg:usualUnit")
    rate_of = first("dg:rateOf")
    return Indicator(
        iri.removeprefix(_PREFIX),
        (*values.get((iri, "skos:prefLabel"), ()), *values.get((iri, "skos:altLabel"), ())),
        kinds.get(unit) if unit else None,
        counts.rpartition("/")[2] if counts else None,
        rate_of.removeprefix(_PREFIX) if rate_of else None,
        first("dg:measureForm") == f"{_PREFIX}measure-form/flow",
    )


def _value(node: object) -> str | None:
    if isinstance(node, NamedNode):
        return node.value
    return node.value if isinstance(node, Literal) and node.language == "zh" else None


def _read_unit_kinds(triples: Iterable[Triple]) -> dict[str, str]:
    """Return unit → quantity kind, with an entry for every way of referring to the unit."""
    found: dict[str, str] = {}
    for triple in triples:
        if triple.predicate == expand("qudt:hasQuantityKind") and isinstance(
            triple.subject, NamedNode
        ):
            iri = triple.subject.value
            kind = str(triple.object)[1:-1].rpartition("/")[2]
            short = iri.replace(expand("unit:").value, "unit:").removeprefix(_PREFIX)
            found |= {iri: kind, short: kind}
    return found


def _append(table: dict[str, list[Indicator]], key: str, item: Indicator) -> None:
    entries = table.setdefault(key, [])
    if item not in entries:
        entries.append(item)


def _relation(kind: FigureKind | None) -> Relation:
    return "level" if kind == "rank" else "growth"


def _is_share_of(share: Indicator, text: str) -> bool:
    """Return whether an indicator is the share of what a head names within its own area."""
    if "占全" in share.labels[0]:
        return False
    return any(normalise(label).startswith(text) for label in share.labels)


def _counts_with(counts: str, symbol: str) -> bool:
    """Return whether a measure word can count a kind of thing."""
    if symbol in _BATCHES:
        return False
    if counts == "dwelling":
        return symbol in _DWELLINGS
    if symbol in _PERSONS:
        return counts in _PERSON_KINDS or (symbol == "位" and counts == "place")
    if symbol == "户":
        return counts in _HOUSEHOLD_KINDS
    return counts not in _PERSON_KINDS or symbol in ("", "个")


def _counted_alike(found: Sequence[Indicator], symbol: str) -> list[Indicator]:
    """Return the indicators that count what a measure word counts, or all if none does."""
    kinds = _PERSON_KINDS if symbol in _PERSONS else frozenset({"household"})
    if symbol not in _PERSONS and symbol != "户":
        return [item for item in found if item.counts not in kinds] or list(found)
    return [item for item in found if item.counts in kinds] or list(found)
