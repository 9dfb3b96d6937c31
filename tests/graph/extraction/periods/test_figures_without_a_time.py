"""Sizes, yields and news: figures that no time around them dates."""

from datetime import date

import pytest

from tests.graph.extraction.read_claims import (
    claims,
    claims_by_number,
    first_years,
    last_with,
    words_and_dates,
)
from tests.graph.extraction.read_figures import figures, times, words_of_time
from tests.graph.extraction.stated_dates import IN_JANUARY, MARCH


@pytest.mark.parametrize("words", ["未脱贫", "尚未脱贫", "剩余"])
def test_what_is_left_over_is_so_when_the_text_is_written(words: str) -> None:
    text = f"贫困户中，2018年脱贫393户，{words}78户。"
    assert words_and_dates(last_with(text, "393户"))[1] == "2018-01-01/2018-12-31"
    assert words_and_dates(last_with(text, "78户")) == ("", "")


def test_the_size_of_one_work_has_no_time_of_another_paragraph() -> None:
    text = (
        "2023年一季度，产值增长5%。\n商贸城项目位于城东，占地面积30亩。\n开工项目9个，总投资4亿元。"
    )
    assert words_and_dates(last_with(text, "30亩")) == ("", "")
    assert words_and_dates(last_with(text, "4亿元"))[0] == "2023年一季度"


@pytest.mark.parametrize("what", ["总投资", "计划投资", "占地面积"])
def test_the_day_of_an_event_dates_no_size_of_a_project(what: str) -> None:
    text = f"3月12日，9个项目集中开工，{what}400万平方米。"
    assert figures(text, MARCH)["400万平方米"].period is None


def test_no_time_dates_how_long_something_takes() -> None:
    assert figures("2023年开工，建设周期5年。", MARCH)["5年"].period is None


def test_what_a_work_will_yield_has_no_date() -> None:
    text = "2019年第一季度项目开工\n项目建成后，年产值可达15亿元，年上缴税收1亿元。"
    assert first_years(text, date(2019, 3, 14)) == [None, None]


@pytest.mark.parametrize("verb", ["建成于", "成立于", "始建于"])
def test_when_something_came_to_be_dates_no_count(verb: str) -> None:
    assert words_and_dates(claims_by_number(f"公寓{verb}2017年，共有13幢楼。")["13幢"]) == ("", "")


def test_the_size_of_a_project_has_no_time_of_an_earlier_sentence() -> None:
    text = "2019年一季度开工项目4个，总投资26亿元。商贸城项目由某公司投资建设，用地面积500亩。"
    assert words_and_dates(last_with(text, "26亿元"))[0] == "2019年一季度"
    assert words_and_dates(last_with(text, "500亩")) == ("", "")


def test_what_a_person_gets_a_year_is_no_time() -> None:
    text = "低保标准达到每人每年7900元。每年节水9万吨。"
    assert [words for words, *_ in times(text)] == ["", "每年"]


def test_the_day_of_a_meeting_is_no_time_of_what_it_decides() -> None:
    text = "1月18日上午，在县人大会议上，明确了为民兴办的8件事。"
    assert times(text, IN_JANUARY) == [("", None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "新增停车位90个、背街小巷9条……1月17日，记者从云湖区获悉，工程开工。",
        "云湖网2024年1月19日讯（记者 甲）昨日，90名代表出席大会。",
        "年初县下达任务，我镇完成90户。",
        "低保标准由每人每月500元提高。",
    ],
)
def test_the_day_of_the_news_and_of_a_task_is_no_time_of_a_figure(text: str) -> None:
    assert {words for words, *_ in times(text, IN_JANUARY)} == {""}


def test_the_day_of_a_dateline_dates_no_figure() -> None:
    found = figures("江南9个村上榜\n2023-03-17 江南日报\n牛角山村开发茶园1.38万亩。")
    assert words_of_time(found["1.38万亩"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "经开区2009年设立，2021年升级为国家级，规划面积76亩。",
        "全长76亩的专用线2023年3月动工。",
        "这家2022年落户的企业，一期用地76亩。",
        "今年以来，各项工作取得成效。街道辖区面积76亩。",
    ],
)
def test_when_something_happened_does_not_date_how_large_it_is(text: str) -> None:
    (found,) = claims(text, date(2025, 10, 16))
    assert words_and_dates(found) == ("", "")


def test_what_a_territory_has_is_dated_by_its_own_sentence_alone() -> None:
    text = "今年以来，工作取得成效。全街道下辖11个社区。2024年末，街道辖区面积9亩。"
    dates = [words_and_dates(item)[0] for item in claims(text, date(2025, 10, 16))]
    assert dates == ["", "2024年末"]


def test_how_far_and_how_high_a_place_is_has_no_time() -> None:
    text = "2025年工作总结\n青石镇距县城23公里，海拔640米，降雨量1150毫米，收入差距缩小至2.1倍。"
    found = [words_and_dates(item)[0] for item in claims(text, date(2026, 1, 8))]
    assert found == ["", "", "2025年", "2025年"]


@pytest.mark.parametrize(
    "text",
    [
        "截至1月12日，征地结束。2027年底全面通车后，到江州仅需20分钟。",
        "目前，主体完工。新院启用后，床位达90张。",
    ],
)
def test_what_a_work_will_do_once_it_is_in_use_has_no_time(text: str) -> None:
    assert {words for words, *_ in times(text, IN_JANUARY)} == {""}
