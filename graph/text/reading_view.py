"""A text as the rules read it: what typesetting and scanning did to it is undone.

Reports reach the web through typesetters, scanners and converters. The view has simplified
characters where the text has traditional ones, “ ” where it has 〝 〞 or straight quotation marks,
57.6亿 where a converter wrote 57。6亿. Spaces within a number with its unit, within spaced out
words and where printed lines ended are left out, and line ends in the midst of a sentence. Every
character of the view knows where it is in the text, so that what is found in the view is quoted
from the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from opencc import OpenCC

from districtgraph.graph.text.numerals import SPACE
from districtgraph.graph.text.table_columns import NAME_COLUMN, PLACE_COLUMN

__all__ = ["ReadingView", "reading_view"]

_CHINESE = "一-鿿"
# ℅ (care of) and ﹪ (small) stand for % in pages that a converter made.
_MARKS = str.maketrans("〝〞︰℅﹪", "“”：%%")
# 57。6億: a full stop that was a decimal point, before a unit.
_POINT = re.compile("(?<=[0-9])。(?=[0-9]{1,3}[万亿萬億元%％個个])")
_STRAIGHT = re.compile('(?m)^[^"\n]*(?:"[^"\n]*"[^"\n]*)+$')
_PAIR = re.compile('"([^"\n]*)"')
# 2024 年, 1-10 月, 200 余万元: no space parts a number from its unit in print.
_NEEDLESS = re.compile(
    rf"(?<=[0-9%％])(?<![A-Za-z][0-9]){SPACE}(?=[{_CHINESE}])(?<!:[0-9]{{2}}{SPACE})(?<![-/][0-9]{{2}}[-/][0-9]{{2}}{SPACE})"
    # 专栏1 产业: the number of a box, a table or a figure.
    rf"(?<![栏表图件][0-9]{SPACE})"
    rf"|(?<=[{_CHINESE}]){SPACE}(?=[0-9][0-9.,]*(?:[-–—~～][0-9.]+)?{SPACE}?[万亿{_CHINESE}%％])"
)
# 指标 单位 2024年 比上年增长: spaces part the cells of a header.
_HEADER = re.compile(rf"(?m)^[ \t]*(?:{NAME_COLUMN}|{PLACE_COLUMN})[ \t]+[^\s][^\n]*$")
# 25 万人 次, 3 亿 元, 9 个百 分点: spaces within the magnitude and the unit of a number.
_UNITS = (
    *("元", "美元", "人", "人次", "户", "亩", "吨", "公斤", "公里", "公顷", "平方米", "平方公里"),
    *("立方米", "千瓦", "千瓦时", "吨标准煤", "百分点", "个百分点"),
)
_MEASURED = re.compile(
    rf"[0-9](?:{SPACE}?[百千万亿余多]){{0,3}}{SPACE}?(?:"
    + "|".join(f"{SPACE}?".join(unit) for unit in sorted(_UNITS, key=len, reverse=True))
    + ")"
)
# 收入 1 2 . 5 亿元: spaces within a decimal number, which follows a word and has a unit. 1. 5个
# may begin with the number of an item.
_SPACED_DECIMAL = re.compile(
    rf"(?<=[{_CHINESE}])(?<![第表图栏]){SPACE}?[0-9](?:{SPACE}?[0-9])*{SPACE}?[.．]{SPACE}?[0-9](?:{SPACE}?[0-9])*"
    rf"{SPACE}?(?=[万亿元%％吨亩人个公平千倍美])"
)
# 政 府 工 作 报 告, 二、农 业: characters that are spaced out to fill a line.
_SPACED_OUT = re.compile(rf"(?<![{_CHINESE}])[{_CHINESE}](?:{SPACE}+[{_CHINESE}](?![{_CHINESE}]))+")
# A line end of print that a converter made a space.
_LINE_END = re.compile(
    rf"(?<=[{_CHINESE}，、]){SPACE}(?=[{_CHINESE}])(?!{SPACE}(?:全年|年末|初步|各位|[一二三四五六七八九十]+[、是]))"
)
_ANY_SPACE = re.compile(SPACE)
# Spaces beside numbers and Latin letters are there in print.
_APART = re.compile(f"(?<![0-9A-Za-z%]){SPACE}(?![0-9A-Za-z])")
# ”十三五’末: a converter took the wrong quotation marks around the name of a five-year plan.
_PLAN = re.compile("[“”‘’'\"＂]((?:[八九]|十[一二三四五六]?)五)[“”‘’'\"＂]")
# 增长5%，，居第1位，；: a comma that a converter wrote beside another mark.
_SPARE_COMMA = re.compile("，(?=[，、；：。！？])|(?<=[、；：])，")
# 實(shí)現(xiàn): a converter wrote the sounds of characters after them.
_SOUND = re.compile(f"(?<=[{_CHINESE}])（[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{{1,6}}）")
_FEWEST_SOUNDS = 5
"""The fewest sounds of a text whose converter wrote them; a writer gives that of one character."""
_LONGEST_PRINTED = 60
"""The most characters of a printed line; a paragraph that has been joined is longer."""
_FEWEST_ENDS = 2
_TRADITIONAL = "區縣國會經產業發億個萬長實與現總農"
_LEAST_TRADITIONAL = 0.01
"""The smallest share of common traditional characters in a text that is written with them."""


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What the rules read of a text.

    Attributes:
        text: the words that they read.
        offsets: for each character of the view its offset in the original text.

    """

    text: str
    offsets: tuple[int, ...]

    def start(self, position: int) -> int:
        """Return where a span of the original begins that begins at a position of the view."""
        if position < len(self.offsets):
            return self.offsets[position]
        return self.offsets[-1] + 1 if self.offsets else 0

    def end(self, position: int) -> int:
        """Return where a span of the original ends that ends at a position of the view."""
        return self.offsets[position - 1] + 1 if position else 0


def reading_view(text: str) -> ReadingView | None:
    """Return the view of a text; None if the rules read the text as it is."""
    plain = _simplified(text.translate(_MARKS))
    plain = _full_width(_POINT.sub(".", plain))
    plain = _PLAN.sub("“\\1”", plain)
    plain = _STRAIGHT.sub(lambda line: _PAIR.sub("“\\1”", line.group()), plain)
    left_out = {match.start() for match in _NEEDLESS.finditer(plain)} | _wrapped(plain)
    left_out -= {at for header in _HEADER.finditer(plain) for at in range(*header.span())}
    left_out |= set(_spaces_within_words(plain)) | set(_spare_marks(plain))
    if plain == text and not left_out:
        return None
    kept = tuple(at for at in range(len(plain)) if at not in left_out)
    return ReadingView("".join(plain[at] for at in kept), kept)


def _spare_marks(text: str) -> Iterator[int]:
    """Yield the characters that a converter added: doubled commas, and sounds of characters."""
    yield from (match.start() for match in _SPARE_COMMA.finditer(text))
    sounds = list(_SOUND.finditer(text))
    if len(sounds) >= _FEWEST_SOUNDS:
        yield from (at for match in sounds for at in range(*match.span()))


# Spaces


def _spaces_within_words(text: str) -> Iterator[int]:
    """Yield the spaces within words: in units, spaced out words, and where a line ended."""
    for words in (_MEASURED, _SPACED_OUT, _SPACED_DECIMAL):
        for match in words.finditer(text):
            yield from (space.start() for space in _ANY_SPACE.finditer(text, *match.span()))
    for line in _LINE.finditer(text):
        yield from _line_ends(text, *line.span())


def _line_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the spaces of a paragraph where its printed lines ended: at about equal distances.

    Spaces in other places part words, such as the cells of a table.
    """
    spaces = [match.start() for match in _APART.finditer(text, start, end)]
    if end - start <= _LONGEST_PRINTED or len(spaces) < _FEWEST_ENDS:
        return
    lines = [_width(text[one + 1 : other]) for one, other in pairwise(spaces)]
    usual = sorted(lines)[len(lines) // 2]
    even = sum(_FULL_LINE * usual <= width <= usual / _FULL_LINE for width in lines)
    if _SHORTEST_WIDTH <= usual <= 2 * _LONGEST_PRINTED and even >= _MOSTLY * len(lines):
        yield from (match.start() for match in _LINE_END.finditer(text, start, end))


# Characters


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplified(text: str) -> str:
    """Return a text in simplified characters if it is written in traditional ones."""
    count = sum(map(text.count, _TRADITIONAL))
    if count < max(2, _LEAST_TRADITIONAL * len(text)):
        return text
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_single(character) for character in text)


@cache
def _single(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


# Marks that are within no number (28,583 and 14.6:42.7), word or address; 1?% has a damaged digit.
_HALF_WIDTH = re.compile(r"(?<![0-9A-Za-z])[,:!?]|[,:](?![0-9A-Za-z/])|[!?](?![0-9A-Za-z%.])|[();]")
_FULL = dict(zip(",:!?();", "，：！？（）；", strict=True))
_IS_CHINESE = re.compile(f"[{_CHINESE}]")


def _full_width(text: str) -> str:
    """Return a text with the marks of Chinese prose, where an office or a converter took others."""
    if _IS_CHINESE.search(text) is None:
        return text
    return _HALF_WIDTH.sub(lambda mark: _FULL[mark.group()], text)


# Line ends

_LINE = re.compile("[^\n]+")
_CLOSED = "。！？；：:;!?…”》）)】|｜"
_BEGINS = re.compile(
    "[ \u3000\t]*(?:[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十0-9]+[）)]"
    "|[0-9]{1,2}[.．、](?![0-9])|[●■◆▲★•·—–-])"
    "|[ \u3000]{2}|\u3000"
)
_FEWEST_LINES = 5
_SHORTEST_WIDTH = 40
"""The fewest columns of a line that goes on; a Chinese character takes two."""
_LONGEST_WIDTH = 200
_FULL_LINE = 0.85
_MOSTLY = 0.6
"""A text is wrapped if this part of its lines is full and most of these end no sentence."""
_FEWEST_BROKEN = 3
_BROKEN = 0.25
"""A text is wrapped, too, if this part of its lines has a sentence and ends in another one."""


def _width(line: str) -> int:
    return len(line) + sum(character > "\u2e7f" for character in line)


def _wrapped(text: str) -> set[int]:
    """Return the line ends in the midst of a sentence, in a text whose lines are broken."""
    lines = [(match.start(), match.end(), match.group()) for match in _LINE.finditer(text)]
    torn = _torn(lines)
    return _after_semicolons(lines) | _within_sentences(lines) | torn | _as_wide(lines, torn)


# No line begins with a mark that ends a clause, and 2011年的1. is no end before 37倍.
_GOES_ON_WITH = tuple("，。；、：！？）”》％%")
_TORN = re.compile("[0-9][.．]$")
_FEWEST_TORN = 2


def _torn(lines: Sequence[tuple[int, int, str]]) -> set[int]:
    """Return the line ends that can only be within a sentence or a number: 2011年的1.|37倍."""
    return {
        end
        for (_, end, line), (start, _, other) in pairwise(lines)
        if start == end + 1
        and (other.startswith(_GOES_ON_WITH) or (_TORN.search(line) and other[0].isdigit()))
    }


def _as_wide(lines: Sequence[tuple[int, int, str]], torn: set[int]) -> set[int]:
    """Return the ends of lines that are as wide as those that are torn for certain."""
    widths = sorted(_width(line) for _, end, line in lines if end in torn)
    if len(widths) < _FEWEST_TORN:
        return set()
    usual = widths[len(widths) // 2]
    return {
        end
        for (_, end, line), (start, _, other) in pairwise(lines)
        if start == end + 1
        and line[-1] not in _CLOSED
        and _FULL_LINE * usual <= _width(line) <= usual / _FULL_LINE
        and not _BEGINS.match(other)
    }


def _after_semicolons(lines: Sequence[tuple[int, int, str]]) -> set[int]:
    """Return the ends of lines of prose that go on after a semicolon: …。1—9月产值9亿元；.

    The first of them has a whole sentence before: the items of a list have none.
    """
    found, going = set(), False
    for (_, end, line), (start, _, other) in pairwise(lines):
        going = line[-1] in "；;" and (going or "。" in line)
        going = going and start == end + 1 and not _BEGINS.match(other)
        if going:
            found.add(end)
    return found


def _within_sentences(lines: Sequence[tuple[int, int, str]]) -> set[int]:
    if len(lines) < _FEWEST_LINES:
        return set()
    goes_on = [line[-1] not in _CLOSED and _width(line) >= _SHORTEST_WIDTH for *_, line in lines]
    if not _is_filled(lines, goes_on) and not _is_broken(lines, goes_on):
        return set()
    return {
        end
        for on, (_, end, _), (start, _, line) in zip(goes_on, lines, lines[1:], strict=False)
        if on and start == end + 1 and not _BEGINS.match(line)
    }


def _is_filled(lines: Sequence[tuple[int, int, str]], goes_on: Sequence[bool]) -> bool:
    """Return whether most lines are about as wide as the others, and most of them go on."""
    widths = [_width(line) for *_, line in lines]
    usual = sorted(widths)[len(widths) // 2]
    full = [_FULL_LINE * usual <= width <= usual / _FULL_LINE for width in widths]
    on = sum(one and other for one, other in zip(full, goes_on, strict=True))
    return usual <= _LONGEST_WIDTH and sum(full) >= _MOSTLY * len(lines) and on * 2 >= sum(full)


def _is_broken(lines: Sequence[tuple[int, int, str]], goes_on: Sequence[bool]) -> bool:
    """Return whether many lines end in the midst of a sentence after another one: no headings."""
    broken = sum(on and "。" in line for on, (*_, line) in zip(goes_on, lines, strict=True))
    return broken >= max(_FEWEST_BROKEN, _BROKEN * len(lines))
