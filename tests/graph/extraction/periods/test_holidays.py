"""Public holidays have the days off of their year."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.holidays import load_holidays
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from tests.graph.extraction.read_claims import claims, words_and_dates
from tests.graph.extraction.read_figures import all_figures

IN_FEBRUARY = date(2026, 2, 26)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024年春节假期，云湖接待游客9万人次。", "2024-02-10/2024-02-17"),
        ("今年春节长假，云湖接待游客9万人次。", "2026-02-15/2026-02-23"),
        ("去年国庆假期接待游客9万人次。", "2025-10-01/2025-10-08"),
        ("2024年，云湖提质升级，清明节假期接待游客9万人次。", "2024-04-04/2024-04-06"),
        ("2023年“五一”假期接待游客9万人次。", "2023-04-29/2023-05-03"),
        ("2019年元旦期间，云湖接待游客9万人次。", "2018-12-30/2019-01-01"),
        ("2025年，云湖提质升级，端午假期接待游客9万人次。", "2025-05-31/2025-06-02"),
        # Nobody has announced the days of 2035, and 国庆假期 in February has no year.
        ("2035年春节假期，云湖预计接待游客9万人次。", ""),
        ("国庆假期，云湖接待游客9万人次。", ""),
        # News within 30 days after a holiday is about that one.
        ("春节期间，云湖接待游客9万人次。", "2026-02-15/2026-02-23"),
        # Two holidays have no common days.
        ("元旦、春节期间，云湖接待游客9万人次。", ""),
        # The weeks around a holiday are not its days off.
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


def test_each_holiday_is_once_a_year_and_takes_some_days() -> None:
    days = load_holidays().days
    for word in {word for word, _ in days}:
        of_it = sorted(
            (item for (other, _), item in days.items() if other == word), key=lambda item: item.end
        )
        assert len(of_it) >= 10, word
        assert all(item.end - item.start <= timedelta(10) for item in of_it), word
        # The new moon by which some go moves by a month.
        gaps = [later.end - earlier.end for earlier, later in pairwise(of_it)]
        assert all(timedelta(330) < gap for gap in gaps), word


def test_a_year_with_two_holidays_of_one_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holidays.yaml").write_text(
        "spring-festival:\n  en: it\n  words: [春节]\n"
        "  days: [2024-02-10/2024-02-17, 2024-03-10/2024-03-17]\n",
        encoding="utf-8",
    )
    with pytest.raises(SourceFileError, match="春节 has two holidays in 2024"):
        load_holidays(tmp_path)


@pytest.mark.parametrize("days", ["2024-02-17/2024-02-10", "2024-02-10", "2024-02-30/2024-03-01"])
def test_a_mistake_in_the_calendar_is_refused_with_its_line(tmp_path: Path, days: str) -> None:
    (tmp_path / "holidays.yaml").write_text(
        f"spring-festival:\n  en: it\n  words: [春节]\n  days: [{days}]\n", encoding="utf-8"
    )
    with pytest.raises(SourceFileError, match=r"holidays\.yaml:4"):
        load_holidays(tmp_path)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("春节假期，接待游客9万人次。", "during the Spring Festival holiday"),
        ("“五一”小长假期间，接待游客9万人次。", "during the May Day holiday"),
    ],
)
def test_a_holiday_without_a_year_has_an_english_name(text: str, english: str) -> None:
    assert [item.gloss for item in find_periods(text, load_lexicon())] == [english]


def test_a_holiday_that_may_be_that_of_either_year_is_not_dated() -> None:
    text = "春节期间，云湖接待游客9万人次。"
    (figure,) = all_figures(text, DocumentDate(date(2026, 2, 26), 2025))
    assert figure.period is not None
    assert figure.period.resolved is None
