"""Figures as the store has them, and which of them share an axis."""

from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import Literal

from districtgraph.server.knowledge.figures.comparison import (
    latest_of_each,
    on_one_axis,
    series_of,
)
from districtgraph.server.knowledge.figures.figure import Figure, Named, Period
from districtgraph.server.knowledge.figures.figure_reading import (
    _number,
    figures_of_indicator,
    figures_of_place,
)
from districtgraph.server.knowledge.figures.portrait import Card, cards_of
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from tests.server.knowledge.figures.sample_figures import (
    BASE,
    EAST,
    JOBS,
    PARKS,
    WEST,
    two_districts,
)

DADONG = f"{BASE}id/place/210104"


@pytest.fixture(scope="module")
def sample() -> StoreReader:
    return StoreReader(MemoryBackend(two_districts()))


@pytest.fixture
def figures(real_store: MemoryBackend) -> dict[str, Figure]:
    found = figures_of_place(StoreReader(real_store), DADONG, "en")
    return {figure.claim.rpartition("/")[2]: figure for figure in found}


def test_every_figure_of_the_article_is_read_as_it_is(figures: dict[str, Figure]) -> None:
    assert len(figures) == 34
    funds = figures["assistance-funds"]
    assert (funds.kind, funds.value, funds.sign) == ("observation", Decimal(10560000), "≥")
    assert (funds.written, funds.unit and funds.unit.sign) == ("1056万余元", "¥")
    assert (funds.year, funds.begin) == (None, "")
    assert funds.citations
    target = figures["automotive-output-2024"]
    assert (target.kind, target.year) == ("target", 2024)
    growth = figures["growth-of-economic-indicators-2021"]
    assert (growth.value, growth.lower, growth.upper) == (None, Decimal(10), Decimal(99))
    assert figures["share-of-city-industrial-value-added"].is_share
    assert not growth.is_share
    rank = figures["pm25-lowest-of-city"]
    assert (rank.rank, rank.also["rank_order"].label) == (1, "lowest first")
    goal = figures["connected-vehicle-commercial-zone-2024"]
    assert goal.largest is None
    assert goal.subject.iri.startswith(f"{BASE}id/goal/")


def test_figures_come_in_the_order_of_the_text(figures: dict[str, Figure]) -> None:
    starts = [figure.citations[0].start for figure in figures.values()]
    assert starts == sorted(starts)


def cards(figures: dict[str, Figure]) -> dict[str, Card]:
    return {card.subject.iri.rpartition("/")[2]: card for card in cards_of([*figures.values()])}


def test_every_figure_is_on_a_card(figures: dict[str, Figure]) -> None:
    shown = [figure for card in cards(figures).values() for figure in card.figures]
    assert sorted(f.claim for f in shown) == sorted(f.claim for f in figures.values())


def test_only_what_counts_the_same_thing_shares_an_axis(figures: dict[str, Figure]) -> None:
    found = cards(figures)
    stations, pilots = (
        found["communities-with-care-stations"],
        found["communities-piloting-purchased-care"],
    )
    assert stations.scale == pilots.scale == figures["communities-with-care-stations"]
    # Households and persons are counted apart, and a sum of money is compared within its field.
    households, persons = found["households-assisted"], found["persons-assisted"]
    assert households.scale != persons.scale
    assert found["urban-construction-investment"].scale is None
    for card in found.values():
        for figure in card.figures:
            if card.scale and figure.largest is not None:
                assert figure.unit == card.scale.unit
                assert figure.counts == card.scale.counts


def test_an_indicator_without_numbers_has_no_picture(figures: dict[str, Figure]) -> None:
    found = cards(figures)
    assert found["pm25-mean-concentration"].picture is None
    assert found["newly-registered-high-tech-enterprises"].picture is None


def test_a_series_has_only_calendar_years(sample: StoreReader) -> None:
    east, west = series_of(figures_of_indicator(sample, PARKS, "en"))
    assert [figure.year for figure in east.yearly] == [2021, 2022, 2023, 2025]
    assert [figure.year for figure in west.yearly] == [2021, 2022]
    assert sorted(str(figure.value) for figure in west.elsewhen) == ["30", "5"]
    assert east.elsewhen == ()


def test_the_latest_year_of_each_place_is_an_observation(sample: StoreReader) -> None:
    latest = latest_of_each(series_of(figures_of_indicator(sample, PARKS, "en")))
    assert [(figure.place.label, figure.year) for figure in latest] == [
        ("East Sample", 2023),
        ("West Sample", 2022),
    ]
    assert latest_of_each(series_of(figures_of_indicator(sample, JOBS, "en"))) == []


def year(number: int) -> Period:
    return Period(Named(f"{BASE}{number}", str(number)), f"{number}-01-01", f"{number}-12-31")


def test_growth_is_not_compared_with_levels(sample: StoreReader) -> None:
    figures = figures_of_indicator(sample, PARKS, "en")
    west = next(figure for figure in figures if figure.place.label == "West Sample")
    percent = Named("http://qudt.org/vocab/unit/PERCENT", "%")
    levels = [
        replace(west, claim=f"level-{number}", period=year(number), kind="observation")
        for number in (2021, 2022)
    ]
    growth = replace(levels[1], claim="growth", period=year(2023), unit=percent)
    latest = latest_of_each(series_of([*levels, growth]))
    assert [figure.claim for figure in latest] == ["level-2022", "growth"]


def test_numbers_of_one_unit_have_pictures_on_one_axis(sample: StoreReader) -> None:
    figures = figures_of_indicator(sample, PARKS, "en")
    assert on_one_axis(figures).keys() == {figure.claim for figure in figures}


def test_the_newest_figure_is_first_on_a_card(sample: StoreReader) -> None:
    (parks, jobs) = cards_of(figures_of_place(sample, f"{BASE}id/place/{EAST}", "en"))
    if parks.subject.iri != PARKS:
        parks, jobs = jobs, parks
    assert [(figure.kind, figure.year) for figure in parks.figures] == [
        ("observation", 2023), ("observation", 2022), ("observation", 2021), ("target", 2025),
    ]  # fmt: skip
    assert parks.scale
    assert parks.scale.value == 40
    (west,) = cards_of(figures_of_place(sample, f"{BASE}id/place/{WEST}", "en"))
    assert west.more == 0


@pytest.mark.parametrize("text", ["1E999999999", "-1E101", "1E-101", "many", "NaN"])
def test_a_number_that_no_page_can_show_is_none(text: str) -> None:
    assert _number({"value": Literal(text)}, "value") is None


@pytest.mark.parametrize("text", ["0", "0E-500", "10560000.50", "1E20"])
def test_numbers_are_exact(text: str) -> None:
    assert _number({"value": Literal(text)}, "value") == Decimal(text)


def test_a_target_of_growth_is_not_drawn_on_the_axis_of_the_level(sample: StoreReader) -> None:
    figures = figures_of_indicator(sample, PARKS, "en")
    level = next(figure for figure in figures if figure.kind == "observation")
    percent = Named("http://qudt.org/vocab/unit/PERCENT", "%", "%")
    growth = replace(level, claim="growth", kind="target", value=Decimal(5), unit=percent)
    aimed_at = replace(level, claim="aimed-at", kind="target")
    (card,) = cards_of([level, growth])
    assert card.picture
    assert "flag" not in {stroke.name for stroke in card.picture.strokes}
    (card,) = cards_of([level, growth, aimed_at])
    assert card.picture
    assert "flag" in {stroke.name for stroke in card.picture.strokes}
