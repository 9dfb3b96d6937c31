"""Words for times, what days they mean, and words that only contain one."""

from datetime import date

import pytest

from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from tests.graph.extraction.read_claims import (
    AHEAD,
    claims,
    claims_by_number,
    extracted,
    first_years,
    head,
    last_with,
    words_and_dates,
    words_and_first_day,
)
from tests.graph.extraction.read_figures import all_figures, figures, times, words_of_time
from tests.graph.extraction.stated_dates import IN_JANUARY

LEXICON = load_lexicon()


def time_of(text: str, number: str) -> str | None:
    period = figures(text)[number].period
    return period.text if period else None


@pytest.mark.parametrize(
    ("text", "number", "time"),
    [
        ("今年春茶期间，交易额26万元。", "26万元", "今年春茶期间"),
        ("牧业年度牲畜存栏18万头。", "18万头", "牧业年度"),
        ("三年内发放贷款6亿元。", "6亿元", "三年内"),
        ("上半年零售额9亿元，比2019年同期增长9%。", "9%", "上半年"),
        ("从6月份看，零售额9亿元。", "9亿元", "6月份"),
        ("11月当月，出口9亿元。", "9亿元", "11月"),
        ("五年来，产值由2016年的3亿元增至2020年的5亿元；投资9亿元。", "9亿元", "五年来"),
        ("2020年的5亿元产值中，其中工业3亿元。", "3亿元", "2020年"),
        ("4月6日，记者获悉，今年一季度产值9亿元；出口3亿元。", "3亿元", "今年一季度"),
        ("初步核算，全年产值9亿元。其中，工业3亿元。", "3亿元", "全年"),
        *((f"{words}，产值9亿元。", "9亿元", words) for words in (
            *("建国初", "建国初期", "新中国成立初期", "建国以来", "建国六十年来"),
            *("新中国成立70年来", "改革开放40年来", "改革开放之初", "改革开放初期"),
            *("建市以来", "建区以来", "建县以来", "撤县设区以来", "撤县设市以来"),
        )),
    ],
)  # fmt: skip
def test_words_of_times(text: str, number: str, time: str) -> None:
    assert time_of(text, number) == time


@pytest.mark.parametrize(
    "words",
    [
        *("项目前期", "科目前列", "栏目前景", "题目前面", "数目前后", "节目前排"),
        *("体现在", "出现在", "发现在", "表现在", "实现在", "呈现在", "展现在", "涌现在"),
        *("500万元以上年销售", "以前年度", "安全年会", "文明年会", "首次年会"),
        *("一次年会", "多次年会", "过去年会", "适当前移", "相当前移", "相当年产"),
    ],
)
def test_words_that_only_contain_a_time(words: str) -> None:
    assert find_periods(f"推进{words}，产值9亿元。", LEXICON) == ()


def test_an_occasion_of_a_year_is_not_dated() -> None:
    period = figures("今年春茶期间，交易额26万元。")["26万元"].period
    assert period is not None and period.resolved is None


def test_the_term_of_a_contract_is_no_same_period() -> None:
    assert time_of("合同期限为20年。", "20年") is None


def test_that_day_is_no_earlier_time() -> None:
    text = "2023年前三季度，产值增长5%。\n当天开工的项目，工业类4个。"
    assert words_and_dates(last_with(text, "4个")) == ("当天", "")


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
    assert words_and_dates(claims_by_number(f"{words}，全县完成投资3亿元。")["3亿元"]) == (
        words,
        dates,
    )


@pytest.mark.parametrize("words", ["从7月份开始", "自7月1日起", "从7月份起"])
def test_a_time_from_which_something_lasts_on_is_not_the_month(words: str) -> None:
    text = f"2023年工作总结\n全年产值增长5%。{words}，为30户90人发放补贴。"
    assert words_and_dates(last_with(text, "30户"))[1] == ""
    assert words_and_dates(last_with(text, "90人"))[1] == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("民国22年，全县有学校9所。", "1933"),
        ("民国二十六年，全县有学校9所。", "1937"),
        ("民国26年3月，全县有学校9所。", "1937"),
    ],
)
def test_a_year_of_the_republic_is_dated(text: str, expected: str) -> None:
    assert first_years(text) == [expected]


@pytest.mark.parametrize("marks", ["”十三五’", "‘十三五’", '"十三五"', "“十三五“"])
def test_a_plan_is_dated_with_any_quotation_marks(marks: str) -> None:
    found = claims_by_number(f"经济平稳发展。{marks}末，生产总值达到230亿元。")
    assert words_and_first_day(found["230亿元"])[1] == "2020-01-01"


def test_a_time_since_a_work_began_lasts_until_the_day_of_the_text() -> None:
    text = "自2021年启动道路改造以来，已改造道路9条。其中2022年改造道路4条。"
    assert times(text, IN_JANUARY) == [
        ("2021年启动道路改造以来", "2021-01-01", "2024-01-20"),
        ("2022年", "2022-01-01", "2022-12-31"),
    ]


def test_the_first_days_date_what_follows() -> None:
    found = claims_by_number("前4天接待游客3万人次。")
    assert (head(found["3万人次"]), words_and_first_day(found["3万人次"])) == (
        "接待游客",
        ("前4天", None),
    )


@pytest.mark.parametrize(
    "season", ["2024—2025雪季", "2024/2025年榨季", "2024-2025年供暖季", "2024—2025学年"]
)
def test_a_season_of_two_years_is_in_neither(season: str) -> None:
    text = f"2025年工作总结\n产值9亿元。{season}，接待游客9万人次，收入3亿元。"
    assert times(text)[1:] == [(season, None, None)] * 2


def test_the_first_years_of_a_plan_are_dated() -> None:
    found = claims_by_number("“十四五”前四年，出口额年均增长8.3%。")
    assert words_and_dates(found["8.3%"]) == ("“十四五”前四年", "2021-01-01/2024-12-31")


def test_up_to_this_year_is_not_until_now() -> None:
    text = "截至今年9月底，接待游客9万人次。"
    assert times(text, IN_JANUARY) == [("截至今年9月底", "2024-09-01", "2024-09-30")]


def test_how_long_something_lasts_dates_nothing_after_it() -> None:
    text = "订单已经排到2028年，全年修船26艘。"
    assert times(text, IN_JANUARY) == [("全年", None, None)]


def test_several_years_after_a_noun_are_not_the_year_before() -> None:
    text = "2023年，研发费用增长9%，科技企业五年增加90家。"
    assert times(text) == [("2023年", "2023-01-01", "2023-12-31"), ("五年", None, None)]


def test_a_month_of_that_year_is_in_the_year_named_before() -> None:
    found = times("2023年，产值9亿元。当年5月，产值1亿元。")
    assert found[1] == ("当年5月", "2023-05-01", "2023-05-31")


def test_a_year_after_the_number_of_its_item_is_read() -> None:
    text = "注：1.常住人口为2023年11月1日零时的推算数。2.2022年产值修订为9亿元。3.产值增长5%。"
    assert times(text)[0] == ("2022年", "2022-01-01", "2022-12-31")
    assert times(text)[1][1:] == (None, None)


def test_an_average_up_to_last_year_is_over_the_years_since_its_base() -> None:
    text = "产值由2020年的3亿元增加到去年的5亿元，年均增长8%。居民收入去年年均增长6%。"
    assert times(text, IN_JANUARY)[2] == ("去年", "2020-01-01", "2023-12-31")
    assert times(text, IN_JANUARY)[3][1:] == (None, None)


def test_how_many_months_something_went_on_has_no_time() -> None:
    text = "2023年，产值9亿元，出口额连续12个月增长，投资连续3个季度增长9%。全区有公司90家。"
    assert [words for words, *_ in times(text)] == ["2023年", "", "连续3个季度", "2023年"]


def test_half_a_year_together_is_its_first_half() -> None:
    text = "6月产值2亿元，半年累计完成产值9亿元。"
    found = times(text, DocumentDate(date(2024, 7, 20), None))
    assert found[1] == ("半年", "2024-01-01", "2024-06-30")


def test_the_first_years_of_several_are_not_all_of_them() -> None:
    text = "“十四五”时期，全市实干。这5年，经济平稳，其中前4年产值年均增长6%。"
    assert times(text) == [("前4年", None, None)]
    assert times("2024年，学前三年毛入园率达97%。")[0][0] == "2024年"


def test_the_day_of_a_visit_is_no_time_of_what_is_there() -> None:
    text = "2024年7月1日，我们来到云湖村。产业园占地900亩。"
    assert times(text, IN_JANUARY) == [("", None, None)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2023年5月开业以来，接待游客9万人次。", "2023-05-01/2025-10-16"),
        ("2021年实施改造以来，更换管道9公里。", "2021-01-01/2025-10-16"),
        ("今年4月1日入汛以来，转移群众9人次。", ""),
        ("2023年5月开业的商场以来客众多，面积9亩。", "2023-05-01/2023-05-31"),
    ],
)
def test_an_event_after_a_time_makes_it_a_beginning(text: str, dates: str) -> None:
    (found,) = claims(text, date(2025, 10, 16))
    assert words_and_dates(found)[1] == dates


@pytest.mark.parametrize("words", ["年初", "2020年初", "去年初"])
def test_the_beginning_of_a_year_dates_no_value_of_that_year(words: str) -> None:
    before, after = claims(f"全年企业由{words}的5家增加到9家。", date(2025, 10, 16))
    assert words_and_dates(before) == (words, "")
    assert after.number is not None


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("据2025年初步核算，全市生产总值500亿元。", "2025-01-01/2025-12-31"),
        ("2025年初，新建学校3所。", "2025-01-01/2025-12-31"),
        ("五年来较2020年增长38%。", ""),
        ("2025年5月，水库通水，受益群众9万人。", "2025-05-01/2025-05-31"),
        ("2025年升级为高新区，实现工业总产值500亿元。", "2025-01-01/2025-12-31"),
    ],
)
def test_words_that_look_like_an_edge_or_an_event(text: str, dates: str) -> None:
    (found,) = claims(text, date(2026, 1, 20))
    assert words_and_dates(found)[1] == dates


@pytest.mark.parametrize("words", ["从2016年到2023年", "从2016年至2023年", "自2016年至2023年"])
def test_years_from_one_to_another_date_what_happened_in_them(words: str) -> None:
    found = claims(f"{words}，先后有41家企业停产，腾退土地900亩。", date(2025, 3, 1))
    assert [item.time and item.time.resolved_start for item in found] == ["2016-01-01"] * 2
    assert [item.time and item.time.resolved_end for item in found] == ["2023-12-31"] * 2
    # What a change sets out from has its own year still.
    assert first_years("产值从2016年的3亿元增加到2023年的9亿元。") == ["2016", "2023"]


def test_the_time_that_a_change_sets_out_from_is_not_that_of_its_result() -> None:
    for outset in ("不足三分之一", "两成", "一半"):
        text = f"实有车位占比由2018年的{outset}提高到82%。"
        assert [first_years(text)[0], claims(text)[-1].time] == ["2018", None]


def test_the_end_of_the_year_is_not_that_of_a_deadline_in_a_later_one() -> None:
    text = "到2027年，产业链产值力争突破900亿元。年底前再推出事项20项。"
    found = extracted(text, stated=DocumentDate(date(2025, 11, 20), 2025)).claims
    assert [item.time and item.time.resolved_end for item in found] == ["2027-12-31", "2025-12-31"]
    assert [item.modality for item in found] == ["target", "plan"]
    # In a report of January they are those of the year of the heading.
    text = "二、2026年工作安排\n到2030年，占比达到12%。上半年开工项目20个，三季度前完工9个。"
    found = extracted(text, stated=DocumentDate(date(2026, 1, 20), 2025)).claims
    last = [item.time and item.time.resolved_end for item in found]
    assert last == ["2030-12-31", "2026-06-30", "2026-09-30"]
    assert all(item.modality in AHEAD for item in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("以前办事要跑9个窗口。", "以前"),
        ("全市近年将9类事项归并。", "近年"),
        ("附近年货店9家。", None),
        ("活动期间同步举办推介会，9家企业参会。", "活动期间"),
        ("春茶节活动期间，日均客流9万人次。", "春茶节活动期间"),
        ("今年头两月，进出口9亿元。", "今年头两月"),
        ("今天将签约9个项目。", "今天"),
        ("自2019年启动改造工作以来，改造小区9个。", "2019年启动改造工作以来"),
        ("去年7月中下旬以来，转移9万人次。", "去年7月中下旬以来"),
        ("今天的云湖有企业9家。", None),
    ],
)
def test_words_that_are_times(text: str, words: str | None) -> None:
    assert [words_of_time(item) for item in all_figures(text)] == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("头三个月，新设企业90户。", "头三个月"),
        ("门店开业前两月，营收9万元。", None),
        ("时近年末，发放补贴9万元。", "年末"),
        ("开展2024年爱国卫生运动，清理垃圾9吨。", "2024年"),
        ("参加2024年社会养老保险人数达9万人。", "2024年"),
    ],
)
def test_words_that_look_like_other_times(text: str, words: str | None) -> None:
    assert [words_of_time(item) for item in all_figures(text)] == [words]
