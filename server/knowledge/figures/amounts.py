"""Numbers as people read them, without losing a digit or a bound."""

from dataclasses import replace
from decimal import Decimal

from districtgraph.server.knowledge.figures.figure import Figure, Named

__all__ = ["amount_text", "in_unit", "largest_text", "number_text", "with_unit"]

_GROUPS = {
    "zh": ((Decimal(10**8), "亿"), (Decimal(10**4), "万")),
    "en": ((Decimal(10**9), " billion"), (Decimal(10**6), " million")),
}
_DIGITS = 3
"""Most digits after the point before a number is written in full."""
_BEFORE = ("¥", "$")
_ATTACHED = ("%", "‰")
_WRITTEN_UNITS = (
    ("平方公里", "m²", "km²", Decimal(10**6)),
    ("平方千米", "m²", "km²", Decimal(10**6)),
    ("公顷", "m²", "ha", Decimal(10**4)),
    ("公里", "m", "km", Decimal(10**3)),
    ("千米", "m", "km", Decimal(10**3)),
    ("吨", "kg", "t", Decimal(10**3)),
)
"""Units as texts write them: the sign of the graph's unit, their own, and how many of it."""
_SAYS_NOTHING = ("", "#", "1")


def number_text(number: Decimal, language: str) -> str:
    """Return a number in the language's large units where that is exact, else in full."""
    for size, name in _GROUPS.get(language, ()):
        share = (number / size).normalize()
        exponent = share.as_tuple().exponent
        if abs(number) >= size and isinstance(exponent, int) and exponent >= -_DIGITS:
            # 2600亿 and 5.9万 are written without commas.
            return f"{share:,f}{name}" if name.startswith(" ") else f"{share:f}{name}"
    return f"{number.normalize():,f}"


def _in_written_unit(figure: Figure) -> Figure:
    """Return a figure in the unit that its text has, where that is a larger one of the same kind.

    59.15公里 is 59.15公里 to its reader, and no 5.915万米.
    """
    for word, unit, symbol, size in _WRITTEN_UNITS:
        if figure.unit is None or figure.unit.sign != unit or not figure.written.endswith(word):
            continue
        value, lower, upper = (
            None if number is None else number / size
            for number in (figure.value, figure.lower, figure.upper)
        )
        written = replace(figure.unit, label=word, sign=symbol)
        return replace(figure, unit=written, value=value, lower=lower, upper=upper)
    return figure


def with_unit(number: str, figure: Figure, language: str) -> str:
    """Return a number with a figure's unit, without the counted kind."""
    return in_unit(number, figure.unit, language)


def in_unit(number: str, unit: Named | None, language: str) -> str:
    """Return a number with a unit."""
    sign = unit.sign if unit else ""
    if unit is None or sign in _SAYS_NOTHING:
        return number
    if sign in _BEFORE:
        return f"{sign}{number}"
    if sign in _ATTACHED:
        return number + sign
    # Letters are for English: 米, not m.
    return f"{number} {sign if language == 'en' else unit.label}"


def largest_text(figure: Figure, language: str) -> str:
    """Return the largest number of a figure, as an axis is labelled with it."""
    figure = _in_written_unit(figure)
    return with_unit(number_text(figure.largest or Decimal(0), language), figure, language)


def amount_text(figure: Figure, language: str) -> str:
    """Return the number with its comparator, as ``≥ ¥1056万`` or ``10–99%``; empty without one."""
    figure = _in_written_unit(figure)
    value, lower, upper = (
        None if number is None else number_text(number, language)
        for number in (figure.value, figure.lower, figure.upper)
    )
    if value is not None:
        sign = "" if figure.sign in ("", "=") else f"{figure.sign} "
        return sign + with_unit(value, figure, language)
    if lower is not None and upper is not None:
        return with_unit(f"{lower}–{upper}", figure, language)
    if lower is not None:
        return f"≥ {with_unit(lower, figure, language)}"
    return f"≤ {with_unit(upper, figure, language)}" if upper is not None else ""
