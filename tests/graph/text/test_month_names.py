"""Names of months are English in every locale: one build would differ from another otherwise."""

import calendar
from datetime import date

import pytest

from districtgraph.graph.claims.evidence import ClaimPeriod
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.mapping.period_mapping import period_triples
from districtgraph.graph.text.month_names import MONTH_NAMES

GERMAN = ("", *(f"Monat {number}" for number in range(1, 13)))


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """`calendar` has the names of the process's locale, which a program may have set."""
    monkeypatch.setattr(calendar, "month_name", GERMAN)


def test_there_are_twelve() -> None:
    assert (MONTH_NAMES[1], MONTH_NAMES[12], len(MONTH_NAMES)) == ("January", "December", 13)


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(1987, 3, 1), date(1987, 3, 31), "March 1987"),
        (date(1987, 3, 1), date(1987, 5, 31), "March to May 1987"),
        (date(1987, 3, 9), date(1987, 3, 9), "9 March 1987"),
    ],
)
def test_the_labels_of_periods_are_english(first: date, last: date, label: str) -> None:
    labels = [str(t.object) for t in period_triples("", ClaimPeriod(None, first, last), "")]
    assert f'"{label}"@en' in labels


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("1—8月", "January to August"),
        ("4月", "April"),
        ("4月至6月", "April to June"),
        ("4月9日", "9 April"),
    ],
)
def test_the_english_of_words_is_english(words: str, english: str) -> None:
    (found,) = find_periods(f"{words}，新增就业3人。", load_lexicon())
    assert english in (found.gloss or "")
