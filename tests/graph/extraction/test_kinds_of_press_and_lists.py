"""Kinds of sentences of press news, lists of projects and grants, in invented examples."""

from datetime import date
from decimal import Decimal

import pytest

from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate

LEXICON = load_lexicon()
MARCH = date(2024, 3, 14)


def figures(text: str, published: date | None = None) -> dict[str, FoundFigure]:
    found = find_figures(text, LEXICON, load_index(), DocumentDate(published))
    return {item.quantity.text: item for item in found}


def head(figure: FoundFigure) -> str:
    return figure.head.text if figure.head else ""


def resolved(figure: FoundFigure) -> tuple[str, str] | None:
    period = figure.period
    return (str(period.first), str(period.last)) if period and period.first else None


# Heads


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("单个车间最高奖励60万元。", "60万元", "奖励"),
        ("每户最高给予补贴5万元。", "5万元", "补贴"),
        ("单个车间最高补5万元。", "5万元", "单个车间"),
        ("最高气温38摄氏度。", "38摄氏度", "最高气温"),
        ("每个企业最高不超过20万元。", "不超过20万元", "每个企业"),
        ("云湖等35个项目新开工建设。", "35个", "项目"),
        ("20座标准化大棚整齐排列。", "20座", "标准化大棚"),
        ("续建项目复工23个。", "23个", "续建项目复工"),
        ("基本建成30项。", "30项", "基本建成"),
        ("纳税过1亿元的企业有3家。", "1亿元", "纳税"),
        ("鲜叶已经卖到200元一斤。", "200元", "鲜叶"),
        ("被市级以上认定“一村一品”示范村镇72个。", "72个", "“一村一品”示范村镇"),
        ("新建180个都市型、楼宇型体育场地。", "180个", "都市型、楼宇型体育场地"),
        ("提升改造186座三类公厕。", "186座", "三类公厕"),
        ("加快推进26个在库项目。", "26个", "在库项目"),
        ("计划建设周期5年。", "5年", "建设周期"),
        ("1.4万户脱贫群众通过种茶增收。", "1.4万户", "脱贫群众"),
        ("9个项目（市级4个、区级5个）年计划投资17亿元。", "17亿元", "年计划投资"),
        ("硬化道路10万平方米并安装太阳能路灯1000盏。", "10万平方米", "硬化道路"),
        ("财政收入、进出口总额、固定资产投资分别增长3%、4%和5%。", "3%", "财政收入"),
        ("财政收入、进出口总额、固定资产投资分别增长3%、4%和5%。", "4%", "进出口总额"),
        ("项目计划总投资56亿元，占地800亩。", "800亩", "占地"),
        ("7万余户茶农年户均增收1.2万元。", "7万余户", "茶农"),
    ],
)
def test_the_head_names_what_is_measured(text: str, number: str, expected: str) -> None:
    assert head(figures(text)[number]) == expected


def test_a_count_in_a_list_of_prices_has_the_noun_before_it() -> None:
    found = find_figures("8亿元项目1个、3亿元项目2个、6000万元仓储项目4个。", LEXICON)
    counts = {item.quantity.text: head(item) for item in found if item.quantity.symbol == "个"}
    assert counts["2个"].endswith("项目") and "仓储" not in counts["2个"]


@pytest.mark.parametrize("text", ["鲜叶卖到200多元一斤。", "每斤卖到30元一斤。"])
def test_the_unit_that_a_price_is_for_is_no_quantity(text: str) -> None:
    assert "一斤" not in figures(text)


def test_a_grant_is_bounded_by_the_word_before_its_noun() -> None:
    quantity = figures("单个车间最高奖励60万元。")["60万元"].quantity
    assert (quantity.comparator, quantity.upper) == ("at-most", Decimal(600_000))


# Kinds


@pytest.mark.parametrize(
    ("text", "number", "kind", "base"),
    [
        ("整体提升100所学校周边环境。", "100所", "level", None),
        ("排名提升38个名次。", "38个", "difference", None),
        ("岗位增加100个。", "100个", "difference", None),
        ("新开工30项，超计划16项。", "16项", "difference", "计划"),
        ("完成率41.9%，超时序进度8.6个百分点。", "8.6个百分点", "points", "超时序进度"),
    ],
)
def test_the_kind_is_told(text: str, number: str, kind: str, base: str | None) -> None:
    change = figures(text)[number].change
    assert (change.kind, change.base.text if change.base else None) == (kind, base)


# Times


@pytest.mark.parametrize("what", ["总投资", "计划投资", "占地面积"])
def test_the_day_of_an_event_dates_no_size_of_a_project(what: str) -> None:
    text = f"3月12日，9个项目集中开工，{what}400万平方米。"
    assert figures(text, MARCH)["400万平方米"].period is None


def test_no_time_dates_how_long_something_takes() -> None:
    assert figures("2023年开工，建设周期5年。", MARCH)["5年"].period is None


def test_a_ceremony_has_no_time_of_the_paragraph_before() -> None:
    text = "去年以来，引进项目5个。\n在3月2日举行的启动仪式上，集中签约22个项目。"
    assert resolved(figures(text, MARCH)["22个"]) is None


@pytest.mark.parametrize(
    "source",
    ["初步测算，", "初步测算并经评估反馈，", "据统计局核算和评估，"],
)
def test_the_source_of_figures_comes_before_their_time(source: str) -> None:
    text = f"{source}一季度全市产值9亿元。\n（一）农业。粮食产量3万吨。"
    found = figures(text, date(2024, 4, 20))
    assert resolved(found["3万吨"]) == ("2024-01-01", "2024-03-31")


def test_this_year_so_far_is_undated_beside_the_quarter_that_is_reported() -> None:
    text = "今年以来，全市经济平稳。\n（一）农业。一季度，产值9亿元。\n（二）工业。产值5亿元。"
    found = figures(text, date(2024, 4, 20))
    assert resolved(found["9亿元"]) == ("2024-01-01", "2024-03-31")
    assert resolved(found["5亿元"]) is None
    alone = figures("今年以来，全市经济平稳。\n（一）工业。产值5亿元。", date(2024, 4, 20))
    assert resolved(alone["5亿元"]) == ("2024-01-01", "2024-04-20")


def test_a_yearly_mean_is_of_its_year() -> None:
    found = figures("2023年，细颗粒物年均浓度48微克/立方米。")
    assert resolved(found["48微克/立方米"]) == ("2023-01-01", "2023-12-31")


# Achieved or ahead


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # A quarter that is over, in a part about what comes next.
        (
            "下阶段，我们将加快招商。\n各镇都在攻坚，一季度项目签约3个，投资8亿元。",
            "3个",
            "achieved",
        ),
        ("去年工作成绩\n新建桥梁3座。\n按照安排，今年将新开工项目24项。", "24项", "plan"),
        ("今年将为不少于500名困难妇女提供体检。", "不少于500名", "plan"),
        ("今年新增就业将不少于500人。", "不少于500人", "target"),
        ("今年将新建充电站60座，公共绿地120公顷。", "120公顷", "plan"),
        ("今年将新建公园3座，蔬菜产量3万吨。", "3万吨", "target"),
        ("今年安排正式项目62项，预备项目7项。", "7项", "plan"),
    ],
)
def test_what_lies_ahead_is_told(text: str, number: str, expected: str) -> None:
    assert figures(text, date(2024, 4, 20))[number].modality.modality == expected


# Links


@pytest.mark.parametrize("name", ["协议总投资额", "合同投资额", "合同总投资额", "协议投资总额"])
def test_agreed_investment_is_linked(name: str) -> None:
    found = figures(f"签约项目7个，{name}9亿元。")
    assert (found["9亿元"].indicator or "").endswith("signed-investment")


def test_planned_investment_is_no_agreed_one() -> None:
    assert figures("该项目计划总投资9亿元。")["9亿元"].indicator is None
