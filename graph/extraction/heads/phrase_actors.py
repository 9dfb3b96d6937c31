"""Who acts before a number: a division, a company. The name is no part of what is measured."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from districtgraph.graph.extraction.lexicon.lexicon_records import PhraseWords

__all__ = ["ActorPatterns", "actor_patterns"]

# 社区还结合: an adverb shows that these are a subject and a verb, not a noun.
_SUBJECT_AND_VERB = re.compile("[一-鿿]{2,8}(?:还(?![本款贷债林草湿田湖])|[也又])(?:[一-鿿]{1,3})$")
# 长丰县, 江宁市, but no 城市, 超市, 市场, 县级.
_NAMED_DIVISION = (
    r"[一-鿿]{2,8}?(?:自治[区州县旗]|(?<![城上超夜股都楼集门])市(?![场政民容值面])|省|县)"
    r"(?![级直属道外内域干])(?=..)"
)


@dataclass(frozen=True, slots=True)
class ActorPatterns:
    """Patterns of who acts.

    Attributes:
        named: the name of a division, or of another actor before an adverb, at the beginning.
        willing: whoever will do something (华兴科技将), which a verb of doing has to follow.
        division: a whole phrase that only names a division.
        did: the adverbs and the verb of what a division did, up to the number.
        said: a subject with its verb, which is no noun.

    """

    named: re.Pattern[str]
    willing: re.Pattern[str]
    division: re.Pattern[str]
    did: re.Pattern[str]
    said: re.Pattern[str]


def actor_patterns(words: PhraseWords) -> ActorPatterns:
    """Return the patterns of a word list."""
    return ActorPatterns(
        named=re.compile(
            f"{_NAMED_DIVISION}|[一-鿿]{{2,6}}?(?:{_any(words.actors)})(?={_any(words.actor_adverbs)})"
        ),
        willing=re.compile(
            "(?:[他她]们?|[一-鿿A-Za-z0-9]{2,12}?)(?<![即必])"
            f"(?:{_any((*words.will, *words.aiming))})(?![军来领士要生定订单])"
        ),
        division=re.compile(f"[一-鿿]{{1,5}}(?:{_any(words.divisions)})"),
        did=re.compile(f"(?:{_any(words.did_adverbs)}){{1,3}}(?:{_any(words.did_verbs)})了?"),
        said=_SUBJECT_AND_VERB,
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
