"""Sums of money: with a sign, without 元, and what only looks like one."""

from decimal import Decimal

import pytest

from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities
from tests.graph.extraction.read_claims import claims, claims_by_number
from tests.graph.extraction.read_figures import figures

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("获得授信HK$3亿元。", "unit:CCY_HKD", 300_000_000),
        ("出口货值US$3亿。", "unit:CCY_USD", 300_000_000),
        ("单船货值￥3亿元。", "unit:CCY_CNY", 300_000_000),
    ],
)
def test_a_sign_before_the_number_says_whose_yuan_it_is(text: str, unit: str, value: int) -> None:
    (quantity,) = find_quantities(text, LEXICON)
    assert (quantity.unit, quantity.value) == (unit, Decimal(value))


@pytest.mark.parametrize("text", ["蔬菜收入预计可达到70万左右。", "年产值突破5万。"])
def test_a_sum_without_a_unit_is_in_yuan(text: str) -> None:
    assert [item.unit for item in claims_by_number(text).values()] == ["元"]


@pytest.mark.parametrize(
    ("text", "words", "value", "comparator"),
    [
        ("引进5千万以上项目9个。", "5千万", 50_000_000, "at-least"),
        ("新开工2亿以上工业项目9个。", "2亿", 200_000_000, "at-least"),
        ("投资2亿以上的企业有9家。", "2亿", 200_000_000, "at-least"),
        ("产值过亿企业中，产值10亿以上企业9家。", "10亿", 1_000_000_000, "at-least"),
        ("项目总投资12亿，占地90亩。", "12亿", 1_200_000_000, "equal"),
    ],
)
def test_a_sum_without_its_currency_is_in_yuan(
    text: str, words: str, value: int, comparator: str
) -> None:
    found = claims(text)[0]
    assert found.number
    assert (found.number.text, found.value) == (words, Decimal(value))
    assert (found.unit, found.comparator) == ("元", comparator)
    assert str(found.unit_iri).endswith("CCY_CNY")


@pytest.mark.parametrize("text", ["全市有20万以上企业用户。", "常住人口达到500万。"])
def test_a_large_number_of_other_things_is_no_sum(text: str) -> None:
    assert claims(text)[0].unit is None


def test_a_step_in_size_is_no_count_of_machines() -> None:
    assert [item.unit for item in claims("经济总量跨上2000亿台阶。")] != ["台"]


def test_a_count_of_projects_named_by_size_is_no_sum() -> None:
    assert [item.unit for item in claims("引进3个亿元项目、5个亿级产业。")] == ["个", "个"]


def test_projects_of_a_size_are_counted() -> None:
    assert [
        item.number.text for item in claims("储备项目45个，其中上亿元项目20个。") if item.number
    ] == [
        "45个",
        "20个",
    ]
    assert [item.unit for item in claims("项目投资上亿元。")] == ["元"]


def test_a_class_that_is_reached_is_a_level() -> None:
    assert [
        item.quantity.value for item in figures("化工产业突破500亿级、稳步扩大。").values()
    ] == [Decimal(50_000_000_000)]


@pytest.mark.parametrize(
    ("text", "unit", "values"),
    [
        ("水价由2.9元/立方米降至2.3元/立方米。", "unit/yuan-per-cubic-metre", ["2.9", "2.3"]),
        ("门票40元/人次。", "unit/yuan-per-visit", ["40"]),
        ("每吨便宜了6毛钱。", "unit:CCY_CNY", ["0.6"]),
        ("水价为每方6分钱。", "unit:CCY_CNY", ["0.06"]),
        # An amount of two parts is not read in part.
        ("水价调到1角1分。", "", []),
    ],
)
def test_prices_and_small_change(text: str, unit: str, values: list[str]) -> None:
    found = find_quantities(text, LEXICON)
    assert [(item.unit, item.value) for item in found] == [(unit, Decimal(v)) for v in values]
