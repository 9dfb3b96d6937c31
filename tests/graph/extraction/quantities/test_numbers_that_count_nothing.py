"""Numbers that are no quantities: of days, classes, versions and names; and those that are."""

from decimal import Decimal

import pytest

from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.extraction import extract
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.text.numerals import find_numerals
from tests.graph.extraction.read_claims import claims, claims_by_number
from tests.graph.extraction.read_figures import all_figures, figures, viewed_numbers

LEXICON = load_lexicon()


def test_the_base_of_a_rate_is_no_figure() -> None:
    text = "每10万人口中拥有医师310人。"
    (figure,) = all_figures(text)
    assert figure.quantity.value == 310
    assert exclusion_reason(text, find_numerals(text)[0], LEXICON) == "indefinite"


def test_to_arrange_for_two_experts_ranks_nothing() -> None:
    (figure,) = all_figures("每周安排两名专家坐诊。")
    assert figure.quantity.value == 2


@pytest.mark.parametrize("text", ["前4天游人如织。", "连续3天爆满。", "活动前2天座无虚席。"])
def test_days_of_a_time_are_no_quantity(text: str) -> None:
    assert claims_by_number(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "劣四类水质消失。",
        "优良（一、二类）海水增多。",
        "突破一个个难关。",
        "连续两个季度获奖。",
        "性别比（以女性为 100，男性对女性的比例）持平。",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert claims_by_number(text) == {}


@pytest.mark.parametrize("text", ["围城北、东、南三方。", "造福一方。"])
def test_sides_are_no_amount(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize("text", ["鲜叶卖到200多元一斤。", "每斤卖到30元一斤。"])
def test_the_unit_that_a_price_is_for_is_no_quantity(text: str) -> None:
    assert "一斤" not in figures(text)


def test_classes_of_bridges_and_water_are_no_counts() -> None:
    assert [item.unit for item in claims("加固三类桥梁90座，改造四五类危桥1座。")] == ["座", "座"]
    assert [item.unit for item in claims("加固90座三类构筑物。")] == ["座"]
    assert [item.unit for item in claims("培育三类企业90家。")] == ["类", "家"]


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-20 09:58:14 来源：云湖报",
        "2008镇政府工作总结",
        "“2024十件民生实事”出炉",
    ],
)
def test_times_of_day_and_years_are_no_figures(text: str) -> None:
    assert all_figures(text) == []


def test_a_year_before_a_number_in_characters_is_no_part_of_it() -> None:
    (found,) = all_figures("今年公布2024十件实事。")
    assert (found.quantity.text, found.quantity.value) == ("十件", Decimal(10))


def test_the_name_of_a_set_of_aims_is_no_figure() -> None:
    assert [item.quantity.text for item in all_figures("要实现“四个翻番”，产值翻一番。")] == [
        "翻一番"
    ]


@pytest.mark.parametrize(
    "text", ["生产第 8.6 代显示器。", "距今已有30余年。", "建成百亿级、千亿级集群。"]
)
def test_orders_ages_and_classes_are_no_quantities(text: str) -> None:
    assert not figures(text)


def test_a_version_is_no_quantity() -> None:
    assert list(figures("优化营商环境 7.0 版 150 项举措落地。")) == ["150 项"]


def test_an_age_alone_is_a_figure_still() -> None:
    assert list(figures("匠人今年68岁。")) == ["68岁"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("图1：2011—2015年产值", []),
        ("（见表2）", []),
        ("科技三项经费支出9万元。", ["9万元"]),
        ("八项支出增长3%。", ["3%"]),
        ("废气排放4万标立方米。", ["4万标立方米"]),
        ("引进20个过亿项目。", ["20个"]),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    assert viewed_numbers(text) == expected


@pytest.mark.parametrize(
    "text", ["国庆8天假期", "8天共接待游客", "24小时自助图书馆", "24小时不打烊", "24小时值守"]
)
def test_stretches_of_days_and_round_the_clock_are_excluded_with_a_reason(text: str) -> None:
    found = extract(f"{text}。", LEXICON)
    assert not found.figures
    assert [item.reason is not None for item in found.numerals] == [True]


def test_the_number_of_a_note_is_excluded_with_a_reason() -> None:
    text = "工业企业[3]实现总产值"
    assert exclusion_reason(text, find_numerals(text)[0], LEXICON) == "ordinal"


@pytest.mark.parametrize("text", ["客流比前一周多。", "上一周人多。", "全市排名15升2降。"])
def test_a_week_by_its_place_and_ranks_that_rose_are_no_quantities(text: str) -> None:
    assert all_figures(text) == []


@pytest.mark.parametrize("text", ["工程提前3周完工。", "出院后2周随访。", "提前一周投用。"])
def test_how_many_weeks_something_takes_is_a_quantity(text: str) -> None:
    assert len(all_figures(text)) == 1
