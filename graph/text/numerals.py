"""Numerals: where they stand in a text, and what number they write."""

import re
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["NUMERAL", "Numeral", "NumeralError", "find_numerals", "numeral_value"]

_DIGIT = "[0-9０-９]"
_GROUPED = rf"(?<!{_DIGIT}){_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+(?!{_DIGIT})"
_ARABIC = rf"(?:{_GROUPED}|{_DIGIT}+)(?:[.．]{_DIGIT}+)?"
_CHINESE_DIGITS = "零〇一二三四五六七八九"
_CHINESE = f"{_CHINESE_DIGITS}十百千万亿两"
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
_MAGNITUDES = {"万": 10**4, "亿": 10**8}
NUMERAL = rf"(?:{_ARABIC}[百千万亿]*|[{_CHINESE}]+)"
"""A regular expression for one numeral: Arabic digits with their Chinese magnitude, or Chinese."""

_NUMERAL = re.compile(NUMERAL)
_PARTS = re.compile(rf"(?P<arabic>{_ARABIC})?(?P<chinese>[{_CHINESE}]*)")
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

    A multiplier without a digit before it counts once, as one says 十 and 百万; a last digit
    without 零 before it fills the next place, as one says 一百二 for 120. NumeralError where the
    text is no numeral, or not a well-formed one.
    """
    match = _PARTS.fullmatch(text)
    if not text or not match:
        raise NumeralError(f"'{text}' is no numeral")
    arabic, chinese = match.group("arabic"), match.group("chinese")
    if arabic is None:
        return Decimal(_chinese_value(chinese))
    return Decimal(arabic.translate(_TO_ASCII)) * _factor(chinese)


def _factor(magnitudes: str) -> int:
    """Return what the characters after an Arabic number multiply it by: 千万 is ten million."""
    factor = 1
    for character in magnitudes:
        step = {**_MULTIPLIERS, **_MAGNITUDES}.get(character)
        if step is None:
            raise NumeralError(f"'{magnitudes}': a digit after an Arabic number")
        factor *= step
    return factor


def _chinese_value(text: str) -> int:
    if len(text) > 1 and all(character in _CHINESE_DIGITS for character in text):
        # Digit by digit, as years are written.
        return int("".join(str(_digit(character)) for character in text))
    for magnitude, factor in reversed(_MAGNITUDES.items()):
        head, separator, tail = text.rpartition(magnitude)
        if separator:
            return (_chinese_value(head) if head else 1) * factor + _rest(tail, factor)
    return _below_ten_thousand(text)


def _rest(tail: str, factor: int) -> int:
    """Return what follows 万 or 亿; a lone digit there fills the next place (一万二 is 12000)."""
    if not tail:
        return 0
    if tail[0] in "百千万亿":
        raise NumeralError(f"'{tail}' lacks a digit before it")
    if len(tail) == 1 and tail != "十":
        return _digit(tail) * factor // 10
    return _chinese_value(tail)


def _below_ten_thousand(text: str) -> int:
    total, digit, last = 0, None, 10**4
    for character in text:
        factor = _MULTIPLIERS.get(character)
        if factor is None:
            if digit:
                raise NumeralError(f"'{text}': digits after digits")
            digit = _digit(character)
            continue
        if factor >= last or digit == 0:
            raise NumeralError(f"'{text}': {character} is out of order")
        total += (1 if digit is None else digit) * factor
        digit, last = None, factor
    return total + (digit or 0) * _last_place(text)


def _last_place(text: str) -> int:
    """Return the place of a last digit: 一百二 is 120, but 一百零二 is 102."""
    return _MULTIPLIERS[text[-2]] // 10 if text[-2:-1] in _MULTIPLIERS else 1


def _digit(character: str) -> int:
    if character == "两":
        return 2
    return max(_CHINESE_DIGITS.index(character) - 1, 0)
