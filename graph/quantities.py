"""The number grammar: quantities with their bounds and units, as a text writes them.

A quantity is an approximation, a numeral, a further approximation and a unit or measure word, in
that order, of which only the numeral and the unit must be there; or a range of two such; or one
of the forms that have no unit: 两位数, a fraction, 百分之N, or zero as a predicate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from districtgraph.graph.lexicons import Approximation, Classifier, Lexicon, UnitOfMeasure
from districtgraph.graph.numerals import NUMERAL, NumeralError, numeral_value

__all__ = ["Quantity", "find_quantities"]

COUNT = "unit:NUM"
PERCENT = "unit:PERCENT"
RATIO = "unit:UNITLESS"
_DIGITS = {"个": 1, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`; numbers are in the base unit `unit`.

    Attributes:
        start, end, text: the exact words, from the number's first approximation to its last.
        value: the number as stated; None for a range.
        lower, upper: what the words bound it by, where they do.
        comparator: key of the scheme comparators.
        unit: reference to the base unit.
        written_unit: reference to the unit as written, where it is another.
        counts: what a measure word counts, where the word alone tells.
        symbol: the unit or measure word as written, empty where there is none.

    """

    start: int
    end: int
    text: str
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    comparator: str
    unit: str
    written_unit: str | None = None
    counts: str | None = None
    symbol: str = ""


def find_quantities(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; no two overlap.

    Chinese numerals count only where they are no part of a name or set word: an indefinite 一个, a
    quoted 四步 and an ordinal 第一个 are no quantities.
    """
    found: list[Quantity] = []
    for match in _grammar(lexicon).finditer(text):
        quantity = _read(match, lexicon)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def _alternatives(words: Iterator[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _grammar(lexicon: Lexicon) -> re.Pattern[str]:
    before = _alternatives(item.word for item in lexicon.before)
    within = _alternatives(item.word for item in lexicon.within)
    after = _alternatives(item.word for item in lexicon.after)
    symbols = _alternatives(symbol for item in _symbolised(lexicon) for symbol in item.symbols)
    return re.compile(
        # A numeral that begins inside a Latin word (PM2.5) or tells an order (第三个, 四届三次)
        # is none of ours.
        rf"(?P<digits>[个两三四五六]位数)"
        rf"|百分之(?P<percent>{NUMERAL})"
        rf"|(?P<denominator>{NUMERAL})分之(?P<numerator>{NUMERAL})"
        rf"|(?<=[为是])(?P<zero>零)(?=[。，；,;！]|$)"
        rf"|(?P<before>{before})?(?<![A-Za-z0-9.．第届])(?P<first>{NUMERAL})"
        rf"(?:(?P<first_unit>{symbols})?(?P<to>[-–—~～]|至|到)(?P<second>{NUMERAL}))?"
        rf"(?P<within>{within})?(?P<magnitude>[万亿])?(?P<symbol>{symbols})"
        rf"(?P<after>{after})?"
    )


def _read(match: re.Match[str], lexicon: Lexicon) -> Quantity | None:
    try:
        return _special(match) or _measured(match, lexicon)
    except NumeralError:
        # A run of digit characters that writes no number, such as 百 in 百家.
        return None


def _special(match: re.Match[str]) -> Quantity | None:
    start, end, text = match.start(), match.end(), match.group()
    if match.group("digits"):
        power = _DIGITS[text[0]]
        lower = Decimal(10) ** (power - 1)
        upper = Decimal(10) ** power - 1
        return Quantity(start, end, text, None, lower, upper, "range", PERCENT)
    if match.group("percent"):
        value = numeral_value(match.group("percent"))
        return Quantity(start, end, text, value, None, None, "equal", PERCENT)
    if match.group("zero"):
        return Quantity(start, end, text, Decimal(0), None, None, "equal", COUNT)
    if match.group("denominator"):
        value = numeral_value(match.group("numerator")) / numeral_value(match.group("denominator"))
        return Quantity(start, end, text, value, None, None, "equal", RATIO)
    return None


def _measured(match: re.Match[str], lexicon: Lexicon) -> Quantity | None:
    if _is_no_count(match) or _in_set_phrase(match, lexicon.idioms):
        return None
    magnitude = numeral_value(f"1{match.group('magnitude') or ''}")
    unit = _unit(match.group("symbol"), lexicon)
    factor = magnitude * (unit.factor if isinstance(unit, UnitOfMeasure) else 1)
    value = numeral_value(match.group("first")) * factor
    quantity = Quantity(
        match.start(),
        match.end(),
        match.group(),
        value,
        None,
        None,
        "equal",
        unit.unit if isinstance(unit, UnitOfMeasure) else COUNT,
        unit.written_unit if isinstance(unit, UnitOfMeasure) else None,
        unit.counts if isinstance(unit, Classifier) else None,
        match.group("symbol"),
    )
    if match.group("second"):
        upper = numeral_value(match.group("second")) * factor
        return replace(quantity, value=None, lower=value, upper=upper, comparator="range")
    return _bounded(quantity, _comparator(match, lexicon))


def _is_no_count(match: re.Match[str]) -> bool:
    """Tell whether a Chinese numeral stands in a name, a set phrase or as an article."""
    first = match.group("first")
    if first[0] in "0123456789０１２３４５６７８９":
        return False
    text, start, end = match.string, match.start("first"), match.end()
    quoted = text[:start].rfind("“") > text[:start].rfind("”")
    article = first in ("一", "零", "万", "百", "千") and not match.group("within")
    return quoted or article or text[end : end + 1] in ("月", "级")


def _in_set_phrase(match: re.Match[str], phrases: tuple[str, ...]) -> bool:
    numeral = match.group("first")
    start = match.start("first")
    return any(
        match.string.startswith(phrase, start - phrase.index(numeral))
        for phrase in phrases
        if numeral in phrase
    )


def _symbolised(lexicon: Lexicon) -> list[UnitOfMeasure | Classifier]:
    return [*lexicon.units, *lexicon.classifiers]


def _unit(symbol: str, lexicon: Lexicon) -> UnitOfMeasure | Classifier:
    return next(item for item in _symbolised(lexicon) if symbol in item.symbols)


def _comparator(match: re.Match[str], lexicon: Lexicon) -> str:
    for place in ("after", "within", "before"):
        approximations: tuple[Approximation, ...] = getattr(lexicon, place)
        for item in approximations:
            if item.word == match.group(place):
                return item.comparator
    return "equal"


def _bounded(quantity: Quantity, comparator: str) -> Quantity:
    if comparator in ("at-least", "more-than"):
        return replace(quantity, comparator=comparator, lower=quantity.value)
    if comparator in ("at-most", "less-than"):
        return replace(quantity, comparator=comparator, upper=quantity.value)
    return replace(quantity, comparator=comparator)
