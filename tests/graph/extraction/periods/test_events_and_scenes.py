"""Times of events, of occasions and of scenes: they date nothing but what is said there."""

from datetime import date

import pytest

from tests.graph.extraction.read_claims import claims_by_number, words_and_dates
from tests.graph.extraction.read_figures import viewed_times

NOVEMBER = date(2025, 11, 14)
QUARTERS = "2025-01-01..2025-09-30"


@pytest.mark.parametrize(
    "text",
    [
        "甲公司2015年落户云湖，年产水泵300台，有员工90人。",
        "园区去年5月启动建设，占地300亩，计划投资9亿元。",
        "项目2023年开工，总投资30亿元。",
        "云湖县2019年脱贫摘帽后，特色产业达9个。",
        "第三届云湖杯2023年举办，设40个大项。",
        "校区9月1日如期开学，新增学位900个。",
        "今年3月，镇里启动整治，投入资金900万元。",
        "2022年获评示范县，全县现有合作社90家。",
        "去年6月全面推开一件事改革，已上线事项58项。",
    ],
)
def test_when_something_happened_dates_no_later_clause(text: str) -> None:
    assert set(viewed_times(text, NOVEMBER)) == {"-"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年建成菜场9家，新增摊位90个。", ["2024-01-01..2024-12-31"] * 2),
        ("2024年，全区成功创建示范区，引进公司90家。", ["2024-01-01..2024-12-31"]),
        ("10月，全市举办招商会，签约项目90个。", ["2025-10-01..2025-10-31"]),
        ("2024年开工项目增多，完成投资9亿元。", ["2024-01-01..2024-12-31"]),
        ("1—9月，园区建成投产，产值9亿元。", [QUARTERS]),
    ],
)
def test_the_time_of_figures_dates_the_next_clause(text: str, expected: list[str]) -> None:
    assert viewed_times(text, NOVEMBER) == expected


def test_an_event_between_keeps_an_earlier_month_from_a_figure() -> None:
    text = "今年3月投入资金900万元，8月完工，更换管道3公里。"
    assert viewed_times(text, NOVEMBER) == ["2025-03-01..2025-03-31", "-"]


@pytest.mark.parametrize(
    "words",
    [
        *("双十一期间", "国庆中秋长假", "中秋前夕", "开学季", "采茶旺季", "暑期"),
        *("入夏以来", "开馆以来", "投运半年来", "起初"),
        *("过去", "以前", "当时", "昔日", "下一步", "历时18年"),
    ],
)
def test_an_occasion_has_no_time_of_what_came_before(words: str) -> None:
    text = f"前三季度，全区产值9亿元。{words}，接待游客3万人次。收入4亿元。"
    assert viewed_times(text, NOVEMBER) == [QUARTERS, "-", "-"]


def test_an_occasion_ends_with_its_paragraph() -> None:
    text = "一、2024年工作回顾\n暑期，接待游客3万人次。\n新建菜场9家。"
    assert viewed_times(text, date(2025, 1, 20)) == ["-", "2024-01-01..2024-12-31"]


@pytest.mark.parametrize("words", ["过去的路有3公里", "未来城占地3公顷", "新学期开学季活动有3场"])
def test_such_words_within_a_clause_are_no_time(words: str) -> None:
    assert viewed_times(f"2024年，产值9亿元，{words}。") == ["2024-01-01..2024-12-31"] * 2


def test_what_somebody_says_has_no_time_from_outside_the_speech() -> None:
    text = "前三季度，全镇产值9亿元。“我家种了300亩桃，一年收入20万元。”村民甲说。"
    assert viewed_times(text, NOVEMBER) == [QUARTERS, "-", "-"]
    own = "“去年，我家种了300亩桃，收入20万元。”村民甲说。"
    assert viewed_times(own, NOVEMBER) == ["2024-01-01..2024-12-31"] * 2


def test_a_name_in_quotation_marks_is_no_speech() -> None:
    text = "2024年，产值9亿元。“万人培训”覆盖90个村，“3公里生活圈”建成。"
    assert viewed_times(text)[:2] == ["2024-01-01..2024-12-31"] * 2


def test_a_scene_of_a_feature_has_no_time_of_the_paragraph_before() -> None:
    text = (
        "2019年至2024年，全市改造小区90个。今年计划改造9个。\n"
        "在甲公司车间，一台机器人只需18小时下线。“我们年产2000台。”经理告诉记者。"
    )
    assert viewed_times(text, NOVEMBER)[2:] == ["-", "-"]
    plain = "2019年至2024年，全市改造小区90个。\n新建菜场9家。"
    assert viewed_times(plain, NOVEMBER) == ["2019-01-01..2024-12-31"] * 2


def test_a_bulletin_goes_on_about_its_quarters_beside_what_is_said() -> None:
    text = (
        "前三季度，全区产值9亿元。\n“形势不错。”局长说。\n工业产值5亿元。\n"
        "“我家种了300亩桃。”村民甲说。"
    )
    assert viewed_times(text, NOVEMBER) == [QUARTERS, QUARTERS, "-"]


@pytest.mark.parametrize("seen", ["记者看到，生产线每分钟下线30台", "记者了解到，企业已达90家"])
def test_the_day_of_a_visit_dates_nothing(seen: str) -> None:
    text = f"前三季度，全区产值9亿元。11月12日，{seen}。"
    assert viewed_times(text, NOVEMBER) == [QUARTERS, "-"]


def test_what_is_counted_up_to_a_day_is_not_of_it() -> None:
    text = "10月28日，首批300名学员毕业，已培训2000人次。"
    assert viewed_times(text, NOVEMBER) == ["2025-10-28..2025-10-28", "-"]


def test_what_is_there_now_is_not_of_an_earlier_year() -> None:
    text = "2010年只有员工30人，现有研发人员90人。"
    assert viewed_times(text, NOVEMBER) == ["2010-01-01..2010-12-31", "-"]


def test_an_attribute_of_a_noun_dates_no_figure() -> None:
    assert viewed_times("根据2023年印发的规划，全区有公园90个。", NOVEMBER) == ["-"]
    assert viewed_times("2024年版目录收录产品900种。", NOVEMBER) == ["-"]


def test_a_day_before_speech_dates_nothing_in_it() -> None:
    text = "4月28日，在蔬菜基地里，村民甲说：“家门口干活，一天能挣90元，很划算。”"
    assert set(viewed_times(text, NOVEMBER)) == {"-"}


@pytest.mark.parametrize(
    "words", ["今年国庆", "2025年清明节", "2025年暑期", "今年夏季", "今年春节前后"]
)
def test_a_festival_or_a_season_is_not_the_year_it_is_in(words: str) -> None:
    assert viewed_times(f"{words}，接待游客9万人次，收入3亿元。", NOVEMBER) == ["-", "-"]


@pytest.mark.parametrize("words", ["国庆", "春节", "端午节"])
def test_a_festival_has_no_time_of_what_came_before(words: str) -> None:
    text = f"前三季度，全区产值9亿元。{words}，接待游客3万人次。"
    assert viewed_times(text, NOVEMBER) == [QUARTERS, "-"]


def test_the_number_of_a_line_is_no_figure_of_an_event() -> None:
    assert viewed_times("2024年12月，地铁1号线开通，全长30公里。", NOVEMBER) == ["-"]


def test_what_is_left_from_a_year_is_not_of_it() -> None:
    text = "2026年，力争2025年结转的90个项目竣工。"
    assert viewed_times(text, date(2026, 1, 20)) == ["2026-01-01..2026-12-31"]


def test_since_a_day_within_a_clause_is_not_that_day() -> None:
    assert viewed_times("自10月15日供暖以来，供热面积达900万平方米。", NOVEMBER) == ["-"]
    after = "2010年后，全镇关停窑厂6家。"
    assert viewed_times(after, NOVEMBER) == ["2010-01-01..2025-11-14"]


@pytest.mark.parametrize("event", ["本次活动", "此次大会", "会上，"])
def test_a_sentence_about_the_event_of_the_one_before_has_its_day(event: str) -> None:
    text = f"7月22日，云湖新区举行集中签约仪式。{event}签约项目37个。全区项目有90个。"
    found = claims_by_number(text, date(2020, 7, 23))
    assert words_and_dates(found["37个"]) == ("7月22日", "2020-07-22/2020-07-22")
    assert words_and_dates(found["90个"]) == ("", "")


def test_who_came_to_an_event_came_on_its_day() -> None:
    text = "3月17日，云湖县举办专场招聘会。来自区内外约100家企业参加招聘，提供岗位8000个。"
    found = claims_by_number(text, date(2024, 3, 18))
    assert words_and_dates(found["100家"]) == ("3月17日", "2024-03-17/2024-03-17")


def test_what_is_counted_up_to_now_is_so_in_the_next_sentence_too() -> None:
    text = "截至目前，云湖已有企业90家。来自各地的员工已有500名。\n今年税收9亿元。"
    found = claims_by_number(text, date(2024, 3, 18))
    assert words_and_dates(found["500名"])[0] == "截至目前"
    assert words_and_dates(found["9亿元"])[0] == "今年"


@pytest.mark.parametrize(
    "text",
    [
        "11月8日，云湖消费节启动。本次活动将发放消费券800万元。",
        "11月8日，云湖区举办灯会。活动中，预计接待游客30万人次。",
        "11月8日，区政协召开座谈会。会上，大家认为，民营企业占92%。",
    ],
)
def test_what_comes_after_an_event_or_is_said_there_has_not_its_day(text: str) -> None:
    (found,) = claims_by_number(text, date(2024, 11, 10)).values()
    assert words_and_dates(found) == ("", "")


def test_what_is_no_count_is_not_as_of_the_day_of_the_sentence_before() -> None:
    text = "截至目前，发放贷款3亿元。每户最高可贷款20万元，期限3年，利率3.5%。"
    loans, *terms = claims_by_number(text, date(2024, 11, 10)).values()
    assert words_and_dates(loans)[0] == "截至目前"
    assert [words_and_dates(item) for item in terms] == [("", "")] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9月9日，全市举办招商会，签约项目9个，总投资8亿元。", ["2025-09-09..2025-09-09"] * 2),
        ("9月9日，9个项目集中开工，总投资8亿元。", ["2025-09-09..2025-09-09", "-"]),
        (
            "9月9日，90名客商欢聚一堂。同时，镇里举办推介会，签约项目8个。",
            ["2025-09-09..2025-09-09"] * 2,
        ),
        (
            "9月9日，区里举办招聘会。招聘会现场设摊位90个。",
            ["2025-09-09..2025-09-09"],
        ),
        ("9月9日，区里举办招聘会。全区有企业90家。", ["-"]),
        (
            "9月9日，区里举办招聘会。企业摆摊。\n此次招聘活动设摊位90个。",
            ["2025-09-09..2025-09-09"],
        ),
        ("9月9日，区里举办招聘会。\n招聘会上有摊位90个。", ["-"]),
        (
            "9月9日，全市举行签约仪式。\n今年7月，全市成立专班9个。签约的27个项目来自9个专班。其中，专班甲3个。",
            ["2025-07-01..2025-07-31"] + ["2025-09-09..2025-09-09"] * 3,
        ),
        ("9月9日，在全市招商大会上，全区成功签约项目9个。", ["2025-09-09..2025-09-09"]),
        (
            "9月9日，在全市工作会议上，明确了实事9件。全区有企业90家。",
            ["-", "-"],
        ),
    ],
)
def test_what_is_signed_and_done_at_an_event_is_of_its_day(text: str, expected: list[str]) -> None:
    assert viewed_times(text, NOVEMBER) == expected
