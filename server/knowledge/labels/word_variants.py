"""The words of labels that a word of a search may mean: longer ones, its forms, misspellings."""

from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from districtgraph.server.knowledge.labels.label_database import LabelDatabase
from districtgraph.server.knowledge.labels.label_folding import runs_and_words
from districtgraph.server.knowledge.labels.label_scoring import Sought

__all__ = ["MOST_PARTS", "WordVariants"]

MOST_PARTS = 64
"""Parts of a text that are looked for."""
_PREFIXES = 200
"""Most words of labels that a word is taken for the beginning of."""
_TYPOS = 20
"""Most words of labels that a word is taken for a misspelling of."""
_MISSPELT = 8
"""Most words of a text that are compared with all words of labels, as misspellings are found."""
_MOST_WORDS = 200_000
"""Words of labels that misspellings are looked for among."""


class WordVariants:
    """Finds words of labels.

    Args:
        database: the index of the labels.

    """

    def __init__(self, database: LabelDatabase) -> None:
        self._database = database

    def sought(self, text: str) -> Sought:
        """Return a folded text with the words that each of its own may mean."""
        variants: dict[str, dict[str, float]] = {}
        unknown = 0
        for word in dict.fromkeys(runs_and_words(text)[1][:MOST_PARTS]):
            variants[word] = self._variants(word)
            if not variants[word] and unknown < _MISSPELT:
                unknown += 1
                variants[word] = dict.fromkeys(self._misspelt(word), 0.75)
        return Sought(text, variants)

    def _variants(self, word: str) -> dict[str, float]:
        """Return the words of labels that a word may mean, with how much each of them counts."""
        variants = dict.fromkeys(self._database.words_from(word, _PREFIXES), 0.9)
        if word in variants:
            variants[word] = 1.0
        for form in filter(self._database.has_word, _forms(word)):
            variants.setdefault(form, 0.95)
        return variants

    @cached_property
    def _words(self) -> list[str]:
        return self._database.words_from("", _MOST_WORDS)

    def _misspelt(self, word: str) -> list[str]:
        # Every neighbour of a short word, or of a number, is a different word.
        if len(word) < 4 or not word.isalpha():
            return []
        typos = 1 if len(word) < 8 else 2
        found = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=typos, limit=_TYPOS
        )
        return [near for near, _, _ in found]


def _forms(word: str) -> set[str]:
    """Return the English singular or plural of a word."""
    if len(word) < 4:
        return set()
    if word.endswith("y"):
        return {f"{word[:-1]}ies"}
    return {f"{word[:-3]}y"} if word.endswith("ies") else {word.removesuffix("s")} - {word}
