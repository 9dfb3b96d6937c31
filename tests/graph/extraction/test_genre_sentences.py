"""Sentences written from memory of the genre, with every figure that a reader finds in them.

`genre_sentences.txt` holds a sentence a line and, indented under it, its figures: the words of the
number with its unit, the value in the unit as written (a range as low..high, - for none), the unit,
and the comparator.
"""

from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest

from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity, find_quantities
from districtgraph.graph.text.numerals import find_numerals

LEXICON = load_lexicon()
FACTORS = {symbol: unit.factor for unit in LEXICON.units for symbol in unit.symbols}
Figure = tuple[str, str, str, str]


def sentences() -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    sentence = ""
    text = (Path(__file__).parent / "genre_sentences.txt").read_text(encoding="utf-8")
    sentence = ""
    for line in text.splitlines():
        if line.startswith("\t"):
            words, value, unit, comparator = line.strip().split("\t")
            found[sentence].append((words, value, unit, comparator))
        else:
            sentence = line
            found[sentence] = []
    return found


SENTENCES = sentences()


def test_there_are_enough_of_them() -> None:
    assert len(SENTENCES) >= 80
    assert sum(map(len, SENTENCES.values())) >= 190


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_figure_is_read_and_no_other(sentence: str) -> None:
    found = find_quantities(sentence, LEXICON)
    expected = SENTENCES[sentence]
    words = [sentence[item.core_start : item.core_end] for item in found]
    assert words == [figure[0] for figure in expected]
    for item, (_, value, unit, comparator) in zip(found, expected, strict=True):
        assert (item.symbol or "-", item.comparator) == (unit, comparator)
        assert_value(item, value)


def assert_value(item: Quantity, value: str) -> None:
    factor = FACTORS.get(item.symbol, Decimal(1))
    if value == "-":
        assert (item.value, item.lower) == (None, None)
    elif ".." in value:
        low, high = map(Decimal, value.split(".."))
        assert (item.lower, item.upper) == (low * factor, high * factor)
    else:
        numerator, _, denominator = value.partition("/")
        assert item.value == Decimal(numerator) / Decimal(denominator or 1) * factor


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_numeral_is_accounted_for(sentence: str) -> None:
    taken = [(item.start, item.end) for item in find_quantities(sentence, LEXICON)]
    taken += [(item.start, item.end) for item in find_periods(sentence, LEXICON)]
    left = [
        numeral.text
        for numeral in find_numerals(sentence)
        if not any(start < numeral.end and numeral.start < end for start, end in taken)
        and exclusion_reason(sentence, numeral, LEXICON) is None
    ]
    assert left == []


@pytest.mark.usefixtures("patience")
def test_reading_grows_with_the_text_and_no_faster() -> None:
    """Sixteen times the text takes about sixteen times as long: nothing is quadratic."""
    text = "\n".join(SENTENCES) + "“" * 50
    short, long = (processor_time(text * 4 * factor) for factor in (1, 16))
    assert long < 16 * 5 * max(short, 0.01)


def processor_time(text: str) -> float:
    started = process_time()
    quantities, periods = find_quantities(text, LEXICON), find_periods(text, LEXICON)
    reasons = [exclusion_reason(text, numeral, LEXICON) for numeral in find_numerals(text)]
    assert quantities
    assert periods
    assert reasons
    return process_time() - started
