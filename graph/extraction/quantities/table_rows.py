"""Reads rows of tables that a converter made lines, as far as the words say what a cell is.

    指标 绝对数 比上年增长(%)
    地区生产总值(亿元) 1234.5 5.6

A row is a line of a name, a unit and cells; the unit is in brackets after the name or, under 单位,
in a cell of its own. One number is its value. Of several, the header has to say which one is the
value and which one a growth: only if it has as many cells as the row, and one alone of them is a
value, or each value has its year. A row without a unit has that of a caption above the header
(单位：万元). Without either, or under no such header, it is left to the curator. Rows that places
name are read by place_rows.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.quantities.place_rows import place_rows
from districtgraph.graph.extraction.quantities.quantity_records import Quantity, TableCell
from districtgraph.graph.extraction.quantities.table_cells import (
    CELL,
    EMPTY,
    LONGEST_LINE,
    SPACE,
    CellUnit,
    Span,
    TableRow,
    are_numbers,
    bounds_in_cells,
    cell_number,
    cell_quantity,
    cell_unit,
    is_drawn,
    table_lines,
)
from districtgraph.graph.extraction.quantities.table_headers import (
    group_span,
    header_grammar,
    percent_unit,
    unit_by_caption,
)
from districtgraph.graph.text.table_columns import NAME_COLUMN

__all__ = ["TableRow", "find_rows", "is_in_table"]

_MARK = (
    "(?:其中|[#＃]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,2}[）)]"
    "|[0-9]{1,2}[.、．](?![0-9]))[:：]?"
)
_NAME = re.compile(
    f"[{SPACE}]*(?:{_MARK})*[{SPACE}]*"
    "(?:(?:全年|年末|期末|年底|当年|[0-9]{1,2}月末)(?=[一-鿿]{2}))?(?P<name>[A-Za-z一-鿿“”、]{2,30}?(?:[（(][A-Za-z]{2,6}[）)])?)"
    f"(?:[（(](?P<unit>[^（）()\n ]{{1,12}})[）)])?(?=[{SPACE}])"
)
_UNIT_COLUMN = ("单位", "计量单位")
_HEADED = re.compile(NAME_COLUMN)
# A name with its unit, or another number, on the line before a number.
_CELL_ABOVE = re.compile(r"[）)0-9][ \t]*\n[ \t]*$")
# 一、财政, 其中: a line between rows.
_LABEL = re.compile("[（(]?[一二三四五六七八九十]{1,3}[、）)][一-鿿]{2,12}|其中[:：]?|-+")
_HEADER_REACH = 40
"""How many lines above a row are searched for the header."""
_NAME_AND_UNIT = 2
"""The most cells of a row that are words."""


@dataclass(frozen=True, slots=True)
class _Column:
    """What a header says of a column.

    Attributes:
        kind: whether it has values or growths.
        percent: whether the header has the sign, so that numbers are in percent without it.
        base: where the header says what a growth is compared with, if it does.
        year: where the header has a year, if it has one.
        ahead: where it says that the values are aims, if it does.

    """

    kind: Literal["value", "growth"]
    percent: bool = False
    base: Span | None = None
    year: Span | None = None
    ahead: Span | None = None


@lru_cache(maxsize=2)
def find_rows(text: str, lexicon: Lexicon) -> tuple[TableRow, ...]:
    """Return the rows of a text whose name, or whose columns, have units, in order."""
    if _row_end(lexicon).search(text) is None:
        return ()
    lines = tuple(table_lines(text))
    named = place_rows(text, lines, lexicon)
    rows = (named.get(at) or _row(text, lines, at, lexicon) for at in range(len(lines)))
    return tuple(row for row in rows if row)


@cache
def _row_end(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of the end of a line in a number, after a unit in a cell or in brackets.

    Most texts have none.
    """
    return re.compile(
        f"(?m)[一-鿿%％）)][{SPACE}]{{1,{LONGEST_LINE}}}+[-－−–—0-9.,%％/{SPACE}]{{1,{LONGEST_LINE}}}+"
        f"(?:(?:{bounds_in_cells(lexicon)}|预期性|约束性)[{SPACE}]{{0,{LONGEST_LINE}}}+|(?!)){{0,9}}+$"
    )


def is_in_table(text: str, start: int, lexicon: Lexicon) -> bool:
    """Return whether the line of a position has nothing but a name and numbers without units."""
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    line = text[begin : end if end >= 0 else len(text)]
    if len(line) > LONGEST_LINE:
        return False
    cells, number = CELL.findall(line), cell_number(lexicon)
    numbers = [cell for cell in cells if number.fullmatch(cell)]
    words = [cell for cell in cells if not number.fullmatch(cell) and not EMPTY.fullmatch(cell)]
    if not words:
        return bool(numbers) and _CELL_ABOVE.search(text, max(0, begin - 20), begin) is not None
    return bool(numbers) and len(words) <= _NAME_AND_UNIT and _NAME.match(line) is not None


def _row(
    text: str, lines: Sequence[tuple[Span, ...]], at: int, lexicon: Lexicon
) -> TableRow | None:
    cells = lines[at]
    if len(cells) < _NAME_AND_UNIT or not are_numbers(text, cells[-1:], lexicon):
        return None
    begin, end = text.rfind("\n", 0, cells[0][0]) + 1, cells[-1][1]
    name = _NAME.match(text[begin:end])
    if name is None:
        return None
    after = [cell for cell in cells if cell[0] >= begin + name.end()]
    header = _header_above(text, lines[max(0, at - _HEADER_REACH) : at], lexicon)
    in_column = name.group("unit") is None and not are_numbers(text, after[:1], lexicon)
    values = after[1:] if in_column else after
    if in_column:
        unit = cell_unit(text[slice(*after[0])], lexicon)
    else:
        unit = _unit(text, name, header, lexicon)
    if unit is None or not values or not are_numbers(text, values, lexicon):
        return None
    columns = _columns(text, header, len(values), lexicon, in_column=in_column)
    span = begin + name.start("name"), begin + name.end("name")
    pairs = list(zip(values, columns, strict=True))
    found = tuple(_quantities(text, span, unit, pairs, lexicon))
    return TableRow(begin, end, found) if found else None


def _header_above(
    text: str, above: Sequence[tuple[Span, ...]], lexicon: Lexicon
) -> Sequence[Span] | None:
    """Return the header of a row: the next one above, with rows and labels (一、财政) between."""
    for cells in reversed(above):
        if _is_header(text, cells):
            return cells
        label = len(cells) == 1 and _LABEL.fullmatch(text, *cells[0])
        row = len(cells) > 1 and (are_numbers(text, cells[-1:], lexicon) or is_drawn(text, cells))
        if not label and not row:
            return None
    return None


def _unit(
    text: str, name: re.Match[str], header: Sequence[Span] | None, lexicon: Lexicon
) -> CellUnit | None:
    """Return the unit in brackets after a name, or else that of a caption above the header."""
    if name.group("unit"):
        return cell_unit(name.group("unit"), lexicon)
    return unit_by_caption(text, header[0], name.group("name"), lexicon) if header else None


def _columns(
    text: str,
    header: Sequence[Span] | None,
    count: int,
    lexicon: Lexicon,
    *,
    in_column: bool,
) -> list[_Column | None]:
    """Return what the header says of the columns of a row; None for one that it leaves open.

    Of several columns of values each needs a year.

    Args:
        text: the text.
        header: the cells of the header, if there is one.
        count: how many cells with numbers the row has.
        lexicon: the word lists.
        in_column: whether the unit has a column of its own.

    """
    unknown: list[_Column | None] = [None] * count
    if header is None:
        return [_Column("value")] if count == 1 else unknown
    if len(header) != 1 + in_column + count:
        return unknown
    if in_column and text[slice(*header[1])] not in _UNIT_COLUMN:
        return unknown
    columns = [_column(text, cell, lexicon) for cell in header[1 + in_column :]]
    values = [column for column in columns if column and column.kind == "value"]
    years = [text[slice(*column.year)] for column in values if column.year]
    known = len(values) == 1 or (values and len(set(years)) == len(values))
    return _with_years(text, columns) if known else unknown


def _with_years(text: str, columns: Sequence[_Column | None]) -> list[_Column | None]:
    """Return columns; a growth has year and aim of the value of its year, or else of the latest."""
    years = {
        text[slice(*column.year)] if column.year else "": column
        for column in columns
        if column and column.kind == "value"
    }
    found: list[_Column | None] = []
    for column in columns:
        if column is None or column.kind == "value":
            found.append(column)
            continue
        year = text[slice(*column.year)] if column.year else max(years)
        value = years.get(year) or years.get("")
        found.append(replace(column, year=value.year, ahead=value.ahead) if value else None)
    return found


def _is_header(text: str, cells: Sequence[Span]) -> bool:
    return len(cells) > 1 and _HEADED.fullmatch(text, *cells[0]) is not None


def _column(text: str, cell: Span, lexicon: Lexicon) -> _Column | None:
    grammar = header_grammar(lexicon)
    if growth := grammar.growths.fullmatch(text, *cell):
        percent = growth.group("percent") is not None
        return _Column("growth", percent, group_span(growth, "base"), group_span(growth, "year"))
    if value := grammar.values.fullmatch(text, *cell):
        return _Column("value", year=group_span(value, "year"), ahead=group_span(value, "ahead"))
    return None


def _quantities(
    text: str,
    name: Span,
    unit: CellUnit,
    cells: Sequence[tuple[Span, _Column | None]],
    lexicon: Lexicon,
) -> Iterator[Quantity]:
    """Yield the quantities of a row; the growth of a percentage may be one in points.

    Of a fall (能耗下降) the table does not say whether its numbers have a sign for it.
    """
    percent, grammar = percent_unit(lexicon), header_grammar(lexicon)
    number_grammar = cell_number(lexicon)
    of_rate = unit.measure == percent.measure
    growing = grammar.growing.search(text, *name) if of_rate else None
    if of_rate and (
        grammar.falling.search(text, *name) or (growing and growing.start() == name[0])
    ):
        return
    for cell, column in cells:
        number = number_grammar.fullmatch(text, *cell)
        if number is None or column is None:
            continue
        marked = number.group("percent") is not None
        if marked and not (of_rate or column.kind == "growth"):
            continue
        found = TableCell(name, year=column.year, ahead=column.ahead)
        if column.kind == "value" and growing:
            # 固定资产投资比上年增长（%） 5.6
            named = name[0], growing.start()
            found = replace(found, name=named, growth=True, base=group_span(growing, "base"))
            yield cell_quantity(number, unit, found, lexicon)
        elif column.kind == "value":
            yield cell_quantity(number, unit, found, lexicon)
        elif not of_rate and (column.percent or marked):
            found = replace(found, growth=True, base=column.base)
            yield cell_quantity(number, percent, found, lexicon)
