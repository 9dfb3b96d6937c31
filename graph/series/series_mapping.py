"""Maps the series of a place to RDF Data Cube and the terms of series.ttl."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.evidence import ClaimPeriod
from districtgraph.graph.mapping.period_mapping import period_iri, period_triples
from districtgraph.graph.rdf.literals import decimal_literal, integer_literal
from districtgraph.graph.rdf.vocabulary import expand, individual, resolve, term
from districtgraph.graph.series.agreement import AgreedValue, Conflict
from districtgraph.graph.series.growth_rates import ComputedRate
from districtgraph.graph.series.indicator_facts import IndicatorFacts
from districtgraph.graph.series.reported_periods import ReportedPeriod
from districtgraph.graph.series.series_figures import FigureKind, SeriesFigure
from districtgraph.graph.series.series_points import Cell, SeriesPoint
from districtgraph.graph.series.target_outcomes import Reached, TargetOutcome

__all__ = ["PlaceLabels", "series_triples"]

_A = expand("rdf:type")
_LABEL = expand("rdfs:label")
_DERIVED = expand("prov:wasDerivedFrom")
_AREA = expand("sdmx-dimension:refArea")
_PERIOD = expand("sdmx-dimension:refPeriod")
_VALUE = expand("sdmx-measure:obsValue")
_UNIT = expand("sdmx-attribute:unitMeasure")
_CUBES = {FigureKind.LEVEL: "series/levels", FigureKind.GROWTH: "series/growth-rates"}
_PERCENT = "unit:PERCENT"
_HUNDREDTHS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PlaceLabels:
    """The names of a place for the labels of its series."""

    zh: str = ""
    en: str = ""


def series_triples(
    place: str,
    labels: PlaceLabels,
    cells: Sequence[Cell],
    rates: Sequence[ComputedRate],
    outcomes: Sequence[TargetOutcome],
) -> Iterator[Triple]:
    """Yield the triples of a place's graph, some of them more than once."""
    mapping = _Mapping(place)
    for cell in cells:
        if cell.point:
            yield from mapping.point(cell.point)
        for conflict in cell.conflicts:
            yield from mapping.conflict(conflict)
    for rate in rates:
        yield from mapping.rate(rate)
    for outcome in outcomes:
        yield from mapping.outcome(outcome)
    yield from _slices(place, labels, cells, rates)


class _Mapping:
    """Maps the records of one place, whose code is in all of their IRIs."""

    def __init__(self, place: str) -> None:
        self._place = place

    def point(self, point: SeriesPoint) -> Iterator[Triple]:
        figure = point.figure
        node = _point_iri(self._place, figure)
        is_level = figure.kind is FigureKind.LEVEL
        yield from self._observation(node, figure, figure.value)
        yield Triple(node, _A, term("Point" if is_level else "StatedGrowth"))
        if not is_level:
            yield Triple(node, _A, term("Growth"))
            yield Triple(node, term("growthOrigin"), individual("growth-origin/stated"))
        yield Triple(node, term("pointStatus"), individual(f"point-status/{point.status}"))
        yield Triple(node, term("roundedTo"), decimal_literal(figure.rounding))
        yield Triple(node, term("documentCount"), integer_literal(len(point.reading.documents)))
        for item in point.reading.figures:
            yield Triple(node, _DERIVED, item.iri)

    def rate(self, rate: ComputedRate) -> Iterator[Triple]:
        node = _rate_iri(self._place, rate)
        yield from self._observation(node, rate.later.figure, rate.value, FigureKind.GROWTH)
        yield Triple(node, _A, term("Growth"))
        yield Triple(node, _A, term("ComputedGrowth"))
        yield Triple(node, term("growthOrigin"), individual("growth-origin/computed"))
        statuses = (rate.earlier.status, rate.later.status)
        yield Triple(
            node, term("pointStatus"), individual(f"point-status/{max(statuses, key=_weight)}")
        )
        for point in (rate.earlier, rate.later):
            yield Triple(node, term("computedFrom"), _point_iri(self._place, point.figure))
            yield Triple(node, _DERIVED, point.figure.iri)

    def conflict(self, conflict: Conflict) -> Iterator[Triple]:
        earlier, later = conflict.earlier, conflict.later
        name = f"{_plain(earlier.value)}--{_plain(later.value)}"
        node = NamedNode(f"{_point_iri(self._place, later.finest).value}/conflict/{name}")
        yield Triple(node, _A, term("Conflict"))
        for kind in _CLASSES[conflict.kind.value]:
            yield Triple(node, _A, term(kind))
        yield from self._dimensions(node, later.finest)
        yield from self._period(node, later.finest)
        yield Triple(node, _UNIT, resolve(_unit(later.finest)))
        for name, reading in (("earlier", earlier), ("later", later)):
            yield Triple(node, term(f"{name}Value"), decimal_literal(reading.value))
            for figure in reading.figures:
                yield Triple(node, term(f"{name}Claim"), figure.iri)
        yield Triple(node, term("difference"), decimal_literal(conflict.difference))
        if earlier.value:
            share = (conflict.difference / abs(earlier.value) * 100).quantize(_HUNDREDTHS)
            yield Triple(node, term("relativeDifference"), decimal_literal(share))

    def outcome(self, outcome: TargetOutcome) -> Iterator[Triple]:
        target = outcome.target
        of_point = _point_iri(self._place, target).value
        node = NamedNode(f"{of_point}/outcome/{target.document}/{target.claim}")
        yield Triple(node, _A, term("TargetOutcome"))
        yield from self._dimensions(node, target)
        yield from self._period(node, target)
        yield Triple(node, _UNIT, resolve(_unit(target)))
        yield Triple(node, term("targetClaim"), target.iri)
        yield Triple(node, term("targetValue"), decimal_literal(target.value))
        comparator = individual(f"comparator/{target.comparator}")
        yield Triple(node, term("targetComparator"), comparator)
        yield Triple(node, term("outcomeValue"), decimal_literal(outcome.value))
        yield Triple(node, term("difference"), decimal_literal(outcome.value - target.value))
        yield Triple(node, term("verdict"), individual(f"verdict/{outcome.verdict}"))
        if not target.name:
            # What has a narrower name than the indicator is no point of its series.
            yield Triple(
                node, term("outcomeObservation"), _reached_iri(self._place, outcome.reached)
            )
        for claim in _claims_of(outcome.reached):
            yield Triple(node, term("outcomeClaim"), claim)

    def _observation(
        self,
        node: NamedNode,
        figure: SeriesFigure,
        value: Decimal,
        kind: FigureKind | None = None,
    ) -> Iterator[Triple]:
        kind = kind or figure.kind
        yield Triple(node, _A, expand("qb:Observation"))
        yield Triple(node, _A, term("SeriesObservation"))
        yield Triple(node, expand("qb:dataSet"), individual(_CUBES[kind]))
        yield from self._dimensions(node, figure)
        yield from self._period(node, figure)
        modality = "target" if figure.is_target else "achieved"
        yield Triple(node, term("ofModality"), individual(f"modality/{modality}"))
        yield Triple(node, _VALUE, decimal_literal(value))
        unit = _PERCENT if kind is FigureKind.GROWTH else figure.unit
        yield Triple(node, _UNIT, resolve(unit))

    def _dimensions(self, node: NamedNode, figure: SeriesFigure) -> Iterator[Triple]:
        yield Triple(node, _AREA, individual(self._place))
        yield Triple(node, term("ofIndicator"), individual(figure.indicator.iri))

    def _period(self, node: NamedNode, figure: SeriesFigure) -> Iterator[Triple]:
        """Yield the period, which the claims themselves may have left unresolved."""
        days = ClaimPeriod(None, figure.period.start, figure.period.end)
        yield Triple(node, _PERIOD, period_iri("", days, ""))
        yield from period_triples("", days, "")


_CLASSES = {
    "Conflict": (),
    "Revision": ("Revision",),
    "StatedRevision": ("Revision", "StatedRevision"),
}
_WEIGHTS = ("single", "agreed", "revised", "conflicting")


def _weight(status: str) -> int:
    return _WEIGHTS.index(status)


def _slices(
    place: str, labels: PlaceLabels, cells: Iterable[Cell], rates: Iterable[ComputedRate]
) -> Iterator[Triple]:
    """Yield the series with their observations, and the properties that a list of series shows."""
    points = [cell.point for cell in cells if cell.point]
    years: dict[str, list[int]] = {}
    for point in points:
        figure = point.figure
        node = _series_iri(place, figure.indicator, figure.kind)
        yield from _slice(place, labels, figure.indicator, figure.kind)
        yield Triple(node, expand("qb:observation"), _point_iri(place, figure))
        if figure.kind is FigureKind.LEVEL and not figure.is_target:
            years.setdefault(node.value, []).append(figure.period.start.year)
    for rate in rates:
        indicator = rate.later.figure.indicator
        node = _series_iri(place, indicator, FigureKind.GROWTH)
        yield from _slice(place, labels, indicator, FigureKind.GROWTH)
        yield Triple(node, expand("qb:observation"), _rate_iri(place, rate))
    for iri, found in years.items():
        yield Triple(NamedNode(iri), term("pointCount"), integer_literal(len(found)))
        yield Triple(NamedNode(iri), term("firstYear"), integer_literal(min(found)))
        yield Triple(NamedNode(iri), term("lastYear"), integer_literal(max(found)))


def _slice(
    place: str, labels: PlaceLabels, indicator: IndicatorFacts, kind: FigureKind
) -> Iterator[Triple]:
    node = _series_iri(place, indicator, kind)
    is_level = kind is FigureKind.LEVEL
    yield Triple(node, _A, expand("qb:Slice"))
    yield Triple(node, _A, term("Series" if is_level else "GrowthSeries"))
    yield Triple(node, _AREA, individual(place))
    yield Triple(node, term("ofIndicator"), individual(indicator.iri))
    yield Triple(node, expand("qb:sliceStructure"), individual("series/by-place-and-indicator"))
    yield Triple(individual(_CUBES[kind]), expand("qb:slice"), node)
    zh = " · ".join(filter(None, [labels.zh, indicator.zh, "" if is_level else "增速"]))
    en = " · ".join(filter(None, [labels.en, indicator.en, "" if is_level else "growth rate"]))
    yield Triple(node, _LABEL, Literal(zh, language="zh"))
    yield Triple(node, _LABEL, Literal(en, language="en"))


def _series_iri(place: str, indicator: IndicatorFacts, kind: FigureKind) -> NamedNode:
    name = f"series/{place.rpartition('/')[2]}/{indicator.name}"
    return individual(name if kind is FigureKind.LEVEL else f"{name}/growth")


def _point_iri(place: str, figure: SeriesFigure) -> NamedNode:
    modality = "target" if figure.is_target else "achieved"
    series = _series_iri(place, figure.indicator, FigureKind.LEVEL).value
    name = f"{series}/{_period_name(figure.period)}/{modality}"
    return NamedNode(name if figure.kind is FigureKind.LEVEL else f"{name}/growth-stated")


def _rate_iri(place: str, rate: ComputedRate) -> NamedNode:
    return NamedNode(f"{_point_iri(place, rate.later.figure).value}/growth-computed")


def _reached_iri(place: str, reached: Reached) -> NamedNode:
    if isinstance(reached, ComputedRate):
        return _rate_iri(place, reached)
    return _point_iri(place, reached.figure)


def _claims_of(reached: Reached) -> tuple[NamedNode, ...]:
    if isinstance(reached, ComputedRate):
        return (reached.earlier.figure.iri, reached.later.figure.iri)
    reading: AgreedValue = reached.reading
    return tuple(figure.iri for figure in reading.figures)


def _period_name(period: ReportedPeriod) -> str:
    days = ClaimPeriod(None, period.start, period.end)
    return period_iri("", days, "").value.rpartition("/")[2]


def _unit(figure: SeriesFigure) -> str:
    return _PERCENT if figure.kind is FigureKind.GROWTH else figure.unit


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
