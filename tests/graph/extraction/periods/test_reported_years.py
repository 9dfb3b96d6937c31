"""The year or the day that a text reports on: by its title, its date, a census."""

from datetime import date

import pytest

from districtgraph.graph.extraction.periods.period_records import DocumentDate
from tests.graph.extraction.read_claims import (
    claims,
    claims_by_number,
    first_years,
    heads,
    last_days,
    last_with,
    words_and_dates,
    words_and_first_day,
)
from tests.graph.extraction.read_figures import figures, words_and_last_day, words_of_time


@pytest.mark.parametrize("title", ["青川县2025年政府工作报告", "2025年政府工作报告摘要"])
def test_the_title_of_a_work_report_dates_no_figure(title: str) -> None:
    found = figures(f"{title}\n进出口总额90亿元，增长9.8%。")
    assert [item.period for item in found.values()] == [None, None]


def test_the_title_of_a_communique_dates_its_figures() -> None:
    found = figures("青川县2025年国民经济和社会发展统计公报\n进出口总额90亿元。")
    assert words_of_time(found["90亿元"]) == "2025年"


def test_a_report_on_how_far_the_work_of_a_year_has_come_names_the_year() -> None:
    text = (
        "现将2019年重点工作上半年完成情况通报如下：\n（一）预期目标完成情况\n"
        "上半年，生产总值61亿元；实际利用外资3亿元。"
    )
    found = claims_by_number(text)
    assert {words_and_first_day(claim) for claim in found.values()} == {("上半年", "2019-01-01")}


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


def test_this_year_in_a_summary_of_the_last_one_is_not_the_year_of_publication() -> None:
    text = (
        "区住建局2024年工作总结和2025年工作安排\n一、2024年工作总结\n"
        "今年以来，改造小区12个。\n二、2025年工作安排\n全年改造小区20个。"
    )
    assert first_years(text, date(2025, 1, 2)) == [None, "2025"]


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
    found = claims_by_number(text)
    moment = "2010年11月1日", "2010-11-01/2010-11-01"
    assert words_and_dates(found["19.2万人"]) == words_and_dates(found["6.1万户"]) == moment
    assert words_and_dates(found["3.8%"])[1] == ""


def test_a_half_year_in_review_is_the_first() -> None:
    text = "某街道2021年上半年工作总结\n一季度指标良好，半年度指标保持较好，收入实现12亿元。"
    first = "2021-01-01/2021-06-30"
    assert words_and_dates(claims(text)[0]) == ("半年度", first)
    for title in ("2021年半年度工作总结", "2021年半年工作总结"):
        found = claims(f"某镇{title}\n一、项目建设\n建成项目9个。")
        assert words_and_dates(found[0])[1] == first


def test_the_day_of_a_census_dates_its_communique_and_the_one_before_its_own_numbers() -> None:
    text = (
        "人口普查公报\n现将2020年11月1日零时全区人口情况公布如下：\n一、常住人口\n"
        "常住人口为9万人，与2010年第六次全国人口普查的7万人相比，增加2万人。\n二、性别\n"
        "性别比由2010年第六次全国人口普查97.45下降为91.45。"
    )
    census, before = "2020-11-01", "2010-12-31"
    assert last_days(text) == [census, before, census, before, census]
    assert heads(text)[3:] == ["性别比", "性别比"]


def test_the_year_before_is_before_the_year_that_the_words_are_about() -> None:
    communique = "2025年统计公报\n稻谷产量9万吨，上年为8万吨，蔬菜产量7万吨，上年为6万吨。"
    found = figures(communique, DocumentDate(date(2026, 3, 9), 2025))
    assert [words_and_last_day(found[words])[1] for words in ("8万吨", "6万吨")] == [
        "2024-12-31"
    ] * 2
    (alone,) = figures("上年的稻谷产量为9万吨。", DocumentDate(date(2026, 3, 9))).values()
    assert words_and_last_day(alone) == ("上年", None)
    (spoken,) = figures("上年，新建菜场4家。", DocumentDate(date(2026, 3, 9), 2025)).values()
    assert words_and_last_day(spoken) == ("上年", "2025-12-31")


@pytest.mark.parametrize(
    "title",
    [
        "关于云湖区2025年预算执行情况和2026年预算草案的报告",
        "云湖县农业农村局2025年工作总结和2026年工作打算",
        "云湖县2025年民生实事办理情况及2026年民生实事项目清单",
    ],
)
def test_a_title_of_two_years_says_which_one_is_under_review(title: str) -> None:
    text = f"{title}\n一、落实决议情况\n全年退税2.8亿元。"
    (found,) = claims(text, date(2026, 1, 13))
    assert words_and_dates(found) == ("全年", "2025-01-01/2025-12-31")


def test_a_report_on_a_year_that_comes_out_in_its_december_is_about_all_of_it() -> None:
    text = "云湖局2025年工作总结和2026年工作打算\n一、2025年工作总结\n整治撂荒地2135亩。"
    dates = [
        words_and_dates(claims(text, day)[0])[1] for day in (date(2025, 12, 18), date(2025, 11, 18))
    ]
    assert dates == ["2025-01-01/2025-12-31", ""]
