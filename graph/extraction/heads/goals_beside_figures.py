"""Goals among the figures of a sentence: numbers of what was measured before."""

import re

from districtgraph.graph.extraction.heads.head_sentences import HeadSentence

__all__ = ["is_a_goal", "measured_with_goal"]

_NEAR = 5
"""How many figures back the one may be whose goal a number is."""

# 完成全年增长|6%|的预期目标仍需努力: the goal of all, not of what the clause before is about.
_GOAL_AFTER = re.compile("(?:左右|以上)?的?(?:预期|年度|全年|年初|既定|发展|增长|主要){0,3}目标")


_GOAL_BEFORE = re.compile("[，,；;]?(?:要|确保)?(?:完成|实现|达到)[^，,；;。]{0,6}(?:增长|增速)$")


def is_a_goal(masked: str, begin: int, span: tuple[int, int]) -> bool:
    """Return whether a rate is what a goal without a name says: 完成增长6%的目标."""
    aimed = _GOAL_AFTER.match(masked, span[1])
    return aimed is not None and _GOAL_BEFORE.search(masked, begin, span[0]) is not None


# 2.4个，距|4.5个|的目标值尚有差距: the goal of what was measured before.
_ITS_GOAL = re.compile(
    "(?:左右|以上|以内)?的?(?:规划|预期|年度|全年|年初|既定|总体|五年|控制){0,2}目标值?(?!任务|群体|人群|市场|客户)"
)
_TOWARDS = re.compile("(?:距离?|与|比|较|达到?|实现|完成|下降|增长|提高)(?:[到至])?了?[近约]?$")
# 与1.5%|的目标相比仍差|0.6个百分点, 完成下降14%|目标的|54%
_FROM_THE_GOAL = re.compile(
    "(?:左右|以上|以内)?的?[^，,；;。]{0,6}目标值?(?:的|(?:相比)?(?:仍|还|尚|也)?(?:相?差|低|少|缺)了?)[近约]?"
)


def _is_its_goal(masked: str, span: tuple[int, int]) -> bool:
    """Return whether a number is the goal of something named before: 距|9个|的目标值."""
    towards = _TOWARDS.search(masked, max(0, span[0] - 6), span[0])
    return towards is not None and _ITS_GOAL.match(masked, span[1]) is not None


def _is_from_a_goal(between: str) -> bool:
    """Return whether the words from a goal to a number say how far from it something is."""
    return _FROM_THE_GOAL.fullmatch(between) is not None


def measured_with_goal(sentence: HeadSentence, i: int) -> int | None:
    """Return the figure whose goal a number is, or how far from whose goal it says something is."""
    spans, masked = sentence.spans, sentence.masked
    if i - 1 not in sentence.ages and _is_from_a_goal(masked[spans[i - 1][1] : spans[i][0]]):
        return i - 1
    if not _is_its_goal(masked, spans[i]):
        return None
    unit = sentence.quantities[i].unit
    near = range(i - 1, max(-1, i - _NEAR), -1)
    return next((k for k in near if sentence.quantities[k].unit == unit), None)
