"""Hanyu Pinyin for Chinese names that nobody has translated."""

from collections.abc import Callable
from functools import cache

__all__ = ["PINYIN", "in_pinyin"]

PINYIN = "zh-Latn-pinyin"
"""The language tag of pinyin (RFC 5646, registered variant)."""
_LONGEST = 60
"""The most characters of a name that is transcribed; longer texts are sentences."""


def in_pinyin(name: str) -> str | None:
    """Return a name syllable by syllable with its tones: Bīn jiāng gōng yuán.

    None if it holds no Chinese character, or is longer than a name.
    """
    if len(name) > _LONGEST or not any("一" <= character <= "鿿" for character in name):
        return None
    syllables = [part.strip() for part in _reader()(name)]
    spelt = " ".join(part for part in syllables if part)
    return spelt[:1].upper() + spelt[1:]


@cache
def _reader() -> Callable[[str], list[str]]:
    # Its dictionaries take 40 MB: they are loaded only to write RDF of a report.
    from pypinyin import Style, lazy_pinyin

    def read(name: str) -> list[str]:
        return lazy_pinyin(name, style=Style.TONE)

    return read
