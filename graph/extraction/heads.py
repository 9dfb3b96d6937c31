"""Heads: the words that name what figures measure, and what the names of a list share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from districtgraph.graph.extraction.head_grammar import HeadGrammar

__all__ = ["Head", "completed"]


@dataclass(frozen=True, slots=True)
class Head:
    """The words at `text[start:end]` that name what a figure measures.

    `completed` is the whole name where the words leave out what a list shares: of
    城镇、农村居民收入分别为… the first head is 城镇, completed 城镇居民收入.
    """

    start: int
    end: int
    text: str
    completed: str = ""

    @property
    def name(self) -> str:
        """The whole name."""
        return self.completed or self.text


def completed(heads: list[Head], grammar: HeadGrammar) -> list[Head]:
    """Give the names of a list what they share with the last: 城镇、农村居民收入."""
    last = heads[-1].text
    shared = _after_contrast(heads, grammar.contrasts)
    if not shared:
        size = grammar.shared_tails.suffix(last, 0, len(last))
        tail = last[len(last) - size :]
        alone = not any(
            grammar.shared_tails.suffix(item.text, 0, len(item.text)) for item in heads[:-1]
        )
        shared = tail if size and size < len(last) and alone else ""
    if not shared:
        return heads
    return [*(replace(item, completed=item.text + shared) for item in heads[:-1]), heads[-1]]


def _after_contrast(heads: list[Head], contrasts: Sequence[tuple[str, ...]]) -> str:
    """Return what follows the modifier of the last name, where all names contrast in it."""
    last = heads[-1].text
    for group in contrasts:
        shared = next((last[len(word) :] for word in group if last.startswith(word)), "")
        if shared and all(item.text in group for item in heads[:-1]):
            return shared
    return ""
