"""Makes clients' text safe for a log or a terminal: one line, no escape sequences."""

import logging

__all__ = ["UNPRINTABLE", "PrintableFormatter", "printable", "printable_handler"]

_MOST = 500
"""Characters of a client's text that are logged in a line."""
UNPRINTABLE = frozenset(
    "\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Line ends, and marks that change the direction of the text after them."""


def printable(text: str, most: int = _MOST) -> str:
    """Return a text without characters that a terminal or a reader of lines would act on.

    Args:
        text: as a client sent it.
        most: characters that are shown; an ellipsis replaces the rest.

    Returns:
        The text with control characters, line ends, surrogates and direction marks as escapes.

    """
    shown = "".join(map(_shown, text[:most]))
    return shown if len(text) <= most else f"{shown}…"


def _shown(character: str) -> str:
    if (character.isprintable() and character not in UNPRINTABLE) or character == "\u3000":
        return character
    return character.encode("unicode_escape").decode("ascii")


class PrintableFormatter(logging.Formatter):
    """Formats records so that each begins one line, whatever messages of exceptions contain.

    The lines of a traceback are indented, so that none can be mistaken for a record.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        return "\n  ".join(_whole(line) for line in super().format(record).split("\n"))


def _whole(line: str) -> str:
    return printable(line, len(line))


def printable_handler() -> logging.Handler:
    """Return a handler that logs to stderr so that no client can forge a line."""
    handler = logging.StreamHandler()
    handler.setFormatter(PrintableFormatter("%(levelname)s: %(message)s"))
    return handler
