"""Public holidays have the days off of their year."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.extraction.periods.holidays import load_holidays
from tests.graph.extraction.read_claims import claims, words_and_dates

IN_FEBRUARY = date(2026, 2, 26)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024年春节假期，云湖接待游客9万人次。", "2024-02-10/2024-02-17"),
        ("今年春节长假，云湖接待游客9万人次。", "2026-02-15/2026-02-23"),
        ("去年国庆假期接待游客9万人次。", "2025-10-01/2025-10-08"),
        ("2023年“五一”假期接待游客9万人次。", "2023-04-29/2023-05-03"),
        ("2019年元旦期间，云湖接待游客9万人次。", "2018-12-30/2019-01-01"),
        ("2025年，云湖提质升级，端午假期接待游客9万人次。", "2025-05-31/2025-06-02"),
        # Neither a year that nobody has announced nor a holiday of no year.
        ("2035年春节假期，云湖预计接待游客9万人次。", ""),
        ("国庆假期，云湖接待游客9万人次。", ""),
        # News of some days after a holiday is about that one.
        ("春节期间，云湖接待游客9万人次。", "2026-02-15/2026-02-23"),
        # Two holidays have no common days.
        ("元旦、春节期间，云湖接待游客9万人次。", ""),
        # A season is no holiday.
        ("2024年春节前后，云湖接待游客9万人次。", ""),
    ],
)
def test_a_holiday_has_its_days(text: str, days: str) -> None:
    (found,) = claims(text, IN_FEBRUARY)
    assert words_and_dates(found)[1] == days


def test_a_holiday_that_goes_on_when_a_text_comes_out_is_not_dated() -> None:
    text = "2026年春节假期，云湖接待游客9万人次。"
    assert words_and_dates(claims(text, date(2026, 2, 20))[0])[1] == ""
    assert words_and_dates(claims(text, date(2026, 2, 23))[0])[1] == "2026-02-15/2026-02-23"


def test_days_off_are_few_and_those_of_one_holiday_do_not_overlap() -> None:
    days = load_holidays().days
    assert len(days) > 100
    for (word, year), interval in days.items():
        assert interval.end.year == year
        assert timedelta(0) <= interval.end - interval.start <= timedelta(10), word
    springs = sorted(item.start for (word, _), item in days.items() if word == "春节")
    assert all(later - earlier > timedelta(340) for earlier, later in pairwise(springs))


@pytest.mark.parametrize("days", ["2024-02-17/2024-02-10", "2024-02-10", "2024-02-30/2024-03-01"])
def test_a_mistake_in_the_calendar_is_refused_with_its_line(tmp_path: Path, days: str) -> None:
    (tmp_path / "holidays.yaml").write_text(
        f"spring-festival:\n  words: [春节]\n  days: [{days}]\n", encoding="utf-8"
    )
    with pytest.raises(SourceFileError, match=r"holidays\.yaml:3"):
        load_holidays(tmp_path)
