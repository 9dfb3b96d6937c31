"""Figures without a noun of their own, which go on about the one before."""

import pytest

from tests.graph.extraction.read_claims import claims_by_number, head, heads, indicator_key
from tests.graph.extraction.read_figures import all_figures, figures, heads_by_number, viewed_heads


def test_a_number_in_brackets_after_no_change_is_that_of_the_measure_before() -> None:
    text = "城镇登记失业率2.9%；居民消费价格指数同比持平（100），涨幅较上年同期收窄1.7个百分点。"
    found = claims_by_number(text)
    assert indicator_key(found["1.7个百分点"]) == "consumer-price-index"
    assert head(found["1.7个百分点"]) == "居民消费价格指数"
    assert head(found["100"]) == "居民消费价格指数"
    found = claims_by_number("居民消费价格指数与上年持平（100）。")
    assert head(found["100"]) == "居民消费价格指数"


def test_a_budget_with_a_note_is_not_what_is_measured() -> None:
    found = claims_by_number("收入9亿元。完成调整预算（以下简称“预算”）的95.4%。")
    assert head(found["95.4%"]) == ""


def test_a_total_for_another_time_after_its_parts_is_of_the_whole() -> None:
    text = "11月份，居民消费价格同比上涨2.9%，其中：食品价格上涨8.7%。1—11月累计同比上涨1.8%。"
    assert heads(text)[0] == heads(text)[2] == "居民消费价格"
    assert heads(text.replace("1—11月累计", "其中猪肉"))[2] == "猪肉"


def test_a_lone_aspect_is_of_what_the_figure_before_measures() -> None:
    found = figures("生猪存栏5万头，下降3.7%，出栏6万头。粮食播种面积9万亩，总产量2万吨。")
    names = [item.head.name for item in found.values() if item.head]
    assert names == ["生猪存栏", "生猪存栏", "生猪出栏", "粮食播种面积", "粮食总产量"]


def test_what_is_kept_is_what_was_named_before() -> None:
    found = heads_by_number("三大产业产值增长9%，持续6个月保持两位数增长。")
    assert found["两位数"] == "三大产业产值"


def test_what_is_compared_with_both_sides_is_the_subject() -> None:
    text = "全市生产总值440亿元，增长8.4%，比全省(7.7%)和全国(7.0%)分别高0.7 、1.4个百分点。"
    found = figures(text)
    assert found["0.7"].head
    assert found["0.7"].head.text == found["1.4个百分点"].head.text == "生产总值"  # type: ignore[union-attr]
    # The growth of the province is no value of the city's indicator.
    assert found["7.7%"].indicator is None


def test_how_a_growth_was_reckoned_is_no_head() -> None:
    found = heads_by_number("预算收入3.5亿元，自然增幅2%，同口径完成3.67亿元，增幅6.1%。")
    assert set(found.values()) == {"预算收入"}


def test_a_share_before_dots_continues_the_figure_before() -> None:
    first, second = all_figures("民生投入363亿元，占全区支出的87%……拼搏的足迹遍布全区。")
    assert second.head == first.head


def test_a_growth_after_a_half_width_semicolon_belongs_to_its_own_clause() -> None:
    assert viewed_heads("第一产业增加值3亿元,增长4%;第二产业增加值9.1,增长5%。")[2:] == [
        "第二产业增加值"
    ]


@pytest.mark.parametrize(
    ("text", "number", "kind", "head"),
    [
        ("地区生产总值增长6%以上、力争7%。", "7%", "growth", "地区生产总值"),
        ("地区生产总值增长6%左右，力争达到7%。", "7%", "growth", "地区生产总值"),
        ("城镇调查失业率控制在6%以内，力争5%。", "5%", "share", "城镇调查失业率"),
        ("税收收入46亿元，超收3亿元，同口径增长7%。", "7%", "growth", "税收收入"),
        ("税收收入46亿元，短收3亿元，下降7%。", "7%", "growth", "税收收入"),
        ("确保完成工业投资80亿元，奋力冲刺90亿元。", "90亿元", "value", "工业投资"),
        ("地区生产总值冲刺600亿元。", "600亿元", "value", "地区生产总值"),
        ("工业总产值向千亿元迈进。", "千亿元", "value", "工业总产值"),
        ("税收收入拟安排30亿元。", "30亿元", "value", "税收收入"),
        ("税收收入安排30亿元，增长4%。", "4%", "growth", "税收收入"),
    ],
)
def test_words_of_aiming_and_a_surplus_head_no_rate(
    text: str, number: str, kind: str, head: str
) -> None:
    claim = claims_by_number(text)[number]
    assert claim.indicator_text is not None
    assert (claim.kind, claim.indicator_text.text) == (kind, head)


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ("12%、持平、下降5.6%", ["甲资金", "丙债券"]),
        ("12%、下降5.6%、基本持平", ["甲资金", "乙国债"]),
        ("持平、增长12%和5.6%", ["乙国债", "丙债券"]),
    ],
)
def test_what_has_not_changed_has_a_place_in_its_list(rates: str, expected: list[str]) -> None:
    verb = "" if rates.startswith("持平") else "增长"
    text = f"甲资金、乙国债、丙债券分别为2亿元、1亿元和8亿元，同比分别{verb}{rates}。"
    assert heads(text)[3:] == expected


def test_rates_after_a_list_of_one_thing_are_of_that_list() -> None:
    text = "税收4亿元、增长31%，存贷款余额9亿元、8亿元，分别增长6%、7%。"
    assert [item.head.name if item.head else None for item in all_figures(text)] == [
        "税收",
        "税收",
        "存款余额",
        "贷款余额",
        "存款余额",
        "贷款余额",
    ]
