"""Scores how well a label matches a search, from 0 to 100.

Both are folded (`label_folding`). Equal texts score 100; a label that begins with the searched text
scores 85 to 95; one that contains it, 70 to 85; one that the searched text ends with (in English
also begins with), 70 to 90; one elsewhere in the searched text, 50 to 65; one that shares only
parts with it, at most 60. Within each range, the score grows with the part that one covers of the
other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from districtgraph.server.knowledge.labels.label_folding import grams, is_chinese, runs_and_words

__all__ = ["EXACT", "LITERAL", "Sought", "score", "score_of_terms"]

EXACT = 100.0
LITERAL = 70.0
"""The least score of a label that holds the whole text."""
_ENOUGH = 0.5
"""The part of a text of which a label must have more to be a result at all."""
_LONGEST = 64
"""Parts of a text that are looked for; more of them change nothing."""


@dataclass(frozen=True)
class Sought:
    """A folded text that is searched for.

    Attributes:
        text: folded.
        variants: for each of its words of other scripts than Chinese the words of labels that may
            be meant, with how much each of them counts, from 0 to 1.

    """

    text: str
    variants: Mapping[str, Mapping[str, float]]

    @cached_property
    def runs(self) -> Sequence[str]:
        """The runs of Chinese characters."""
        return [run[:_LONGEST] for run in runs_and_words(self.text)[0][:_LONGEST]]

    @cached_property
    def words(self) -> Sequence[str]:
        """The words of other scripts."""
        return runs_and_words(self.text)[1][:_LONGEST]

    @cached_property
    def weight(self) -> float:
        """The weight of all of its parts together."""
        return sum(map(len, self.runs)) + sum(map(_word_weight, self.words))


def score(sought: Sought, label: str) -> float:
    """Return how well a folded label answers; 0 where it does not."""
    if label == sought.text:
        return EXACT
    return _literal(sought.text, label) or _contained(sought.text, label) or _partial(sought, label)


def _literal(text: str, label: str) -> float:
    at = label.find(text)
    while at >= 0:
        if _word_begins(label, at):
            part = len(text) / len(label)
            return 85 + 10 * part if at == 0 else LITERAL + 15 * part
        at = label.find(text, at + 1)
    return 0.0


def _word_begins(text: str, at: int) -> bool:
    """Return whether a word may begin at a place: "are" is not found in "care"."""
    before = text[at - 1] if at else " "
    return before == " " or is_chinese(before) or is_chinese(text[at])


def _contained(text: str, label: str) -> float:
    """Score a label that the text contains, as 沈阳市大东区 contains 大东区."""
    at = text.rfind(label) if len(label) > 1 else -1
    if at < 0 or not (_word_begins(text, at) and _word_ends(text, at + len(label))):
        return 0.0
    part = len(label) / len(text)
    # Chinese names go from the general to the particular: the last part is the thing. English
    # ones go either way.
    outer = text.endswith(label) or (text.startswith(label) and not is_chinese(label[0]))
    return LITERAL + 20 * part if outer else 50 + 15 * part


def _word_ends(text: str, at: int) -> bool:
    after = text[at] if at < len(text) else " "
    return after == " " or is_chinese(after) or is_chinese(text[at - 1])


def _partial(sought: Sought, label: str) -> float:
    found = sum(_run_found(run, label) for run in sought.runs)
    if sought.words:
        present = set(runs_and_words(label)[1])
        found += sum(_word_found(sought.variants[word], present, word) for word in sought.words)
    part = found / sought.weight
    if part <= _ENOUGH:
        return 0.0
    return 60 * part * (0.7 + 0.3 * min(1.0, len(sought.text) / len(label)))


def _run_found(run: str, label: str) -> float:
    """Return how much of a run a label contains: its characters and their neighbourhoods."""
    pairs = grams(run)
    near = sum(pair in label for pair in pairs) / len(pairs)
    each = sum(character in label for character in run) / len(run)
    return len(run) * (near + each) / 2


def _word_found(variants: Mapping[str, float], present: set[str], word: str) -> float:
    return _word_weight(word) * max((variants[v] for v in variants.keys() & present), default=0.0)


def _word_weight(word: str) -> float:
    """Return what a word counts beside a Chinese character: "of" and "the" little."""
    return 2.0 if len(word) > 3 else 0.5


def score_of_terms(terms: Sequence[Sought], labels: Sequence[str]) -> list[float]:
    """Return how well each of a thing's folded labels answers several words, in any order.

    A label that has all of them has 70 to 85; where the labels together have them, each has up to
    60 for its own part; otherwise none answers.
    """
    found = [[_has_term(term, label) for term in terms] for label in labels]
    if not all(any(has[at] for has in found) for at in range(len(terms))):
        return [0.0] * len(labels)
    length = sum(len(term.text) for term in terms)
    return [
        LITERAL + 15 * length / max(length, len(label)) if all(has) else 60 * sum(has) / len(terms)
        for has, label in zip(found, labels, strict=True)
    ]


def _has_term(term: Sought, label: str) -> bool:
    if term.text in label:
        return True
    return bool(term.words) and not term.runs and _partial(term, label) > 0
