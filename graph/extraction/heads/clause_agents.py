"""Who did something, or where: words before a verb that are no part of what is measured.

主城区新建公厕326座 counts lavatories that were built, 园区现有企业86家 enterprises. Whether a
figure is one of the whole place still depends on these words: the head's whole name has them.
"""

import re
from dataclasses import replace
from functools import cache

from districtgraph.graph.extraction.heads.head_words import HeadReading
from districtgraph.graph.extraction.lexicon.lexicon_records import HeadWords, Lexicon, PhraseWords
from districtgraph.graph.extraction.lexicon.word_patterns import alternatives
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity

__all__ = ["without_agent"]

_SHORTEST = 2
"""The fewest characters of the thing measured."""
_LONGEST_AGENT = 24
"""The most characters of who did something."""
_NEW = ("新", "增", "净增", "改扩建")
"""Beginnings of verbs that make no noun with what follows them."""
_OWNED = "(?!产权|制|权|人|的)"
_ADVERBS = "(?:共|累计|已|又|再|还|先后|成功|新近|相继|陆续|共计|总计|合计)*"


def without_agent(reading: HeadReading, quantity: Quantity, lexicon: Lexicon) -> HeadReading:
    """Return a reading without who did something before its verb: 主城区|新建公厕.

    The head's whole name keeps the words. An amount of money needs to say whose it is.

    Args:
        reading: what the quantity measures.
        quantity: the quantity.
        lexicon: the word lists.

    """
    head = reading.head
    if head is None or head.start > quantity.start or head.completed:
        return reading
    size = _agent(head.text, lexicon, money=quantity.is_money)
    if not size:
        return reading
    own = replace(head, start=head.start + size, text=head.text[size:], completed=head.text)
    return replace(reading, head=own)


def _agent(text: str, lexicon: Lexicon, *, money: bool) -> int:
    """Return how many characters of a phrase say who did something, 0 if none do."""
    if match := _having(lexicon.phrases).match(text):
        return match.end()
    acts = not money and _act(lexicon.phrases).search(text, _SHORTEST)
    match = _acting(lexicon.phrases).match(text) if acts else None
    if match is None or _is_name(match, lexicon.phrases, lexicon.heads):
        return 0
    return match.start("act")


def _is_name(match: re.Match[str], words: PhraseWords, heads: HeadWords) -> bool:
    """Return whether subject, verb and object make one name: 城镇新增就业, 景区接待能力."""
    act, thing = match.group("act", "thing")
    if match.group("agent").endswith(words.not_agents) or thing in heads.of_subject:
        return True
    return thing.endswith(words.act_nouns) and not act.startswith(_NEW)


@cache
def _act(words: PhraseWords) -> re.Pattern[str]:
    return re.compile(alternatives(words.agent_acts))


@cache
def _acting(words: PhraseWords) -> re.Pattern[str]:
    return re.compile(
        f"(?P<agent>.{{0,{_LONGEST_AGENT}}}?(?:{alternatives(words.agents)}))(?<=..){_ADVERBS}"
        f"(?P<act>{alternatives(words.agent_acts)})了?(?P<thing>.{{{_SHORTEST},}})"
    )


@cache
def _having(words: PhraseWords) -> re.Pattern[str]:
    return re.compile(
        f".{{{_SHORTEST},{_LONGEST_AGENT}}}?(?<!原)(?:{alternatives(words.having_verbs)}){_OWNED}"
        f"(?=.{{{_SHORTEST},}})"
    )
