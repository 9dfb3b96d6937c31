"""Numbers and units that spaces, line ends and the numbers of items tear."""

from decimal import Decimal

import pytest

from tests.graph.extraction.read_claims import claims, claims_by_number


def test_spaces_within_a_unit_are_left_out() -> None:
    text = "接待游客 25 万 人 次，收入 9 亿 元，增速提高 2 个百 分点，用电 3 亿千瓦 时。"
    assert [item.unit for item in claims(text)] == ["人次", "元", "百分点", "千瓦时"]
    assert [item.number.text for item in claims(text) if item.number] == [
        "25 万 人 次",
        "9 亿 元",
        "2 个百 分点",
        "3 亿千瓦 时",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("生产总值300. 5 亿元。", Decimal("30050000000.0")),
        ("财政收入 1 2 . 5 亿元。", Decimal("1250000000.0")),
    ],
)
def test_a_decimal_with_spaces_in_it_is_one_number(text: str, value: Decimal) -> None:
    assert [item.value for item in claims(text)] == [value]


@pytest.mark.parametrize("text", ["财政收入1 2亿元。", "合计，3. 5亿元。"])
def test_a_torn_number_is_not_read_in_part(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize("text", ["1. 5个项目开工。", "一是开工。\n2. 5个项目开工。"])
def test_the_number_of_an_item_tears_nothing(text: str) -> None:
    assert claims_by_number(text)["5个"].value == 5


def test_a_line_end_within_a_number_is_not_its_end() -> None:
    text = (
        "截至2016年末，生产总值完成96亿元，是2011年的1.\n37倍；财政收入完成6亿元、利润3亿元，分别是2011年的1.65倍\n"
        "、1.86倍；固定资产投资完成59亿元。"
    )
    found = claims_by_number(text)
    assert "37倍" not in found
    assert found["1.65倍"].value == Decimal("1.65")


def test_an_item_that_begins_with_its_date_is_no_decimal() -> None:
    assert [item.number and item.number.text for item in claims("1.2021年8月，建成9所学校。")] == [
        "9所"
    ]
