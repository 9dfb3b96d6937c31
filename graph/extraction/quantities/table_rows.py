"""Reads rows of tables that a converter made lines, as far as the words say what a cell is.

    指标 绝对数 比上年增长(%)
    地区生产总值(亿元) 1234.5 5.6

A row is a line of a name, a unit and cells; the unit is in brackets after the name or, under 单位,
in a cell of its own. One number is its value. Of several, the header has to say which one is the
value and which one a growth: only if it has as many cells as the row, and one alone of them is a
value. A row without a unit, or under no such header, is left to the curator.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.quantities.quantity_grammar import Measure
from districtgraph.graph.extraction.quantities.quantity_records import (
    COUNT,
    Quantity,
    TableCell,
    in_unit,
    unit_factor,
    unit_of,
)
from districtgraph.graph.text.numerals import Numeral, numeral_value
from districtgraph.graph.text.table_columns import NAME_COLUMN

__all__ = ["TableRow", "find_rows", "is_in_table"]

Span = tuple[int, int]

_NUMBER = re.compile(
    r"(?P<sign>[-－−–])?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    "(?P<percent>[%％])?"
)
# No number, or one with its own words, which are not read: 提高0.8个百分点.
_EMPTY = re.compile("[-—–…*]+|/|持平|[一-鿿]{2,6}[0-9.]+(?:[%％]|个百分点)")
_LINE = re.compile("[^\n]+")
# Spaces, tabulators and bars part the cells of a row.
_SPACE = " \t\u3000\u00a0|｜"
_CELL = re.compile(f"[^{_SPACE}\n]+")
_MARK = (
    "(?:其中|[#＃]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,2}[）)]"
    "|[0-9]{1,2}[.、．](?![0-9]))[:：]?"
)
_NAME = re.compile(
    f"[{_SPACE}]*(?:{_MARK})*[{_SPACE}]*"
    "(?:(?:全年|年末|期末|年底|当年)(?=[一-鿿]{2}))?(?P<name>[A-Za-z一-鿿“”、]{2,30}?(?:[（(][A-Za-z]{2,6}[）)])?)"
    f"(?:[（(](?P<unit>[^（）()\n ]{{1,12}})[）)])?(?=[{_SPACE}])"
)
# A line that ends in a number, after a unit in a cell or in brackets: most texts have none.
_ROW = re.compile(f"(?m)[一-鿿%％）)][{_SPACE}]++[-－−–—0-9.,%％/{_SPACE}]++$")
_MAGNITUDE = re.compile("(?P<magnitude>十万|百万|千万|万亿|[百千万亿])(?P<unit>.+)")
_UNIT_COLUMN = ("单位", "计量单位")
_HEADED = re.compile(NAME_COLUMN)
# 绝对数, 1-12月累计, 2024年: the cells below are values.
_VALUES = re.compile(
    "(?:绝对[数值量]|总量|数量|数值|实绩|实际数?|完成数?|本[年期月季]数?|本年累计|全年|[年期]末数?|指标值|合计"
    "|(?:20[0-9]{2}年)?(?:[0-9]{1,2}[-—–至][0-9]{1,2}月|[上下]半年|[一二三四]季度|前三季度)?"
    "(?:累计数?|完成数?|实绩|绝对[数值量])?)(?:[（(][^（）()]{1,8}[）)])?"
)
# 比上年增长(%), 同比±%: growth in percent, with its base.
_GROWTHS = re.compile(
    "(?P<base>[比较]?(?:上年|去年)(?:同期|同[月季]|末|底)?|同比|环比|[比较]?(?:上[月季]|年初))?"
    "(?:实际|名义)?(?:增长|增减|增速|增幅|升降|[±+＋])(?:率|速度|幅度)?[±+＋-]*(?P<percent>[（(]?[%％][）)]?)?"
)
_GROWING = re.compile("(?P<base>比上年|同比)?(?:增长|增速|增幅|涨幅)(?:率|速度)?$")
_REACH = 40
"""How many lines above a row are searched for the header."""
_LONGEST_LINE = 120
# A name with its unit, or another number, on the line before a number.
_CELL_ABOVE = re.compile(r"[）)0-9][ \t]*\n[ \t]*$")
_NAME_AND_UNIT = 2
"""The most cells of a row that are words."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row at `text[start:end]` with the quantities of its cells that can be read."""

    start: int
    end: int
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    symbol: str
    measure: Measure
    factor: Decimal


@dataclass(frozen=True, slots=True)
class _Column:
    """What a header says of a column.

    Attributes:
        kind: whether it has values or growths.
        percent: whether the header has the sign, so that numbers are in percent without it.
        base: where the header says what a growth is compared with, if it does.

    """

    kind: Literal["value", "growth"]
    percent: bool = False
    base: Span | None = None


@lru_cache(maxsize=2)
def find_rows(text: str, lexicon: Lexicon) -> tuple[TableRow, ...]:
    """Return the rows of a text whose name has a unit, in order."""
    if _ROW.search(text) is None:
        return ()
    lines = tuple(_lines(text))
    rows = (_row(text, lines, at, lexicon) for at in range(len(lines)))
    return tuple(row for row in rows if row)


def is_in_table(text: str, start: int) -> bool:
    """Return whether the line of a position has nothing but a name and numbers without units."""
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    line = text[begin : end if end >= 0 else len(text)]
    if len(line) > _LONGEST_LINE:
        return False
    cells = _CELL.findall(line)
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    words = [cell for cell in cells if not _NUMBER.fullmatch(cell) and not _EMPTY.fullmatch(cell)]
    if not words:
        return bool(numbers) and _CELL_ABOVE.search(text, max(0, begin - 20), begin) is not None
    return bool(numbers) and len(words) <= _NAME_AND_UNIT and _NAME.match(line) is not None


def _lines(text: str) -> Iterator[tuple[Span, ...]]:
    """Yield the cells of each line, none for a line of prose."""
    for line in _LINE.finditer(text):
        short = len(line.group()) <= _LONGEST_LINE
        yield tuple(cell.span() for cell in _CELL.finditer(text, *line.span())) if short else ()


def _row(
    text: str, lines: Sequence[tuple[Span, ...]], at: int, lexicon: Lexicon
) -> TableRow | None:
    cells = lines[at]
    if len(cells) < _NAME_AND_UNIT or not _is_number(text, cells[-1]):
        return None
    begin, end = text.rfind("\n", 0, cells[0][0]) + 1, cells[-1][1]
    name = _NAME.match(text[begin:end])
    if name is None:
        return None
    after = [cell for cell in cells if cell[0] >= begin + name.end()]
    in_column = name.group("unit") is None
    unit = _unit(text[slice(*after[0])] if in_column else name.group("unit"), lexicon)
    values = after[1:] if in_column else after
    if unit is None or not values or not all(_is_number(text, cell) for cell in values):
        return None
    columns = _columns(text, lines[max(0, at - _REACH) : at], len(values), in_column=in_column)
    span = begin + name.start("name"), begin + name.end("name")
    percent = _unit("%", lexicon)
    assert percent is not None
    found = _quantities(text, span, unit, percent, list(zip(values, columns, strict=True)))
    return TableRow(begin, end, tuple(found))


def _is_number(text: str, cell: Span) -> bool:
    return bool(_NUMBER.fullmatch(text, *cell) or _EMPTY.fullmatch(text, *cell))


def _unit(words: str, lexicon: Lexicon) -> _Unit | None:
    """Return the unit that words name, with the factor of a magnitude before it: 亿元, 万人."""
    if measure := unit_of(words, lexicon):
        return _Unit(words, measure, Decimal(1))
    match = _MAGNITUDE.fullmatch(words)
    measure = unit_of(match.group("unit"), lexicon) if match else None
    if match is None or measure is None:
        return None
    return _Unit(match.group("unit"), measure, numeral_value(f"1{match.group('magnitude')}"))


def _columns(
    text: str, above: Sequence[tuple[Span, ...]], count: int, *, in_column: bool
) -> list[_Column | None]:
    """Return what the header says of the columns of a row; None for one that it leaves open.

    Args:
        text: the text.
        above: the cells of the lines above the row.
        count: how many cells with numbers the row has.
        in_column: whether the unit has a column of its own.

    """
    unknown: list[_Column | None] = [None] * count
    header = next((cells for cells in reversed(above) if _is_header(text, cells)), None)
    if header is None:
        return [_Column("value")] if count == 1 else unknown
    if len(header) != 1 + in_column + count:
        return unknown
    if in_column and text[slice(*header[1])] not in _UNIT_COLUMN:
        return unknown
    columns = [_column(text, cell) for cell in header[1 + in_column :]]
    values = sum(column is not None and column.kind == "value" for column in columns)
    return columns if values == 1 else unknown


def _is_header(text: str, cells: Sequence[Span]) -> bool:
    return len(cells) > 1 and _HEADED.fullmatch(text, *cells[0]) is not None


def _column(text: str, cell: Span) -> _Column | None:
    if growth := _GROWTHS.fullmatch(text, *cell):
        base = growth.span("base") if growth.group("base") else None
        return _Column("growth", growth.group("percent") is not None, base)
    return _Column("value") if _VALUES.fullmatch(text, *cell) else None


def _quantities(
    text: str,
    name: Span,
    unit: _Unit,
    percent: _Unit,
    cells: Sequence[tuple[Span, _Column | None]],
) -> Iterator[Quantity]:
    """Yield the quantities of a row; the growth of a percentage may be one in points."""
    of_rate = unit.measure == percent.measure
    growing = _GROWING.search(text, *name) if of_rate else None
    for cell, column in cells:
        number = _NUMBER.fullmatch(text, *cell)
        if number is None or column is None:
            continue
        percent_sign = number.group("percent") is not None
        if percent_sign and not (of_rate or column.kind == "growth"):
            continue
        if column.kind == "value" and growing:
            # 固定资产投资比上年增长（%） 5.6
            base = growing.span("base") if growing.group("base") else None
            yield _quantity(number, unit, TableCell((name[0], growing.start()), True, base))
        elif column.kind == "value":
            yield _quantity(number, unit, TableCell(name))
        elif not of_rate and (column.percent or percent_sign):
            yield _quantity(number, percent, TableCell(name, True, column.base))


def _quantity(number: re.Match[str], unit: _Unit, cell: TableCell) -> Quantity:
    start, end = number.span()
    value = numeral_value(number.group("number")) * unit.factor * unit_factor(unit.measure)
    bare = Quantity(
        start,
        end,
        number.group(),
        -value if number.group("sign") else value,
        None,
        None,
        "equal",
        COUNT,
        numeral=Numeral(*number.span("number"), number.group("number")),
        core_start=start,
        core_end=end,
        cell=cell,
    )
    return in_unit(bare, unit.symbol, unit.measure)
