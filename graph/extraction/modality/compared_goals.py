"""Goals beside what is done: 完成规划目标9亿元的102%, 未达到8%的预期目标, 年度计划投资9亿元.

Such a number was aimed at, whatever its sentence says of the other ones.
"""

import re

from districtgraph.graph.extraction.modality.figure_modality import ModalityReading

__all__ = ["TASK", "compared_goal"]

TASK = "任务"
"""The cue of a number that was set as a task."""

_NOUN = "(?:目标|任务|计划|预算|预期)(?:任务)?[值数]?"
_REACH = 24
"""How many characters before a number are searched for the comparison."""

# 完成规划目标9亿元的102%, 比规划目标3.0%低…
_BEFORE = re.compile(
    "(?:(?P<done>完成|占|相当于)|比|较)(?:了)?"
    f"(?P<goal>(?:[^，,；;。：:、的0-9]{{0,8}})?{_NOUN})的?$"
)
# 年度计划投资|9亿元, 累计完成投资4亿元: what a year is to have, beside what it has had so far.
_PLANNED = re.compile(
    "(?P<goal>(?:年度|全年|本年度?)(?:计划(?:完成)?投资|投资计划|计划完成投资))(?:额|为|约|达|共|近|超)*$"
)
# 省下达我县造林任务|3万亩, 已完成4万亩; but 完成省下达任务3万亩.
_ALLOTTED = re.compile(
    "(?:^|[，,；;。：:\n])(?![^，,；;。：:\n]*(?:完成|超额|实现))[^，,；;。：:\n]{0,14}"
    "下达[^，,；;。：:\n0-9]{0,18}?(?P<goal>任务)(?:指标|数|为|是|共|总[额数]|达)*$"
)
_ALLOTTED_REACH = 40
_SHARE = re.compile("的[近约超]?[0-9]")
_MORE = re.compile("(?:左右|以上|以内)?[高低多少超快慢][出于]?[^，,；;。：:]{0,3}[0-9]")
# 未达到8%的预期目标, 超过8%的年度目标
_COMPARED = re.compile(
    "(?:未能?|没有?能?)(?:完成|实现|达到?)[^，,；;。：:]{0,6}$|(?:低于|高于|超[过出]|好于|不及)[^，,；;。：:0-9]{0,2}$"
)
_GOAL_AFTER = re.compile(
    "(?:左右|以上|以内)?的(?P<goal>(?:预期|规划|年度|全年|年初|既定|预定|计划|控制){1,2}(?:增长)?目标)"
)
# 预计2025年可达到50%|的规划目标
_FORESEEN = re.compile("(?:预计|有望|可望)[^，,；;。：:]{0,10}?(?:达到?|实现|完成)$")
# 围绕5.5%的增长目标, 完成9亿元的目标仍需努力; but 实现7%的目标 says that it was reached.
_AIM_ITSELF = re.compile(
    "(?:左右|以上|以内)?的(?P<goal>(?:预期|规划|年度|全年|既定|增长|发展|销售|产值|投资){0,2}目标)(?!群体|人群|市场|客户)"
    "(?:任务)?(?P<needs>仍|还|尚|难度|压力|有(?:较大|一定|不小)?(?:难度|压力|差距))?"
)
_AIMED_AT = re.compile(
    "(?:围绕|锚定|瞄准|紧盯|对照|冲刺|距离?|确保|朝着|向着)[^，,；;。：:0-9]{0,10}$"
)
# 以新建学校9所|为目标, 向着产值9亿元|目标迈进
_AS_GOAL = re.compile(
    "(?:左右|以上|以内)?[^，,；;。：:0-9]{0,10}?(?:作?为主?要?|的?总?)(?P<goal>目标)(?P<on>迈进|奋进|前进)?"
)
_WITH = re.compile("(?<![可予所得])(?:以|把|将)[^，,；;。：:]{0,16}$")
_GETS_TO = re.compile("(?:完成|实现|达成)[^，,；;。：:0-9]{0,10}$")
# 高于年初确定的12%的目标14个百分点
_BEYOND = re.compile("(?:高于|低于|超过?|比)[^，,；;。：:0-9]{0,12}$")
# 与2025年达到1.5%|的目标相比仍差0.6个百分点
_SET_AGAINST = re.compile("(?:左右|以上|以内)?的?(?P<goal>目标)值?(?:相比|还差|仍差|尚差|差)")
_WITH_IT = re.compile("(?:与|同|距离?|比|较)[^，,；;。：:]{0,16}$")
# 优于36微克|的目标值, 控制在4.5%|的目标以内
_BARE_GOAL = re.compile("(?:左右|以上|以内)?的(?P<goal>目标)值?(?=以内|[，,；;。]|$)")
_BETTER_THAN = re.compile("(?:优于|好于|低于|高于|超过|控制在)[^，,；;。：:0-9]{0,4}$")
# 完成五年下降14%|目标的54.3%
_PART_OF = re.compile("(?:左右|以上|以内)?的?(?P<goal>目标|任务)的[近约超]?[0-9]")
_DOES = re.compile("完成[^，,；;。：:0-9]{0,12}$")
_BY_HOW_MUCH = re.compile("的(?P<goal>目标)[近约]?[0-9]")
_COMPARISONS = (
    (_GOAL_AFTER, _COMPARED),
    (_GOAL_AFTER, _FORESEEN),
    (_SET_AGAINST, _WITH_IT),
    (_BARE_GOAL, _BETTER_THAN),
    (_PART_OF, _DOES),
    (_BY_HOW_MUCH, _BEYOND),
)
"""What is after a number that is a goal, and before it."""


def compared_goal(text: str, start: int, end: int) -> ModalityReading | None:
    """Return the reading of the number at `text[start:end]` as a goal, None if it is none."""
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    if before and (_SHARE if before.group("done") else _MORE).match(text, end):
        return ModalityReading("target", before.group("goal"), before.start("goal"))
    planned = _PLANNED.search(text, max(0, start - _REACH), start)
    if planned and text[end - 1] not in "%％":
        return ModalityReading("plan", planned.group("goal"), planned.start("goal"))
    allotted = _ALLOTTED.search(text, max(0, start - _ALLOTTED_REACH), start)
    if allotted:
        return ModalityReading("target", TASK, allotted.start("goal"))
    for find in (_called_a_goal, _made_a_goal, _own_goal):
        if found := find(text, start, end):
            return ModalityReading("target", found.group("goal"), found.start("goal"))
    return None


def _called_a_goal(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the noun after a number that something before it is compared with."""
    for after, before in _COMPARISONS:
        found = after.match(text, end)
        if found and before.search(text, max(0, start - _REACH), start):
            return found
    return None


def _made_a_goal(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words that make a number a goal: 以新建学校9所|为目标."""
    found = _AS_GOAL.match(text, end)
    before = text[max(0, start - _REACH) : start]
    if found is None:
        return None
    if found.group("on"):
        return found if _AIMED_AT.search(before) else None
    made = "为" in found.group() and _WITH.search(before)
    return found if made else None


def _own_goal(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the noun after a number that says that it is aimed at, and was not reached."""
    found = _AIM_ITSELF.match(text, end)
    before = text[max(0, start - _REACH) : start]
    if not found or not (_AIMED_AT.search(before) or _GETS_TO.search(before)):
        return None
    return found if found.group("needs") or _AIMED_AT.search(before) else None
