from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_dating import resolve
from districtgraph.graph.extraction.periods.period_reading import find_periods, period_of
from districtgraph.graph.extraction.periods.period_records import (
    DocumentDate,
    Interval,
    PeriodExpression,
)
from districtgraph.graph.text.clauses import split_sentences

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("2021年，", "2021年", date(2021, 1, 1), date(2021, 12, 31)),
        ("力争到2024年，", "到2024年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2010—2015年，", "2010—2015年", date(2010, 1, 1), date(2015, 12, 31)),
        ("2016年至2020年，", "2016年至2020年", date(2016, 1, 1), date(2020, 12, 31)),
        ("2021年上半年，", "2021年上半年", date(2021, 1, 1), date(2021, 6, 30)),
        ("“十三五”时期，", "“十三五”时期", date(2016, 1, 1), date(2020, 12, 31)),
        ("2021年下半年，", "2021年下半年", date(2021, 7, 1), date(2021, 12, 31)),
        ("2021年前三季度，", "2021年前三季度", date(2021, 1, 1), date(2021, 9, 30)),
        ("2021年第三季度，", "2021年第三季度", date(2021, 7, 1), date(2021, 9, 30)),
        ("截至2021年底，", "截至2021年底", date(2021, 1, 1), date(2021, 12, 31)),
        ("2020年2月，", "2020年2月", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020年3—5月，", "2020年3—5月", date(2020, 3, 1), date(2020, 5, 31)),
        ("2021年3月5日，", "2021年3月5日", date(2021, 3, 5), date(2021, 3, 5)),
        ("2021-03-05 ", "2021-03-05", date(2021, 3, 5), date(2021, 3, 5)),
        ("二〇二一年，", "二〇二一年", date(2021, 1, 1), date(2021, 12, 31)),
        ("二○二四年，", "二○二四年", date(2024, 1, 1), date(2024, 12, 31)),
        ("２０２４年，", "２０２４年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年3月至5月，", "2024年3月至5月", date(2024, 3, 1), date(2024, 5, 31)),
        ("2024年3月至2025年2月，", "2024年3月至2025年2月", date(2024, 3, 1), date(2025, 2, 28)),
        ("2024年5月1日至6月30日，", "2024年5月1日至6月30日", date(2024, 5, 1), date(2024, 6, 30)),
        ("2024年前5个月，", "2024年前5个月", date(2024, 1, 1), date(2024, 5, 31)),
        ("2024年前3季度，", "2024年前3季度", date(2024, 1, 1), date(2024, 9, 30)),
        ("2024年1-3季度，", "2024年1-3季度", date(2024, 1, 1), date(2024, 9, 30)),
        ("截至2024年5月1日，", "截至2024年5月1日", date(2024, 5, 1), date(2024, 5, 1)),
        ("“十五五”期间，", "“十五五”期间", date(2026, 1, 1), date(2030, 12, 31)),
        ("到“十五五”末，", "到“十五五”末", date(2030, 1, 1), date(2030, 12, 31)),
        ("到2030年底前，", "到2030年底前", date(2030, 1, 1), date(2030, 12, 31)),
    ],
)
def test_dated_words_are_resolved(text: str, words: str, first: date, last: date) -> None:
    (period,) = find_periods(text, LEXICON)
    assert (period.text, period.first, period.last) == (words, first, last)


@pytest.mark.parametrize(
    ("text", "words", "gloss"),
    [
        ("今年，", "今年", "this year"),
        ("截至目前，", "截至目前", "up to now"),
        ("目前，", "目前", "at present"),
        ("全年", "全年", "the whole year"),
        ("此前4年", "此前4年", "the previous 4 years"),
        ("未来五年", "未来五年", "the next 5 years"),
        ("今后３年", "今后３年", "the next 3 years"),
        ("五年来", "五年来", "for 5 years"),
        ("截至3月末，", "截至3月末", "end of March"),
        ("1—5月，", "1—5月", "January to May"),
        ("3月1日，", "3月1日", "1 March"),
        ("。五年新增", "五年", "5 years"),
        ("2021年2月30日，", "2021年2月30日", None),
        ("2021年5—3月，", "2021年5—3月", None),
        ("2023、2024年，", "2023、2024年", "several years"),
        ("3、4月，", "3、4月", "several months"),
        ("2015年以来，", "2015年以来", "since 2015-01-01"),
        ("去年上半年，", "去年上半年", "first half of the year last year"),
        ("十年前，", "十年前", "10 years ago"),
    ],
)
def test_undated_words_stay_undated(text: str, words: str, gloss: str | None) -> None:
    (period,) = find_periods(text, LEXICON)
    assert (period.text, period.first, period.gloss) == (words, None, gloss)


def test_a_figure_takes_the_nearest_period_before_it_in_its_sentence() -> None:
    text = "2021年，产值10亿元。产值20亿元。今年完成全年30座"
    sentences = split_sentences(text)
    periods = find_periods(text, LEXICON)
    found = [period_of(text.index(number), sentence, periods) for number, sentence in
             zip(("10", "20", "30"), sentences, strict=True)]  # fmt: skip
    assert [item.text if item else None for item in found] == ["2021年", None, "全年"]


def test_the_other_side_of_a_comparison_is_no_period_of_the_figure() -> None:
    text = "2015年收入69亿元，比2010年增加13亿元"
    (sentence,) = split_sentences(text)
    period = period_of(text.index("13"), sentence, find_periods(text, LEXICON))
    assert period is not None
    assert period.text == "2015年"


def test_where_a_change_set_out_from_is_the_time_of_that_figure() -> None:
    text = "收入由2010年的4亿元增加到2015年的9亿元，是2010年的2.25倍"
    (sentence,) = split_sentences(text)
    periods = find_periods(text, LEXICON)
    found = [period_of(text.index(number), sentence, periods) for number in ("4亿", "9亿")]
    assert [(item.text, item.role) for item in found if item] == [
        ("2010年", "during"),
        ("2015年", "during"),
    ]
    assert periods[-1].comparison


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("到2024年，", "deadline"),
        ("2024年前，", "deadline"),
        ("6月底前，", "deadline"),
        ("截至2021年底，", "as-of"),
        ("2015年以来，", "since"),
        ("2024年3月31日起施行", "since"),
        ("2024年3月31日起火", "during"),
        ("2021年至今，", "since"),
        ("年底前，", "deadline"),
        ("十年前，", "during"),
        ("今年以来，", "since"),
        ("目前，", "during"),
        ("2021年，", "during"),
    ],
)
def test_role(text: str, role: str) -> None:
    assert one(text).role == role


def one(text: str) -> PeriodExpression:
    (period,) = find_periods(text, LEXICON)
    return period


PUBLISHED = DocumentDate(published=date(2022, 3, 4))
REPORTING = DocumentDate(reporting_year=2021)


@pytest.mark.parametrize(
    ("text", "stated", "first", "last"),
    [
        ("2019年，", None, date(2019, 1, 1), date(2019, 12, 31)),
        ("今年，", PUBLISHED, date(2022, 1, 1), date(2022, 12, 31)),
        ("去年，", PUBLISHED, date(2021, 1, 1), date(2021, 12, 31)),
        ("明年，", PUBLISHED, date(2023, 1, 1), date(2023, 12, 31)),
        ("今年以来，", PUBLISHED, date(2022, 1, 1), date(2022, 3, 4)),
        ("目前，", PUBLISHED, date(2022, 3, 4), date(2022, 3, 4)),
        ("此前4年", PUBLISHED, date(2018, 1, 1), date(2021, 12, 31)),
        ("全年，", REPORTING, date(2021, 1, 1), date(2021, 12, 31)),
        ("上半年，", REPORTING, date(2021, 1, 1), date(2021, 6, 30)),
        ("三季度，", REPORTING, date(2021, 7, 1), date(2021, 9, 30)),
        ("前5个月，", REPORTING, date(2021, 1, 1), date(2021, 5, 31)),
        ("去年上半年，", PUBLISHED, date(2021, 1, 1), date(2021, 6, 30)),
        ("今年1—2月，", PUBLISHED, date(2022, 1, 1), date(2022, 2, 28)),
        ("2015年以来，", PUBLISHED, date(2015, 1, 1), date(2022, 3, 4)),
        ("2月，", PUBLISHED, date(2022, 2, 1), date(2022, 2, 28)),
        ("去年以来，", PUBLISHED, date(2021, 1, 1), date(2022, 3, 4)),
    ],
)
def test_a_stated_date_resolves(
    text: str, stated: DocumentDate | None, first: date, last: date
) -> None:
    assert resolve(one(text), stated) == Interval(first, last)


@pytest.mark.parametrize("stated", [None, DocumentDate(), PUBLISHED, REPORTING])
@pytest.mark.parametrize("text", ["近年来，", "近五年，"])
def test_vague_words_are_never_resolved(text: str, stated: DocumentDate | None) -> None:
    assert resolve(one(text), stated) is None


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("今年，", None),
        ("今年，", REPORTING),
        ("全年，", PUBLISHED),
        ("目前，", DocumentDate()),
        ("上半年，", PUBLISHED),
        ("当年，", PUBLISHED),
        ("2015年以来，", REPORTING),
    ],
)
def test_nothing_is_assumed_of_a_document_that_does_not_state_it(
    text: str, stated: DocumentDate | None
) -> None:
    assert resolve(one(text), stated) is None


@given(st.text(alphabet="12020年月日季度上半一二三四五到至—前今去“”十三时期，", max_size=40))
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    end = 0
    for item in find_periods(text, LEXICON):
        assert text[item.start : item.end] == item.text
        assert item.start >= end
        end = item.end


YEARS = ["{}年，", "到{}年，", "{}年上半年，", "{}年3月至5月，", "截至{}年底，", "{}年5月1日，",
         "{}年前三季度，", "自{}年7月起，"]  # fmt: skip


@given(st.integers(1950, 2049), st.integers(-40, 40), st.sampled_from(YEARS))
def test_a_year_that_is_shifted_shifts_what_it_dates(year: int, by: int, form: str) -> None:
    (first,), (second,) = (find_periods(form.format(n), LEXICON) for n in (year, year + by))
    assert (second.start, second.end, second.role) == (first.start, first.end, first.role)
    for old, new in ((first.first, second.first), (first.last, second.last),
                     (first.begin, second.begin)):  # fmt: skip
        assert (old is None) == (new is None)
        if old and new:
            assert (new.year - old.year, new.month, new.day) == (by, old.month, old.day)
