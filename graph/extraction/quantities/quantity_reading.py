"""Reads quantities with their bounds and units, as a text writes them.

A quantity is an approximation, a numeral, a further approximation and a unit or measure word, in
that order; only the numeral and the unit are required. Or it is a range of two of these, or one of
the forms without a unit: 两位数, a fraction, 百分之N, a ratio N：N, 翻N番, zero as a predicate,
an Arabic number that ends in 万 or 亿, a number whose noun is a ratio or an index. Rows of tables
are read by table_rows.py.

Decisions, where the words leave a choice:

- 两位数 is the range 10 to 99, in percent if its clause is about growth.
- 三五个, 七八家 and 5、6家 are ranges of the two digits, 三四十名 of 30 and 40; 数百人 and
  几百人 are 100 to 999, 十几个 11 to 19. 分别为5、6家 is a list.
- 一 before a measure word is the article (一个, 一条) and 二 means the second (二次): neither is a
  quantity; 一倍 and 一吨 are.
- N：M is the quotient; a ratio of three has no value, only its words.
- 从3家到10家 is a change, not the range 3—10家; 3—5万元 is 30,000 to 50,000.
- 12、15和18万吨 share 万 as they share 吨; 8500、1.2万人 do not. If it could be either
  (120、1.5万人), the numbers without a magnitude of their own are not read.
- 2×35万千瓦 is two of 350 MW: the product.
- 由11.2增加到14.6平方米: the value that a change set out from has the unit of the new one.
- 3600桶 has a measure word that no list has, if nothing follows it. It is the written unit.
- 15元/盒 and similar rates are read only if units.yaml has the compound unit.
- A number next to a damaged character (1?%) is not read, since the original number is unknown.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.quantities.outset_units import with_unit_of_outset
from districtgraph.graph.extraction.quantities.quantity_bounds import (
    bound,
    with_bound_before,
    with_bound_of_list,
)
from districtgraph.graph.extraction.quantities.quantity_grammar import (
    CLAUSE_END,
    QuantityMatch,
    clause_before,
    find_matches,
)
from districtgraph.graph.extraction.quantities.quantity_guards import (
    is_no_quantity,
    is_quoted,
    is_time_of_day,
    numbers_a_chart,
)
from districtgraph.graph.extraction.quantities.quantity_records import (
    COUNT,
    PERCENT,
    RATIO,
    Quantity,
    in_unit,
    unit_factor,
    unit_of,
)
from districtgraph.graph.extraction.quantities.table_rows import find_rows
from districtgraph.graph.extraction.quantities.unitless_numbers import (
    counts_per_many,
    understood_unit,
)
from districtgraph.graph.text.numerals import (
    NUMERAL,
    Numeral,
    NumeralError,
    numeral_bounds,
    numeral_value,
)

__all__ = ["Quantity", "find_quantities"]

_PLACES = {"个": 1, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_GROWTH = re.compile("增|升|涨|降|提高|递|回落|下滑")
_CLAUSE = re.compile(f"[^{CLAUSE_END}]*")
_NUMERAL = re.compile(NUMERAL)
_COLON = re.compile(" ?[:：∶比] ?")
_AFTER = ("after", "plain_after", "bare_after")
_NEGATIVE = ("负", "零下", "-", "－", "−")
# The ratio below which the numbers of a list share a magnitude, and from which they do not.
_ALIKE = 20
_APART = 500


@lru_cache(maxsize=2)
def find_quantities(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; no two overlap.

    Chinese numerals within a name or set word do not count: an indefinite 一个, a quoted 四步 and
    an ordinal 第一个 are no quantities.
    """
    found: list[Quantity] = []
    position = 0
    for row in find_rows(text, lexicon):
        _add_quantities(found, text, (position, row.start), lexicon)
        found.extend(row.quantities)
        position = row.end
    _add_quantities(found, text, (position, len(text)), lexicon)
    return tuple(found)


def _add_quantities(
    found: list[Quantity], text: str, span: tuple[int, int], lexicon: Lexicon
) -> None:
    """Add the quantities of a span to those before it."""
    position, end = span
    while match := find_matches(text, position, lexicon, end):
        quantity = _read(match, lexicon)
        if quantity is not None:
            quantity = with_bound_before(text, quantity, lexicon)
            if found:
                quantity = with_bound_of_list(text, found[-1], quantity)
                quantity = with_unit_of_outset(text, found[-1], quantity, lexicon)
            found.append(quantity)
        # A match that is no quantity may hide one after its first numeral: 四届三次.
        position = quantity.end if quantity else _after_first_numeral(match)


def _after_first_numeral(match: QuantityMatch) -> int:
    numeral = _NUMERAL.search(match.string, match.number, match.end())
    return numeral.end() if numeral else match.number + 1


def _read(match: QuantityMatch, lexicon: Lexicon) -> Quantity | None:
    try:
        for group, reading in _SPECIAL.items():
            if match.group(group) is not None:
                return reading(match, lexicon)
        return _measured(match, lexicon)
    except (NumeralError, ArithmeticError):
        # These characters are no number (千百个), or one that cannot be computed (0：0).
        return None


# Forms of their own


def _special(
    match: QuantityMatch, value: Decimal | None, unit: str, after: str = "places", symbol: str = ""
) -> Quantity:
    """Return a quantity over the whole match; `after` is the group of an approximation after it."""
    start, end = match.start(), match.end()
    numeral = _NUMERAL.search(match.string, match.number, end)
    written = Numeral(*numeral.span(), numeral.group()) if numeral else None
    return Quantity(
        start,
        end,
        match.text,
        value,
        None,
        None,
        "equal",
        unit,
        symbol=symbol,
        numeral=written,
        core_start=match.number,
        core_end=end - (len(match.words(after)) if after != "places" else 0),
    )


def _read_places(match: QuantityMatch, _: Lexicon) -> Quantity:
    lower = Decimal(10) ** (_PLACES[match.words("places")[0]] - 1)
    unit = PERCENT if _is_about_growth(match) else COUNT
    return _between(_special(match, None, unit), lower, lower * 10 - 1)


def _between(quantity: Quantity, lower: Decimal, upper: Decimal) -> Quantity:
    return replace(quantity, value=None, lower=lower, upper=upper, comparator="range")


def _is_about_growth(match: QuantityMatch) -> bool:
    after = _CLAUSE.match(match.string, match.end())
    return bool(
        _GROWTH.search(clause_before(match.string, match.number))
        or (after and _GROWTH.search(after.group()))
    )


def _read_hundredths(match: QuantityMatch, lexicon: Lexicon) -> Quantity:
    percent = match.words("hundred")[0] == "百"
    factor = Decimal(1) if percent else Decimal("0.1")
    low = numeral_value(match.words("percent")) * factor
    quantity = _special(match, low, PERCENT, "percent_after", symbol="%" if percent else "‰")
    if not percent:
        quantity = replace(quantity, written_unit="unit:PERMILLE")
    if match.group("percent_to"):
        high = numeral_value(match.words("percent_to")) * factor
        return _between(quantity, low, high)
    return _bounded(quantity, match, lexicon, ("percent_after", "before"))


def _read_fraction(match: QuantityMatch, lexicon: Lexicon) -> Quantity:
    parts = numeral_value(match.words("numerator")), numeral_value(match.words("denominator"))
    quantity = _special(match, parts[0] / parts[1], RATIO, "part_after")
    return _bounded(quantity, match, lexicon, ("part_after", "before"))


def _read_slash(match: QuantityMatch, lexicon: Lexicon) -> Quantity | None:
    """Read 1/3; an improper fraction is something else (24/7, 5/20)."""
    numerator, denominator = map(int, match.words("slash").split("/"))
    if numerator >= denominator or (denominator > 10 and denominator not in (20, 50, 100)):
        return None
    value = Decimal(numerator) / denominator
    quantity = _special(match, value, RATIO, "slash_after")
    return _bounded(quantity, match, lexicon, ("slash_after", "before"))


def _read_half(match: QuantityMatch, lexicon: Lexicon) -> Quantity:
    quantity = _special(match, Decimal("0.5"), RATIO, "half_after")
    return _bounded(quantity, match, lexicon, ("half_after", "before"))


def _read_half_of(match: QuantityMatch, lexicon: Lexicon) -> Quantity:
    symbol = match.words("half_unit")
    quantity = in_unit(_special(match, None, COUNT), symbol, unit_of(symbol, lexicon))
    return replace(quantity, value=Decimal("0.5") * unit_factor(unit_of(symbol, lexicon)))


def _read_vulgar(match: QuantityMatch, _: Lexicon) -> Quantity:
    return _special(match, numeral_value(match.group("vulgar")), RATIO)


def _read_zero(match: QuantityMatch, _: Lexicon) -> Quantity:
    return _special(match, Decimal(0), COUNT)


def _read_ratio(match: QuantityMatch, _: Lexicon) -> Quantity | None:
    written = match.words("ratio")
    if numbers_a_chart(match) or is_time_of_day(match, written):
        return None
    parts = [numeral_value(part) for part in _COLON.split(written)]
    return _special(match, parts[0] / parts[1] if len(parts) == 2 else None, RATIO)


def _read_doubled(match: QuantityMatch, lexicon: Lexicon) -> Quantity | None:
    if is_quoted(match.string, match.start()):
        return None  # “四个翻番”: the name of a set of aims.
    times = match.group("doubled")
    quantity = _special(match, 2 ** numeral_value(times) if times else Decimal(2), RATIO)
    return _bounded(quantity, match, lexicon, ("doubled_after", "doubled_before"))


_SPECIAL: dict[str, Callable[[QuantityMatch, Lexicon], Quantity | None]] = {
    "places": _read_places,
    "hundred": _read_hundredths,
    "zero": _read_zero,
    "denominator": _read_fraction,
    "slash": _read_slash,
    "one_half": _read_half,
    "half_of": _read_half_of,
    "vulgar": _read_vulgar,
    "ratio": _read_ratio,
    "doubling": _read_doubled,
}


# A number with its unit


def _measured(match: QuantityMatch, lexicon: Lexicon) -> Quantity | None:
    apart = _is_change(match) or _differin_unit(match, lexicon)
    if apart and (first := _first_alone(match, lexicon)):
        match = first
    symbol = match.unit_words or understood_unit(match, lexicon)
    unit = unit_of(symbol, lexicon)
    if is_no_quantity(match, unit, lexicon):
        return None
    quantity = in_unit(_written(match), symbol, unit)
    if match.group("plain") is not None and not unit:
        quantity = replace(quantity, unit=COUNT if counts_per_many(match) else RATIO)
    magnitude = _magnitude(match)
    if magnitude is None:
        return None
    factor = magnitude * unit_factor(unit)
    if ends := _ends(match):
        low, high = (end * factor for end in ends)
        if low > high and not (match.group("sign") or match.group("second_sign")):
            return None
        return _between(quantity, min(low, high), max(low, high))
    value = numeral_value(match.words("first")) + _half(match)
    sign = -1 if match.group("sign") in _NEGATIVE else 1
    quantity = replace(quantity, value=value * factor * sign)
    return _bounded(quantity, match, lexicon, (*_AFTER, "within", "half_within", "before"))


def _written(match: QuantityMatch) -> Quantity:
    """Return the words of a quantity, not yet their meaning."""
    tail = "".join(map(match.words, _AFTER))
    start, first = match.start("first"), match.words("first")
    trail = match.end() - len(tail) - len(match.words("between"))
    return Quantity(
        match.start(),
        match.end(),
        match.text,
        None,
        None,
        None,
        "equal",
        COUNT,
        numeral=Numeral(start, start + len(first), first),
        core_start=match.number,
        core_end=trail,
    )


def _is_change(match: QuantityMatch) -> bool:
    """Return whether a change starts from the first number: 从2019年的3家到10家 is no range."""
    if match.words("to").strip() not in ("到", "至"):
        return False
    if match.group("between") or match.group("first_unit") is None:
        return False
    return bool(re.search("[从由自]", clause_before(match.string, match.number)))


def _differin_unit(match: QuantityMatch, lexicon: Lexicon) -> bool:
    """Return whether two numbers have units of their own: 下降2个百分点至50% is no range."""
    first = match.group("first_unit")
    return bool(first) and unit_of(first, lexicon) != unit_of(match.group("symbol"), lexicon)


def _first_alone(match: QuantityMatch, lexicon: Lexicon) -> QuantityMatch | None:
    return find_matches(match.string, match.start(), lexicon, match.start("to"))


def _magnitude(match: QuantityMatch) -> Decimal | None:
    """Return the factor that 万, 亿 and N× give; None if it is unclear whether a list shares it."""
    factor = numeral_value(f"1{match.words('magnitude')}")
    if match.group("times"):
        factor *= numeral_value(match.words("times"))
    last = match.words("shared_by") or match.words("turned_by")
    shared = last[len(last.rstrip("万亿")) :]
    first = match.words("first")
    if not shared or first[-1] in "万亿" or match.group("magnitude"):
        return factor
    own, plain = numeral_value(first), numeral_value(last.rstrip("万亿"))
    if not own or not plain or _ALIKE <= max(own / plain, plain / own) < _APART:
        return None
    return factor if own / plain >= _APART else factor * numeral_value(f"1{shared}")


def _half(match: QuantityMatch) -> Decimal:
    """Return what 半 (三天半) or a digit after 成 (九成六, 9.6 tenths) adds to a number."""
    half = match.words("half") or match.words("half_within")
    if half in ("", "多", "余"):
        return Decimal(0)
    return Decimal("0.5") if half == "半" else numeral_value(half) / 10


def _ends(match: QuantityMatch) -> tuple[Decimal, Decimal] | None:
    """Return the ends of a range, or None if the words are no range."""
    first, second = match.words("first"), match.words("second")
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


def _signed_ends(match: QuantityMatch, first: str, second: str) -> tuple[Decimal, Decimal]:
    low = _shared_magnitude(first, second, match.group("first_unit"))
    if match.group("sign") in _NEGATIVE:
        low = -low
    high = numeral_value(second)
    # 零下5—8℃: both are below zero.
    below = match.group("second_sign") or match.group("sign") == "零下"
    return low, -high if below else high


def _shared_magnitude(first: str, second: str, first_unit: str | None) -> Decimal:
    """Return the first number of a range, which shares the magnitude of the second (3—5万)."""
    plain, magnitude = second.rstrip("万亿"), second[len(second.rstrip("万亿")) :]
    value = numeral_value(first)
    if magnitude and not first_unit and first[-1] not in "万亿" and value < numeral_value(plain):
        return numeral_value(first + magnitude)
    return value


def _bounded(
    quantity: Quantity, match: QuantityMatch, lexicon: Lexicon, places: tuple[str, ...]
) -> Quantity:
    """Return the quantity with the bound of the last approximation in its words."""
    words = [word for place in places if (word := match.group(place)) and word != "半"]
    if not words:
        return quantity
    comparator = next(
        item.comparator
        for item in (*lexicon.after, *lexicon.within, *lexicon.before)
        if item.word == words[0]
    )
    return replace(bound(quantity, comparator), approximation="…".join(reversed(words)))
