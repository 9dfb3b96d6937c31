"""What a rate is measured against: another value, a plan, or a whole that it moves."""

import re
from dataclasses import dataclass

from districtgraph.graph.extraction.lexicon.lexicon_records import Comparator

__all__ = ["Comparison", "compared_points", "compared_value", "is_about_a_plan_or_a_whole"]

_NUMBER = r"[0-9.]+(?:个?百分点|个)?"
# 高于全国、全省0.8和0.5个百分点: the bases of a list are those of its numbers in their order.
_POINTS = re.compile(
    r"(?<!不)(?:(?P<up>高于|高出|快于|好于|优于|大于|超过|领先|超(?=[^，,；;。0-9]{0,4}(?:进度|目标|计划|预期|任务)))|(?P<down>低于|慢于|小于|落后于?|差于))"
    r"(?P<bases>(?:[^，,；;。：:（）()0-9]|20[0-9]{2}年){1,24}?)(?:分别)?[约近]?"
    # 高于全省平均增速（7.7%）0.7个百分点
    r"(?:[（(][0-9.]+[%％‰]?[）)])?"
    rf"(?P<earlier>(?:{_NUMBER}[、和与及])*)$"
)
_LATER = re.compile(rf"(?:[、和与及]{_NUMBER})*")
_NUMBERS = re.compile(_NUMBER)
_ITEMS = re.compile("[^、和与及]+")

# 分别完成年度计划的45%、|50%: the numbers before in a list.
_EARLIER = "(?:[0-9.]+[%％][、和与及])*"
# 恢复至2019年的|108%: how much of an earlier or an average value there is.
_OTHER = (
    "(?:20[0-9]{2}年|上年|去年|前年|同期|[年月季]初|[年月季]末|年底|五年前|平均水平|平均值|均值)"
)
_VALUE = re.compile(
    r"(?:恢复[到至]|相当于|达到?|是|为|(?P<less>不足|不到)|(?P<more>超过|超)|(?P<near>接近))[近约]?了?"
    # 由不到三成|提高到2025年的68%: a change to it, of which it is no multiple.
    r"(?P<base>(?![^，,；;。：:（）()占]{0,12}?(?:[提升增减降扩压缩][一-鿿]?|回落|上涨)[到至])"
    rf"[^，,；;。：:（）()占]{{0,12}}?{_OTHER}[^，,；;。：:（）()占]{{0,6}}?)(?:水平|规模)?的[近约]?{_EARLIER}$"
)

_BOUNDS: dict[str, Comparator] = {"less": "less-than", "more": "more-than", "near": "about"}

_PLANNED = (
    "(?:预算|计划|目标|任务|任务书|进度)(?:调整|执行|安排|指标)?(?:指标|数|值|额|量|目标|任务)*"
    "(?:[0-9.]+[万亿]*[一-鿿]{0,2})?"
)
_PLAN = re.compile(
    rf"(?:完成|为|占|达到?|是|相当于|超)了?[^，,；;。]{{0,14}}?{_PLANNED}的[近约超]?{_EARLIER}$"
    rf"|(?:完成|占)了?[^，,；;。]{{0,14}}?{_PLANNED}[近约超]?{_EARLIER}$"
    r"|占[^，,；;。0-9]{0,6}(?:预算|计划|任务)数?[近约]?$"
    r"|(?:完成了?|为)(?:年初|年度|全年|调整)?(?:预算|计划|任务)(?:总[额数]|数)?的?[近约超]?$"
    r"|(?:序时|时序|时间)进度[约近]?$"
)
_LIST_REACH = 80
_LISTED_PARTS = re.compile(
    "(?:贡献[率度]?|拉动[^，,；;。：:]{0,6}?|拉动点)(?:分别|依次)?[为是]?[：:][^。：:]*$"
)
_WHOLE = re.compile(
    "贡献[率度][^，,；;。]{0,6}$|(?:拉动|带动|上拉|下拉|拉高|拉低|推高)[^，,；;。]*$"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The other side of a comparison, at `text[start:end]`.

    Attributes:
        start, end: where its words are.
        falling: whether it is the greater one.
        comparator: how the number is bounded before the other side (不足上年的六成).

    """

    start: int
    end: int
    falling: bool = False
    comparator: Comparator = "equal"


def compared_points(text: str, clause: int, start: int, end: int) -> Comparison | None:
    """Return what a difference of rates at `text[start:end]` compares with: 低于全省1个百分点.

    Args:
        text: the text.
        clause: where the clause of the number begins.
        start: where the number begins.
        end: where it ends.

    """
    found = _POINTS.search(text, clause, start)
    if found is None:
        return None
    falling = found.group("down") is not None
    items = list(_ITEMS.finditer(text, *found.span("bases")))
    place = len(_NUMBERS.findall(found.group("earlier")))
    later = _LATER.match(text, end)
    count = place + 1 + len(_NUMBERS.findall(later.group() if later else ""))
    if count > 1 and count == len(items):
        return Comparison(*items[place].span(), falling)
    return Comparison(found.start(), found.end("bases"), falling)


def compared_value(text: str, clause: int, start: int) -> Comparison | None:
    """Return the value that a percentage at `start` is a multiple of: 恢复至2019年的108%."""
    found = _VALUE.search(text, clause, start)
    if found is None:
        return None
    bound = next((name for name in _BOUNDS if found.group(name)), "")
    return Comparison(*found.span("base"), comparator=_BOUNDS.get(bound, "equal"))


def is_about_a_plan_or_a_whole(text: str, clause: int, start: int) -> bool:
    """Return whether a rate at `start` says what of a plan is done, or what moved something else.

    完成预算的98%, 快于时间进度6个百分点, 贡献率56%, 拉动GDP增长3个百分点: none is a value or a
    change of what the figure before measures.
    """
    # 对经济增长的拉动分别为：第一产业0.6个百分点，第二产业….
    listed = _LISTED_PARTS.search(text[max(0, start - _LIST_REACH) : start])
    return bool(listed or _PLAN.search(text, clause, start) or _WHOLE.search(text, clause, start))
