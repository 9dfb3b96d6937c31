"""What a change is compared with: the words for it, and which numbers share them."""

from decimal import Decimal

import pytest

from tests.graph.extraction.read_claims import base_words, bases, claims, claims_by_number, heads
from tests.graph.extraction.read_figures import all_figures, figures


def test_the_base_of_a_cut_is_the_time_that_it_is_compared_with() -> None:
    (figure,) = all_figures("排放总量比上年削减3.2%。")
    assert figure.change.base is not None
    assert figure.change.base.text == "比上年"


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("与上年相比，医院增加3个，卫生院增加5个。", ["与上年相比", "与上年相比"]),
        ("与上年比较，教师增加6万人（增长5.3%）。", ["与上年比较", "与上年比较"]),
        ("与上年相比，医院增加3个；卫生院增加5个。", ["与上年相比", "与上年相比"]),
        ("与上年相比，医院增加3个；产值年均增长5%。", ["与上年相比", "年均"]),
        ("与上年相比，医院增加3个，产值同比增长5%。", ["与上年相比", "同比"]),
    ],
)
def test_a_base_at_the_beginning_holds_for_the_sentence(text: str, bases: list[str | None]) -> None:
    found = [item.change_base for item in claims_by_number(text).values()]
    assert [base.text if base else None for base in found] == bases


def test_each_number_of_a_list_has_its_base_words() -> None:
    text = "占比分别较1—9月份和上年同期提高0.1和1.2个百分点。"
    assert [base_words(item) for item in claims(text)] == ["较1—9月份", "上年同期"]


def test_two_areas_are_one_base_words() -> None:
    text = "增速比全省和全国高1.2个百分点。"
    assert base_words(claims(text)[0]) == "比全省和全国"


def test_areas_with_their_values_in_brackets_are_two_bases() -> None:
    found = claims_by_number("产值增长8%，比全省（7.7%）和全国（7.0%）分别高0.3、1.1个百分点。")
    assert [base_words(found[number]) for number in ("0.3", "1.1个百分点")] == ["比全省", "全国"]


@pytest.mark.parametrize(
    ("text", "number", "base"),
    [
        ("比年初新增9亿元。", "9亿元", "比年初"),
        ("与2010年的581,907人相比，十年共增加152人。", "152人", "与2010年的581,907人相比"),
    ],
)
def test_bases_with_numbers_of_their_own(text: str, number: str, base: str) -> None:
    found = figures(text)[number].change.base
    assert found is not None and found.text == base


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "结构优化，与上年比，一产占比上升3个百分点，二产、三产占比分别回落2和1个百分点。",
            ["与上年比"] * 3,
        ),
        (
            "与2010年相比，甲族人口减少9人，下降2%；乙族人口增加6人，增长5%。",
            ["与2010年相比"] * 4,
        ),
        ("人口与2010年的9万人相比，增加1万人，增长11%。", [None, *["与2010年的9万人相比"] * 2]),
        ("棉花产量9万斤，比民国22年（6万斤）增长50%。", [None, None, "比民国22年"]),
    ],
)
def test_bases_that_several_changes_share(text: str, expected: list[str | None]) -> None:
    assert bases(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("收入12387万元，比上年同比增长15%。", "比上年"),
        ("外贸以10.5%的平均增速增长。", "平均"),
        ("外贸以10.5%的增速增长。", ""),
    ],
)
def test_the_base_of_a_growth(text: str, words: str) -> None:
    assert base_words(claims(text)[-1]) == words


def test_the_value_of_a_base_is_between_it_and_its_verb() -> None:
    text = "户均人口为2.8人，比2000年第五次全国人口普查的3.3人减少了0.5人。"
    assert base_words(claims(text)[2]) == "比2000年第五次全国人口普查"


def test_each_number_of_a_list_has_its_base() -> None:
    text = "产值增长2.3%，增速比今年1—3月、1—4月和1—5月分别提高0.6、1.8和2.2个百分点。"
    assert [base_words(item) for item in claims(text)[1:]] == ["比今年1—3月", "1—4月", "1—5月"]


@pytest.mark.parametrize("word", ["与", "同"])
def test_a_census_that_is_compared_with_is_no_head(word: str) -> None:
    found = claims(f"人口为196万人，{word}2000年第五次普查相比，十年共增加60万人，增长44%。")
    assert (
        heads(f"人口为196万人，{word}2000年第五次普查相比，十年共增加60万人，增长44%。")
        == ["人口"] * 3
    )
    assert base_words(found[1]) == base_words(found[2]) == f"{word}2000年第五次普查相比"


def test_the_same_period_before_a_change_is_its_base() -> None:
    amount, growth = claims("前三季度，税收9亿元，同期增长5%。")
    assert amount.time
    assert growth.change_base and growth.change_base.text == "同期"
    assert growth.time == amount.time


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("施工面积51万平方米，比上年降低15.7%。", "比上年"),
        ("与2020年相比，两年平均增长2.5%。", "两年平均"),
        ("与2020年相比增长3%。", "与2020年相比"),
    ],
)
def test_what_a_change_is_measured_against(text: str, base: str) -> None:
    last = list(figures(text).values())[-1]
    assert last.change.base is not None
    assert last.change.base.text == base


@pytest.mark.parametrize(
    ("text", "number", "base"),
    [
        ("旅游总收入42亿元，恢复至2019年的93%。", "93%", "2019年"),
        ("旅游总收入42亿元，恢复到疫情前2019年同期的93%。", "93%", "疫情前2019年同期"),
        ("旅游总收入42亿元，是上年的109%。", "109%", "上年"),
        ("土地出让收入9亿元，不足上年的七成。", "七成", "上年"),
        ("居民人均可支配收入3万元，相当于全国平均水平的81%。", "81%", "全国平均水平"),
    ],
)
def test_a_percentage_of_another_value_is_a_ratio_with_a_base(
    text: str, number: str, base: str
) -> None:
    claim = claims_by_number(text)[number]
    assert claim.change_base is not None
    assert (claim.kind, claim.change_base.text) == ("ratio", base)


@pytest.mark.parametrize(
    ("text", "number", "value", "base"),
    [
        ("城镇化率51%，低于全省平均水平4.8个百分点。", "4.8个百分点", "-4.8", "低于全省平均水平"),
        ("工业投资增长6%，慢于全市1.2个百分点。", "1.2个百分点", "-1.2", "慢于全市"),
        ("工业投资增长6%，快于固定资产投资1.2个百分点。", "1.2个百分点", "1.2", "快于固定资产投资"),
        ("工业投资下降6%，降幅低于全省1.2个百分点。", "1.2个百分点", "1.2", "低于全省"),
        ("工业投资增长6%，分别高于全国、全省0.7、0.4个百分点。", "0.7", "0.7", "全国"),
        ("工业投资增长6%，分别低于全国、全省0.7和0.4个百分点。", "0.4个百分点", "-0.4", "全省"),
        ("物价涨幅不高于3个百分点。", "3个百分点", "3", None),
    ],
)
def test_points_above_or_below_another_rate(
    text: str, number: str, value: str, base: str | None
) -> None:
    claim = claims_by_number(text)[number]
    words = claim.change_base.text if claim.change_base else None
    assert (claim.kind, claim.value, words) == ("points", Decimal(value), base)


def test_for_how_much_a_price_is_is_no_part_of_its_base() -> None:
    assert base_words(claims("春茶价格比去年每斤高了20多元。")[0]) == "比去年"


def test_a_rate_stands_out_from_an_average() -> None:
    assert base_words(claims("普及率83.6%，高出全省平均水平4.2个百分点。")[1]) == "高出全省平均水平"


def test_a_value_in_brackets_is_of_the_other_side_of_a_comparison() -> None:
    text = "业务总量同比增长17%，高于全省平均增速（16%）1个百分点。"
    ours, theirs, points = claims(text)
    assert heads(text) == ["业务总量"] * 3
    assert (ours.rule, theirs.rule) == ("noun-before", "other-side")
    assert base_words(points) == "高于全省平均增速"


def test_a_base_that_is_stated_for_all_below_is_that_of_later_rates() -> None:
    text = "出口增长2%。进口较去年同期（下同）增长5%。\n其中，外企增长6%，环比增长1%。"
    found = [item.change.base for item in all_figures(text) if item.change.kind == "growth"]
    assert [base.text if base else None for base in found] == [
        None,
        "较去年同期",
        "较去年同期",
        "环比",
    ]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("增加值9亿元，可比增长5%。", "可比"),
        ("客流环比前一周增长8%。", "环比前一周"),
        ("客流环比上月增长8%。", "环比上月"),
    ],
)
def test_words_for_a_base(text: str, base: str) -> None:
    found = all_figures(text)[-1].change.base
    assert found is not None
    assert found.text == base


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("出口同比（下同）增长7%。五年来，财政收入增长32%。", ["同比", None]),
        ("出口同比（下同）增长7%。进口环比（下同）增长1%，汽车增长2%。", ["同比", "环比", "环比"]),
    ],
)
def test_which_base_is_that_of_all_below(text: str, bases: list[str | None]) -> None:
    found = [item.change.base for item in all_figures(text)]
    assert [base.text if base else None for base in found] == bases
