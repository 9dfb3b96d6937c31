"""Claims and figures of series for tests, by the little that a test says of them."""

from datetime import date
from decimal import Decimal

from districtgraph.graph.claims.claim import Observation, Target
from districtgraph.graph.claims.evidence import ClaimPeriod, Quote
from districtgraph.graph.series.indicator_facts import IndicatorFacts, load_indicator_facts
from districtgraph.graph.series.reported_periods import ReportedPeriod
from districtgraph.graph.series.series_figures import FigureKind, SeriesFigure

__all__ = ["GDP", "PLACE", "UNEMPLOYMENT", "claim", "figure", "whole_year"]

PLACE = "place/990301"
GDP: IndicatorFacts = load_indicator_facts()["indicator/gross-domestic-product"]
UNEMPLOYMENT: IndicatorFacts = load_indicator_facts()[
    "indicator/urban-registered-unemployment-rate"
]


def whole_year(year: int) -> ReportedPeriod:
    return ReportedPeriod(date(year, 1, 1), date(year, 12, 31))


def figure(
    value: str,
    *,
    document: str = "d1",
    published: date | None = date(2023, 1, 10),
    claim: str = "c",
    rounding: str | None = None,
    year: int = 2022,
    kind: FigureKind = FigureKind.LEVEL,
    indicator: IndicatorFacts = GDP,
    is_target: bool = False,
    comparator: str = "equal",
    is_revised: bool = False,
    position: int = 10,
    head: int | None = None,
) -> SeriesFigure:
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return SeriesFigure(
        document=document,
        claim=claim,
        published=published,
        position=position,
        indicator=indicator,
        kind=kind,
        is_target=is_target,
        period=whole_year(year),
        value=number,
        rounding=Decimal(rounding) if rounding else Decimal(1).scaleb(exponent),
        unit=indicator.unit or "unit:UNITLESS",
        comparator=comparator,
        is_revised=is_revised,
        head=head,
    )


def claim(
    value: str = "7088000000",
    written: str = "70.88亿元",
    *,
    key: str = "c",
    indicator: str = GDP.iri,
    measured: str | None = "地区生产总值",
    figure_kind: str | None = None,
    qualifier: str | None = None,
    change_basis: str | None = None,
    comparator: str = "equal",
    unit: str = "unit:CCY_CNY",
    modality: str = "achieved",
    year: int | None = 2022,
    words: str | None = None,
    place: str = PLACE,
    initiative: str | None = None,
    by: str = "rules",
    at: int = 20,
) -> Observation | Target:
    """A claim whose words for the indicator come before its number."""

    def quote(text: str | None, start: int) -> Quote | None:
        return Quote(start, start + len(text), text) if text else None

    days = whole_year(year) if year else None
    number = Quote(at, at + len(written), written)
    record = Target if modality == "target" else Observation
    return record(
        key=key,
        evidence=(number,),
        written=number,
        modality=modality,
        period=ClaimPeriod(
            quote(words, 0), days.start if days else None, days.end if days else None
        ),
        indicator=indicator,
        place=place,
        initiative=initiative,
        value=Decimal(value),
        comparator=comparator,
        unit=unit,
        figure_kind=figure_kind,
        measured=quote(measured, at - 8),
        qualifier=quote(qualifier, 2),
        change_basis=quote(change_basis, 1),
        by={"indicator": by},
    )
