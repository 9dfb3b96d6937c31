"""Reads rows of tables that places name, under a header that names what is measured.

    县（市、区） 地区生产总值（亿元） 增长（%） 粮食产量（万吨）
    云湖区 98.4 6.8 12.5

A column has a name and a unit; a unit after 单位： above the table is that of all columns without
one, but for rates. A growth is that of the value before it. Columns of ranks and shares, those
without a unit, and rows with more or fewer cells than the header are left to the curator.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.quantities.quantity_records import Quantity, TableCell
from districtgraph.graph.extraction.quantities.table_cells import (
    GROWING,
    GROWTHS,
    HEADER_REACH,
    NUMBER,
    RATE,
    CellUnit,
    Span,
    TableRow,
    are_numbers,
    cell_quantity,
    cell_unit,
    unit_above,
)
from districtgraph.graph.text.table_columns import NAME_COLUMN, PLACE_COLUMN

__all__ = ["place_rows"]

_PLACES = re.compile(PLACE_COLUMN)
_OTHER_NAMES = re.compile(NAME_COLUMN)
_NAMED = re.compile("(?P<name>[A-Za-z0-9.一-鿿、]{2,24}?)(?:[（(](?P<unit>[^（）()]{1,12})[）)])?")
# What a column has that is no amount of its own: 位次, 占比, 占全市比重, 序号.
_APART = re.compile("位次|名次|排名|排位|位居|序号|占比|比重|占")
# 云湖区, 白沙经济开发区, and 合计 of all of them.
_PLACE = re.compile(
    "全[省市区县州旗盟镇乡]|合计|总计"
    "|(?P<place>[一-鿿]{1,10}?(?:[市区县旗州盟镇乡]|街道|苏木|新区|开发区|高新区|经开区))"
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as its header names it.

    Attributes:
        name: where the name of what is measured is.
        unit: the unit of its numbers; percent for a growth.
        growth: whether its numbers are growths.
        follows: whether they are those of the value in the column before it.
        percent: whether a number without a sign is in percent.
        base: where the header says what a growth is compared with, if it does.

    """

    name: Span
    unit: CellUnit
    growth: bool = False
    follows: bool = False
    percent: bool = True
    base: Span | None = None

    def takes(self, number: re.Match[str]) -> bool:
        """Return whether a number, with or without its sign, is one of the column's unit."""
        signed = number.group("percent") is not None
        return self.percent or signed if self.unit.symbol in "%％" else not signed


def place_rows(
    text: str, lines: Sequence[tuple[Span, ...]], lexicon: Lexicon
) -> Mapping[int, TableRow]:
    """Return the rows that places name, by the indices of their lines.

    Args:
        text: the text.
        lines: the cells of its lines, none of a line of prose.
        lexicon: the word lists.

    """
    found: dict[int, TableRow] = {}
    columns: Sequence[_Column | None] = ()
    headed = 0
    for at, cells in enumerate(lines):
        if cells and _PLACES.fullmatch(text, *cells[0]):
            columns, headed = list(_header(text, cells, lexicon)), at
        elif not cells or at - headed > HEADER_REACH or _OTHER_NAMES.fullmatch(text, *cells[0]):
            columns = ()
        elif columns and (row := _row(text, cells, columns, lexicon)):
            found[at] = row
    return found


def _header(text: str, cells: Sequence[Span], lexicon: Lexicon) -> Iterator[_Column | None]:
    """Yield what a header says of the columns after that of the places; None where it is open."""
    shared = unit_above(text, cells[0][0], lexicon)
    last: _Column | None = None
    for cell in cells[1:]:
        growth = GROWTHS.fullmatch(text, *cell)
        last = _growth(growth, last, lexicon) if growth else _named(text, cell, shared, lexicon)
        yield last


def _growth(header: re.Match[str], last: _Column | None, lexicon: Lexicon) -> _Column | None:
    """Return the column of the growth of the value in the column before it, if it has one."""
    percent = cell_unit("%", lexicon)
    assert percent is not None
    if last is None or last.growth or last.unit.measure == percent.measure:
        return None
    base = header.span("base") if header.group("base") else None
    return _Column(last.name, percent, True, True, header.group("percent") is not None, base)


def _named(text: str, cell: Span, shared: CellUnit | None, lexicon: Lexicon) -> _Column | None:
    """Return the column of what a header names, with its own unit or the shared one."""
    header = _NAMED.fullmatch(text, *cell)
    if header is None or _APART.search(header.group("name")):
        return None
    own = header.group("unit")
    without = None if RATE.search(header.group("name")) else shared
    unit = cell_unit(own, lexicon) if own else without
    if unit is None:
        return None
    name = header.span("name")
    growing = GROWING.search(text, *name) if unit.symbol in "%％" else None
    if growing is None:
        return _Column(name, unit)
    base = growing.span("base") if growing.group("base") else None
    return _Column((name[0], growing.start()), unit, True, base=base)


def _row(
    text: str, cells: Sequence[Span], columns: Sequence[_Column | None], lexicon: Lexicon
) -> TableRow | None:
    place = _PLACE.fullmatch(text, *cells[0])
    if place is None or len(cells) != 1 + len(columns) or not are_numbers(text, cells[1:]):
        return None
    begin = text.rfind("\n", 0, cells[0][0]) + 1
    named = place.span("place") if place.group("place") else None
    pairs = zip(cells[1:], columns, strict=True)
    return TableRow(begin, cells[-1][1], tuple(_quantities(text, named, pairs, lexicon)))


def _quantities(
    text: str,
    place: Span | None,
    pairs: Iterable[tuple[Span, _Column | None]],
    lexicon: Lexicon,
) -> Iterator[Quantity]:
    """Yield the quantities of a row; a growth needs its value."""
    last: _Column | None = None
    for cell, column in pairs:
        number = NUMBER.fullmatch(text, *cell)
        valued, last = last is not None, None
        if number is None or column is None or (column.follows and not valued):
            continue
        if not column.takes(number):
            continue
        last = column
        found = TableCell(column.name, column.growth, column.base, place)
        yield cell_quantity(number, column.unit, found, lexicon)
