"""The five years that 五年来 and 今后五年 mean in reports between two five-year plans."""

from datetime import date

import pytest

from tests.graph.extraction.read_figures import viewed_times

JANUARY = date(2026, 1, 20)
PAST = "2021-01-01..2025-12-31"
NEXT = "2026-01-01..2030-12-31"


@pytest.mark.parametrize("words", ["五年来", "过去五年", "这五年", "过去的五年", "五年间", "5年来"])
@pytest.mark.parametrize("published", [JANUARY, date(2025, 12, 24)])
def test_the_past_five_years_are_those_of_the_plan_that_ended(words: str, published: date) -> None:
    text = f"“十四五”圆满收官。{words}，全县新建菜场9家，产值年均增长6%。"
    assert viewed_times(text, published) == [PAST] * 2


@pytest.mark.parametrize("words", ["今后五年", "未来五年", "未来5年"])
def test_the_next_five_years_are_those_of_the_plan_after_it(words: str) -> None:
    text = f"“十五五”是关键时期。{words}，产值达到9亿元。"
    assert viewed_times(text, JANUARY) == [NEXT]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        # In the midst of a year, or without the plan, other five years may be meant.
        ("“十四五”圆满收官。五年来，新建菜场9家。", date(2026, 6, 20)),
        ("“十四五”规划实施顺利。五年来，新建菜场9家。", date(2024, 1, 20)),
        ("五年来，新建菜场9家。", JANUARY),
        ("“十四五”圆满收官。河长制实施五年来，治理河道9公里。", JANUARY),
        ("“十四五”圆满收官。四年来，新建菜场9家。", JANUARY),
        ("“十四五”圆满收官。五年前，全县有菜场9家。", JANUARY),
        ("“十四五”圆满收官。五年内，培育公司9家。", JANUARY),
        ("“十四五”圆满收官。\n二、“十五五”主要目标\n五年来的经验有9条。", JANUARY),
    ],
)
def test_other_years_stay_undated(text: str, published: date) -> None:
    assert viewed_times(text, published) == ["-"]


def test_five_years_within_a_plan_are_its_own() -> None:
    text = (
        "“十四五”时期，全市实干。五年间，新建菜场9家。\n"
        "二、“十五五”时期主要目标\n五年间，产值年均增长5%。"
    )
    assert viewed_times(text, JANUARY) == [PAST, NEXT]


def test_a_paragraph_that_turns_to_five_years_opens_their_passage() -> None:
    text = (
        "一、2025年及“十四五”时期工作回顾\n2025年很不平凡。产值9亿元。\n"
        "2025年是“十四五”收官之年。五年来，我们实干。\n——实力增强。人均产值3万元。"
    )
    assert viewed_times(text, JANUARY) == ["2025-01-01..2025-12-31", PAST]


def test_a_paragraph_that_goes_to_another_quarter_opens_no_passage() -> None:
    text = "一季度，产值9亿元。二季度，产值8亿元。\n新建菜场9家。"
    assert viewed_times(text, date(2025, 7, 20))[2] == "-"


@pytest.mark.parametrize("words", ["统筹当前和长远", "立足当前"])
def test_the_present_of_a_slogan_is_no_day(words: str) -> None:
    assert viewed_times(f"{words}，提出指标23个。", JANUARY) == ["-"]


def test_the_plan_that_begins_says_which_one_ended() -> None:
    text = "2026年是“十五五”开局之年。五年来，新建菜场9家。"
    assert viewed_times(text, JANUARY) == [PAST]


def test_years_in_brackets_say_which_five_they_are() -> None:
    assert viewed_times("五年来（2021—2025年），新建菜场9家。", date(2026, 6, 20)) == [PAST]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "过去五年，产值由2018年的9亿元增加到2023年的12亿元。五年来，新建菜场9家。",
            "2019-01-01..2023-12-31",
        ),
        ("产值从2018年9亿元增加到2023年12亿元。\n五年来，新建菜场9家。", "2019-01-01..2023-12-31"),
        ("项目从2018年开工建设，到2023年建成。五年来，新建菜场9家。", "-"),
        ("从2018年到2023年关闭企业41家。五年来，新建菜场9家。", "-"),
        ("过去五年，产值由2019年的9亿元增加到2023年的12亿元。五年来，新建菜场9家。", "-"),
        ("产值由2018年的9亿元增加到2023年的12亿元。今后五年，新建菜场9家。", "-"),
    ],
)
def test_a_change_over_five_years_says_which_they_are(text: str, expected: str) -> None:
    assert viewed_times(text, date(2024, 1, 20))[-1] == expected
