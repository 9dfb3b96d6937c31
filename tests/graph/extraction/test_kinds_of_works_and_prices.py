"""Kinds of sentences of news of works, prices, estimates, and of numbers that were torn."""

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

# News of works, prices, and torn numbers


@pytest.mark.parametrize("verb", ["建成于", "成立于", "始建于"])
def test_when_something_came_to_be_dates_no_count(verb: str) -> None:
    assert words_and_dates(figures(f"公寓{verb}2017年，共有13幢楼。")["13幢"]) == ("", "")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("首批6台电梯完工，余下的12台将在明年完工。", "12台"),
        ("21个小区已完工，剩余29个有望春节前改造到位。", "29个"),
    ],
)
def test_what_will_be_done_to_the_things_counted(text: str, number: str) -> None:
    assert figures(text)[number].modality == "plan"
    assert {item.modality for item in claims(text)} == {"plan", "achieved"}


def test_a_share_of_a_planned_investment_is_achieved() -> None:
    found = figures("4个项目1—5月完成投资3亿元，占年度投资计划45.2%。年度投资计划9亿元。")
    assert found["45.2%"].modality == "achieved"
    assert found["9亿元"].modality == "plan"


def test_a_total_for_another_time_after_its_parts_is_of_the_whole() -> None:
    text = "11月份，居民消费价格同比上涨2.9%，其中：食品价格上涨8.7%。1—11月累计同比上涨1.8%。"
    assert heads(text)[0] == heads(text)[2] == "居民消费价格"
    assert heads(text.replace("1—11月累计", "其中猪肉"))[2] == "猪肉"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在食品中畜肉类价格上涨5%。", ["畜肉类价格"]),
        ("在校中学生900人。", ["在校中学生"]),
        ("粗略看，鲜果上涨5%，影响价格总水平上涨0.2个百分点。", ["鲜果", "鲜果"]),
        ("聚焦地区生产总值年度增长6%目标。", ["地区生产总值"]),
        ("更换702㎡铝塑材质的搁物板。", ["搁物板"]),
        ("📈全县GDP增长6%。", ["GDP"]),
    ],
)
def test_heads_of_news(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_about_after_a_count_of_strips_is_no_treaty() -> None:
    assert figures("黑化路面4条约600米。")["600米"].comparator == "about"
    assert figures("签订条约3项。")["3项"].comparator == "equal"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("生产总值300. 5 亿元。", Decimal("30050000000.0")),
        ("财政收入 1 2 . 5 亿元。", Decimal("1250000000.0")),
    ],
)
def test_a_decimal_with_spaces_in_it_is_one_number(text: str, value: Decimal) -> None:
    assert [item.value for item in claims(text)] == [value]


@pytest.mark.parametrize("text", ["财政收入1 2亿元。", "合计，3. 5亿元。"])
def test_a_torn_number_is_not_read_in_part(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize("text", ["1. 5个项目开工。", "一是开工。\n2. 5个项目开工。"])
def test_the_number_of_an_item_tears_nothing(text: str) -> None:
    assert figures(text)["5个"].value == 5


def test_cells_are_no_head() -> None:
    assert all(
        "|" not in (item or "") for item in heads("| 产值 | 亿元 | 300.5 | 6.2% |\n| 税收 |")
    )


# Bases and estimates of data reports


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


def test_an_estimate_that_is_compared_with_a_year_ago_is_a_result() -> None:
    text = "预计全市新建项目22个，实际到位资金8亿元、同比增长13%。"
    assert {item.modality for item in claims(text)} == {"achieved"}


def test_an_estimate_of_what_projects_will_yield_lies_ahead() -> None:
    text = "预计全市项目投产后年产值8亿元，同比增长13%。"
    assert claims(text)[0].modality == "target"


def test_the_size_of_a_project_has_no_time_of_an_earlier_sentence() -> None:
    text = "2019年一季度开工项目4个，总投资26亿元。商贸城项目由某公司投资建设，用地面积500亩。"
    assert words_and_dates(last_with(text, "26亿元"))[0] == "2019年一季度"
    assert words_and_dates(last_with(text, "500亩")) == ("", "")


def test_a_year_is_reviewed_in_its_last_month() -> None:
    text = "政府工作报告\n2018年是本届政府的开局之年。预计到年末，产值完成115亿元，同比增长7%。"
    december, january = date(2018, 12, 22), date(2018, 1, 10)
    assert {item.modality for item in claims(text, december)} == {"achieved"}
    assert {item.modality for item in claims(text, january)} == {"target"}


def test_an_estimate_by_the_end_of_the_year_is_no_deadline() -> None:
    text = "预计到年末，全县产值完成115亿元，同比增长7%。"
    assert {item.modality for item in claims(text, date(2018, 12, 22))} == {"achieved"}
    assert {
        item.modality for item in claims("到2019年末，产值达到115亿元。", date(2018, 12, 22))
    } == {"target"}


@pytest.mark.parametrize(
    ("number", "kind"),
    [("占比高达80.4%", "share"), ("增长高达80.4%", "growth"), ("高80.4%", "growth")],
)
def test_as_high_as_is_no_change(number: str, kind: str) -> None:
    assert claims(f"完成投资9亿元，{number}。")[1].kind == kind


def test_a_line_end_within_a_number_is_not_its_end() -> None:
    text = (
        "截至2016年末，生产总值完成96亿元，是2011年的1.\n37倍；财政收入完成6亿元、利润3亿元，分别是2011年的1.65倍\n"
        "、1.86倍；固定资产投资完成59亿元。"
    )
    found = figures(text)
    assert "37倍" not in found
    assert found["1.65倍"].value == Decimal("1.65")


# Censuses, tasks, and bases in lists


@pytest.mark.parametrize(
    "lead",
    [
        "我国以2010年11月1日零时为标准时点进行了普查。\n现将主要数据公布如下：",
        "现将2010年11月1日零时的主要数据公布如下：",
    ],
)
@pytest.mark.parametrize("title", ["普查公报\n", "某县2010年普查公报\n县统计局\n"])
def test_a_census_dates_what_it_counted_by_its_moment(title: str, lead: str) -> None:
    text = f"{title}{lead}\n一、人口\n人口为19.2万人，年平均增长率为3.8%。\n二、住户\n有6.1万户。"
    found = figures(text)
    moment = "2010年11月1日", "2010-11-01/2010-11-01"
    assert words_and_dates(found["19.2万人"]) == words_and_dates(found["6.1万户"]) == moment
    assert words_and_dates(found["3.8%"])[1] == ""


def test_a_task_that_was_set_is_a_target_with_its_parts() -> None:
    text = "今年省下达我县投资任务33亿元，其中国道投资26亿元、乡道投资7亿元。已完成投资29亿元。"
    assert [item.modality for item in claims(text)] == ["target"] * 3 + ["achieved"]
    assert claims("今年完成市下达的造林任务3万亩。")[0].modality == "achieved"


@pytest.mark.parametrize("word", ["与", "同"])
def test_a_census_that_is_compared_with_is_no_head(word: str) -> None:
    found = claims(f"人口为196万人，{word}2000年第五次普查相比，十年共增加60万人，增长44%。")
    assert (
        heads(f"人口为196万人，{word}2000年第五次普查相比，十年共增加60万人，增长44%。")
        == ["人口"] * 3
    )
    assert base_words(found[1]) == base_words(found[2]) == f"{word}2000年第五次普查相比"


def test_the_value_of_a_base_is_between_it_and_its_verb() -> None:
    text = "户均人口为2.45人，比2000年第五次全国人口普查的2.91人减少了0.46人。"
    assert base_words(claims(text)[2]) == "比2000年第五次全国人口普查"


def test_each_number_of_a_list_has_its_base() -> None:
    text = "产值增长2.3%，增速比今年1—3月、1—4月和1—5月分别提高6.4、7.8和5.2个百分点。"
    assert [base_words(item) for item in claims(text)[1:]] == ["比今年1—3月", "1—4月", "1—5月"]


@pytest.mark.parametrize("mark", ["℅", "﹪"])
def test_marks_that_stand_for_per_cent(mark: str) -> None:
    found = claims(f"产值9亿元，增长15{mark}。")[1]
    assert (found.kind, found.unit_iri) == ("growth", "http://qudt.org/vocab/unit/PERCENT")
