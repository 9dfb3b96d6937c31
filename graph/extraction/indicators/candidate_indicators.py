"""Proposes indicators for figures whose head names no indicator of the scheme."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from districtgraph.graph.extraction.indicators.indicator_index import normalise

__all__ = [
    "MAX_EXAMPLES",
    "CandidateIndicator",
    "UnlinkedFigure",
    "candidate_key",
    "collect_candidates",
]

MAX_EXAMPLES = 5
"""The most quotes that a candidate has as examples."""
_KEY_DIGITS = 12


@dataclass(frozen=True, slots=True)
class UnlinkedFigure:
    """A figure that has no indicator.

    Args:
        head: the words that name what it measures, as written.
        symbol: its unit or measure word as written; empty where there is none.
        quote: its words in the text.
        document: the key of the document.

    """

    head: str
    symbol: str
    quote: str
    document: str


@dataclass(frozen=True, slots=True)
class CandidateIndicator:
    """An indicator proposed for the figures that share a head, for a curator to accept or refuse.

    Args:
        key: the local name, made from the normalised head, so that it is the same in every run.
        label: the most frequent spelling of the head.
        count: how many figures have this head.
        documents: how many documents they are in.
        units: the units and measure words, the most frequent first.
        examples: quotes, at most MAX_EXAMPLES.

    """

    key: str
    label: str
    count: int
    documents: int
    units: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The local IRI."""
        return f"candidate-indicator/{self.key}"


def candidate_key(head: str) -> str:
    """Return the local name of the candidate for a head, the same for heads that normalise alike.

    The name is part of a hash, since IRIs are ASCII and pinyin is ambiguous.
    """
    return hashlib.sha256(normalise(head).encode()).hexdigest()[:_KEY_DIGITS]


def collect_candidates(figures: Iterable[UnlinkedFigure]) -> tuple[CandidateIndicator, ...]:
    """Return one candidate per normalised head, the most frequent first."""
    groups: dict[str, list[UnlinkedFigure]] = {}
    for figure in figures:
        if normalise(figure.head):
            groups.setdefault(candidate_key(figure.head), []).append(figure)
    found = [_candidate(key, group) for key, group in groups.items()]
    return tuple(sorted(found, key=lambda item: (-item.count, item.label, item.key)))


def _candidate(key: str, figures: list[UnlinkedFigure]) -> CandidateIndicator:
    return CandidateIndicator(
        key,
        _by_frequency(item.head for item in figures)[0],
        len(figures),
        len({item.document for item in figures}),
        _by_frequency(item.symbol for item in figures if item.symbol),
        tuple(dict.fromkeys(item.quote for item in figures))[:MAX_EXAMPLES],
    )


def _by_frequency(words: Iterable[str]) -> tuple[str, ...]:
    """Return words, the most frequent first; equally frequent ones by code point."""
    counts = Counter(words)
    return tuple(sorted(counts, key=lambda word: (-counts[word], word)))
