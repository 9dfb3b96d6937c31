"""Text of clients as it may stand in a log or on a terminal: in one line, without escapes."""

import logging

__all__ = ["UNPRINTABLE", "PrintableFormatter", "printable"]

_MOST = 500
"""Characters of a client's text that a line of a log has."""
UNPRINTABLE = frozenset(
    "\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Ends of lines, and marks that turn around what stands behind them in the same line."""


def printable(text: str, most: int = _MOST) -> str:
    """Return a text without what a terminal or a reader of lines would act on.

    Args:
        text: as a client sent it.
        most: characters that are shown; an ellipsis tells that there were more.

    Returns:
        The text with controls, line ends, surrogates and marks of direction written as escapes.

    """
    shown = "".join(map(_shown, text[:most]))
    return shown if len(text) <= most else f"{shown}…"


def _shown(character: str) -> str:
    if (character.isprintable() and character not in UNPRINTABLE) or character == "\u3000":
        return character
    return character.encode("unicode_escape").decode("ascii")


class PrintableFormatter(logging.Formatter):
    """Formats records so that each begins one line, whatever stands in messages of exceptions.

    The lines of a traceback are indented: none of them can be taken for a record of its own.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        return "\n  ".join(_whole(line) for line in super().format(record).split("\n"))


def _whole(line: str) -> str:
    return printable(line, len(line))


def printable_handler() -> logging.Handler:
    """Return what writes a log to stderr so that no line is forged by what strangers sent."""
    handler = logging.StreamHandler()
    handler.setFormatter(PrintableFormatter("%(levelname)s: %(message)s"))
    return handler
