"""Kinds of sentences that a reader who looked for misreadings found, in invented examples."""

from decimal import Decimal

import pytest

from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, Reading
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
        ("旅游总收入、税收收入分别恢复至2019年的93%、97%。", "97%"),
        ("旅游总收入42亿元、税收收入36亿元，分别完成年度计划的45%和52%。", "52%"),
    ],
)
def test_a_rate_of_a_plan_or_a_whole_is_no_rate_of_what_is_named_before(
    text: str, number: str
) -> None:
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
    assert claim.change_base is not None
    assert (claim.kind, claim.change_base.text) == ("ratio", base)


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
    words = claim.change_base.text if claim.change_base else None
    assert (claim.kind, claim.value, words) == ("points", Decimal(value), base)


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


# Rates after words of aiming, and after a surplus


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
    claim = claims(text)[number]
    assert claim.indicator_text is not None
    assert (claim.kind, claim.indicator_text.text) == (kind, head)


# Ranks and multiples


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("进出口总额居全省第5位，较上年前移3位。", "3位", "3"),
        ("进出口总额居全省第5位，比上年下降3位。", "3位", "-3"),
    ],
)
def test_places_moved_are_no_count_of_what_is_ranked(text: str, number: str, value: str) -> None:
    claim = claims(text)[number]
    assert (claim.kind, claim.value, claim.indicator) == ("change", Decimal(value), None)


def test_the_rank_before_and_after() -> None:
    found = claims("综合实力由第81位升至第74位。")
    assert [(item.kind, item.value) for item in found.values()] == [
        ("rank", Decimal(81)),
        ("rank", Decimal(74)),
    ]


@pytest.mark.parametrize("text", ["从第2个项目开始提速。", "由第一产业向第二产业升级。"])
def test_other_ordinals_after_from(text: str) -> None:
    assert not [item for item in claims(text).values() if item.kind == "rank"]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("出口额翻了一番还多。", "more-than"),
        ("出口额翻了一番多。", "at-least"),
        ("出口额翻了一番。", "equal"),
    ],
)
def test_more_than_doubled(text: str, comparator: str) -> None:
    (claim,) = claims(text).values()
    assert (claim.kind, claim.value, claim.comparator) == ("multiple", Decimal(2), comparator)


# Names that begin like another word


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("可吸入颗粒物（PM10）61微克/立方米。", "可吸入颗粒物"),
        ("对东盟进出口5.2亿元。", "对东盟进出口"),
        ("对美国出口5.2亿元。", "对美国出口"),
        ("拟上市企业9家。", "拟上市企业"),
        ("税收收入46亿元，剔除不可比因素后下降7%。", "税收收入"),
        ("全市生产总值900亿元，增长5%。分季度看，一季度增长6%。", "生产总值"),
    ],
)
def test_heads_are_not_cut_inside_words(text: str, head: str) -> None:
    claim = list(claims(text).values())[-1]
    assert claim.indicator_text is not None
    assert claim.indicator_text.text == head


def test_the_numbers_of_a_list_are_completed() -> None:
    text = "第一、二、三产业增加值分别为2亿元、5亿元和9亿元，分别增长2.1%、4.8%、6.5%。"
    industries = [f"{name}-industry-value-added" for name in ("primary", "secondary", "tertiary")]
    assert [indicator(item) for item in claims(text).values()] == industries * 2
