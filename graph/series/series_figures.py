"""Selects the claims that may be points of a series; the others are refused with a reason.

A claim that may mean something else than its indicator is refused, because a wrong point is worse
than none. The claim itself does not change.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pyoxigraph import NamedNode

from districtgraph.graph.claims.claim import CURATOR, Claim, Observation, Target
from districtgraph.graph.curation.figure_qualifiers import revision
from districtgraph.graph.mapping.claim_mapping import claim_iri
from districtgraph.graph.series.indicator_facts import IndicatorFacts
from districtgraph.graph.series.indicator_wording import names_indicator, narrower_name
from districtgraph.graph.series.reported_periods import ReportedPeriod, reported_period
from districtgraph.graph.series.written_precision import rounding_unit

__all__ = [
    "DocumentClaims",
    "FigureKind",
    "Refusal",
    "SeriesFigure",
    "read_figure",
    "read_narrower_figure",
    "series_figures",
]


@dataclass(frozen=True, slots=True)
class DocumentClaims:
    """The claims of one document about a place.

    Attributes:
        document: the document's key.
        published: the day of its publication, None if unknown.
        claims: all of its claims.

    """

    document: str
    published: date | None
    claims: Sequence[Claim]


class FigureKind(StrEnum):
    """What a point states."""

    LEVEL = "level"
    GROWTH = "growth"


class Refusal(StrEnum):
    """Why a claim is no point of a series."""

    NO_FIGURE = "it is neither an observation nor a target with a value"
    OTHER_PLACE = "it is about another place"
    NO_INDICATOR = "its indicator is not in the scheme"
    MODALITY = "it is neither achieved nor aimed at"
    PERIOD = "its period is not known"
    LONG_PERIOD = "its period is longer than a year"
    QUALIFIED = "words beside it narrow or accumulate what it covers"
    WORDING = "its words say more than the name of the indicator"
    COUNTED_THINGS = "it counts some of the things named after it"
    NOT_EXACT = "it is a bound, about a number, or a range"
    KIND = "it is neither a level nor a growth against the year before"
    UNIT = "its unit is not that of the indicator"


@dataclass(frozen=True, slots=True)
class SeriesFigure:
    """A claim as a point of a series.

    Attributes:
        document: key of its document.
        claim: key of the claim within it.
        published: the document's day.
        position: the offset of its number in the text.
        indicator: what it measures.
        kind: a level, or a growth in per cent.
        is_target: whether it is aimed at, not achieved.
        period: the days that it is about.
        value: the number in the unit; negative for a decline.
        rounding: the unit of the last digit that is written.
        unit: as claims refer to it.
        comparator: its local name; others than ``equal`` occur only with targets.
        is_revised: whether the text says that the value replaces another.
        head: the offsets of the words for what is measured; None if a curator chose the indicator.
        name: what it measures if that is narrower than the indicator, such as 地方财政总收入; such
            a figure is no point. Empty for points.

    """

    document: str
    claim: str
    published: date | None
    position: int
    indicator: IndicatorFacts
    kind: FigureKind
    is_target: bool
    period: ReportedPeriod
    value: Decimal
    rounding: Decimal
    unit: str
    comparator: str
    is_revised: bool
    head: int | None = None
    name: str = ""

    @property
    def iri(self) -> NamedNode:
        """The claim's IRI."""
        return claim_iri(self.document, self.claim)

    @property
    def order(self) -> tuple[date, str, int, str]:
        """The sort key: day of publication, then position."""
        return (self.published or date.min, self.document, self.position, self.claim)


def series_figures(
    place: str, sources: Iterable[DocumentClaims], indicators: Mapping[str, IndicatorFacts]
) -> Iterator[SeriesFigure]:
    """Yield the claims that may be points of a place's series, and those of narrower names."""
    for source in sources:
        for claim in source.claims:
            found = read_figure(place, source, claim, indicators)
            if found is Refusal.WORDING:
                found = read_narrower_figure(place, source, claim, indicators) or found
            if isinstance(found, SeriesFigure):
                yield found


def read_figure(
    place: str, source: DocumentClaims, claim: Claim, indicators: Mapping[str, IndicatorFacts]
) -> SeriesFigure | Refusal:
    """Return a claim as a point of a series, or why it is none.

    Args:
        place: local IRI of the place that the series are of.
        source: the claim's document.
        claim: the claim.
        indicators: those of the scheme, by local IRI.

    """
    if not isinstance(claim, Observation | Target) or claim.value is None:
        return Refusal.NO_FIGURE
    indicator = indicators.get(claim.indicator or "")
    if indicator is None:
        return Refusal.NO_INDICATOR
    if refused := _refused_words(place, claim) or _refused_wording(claim, indicator):
        return refused
    return _figure(source, claim, claim.value, indicator)


def read_narrower_figure(
    place: str, source: DocumentClaims, claim: Claim, indicators: Mapping[str, IndicatorFacts]
) -> SeriesFigure | None:
    """Return a claim that is no point only because its words are narrower than its indicator.

    The arguments are those of `read_figure`; None if the claim is a point, or something else keeps
    it from being one.
    """
    if not isinstance(claim, Observation | Target) or claim.value is None or not claim.measured:
        return None
    indicator = indicators.get(claim.indicator or "")
    if indicator is None or _refused_words(place, claim):
        return None
    if _refused_wording(claim, indicator) is not Refusal.WORDING:
        return None
    if claim.measured.start > claim.written.start:
        return None
    found = _figure(source, claim, claim.value, indicator)
    name = narrower_name(claim.measured.text, indicator.labels)
    return replace(found, name=name) if isinstance(found, SeriesFigure) and name else None


def _figure(
    source: DocumentClaims,
    claim: Observation | Target,
    value: Decimal,
    indicator: IndicatorFacts,
) -> SeriesFigure | Refusal:
    kind = _kind(claim, indicator)
    if isinstance(kind, Refusal):
        return kind
    period = reported_period(claim.period, source.published, is_target=isinstance(claim, Target))
    if period is None:
        return Refusal.PERIOD
    if period.is_longer_than_a_year:
        return Refusal.LONG_PERIOD
    falls = claim.figure_kind == "decline" or (kind is FigureKind.GROWTH and value < 0)
    return SeriesFigure(
        document=source.document,
        claim=claim.key,
        published=source.published,
        position=claim.written.start,
        indicator=indicator,
        kind=kind,
        is_target=isinstance(claim, Target),
        period=period,
        value=-abs(value) if falls else value,
        rounding=rounding_unit(claim.written.text, value),
        unit=claim.unit or "unit:UNITLESS",
        comparator=_turned(claim.comparator or "equal", falls),
        is_revised=bool(claim.qualifier and revision().search(claim.qualifier.text)),
        head=claim.measured.start if claim.measured else None,
    )


_TURNED = {
    "at-least": "at-most",
    "more-than": "less-than",
    "at-most": "at-least",
    "less-than": "more-than",
}


def _turned(comparator: str, falls: bool) -> str:
    """Return the comparator for the signed number: 下降3%以上 is at most -3 %."""
    return _TURNED.get(comparator, comparator) if falls else comparator


def _refused_words(place: str, claim: Observation | Target) -> Refusal | None:
    """Return why a claim's place, modality, comparator or parts keep it from being a point."""
    if claim.place != place:
        return Refusal.OTHER_PLACE
    if claim.modality not in ("achieved", "target"):
        return Refusal.MODALITY
    if isinstance(claim, Observation) and claim.comparator != "equal":
        return Refusal.NOT_EXACT
    if claim.share_of or claim.share_of_place or claim.initiative or claim.industry:
        return Refusal.QUALIFIED
    if claim.qualifier and not revision().search(claim.qualifier.text):
        return Refusal.QUALIFIED
    return None


def _refused_wording(claim: Observation | Target, indicator: IndicatorFacts) -> Refusal | None:
    """Return why the words for what is measured keep a claim from being a point.

    If a curator chose the indicator, the words are not checked.
    """
    if claim.by.get("indicator") == CURATOR:
        return None
    if claim.measured is None or not _is_named(claim, claim.measured.text, indicator):
        return Refusal.WORDING
    return Refusal.COUNTED_THINGS if claim.measured.start > claim.written.start else None


def _is_named(claim: Observation | Target, words: str, indicator: IndicatorFacts) -> bool:
    """Return whether words name an indicator, or what it is a share of: 工业增加值占全市比重."""
    if names_indicator(words, indicator.iri, indicator.zh):
        return True
    is_share = claim.figure_kind == "share" and indicator.is_percentage
    return is_share and bool(indicator.rate_of) and names_indicator(words, indicator.rate_of)


_YEAR_ON_YEAR = ("同比", "上年", "去年", "上一年", "同期", "同口径", "可比口径")


def _kind(claim: Observation | Target, indicator: IndicatorFacts) -> FigureKind | Refusal:
    """Return whether a claim is a level in the indicator's unit, or a growth over a year."""
    kind = claim.figure_kind
    if kind is None or (kind == "share" and indicator.is_percentage):
        return FigureKind.LEVEL if claim.unit == indicator.unit else Refusal.UNIT
    if kind not in ("growth", "decline"):
        return Refusal.KIND
    basis = claim.change_basis.text if claim.change_basis else ""
    if basis and not any(words in basis for words in _YEAR_ON_YEAR):
        return Refusal.KIND
    return FigureKind.GROWTH
