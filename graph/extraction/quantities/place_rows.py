"""Reads rows of tables that places name, under a header that names what is measured.

    县（市、区） 地区生产总值（亿元） 增长（%） 粮食产量（万吨）
    云湖区 98.4 6.8 12.5

A column has a name and a unit, which a caption (单位：亿元) gives to amounts without one, and may
have a year. A growth is that of the value before it. Columns of ranks, shares, aims and falls,
those that say no more than 总量, those without a unit, and rows with more or fewer cells than the
header are left to the curator. A table ends with its last row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.quantities.quantity_records import Quantity, TableCell
from districtgraph.graph.extraction.quantities.table_cells import (
    CellUnit,
    Span,
    TableRow,
    are_numbers,
    cell_number,
    cell_quantity,
    cell_unit,
    is_drawn,
)
from districtgraph.graph.extraction.quantities.table_headers import (
    group_span,
    header_grammar,
    percent_unit,
    unit_by_caption,
)
from districtgraph.graph.text.table_columns import PLACE_COLUMN

__all__ = ["place_rows"]

_OVER_PLACES = re.compile(PLACE_COLUMN)
_HEADER = re.compile(
    "(?P<year>20[0-9]{2}年)?(?![0-9]{4})(?P<name>[0-9.]{0,6}[A-Za-z一-鿿][A-Za-z0-9.一-鿿、]{1,24}?)(?:[（(](?P<unit>[^（）()]{1,12})[）)])?"
)
# 云湖区, 白沙经济开发区, and 合计 of all of them; 城镇 and 核心区 are no divisions.
_WHOLE_OR_PLACE = re.compile(
    "全[省市区县旗州盟镇乡]|合计|总计"
    "|(?!城镇|乡镇|农村|[城市山库核缓实农牧林景小社校]?[辖冲验心]?区$|[一-鿿]*地区$)"
    "(?P<place>[一-鿿]{1,10}?(?:[市区县旗州盟镇乡]|街道|苏木|新区|开发区|高新区|经开区))"
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as its header names it.

    Attributes:
        name: where the name of what is measured is.
        unit: the unit of its numbers.
        year: where the header has a year, if it has one.
        growth: whether its numbers are growths in percent.
        follows: whether they are those of the value in the column before it.
        marked: whether only a number with % is in percent.
        base: where the header says what a growth is compared with, if it does.

    """

    name: Span
    unit: CellUnit
    year: Span | None = None
    growth: bool = False
    follows: bool = False
    marked: bool = False
    base: Span | None = None

    def takes(self, number: re.Match[str], percent: CellUnit) -> bool:
        """Return whether a number, with or without %, is one of the column's unit."""
        marked = number.group("percent") is not None
        return (marked or not self.marked) if self.unit == percent else not marked


def place_rows(
    text: str, lines: Sequence[tuple[Span, ...]], lexicon: Lexicon
) -> Mapping[int, TableRow]:
    """Return the rows that places name, by the indices of their lines.

    Args:
        text: the text.
        lines: the cells of its lines, none of a long line of prose.
        lexicon: the word lists.

    """
    found: dict[int, TableRow] = {}
    columns: Sequence[_Column | None] = ()
    for at, cells in enumerate(lines):
        if cells and _OVER_PLACES.fullmatch(text, *cells[0]):
            columns = list(_columns(text, cells, lexicon))
        elif not cells or _WHOLE_OR_PLACE.fullmatch(text, *cells[0]) is None:
            columns = columns if cells and is_drawn(text, cells) else ()
        elif columns and (row := _row(text, cells, columns, lexicon)):
            found[at] = row
    return found


def _columns(text: str, cells: Sequence[Span], lexicon: Lexicon) -> Iterator[_Column | None]:
    """Yield what a header says of the columns after that of the places; None where it is open."""
    last: _Column | None = None
    grammar = header_grammar(lexicon)
    for cell in cells[1:]:
        growth = grammar.growths.fullmatch(text, *cell)
        if growth:
            last = _growth_of(growth, last, lexicon)
        elif grammar.values.fullmatch(text, *cell):
            last = None
        else:
            last = _named(text, cell, cells[0], lexicon)
        yield last


def _growth_of(header: re.Match[str], value: _Column | None, lexicon: Lexicon) -> _Column | None:
    """Return the column of the growth of the value in the column before it, if it has one."""
    percent = percent_unit(lexicon)
    if value is None or value.growth or value.unit == percent:
        return None
    marked = header.group("percent") is None
    base = group_span(header, "base")
    return _Column(value.name, percent, value.year, True, True, marked, base)


def _named(text: str, cell: Span, first: Span, lexicon: Lexicon) -> _Column | None:
    """Return the column of what a header names, with its own unit or that of a caption."""
    header = _HEADER.fullmatch(text, *cell)
    if header is None:
        return None
    name, own = header.group("name"), header.group("unit")
    unit = cell_unit(own, lexicon) if own else unit_by_caption(text, first, name, lexicon)
    if unit is None:
        return None
    grammar = header_grammar(lexicon)
    (begin, end), year = header.span("name"), group_span(header, "year")
    in_percent = unit == percent_unit(lexicon)
    growing = grammar.growing.search(text, begin, end) if in_percent else None
    named = begin, growing.start() if growing else end
    left_open = grammar.left_open.search(text[slice(*named)]) or named[0] == named[1]
    if left_open or (in_percent and grammar.falling.search(text, begin, end)):
        return None
    base = group_span(growing, "base") if growing else None
    return _Column(named, unit, year, growth=growing is not None, base=base)


def _row(
    text: str, cells: Sequence[Span], columns: Sequence[_Column | None], lexicon: Lexicon
) -> TableRow | None:
    place = _WHOLE_OR_PLACE.fullmatch(text, *cells[0])
    if place is None or len(cells) != 1 + len(columns) or not are_numbers(text, cells[1:], lexicon):
        return None
    pairs = zip(cells[1:], columns, strict=True)
    found = tuple(_quantities(text, group_span(place, "place"), pairs, lexicon))
    begin = text.rfind("\n", 0, cells[0][0]) + 1
    return TableRow(begin, cells[-1][1], found) if found else None


def _quantities(
    text: str,
    place: Span | None,
    pairs: Iterable[tuple[Span, _Column | None]],
    lexicon: Lexicon,
) -> Iterator[Quantity]:
    """Yield the quantities of a row; a growth needs its value."""
    percent, number_grammar = percent_unit(lexicon), cell_number(lexicon)
    valued = False
    for cell, column in pairs:
        number = number_grammar.fullmatch(text, *cell)
        follows = column is not None and column.follows
        taken = number and column and (valued or not follows) and column.takes(number, percent)
        valued = bool(taken)
        if number and column and taken:
            found = TableCell(column.name, column.growth, column.base, place, column.year)
            yield cell_quantity(number, column.unit, found, lexicon)
