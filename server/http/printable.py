"""What strangers sent, as a log may show it."""

__all__ = ["printable"]

_LONGEST = 200


def printable(text: str) -> str:
    """Return a text on one line, without control characters, cut where it is long.

    A line break would forge a line of the log, an escape sequence would command a terminal.
    """
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)
