"""Kinds of sentences of monthly data, budgets, lists of works and news of projects."""

from datetime import date
from decimal import Decimal

import pytest

from tests.graph.extraction.read_claims import (
    base_words,
    claims,
    figures,
    heads,
    last_with,
    words_and_dates,
)

# Numbers


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("渠道长12千米。", 12, "千米"),
        ("电缆产量42748千米。", 42748, "千米"),
        ("电缆产量5万千米。", 50_000, "千米"),
        ("面积3千平方米。", 3000, "平方米"),
        ("投资5千万元。", 50_000_000, "元"),
    ],
)
def test_the_thousand_of_a_kilometre_belongs_to_the_unit(text: str, value: int, unit: str) -> None:
    (found,) = claims(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


# Times


def test_a_paragraph_about_several_years_opens_no_part() -> None:
    text = (
        "云湖区今日开工一批项目。\n云湖区2012年完成搬迁。2021年获批示范区。2023年，云湖区产值增长5%。\n"
        "其余项目30个。"
    )
    assert words_and_dates(last_with(text, "5%"))[0] == "2023年"
    assert words_and_dates(last_with(text, "30个")) == ("", "")


def test_a_paragraph_about_one_year_opens_its_part() -> None:
    text = "云湖区2023年开局良好。2023年，云湖区产值增长5%。\n新建学校30所。"
    assert words_and_dates(last_with(text, "30所")) == ("2023年", "2023-01-01/2023-12-31")


def test_that_day_is_no_earlier_time() -> None:
    text = "2023年前三季度，产值增长5%。\n当天开工的项目，工业类4个。"
    assert words_and_dates(last_with(text, "4个")) == ("当天", "")


@pytest.mark.parametrize("words", ["从7月份开始", "自7月1日起", "从7月份起"])
def test_a_time_from_which_something_lasts_on_is_not_the_month(words: str) -> None:
    text = f"2023年工作总结\n全年产值增长5%。{words}，为30户90人发放补贴。"
    assert words_and_dates(last_with(text, "30户"))[1] == ""
    assert words_and_dates(last_with(text, "90人"))[1] == ""


@pytest.mark.parametrize("words", ["未脱贫", "尚未脱贫", "剩余"])
def test_what_is_left_over_is_so_when_the_text_is_written(words: str) -> None:
    text = f"贫困户中，2018年脱贫393户，{words}78户。"
    assert words_and_dates(last_with(text, "393户"))[1] == "2018-01-01/2018-12-31"
    assert words_and_dates(last_with(text, "78户")) == ("", "")


def test_an_average_over_years_is_dated_by_them() -> None:
    text = "2022年产值9亿元；与2020年相比，两年平均增长2.5%。"
    assert words_and_dates(last_with(text, "2.5%"))[1] == "2021-01-01/2022-12-31"


def test_an_average_said_after_its_number_is_of_no_single_year() -> None:
    text = "2020年，外贸以10.5%的平均增速增长。"
    assert words_and_dates(last_with(text, "10.5%"))[1] == ""


@pytest.mark.parametrize(
    ("published", "dates"),
    [
        (date(2021, 7, 10), "2021-07-10/2021-07-10"),
        (date(2021, 9, 29), ""),
    ],
)
def test_now_of_a_review_that_came_out_late_is_undated(published: date, dates: str) -> None:
    text = "云湖区2021年上半年工作总结\n目前完成投资5亿元。"
    assert words_and_dates(last_with(text, "5亿元", published)) == ("目前", dates)


def test_the_size_of_one_work_has_no_time_of_another_paragraph() -> None:
    text = (
        "2023年一季度，产值增长5%。\n商贸城项目位于城东，占地面积30亩。\n开工项目9个，总投资4亿元。"
    )
    assert words_and_dates(last_with(text, "30亩")) == ("", "")
    assert words_and_dates(last_with(text, "4亿元"))[0] == "2023年一季度"


def test_the_size_of_a_work_below_a_heading_keeps_its_year() -> None:
    text = "2023年工作总结\n新建实验小学，建筑面积9000平方米。"
    assert words_and_dates(last_with(text, "9000平方米"))[0] == "2023年"


# Aims


@pytest.mark.parametrize("end", ["票决结果公布", "出炉", "清单发布", "正式敲定"])
def test_news_of_a_vote_on_works_is_about_what_lies_ahead(end: str) -> None:
    text = f"筹集资金3亿元以上 云湖区十大民生实事项目{end}\n建成30个社区食堂。"
    assert last_with(text, "30个").modality in ("plan", "target")


@pytest.mark.parametrize("end", ["全面落实", "圆满收官", "完成情况公布"])
def test_news_of_finished_works_is_not(end: str) -> None:
    text = f"云湖区十大民生实事项目{end}\n建成30个社区食堂。"
    assert last_with(text, "30个").modality == "achieved"


def test_a_planned_investment_does_not_make_its_projects_planned() -> None:
    text = (
        "昨日开工产业项目4个，计划总投资28亿元，其中重点项目3个；"
        "民生项目19个，计划总投资13亿元；其他项目2个。"
    )
    found = {item.number.text: item.modality for item in claims(text) if item.number}
    assert [found[number] for number in ("4个", "3个", "19个", "2个")] == ["achieved"] * 4
    assert {found["28亿元"], found["13亿元"]} <= {"plan", "target"}


# Heads and links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("规模以上建材—家居产业增加值增长6%。", ["规模以上建材—家居产业增加值"]),
        ("建成25个群众身边的健身设施。", ["健身设施"]),
        ("新建幼儿园48所，超额完成40所的年度目标任务。", ["新建幼儿园", "新建幼儿园"]),
        ("完成17万平方米的绿化任务。", ["绿化"]),
        ("下辖25个村委会，全镇13951户68202人。", ["村委会", "全镇", "全镇"]),
        ("田里1.9万亩玉米地正值生长期。", ["玉米地"]),
    ],
)
def test_the_head_of_a_figure(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_a_part_of_the_time_is_of_the_same_indicator() -> None:
    text = "1—10月，规模以上工业增加值增长3%，其中10月份增加值增长7%。"
    found = [item.indicator for item in claims(text)]
    assert found[0] is not None and found[0] == found[1]


def test_the_same_word_of_another_owner_is_not() -> None:
    text = "1—10月，规模以上工业增加值增长3%，轻工业增加值增长7%。"
    assert claims(text)[1].indicator is None


# Bases


def test_each_number_of_a_list_has_its_base_words() -> None:
    text = "占比分别较1—9月份和上年同期提高0.1和1.2个百分点。"
    assert [base_words(item) for item in claims(text)] == ["较1—9月份", "上年同期"]


def test_two_areas_are_one_base_words() -> None:
    text = "增速比全省和全国高1.2个百分点。"
    assert base_words(claims(text)[0]) == "比全省和全国"


def test_a_growth_that_was_aimed_at_is_a_growth() -> None:
    text = "财政收入2亿元，增长26%，高于年初人代会12%的目标14个百分点。"
    assert [item.kind for item in claims(text)] == ["value", "growth", "growth", "points"]


def test_a_share_that_was_aimed_at_is_a_share() -> None:
    text = "覆盖率26%，高于年初12%的目标14个百分点。"
    assert [item.kind for item in claims(text)] == ["share", "share", "points"]


# Plans, censuses, gazettes of towns and tables


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("粮食单产5506公斤/公顷。", "5506公斤/公顷", 5506),
        ("粮食单产5.5吨/公顷。", "5.5吨/公顷", Decimal("5.5")),
    ],
)
def test_yields_by_the_hectare_are_read_and_linked(
    text: str, number: str, value: Decimal | int
) -> None:
    found = figures(text)[number]
    assert found.value == value
    assert (found.indicator or "").endswith("/grain-yield")


@pytest.mark.parametrize("text", ["围城北、东、南三方。", "造福一方。"])
def test_sides_are_no_amount(text: str) -> None:
    assert claims(text) == []


def test_an_item_that_begins_with_its_date_is_no_decimal() -> None:
    assert [item.number and item.number.text for item in claims("1.2021年8月，建成9所学校。")] == [
        "9所"
    ]


def test_an_amount_in_other_units_is_the_same_change() -> None:
    found = figures("粮食面积80千公顷（120万亩），比2016年减少8千公顷（12万亩），下降0.7%。")
    assert [item.kind for item in found.values()] == [
        "value",
        "value",
        "change",
        "change",
        "growth",
    ]
    assert [base_words(item) for item in found.values()][2:] == ["比2016年"] * 3
    assert found["12万亩"].value == -120_000
    assert len({item.indicator for item in found.values()}) == 1


def test_who_is_in_a_bracket_does_not_repeat_the_change() -> None:
    assert figures("企业增加8家（国有2家）。")["2家"].kind == "count"


def test_areas_with_their_values_in_brackets_are_two_bases() -> None:
    found = figures("产值增长8%，比全省（7.7%）和全国（7.0%）分别高0.3、1.1个百分点。")
    assert [base_words(found[number]) for number in ("0.3", "1.1个百分点")] == ["比全省", "全国"]


@pytest.mark.parametrize(
    ("noun", "signs"), [("增幅最大", (22, 21)), ("涨幅较大", (22, 21)), ("降幅最大", (-22, -21))]
)
def test_rates_whose_noun_is_in_the_clause_before_are_growths(
    noun: str, signs: tuple[int, int]
) -> None:
    found = figures(f"矿产加工业和电子信息业{noun}，分别为22%和21%。")
    assert [item.kind for item in found.values()] == ["growth", "growth"]
    assert [item.value for item in found.values()] == [*map(Decimal, signs)]


def test_a_sum_over_years_after_its_noun_has_these_years() -> None:
    found = figures("2007年出入境50万人次；全省存、贷款余额五年分别增加50亿元、32亿元。")
    assert words_and_dates(found["50亿元"]) == ("五年", "")


def test_a_list_goes_on_at_another_time() -> None:
    text = "存、贷款余额五年分别增加50亿元、32亿元，年均增长17%和15%，2007年底达到91亿元、61亿元。"
    found = [item.indicator for item in claims(text)]
    assert found[0] != found[1]
    assert found[4:] == found[:2]


def test_a_plan_looks_back_on_the_years_before_it() -> None:
    text = (
        "云湖市卫生发展“十二五”规划\n一、发展环境和现实基础\n2010年，床位达到30张。覆盖率达99%。\n"
        "二、主要目标\n2015年，床位达到50张。"
    )
    found = {number: item.modality for number, item in figures(text).items()}
    assert [found[number] for number in ("30张", "99%")] == ["achieved", "achieved"]
    assert found["50张"] in ("target", "plan")


def test_a_paragraph_that_turns_to_one_year_leaves_the_next_figure_undated() -> None:
    text = "2006—2010年，死亡率7%。水平提高，2010年，参保率95%。体系完善，覆盖率99%。"
    assert words_and_dates(figures(text)["95%"])[0] == "2010年"
    assert words_and_dates(figures(text)["99%"]) == ("", "")


def test_a_phase_dates_only_its_own_sentence() -> None:
    text = "2009年一期工程批复投资9万元。建设渠道4条。"
    assert words_and_dates(figures(text)["4条"]) == ("", "")


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("2012年以来至2017年10月", "2012-01-01/2017-10-31"),
        ("去冬以来至2017年10月底", ""),
        ("2016-2017年度", ""),
        ("去冬今春", ""),
    ],
)
def test_a_span_from_one_time_to_another_is_not_its_end(words: str, dates: str) -> None:
    assert words_and_dates(figures(f"{words}，全县完成投资3亿元。")["3亿元"]) == (words, dates)


def test_the_time_of_a_row_is_not_that_of_the_next_ones() -> None:
    text = "2021年实事进展情况表\n2021年11月 | 经开区 | |\n公墓项目 | 新建墓地15处 | 10月底 |"
    assert words_and_dates(figures(text)["15处"])[1] != "2021-11-01/2021-11-30"
    assert heads("项目 | 农村道路 | 投资5000万元，改造公路40公里。")[0] == "投资"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发生火灾396起，死亡2人，伤3人。", ["发生火灾", "死亡", "伤"]),
        ("对全国31个省（区、市）抽样调查。", ["省"]),
        ("建有48亩的产业基地、共享空间和11亩的产业大厦。", ["产业基地", "产业大厦"]),
        ("打造村居健身苑点15个。", ["村居健身苑点"]),
        ("棚户区改造基本建成9408套。", ["棚户区改造"]),
        ("他将拿到补贴约700元。", ["补贴"]),
        ("灌区的4条干渠总长21公里。", ["干渠", "总长"]),
    ],
)
def test_more_heads(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_an_improved_area_is_no_change() -> None:
    assert figures("新增灌溉面积16310亩，改善83950亩。")["83950亩"].kind == "value"
    assert figures("浓度同比改善5微克/立方米。")["5微克/立方米"].kind == "change"


def test_a_plan_to_make_use_of_years_lies_ahead() -> None:
    assert figures("该镇计划利用三年时间整治6000个厕所。")["6000个"].modality == "plan"


def test_works_of_a_list_are_carried_out() -> None:
    text = "2024年十大民生实事项目出炉\n实施省道工程3条，总里程51公里；农村公路4条，总里程6公里。"
    assert {item.modality for item in claims(text)} == {"plan"}
