"""Modality: whether a figure is achieved, ongoing, planned or aimed at, by the words before it."""

import re
from dataclasses import dataclass

from districtgraph.graph.extraction.lexicon import Lexicon, Modality, ModalityCue
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = ["DEFAULT_MODALITY", "ModalityReading", "modality_of"]

DEFAULT_MODALITY: Modality = "achieved"
"""What a report tells without any cue is taken as achieved: that is what reports are for."""

# The parts of a work report: 一、2013年工作回顾 … 二、2014年工作安排.
_PART = re.compile(r"^[ 　]*[一二三四五六七八九十]+、[^。；\n]{1,40}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ModalityReading:
    """A modality (key of the scheme modalities) and the cue that told it, None by default.

    The cue stands at `start`, an offset into the text.
    """

    modality: Modality
    cue: str | None
    start: int | None = None


def modality_of(text: str, sentence: Sentence, position: int, lexicon: Lexicon) -> ModalityReading:
    """Return the modality of a figure at a position of a sentence.

    A cue that reaches over its sentence decides, since 力争 and its like govern the verbs that
    follow, clause by clause; else the heading, where it announces what is to come; else the nearest
    cue before the figure in its clause.
    """
    in_clause = _cues(text, clause_start(text, sentence, position), position, lexicon)
    in_sentence = [
        (at, cue) for at, cue in _cues(text, sentence.start, position, lexicon) if cue.over_sentence
    ]
    # An aim governs the verb that reaches it: 力争 … 达到 is aimed at, not achieved.
    if in_sentence:
        return _nearest(in_sentence)
    announced = _announced(text, sentence.start, lexicon)
    if announced and all(cue.modality == DEFAULT_MODALITY for _, cue in in_clause):
        return announced
    return _nearest(in_clause) if in_clause else ModalityReading(DEFAULT_MODALITY, None)


def _nearest(found: list[tuple[int, ModalityCue]]) -> ModalityReading:
    at, cue = max(found, key=lambda item: item[0])
    return ModalityReading(cue.modality, cue.word, at)


def _announced(text: str, position: int, lexicon: Lexicon) -> ModalityReading | None:
    """Return a target where the part of the report in which a position stands is on the future."""
    headings = list(_PART.finditer(text, 0, position))
    for heading in headings[-1:]:
        for word in lexicon.future_headings:
            if word in heading.group():
                return ModalityReading("target", word, text.index(word, heading.start()))
    return None


def _cues(text: str, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, ModalityCue]]:
    found = []
    for cue in lexicon.cues:
        at = _last(text, cue.word, start, end, lexicon.not_cues)
        if at >= 0:
            found.append((at, cue))
    return found


def _last(text: str, word: str, start: int, end: int, not_cues: tuple[str, ...]) -> int:
    """Return where a cue stands last that is no piece of a longer word, or -1."""
    at = text.rfind(word, start, end)
    while at >= 0 and any(_stands(text, longer, at, word) for longer in not_cues):
        at = text.rfind(word, start, at)
    return at


def _stands(text: str, longer: str, at: int, cue: str) -> bool:
    """Tell whether the cue found at a place is but a piece of a longer word there."""
    return cue in longer and text.startswith(longer, max(0, at - longer.index(cue)))
