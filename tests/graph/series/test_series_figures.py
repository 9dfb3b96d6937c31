"""Which claims are points of a series: a claim that may mean another thing is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from districtgraph.graph.claims.claim import CURATOR
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.series.indicator_facts import load_indicator_facts
from districtgraph.graph.series.series_figures import (
    DocumentClaims,
    FigureKind,
    Refusal,
    SeriesFigure,
    read_figure,
    series_figures,
)
from tests.graph.series.sample_figures import GDP, PLACE, UNEMPLOYMENT, claim, whole_year

PUBLISHED = date(2023, 1, 10)


def read(**said: Any) -> SeriesFigure | Refusal:
    item = claim(**said)
    source = DocumentClaims("d1", PUBLISHED, [item])
    return read_figure(PLACE, source, item, load_indicator_facts())


def accepted(**said: Any) -> SeriesFigure:
    found = read(**said)
    assert isinstance(found, SeriesFigure), found
    return found


def test_a_level_in_the_indicator_s_unit_is_a_point() -> None:
    found = accepted()
    assert (found.kind, found.value, found.rounding) == (
        FigureKind.LEVEL,
        Decimal(7088000000),
        Decimal(1000000),
    )
    assert (found.period, found.is_target, found.indicator) == (whole_year(2022), False, GDP)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"place": "place/990302"}, Refusal.OTHER_PLACE),
        ({"indicator": "indicator-candidate/0"}, Refusal.NO_INDICATOR),
        ({"modality": "plan"}, Refusal.MODALITY),
        ({"modality": "ongoing"}, Refusal.MODALITY),
        ({"year": None}, Refusal.PERIOD),
        ({"comparator": "at-least"}, Refusal.NOT_EXACT),
        ({"comparator": "about"}, Refusal.NOT_EXACT),
        ({"qualifier": "其中"}, Refusal.QUALIFIED),
        ({"qualifier": "累计"}, Refusal.QUALIFIED),
        ({"initiative": "programme/x"}, Refusal.QUALIFIED),
        ({"measured": "区本级地区生产总值"}, Refusal.WORDING),
        ({"measured": "规模以上地区生产总值"}, Refusal.WORDING),
        ({"measured": None}, Refusal.WORDING),
        ({"figure_kind": "share", "unit": "unit:PERCENT"}, Refusal.KIND),
        ({"figure_kind": "change"}, Refusal.KIND),
        ({"figure_kind": "points", "unit": "unit:PERCENT"}, Refusal.KIND),
        ({"figure_kind": "growth", "change_basis": "比2010年"}, Refusal.KIND),
        ({"figure_kind": "growth", "change_basis": "环比"}, Refusal.KIND),
        ({"unit": "unit:PERCENT"}, Refusal.UNIT),
    ],
)
def test_a_figure_that_may_mean_something_else_is_refused(
    said: dict[str, Any], refusal: Refusal
) -> None:
    assert read(**said) is refusal


def test_a_number_whose_words_stand_after_it_counts_some_of_them() -> None:
    item = replace(claim(at=20), measured=Quote(26, 32, "地区生产总值"))
    source = DocumentClaims("d1", PUBLISHED, [item])
    assert read_figure(PLACE, source, item, load_indicator_facts()) is Refusal.COUNTED_THINGS


@pytest.mark.parametrize(
    "words",
    [
        "地区生产总值",
        "全区地区生产总值",
        "全区实现地区生产总值",
        "明川区地区生产总值",
        "GDP",
        "地区生产总值预计",
    ],
)
def test_neutral_words_beside_the_name_are_passed_over(words: str) -> None:
    assert accepted(measured=words).indicator is GDP


@pytest.mark.parametrize(
    ("indicator", "words", "is_named"),
    [
        ("urban-disposable-income", "城乡居民人均可支配收入", True),
        ("rural-disposable-income", "城乡常住居民人均可支配收入", True),
        ("urban-disposable-income", "农村居民人均可支配收入", False),
    ],
)
def test_a_joint_name_names_each_of_the_two(indicator: str, words: str, is_named: bool) -> None:
    found = read(
        indicator=f"indicator/{indicator}",
        measured=words,
        figure_kind="growth",
        unit="unit:PERCENT",
    )
    assert isinstance(found, SeriesFigure) == is_named, found


@pytest.mark.parametrize("name", ["sown-area", "cultivated-land", "afforested-area"])
def test_an_area_of_land_that_is_farmed_is_a_point_in_mu(name: str) -> None:
    facts = load_indicator_facts()[f"indicator/{name}"]
    assert accepted(indicator=facts.iri, measured=facts.zh, unit="unit/mu").unit == "unit/mu"


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("total-fiscal-revenue", "地方财政总收入"),
        ("fixed-asset-investment", "区本级固定资产投资"),
        ("proposals-handled", "政协委员提案"),
        ("social-insured-added", "参保人数"),
        ("pipes-renovated", "污水管网"),
        ("air-routes", "国际航线"),
    ],
)
def test_a_narrower_wording_that_the_linking_passes_over_is_refused(
    indicator: str, words: str
) -> None:
    facts = load_indicator_facts()[f"indicator/{indicator}"]
    found = read(indicator=facts.iri, measured=words, unit=facts.unit or "")
    assert found is Refusal.WORDING


def test_a_curator_who_chose_the_indicator_has_read_the_words() -> None:
    assert accepted(measured="经济总量", by=CURATOR).indicator is GDP


def test_a_percentage_of_a_rate_is_its_level() -> None:
    found = accepted(
        value="3.2",
        written="3.2%",
        indicator=UNEMPLOYMENT.iri,
        measured="城镇登记失业率",
        figure_kind="share",
        unit="unit:PERCENT",
    )
    assert (found.kind, found.value) == (FigureKind.LEVEL, Decimal("3.2"))


def test_a_decline_is_a_negative_growth_and_its_bounds_turn() -> None:
    found = accepted(
        value="3",
        written="3%以上",
        figure_kind="decline",
        unit="unit:PERCENT",
        modality="target",
        comparator="at-least",
    )
    assert (found.kind, found.value, found.comparator) == (
        FigureKind.GROWTH,
        Decimal(-3),
        "at-most",
    )


@pytest.mark.parametrize(
    ("words", "modality", "year"),
    [
        ("全年", "achieved", 2022),
        ("过去一年", "achieved", 2022),
        ("全年", "target", 2023),
        ("去年", "achieved", 2022),
    ],
)
def test_the_report_s_own_day_dates_its_words(words: str, modality: str, year: int) -> None:
    assert accepted(year=None, words=words, modality=modality).period == whole_year(year)


def test_words_of_no_year_stay_undated() -> None:
    assert read(year=None, words="近年来") is Refusal.PERIOD


def test_a_period_of_several_years_has_no_point() -> None:
    item = claim()
    long = replace(item, period=replace(item.period, start=date(2018, 1, 1)))
    source = DocumentClaims("d1", PUBLISHED, [long])
    assert read_figure(PLACE, source, long, load_indicator_facts()) is Refusal.LONG_PERIOD


def test_a_text_that_says_so_revises() -> None:
    assert accepted(qualifier="经核实").is_revised
    assert not accepted().is_revised


def test_the_refused_are_left_out() -> None:
    source = DocumentClaims("d1", PUBLISHED, [claim(), claim(qualifier="其中", key="part")])
    found = list(series_figures(PLACE, [source], load_indicator_facts()))
    assert [item.claim for item in found] == ["c"]
