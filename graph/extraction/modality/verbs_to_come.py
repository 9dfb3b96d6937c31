"""Verbs to come after a figure: 余下的12台将在明年完工, 剩下4部力争春节前投用."""

import re

from districtgraph.graph.extraction.modality.modality_cues import ModalityReading

__all__ = ["will_be"]

# 余下的12台|将在明年完工: what is counted is the subject of the verb after it.
_WILL_BE = re.compile(
    "(?:[0-9.]+万?吨级)?[^，,；;。：:、0-9已\n]{0,8}?"
    "(?P<cue>将(?=[在于]|陆续|全部|继续|逐步|分批|相继|完工|建成|投用|开工|竣工)|有望(?!远))"
)
# 剩下4部|力争春节前投用: so is what is left to be done.
_LEFT = re.compile("(?:余下|剩下|剩余|其余|尚余)[^，,；;。：:0-9]{0,6}$")
_LEFT_REACH = 10
_AIMED_AT = re.compile("[一-鿿]{0,3}?(?P<cue>力争|确保|争取)")


def will_be(text: str, figure: tuple[int, int]) -> ModalityReading | None:
    """Return the reading of what is the subject of a verb to come: 余下的12台|将在明年完工.

    Args:
        text: the whole text.
        figure: where the figure begins and ends.

    """
    start, end = figure
    will = _WILL_BE.match(text, end)
    if will is None and _LEFT.search(text, max(0, start - _LEFT_REACH), start):
        will = _AIMED_AT.match(text, end)
    return ModalityReading("plan", will.group("cue"), will.start("cue")) if will else None
