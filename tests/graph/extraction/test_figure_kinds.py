"""Kinds of figures that texts of other places showed, in invented sentences."""

from decimal import Decimal

import pytest

from districtgraph.graph.extraction.indicators.indicator_index import FigureContext, link
from tests.graph.extraction.test_claim_objects import extracted
from tests.graph.extraction.test_unseen_kinds import figures, words_of_time


def heads(text: str) -> dict[str, str | None]:
    return {key: item.head.text if item.head else None for key, item in figures(text).items()}


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("按常住人口计算人均地区生产总值为7万元。", "7万元", "人均地区生产总值"),
        (
            "三次产业对经济增长的拉动贡献分别为0.1、1.3个百分点。",
            "1.3个百分点",
            "三次产业对经济增长的拉动贡献",
        ),
        ("38个行业中32个实现增长、增长面84%。", "84%", "增长面"),
        ("继开工10个项目后，又有新进展。", "10个", "项目"),
        ("四个农业项目总投资超1亿元。", "四个", "农业项目"),
        ("四个农业项目总投资超1亿元。", "超1亿元", "总投资"),
        ("云湖的100户困难家庭搬迁。", "100户", "困难家庭搬迁"),
        ("社区还结合原先6000平方米的绿地公园建成驿站。", "6000平方米", "绿地公园"),
        ("江南9个“明星村”上榜。", "9个", "明星村"),
        ("新增12家“领航”企业。", "12家", "“领航”企业"),
        ("建设有机茶园2000亩。", "2000亩", "有机茶园"),
        ("2370亩红松林藏着密码。", "2370亩", "红松林"),
        ("生产总值(GDP)[2]91亿元。", "91亿元", "生产总值"),
        ("小麦面积和产量是9万亩和3万吨，比上年增长5.1%和4.6%。", "4.6%", "产量"),
        ("商贸企业完成零售总额4亿元。", "4亿元", "商贸企业完成零售总额"),
        ("0-17岁、18岁及以上户籍人口分别为5人和6人。", "6人", "18岁及以上户籍人口"),
    ],
)
def test_what_a_figure_measures(text: str, number: str, head: str) -> None:
    assert heads(text)[number] == head


def test_numbers_of_a_list_share_the_unit_and_may_be_negative() -> None:
    found = figures("三次产业的拉动分别为0.15、-5.64、1.34个百分点。")
    assert [item.quantity.value for item in found.values()] == [
        Decimal("0.15"),
        Decimal("-5.64"),
        Decimal("1.34"),
    ]
    points = figures("猪、牛出栏增速分别回升2.9个、23.9个百分点。")
    assert {item.quantity.unit for item in points.values()} == {"unit/percentage-point"}


@pytest.mark.parametrize(
    "text", ["生产第 8.6 代显示器。", "距今已有30余年。", "建成百亿级、千亿级集群。"]
)
def test_orders_ages_and_classes_are_no_quantities(text: str) -> None:
    assert not figures(text)


def test_a_class_that_is_reached_is_a_level() -> None:
    assert [
        item.quantity.value for item in figures("化工产业突破500亿级、稳步扩大。").values()
    ] == [Decimal(50_000_000_000)]


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


def test_the_day_of_a_dateline_dates_no_figure() -> None:
    found = figures("江南9个村上榜\n2023-03-17 江南日报\n牛角山村开发茶园1.38万亩。")
    assert words_of_time(found["1.38万亩"]) is None


def test_a_sentence_about_the_last_years_tells_of_the_past_in_a_plan_too() -> None:
    text = "二、2025年重点工作\n近年来，大力实施绿化，绿化覆盖率达到45%。"
    assert figures(text)["45%"].modality.modality == "achieved"


def test_shares_link_to_no_works_and_to_no_share_of_another_whole() -> None:
    share = FigureContext(kind="share", symbol="%")
    assert link("老旧小区", "unit:PERCENT", share).indicator is None
    assert link("工业增加值", "unit:PERCENT", share).indicator == "indicator/industrial-value-added"
    assert (
        link("第一产业增加值", "unit:PERCENT", share).indicator
        == "indicator/share-of-primary-industry"
    )


def test_a_rank_is_of_the_words_before_it_or_of_the_figure_before() -> None:
    text = "生产总值91亿元，总量居全市第6位，政务公开绩效持续位居全市第一方阵。"
    ranks = [item for item in extracted(text).claims if item.kind == "rank"]
    assert [item.indicator_text.text for item in ranks if item.indicator_text] == ["生产总值"]
    assert len(ranks) == 1


def test_the_last_aspect_of_a_list_is_of_what_the_first_names() -> None:
    found = figures("一般公共预算收入和支出分别达4亿元、20亿元。")
    assert [item.head.name for item in found.values() if item.head] == [
        "一般公共预算收入",
        "一般公共预算支出",
    ]


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("园区10户规上企业实现产值22亿元。", "10户", "规上企业"),
        ("甲、乙等20户企业入驻。", "20户", "企业"),
        ("收购烟叶603万公斤，均价36元。", "36元", "均价"),
        ("58个重点项目进展顺利。", "58个", "重点项目"),
    ],
)
def test_whose_things_are_counted_is_no_head(text: str, number: str, head: str) -> None:
    assert heads(text)[number] == head


def test_what_was_obtained_is_achieved() -> None:
    text = "一、2023年工作回顾\n争取到位专债资金10亿元，实施项目27个。"
    assert {item.modality.modality for item in figures(text).values()} == {"achieved"}


def test_what_is_compared_with_both_sides_is_the_subject() -> None:
    text = "全市生产总值440亿元，增长8.4%，比全省(7.7%)和全国(7.0%)分别高0.7 、1.4个百分点。"
    found = figures(text)
    assert found["0.7"].head
    assert found["0.7"].head.text == found["1.4个百分点"].head.text == "生产总值"  # type: ignore[union-attr]
    # The growth of the province is no value of the city's indicator.
    assert found["7.7%"].indicator is None


def test_a_rate_in_a_bracket_is_no_growth_though_growth_follows() -> None:
    found = figures("工业投资75亿元(占总投资的 32.1%),增长103.2%。")
    assert (found["32.1%"].change.kind, found["103.2%"].change.kind) == ("share", "growth")


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("全市200个工业新增长点项目发展良好。", "200个", "工业新增长点项目"),
        ("新增产值9亿元，完成目标的56.6%，超时序进度6.6个百分点。", "6.6个百分点", "新增产值"),
    ],
)
def test_words_of_growth_within_a_noun_and_a_pace(text: str, number: str, head: str) -> None:
    found = heads(text)[number]
    assert found is not None
    assert found.startswith(head)


def test_what_is_kept_is_what_was_named_before() -> None:
    found = heads("三大产业产值增长9%，持续6个月保持两位数增长。")
    assert found["两位数"] == "三大产业产值"


def test_when_a_place_was_founded_dates_nothing_else() -> None:
    found = figures("云湖区于1990年1月经批准成立，面积约182平方公里。\n全区常住人口9万人。")
    assert [item.period for item in found.values()] == [None, None]


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("完成1.4万户乡村“美丽庭院”建设。", "1.4万户", "乡村“美丽庭院”建设"),
        ("打造1条爱老服务公交线路。", "1条", "爱老服务公交线路"),
        ("培训2000名救护普及员。", "2000名", "救护普及员"),
        ("1.*改建照护床位220张", "220张", "改建照护床位"),
    ],
)
def test_words_in_the_midst_of_a_noun_end_none(text: str, number: str, head: str) -> None:
    assert heads(text)[number] == head


def test_what_is_done_as_of_a_day_is_achieved_after_a_plan() -> None:
    found = figures("当年计划投资35亿元，截至6月底，累计完成投资18亿元，开工10个项目。")
    assert [item.modality.modality for item in found.values()] == ["plan", "achieved", "achieved"]


def test_a_title_that_arranges_a_year_s_works_looks_ahead() -> None:
    found = figures("2025年区政府实事项目安排\n1.改建照护床位220张")
    assert found["220张"].modality.modality == "plan"


def test_a_version_is_no_quantity() -> None:
    assert list(figures("优化营商环境 7.0 版 150 项举措落地。")) == ["150 项"]


def test_how_a_growth_was_reckoned_is_no_head() -> None:
    found = heads("预算收入3.5亿元，自然增幅2%，同口径完成3.67亿元，增幅6.1%。")
    assert set(found.values()) == {"预算收入"}


def test_deposits_and_loans_share_what_they_have_in_common() -> None:
    found = figures("金融机构年末存、贷款余额达152亿元、121亿元。")
    assert [item.head.name for item in found.values() if item.head] == ["存款余额", "贷款余额"]


def test_a_lone_aspect_is_of_what_the_figure_before_measures() -> None:
    found = figures("生猪存栏5万头，下降3.7%，出栏6万头。粮食播种面积9万亩，总产量2万吨。")
    names = [item.head.name for item in found.values() if item.head]
    assert names == ["生猪存栏", "生猪存栏", "生猪出栏", "粮食播种面积", "粮食总产量"]


@pytest.mark.parametrize(
    ("head", "unit", "indicator"),
    [
        ("夏粮总产", "unit:KiloGM", "summer-grain-output"),
        ("接待境内外游客", "unit:NUM", "tourist-arrivals"),
        ("招商引资项目累计到位资金", "unit:CCY_CNY", "domestic-capital-introduced"),
        ("农村市场实现零售额", "unit:CCY_CNY", "rural-retail-sales"),
    ],
)
def test_ways_of_writing_an_indicator_link_to_it(head: str, unit: str, indicator: str) -> None:
    counts = unit == "unit:NUM"
    context = FigureContext("count", "人次") if counts else FigureContext("value")
    assert link(head, unit, context).indicator == f"indicator/{indicator}"
