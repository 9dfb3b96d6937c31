"""How well a label answers a search, as a number from 0 to 100.

Both are folded (`label_folding`). The same text has 100; a label that begins with the searched text
85 to 95, one that holds it 70 to 85, one that the searched text ends with (in English
also begins with) 70 to 90; one that stands
elsewhere in it 50 to 65, and one that has only parts of it at most 60. Within each, the more of one
is covered by the other the better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from districtgraph.server.knowledge.labels.label_folding import grams, is_chinese, runs_and_words

__all__ = ["EXACT", "LITERAL", "Sought", "score"]

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
        """What all of its parts count together."""
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
    """Score a label that stands within the text, as 大东区 in 沈阳市大东区."""
    at = text.rfind(label) if len(label) > 1 else -1
    if at < 0 or not (_word_begins(text, at) and _word_ends(text, at + len(label))):
        return 0.0
    part = len(label) / len(text)
    # Chinese names go from the general to the particular: the last part is what is meant. English
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
    """Return how much of a run stands in a label: its characters and their neighbourhoods."""
    pairs = grams(run)
    near = sum(pair in label for pair in pairs) / len(pairs)
    each = sum(character in label for character in run) / len(run)
    return len(run) * (near + each) / 2


def _word_found(variants: Mapping[str, float], present: set[str], word: str) -> float:
    return _word_weight(word) * max((variants[v] for v in variants.keys() & present), default=0.0)


def _word_weight(word: str) -> float:
    """Return what a word counts beside a Chinese character: "of" and "the" little."""
    return 2.0 if len(word) > 3 else 0.5
