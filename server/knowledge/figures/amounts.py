"""Numbers as people read them, without losing a digit or a bound."""

from decimal import Decimal

from districtgraph.server.knowledge.figures.figure import Figure

__all__ = ["amount_text", "largest_text", "number_text", "with_unit"]

_GROUPS = {
    "zh": ((Decimal(10**8), "亿"), (Decimal(10**4), "万")),
    "en": ((Decimal(10**9), " billion"), (Decimal(10**6), " million")),
}
_DIGITS = 3
"""Most digits after the point before a number is written in full."""
_BEFORE = ("¥", "$")
_ATTACHED = ("%", "‰")
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


def with_unit(number: str, figure: Figure, language: str) -> str:
    """Return a number with its unit; what is counted stands elsewhere."""
    sign = figure.unit.sign if figure.unit else ""
    if figure.unit is None or sign in _SAYS_NOTHING:
        return number
    if sign in _BEFORE:
        return f"{sign}{number}"
    if sign in _ATTACHED:
        return number + sign
    # Letters are for English: 米, not m.
    return f"{number} {sign if language == 'en' else figure.unit.label}"


def largest_text(figure: Figure, language: str) -> str:
    """Return the largest number of a figure, as an axis is labelled with it."""
    return with_unit(number_text(figure.largest or Decimal(0), language), figure, language)


def amount_text(figure: Figure, language: str) -> str:
    """Return the number with its comparator, as ``≥ ¥1056万`` or ``10–99%``; empty without one."""
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
