"""Finds numerals in a text, and converts them to numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

__all__ = [
    "FRACTIONS",
    "MAX_NUMERAL",
    "NUMERAL",
    "SPACE",
    "Numeral",
    "NumeralError",
    "find_numerals",
    "numeral_bounds",
    "numeral_value",
]

SPACE = "[ \u00a0\u2002-\u200a\u202f]"
"""A regular expression for one space as printed within a number: plain, no-break, thin."""

MAX_NUMERAL = 64
"""The most characters of a numeral that is read; no real number needs more."""

_DIGIT = "[0-9０-９]"
_POINT = "[.．]"
_GROUPED = (
    rf"(?<!{_DIGIT}){_DIGIT}{{1,3}}"
    rf"(?:(?:[,，]{_DIGIT}{{3}})+|(?:{SPACE}{_DIGIT}{{3}})+)(?!{_DIGIT})"
)
_ARABIC = rf"(?:{_GROUPED}|{_DIGIT}+)(?:{_POINT}{_DIGIT}+)?"
_ORDINARY = "零〇○一二三四五六七八九十百千万亿两廿卅"
_UNITS = "零〇○一二三四五六七八九"
# Amounts are written in characters that cannot be altered: 伍仟元. Alone they are common
# morphemes (大陆, 队伍), so that only a digit with its multiplier is a numeral.
_FINANCIAL = (
    "(?<![大登内着队入退落军收])"
    "[壹贰叁肆伍陆柒捌玖](?:[零]?[壹贰叁肆伍陆柒捌玖]?[拾佰仟万萬亿億])+[壹贰叁肆伍陆柒捌玖]?"
)
_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
FRACTIONS = "".join(_VULGAR)
"""The characters that are fractions by themselves."""

# 三点五 is a number, 三点五十 and 三点五分 are times of day, 两点一线 is a set phrase.
_POINTED = rf"(?:点[{_UNITS}]+(?![十百千点分刻钟时线]))"
_CHINESE = rf"[{_ORDINARY}]+(?:(?<=[{_ORDINARY}]){_POINTED}[万亿]*)?"
# 3亿5000万, 1万2千, 2亿零300万: each part is smaller than the magnitude before it.
_COMPOUND = (
    rf"{_DIGIT}+(?:{_POINT}{_DIGIT}+)?[千万亿]+(?:零?{_DIGIT}{{1,4}}[百千万]+)+(?:零?{_DIGIT}{{1,4}})?"
    rf"|{_DIGIT}+(?:[万亿]零{_DIGIT}{{1,4}}|万{_DIGIT}{{4}})(?![0-9０-９.．])"
)
# 12千米: 千 belongs to the unit, as in 千克 and 千瓦.
_OF_THE_UNIT = "(?!千[米克瓦伏升])"
NUMERAL = (
    rf"(?:{_COMPOUND}|{_ARABIC}[{FRACTIONS}]?"
    rf"(?:{_OF_THE_UNIT}[百千万亿](?:{_OF_THE_UNIT}[十百千万亿])*)?"
    rf"|[{FRACTIONS}]|{_FINANCIAL}|{_CHINESE})"
)
"""A regular expression for one numeral: Arabic digits with their Chinese magnitude, or Chinese."""

_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
_MAGNITUDES = {"万": 10**4, "亿": 10**8}
_FACTORS = {**_MULTIPLIERS, **_MAGNITUDES}

_NUMERAL = re.compile(NUMERAL)
_PARTS = re.compile(
    rf"(?P<arabic>{_ARABIC})?(?P<vulgar>[{FRACTIONS}])?(?P<chinese>[点{_ORDINARY}]*)"
)
_COMPOUND_PART = re.compile(rf"零?({_DIGIT}+(?:{_POINT}{_DIGIT}+)?)([十百千万亿]*)")
_FULL_WIDTH = "０１２３４５６７８９．"
_SEPARATORS = ",， \u00a0\u202f" + "".join(map(chr, range(0x2002, 0x200B)))
_TO_ASCII = str.maketrans(_FULL_WIDTH, "0123456789.", _SEPARATORS)
_TO_ORDINARY = str.maketrans("○〇壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零零一二三四五六七八九十百千万亿")


_NEIGHBOURS = re.compile(
    "(?P<head>(?:[一二三四五六七八九]?[十百千])*)(?P<low>[一二两三四五六七八九1-8１２３])、?"
    "(?P<high>[二两三四五六七八九2-9２３４])(?P<tail>[十百千万亿]*)"
)


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

    The audit counts these, so there are rather too many than too few: 百姓 and 万寿 contain
    numerals. An Arabic number and the Chinese magnitude after it are one (2600亿).
    """
    return tuple(Numeral(m.start(), m.end(), m.group()) for m in _NUMERAL.finditer(text))


@lru_cache(maxsize=4096)
def numeral_value(text: str) -> Decimal:
    """Return the number of a numeral: 5.9万 is 59000, 一百二十 is 120, 二〇二一 is 2021.

    A multiplier without a digit before it counts once, as one says 十 and 百万; a last digit
    without 零 before it fills the next place, as one says 一百二 for 120. NumeralError where the
    text is no numeral, or not a well-formed one.
    """
    if not 0 < len(text) <= MAX_NUMERAL:
        raise NumeralError(f"'{text[:MAX_NUMERAL]}' is not a numeral")
    if not (match := _PARTS.fullmatch(text.translate(_TO_ORDINARY))):
        return _compound_value(text)
    arabic, vulgar, chinese = match.group("arabic", "vulgar", "chinese")
    if arabic is None and vulgar is None:
        return _pointed_value(chinese)
    value = Decimal(arabic.translate(_TO_ASCII)) if arabic else Decimal(0)
    if vulgar:
        value += Decimal(_VULGAR[vulgar][0]) / _VULGAR[vulgar][1]
    return value * _factor(chinese)


def numeral_bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the two numbers of which a numeral names one or the other: 三五, 三四十, 5、6.

    None if it names one number.
    """
    match = _NEIGHBOURS.fullmatch(text)
    if not match or ("、" not in text and match.group("low").isdecimal()):
        return None
    head, low, high, tail = match.group("head", "low", "high", "tail")
    first, second = numeral_value(low), numeral_value(high)
    plain = not head and not tail and "、" not in text
    if second - first != 1 and (low, high) != ("三", "五") and not (plain and first < second):
        return None
    return numeral_value(head + low + tail), numeral_value(head + high + tail)


def _compound_value(text: str) -> Decimal:
    """Return the sum of an amount that is written in parts: 3亿5000万."""
    total, below, position = Decimal(0), Decimal("Infinity"), 0
    for part in _COMPOUND_PART.finditer(text):
        if part.start() != position:
            break
        value = Decimal(part.group(1).translate(_TO_ASCII))
        if value * _factor(part.group(2)) >= below or value % 1:
            break
        below = Decimal(_factor(part.group(2)))
        total += value * below
        position = part.end()
    if position != len(text):
        raise NumeralError(f"'{text}' is not a numeral")
    return total


def _factor(magnitudes: str) -> int:
    """Return what the characters after an Arabic number multiply it by: 千万 is ten million."""
    factor = 1
    for character in magnitudes:
        step = _FACTORS.get(character)
        if step is None:
            raise NumeralError(f"'{magnitudes}': a digit after an Arabic number")
        factor *= step
    return factor


def _pointed_value(text: str) -> Decimal:
    """Return the number that Chinese characters write, with its decimals (八点五, 三点二万)."""
    whole, point, rest = text.partition("点")
    if not point:
        return Decimal(_chinese_value(text))
    decimals = rest.rstrip("万亿")
    if not whole or not decimals or not all(character in _UNITS for character in decimals):
        raise NumeralError(f"'{text}' is not a numeral")
    digits = "".join(str(_digit(character)) for character in decimals)
    return Decimal(f"{_chinese_value(whole)}.{digits}") * _factor(rest[len(decimals) :])


def _chinese_value(text: str) -> int:
    if len(text) > 1 and all(character in _UNITS for character in text):
        # Digit by digit, as years are written.
        return int("".join(str(_digit(character)) for character in text))
    for magnitude, factor in reversed(_MAGNITUDES.items()):
        head, separator, tail = text.rpartition(magnitude)
        if separator:
            return (_chinese_value(head) if head else 1) * factor + _rest(tail, factor)
    return _below_ten_thousand(text.replace("廿", "二十").replace("卅", "三十"))


def _rest(tail: str, factor: int) -> int:
    """Return what follows 万 or 亿; a lone digit there fills the next place (一万二 is 12000)."""
    if not tail:
        return 0
    if tail[0] in "百千万亿":
        raise NumeralError(f"'{tail}' lacks a digit before it")
    if len(tail) == 1 and tail != "十":
        return _digit(tail) * factor // 10
    return _chinese_value(tail[1:] if tail[0] == "零" else tail)


def _below_ten_thousand(text: str) -> int:
    total, digit, last = 0, None, 10**4
    for character in text:
        factor = _MULTIPLIERS.get(character)
        if factor is None:
            if digit:
                raise NumeralError(f"'{text}': digits after digits")
            digit = _digit(character)
            continue
        # One says 一百零十二 or 一百一十二.
        if factor >= last or (digit == 0 and not (factor == 10 and total)):
            raise NumeralError(f"'{text}': {character} is out of order")
        total += (digit or 1) * factor
        digit, last = None, factor
    return total + (digit or 0) * _last_place(text)


def _last_place(text: str) -> int:
    """Return the place of a last digit: 一百二 is 120, but 一百零二 is 102."""
    return _MULTIPLIERS[text[-2]] // 10 if text[-2:-1] in _MULTIPLIERS else 1


def _digit(character: str) -> int:
    if character == "两":
        return 2
    return "零一二三四五六七八九".index("零" if character in "〇○" else character)
