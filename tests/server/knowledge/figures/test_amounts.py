"""Numbers in words: never another number, never without their bound."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.knowledge.figures.amounts import amount_text, largest_text, number_text
from districtgraph.server.knowledge.figures.figure import Figure, Named

PLACE = Named("place", "Sample")


def figure(value: str | None = None, sign: str = "=", unit: str = "", **more: str) -> Figure:
    return Figure(
        claim="claim", kind="observation", place=PLACE, subject=PLACE,
        written=more.get("written", ""),
        value=Decimal(value) if value else None,
        lower=Decimal(more["lower"]) if "lower" in more else None,
        upper=Decimal(more["upper"]) if "upper" in more else None,
        comparator=Named("comparator", "", sign),
        unit=Named("unit", "米", unit) if unit else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("0", "0", "0"),
        ("47", "47", "47"),
        ("8921", "8,921", "8,921"),
        ("10560000", "1056万", "10.56 million"),
        ("59000", "5.9万", "59,000"),
        ("260000000000", "2600亿", "260 billion"),
        ("12345678", "12,345,678", "12,345,678"),
        ("3.50", "3.5", "3.5"),
        ("-20000", "-2万", "-20,000"),
    ],
)
def test_numbers_are_written_in_the_units_of_the_language(number: str, zh: str, en: str) -> None:
    assert number_text(Decimal(number), "zh") == zh
    assert number_text(Decimal(number), "en") == en


SIZES = {"": 1, "万": 10**4, "亿": 10**8, " million": 10**6, " billion": 10**9}


@given(st.decimals(-(10**13), 10**13, places=3), st.sampled_from(["zh", "en"]))
def test_no_digit_is_lost(number: Decimal, language: str) -> None:
    match = re.fullmatch(r"(-?[\d,.]+)(.*)", number_text(number, language))
    assert match
    assert Decimal(match[1].replace(",", "")) * SIZES[match[2]] == number


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (figure("100", "≥"), "≥ 100"),
        (figure("100", ">"), "> 100"),
        (figure("100", "≈"), "≈ 100"),
        (figure("100", "≤"), "≤ 100"),
        (figure("32", unit="%"), "32%"),
        (figure("50000000", "≥", "¥"), "≥ ¥5000万"),
        (figure("59150", unit="m"), "5.915万 米"),
        (figure(None, "–", "%", lower="10", upper="99"), "10–99%"),
        (figure(None, "", lower="10"), "≥ 10"),
        (figure(None, "", upper="10"), "≤ 10"),
        (figure(None), ""),
    ],
)
def test_a_bound_is_never_shown_as_the_value(shown: Figure, text: str) -> None:
    assert amount_text(shown, "zh") == text


def test_letters_of_units_are_for_english() -> None:
    assert amount_text(figure("59150", unit="m"), "en") == "59,150 m"


def test_an_axis_is_labelled_with_the_largest_number() -> None:
    assert largest_text(figure(None, "–", "%", lower="10", upper="99"), "zh") == "99%"


@pytest.mark.parametrize(
    ("number", "unit", "written", "zh", "en"),
    [
        ("59150", "m", "59.15公里", "59.15 公里", "59.15 km"),
        ("1200000", "m²", "1.2平方公里", "1.2 平方公里", "1.2 km²"),
        ("35000", "m²", "3.5公顷", "3.5 公顷", "3.5 ha"),
        ("35000", "m²", "3.5万平方米", "3.5万 米", "35,000 m²"),
        ("12000000", "m", "1.2万公里", "1.2万 公里", "12,000 km"),
        ("59150", "m", "59.15千米", "59.15 千米", "59.15 km"),
        ("5000", "kg", "5吨", "5 吨", "5 t"),
    ],
)
def test_a_number_has_the_unit_of_its_text(
    number: str, unit: str, written: str, zh: str, en: str
) -> None:
    shown = figure(number, unit=unit, written=written)
    assert amount_text(shown, "zh") == zh
    assert amount_text(shown, "en") == en
    assert largest_text(shown, "en") == en
