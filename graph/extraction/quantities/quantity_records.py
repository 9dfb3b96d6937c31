"""The record of a quantity, and the unit of a symbol."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import (
    Classifier,
    Comparator,
    Lexicon,
    UnitOfMeasure,
)
from districtgraph.graph.extraction.quantities.quantity_grammar import Measure, measures
from districtgraph.graph.text.numerals import Numeral

__all__ = [
    "COUNT",
    "PERCENT",
    "PERCENTAGE_POINT",
    "RATIO",
    "Quantity",
    "TableCell",
    "in_unit",
    "unit_factor",
    "unit_of",
]

COUNT = "unit:NUM"
"""The unit of what is counted."""
PERCENT = "unit:PERCENT"
"""The unit of shares and rates."""
PERCENTAGE_POINT = "unit/percentage-point"
"""The unit of a change of a rate."""
RATIO = "unit:UNITLESS"
"""The unit of ratios, fractions, multiples and indexes."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """What a row and the header of a table say about a number.

    Attributes:
        name: where the name of what the number measures is, in its row or above its column.
        growth: whether the number is a growth of the value with that name, in percent.
        base: where the header says what the growth is compared with, if it does.
        place: where the name of the place is that the row is about, if that names it.
        year: where the header of the column has its year, if it has one.
        ahead: where the header says that the column has aims (计划, 预算数), if it does.

    """

    name: tuple[int, int]
    growth: bool = False
    base: tuple[int, int] | None = None
    place: tuple[int, int] | None = None
    year: tuple[int, int] | None = None
    ahead: tuple[int, int] | None = None


_CURRENCIES = "unit:CCY"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`; numbers are in the base unit `unit`.

    Attributes:
        start, end, text: the exact words, from the number's first approximation to its last.
        value: the number as stated; None for a range and for a ratio of three.
        lower, upper: the bounds that the words state, if they do.
        comparator: key of the scheme comparators.
        unit: reference to the base unit.
        written_unit: reference to the unit as written, if it is another one.
        counts: what a measure word counts, if the word alone says it.
        symbol: the unit or measure word as written, empty where there is none.
        numeral: the first numeral of the words; None if they have none (翻番).
        approximation: the words that bound the number, without the number itself.
        core_start, core_end: the number with its unit, without approximations at its edges.
        cell: what the row and the column of a table say about it; None in prose.

    """

    start: int
    end: int
    text: str
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    comparator: Comparator
    unit: str
    written_unit: str | None = None
    counts: str | None = None
    symbol: str = ""
    numeral: Numeral | None = None
    approximation: str = ""
    core_start: int = 0
    core_end: int = 0
    cell: TableCell | None = None

    @property
    def is_money(self) -> bool:
        """Whether it is an amount in a currency."""
        return self.unit.startswith(_CURRENCIES)


def unit_of(symbol: str | None, lexicon: Lexicon) -> Measure | None:
    """Return the unit or measure word of a symbol."""
    return _units(lexicon).get(symbol) if symbol else None


def in_unit(quantity: Quantity, symbol: str | None, unit: Measure | None) -> Quantity:
    """Return a quantity with its unit or measure word; its value stays as it is."""
    if isinstance(unit, UnitOfMeasure):
        return replace(
            quantity, unit=unit.unit, written_unit=unit.written_unit, symbol=symbol or ""
        )
    return replace(quantity, counts=unit.counts if unit else None, symbol=symbol or "")


def unit_factor(unit: Measure | None) -> Decimal:
    """Return what one of a unit is in its base unit."""
    return unit.factor if isinstance(unit, UnitOfMeasure) else Decimal(1)


@cache
def _units(lexicon: Lexicon) -> dict[str, Measure]:
    """Return the units and measure words by their symbols."""
    found: dict[str, Measure] = {}
    for item in measures(lexicon):
        prefixes = () if isinstance(item, Classifier) else item.prefixes
        for symbol in (*item.symbols, *prefixes):
            found.setdefault(symbol, item)
    return found
