from datetime import date

import pytest

from districtgraph.graph.clauses import split_sentences
from districtgraph.graph.lexicons import load_lexicon
from districtgraph.graph.periods import find_periods, period_of

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
        ("五年来", "五年来", "for 五 years"),
    ],
)
def test_undated_words_stay_undated(text: str, words: str, gloss: str) -> None:
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
