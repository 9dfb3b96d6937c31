"""Goals among the figures of a sentence: numbers of what was measured before."""

import re

from districtgraph.graph.extraction.heads.head_grammar import FIGURE, PERIOD
from districtgraph.graph.extraction.heads.head_sentences import HeadSentence

__all__ = ["is_a_goal", "measured_with_goal"]

_NEAR = 4
"""How many figures back the one may be whose goal a number is."""
_REACH = 20

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
# 距|4.5个的目标值, 预计可达到|50%的规划目标; but 实现|7%的目标 was reached.
_TOWARDS = re.compile(
    "(?:距离?|与|比|较)[^，,；;。：:]{0,10}$|(?:预计|有望|可望)[^，,；;。：:]{0,10}达到?$"
)
# 完成五年下降|14%|目标的54%
_PART_OF_IT = re.compile(f"(?:左右|以上|以内)?的?目标的[近约超]?{FIGURE}")
_DOES = re.compile("完成[^，,；;。：:]{0,12}$")
_TOWARDS_ALONE = re.compile(f"(?:但|距离?|与|比|较|{PERIOD}|预计|可|完成|五年|达到?|下降|增长)+")
# 与1.5%|的目标相比仍差|0.6个百分点, 完成下降14%|目标的|54%
_FROM_THE_GOAL = re.compile(
    "(?:左右|以上|以内)?的?[^，,；;。]{0,6}目标值?(?:的|(?:相比)?(?:仍|还|尚|也)?(?:相?差|低|少|缺|有)了?)[近约]?"
)


def _is_its_goal(masked: str, span: tuple[int, int]) -> bool:
    """Return whether a number is the goal of something named before: 距|9个|的目标值."""
    before = masked[max(0, span[0] - _REACH) : span[0]]
    part = _PART_OF_IT.match(masked, span[1]) and _DOES.search(before)
    towards = _ITS_GOAL.match(masked, span[1]) and _TOWARDS.search(before)
    return bool(part or towards)


def _is_from_a_goal(between: str) -> bool:
    """Return whether the words from a goal to a number say how far from it something is."""
    return _FROM_THE_GOAL.fullmatch(between) is not None


def measured_with_goal(sentence: HeadSentence, i: int, begin: int) -> int | None:
    """Return the index of the figure whose goal a number is, or the distance from whose goal.

    Args:
        sentence: the sentence.
        i: the index of the number.
        begin: where the words about it begin; they name nothing themselves, or it has its own head.

    Returns:
        None if the number is no such goal.

    """
    spans, masked = sentence.spans, sentence.masked
    if i - 1 not in sentence.ages and _is_from_a_goal(masked[spans[i - 1][1] : spans[i][0]]):
        return i - 1
    if not _is_its_goal(masked, spans[i]) or _names_something(sentence, i, begin):
        return None
    number = sentence.quantities[i]
    for k in range(i - 1, max(-1, i - 1 - _NEAR), -1):
        other = sentence.quantities[k]
        if (other.unit, other.symbol) == (number.unit, number.symbol):
            return k
    return None


def _names_something(sentence: HeadSentence, i: int, begin: int) -> bool:
    """Return whether the words before a number name a thing: 出口|实现增长5%的目标."""
    span = sentence.phrase(i, begin).span
    return span is not None and _TOWARDS_ALONE.fullmatch(sentence.masked, *span) is None
