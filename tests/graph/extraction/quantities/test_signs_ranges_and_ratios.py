"""Numbers below zero, ranges, and ratios of several numbers."""

from decimal import Decimal

import pytest

from tests.graph.extraction.read_claims import claims
from tests.graph.extraction.read_figures import all_figures, figures, viewed_numbers


@pytest.mark.parametrize("word", ["减负", "自负", "背负"])
def test_a_verb_that_ends_like_a_sign_makes_no_number_negative(word: str) -> None:
    (figure,) = all_figures(f"为商户{word}400万元。")
    assert figure.quantity.value == 4_000_000


def test_a_sign_in_words_does() -> None:
    (figure,) = all_figures("工业投资增速为负4.1%。")
    assert figure.quantity.value == Decimal("-4.1")


def test_two_numbers_with_units_of_their_own_are_no_range() -> None:
    change, level = all_figures("空置率下降1.5个百分点至8.2%。")
    assert (change.quantity.value, change.change.kind) == (Decimal("1.5"), "points")
    assert (level.quantity.value, level.change.kind) == (Decimal("8.2"), "share")


def test_a_sign_joins_two_things_and_is_none_of_a_length() -> None:
    assert [item.number.text for item in claims("人行道4.5米+15米车行道。") if item.number] == [
        "4.5米",
        "15米",
    ]
    found = claims("产值+5.2%，用电量-3%，气温+3℃，负债率-3%。")
    assert [item.value for item in found] == [Decimal("5.2"), Decimal(-3), Decimal(3), Decimal(-3)]
    assert [item.kind for item in found] == ["growth", "growth", "value", "share"]


def test_both_ends_of_a_range_are_below_zero() -> None:
    (found,) = claims("气温零下5—8℃。")
    assert (found.lower, found.upper) == (Decimal(-8), Decimal(-5))


def test_a_structure_that_looks_like_a_time_of_day_is_a_ratio() -> None:
    (found,) = claims("三次产业结构为20:27:53。")
    assert found.number
    assert found.number.text == "20:27:53"
    assert not claims("2024-01-20 20:27:53 来源：云湖报")


def test_numbers_of_a_list_share_the_unit_and_may_be_negative() -> None:
    found = figures("三次产业的拉动分别为0.15、-5.64、1.34个百分点。")
    assert [item.quantity.value for item in found.values()] == [
        Decimal("0.15"),
        Decimal("-5.64"),
        Decimal("1.34"),
    ]
    points = figures("猪、牛出栏增速分别回升2.9个、23.9个百分点。")
    assert {item.quantity.unit for item in points.values()} == {"unit/percentage-point"}


def test_the_base_of_a_ratio_is_no_number_of_its_own() -> None:
    assert viewed_numbers("性别比(以女性为100,男性对女性的比例)为105.07。") == ["105.07"]
