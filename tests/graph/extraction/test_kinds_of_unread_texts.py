"""Kinds of sentences of bulletins, reports and news that were read wrong; sentences invented."""

from datetime import date
from decimal import Decimal

import pytest

from districtgraph.graph.extraction.printed_claims.place_record import Place

from .read_claims import claims, heads


def times(text: str, published: date | None = None) -> list[str | None]:
    return [item.time.resolved_end if item.time else None for item in claims(text, published)]


# Ranks


def test_a_rank_has_the_time_of_its_sentence_and_not_the_rank_that_it_rose_from() -> None:
    text = "2023年，全市外贸竞争力由全国第92位上升至第85位，增速列全省第三位。"
    assert times(text) == [None, "2023-12-31", "2023-12-31"]


def test_a_rank_that_is_aimed_at_lies_ahead() -> None:
    text = "2023年，招商引资居全市第3位。2024年，力争综合排名进入全省前10位，保持全市第2位。"
    found = claims(text, date(2024, 1, 20))
    assert [item.modality for item in found][:1] == ["achieved"]
    assert {item.modality for item in found[1:]} <= {"target", "plan"}


def test_both_ends_of_a_rise_are_ranks_of_one_thing() -> None:
    assert heads("外贸竞争力由第92位上升至第85位。") == ["外贸竞争力", "外贸竞争力"]


# What the figures of coordinated projects measure


@pytest.mark.parametrize("joint", ["、", "和", "以及"])
def test_what_projects_cost_is_named_once_for_all(joint: str) -> None:
    text = f"投资6000万元的云岭水厂{joint}1500万元的南河大桥开工。"
    assert heads(text) == ["投资", "投资"]


def test_counted_things_each_have_their_own_noun() -> None:
    assert heads("新建90公里的绿道、80公里的管网。") == ["绿道", "管网"]


# Sums of money without 元


@pytest.mark.parametrize(
    ("text", "words", "value", "comparator"),
    [
        ("引进5千万以上项目9个。", "5千万", 50_000_000, "at-least"),
        ("新开工2亿以上工业项目9个。", "2亿", 200_000_000, "at-least"),
        ("投资2亿以上的企业有9家。", "2亿", 200_000_000, "at-least"),
        ("产值过亿企业中，产值10亿以上企业9家。", "10亿", 1_000_000_000, "at-least"),
        ("项目总投资12亿，占地90亩。", "12亿", 1_200_000_000, "equal"),
    ],
)
def test_a_sum_without_its_currency_is_in_yuan(
    text: str, words: str, value: int, comparator: str
) -> None:
    found = claims(text)[0]
    assert found.number
    assert (found.number.text, found.value) == (words, Decimal(value))
    assert (found.unit, found.comparator) == ("元", comparator)
    assert str(found.unit_iri).endswith("CCY_CNY")


def test_a_structure_that_looks_like_a_time_of_day_is_a_ratio() -> None:
    (found,) = claims("三次产业结构为20:27:53。")
    assert found.number
    assert found.number.text == "20:27:53"
    assert not claims("2024-01-20 20:27:53 来源：云湖报")


def test_a_step_in_size_is_no_count_of_machines() -> None:
    assert [item.unit for item in claims("经济总量跨上2000亿台阶。")] != ["台"]


@pytest.mark.parametrize("text", ["全市有20万以上企业用户。", "常住人口达到500万。"])
def test_a_large_number_of_other_things_is_no_sum(text: str) -> None:
    assert claims(text)[0].unit is None


# Spaces


def test_spaces_within_a_unit_are_left_out() -> None:
    text = "接待游客 25 万 人 次，收入 9 亿 元，增速提高 2 个百 分点，用电 3 亿千瓦 时。"
    assert [item.unit for item in claims(text)] == ["人次", "元", "百分点", "千瓦时"]
    assert [item.number.text for item in claims(text) if item.number] == [
        "25 万 人 次",
        "9 亿 元",
        "2 个百 分点",
        "3 亿千瓦 时",
    ]


# Times


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # The second of two other sides is no time either.
        (
            "1—10月，占比较1—9月和上年同期提高0.1个和1.2个百分点。",
            ["2024-10-31"] * 2,
        ),
        ("2023年，人均产值9万元，按2022年平均汇率计算为1.3万美元。", ["2023-12-31"] * 2),
        # What a work will yield each year is not in the month in which it was begun.
        ("2024年6月，投资9亿元的项目落户。全部建成，预计年产值10亿元。", ["2024-06-30", None]),
        ("二、工业\n2023年，产值9亿元。预计年末存栏9万头。", ["2023-12-31"] * 2),
        ("1-9月，产值9亿元，去年同期为5亿元，增长3%。", ["2024-09-30", None, "2024-09-30"]),
        ("上半年产值4亿元。历年累计投资90亿元。", ["2024-06-30", None]),
        # A review of 2023 that came out in 2024 was written in either.
        (
            "一、2023年工作回顾\n2023年是关键的一年。今年以来，产值9亿元。预计全年税收3亿元。",
            [None, "2023-12-31"],
        ),
        ("预计2024年全面达产后，工业城将实现产值9亿元。", [None]),
        ("阳春三月，花开之时。\n一期投资9亿元。", [None]),
        ("2023年12月底，某公司营收9亿元。\n300个机器人正在作业。", ["2023-12-31", None]),
        # 全年 after whoever made the account holds for the sentences after it.
        ("经市统计局审定，全年产值9亿元。分产业看，一产产值3亿元。", [None, None]),
        ("总的来看，“十三五”时期，全市实干。\n产值年均增长9%。", ["2020-12-31"]),
        # A title that names an aim is also above what was done.
        ("云湖市2026年预期目标增长5%\n产值9亿元。", ["2026-12-31", None]),
        ("其中在交通方面，2023全年货运总量9亿吨。", ["2023-12-31"]),
        # A heading may leave open which year it means.
        (
            "一、过去一年工作回顾\n2023年，我们实干。产值9亿元。\n（一）工业提速。新增企业9家。",
            ["2023-12-31"] * 2,
        ),
    ],
)
def test_times(text: str, ends: list[str | None]) -> None:
    assert times(text, date(2024, 11, 20)) == ends


def test_the_whole_year_dates_the_sentence_after_it() -> None:
    text = "经市统计局审定，全年产值9亿元。分产业看，一产产值3亿元。"
    assert [item.time.text for item in claims(text) if item.time] == ["全年", "全年"]


# Heads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲、乙、丙湖3个回迁安置区竣工。", ["回迁安置区"]),
        ("9条小巷彻底整治。", ["小巷"]),
        ("产值增长6%，较上半年前进4个位次，两年平均增长4%。", ["产值", "位次", "产值"]),
        ("云湖区预计产值增长5%。", ["产值"]),
        (
            "18个行业正增长或扭亏为盈、增长面达52.9%，16个行业实现增长。",
            ["行业", "增长面", "行业"],
        ),
        (
            "甲业收入9亿元、税收3亿元，分别增长9%和7%，高于全市2.1和3.4个百分点。",
            ["甲业收入", "税收"] * 3,
        ),
        ("完成甲小区336户居民供暖改造。", ["居民供暖改造"]),
        ("今年新增14项包括：新建9家餐厅。", ["新增", "餐厅"]),
        ("推出9场艺术普及教育活动。", ["艺术普及教育活动"]),
        ("年末在册市场经营主体9户，在册市民9人。", ["在册市场经营主体", "在册市民"]),
        ("第一产业对全县生产总值的贡献率为9%。", ["第一产业"]),
        ("出口增长9%、居全省第1位，超全省平均增速6个百分点。", ["出口"] * 3),
        ("汽车业增长5%，对全部工业增长的贡献率达9%。", ["汽车业"] * 2),
        ("出口增长5%，高于全国2.1个百分点、领先幅度扩大0.2个百分点。", ["出口"] * 3),
        ("税收9亿元，为年初预算61%，已完成年初预算总额的61%。", ["税收"] * 3),
        ("自治区90名医护人员正式出发。", ["医护人员"]),
        ("通车里程有望达到9公里，正式突破9公里。", ["通车里程"] * 2),
        ("人均产值9万元（按年平均汇率折1.3万美元）。", ["人均产值", "人均产值"]),
        ("人均产值9万元，按年平均汇率计算为1.3万美元。", ["人均产值", "人均产值"]),
    ],
)
def test_heads(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_posts_to_develop_and_workers_to_send_out_are_planned() -> None:
    text = "二、2025年工作安排\n新开发公益岗位90个，输转劳务9万人。"
    assert [item.modality for item in claims(text)] == ["plan", "plan"]


def test_the_same_period_before_a_change_is_its_base() -> None:
    amount, growth = claims("前三季度，税收9亿元，同期增长5%。")
    assert amount.time
    assert growth.change_base and growth.change_base.text == "同期"
    assert growth.time == amount.time


# Lists of works for the people, and what a year is to have


@pytest.mark.parametrize(
    "text",
    [
        "云湖区发布2024年民生“暖心”实事！\n交通“顺心”实事\n▶新增停车位90个。\n▶建成公园9座。",
        "讯 昨日，云湖区公布了今年拟办的实事。新增停车位90个；完成9所幼儿园改造。",
        "云湖网1月3日讯，王市长在作报告时指出，要用心办好实事。完成90台电梯评估，新建9家菜场。",
    ],
)
def test_works_for_the_people_that_are_announced_are_plans(text: str) -> None:
    assert [item.modality for item in claims(text)[-2:]] == ["plan", "plan"]


def test_what_the_year_of_the_text_allots_is_planned() -> None:
    text = "2024年，拟发行债券9亿元。安排投资7亿元。\n2023年，安排投资5亿元。"
    found = [item.modality for item in claims(text, date(2024, 3, 10))]
    assert found == ["plan", "plan", "achieved"]


def test_what_will_steadily_be_furthered_is_planned() -> None:
    text = "全区将扎实推进提升工程，打造3个千亿级产业。计划稳步推进改革，新建小学9所。"
    assert {item.modality for item in claims(text)} == {"plan"}


def test_works_that_were_finished_are_no_plans() -> None:
    text = "云湖区公布了去年为民办实事完成情况。新增停车位90个；建成公园9座。"
    assert [item.modality for item in claims(text)] == ["achieved", "achieved"]


def test_a_title_with_a_closing_mark_dates_the_list_below_it() -> None:
    text = "云湖区发布2024年民生“暖心”实事！\n交通“顺心”实事\n▶新增停车位90个。"
    assert times(text) == ["2024-12-31"]


def test_the_investment_of_a_whole_year_is_planned_and_that_of_its_months_is_done() -> None:
    text = "今年1—4月，工业项目35个，年度计划投资90亿元，累计完成投资40亿元，计划竣工3个。"
    found = claims(text, date(2024, 5, 20))
    assert [item.modality for item in found] == ["achieved", "plan", "achieved", "plan"]
    assert [bool(item.time) for item in found][:3] == [True, False, True]


def test_what_a_whole_year_is_to_have_keeps_the_words_for_the_year() -> None:
    (found,) = claims("全年计划投资9亿元。")
    assert found.time
    assert (found.time.text, found.modality) == ("全年", "plan")


def test_lines_of_results_are_no_headings_and_keep_the_year_of_the_first() -> None:
    lines = ("2023年工作回顾", "2023年产值增长5%，达到9亿元", "游客增长9%，收入增长7%")
    text = "\n".join((*lines, "新增公司9家；出口增长8%"))
    assert times(text) == ["2023-12-31"] * 6


# The census


def test_the_day_of_a_census_dates_its_communique_and_the_one_before_its_own_numbers() -> None:
    text = (
        "人口普查公报\n现将2020年11月1日零时全区人口情况公布如下：\n一、常住人口\n"
        "常住人口为9万人，与2010年第六次全国人口普查的7万人相比，增加2万人。\n二、性别\n"
        "性别比由2010年第六次全国人口普查97.45下降为91.45。"
    )
    census, before = "2020-11-01", "2010-12-31"
    assert times(text) == [census, before, census, before, census]
    assert heads(text)[3:] == ["性别比", "性别比"]


# Indicators


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "城镇居民人均可支配收入9万元；人均消费支出5万元，增长3%。",
            ["urban-disposable-income"] + ["urban-consumption-expenditure"] * 2,
        ),
        ("居民人均消费支出5万元。", ["consumption-expenditure"]),
        ("税收收入9亿元，为年初预算61%，完成预算总额的61%。", ["tax-revenue", None, None]),
        ("医疗卫生机构9家、床位90张。", ["health-institutions", "hospital-beds"]),
        ("养老机构9家、床位90张。", ["care-institutions", None]),
        (
            "一、二、三产增加值分别增长4%、5%、6%。",
            [f"{name}-industry-value-added" for name in ("primary", "secondary", "tertiary")],
        ),
        (
            "一二三产业增加值分别增长4%、5%、6%。",
            [f"{name}-industry-value-added" for name in ("primary", "secondary", "tertiary")],
        ),
        (
            "猪、牛、羊、禽出栏量分别增长9%、3%、6%、8%。",
            [f"{name}-slaughtered" for name in ("pigs", "cattle", "sheep", "poultry")],
        ),
        ("芝罘区、福山区生产总值分别增长5%、6%。", ["gross-domestic-product"] * 2),
        # What has a local part is the whole of what is raised.
        (
            "财政收入9亿元，增长5%，其中一般公共预算收入6亿元。",
            ["total-fiscal-revenue"] * 2 + ["general-public-budget-revenue"],
        ),
        (
            "财政收入9亿元，增长5%；其中税收收入6亿元。",
            ["general-public-budget-revenue"] * 2 + ["tax-revenue"],
        ),
    ],
)
def test_indicators(text: str, expected: list[str | None]) -> None:
    found = [item.indicator for item in claims(text)]
    assert [item and item.rpartition("/")[2] for item in found] == expected


# Places

YANTAI = Place("烟台市", "370600")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("芝罘区、福山区生产总值分别增长5%、6%。", ["芝罘区", "福山区"]),
        ("其中，牟平区完成投资9亿元，增长7%；全市完成投资90亿元。", ["牟平区"] * 2 + ["烟台市"]),
        ("龙口、莱阳两市分别完成投资3亿元、5亿元，增长2%、3%。", ["龙口市", "莱阳市"] * 2),
        # Together, or with another number of numbers, nobody knows whose a figure is.
        ("龙口市和莱阳市完成投资9亿元。", [None]),
        ("龙口市、莱阳市分别增长5%、6%和7%。", [None] * 3),
        ("产值9亿元。全国增长5%。", ["烟台市", None]),
        # A town has a name, and no code.
        ("青云镇产值9亿元。", ["青云镇"]),
        # Where something is, and whose it is, does not change what the report is about.
        ("在龙口市新建学校9所。", ["烟台市"]),
        ("龙口市人民医院床位90张。", ["烟台市"]),
        ("高于全省2个百分点。", ["烟台市"]),
    ],
)
def test_places(text: str, expected: list[str | None]) -> None:
    found = claims(text, place=YANTAI)
    assert [item.subject.text if item.subject else None for item in found] == expected


def test_a_part_of_the_place_of_the_report_has_its_code() -> None:
    (found,) = claims("莱州市产值9亿元。", place=YANTAI)
    assert found.subject
    assert found.subject.code == "370683"
    (town,) = claims("青云镇产值9亿元。", place=YANTAI)
    assert town.subject
    assert town.subject.code is None


def test_a_line_that_is_a_time_alone_dates_the_lines_after_it() -> None:
    text = (
        "一、2025年工作回顾\n\n地区生产总值增长5%\n\n过去5年\n\n地区生产总值年均增长6%\n\n"
        "工业稳步增长\n\n粮食产量达到3亿斤\n\n今年上半年：\n\n城镇新增就业7万人\n\n"
        "二、2026年主要目标\n\n地区生产总值增长8%\n"
    )
    found = [item.time and item.time.text for item in claims(text)]
    assert found == ["2025年", "过去5年", "过去5年", "今年上半年", "2026年"]
