"""A figure as honest text: bounds as bounds, ranks and targets as what they are."""

from decimal import Decimal

from pyoxigraph import Literal

from districtgraph.server.pages.entity.claim_records import ClaimRecord
from districtgraph.server.pages.entity.names import Names

__all__ = ["amount_text", "quantity_text"]

_ATTACHED = ("%", "‰")
_EQUAL = "="
_SAYS_NOTHING = ("unit:NUM", "unit:UNITLESS")


def amount_text(record: ClaimRecord, names: Names) -> str:
    """Return the stated number with its comparator, as ``≥ 100`` or ``10–99``; empty without one.

    A bound is never shown as the value: where the text gives two bounds, both stand there.
    """
    value = record.one("dg:value")
    lower, upper = record.one("dg:lowerBound"), record.one("dg:upperBound")
    if value is None:
        return _bounds_text(lower, upper)
    sign = names.sign(record.value("dg:comparator"))
    number = _number(value)
    return number if sign in ("", _EQUAL) else f"{sign} {number}"


def quantity_text(record: ClaimRecord, names: Names) -> str:
    """Return the amount with its unit and what is counted; empty where no number is stated."""
    amount = amount_text(record, names)
    if not amount:
        return ""
    unit = record.value("dg:unit")
    symbol = names.sign(unit) if unit else ""
    if symbol in _ATTACHED:
        return amount + symbol
    counted = record.value("dg:counts")
    if counted:
        return f"{amount} {names.of(counted).text}"
    if not unit or names.short.of(unit) in _SAYS_NOTHING:
        return amount
    # Metres are m in English, but 米 in Chinese; a currency's sign says less than its name.
    is_letters = symbol[:1].isalpha() and names.language == "en"
    return f"{amount} {symbol if is_letters else names.of(unit).text}"


def _bounds_text(lower: object, upper: object) -> str:
    if lower is not None and upper is not None:
        return f"{_number(lower)}–{_number(upper)}"
    if lower is not None:
        return f"≥ {_number(lower)}"
    return "" if upper is None else f"≤ {_number(upper)}"


def _number(term: object) -> str:
    """Return a number with its thousands apart; what is no number as it stands."""
    assert isinstance(term, Literal), "numbers are literals"
    try:
        return f"{Decimal(term.value):,f}"
    except ArithmeticError:
        return term.value
