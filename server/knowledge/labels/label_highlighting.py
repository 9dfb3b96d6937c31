"""Finds the parts of a name that a search matched, so that a page can mark them."""

from collections.abc import Iterator
from dataclasses import dataclass

from districtgraph.server.knowledge.labels.label_folding import (
    fold,
    fold_with_positions,
    grams,
    is_chinese,
    runs_and_words,
)

__all__ = ["HighlightedText", "highlighted"]


@dataclass(frozen=True, slots=True)
class HighlightedText:
    """A part of a name; `found` if it matches the searched words."""

    text: str
    found: bool


def highlighted(name: str, text: str) -> list[HighlightedText]:
    """Return a name in pieces, those that a searched text found marked.

    All of the text is marked where the name holds it, else the pairs of Chinese characters and the
    words that both have. Put together the pieces are the name.
    """
    folded, positions = fold_with_positions(name)
    sought = fold(text)
    places = list(_places(sought, folded)) or [
        place for part in _parts(sought) for place in _places(part, folded)
    ]
    marked = {at for start, end in places for at in range(positions[start], positions[end - 1] + 1)}
    return list(_pieces(name, marked))


def _parts(sought: str) -> list[str]:
    runs, words = runs_and_words(sought)
    return [part for run in runs for part in grams(run)] + words


def _places(part: str, folded: str) -> Iterator[tuple[int, int]]:
    at = folded.find(part) if part else -1
    while at >= 0:
        if at == 0 or folded[at - 1] == " " or is_chinese(folded[at - 1]) or is_chinese(part[0]):
            yield at, at + len(part)
        at = folded.find(part, at + 1)


def _pieces(name: str, marked: set[int]) -> Iterator[HighlightedText]:
    start = 0
    for at in range(1, len(name) + 1):
        if at == len(name) or (at in marked) != (start in marked):
            yield HighlightedText(name[start:at], start in marked)
            start = at
