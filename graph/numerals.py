"""Numerals: where they stand in a text, and what number they write."""

import re
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["NUMERAL", "Numeral", "NumeralError", "find_numerals", "numeral_value"]

_ARABIC = r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+)(?:[.．][0-9０-９]+)?"
_CHINESE_DIGITS = "零〇一二三四五六七八九"
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
_MAGNITUDES = {"万": 10**4, "亿": 10**8}
NUMERAL = rf"(?:{_ARABIC}[百千万亿]*|[零〇一二三四五六七八九十百千万亿两]+)"
"""A regular expression for one numeral: Arabic digits with their Chinese magnitude, or Chinese."""

_NUMERAL = re.compile(NUMERAL)
_PARTS = re.compile(rf"(?P<arabic>{_ARABIC})?(?P<chinese>[零〇一二三四五六七八九十百千万亿两]*)")
_TO_ASCII = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，")


class NumeralError(ValueError):
    """The text is no well-formed numeral."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A run of digits at `text[start:end]`, offsets in code points."""

    start: int
    end: int
    text: str


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Return every run of Arabic or Chinese digits, in order.

    This is the census of the audit, so it takes in too much rather than too little: 百姓 and 万寿
    hold numerals. An Arabic number and the Chinese magnitude after it are one (2600亿).
    """
    return tuple(Numeral(m.start(), m.end(), m.group()) for m in _NUMERAL.finditer(text))


def numeral_value(text: str) -> Decimal:
    """Return the number that a numeral writes: 5.9万 is 59000, 一百二十 is 120, 二〇二一 is 2021.

    Raises:
        NumeralError: the text is no numeral, or not a well-formed one.
    """
    match = _PARTS.fullmatch(text)
    if not text or not match:
        raise NumeralError(f"'{text}' is no numeral")
    arabic, chinese = match.group("arabic"), match.group("chinese")
    if arabic is None:
        return Decimal(_chinese_value(chinese))
    number = Decimal(arabic.translate(_TO_ASCII))
    for character in chinese:
        number *= {**_MULTIPLIERS, **_MAGNITUDES}.get(character, 0)
        if not number and Decimal(arabic.translate(_TO_ASCII)):
            raise NumeralError(f"'{text}': digits after digits")
    return number


def _chinese_value(text: str) -> int:
    if len(text) > 1 and all(character in _CHINESE_DIGITS for character in text):
        # Digit by digit, as years are written.
        return int("".join(str(_digit(character)) for character in text))
    for magnitude, factor in reversed(_MAGNITUDES.items()):
        head, separator, tail = text.rpartition(magnitude)
        if separator:
            if not head:
                raise NumeralError(f"'{text}': {magnitude} with no number before it")
            return _chinese_value(head) * factor + (_chinese_value(tail) if tail else 0)
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int:
    total, digit, last = 0, None, 10**4
    for character in text:
        factor = _MULTIPLIERS.get(character)
        if factor is None:
            if digit:
                raise NumeralError(f"'{text}': digits after digits")
            digit = _digit(character)
            continue
        if factor >= last or (digit is None and factor != 10):
            raise NumeralError(f"'{text}': {character} is out of order")
        total += (1 if digit is None else digit) * factor
        digit, last = None, factor
    return total + (digit or 0)


def _digit(character: str) -> int:
    if character == "两":
        return 2
    position = _CHINESE_DIGITS.index(character)
    return max(position - 1, 0)
