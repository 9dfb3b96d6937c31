"""Verbs, circumstances and goals beside what a figure measures are no part of its name."""

import pytest

from tests.graph.extraction.read_claims import claims, claims_by_number, heads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Verbs before the number.
        ("国道里程新增56公里，达到850公里。", ["国道里程"] * 2),
        ("贷款企业净增9家。", ["贷款企业"]),
        ("“跨省通办”事项扩展到135项。", ["“跨省通办”事项"]),
        ("平均每42秒就有一辆车下线。", [None]),
        # Why, and among what.
        ("工业投资受楼市拖累下降2.3%。", ["工业投资"]),
        ("旅游收入受高温影响减少9亿元。", ["旅游收入"]),
        ("经开区在全省综合考评中前移3位。", ["经开区"]),
        ("约束性指标中已有4项提前完成。", ["约束性指标"]),
        ("新建职中2所，师大附中达到9所。", ["新建职中", "师大附中"]),
        ("全县9所初中位居全市前列。", ["初中"]),
        ("产值在全市11个设区市中列第4位。", ["设区市", "产值"]),
        ("产值增长5%，增速在全市11个设区市中列第4位。", ["产值", "设区市", "产值"]),
        ("农作物遭受干旱影响9万亩。", ["农作物遭受干旱影响"]),
        # Who, before an object or an aim.
        ("今年以来，河州把项目审批环节由28个压减到11个。", ["项目审批环节"] * 2),
        ("到2027年，河州力争产业链产值突破900亿元。", ["产业链产值"]),
        ("一把手工程9个，拖把生产企业9家。", ["一把手工程", "拖把生产企业"]),
        ("到2027年，河州争取产业链产值突破900亿元。", ["产业链产值"]),
        # Verbs after what is counted.
        ("已有37家上下游企业落户河州，其中12家来自邻市。", ["上下游企业"] * 2),
        ("七成以上的订单来自外省。", ["订单"]),
        ("落户37家来自邻市的上下游企业。", ["上下游企业"]),
        ("租出20栋老屋也容易。", ["老屋"]),
        ("新增120万千瓦抽水蓄能电站。", ["抽水蓄能电站"]),
        ("来自也门的货物9吨。", ["来自也门的货物"]),
        ("向也门出口货物46吨。", ["也门出口货物"]),
        ("把62个审批事项下放到街道。", ["审批事项"]),
        ("4个县区签订合作协议。", ["县区"]),
        # Levels of divisions with a bracket, and places that only say where.
        ("全市9个县（市、区）建成医共体6个。", ["县（市、区）", "医共体"]),
        ("23个镇（街道）通公交，21个市（州）通高铁。", ["镇（街道）", "市（州）"]),
        ("带动周边1100户茶农增收。", ["茶农"]),
        # What those counted do is all that names them.
        ("达到或快于预期进度的22项。", ["达到或快于预期进度"]),
        ("距目标还差9家。", [None]),
        ("其中预期性指标15项、约束性指标11项。", ["预期性指标", "约束性指标"]),
        # Two verbs with one object of which there are two numbers.
        ("新建、改建城市道路14条、23.6公里。", ["新建、改建城市道路"] * 2),
        ("后三年产值年均增长7%以上。", ["产值"]),
    ],
)
def test_heads(text: str, expected: list[str | None]) -> None:
    assert heads(text) == expected


def test_branches_that_each_did_something_are_what_is_measured() -> None:
    text = (
        "电子通信、汽车制造、电气机械行业分别完成产值41亿元、26亿元和14亿元，增长3%、5%和下降4%。"
    )
    assert heads(text) == ["电子通信", "汽车制造", "电气机械行业"] * 2
    # Those of places have the same head, and a place each.
    assert heads("甲县、乙县分别完成产值41亿元、26亿元。") == ["产值"] * 2
    assert heads("国有企业、民营企业分别完成产值9亿元、8亿元。") == ["产值"] * 2


def test_two_names_of_one_owner_share_the_rest() -> None:
    found = claims("6月末，金融机构存、贷款余额分别为241亿元、187亿元。")
    assert [item.indicator and item.indicator.rsplit("/", 1)[-1] for item in found] == [
        "deposits",
        "loans",
    ]


@pytest.mark.parametrize(
    ("text", "number", "modality"),
    [
        (
            "研发强度由0.7%提高到0.9%，但与2025年达到1.5%的目标相比仍差0.6个百分点。",
            "1.5%",
            "target",
        ),
        ("每千人托位数2.4个，距4.5个的目标值差距较大。", "4.5个", "target"),
        ("单位能耗下降7.6%，完成五年下降14%目标的54.3%。", "14%", "target"),
        ("城镇化率46.9%，预计2025年可达到50%的规划目标。", "50%", "target"),
        ("单位能耗下降7.6%，完成五年下降14%目标的54.3%。", "54.3%", "achieved"),
    ],
)
def test_a_goal_is_of_what_was_measured_before(text: str, number: str, modality: str) -> None:
    found = claims_by_number(text)
    first = next(iter(found.values()))
    assert first.indicator_text
    assert found[number].indicator_text == first.indicator_text
    assert found[number].modality == modality


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A goal of something that is named with it.
        ("生产总值增长6%，进出口总额实现增长5%的预期目标。", ["生产总值", "进出口总额"]),
        ("预算收入60亿元，工业投资要实现100亿元的目标。", ["预算收入", "工业投资"]),
        ("粮食总产量超过20万吨，单产实现500公斤的目标。", ["粮食总产量", "单产"]),
        # One that was reached is no second value of what grew.
        ("农民收入增长8%，实现增长7%的目标。", ["农民收入", None]),
    ],
)
def test_a_goal_with_a_name_of_its_own_keeps_it(text: str, expected: list[str | None]) -> None:
    assert heads(text) == expected


def test_what_is_missing_to_a_goal_is_negative() -> None:
    text = "研发强度0.9%，与2025年达到1.5%的目标相比仍差0.6个百分点。"
    missing = claims_by_number(text)["0.6个百分点"]
    assert (missing.kind, str(missing.value)) == ("points", "-0.6")
    assert missing.indicator_text
    assert missing.indicator_text.text == "研发强度"


def test_a_part_that_is_contributed_is_of_the_noun_after_it() -> None:
    text = "园区以全区4%的土地贡献了超过三分之一的工业税收。"
    assert heads(text) == ["土地", "工业税收"]
