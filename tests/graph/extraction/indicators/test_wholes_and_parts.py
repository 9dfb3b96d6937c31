"""Shares, rates of a plan, numbers per head: figures of a whole and of its parts."""

import pytest

from districtgraph.graph.extraction.indicators.indicator_index import FigureContext, link
from tests.graph.extraction.read_claims import all_claims, claims, claims_by_number, indicator


def test_shares_link_to_no_works_and_to_no_share_of_another_whole() -> None:
    share = FigureContext(kind="share", symbol="%")
    assert link("老旧小区", "unit:PERCENT", share).indicator is None
    assert link("工业增加值", "unit:PERCENT", share).indicator == "indicator/industrial-value-added"
    assert (
        link("第一产业增加值", "unit:PERCENT", share).indicator
        == "indicator/share-of-primary-industry"
    )


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
    assert claims_by_number(text)[number].indicator is None


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
    assert indicator(claims_by_number(text)[number]) == expected


def test_how_much_of_a_task_is_done_has_no_indicator_of_its_own() -> None:
    assert [item.indicator for item in all_claims("税收完成539万元，占全年任务100.6%。")][1] is None


def test_a_share_after_its_amount_is_linked_by_its_whole() -> None:
    found = all_claims("非公经济增加值23亿元，占全县GDP比重达到52%。")
    assert str(found[1].indicator).endswith("/share-of-non-public-economy")


def test_a_part_of_the_time_is_of_the_same_indicator() -> None:
    text = "1—10月，规模以上工业增加值增长3%，其中10月份增加值增长7%。"
    found = [item.indicator for item in claims(text)]
    assert found[0] is not None and found[0] == found[1]


def test_the_same_word_of_another_owner_is_not() -> None:
    text = "1—10月，规模以上工业增加值增长3%，轻工业增加值增长7%。"
    assert claims(text)[1].indicator is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("民营经济增加值9亿元，占GDP的62%，比上年提高0.8个百分点。", "share-of-non-public-economy"),
        ("税收收入9亿元，占一般公共预算收入的64%，提高1.2个百分点。", "share-of-tax-revenue"),
        ("工业投资增长9%，占全部投资的比重为41%，提高4.4个百分点。", None),
        ("税收占比达到84%，较上年提高2.2个百分点。", "share-of-tax-revenue"),
        ("民营经济增加值增长6%，增速提高0.8个百分点。", "non-public-economy-value-added"),
        ("税收占一般公共预算收入比重达85%，比上年提高2.1个百分点。", "share-of-tax-revenue"),
        ("公办园在园幼儿占比由80%提高到85%。", "public-kindergarten-share"),
    ],
)
def test_points_after_a_share_are_a_change_of_that_share(text: str, expected: str | None) -> None:
    assert indicator(claims(text)[-1]) == expected


@pytest.mark.parametrize("by", ["按经营地分", "按经营单位所在地分", "分城乡看"])
def test_areas_in_a_paragraph_on_sales_are_those_of_the_sales(by: str) -> None:
    text = f"社会消费品零售总额9亿元，增长6%。{by}，城镇6亿元，增长5%；乡村3亿元，增长7%。"
    assert [indicator(item) for item in claims(text)[2:]] == [
        *["urban-retail-sales"] * 2,
        *["rural-retail-sales"] * 2,
    ]


def test_areas_without_such_words_are_none() -> None:
    text = "社会消费品零售总额9亿元，增长6%。投资中，城镇6亿元，增长5%。"
    assert [indicator(item) for item in claims(text)[2:]] == [None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工程惠及35个行政村。", [None]),
        ("公路途经3个县区11个乡镇。", [None, None]),
        ("涉及3个乡镇、26个行政村。", [None, None]),
        ("专项整治覆盖全部213个行政村。", ["administrative-villages"]),
        (
            "全县辖11个乡镇、213个行政村。",
            ["townships-and-subdistricts", "administrative-villages"],
        ),
        # The amount only says which villages are meant.
        ("村级集体经济收入10万元以下的村还有27个。", [None, None]),
        ("村级集体经济收入达到1.2亿元。", ["collective-income"]),
        ("税收收入超9000万元的规上企业有5家。", [None, None]),
        ("税收收入9000万元以上企业5家。", [None, None]),
        ("城镇化率超60%的村9个。", [None, None]),
        ("旅游收入突破90亿元大关。", ["tourism-revenue"]),
    ],
)
def test_some_of_the_things_are_not_all_of_them(text: str, expected: list[str | None]) -> None:
    assert [indicator(item) for item in claims(text)] == expected
