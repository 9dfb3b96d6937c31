"""Adds to a figure's claim what the words around it express: kind, indicator and qualifier."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.claims.evidence import MAX_QUOTE, Quote
from districtgraph.graph.curation.claim_drafts import ClaimDraft
from districtgraph.graph.curation.figure_qualifiers import qualifying_words
from districtgraph.graph.extraction.extraction import FoundFigure
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject

__all__ = ["FigureWords", "with_figure_context"]

_KINDS: Mapping[str, str] = {
    "growth": "growth",
    "points": "points",
    "difference": "change",
    "change": "change",
    "share": "share",
    "ratio": "ratio",
    "multiple": "ratio",
}
"""Concepts of the scheme of figure kinds, by what the rules call a kind; a level has none."""


_GREW_REACH = 8


@cache
def _grew() -> re.Pattern[str]:
    """Return the pattern of words before how many times as much was added: 增长1.2倍."""
    return re.compile(f"{either(load_lexicon().changes.growing_by_multiples)}[了近约超过将整]*$")


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A figure in its text.

    Attributes:
        kind: its kind according to the rules.
        falls: whether it expresses a decrease.
        number: its place.
        head: the words that name its indicator.

    """

    kind: str
    falls: bool
    number: tuple[int, int]
    head: Quote | None

    @classmethod
    def of_found(cls, found: FoundFigure) -> "FigureWords":
        """Return those of a figure that the rules found."""
        head = found.head
        return cls(
            found.change.kind,
            found.change.falling,
            (found.quantity.start, found.quantity.end),
            Quote(head.start, head.end, head.text) if head else None,
        )

    @classmethod
    def of_claim_object(cls, item: ClaimObject) -> "FigureWords":
        """Return those of a claim as `districtgraph extract` prints it; it has a number."""
        assert item.number is not None
        head = item.indicator_text
        return cls(
            item.kind,
            item.value is not None and item.value < 0,
            (item.number.start, item.number.end),
            Quote(head.start, head.end, head.text) if head else None,
        )


def with_figure_context(draft: ClaimDraft, text: str, words: FigureWords) -> ClaimDraft:
    """Return a draft with the kind of its figure, the words for its indicator, and its qualifier.

    Series rely on these fields: without them a growth looks like a level.
    """
    draft = draft.with_values("figure-kinds", figure_kind=_figure_kind(text, words))
    head = words.head
    if head and len(head.text) <= MAX_QUOTE and draft.value("indicator"):
        draft = draft.with_values("indicator-heads", measured=head)
    qualifier = qualifying_words(text, words.number, head)
    return draft.with_values("figure-qualifiers", qualifier=qualifier)


def _figure_kind(text: str, words: FigureWords) -> str | None:
    """Return the concept of a figure's kind, None for a level."""
    kind, (start, end) = _KINDS.get(words.kind), words.number
    if kind == "growth" and words.falls:
        return "decline"
    grew = "倍" in text[start:end] and _grew().search(text, max(0, start - _GREW_REACH), start)
    return "growth-multiple" if kind == "ratio" and grew else kind
