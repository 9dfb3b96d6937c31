"""The cells of tables that a converter made lines: their numbers and units."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.quantities.quantity_bounds import bound
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

__all__ = [
    "CELL",
    "EMPTY",
    "LONGEST_LINE",
    "SPACE",
    "CellUnit",
    "Span",
    "TableRow",
    "are_numbers",
    "bounds_in_cells",
    "cell_number",
    "cell_quantity",
    "cell_unit",
    "is_drawn",
    "table_lines",
]

Span = tuple[int, int]

# Spaces, tabulators and bars part the cells of a row.
SPACE = " \t\u3000\u00a0|｜"
CELL = re.compile(f"[^{SPACE}\n]+")
# No number, or one with its own words or brackets, which are not read: 提高0.8个百分点, 〔3.2〕.
EMPTY = re.compile(
    "[-—–…*]+|/|持平|(?:[一-鿿]{2,6}|[-－−])?[0-9.]+个百分点|[一-鿿]{2,6}[0-9.]+[%％]|〔[^〔〕]{1,8}〕|预期性|约束性"
)
LONGEST_LINE = 120
"""Characters; a longer line is prose."""

_LINE = re.compile("[^\n]+")
_DRAWN = re.compile("[:：]?[-—–]+[:：]?")
_MAGNITUDE = re.compile("(?P<magnitude>十万|百万|千万|万亿|[百千万亿])(?P<unit>.+)")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row at `text[start:end]` with the quantities of its cells that can be read."""

    start: int
    end: int
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class CellUnit:
    """A unit as a table names it, with the factor of the magnitude before it: 亿元, 万人."""

    symbol: str
    measure: Measure
    factor: Decimal


def bounds_in_cells(lexicon: Lexicon) -> str:
    """Return a pattern of the words that bound the number before them in a cell: 以上, 左右."""
    return either(item.word for item in lexicon.after if item.in_cells)


@cache
def cell_number(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of a cell with a number; with other words a cell is left."""
    return re.compile(
        r"(?P<sign>[-－−–])?(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,9})?|[0-9]{1,20}(?:\.[0-9]{1,9})?)"
        "(?P<percent>[%％])?"
        f"(?P<after>{bounds_in_cells(lexicon)})?"
    )


def cell_unit(words: str, lexicon: Lexicon) -> CellUnit | None:
    """Return the unit that words name; None if no list has it."""
    if measure := unit_of(words, lexicon):
        return CellUnit(words, measure, Decimal(1))
    match = _MAGNITUDE.fullmatch(words)
    measure = unit_of(match.group("unit"), lexicon) if match else None
    if match is None or measure is None:
        return None
    return CellUnit(match.group("unit"), measure, numeral_value(f"1{match.group('magnitude')}"))


def table_lines(text: str) -> Iterator[tuple[Span, ...]]:
    """Yield the cells of each line, none for a line of prose."""
    for line in _LINE.finditer(text):
        short = len(line.group()) <= LONGEST_LINE
        yield tuple(cell.span() for cell in CELL.finditer(text, *line.span())) if short else ()


def are_numbers(text: str, cells: Sequence[Span], lexicon: Lexicon) -> bool:
    """Return whether cells hold numbers, or marks that there is none."""
    number = cell_number(lexicon)
    return all(number.fullmatch(text, *cell) or EMPTY.fullmatch(text, *cell) for cell in cells)


def is_drawn(text: str, cells: Sequence[Span]) -> bool:
    """Return whether cells are the line that Markdown draws below a header: |:---|---:|."""
    return all(_DRAWN.fullmatch(text, *cell) for cell in cells)


def cell_quantity(
    number: re.Match[str], unit: CellUnit, cell: TableCell, lexicon: Lexicon
) -> Quantity:
    """Return the quantity of a cell.

    Args:
        number: the match of `cell_number`.
        unit: its unit.
        cell: what the table says about it.
        lexicon: the word lists.

    """
    start, end = number.span()
    after = number.group("after") or ""
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
        approximation=after,
        core_start=start,
        core_end=end - len(after),
        cell=cell,
    )
    measured = in_unit(bare, unit.symbol, unit.measure)
    comparators = (item.comparator for item in lexicon.after if item.word == after)
    return bound(measured, next(comparators, "equal"))
