"""Kinds of sentences that a reader who looked for misreadings found, in invented examples."""

from decimal import Decimal

import pytest

from districtgraph.graph.extraction.claim_objects import extracted_claims
from districtgraph.graph.extraction.claim_records import ClaimObject, Reading
from districtgraph.graph.extraction.indicators import load_index
from districtgraph.graph.extraction.lexicon import load_lexicon
from districtgraph.graph.text.text_files import read_text


def claims(text: str) -> dict[str, ClaimObject]:
    """Return the claims of a text by the words of their number."""
    reading = Reading(read_text(text.encode(), "report.txt"))
    found = extracted_claims(reading, load_lexicon(), load_index()).claims
    return {item.number.text: item for item in found if item.number}


def indicator(claim: ClaimObject) -> str | None:
    return claim.indicator.rpartition("/")[2] if claim.indicator else None


# Rates of a plan, of a whole, of another value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("税收收入36亿元，完成年初预算的96.3%。", "96.3%"),
        ("税收收入36亿元，为调整预算的101.5%。", "101.5%"),
        ("税收收入36亿元，完成年度计划48.2%。", "48.2%"),
        ("地区生产总值达1310亿元，完成规划目标1300亿元的100.8%。", "100.8%"),
        ("税收收入36亿元，完成年度目标任务的71%，快于时间进度4.1个百分点。", "4.1个百分点"),
        ("第二产业增加值98亿元，增长6%，贡献率达51.7%。", "51.7%"),
        ("第二产业增加值98亿元，增长6%，拉动GDP增长2.2个百分点。", "2.2个百分点"),
        ("旅游总收入42亿元，恢复至2019年的93%。", "93%"),
    ],
)
def test_a_rate_of_a_plan_or_a_whole_is_no_rate_of_what_is_named_before(
    text: str, number: str
) -> None:
    found = list(claims(text).values())
    assert found[0].indicator is not None
    assert claims(text)[number].indicator is None


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
    claim = claims(text)[number]
    assert (claim.kind, claim.change_base) == ("ratio", base)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("土地出让收入9亿元，不足上年的七成。", "less-than"),
        ("土地出让收入9亿元，超过上年的七成。", "more-than"),
        ("土地出让收入9亿元，是上年的七成。", "equal"),
    ],
)
def test_the_bound_before_the_base_is_the_number_s(text: str, comparator: str) -> None:
    assert claims(text)["七成"].comparator == comparator


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
    claim = claims(text)[number]
    assert (claim.kind, claim.value, claim.change_base) == ("points", Decimal(value), base)


# All, what was added, and what there is per head


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("每千人口执业医师3.1人，医疗卫生机构床位6.2张。", "6.2张", None),
        ("每千人口执业医师3人、注册护士4人、医疗床位7张；", "7张", None),
        ("每千人口执业医师3人；医疗卫生机构床位6200张。", "6200张", "hospital-beds"),
        ("每千人口执业医师3人，全县共有医疗卫生机构床位6200张。", "6200张", "hospital-beds"),
        ("每千人口医疗卫生机构床位数6.2张。", "6.2张", "beds-per-thousand"),
        ("人均公园绿地14平方米，医疗卫生机构床位6200张。", "6200张", "hospital-beds"),
    ],
)
def test_what_a_list_counts_per_head_is_no_stock(
    text: str, number: str, expected: str | None
) -> None:
    assert indicator(claims(text)[number]) == expected


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("新增高新技术企业12家，总数达到140家。", "140家", "高新技术企业"),
        ("新增高新技术企业12家，累计达140家。", "140家", "高新技术企业"),
        ("新增高新技术企业12家，同比多3家。", "3家", "新增高新技术企业"),
        ("商会2019年只有9户会员。", "9户", "会员"),
        ("物流园现有6家企业。", "6家", "企业"),
    ],
)
def test_the_noun_that_is_counted(text: str, number: str, head: str) -> None:
    found = claims(text)[number].indicator_text
    assert found is not None
    assert found.text == head


def test_the_total_is_of_the_stock() -> None:
    text = "新增高新技术企业12家，总数达到140家。"
    assert indicator(claims(text)["140家"]) == "high-tech-enterprises"


@pytest.mark.parametrize("text", ["培育新型经营主体210个。", "发展优质粮食产量8万吨。"])
def test_a_narrowing_word_makes_another_indicator(text: str) -> None:
    assert [indicator(item) for item in claims(text).values()] == [None]
