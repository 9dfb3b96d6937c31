"""The cues of modality in a sentence (力争, 将, 已), and the patterns of its word lists."""

import re
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon, Modality, ModalityCue
from districtgraph.graph.extraction.lexicon.word_patterns import alternatives
from districtgraph.graph.text.clauses import Sentence

__all__ = ["FoundCue", "ModalityGrammar", "ModalityReading", "find_cues", "modality_grammar"]

_BY_A_DAY = "[于在到至]?20[0-9]{2}年(?:[0-9]{1,2}月)?[底末]?前?"


@dataclass(frozen=True, slots=True)
class ModalityReading:
    """A modality (key of the scheme modalities) and its cue, None if it is the default.

    `start` is the cue's offset in the text.
    """

    modality: Modality
    cue: str | None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue at `start` of the text."""

    start: int
    cue: ModalityCue


def find_cues(text: str, sentence: Sentence, lexicon: Lexicon) -> tuple[FoundCue, ...]:
    """Return the cues of a sentence in order, without those within a longer word (将近)."""
    grammar = modality_grammar(lexicon)
    return tuple(
        FoundCue(match.start("cue"), grammar.cues[match.group("cue")])
        for match in grammar.pattern.finditer(text, sentence.start, sentence.end)
        if match.group("cue")
    )


@dataclass(frozen=True, slots=True)
class ModalityGrammar:
    """The cues of modality.yaml, and its words for numbers to be reached and for actions."""

    pattern: re.Pattern[str]
    cues: dict[str, ModalityCue]
    past: re.Pattern[str]
    actions: re.Pattern[str]
    reaching: re.Pattern[str]
    outcomes: re.Pattern[str]
    results: re.Pattern[str]


@cache
def modality_grammar(lexicon: Lexicon) -> ModalityGrammar:
    """Return the compiled word lists of a lexicon."""
    words = lexicon.modality
    heads = (*lexicon.heads.verbs, *lexicon.heads.light)
    actions = {*words.actions, *(word for word in heads if len(word) > 1)} - {*words.results}
    # 计划建成 and 计划2026年建成
    verbs = f"(?=(?:{_BY_A_DAY})?(?:{alternatives(words.followed_by)}))"
    cues = {item.word: item for item in lexicon.cues}
    patterns = (
        re.escape(word) + (verbs if cues[word].before_verbs else "")
        for word in sorted(cues, key=len, reverse=True)
    )
    return ModalityGrammar(
        re.compile(f"(?:{_not_cues(lexicon)})|(?P<cue>{'|'.join(patterns)})"),
        cues,
        re.compile(alternatives(words.past)),
        re.compile(alternatives(actions)),
        re.compile(
            f"(?<!^)(?:{alternatives(words.reaching)})(?:了|约|近|超|到|每人|全区|全市|全省)*$"
        ),
        re.compile(alternatives(words.outcomes)),
        re.compile(f"(?:{alternatives(words.results)})$"),
    )


def _not_cues(lexicon: Lexicon) -> str:
    """Return a pattern of words that are no cue, unless they begin a cue (建设计划总投资)."""
    patterns = []
    for word in sorted(lexicon.not_cues, key=len, reverse=True):
        longer = [
            item.word.removeprefix(word)
            for item in lexicon.cues
            if item.word.startswith(word) and item.word != word
        ]
        guard = f"(?!{alternatives(longer)})" if longer else ""
        patterns.append(re.escape(word) + guard)
    return "|".join(patterns)
