"""Lists of times that are aligned with lists of numbers."""

from datetime import date

import pytest

from tests.graph.extraction.read_figures import figures, times, viewed_times, words_of_time

NOVEMBER = date(2025, 11, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2023年、2024年出口额分别增长4%、6%。",
            ["2023-01-01..2023-12-31", "2024-01-01..2024-12-31"],
        ),
        (
            "2023年和2024年，分别新建菜场4家和6家。",
            ["2023-01-01..2023-12-31", "2024-01-01..2024-12-31"],
        ),
        (
            "2022—2024年，出口额分别为3亿元、4亿元、6亿元。",
            ["2022-01-01..2022-12-31", "2023-01-01..2023-12-31", "2024-01-01..2024-12-31"],
        ),
        (
            "今年一季度、上半年、前三季度，出口额增速分别为4%、6%和7%。",
            ["2025-01-01..2025-03-31", "2025-01-01..2025-06-30", "2025-01-01..2025-09-30"],
        ),
        (
            "去年全年、今年一季度，出口额分别增长4%、6%。",
            ["2024-01-01..2024-12-31", "2025-01-01..2025-03-31"],
        ),
    ],
)
def test_each_number_has_the_time_of_its_place_in_the_list(text: str, expected: list[str]) -> None:
    assert viewed_times(text, NOVEMBER) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023年、2024年出口额分别增长4%、6%和7%。",
        "2022—2024年，甲、乙两县出口额分别为3亿元、4亿元。",
        "今年一季度、上半年，甲、乙、丙三县出口额分别为3亿元、4亿元和6亿元。",
    ],
)
def test_lists_of_other_lengths_date_no_number(text: str) -> None:
    assert set(viewed_times(text, NOVEMBER)) == {"-"}


def test_one_time_dates_the_whole_list() -> None:
    text = "2024年，甲、乙两县出口额分别为3亿元、4亿元。"
    assert viewed_times(text) == ["2024-01-01..2024-12-31"] * 2


def test_a_number_after_the_list_has_none_of_its_years() -> None:
    text = "2023年、2024年出口额分别增长4%、6%，居民收入增长5%。"
    assert times(text)[2][1:] == (None, None)


def test_the_words_are_those_of_the_one_year() -> None:
    found = figures("2023年、2024年出口额分别增长4%、6%。")
    assert [words_of_time(item) for item in found.values()] == ["2023年", "2024年"]


def test_months_before_their_list_are_aligned_if_there_are_as_many() -> None:
    text = "2024年，增幅3—5月分别为4%、6%、7%，{}月分别为4%、6%、7%。"
    expected = ["2024-03-01..2024-03-31", "2024-04-01..2024-04-30", "2024-05-01..2024-05-31"]
    assert viewed_times(text.format("6—8"))[:3] == expected
    assert viewed_times(text.format("6—9"))[3:] == ["-"] * 3
    assert viewed_times("2024年1—9月，甲、乙分别增长4%、6%。") == ["2024-01-01..2024-09-30"] * 2


def test_a_time_in_brackets_dates_the_number_before_it() -> None:
    text = "2019年，人口56万人（2010年人口普查），户籍48万人（2017年底），公司9家（含国企）。"
    assert viewed_times(text) == [
        "2010-01-01..2010-12-31",
        "2017-01-01..2017-12-31",
        "2019-01-01..2019-12-31",
    ]


def test_months_from_january_on_are_one_time() -> None:
    text = "前3个月分别出口602亿、190亿、30亿元。"
    assert viewed_times(text, NOVEMBER) == ["2025-01-01..2025-03-31"] * 3
