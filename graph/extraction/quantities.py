"""The number grammar: quantities with their bounds and units, as a text writes them.

A quantity is an approximation, a numeral, a further approximation and a unit or measure word, in
that order, of which only the numeral and the unit must be there; or a range of two such; or one of
the forms that have no unit: 两位数, a fraction, 百分之N, a ratio N：N, 翻N番, zero as a predicate,
an Arabic number that ends in 万 or 亿.

Decisions, where the words leave a choice:

- 两位数 is the range 10 to 99, in percent where its clause tells of growth.
- 三五个 and 七八家 are ranges of the two digits; 数百人 and 几百人 are 100 to 999, 十几个 11 to 19.
- 一 before a measure word is the article (一个, 一条) and 二 tells the second (二次): neither is a
  quantity; 一倍 and 一吨 measure.
- N：M is the quotient; a ratio of three has no value, only its words.
- 从3家到10家 is a change, not the range 3—10家; 3—5万元 is 30,000 to 50,000.
- 2×35万千瓦 is two of 350 MW: the product.
- 15元/公斤 and the like are read only where units.yaml has the compound unit: they measure a rate.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from districtgraph.graph.extraction.lexicon import (
    Approximation,
    Classifier,
    Comparator,
    Lexicon,
    UnitOfMeasure,
)
from districtgraph.graph.text.numerals import NUMERAL, Numeral, NumeralError, numeral_value

__all__ = ["Quantity", "find_quantities"]

COUNT = "unit:NUM"
PERCENT = "unit:PERCENT"
RATIO = "unit:UNITLESS"
_ARABIC = "0123456789０１２３４５６７８９"
_SMALL = "零一两三四五六七八九"
_PLACES = {"个": 1, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_TO = "[-－–—~～]|至|到"
_GROWTH = re.compile("增|升|涨|降|提高|递|回落|下滑")
_CLAUSE = re.compile("[^，,；;。：:！？\n　]*")
# 8:30 is a time of day.
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:：][0-5]\d")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`; numbers are in the base unit `unit`.

    Attributes:
        start, end, text: the exact words, from the number's first approximation to its last.
        value: the number as stated; None for a range and for a ratio of three.
        lower, upper: what the words bound it by, where they do.
        comparator: key of the scheme comparators.
        unit: reference to the base unit.
        written_unit: reference to the unit as written, where it is another.
        counts: what a measure word counts, where the word alone tells.
        symbol: the unit or measure word as written, empty where there is none.
        numeral: the first numeral of the words; None where none writes the number (翻番).
        approximation: the words that bound the number, without the number.

    """

    start: int
    end: int
    text: str
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    comparator: Comparator
    unit: str
    written_unit: str | None = None
    counts: str | None = None
    symbol: str = ""
    numeral: Numeral | None = None
    approximation: str = ""


def find_quantities(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; no two overlap.

    Chinese numerals count only where they are no part of a name or set word: an indefinite 一个, a
    quoted 四步 and an ordinal 第一个 are no quantities.
    """
    found: list[Quantity] = []
    grammar, position = _grammar(lexicon), 0
    while match := grammar.search(text, position):
        quantity = _read(match, lexicon)
        if quantity is not None:
            found.append(quantity)
        # What is no quantity may hide one: 四届三次 begins with one that is none.
        position = match.end() if quantity else max(_first_numeral(match), match.start() + 1)
    return tuple(found)


def _first_numeral(match: re.Match[str]) -> int:
    numeral = _NUMERAL.search(match.group())
    return match.start() + (numeral.end() if numeral else 1)


_NUMERAL = re.compile(NUMERAL)


# The grammar


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _guarded(item: Approximation) -> str:
    """Return a pattern of the word that respects what may stand around it."""
    before = f"(?<![{''.join(item.not_after)}])" if item.not_after else ""
    after = f"(?=[{''.join(item.only_before)}])" if item.only_before else ""
    return f"{before}{re.escape(item.word)}{after}"


def _approximating(items: Iterable[Approximation]) -> str:
    return "|".join(map(_guarded, sorted(items, key=lambda item: len(item.word), reverse=True)))


def _symbols(measures: Iterable[UnitOfMeasure | Classifier]) -> str:
    """Return a pattern of units and measure words, longer ones first."""
    found = {
        symbol: f"(?!{_alternatives(item.not_before)})" if item.not_before else ""
        for item in measures
        for symbol in item.symbols
    }
    return "|".join(re.escape(s) + found[s] for s in sorted(found, key=len, reverse=True))


@cache
def _grammar(lexicon: Lexicon) -> re.Pattern[str]:
    before, after = _approximating(lexicon.before), _approximating(lexicon.after)
    within = _approximating(lexicon.within)
    symbols, units = _symbols(_measures(lexicon)), _symbols(lexicon.units)
    # A numeral that begins inside a Latin word (PM2.5) or another numeral, or that tells an order
    # (第三个, 四届三次), is none of ours.
    start = f"(?P<before>{before})?(?<![A-Za-z0-9０-９.．第届零〇一二三四五六七八九十百千万亿两])"
    return re.compile(
        rf"(?P<places>[个两三四五六]位数)"
        rf"|(?P<percent_before>{before})?百分之(?P<percent>{NUMERAL})(?P<percent_after>{after})?"
        rf"|(?P<part_before>{before})?(?P<denominator>{NUMERAL})分之(?P<numerator>{NUMERAL})"
        rf"(?P<part_after>{after})?"
        rf"|(?<=[为是])(?P<zero>零)(?=[。，；,;！]|$)"
        rf"|(?P<ratio>{NUMERAL}(?: ?[:：∶] ?{NUMERAL})+)"
        rf"|翻(?P<doubled>{NUMERAL})?番"
        rf"|{start}(?P<sign>负|±|(?<![-－–—年月日])[-－−](?=[0-9]))?(?P<from>(?<=[从由自]))?+"
        rf"(?P<vague>[数几](?=[十百千万亿]))?(?:(?P<times>{NUMERAL})[×xX*])?(?P<first>{NUMERAL})"
        # After 从 or 由 the second number is where a change got to, no end of a range.
        rf"(?P<few>几)?(?(from)|(?:(?P<first_unit>{symbols})?(?P<to>{_TO}|±)(?P<second>{NUMERAL}))?)"
        rf"(?P<within>{within})?(?: (?=[万亿]+(?:{symbols})))?(?P<magnitude>[万亿]+)?"
        rf"(?: ?(?P<symbol>{symbols})(?P<after>{after})?"
        # Numbers in a list share the unit of the last one: 提高0.9、5.9个百分点.
        rf"|(?=、{NUMERAL}(?P<shared>{units}))|(?P<bare>(?<=[万亿多余]))(?![级方]))"
    )


def _read(match: re.Match[str], lexicon: Lexicon) -> Quantity | None:
    try:
        for group, reading in _SPECIAL.items():
            if match.group(group) is not None:
                return reading(match, lexicon)
        if match.group().startswith("翻"):
            return _special(match, Decimal(2), RATIO)
        return _measured(match, lexicon)
    except (NumeralError, ArithmeticError):
        # Characters that write no number (千百个), or none that can be computed (0：0).
        return None


# Forms of their own


def _special(match: re.Match[str], value: Decimal | None, unit: str) -> Quantity:
    start, end = match.span()
    numeral = _NUMERAL.search(match.string, start, end)
    written = Numeral(*numeral.span(), numeral.group()) if numeral else None
    return Quantity(start, end, match.group(), value, None, None, "equal", unit, numeral=written)


def _read_places(match: re.Match[str], _: Lexicon) -> Quantity:
    lower = Decimal(10) ** (_PLACES[match.group()[0]] - 1)
    unit = PERCENT if _tells_growth(match) else COUNT
    quantity = _special(match, None, unit)
    return replace(quantity, lower=lower, upper=lower * 10 - 1, comparator="range")


def _tells_growth(match: re.Match[str]) -> bool:
    before = re.split("[，,；;。：:！？\n　]", match.string[: match.start()])[-1]
    after = _CLAUSE.match(match.string, match.end())
    return bool(_GROWTH.search(before) or (after and _GROWTH.search(after.group())))


def _read_percent(match: re.Match[str], lexicon: Lexicon) -> Quantity:
    quantity = _special(match, numeral_value(match.group("percent")), PERCENT)
    return _bounded(quantity, match, lexicon, ("percent_after", "percent_before"))


def _read_fraction(match: re.Match[str], lexicon: Lexicon) -> Quantity:
    parts = numeral_value(match.group("numerator")), numeral_value(match.group("denominator"))
    quantity = _special(match, parts[0] / parts[1], RATIO)
    return _bounded(quantity, match, lexicon, ("part_after", "part_before"))


def _read_zero(match: re.Match[str], _: Lexicon) -> Quantity:
    return _special(match, Decimal(0), COUNT)


def _read_ratio(match: re.Match[str], _: Lexicon) -> Quantity | None:
    if _CLOCK.fullmatch(match.group()):
        return None
    parts = [numeral_value(part) for part in re.split(" ?[:：∶] ?", match.group())]
    return _special(match, parts[0] / parts[1] if len(parts) == 2 else None, RATIO)


def _read_doubled(match: re.Match[str], _: Lexicon) -> Quantity:
    return _special(match, 2 ** numeral_value(match.group("doubled")), RATIO)


_SPECIAL: dict[str, Callable[[re.Match[str], Lexicon], Quantity | None]] = {
    "places": _read_places,
    "percent": _read_percent,
    "zero": _read_zero,
    "denominator": _read_fraction,
    "ratio": _read_ratio,
    "doubled": _read_doubled,
}


# A number with its unit


def _measured(match: re.Match[str], lexicon: Lexicon) -> Quantity | None:
    if _is_no_count(match, lexicon) or _measures_a_rate(match):
        return None
    symbol = match.group("symbol") or match.group("shared")
    unit = _unit(symbol, lexicon)
    quantity = Quantity(
        match.start(),
        match.end(),
        match.group(),
        None,
        None,
        None,
        "equal",
        unit.unit if isinstance(unit, UnitOfMeasure) else COUNT,
        unit.written_unit if isinstance(unit, UnitOfMeasure) else None,
        unit.counts if isinstance(unit, Classifier) else None,
        symbol or "",
        Numeral(*match.span("first"), match.group("first")),
    )
    factor = _factor(match, unit)
    if ends := _ends(match):
        low, high = (end * factor for end in ends)
        return replace(quantity, lower=low, upper=high, comparator="range")
    quantity = replace(quantity, value=numeral_value(match.group("first")) * factor)
    return _bounded(quantity, match, lexicon, ("after", "within", "before"))


def _factor(match: re.Match[str], unit: UnitOfMeasure | Classifier | None) -> Decimal:
    """Return what turns the numeral into the number in the base unit."""
    factor = numeral_value(f"1{match.group('magnitude') or ''}")
    if isinstance(unit, UnitOfMeasure):
        factor *= unit.factor
    if match.group("times"):
        factor *= numeral_value(match.group("times"))
    return -factor if match.group("sign") in ("负", "-", "－", "−") else factor


def _ends(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Return the ends of a range, where the words write one."""
    first, second = match.group("first"), match.group("second")
    if _are_neighbours(first):
        return _small(first[0]), _small(first[1])
    value = numeral_value(first)
    if match.group("sign") == "±":
        return -value, value
    if match.group("to") == "±":
        return value - numeral_value(second), value + numeral_value(second)
    if second:
        return _shared_magnitude(first, second), numeral_value(second)
    if match.group("vague"):
        return value, value * 10 - 1
    return (value + 1, value + 9) if match.group("few") else None


def _small(digit: str) -> Decimal:
    return Decimal(_SMALL.index(digit.replace("二", "两")))


def _shared_magnitude(first: str, second: str) -> Decimal:
    """Return the first number of a range, which shares the magnitude of the second (3—5万)."""
    plain, magnitude = second.rstrip("万亿"), second[len(second.rstrip("万亿")) :]
    value = numeral_value(first)
    if magnitude and first[-1] not in "万亿" and value < numeral_value(plain):
        return numeral_value(first + magnitude)
    return value


def _are_neighbours(numeral: str) -> bool:
    """Tell whether two digits stand for 'one or the other': 三五个, 一两户."""
    places = [_SMALL.find(digit) for digit in numeral.replace("二", "两")]
    return len(places) == 2 and 0 < places[0] < places[1]


def _bounded(
    quantity: Quantity, match: re.Match[str], lexicon: Lexicon, places: tuple[str, ...]
) -> Quantity:
    """Return the quantity with the bound of the last approximation that its words hold."""
    words = [word for place in places if (word := match.group(place))]
    if not words:
        return quantity
    comparator = next(
        item.comparator
        for item in (*lexicon.after, *lexicon.within, *lexicon.before)
        if item.word == words[0]
    )
    return replace(
        quantity,
        comparator=comparator,
        lower=quantity.value if comparator in ("at-least", "more-than") else None,
        upper=quantity.value if comparator in ("at-most", "less-than") else None,
        approximation="…".join(reversed(words)),
    )


# What looks like a quantity and is none


def _is_no_count(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether the numeral stands in a name or set phrase, as an article, or tells an order."""
    if match.group("symbol") in ("名", "位") and match.string[: match.start()].endswith("前"):
        return True
    if match.group("first")[0] in _ARABIC:
        return match.group("bare") is not None and _is_part_of_a_longer_word(match)
    return (
        match.group("symbol") is None
        or _is_quoted(match)
        or _is_article(match, lexicon)
        or _in_set_phrase(match, (*lexicon.idioms, *lexicon.morphemes))
        or match.string[match.end() : match.end() + 1] in ("月", "级")
    )


def _is_part_of_a_longer_word(match: re.Match[str]) -> bool:
    """Tell whether a bare 万 or 亿 goes on as a Latin name or to a second number (60万到80万元)."""
    return bool(re.match(r"[A-Za-z/0-9到至]", match.string[match.end() : match.end() + 1]))


def _is_quoted(match: re.Match[str]) -> bool:
    """Tell whether the numeral is within “…” or 《…》: Chinese prose marks names so."""
    before = match.string[: match.start("first")]
    return any(before.rfind(left) > before.rfind(right) for left, right in ("“”", "《》"))


def _is_article(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether a numeral is an article (一个) or a bare multiplier (百家, but 上百家)."""
    first = match.group("first")
    if match.group("before") or match.group("within") or match.group("vague"):
        return False
    measured = isinstance(_unit(match.group("symbol"), lexicon), UnitOfMeasure)
    if first in ("万", "百", "千", "亿", "零"):
        return True
    # One counts with 两: 二 before a measure word tells the second.
    return not measured and (first in ("一", "二") or first[0] in "百千万亿")


def _in_set_phrase(match: re.Match[str], phrases: tuple[str, ...]) -> bool:
    numeral = match.group("first")
    start = match.start("first")
    return any(
        match.string.startswith(phrase, start - phrase.index(numeral))
        for phrase in phrases
        if numeral in phrase and start >= phrase.index(numeral)
    )


def _measures_a_rate(match: re.Match[str]) -> bool:
    """Tell whether a further unit follows (15元/公斤)."""
    return bool(re.match(r"/[\u4e00-\u9fff]", match.string[match.end() :][:2]))


def _measures(lexicon: Lexicon) -> list[UnitOfMeasure | Classifier]:
    return [*lexicon.units, *lexicon.classifiers]


def _unit(symbol: str | None, lexicon: Lexicon) -> UnitOfMeasure | Classifier | None:
    return next((item for item in _measures(lexicon) if symbol in item.symbols), None)
