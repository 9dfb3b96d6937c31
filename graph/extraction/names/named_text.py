"""A text with its phrases, as the rules for names use it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from districtgraph.graph.extraction.names.name_lexicon import NameLexicon
from districtgraph.graph.extraction.names.phrases import Phrases, split_phrases

__all__ = ["LONG_SUFFIXES", "TERRITORIES", "NamedText", "named_text", "within"]

LONG_SUFFIXES = frozenset(("自治区", "自治州", "自治县", "自治旗", "民族乡", "特别行政区"))
"""Suffixes of places that may follow the name of a people (鄂伦春自治旗)."""
TERRITORIES = frozenset("省市区县旗盟州") | LONG_SUFFIXES
"""Suffixes of divisions that have a government of their own."""


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its phrases and the places of its verbal nouns, in order."""

    text: str
    phrases: Phrases
    lexicon: NameLexicon
    verbal_nouns: tuple[tuple[int, int], ...]


def named_text(text: str, lexicon: NameLexicon) -> NamedText:
    """Return a text with its phrases."""
    phrases = split_phrases(text, lexicon)
    verbal = tuple(
        (start, start + len(word)) for start, word in phrases.words if word in lexicon.verbal_nouns
    )
    return NamedText(text, phrases, lexicon, verbal)


def within(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans that lie between two positions; they are in order and do not overlap."""
    for index in range(bisect_left(spans, (start, 0)), len(spans)):
        if spans[index][1] > end:
            return
        yield spans[index]
