"""How precisely a value is written, and whether two values are equal up to rounding."""

import re
from decimal import Decimal

__all__ = ["agree", "rounding_unit"]

_NUMBER = re.compile(r"(?P<whole>\d[\d,]*)(?:\.(?P<decimals>\d+))?")
_MULTIPLIERS = (("万亿", Decimal(10) ** 12), ("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))


def rounding_unit(written: str, value: Decimal) -> Decimal:
    """Return the unit of the last written digit, in the base unit of the value.

    70.9亿元 for the value 7,090,000,000 is precise to 10,000,000. A number in Chinese numerals, or
    one that does not fit its value, is precise to its multiplier: 三亿元 to 100,000,000.

    Args:
        written: the number with its unit, as in the text.
        value: the number in the base unit.

    """
    found = _NUMBER.search(written.translate(_HALF_WIDTH))
    if found is None:
        return next((unit for name, unit in _MULTIPLIERS if name in written), Decimal(1))
    decimals = found.group("decimals") or ""
    number = Decimal(found.group("whole").replace(",", "") + (f".{decimals}" if decimals else ""))
    last_digit = Decimal(1).scaleb(-len(decimals))
    if not number or not value:
        return last_digit
    return last_digit * abs(value) / number


_HALF_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {
    ord("．"): ".",
    ord("，"): ",",
}


_MOST_ROUNDING = Decimal("0.05")
"""The most that rounding may change, as a part of the value: 1亿元 does not round 1.4亿元."""


def agree(first: Decimal, first_unit: Decimal, second: Decimal, second_unit: Decimal) -> bool:
    """Return whether two values are equal when rounded to the less precise one: 70.9 and 70.88.

    Args:
        first: a value.
        first_unit: the unit that it is rounded to.
        second: the other value, in the same base unit.
        second_unit: the unit that the other value is rounded to.

    """
    difference = abs(first - second)
    allowed = max(first_unit, second_unit) / 2
    return difference <= min(allowed, _MOST_ROUNDING * max(abs(first), abs(second)))
