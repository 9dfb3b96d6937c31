"""Reads quantities with their bounds and units, as a text writes them.

A quantity is an approximation, a numeral, a further approximation and a unit or measure word, in
that order, of which only the numeral and the unit must be there; or a range of two such; or one of
the forms that have no unit: 两位数, a fraction, 百分之N, a ratio N：N, 翻N番, zero as a predicate,
an Arabic number that ends in 万 or 亿, a number whose noun is a ratio or an index.

Decisions, where the words leave a choice:

- 两位数 is the range 10 to 99, in percent where its clause tells of growth.
- 三五个, 七八家 and 5、6家 are ranges of the two digits, 三四十名 of 30 and 40; 数百人 and
  几百人 are 100 to 999, 十几个 11 to 19. 分别为5、6家 is a list.
- 一 before a measure word is the article (一个, 一条) and 二 tells the second (二次): neither is a
  quantity; 一倍 and 一吨 measure.
- N：M is the quotient; a ratio of three has no value, only its words.
- 从3家到10家 is a change, not the range 3—10家; 3—5万元 is 30,000 to 50,000.
- 12、15和18万吨 share 万 as they share 吨; 8500、1.2万人 do not. Where it could be either
  (120、1.5万人), the numbers without their own magnitude are left.
- 2×35万千瓦 is two of 350 MW: the product.
- 15元/公斤 and the like are read only where units.yaml has the compound unit: they measure a rate.
- A number that a damaged character adjoins (1?%) is left: which number it was nobody knows.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from districtgraph.graph.extraction.lexicon import Classifier, Comparator, Lexicon, UnitOfMeasure
from districtgraph.graph.extraction.quantity_grammar import (
    CLAUSE_END,
    Measure,
    measures,
    quantity_grammar,
)
from districtgraph.graph.extraction.quantity_guards import clause_before, is_no_quantity
from districtgraph.graph.text.numerals import (
    NUMERAL,
    Numeral,
    NumeralError,
    numeral_bounds,
    numeral_value,
)

__all__ = ["Quantity", "find_quantities"]

COUNT = "unit:NUM"
PERCENT = "unit:PERCENT"
RATIO = "unit:UNITLESS"
_PLACES = {"个": 1, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_GROWTH = re.compile("增|升|涨|降|提高|递|回落|下滑")
_CLAUSE = re.compile(f"[^{CLAUSE_END}]*")
# 8:30 is a time of day.
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?")
_NUMERAL = re.compile(NUMERAL)
_COLON = re.compile(" ?[:：∶比] ?")
_NEGATIVE = ("负", "-", "－", "−")
# How many times apart the numbers of a list are that share a magnitude, and that do not.
_ALIKE = 20
_APART = 500


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
        core_start, core_end: the number with its unit, without approximations at its edges.

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
    core_start: int = 0
    core_end: int = 0


def find_quantities(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; no two overlap.

    Chinese numerals count only where they are no part of a name or set word: an indefinite 一个, a
    quoted 四步 and an ordinal 第一个 are no quantities.
    """
    found: list[Quantity] = []
    grammar, position = quantity_grammar(lexicon), 0
    while match := grammar.search(text, position):
        quantity = _read(match, lexicon)
        if quantity is not None:
            found.append(quantity)
        # What is no quantity may hide one: 四届三次 begins with one that is none.
        position = quantity.end if quantity else max(_first_numeral(match), match.start() + 1)
    return tuple(found)


def _first_numeral(match: re.Match[str]) -> int:
    numeral = _NUMERAL.search(match.group())
    return match.start() + (numeral.end() if numeral else 1)


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


def _special(
    match: re.Match[str], value: Decimal | None, unit: str, *groups: str, symbol: str = ""
) -> Quantity:
    """Return a quantity over the whole match; `groups` are its approximations: before, after."""
    start, end = match.span()
    numeral = _NUMERAL.search(match.string, start, end)
    written = Numeral(*numeral.span(), numeral.group()) if numeral else None
    before, after = (match.group(group) or "" for group in (groups or ("places", "places"))[:2])
    lead, trail = (len(before), len(after)) if groups else (0, 0)
    return Quantity(
        start,
        end,
        match.group(),
        value,
        None,
        None,
        "equal",
        unit,
        symbol=symbol,
        numeral=written,
        core_start=start + lead,
        core_end=end - trail,
    )


def _read_places(match: re.Match[str], _: Lexicon) -> Quantity:
    lower = Decimal(10) ** (_PLACES[match.group()[0]] - 1)
    unit = PERCENT if _tells_growth(match) else COUNT
    return _between(_special(match, None, unit), lower, lower * 10 - 1)


def _between(quantity: Quantity, lower: Decimal, upper: Decimal) -> Quantity:
    return replace(quantity, value=None, lower=lower, upper=upper, comparator="range")


def _tells_growth(match: re.Match[str]) -> bool:
    after = _CLAUSE.match(match.string, match.end())
    return bool(
        _GROWTH.search(clause_before(match.string, match.start()))
        or (after and _GROWTH.search(after.group()))
    )


def _read_hundredths(match: re.Match[str], lexicon: Lexicon) -> Quantity:
    percent = match.group("hundred")[0] == "百"
    factor = Decimal(1) if percent else Decimal("0.1")
    low = numeral_value(match.group("percent")) * factor
    quantity = _special(
        match, low, PERCENT, "percent_before", "percent_after", symbol="%" if percent else "‰"
    )
    if not percent:
        quantity = replace(quantity, written_unit="unit:PERMILLE")
    if match.group("percent_to"):
        high = numeral_value(match.group("percent_to")) * factor
        return _between(quantity, low, high)
    return _bounded(quantity, match, lexicon, ("percent_after", "percent_before"))


def _read_fraction(match: re.Match[str], lexicon: Lexicon) -> Quantity:
    parts = numeral_value(match.group("numerator")), numeral_value(match.group("denominator"))
    quantity = _special(match, parts[0] / parts[1], RATIO, "part_before", "part_after")
    return _bounded(quantity, match, lexicon, ("part_after", "part_before"))


def _read_slash(match: re.Match[str], lexicon: Lexicon) -> Quantity | None:
    """Read 1/3; what is no proper fraction is something else (24/7, 5/20)."""
    numerator, denominator = map(int, match.group("slash").split("/"))
    if numerator >= denominator or (denominator > 10 and denominator not in (20, 50, 100)):
        return None
    value = Decimal(numerator) / denominator
    quantity = _special(match, value, RATIO, "slash_before", "slash_after")
    return _bounded(quantity, match, lexicon, ("slash_after", "slash_before"))


def _read_half(match: re.Match[str], lexicon: Lexicon) -> Quantity:
    quantity = _special(match, Decimal("0.5"), RATIO, "half_before", "half_after")
    return _bounded(quantity, match, lexicon, ("half_after", "half_before"))


def _read_half_of(match: re.Match[str], lexicon: Lexicon) -> Quantity:
    symbol = match.group("half_unit")
    quantity = _in_unit(_special(match, None, COUNT), symbol, _unit(symbol, lexicon))
    return replace(quantity, value=Decimal("0.5") * _unit_factor(_unit(symbol, lexicon)))


def _read_vulgar(match: re.Match[str], _: Lexicon) -> Quantity:
    return _special(match, numeral_value(match.group("vulgar")), RATIO)


def _read_zero(match: re.Match[str], _: Lexicon) -> Quantity:
    return _special(match, Decimal(0), COUNT)


def _read_ratio(match: re.Match[str], _: Lexicon) -> Quantity | None:
    if _CLOCK.fullmatch(match.group()):
        return None
    parts = [numeral_value(part) for part in _COLON.split(match.group())]
    return _special(match, parts[0] / parts[1] if len(parts) == 2 else None, RATIO)


def _read_doubled(match: re.Match[str], lexicon: Lexicon) -> Quantity:
    quantity = _special(match, 2 ** numeral_value(match.group("doubled")), RATIO)
    return _bounded(quantity, match, lexicon, ("doubled_after", "doubled_before"))


_SPECIAL: dict[str, Callable[[re.Match[str], Lexicon], Quantity | None]] = {
    "places": _read_places,
    "hundred": _read_hundredths,
    "zero": _read_zero,
    "denominator": _read_fraction,
    "slash": _read_slash,
    "one_half": _read_half,
    "half_of": _read_half_of,
    "vulgar": _read_vulgar,
    "ratio": _read_ratio,
    "doubled": _read_doubled,
}


# A number with its unit


def _measured(match: re.Match[str], lexicon: Lexicon) -> Quantity | None:
    if _is_change(match) and (first := _first_alone(match, lexicon)):
        match = first
    symbol = _symbol(match)
    unit = _unit(symbol, lexicon)
    if is_no_quantity(match, unit, lexicon):
        return None
    quantity = _in_unit(_written(match), symbol, unit)
    if match.group("plain") is not None and not unit:
        quantity = replace(quantity, unit=RATIO)
    magnitude = _magnitude(match)
    if magnitude is None:
        return None
    factor = magnitude * _unit_factor(unit)
    if ends := _ends(match):
        low, high = (end * factor for end in ends)
        if low > high and not (match.group("sign") or match.group("second_sign")):
            return None
        return _between(quantity, min(low, high), max(low, high))
    value = numeral_value(match.group("first")) + _half(match)
    sign = -1 if match.group("sign") in _NEGATIVE else 1
    quantity = replace(quantity, value=value * factor * sign)
    return _bounded(
        quantity, match, lexicon, ("after", "plain_after", "within", "half_within", "before")
    )


def _written(match: re.Match[str]) -> Quantity:
    """Return the words of a quantity without what they mean."""
    before, tail = match.group("before"), match.group("after") or match.group("plain_after") or ""
    lead = match.start() if before is None else match.end("before")
    while match.string[lead] == " ":
        lead += 1
    numeral = Numeral(*match.span("first"), match.group("first"))
    trail = match.end() - len(tail) - len(match.group("between") or "")
    return Quantity(
        match.start(),
        match.end(),
        match.group(),
        None,
        None,
        None,
        "equal",
        COUNT,
        numeral=numeral,
        core_start=lead,
        core_end=trail,
    )


def _symbol(match: re.Match[str]) -> str | None:
    if match.group("timed"):
        return f"个{match.group('timed')}"
    return match.group("symbol") or match.group("shared") or match.group("currency")


def _in_unit(quantity: Quantity, symbol: str | None, unit: Measure | None) -> Quantity:
    if isinstance(unit, UnitOfMeasure):
        return replace(
            quantity, unit=unit.unit, written_unit=unit.written_unit, symbol=symbol or ""
        )
    return replace(quantity, counts=unit.counts if unit else None, symbol=symbol or "")


def _unit_factor(unit: Measure | None) -> Decimal:
    return unit.factor if isinstance(unit, UnitOfMeasure) else Decimal(1)


def _is_change(match: re.Match[str]) -> bool:
    """Tell whether a clause sets out from the first number: 从2019年的3家到10家 is no range."""
    if match.group("to") is None or match.group("to").strip() not in ("到", "至"):
        return False
    if match.group("between") or match.group("first_unit") is None:
        return False
    return bool(re.search("[从由自]", clause_before(match.string, match.start())))


def _first_alone(match: re.Match[str], lexicon: Lexicon) -> re.Match[str] | None:
    return quantity_grammar(lexicon).match(match.string, match.start(), match.start("to"))


def _magnitude(match: re.Match[str]) -> Decimal | None:
    """Return what 万, 亿 and N× make of the number; None where a list may share it or not."""
    factor = numeral_value(f"1{match.group('magnitude') or ''}")
    if match.group("times"):
        factor *= numeral_value(match.group("times"))
    last = match.group("shared_by") or ""
    shared = last[len(last.rstrip("万亿")) :]
    first = match.group("first")
    if not shared or first[-1] in "万亿" or match.group("magnitude"):
        return factor
    own, plain = numeral_value(first), numeral_value(last.rstrip("万亿"))
    if not own or not plain or _ALIKE <= max(own / plain, plain / own) < _APART:
        return None
    return factor if own / plain >= _APART else factor * numeral_value(f"1{shared}")


def _half(match: re.Match[str]) -> Decimal:
    half = match.group("half") or match.group("half_within") == "半"
    return Decimal("0.5") if half else Decimal(0)


def _ends(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Return the ends of a range, where the words write one."""
    first, second = match.group("first"), match.group("second")
    if bounds := numeral_bounds(first):
        return bounds
    value = numeral_value(first)
    if match.group("sign") == "±":
        return -value, value
    if match.group("to") == "±":
        return value - numeral_value(second), value + numeral_value(second)
    if second:
        return _signed_ends(match, first, second)
    if match.group("vague"):
        return value, value * 10 - 1
    return (value + 1, value + 9) if match.group("few") else None


def _signed_ends(match: re.Match[str], first: str, second: str) -> tuple[Decimal, Decimal]:
    low = _shared_magnitude(first, second, match.group("first_unit"))
    if match.group("sign") in _NEGATIVE:
        low = -low
    high = numeral_value(second)
    return low, -high if match.group("second_sign") else high


def _shared_magnitude(first: str, second: str, first_unit: str | None) -> Decimal:
    """Return the first number of a range, which shares the magnitude of the second (3—5万)."""
    plain, magnitude = second.rstrip("万亿"), second[len(second.rstrip("万亿")) :]
    value = numeral_value(first)
    if magnitude and not first_unit and first[-1] not in "万亿" and value < numeral_value(plain):
        return numeral_value(first + magnitude)
    return value


def _bounded(
    quantity: Quantity, match: re.Match[str], lexicon: Lexicon, places: tuple[str, ...]
) -> Quantity:
    """Return the quantity with the bound of the last approximation that its words hold."""
    words = [word for place in places if (word := match.group(place)) and word != "半"]
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


def _unit(symbol: str | None, lexicon: Lexicon) -> Measure | None:
    return _units(lexicon).get(symbol) if symbol else None


@cache
def _units(lexicon: Lexicon) -> dict[str, Measure]:
    """Return the units and measure words by their symbols."""
    found: dict[str, Measure] = {}
    for item in measures(lexicon):
        prefixes = () if isinstance(item, Classifier) else item.prefixes
        for symbol in (*item.symbols, *prefixes):
            found.setdefault(symbol, item)
    return found
