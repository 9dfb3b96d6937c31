"""A figure as written: its number with the unit, its kind, and the factor of the unit."""

import re
from decimal import Decimal

from districtgraph.graph.extraction.extraction import FoundFigure
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.printed_claims.claim_records import SpanText
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.extraction.quantities.quantity_records import COUNT, PERCENT, unit_of

__all__ = [
    "has_unlisted_unit",
    "is_approximate",
    "kind_of",
    "number_words",
    "written_factor",
    "written_unit",
]

_APPROXIMATE = re.compile("约|近|左右|上下|余|多|几|数|将近|接近|大概|大致|前后|许")


def number_words(text: str, quantity: Quantity, lexicon: Lexicon) -> SpanText:
    """Return the number with its unit, without approximations at its edges."""
    core = quantity.core_start, quantity.core_end
    start, end = core if core[1] else _core(quantity, lexicon)
    return SpanText(text[start:end], start, end)


def _core(quantity: Quantity, lexicon: Lexicon) -> tuple[int, int]:
    start, end = quantity.start, quantity.end
    for item in sorted(lexicon.before, key=lambda item: -len(item.word)):
        if quantity.text.startswith(item.word) and len(item.word) < len(quantity.text):
            start += len(item.word)
            break
    for item in sorted(lexicon.after, key=lambda item: -len(item.word)):
        if quantity.text.endswith(item.word) and start < end - len(item.word):
            end -= len(item.word)
            break
    return start, end


_KINDS = {"growth": "growth", "difference": "change", "points": "points", "share": "share"}


def kind_of(figure: FoundFigure) -> str:
    """Return the kind of a figure as it is printed."""
    quantity = figure.quantity
    if figure.change.kind == "ratio":
        return "ratio" if quantity.unit == PERCENT else _kind_of_ratio(quantity.text)
    if figure.change.kind in _KINDS:
        return _KINDS[figure.change.kind]
    if quantity.comparator == "range":
        return "range"
    return "count" if quantity.unit == COUNT and quantity.symbol else "value"


def _kind_of_ratio(words: str) -> str:
    if "倍" in words or "番" in words:
        return "multiple"
    return "share" if "分之" in words else "ratio"


def written_factor(quantity: Quantity, lexicon: Lexicon) -> Decimal:
    """Return the factor from the written unit to the base unit."""
    if not quantity.symbol:
        return Decimal(1)
    return next((u.factor for u in lexicon.units if quantity.symbol in u.symbols), Decimal(1))


def written_unit(quantity: Quantity) -> str | None:
    """Return the unit as written, but % of either width as one.

    个 before 百分点 is a measure word and not part of the unit.
    """
    if quantity.symbol:
        plain = quantity.symbol.replace("％", "%")
        return plain.replace("个百分点", "百分点").replace("个千分点", "千分点")
    if "百分之" in quantity.text:
        return "%"
    return "倍" if "番" in quantity.text else None


def has_unlisted_unit(quantity: Quantity, lexicon: Lexicon) -> bool:
    """Return whether a number has a measure word that no word list has (3600桶)."""
    return bool(quantity.symbol) and unit_of(quantity.symbol, lexicon) is None


def is_approximate(quantity: Quantity) -> bool:
    """Return whether a quantity is written as an approximate one."""
    return quantity.comparator == "about" or bool(_APPROXIMATE.search(quantity.approximation))
