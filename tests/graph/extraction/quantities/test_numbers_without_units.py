"""Values of ratios and indexes, which have no unit, and numbers whose unit is left out."""

from decimal import Decimal

import pytest

from tests.graph.extraction.read_claims import base_words, claims, extracted, head

_INDEXES = (
    *("居民消费价格指数", "CPI", "工业生产者出厂价格指数", "PPI", "制造业采购经理指数", "PMI"),
    *("居民幸福指数", "环境空气质量综合指数", "营商环境指数", "基尼系数", "城乡居民收入比"),
    *("出生人口性别比", "平均容积率", "绩效评价得分"),
)


@pytest.mark.parametrize("noun", _INDEXES)
@pytest.mark.parametrize(
    ("frame", "values"),
    [
        ("{}为1.3。", ["1.3"]),
        ("{}达1.3，居全省前列。", ["1.3"]),
        ("{}达到1.3（上年为1.2）。", ["1.3", "1.2"]),
        ("{}是1.3。", ["1.3"]),
        ("{}1.3，比上年提高0.2。", ["1.3", "0.2"]),
        ("{}由上年的1.5降至1.3。", ["1.5", "1.3"]),
        ("{}从1.2回升至1.3。", ["1.2", "1.3"]),
        ("{}回落到1.3左右。", ["1.3"]),
        ("{}控制在1.3以内。", ["1.3"]),
        ("甲区、乙区{}分别为1.3、1.4。", ["1.3", "1.4"]),
        ("{}1.3，高于全省平均0.2。", ["1.3", "0.2"]),
        ("{}1.3，较上年提升0.2，居全省第2位。", ["1.3", "0.2", "2"]),
    ],
)
def test_the_value_of_an_index_needs_no_unit(noun: str, frame: str, values: list[str]) -> None:
    found = claims(frame.format(noun))
    assert [str(item.value) for item in found] == values
    assert {item.unit for item in found} == {None}
    assert all(head(item).endswith(noun) or head(item) in ("甲区", noun) for item in found)


def test_a_list_of_indexes_has_a_value_each() -> None:
    found = claims("CPI、PPI分别为100.5、98.2。")
    assert [(head(item), item.value) for item in found] == [
        ("CPI", Decimal("100.5")),
        ("PPI", Decimal("98.2")),
    ]


def test_indexes_of_the_parts_follow_that_of_the_whole() -> None:
    text = "居民消费价格总指数（以上年为100）为101.8，其中食品类102.4，衣着类99.8。"
    assert [(head(item), str(item.value)) for item in claims(text)] == [
        ("居民消费价格总指数", "101.8"),
        ("食品类", "102.4"),
        ("衣着类", "99.8"),
    ]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("价格指数（上年=100）为101.9。", ["价格指数"]),
        ("城乡居民收入比（以农村居民收入为1）为2.28，比上年缩小0.05。", ["城乡居民收入比"] * 2),
        ("男女性别比为105.2∶100（女性为100）。", ["男女性别比"]),
    ],
)
def test_what_a_ratio_is_stated_for_is_no_value(text: str, heads: list[str]) -> None:
    assert [head(item) for item in claims(text)] == heads


def test_a_ratio_with_a_colon_is_named_before_a_change_of_it() -> None:
    found = claims("城乡居民收入比2.31:1，比上年缩小0.04。")
    assert [(str(item.value), item.kind) for item in found] == [
        ("2.31", "ratio"),
        ("-0.04", "change"),
    ]


@pytest.mark.parametrize(
    ("text", "value"), [("高于全省平均水平1.2", "1.2"), ("低于全国0.3", "-0.3")]
)
def test_an_index_differs_from_that_of_a_larger_area(text: str, value: str) -> None:
    found = claims(f"幸福指数达到88.6，{text}。")[1]
    assert (found.kind, str(found.value)) == ("change", value)
    assert base_words(found)


def test_index_points_are_a_unit() -> None:
    found = claims("企业家信心指数为120.3点，比三季度回升3.2点。")
    assert [(item.kind, str(item.value), item.unit) for item in found] == [
        ("ratio", "120.3", "点"),
        ("change", "3.2", "点"),
    ]
    assert claims("会议8点开始。") == []


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("人均预期寿命达到80.1。", "岁", "80.1"),
        ("每千人口床位数达到7.1。", None, "7.1"),
        ("每千人口执业医师3.3。", None, "3.3"),
        ("每万人拥有公交车12.5标台。", "标台", "12.5"),
    ],
)
def test_a_number_has_the_unit_that_its_noun_leaves_no_choice_of(
    text: str, unit: str | None, value: str
) -> None:
    (found,) = claims(text)
    assert (found.unit, str(found.value)) == (unit, value)


def test_what_there_is_for_each_thousand_is_a_count() -> None:
    (found,) = claims("每千人口床位数达到7.1。")
    assert str(found.unit_iri).endswith("NUM")


@pytest.mark.parametrize(
    "text",
    [
        "森林覆盖率达到43.2。",
        "森林覆盖率43.2。",
        "路网密度为7.5。",
        "居民消费价格指数上涨2.3。",
        "上证指数收于3200点。",
        "人均公园绿地面积达到14.5。",
    ],
)
def test_a_number_that_lacks_its_unit_is_left_with_the_reason(text: str) -> None:
    found = extracted(text)
    assert [item for item in found.claims if item.number] == []
    assert "unclear" in [item.reason for item in found.numerals]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("路网密度达到8.2公里/平方公里。", "公里/平方公里"),
        ("公路密度达到145公里/百平方公里。", "公里/百平方公里"),
        ("万元GDP用水量45.6立方米/万元。", "立方米/万元"),
    ],
)
def test_densities_and_intensities_have_units(text: str, unit: str) -> None:
    (found,) = claims(text)
    assert found.unit == unit


def test_lengths_in_a_hundred_square_kilometres_are_converted() -> None:
    (found,) = claims("公路密度达到145公里/百平方公里。")
    assert (found.value, found.base_value) == (Decimal(145), Decimal("1.45"))
