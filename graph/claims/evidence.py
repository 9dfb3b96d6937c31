"""The evidence of claims: exact words at their place, and the periods that words name."""

from dataclasses import dataclass
from datetime import date

__all__ = ["MAX_QUOTE", "ClaimPeriod", "Quote"]

MAX_QUOTE = 40
"""Code points that one quote may have: others own the text, and we cite only phrases of it."""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Exact words of a text at `text[start:end]`, offsets in code points from 0."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ClaimPeriod:
    """A period by its words, resolved to inclusive dates only where the text gives them.

    Without words the text states no period. `gloss` is the English of the words.
    """

    words: Quote | None = None
    start: date | None = None
    end: date | None = None
    gloss: str | None = None
