"""The times of growths, multiples, averages and sums, and of what a change set out from."""

import pytest

from tests.graph.extraction.read_claims import (
    bases,
    claims_by_number,
    first_years,
    last_with,
    words_and_dates,
    words_and_first_day,
)
from tests.graph.extraction.read_figures import (
    all_figures,
    figures,
    resolved,
    times,
    viewed_figures,
    words_and_last_day,
)
from tests.graph.extraction.stated_dates import REPORT


def test_the_years_of_a_sum_are_those_of_its_own_part() -> None:
    found = all_figures("2011年，全县税收3亿元；投资五年累计完成90亿元；存款达到20亿元。")
    assert [item.period.text if item.period else "" for item in found] == [
        "2011年",
        "五年",
        "2011年",
    ]


def test_a_multiple_of_another_time_is_of_the_time_before() -> None:
    (figure,) = all_figures("一季度游客仅为上年同期的三成。")
    assert figure.period is not None
    assert figure.period.text == "一季度"


@pytest.mark.parametrize(
    ("text", "number", "time"),
    [
        # What a work yields is of no date that the text names before.
        ("计划年底投产，达产后年产值9亿元。", "9亿元", None),
        ("六十年来，灌溉面积由最初的3万亩发展到70万亩。", "3万亩", None),
        ("六十年来，灌溉面积由2010年的3万亩发展到70万亩。", "3万亩", "2010年"),
        ("税收从2015年的2亿元增长到2020年的3亿元，五年增加1亿元。", "1亿元", "五年"),
        ("上半年接待游客60万人，恢复到2019年同期的90%。", "90%", "上半年"),
    ],
)
def test_times(text: str, number: str, time: str | None) -> None:
    (period,) = (item.period for item in all_figures(text) if item.quantity.text == number)
    assert (period.text if period else None) == time


def test_the_same_time_of_a_whole_is_no_time_of_the_share() -> None:
    found = claims_by_number("2025年1—11月，民企出口105亿元，占同期全省出口总值的61.5%。")
    assert words_and_first_day(found["61.5%"]) == ("2025年1—11月", "2025-01-01")


def test_an_average_over_years_is_dated_by_them() -> None:
    text = "2022年产值9亿元；与2020年相比，两年平均增长2.5%。"
    assert words_and_dates(last_with(text, "2.5%"))[1] == "2021-01-01/2022-12-31"


def test_an_average_said_after_its_number_is_of_no_single_year() -> None:
    text = "2020年，外贸以10.5%的平均增速增长。"
    assert words_and_dates(last_with(text, "10.5%"))[1] == ""


def test_a_sum_over_years_after_its_noun_has_these_years() -> None:
    found = claims_by_number("2007年出入境50万人次；全省存、贷款余额五年分别增加50亿元、32亿元。")
    assert words_and_dates(found["50亿元"]) == ("五年", "")


def test_a_multiple_has_the_time_of_its_sentence_and_not_of_what_it_is_a_multiple_of() -> None:
    text = "1987年，棉花总产9万斤，比1978年增长15%，为1949年6倍，是1965年的3倍。"
    assert first_years(text) == ["1987"] * 4
    assert bases(text)[2:] == ["1949年", "1965年"]


def test_what_a_standard_was_raised_from_has_no_date() -> None:
    assert first_years("2018年，低保标准从年标准1680元提高到2760元。") == [None, "2018"]


def test_a_yearly_mean_is_of_its_year() -> None:
    found = figures("2023年，细颗粒物年均浓度48微克/立方米。")
    assert resolved(found["48微克/立方米"]) == ("2023-01-01", "2023-12-31")


def test_what_a_rise_set_out_from_has_a_time_of_its_own() -> None:
    text = "2023年，超额完成年初目标，收入在2022年突破3000万元的基础上，首次突破了5000万元大关。"
    assert [words for words, *_ in times(text)] == ["2022年", "2023年"]
    assert [item.head.text for item in all_figures(text) if item.head] == ["收入", "收入"]


def test_the_end_of_a_plan_is_its_last_year_and_its_average_is_over_all_years() -> None:
    text = "“十一五”期末，全区产值90亿元，是“十五”期末的3倍，年均增长9%。"
    assert times(text) == [
        ("“十一五”期末", "2010-01-01", "2010-12-31"),
        ("“十一五”期末", "2010-01-01", "2010-12-31"),
        ("“十一五”期末", "2006-01-01", "2010-12-31"),
    ]


def test_the_rate_that_a_turn_sets_out_from_is_not_of_the_year_itself() -> None:
    found = figures("2025年，出口额由上年增长6%转为下降2%。")
    assert found["6%"].period is None
    assert words_and_last_day(found["2%"])[0] == "2025年"


def test_what_a_change_builds_on_is_its_base() -> None:
    (twice,) = figures("到2032年，游客量在2022年基础上翻一番。", REPORT).values()
    assert words_and_last_day(twice) == ("到2032年", "2032-12-31")
    assert twice.modality.modality == "target"


@pytest.mark.parametrize("bound", ["不足", "不到", "超过", "突破", "接近", "达到"])
def test_the_year_that_a_multiple_is_measured_against_dates_no_figure(bound: str) -> None:
    found = figures(f"2025年，投资9亿元，{bound}上年的九成。")
    assert words_and_last_day(found["九成"]) == ("2025年", "2025-12-31")


def test_the_last_year_of_a_plan_is_no_time_of_what_is_compared_with_it() -> None:
    figure, _ = viewed_figures("2010年，财政收入规模为“十五”期末的2.4倍，增长3%。")
    assert figure.period is not None
    assert figure.period.text == "2010年"
