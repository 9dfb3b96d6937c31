"""Regular expressions made of the words of a list."""

import re
from collections.abc import Iterable

__all__ = ["alternatives", "either"]


def alternatives(words: Iterable[str]) -> str:
    """Return the pattern of any of some words, without a group; longer ones are tried first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def either(words: Iterable[str]) -> str:
    """Return the pattern of any of some words, as a group; longer ones are tried first."""
    return f"(?:{alternatives(words)})"
