"""Modality: whether a figure is achieved, ongoing, planned or aimed at, by the words before it."""

from dataclasses import dataclass

from districtgraph.graph.clauses import Sentence, clause_start
from districtgraph.graph.lexicons import Lexicon, ModalityCue

__all__ = ["DEFAULT_MODALITY", "ModalityReading", "modality_of"]

DEFAULT_MODALITY = "achieved"
"""What a report tells without any cue is taken as achieved: that is what reports are for."""


@dataclass(frozen=True, slots=True)
class ModalityReading:
    """A modality (key of the scheme modalities) and the cue that told it, None by default."""

    modality: str
    cue: str | None


def modality_of(text: str, sentence: Sentence, position: int, lexicon: Lexicon) -> ModalityReading:
    """Return the modality of a figure at a position of a sentence.

    A cue that reaches over its sentence decides, since 力争 and its like govern the verbs that
    follow, clause by clause; else the nearest cue before the figure in its clause.
    """
    in_clause = _cues(text, clause_start(text, sentence, position), position, lexicon)
    in_sentence = [
        (at, cue) for at, cue in _cues(text, sentence.start, position, lexicon) if cue.over_sentence
    ]
    # An aim governs the verb that reaches it: 力争 … 达到 is aimed at, not achieved.
    for found in (in_sentence, in_clause):
        if found:
            cue = max(found, key=lambda item: item[0])[1]
            return ModalityReading(cue.modality, cue.word)
    return ModalityReading(DEFAULT_MODALITY, None)


def _cues(text: str, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, ModalityCue]]:
    found = []
    for cue in lexicon.cues:
        at = text.rfind(cue.word, start, end)
        if at >= 0 and not any(_stands(text, word, at, cue.word) for word in lexicon.not_cues):
            found.append((at, cue))
    return found


def _stands(text: str, word: str, at: int, cue: str) -> bool:
    """Tell whether the cue found at a place is but a piece of a longer word there."""
    return cue in word and text.startswith(word, at - word.index(cue))
