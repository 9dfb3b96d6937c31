"""Combines all documents about one place into the triples of one named graph."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from districtgraph.graph.rdf.vocabulary import graph_name
from districtgraph.graph.series.growth_rates import ComputedRate, computed_rates
from districtgraph.graph.series.indicator_facts import IndicatorFacts, load_indicator_facts
from districtgraph.graph.series.likely_matches import (
    NamedIndividual,
    likely_matches,
    match_triples,
)
from districtgraph.graph.series.series_figures import (
    DocumentClaims,
    FigureKind,
    SeriesFigure,
    series_figures,
)
from districtgraph.graph.series.series_mapping import PlaceLabels, series_triples
from districtgraph.graph.series.series_points import Cell, SeriesPoint, cells
from districtgraph.graph.series.target_outcomes import (
    Outcome,
    Reached,
    TargetOutcome,
    target_outcomes,
)

__all__ = ["PlaceSeries", "join_claims", "place_series", "series_graph"]


@dataclass(frozen=True, slots=True)
class PlaceSeries:
    """The series of a place, from all texts about it.

    Attributes:
        cells: levels and stated growth rates, achieved or aimed at.
        rates: growth rates computed from levels.
        outcomes: targets with what was reached.

    """

    cells: tuple[Cell, ...]
    rates: tuple[ComputedRate, ...]
    outcomes: tuple[TargetOutcome, ...]


def series_graph(place: str) -> NamedNode:
    """Return the name of the graph of a place's series."""
    return graph_name(f"series/{place.rpartition('/')[2]}")


def place_series(
    place: str,
    sources: Iterable[DocumentClaims],
    labels: PlaceLabels | None = None,
    individuals: Iterable[NamedIndividual] = (),
    indicators: Mapping[str, IndicatorFacts] | None = None,
) -> tuple[Triple, ...]:
    """Return the triples of the graph of a place, sorted; none if no claim forms a point.

    The order of the documents does not matter.

    Args:
        place: local IRI of the place, such as ``place/150702``.
        sources: all documents about it.
        labels: the place's names.
        individuals: the things that the documents name, searched for likely matches.
        indicators: those of the scheme, by local IRI; by default those of the repository.

    """
    joined = join_claims(place, sources, indicators or load_indicator_facts())
    names = labels or PlaceLabels()
    found = set(series_triples(place, names, joined.cells, joined.rates, joined.outcomes))
    areas = [names.zh] if names.zh else []
    found.update(match_triples(likely_matches(individuals, areas)))
    return tuple(sorted(found, key=str))


def join_claims(
    place: str, sources: Iterable[DocumentClaims], indicators: Mapping[str, IndicatorFacts]
) -> PlaceSeries:
    """Return the series that the claims about a place form, as records."""
    figures = sorted(series_figures(place, sources, indicators), key=lambda item: item.order)
    found = cells(figure for figure in figures if not figure.name)
    narrower = cells(figure for figure in figures if figure.name)
    rates = _rates(_achieved(found))
    reached = _reached([*_achieved(found), *_achieved(narrower)], rates)
    targets = [figure for figure in figures if figure.is_target]
    return PlaceSeries(found, rates, target_outcomes(targets, reached))


def _achieved(found: Iterable[Cell]) -> list[SeriesPoint]:
    return [cell.point for cell in found if cell.point and not cell.point.figure.is_target]


def _rates(achieved: Sequence[SeriesPoint]) -> tuple[ComputedRate, ...]:
    levels: dict[str, dict[int, SeriesPoint]] = {}
    for point in achieved:
        year = point.figure.period.year
        if point.figure.kind is FigureKind.LEVEL and year is not None:
            levels.setdefault(point.figure.indicator.iri, {})[year] = point
    return tuple(rate for iri in sorted(levels) for rate in computed_rates(levels[iri]))


def _reached(
    achieved: Iterable[SeriesPoint], rates: Iterable[ComputedRate]
) -> Mapping[Outcome, Reached]:
    """Return what was achieved; a stated growth rate takes precedence over a computed one."""
    found: dict[Outcome, Reached] = {
        (rate.later.figure.indicator.iri, "", FigureKind.GROWTH, rate.later.figure.period): rate
        for rate in rates
    }
    for point in achieved:
        figure: SeriesFigure = point.figure
        found[figure.indicator.iri, figure.name, figure.kind, figure.period] = point
    return found
