"""Chains of official names, each division within the one before: 江州市|云湖区."""

from collections.abc import Iterator
from functools import cache

from districtgraph.graph.extraction.names.named_text import NamedText
from districtgraph.graph.places.divisions import load_divisions

__all__ = [
    "CHAINED",
    "chain_before",
    "divisions_at_the_beginning",
    "length_of_parent",
    "length_of_province",
]

CHAINED = frozenset("省市区县旗州盟")
"""Last characters of the divisions that another one may follow."""


@cache
def _longest() -> int:
    """Return the length of the longest official name: 双江拉祜族佤族布朗族傣族自治县."""
    return max(map(len, load_divisions().names()))


def chain_before(source: NamedText, end: int) -> int | None:
    """Return where the official names begin that end at a position: 江州市云湖区|; None if none."""
    names, text, start = load_divisions().names(), source.text, None
    while True:
        at = next(
            (at for at in range(max(0, end - _longest()), end - 1) if text[at:end] in names),
            None,
        )
        whole = at is not None and text[at:end] not in source.lexicon.common_nouns
        # 市委和|县委: 和县 would be a county too.
        joined = at is not None and text[at] == "和" and "一" <= text[at - 1 : at] <= "鿿"
        if at is None or not whole or joined or source.phrases.is_within_a_word(at):
            return start
        start = end = at
        if text[end - 1 : end] not in CHAINED:
            return start


def divisions_at_the_beginning(text: str) -> Iterator[int]:
    """Yield the ends of the divisions that a name begins with, after a province: 江州市|云湖区|."""
    names, start = load_divisions().names(), length_of_province(text)
    while True:
        longest = min(len(text), start + _longest())
        end = next(
            (
                at
                for at in range(longest, start + 1, -1)
                if text[at - 1] in CHAINED and text[start:at] in names
            ),
            None,
        )
        if end is None:
            return
        yield end
        start = end


def length_of_parent(text: str) -> int:
    """Return the length of the short name of a city before its district: 沈阳|和平区; 0 if none."""
    divisions = load_divisions()
    for size in (2, 3, 4):
        for item in divisions.names().get(text[size:], ()):
            parent = divisions.latest(item.parent or "")
            if parent is not None and parent.name[:size] == text[:size] != parent.name:
                return size
    return 0


def length_of_province(text: str) -> int:
    """Return the length of the short name of a province before a division: 江西|永新县工业园区."""
    names = load_divisions().names()
    for size in (2, 3):
        if any(item.code.endswith("0000") for item in names.get(text[:size], ())):
            return size if text[size : size + 1] not in CHAINED else 0
    return 0
