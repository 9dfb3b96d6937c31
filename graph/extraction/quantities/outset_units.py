"""The unit of what a change gets to, where the value that it sets out from alone has it."""

import re
from dataclasses import replace

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.quantities.quantity_grammar import clause_before
from districtgraph.graph.extraction.quantities.quantity_records import (
    Quantity,
    in_unit,
    unit_factor,
    unit_of,
)

__all__ = ["with_unit_of_outset"]

_SHORT = "个"
_SETS_OUT = re.compile("[由从][^，,；;。：:0-9]{0,8}$")
_GETS_TO = re.compile("[^，,；;。：:0-9]{0,8}[到至为][近约]?")


def with_unit_of_outset(
    text: str, last: Quantity, quantity: Quantity, lexicon: Lexicon
) -> Quantity:
    """Return a quantity with the unit of the one before: 由120个工作日压缩至|35个.

    Args:
        text: the text.
        last: the quantity before.
        quantity: the quantity.
        lexicon: the word lists.

    """
    longer = last.symbol.startswith(_SHORT) and last.symbol != _SHORT
    if quantity.symbol != _SHORT or not longer or quantity.value is None:
        return quantity
    if not _GETS_TO.fullmatch(text, last.end, quantity.start):
        return quantity
    if not _SETS_OUT.search(clause_before(text, last.start)):
        return quantity
    unit = unit_of(last.symbol, lexicon)
    value = quantity.value * unit_factor(unit)
    return replace(in_unit(quantity, last.symbol, unit), value=value)
