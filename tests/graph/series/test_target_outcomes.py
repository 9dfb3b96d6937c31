"""Targets compared with outcomes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.series.growth_rates import computed_rates
from districtgraph.graph.series.indicator_facts import IndicatorFacts, load_indicator_facts
from districtgraph.graph.series.series_figures import FigureKind
from districtgraph.graph.series.series_points import SeriesPoint, cells
from districtgraph.graph.series.target_outcomes import Verdict, target_outcomes, verdict
from tests.graph.series.sample_figures import GDP, UNEMPLOYMENT, figure, whole_year

RETAIL = load_indicator_facts()["indicator/retail-sales"]
GROWTH = FigureKind.GROWTH


@pytest.mark.parametrize(
    ("aimed", "comparator", "reached", "expected"),
    [
        ("5", "equal", "5.0", Verdict.MET),
        ("5", "equal", "5.1", Verdict.MET),
        ("5", "equal", "4.9", Verdict.MISSED),
        ("5", "about", "4.8", Verdict.NEARLY_MET),
        ("5", "about", "4.4", Verdict.MISSED),
        ("5", "about", "6", Verdict.MET),
        ("5", "at-least", "4.99", Verdict.MISSED),
        ("-3", "at-most", "-3.5", Verdict.MET),
        ("-3", "equal", "-2", Verdict.MISSED),
    ],
)
def test_a_growth_against_its_target(
    aimed: str, comparator: str, reached: str, expected: Verdict
) -> None:
    target = figure(aimed, kind=GROWTH, is_target=True, comparator=comparator)
    assert verdict(target, Decimal(reached), Decimal("0.01")) is expected


@pytest.mark.parametrize(
    ("indicator", "more", "less"),
    [
        (GDP, Verdict.MET, Verdict.MISSED),
        (UNEMPLOYMENT, Verdict.MISSED, Verdict.MET),
        (replace(GDP, direction="neutral"), Verdict.UNDECIDED, Verdict.UNDECIDED),
    ],
)
def test_no_growth_is_better_or_worse_as_the_indicator_says(
    indicator: IndicatorFacts, more: Verdict, less: Verdict
) -> None:
    target = figure("0", kind=GROWTH, indicator=indicator, is_target=True)
    assert verdict(target, Decimal("1.5"), Decimal("0.1")) is more
    assert verdict(target, Decimal("-1.5"), Decimal("0.1")) is less


def test_less_of_what_should_fall_is_better() -> None:
    target = figure("3.5", indicator=UNEMPLOYMENT, is_target=True)
    assert verdict(target, Decimal("3.4"), Decimal("0.1")) is Verdict.MET
    assert verdict(target, Decimal("3.6"), Decimal("0.1")) is Verdict.MISSED


def test_rounding_of_the_outcome_is_in_its_favour() -> None:
    target = figure("20", kind=GROWTH, is_target=True)
    assert verdict(target, Decimal("19.5"), Decimal("2")) is Verdict.MET


@given(st.decimals("0.1", "20", places=1), st.decimals("0", "20", places=1))
def test_more_than_the_target_always_meets_it(aimed: Decimal, more: Decimal) -> None:
    for comparator in ("equal", "about", "at-least"):
        target = figure(str(aimed), kind=GROWTH, is_target=True, comparator=comparator)
        assert verdict(target, aimed + more, Decimal("0.1")) is Verdict.MET


def point(value: str, year: int, **said: object) -> SeriesPoint:
    (cell,) = cells([figure(value, year=year, **said)])  # type: ignore[arg-type]
    assert cell.point
    return cell.point


def test_a_rate_follows_from_the_levels_of_successive_years() -> None:
    points = {2020: point("100", 2020), 2021: point("105", 2021), 2023: point("120", 2023)}
    (rate,) = computed_rates(points)
    assert (rate.value, rate.rounding) == (Decimal("5.00"), Decimal("2.05"))


def test_no_rate_follows_from_a_rate_or_from_nothing() -> None:
    rates = {
        2020: point("3.5", 2020, indicator=UNEMPLOYMENT),
        2021: point("3.6", 2021, indicator=UNEMPLOYMENT),
    }
    assert computed_rates(rates) == ()
    assert computed_rates({2020: point("0", 2020), 2021: point("5", 2021)}) == ()


def test_levels_do_not_decide_on_a_growth_in_constant_prices() -> None:
    for indicator, expected in ((GDP, Verdict.UNDECIDED), (RETAIL, Verdict.MISSED)):
        points = {
            year: point(value, year, indicator=indicator)
            for year, value in ((2021, "100.00"), (2022, "104.00"))
        }
        (rate,) = computed_rates(points)
        target = figure("5", kind=GROWTH, is_target=True, indicator=indicator)
        (found,) = target_outcomes([target], {(indicator.iri, "", GROWTH, whole_year(2022)): rate})
        assert found.verdict is expected


def test_a_figure_from_before_the_target_is_no_outcome_of_it() -> None:
    reached = point("5", 2022, kind=GROWTH, published=date(2021, 5, 1))
    target = figure("5", kind=GROWTH, is_target=True, published=date(2022, 1, 5))
    key = (GDP.iri, "", GROWTH, whole_year(2022))
    assert target_outcomes([target], {key: reached}) == ()
    assert target_outcomes([target], {}) == ()
