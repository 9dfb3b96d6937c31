"""Times that belong to a noun, a number or an aside and date nothing else: 2023年出台的规划."""

import re

from districtgraph.graph.extraction.periods.period_records import PeriodExpression

__all__ = [
    "PLANNED_INVESTMENT",
    "dates_its_own",
    "describes_an_amount",
    "is_an_aside",
    "is_of_a_list",
    "is_of_a_noun",
    "is_of_things_counted",
    "opens_within",
]

# 由2020年的51.2%提高到…, 原定2023年完工的…: the time of a part of the sentence.
_BOUND = re.compile("(?:[由从自原按]|原定|原计划|按照|根据)$")
_VALUE = re.compile(r"(?:年?[底末初])?的[近约超]?\d")
_OF_AN_AMOUNT_THEN_MORE = "的[近约超]?[0-9.,]+[^，,；;。]*[，,；;]"
# 2018年签约的218个项目，…: when the things counted came about.
_COUNTED_THINGS = re.compile(
    "度?(?:新|已|共|集中|计划|拟|预计)?(?:签约|引进|开工|完工|启动|建成|投产|落户|成立|新建|获批|竣工|投用|创建|入驻|立项|认定|评定|招录|招聘|毕业)"
    + _OF_AN_AMOUNT_THEN_MORE
)
_ATTRIBUTE = re.compile(
    "(?:出台|印发|制定|发布|通过|批复|编制|公布|下达|签订|提出|确定)的(?=[一-鿿])|(?:结转|续建|遗留|跨年)的"
)
# 上年度审计报告反映的问题, 上年预算: of another year are the report and the budget.
_REPORTED = re.compile("度?(?:审计|预算|决算)[^，,。；;0-9]{0,12}(?:反映|查出|指出|提出|发现|披露)")
# 2000年以前建成的小区: when the things counted were made.
_BEFORE_A_YEAR = re.compile("年底?[以之]?前$")
_MADE = re.compile("[建修成开竣投入落设][一-鿿]{1,5}的(?=[一-鿿])")
# 隆重举行2024年新春团拜会: the year of what is held, begun or attended.
_HOLDING = re.compile("(?:举行|举办|召开|开展|启动|参加|出席|参与|组织|承办)了?$")
_HELD = re.compile(
    "度?[^，,。；;：:、0-9]{1,16}?(?:(?<!社)会(?:议|(?![保救组计员同商]))|仪式|比赛|大赛|论坛|考试)"
)
_ON_A_DAY = re.compile("[0-9]{1,2}[日号][^。；;\n]*$")
_SAME_SENTENCE = 60
"""How many characters before a year are searched for the day of what is held."""
# 2009年一期工程: a part of a work, by the year in which it was planned.
_OF_A_PHASE = re.compile("度?第?[一二三四五]期")
# “十四五”期间投资最大的项目: the years that something is the largest of.
_OF_A_SUPERLATIVE = re.compile(
    "(?:期间|时期|以来)?[^，,。；;：:0-9是]{0,8}最[大高多长快早好强][^，,。；;：:0-9]{0,4}的(?!是|一|时)"
)
_OF_A_PART = re.compile("其中[，,：:]?[^，,。]{0,4}$")
_SEEN = re.compile("(?:当[月季])?(?:情况)?来?看")
_OWN_MONTH = re.compile("当[月季]$")


def dates_its_own(text: str, start: int, item: PeriodExpression) -> bool:
    """Return whether a time near the beginning of a sentence, at `start`, dates nothing after it.

    It is what a change sets out from (由2020年的51.2%), describes a noun (2023年出台的规划), or
    is that of a part (其中，9月当月).
    """
    before = text[start : item.start]
    if item.role != "since" and _BOUND.search(before) and not _SEEN.match(text, item.end):
        return True
    if _OF_A_PART.search(before) or _OWN_MONTH.search(text[item.start : item.end + 2]):
        return _SEEN.match(text, item.end) is None
    described = _describes_a_noun(text, item) or _OF_A_PHASE.match(text, item.end)
    return bool(_VALUE.match(text, item.end) or described)


def _describes_a_noun(text: str, item: PeriodExpression) -> bool:
    if item.kind == "plan" and _OF_A_SUPERLATIVE.match(text, item.end):
        return True
    return _ATTRIBUTE.match(text, item.end) is not None


# 2020年的9亿元，…: the value that a time describes, and something after it.
_GOES_ON = re.compile("年均|其中|[由从].*(?:[到至为]|增至|升至|降至)")
_AMOUNT_THEN_MORE = re.compile(_OF_AN_AMOUNT_THEN_MORE)


def describes_an_amount(text: str, item: PeriodExpression, clause: int, position: int) -> bool:
    """Return whether a year only describes an amount before a figure: 增至2020年的9亿元；…4亿元.

    Args:
        text: the text.
        item: the time.
        clause: where the clause of the figure begins.
        position: where the figure begins.

    """
    if item.kind != "year" or not _AMOUNT_THEN_MORE.match(text, item.end, position):
        return False
    return _GOES_ON.search(text, clause, position) is None


# …，已开工9个: what has become of them by now.
_BY_NOW = re.compile("目前|现已|已|至今|累计已")


def is_of_things_counted(text: str, item: PeriodExpression, clause: int) -> bool:
    """Return whether a year says when things came about of which a clause says what they are now.

    - 2018年签约的218个项目，已开工199个;
    - 2013年计划完工的28座桥已开工，完工11座.
    """
    counted = _COUNTED_THINGS.match(text, item.end) if item.kind == "year" else None
    if counted is None:
        return False
    return "已" in counted.group() or _BY_NOW.match(text, clause) is not None


# 1—3月，开工9个，2016年计划完成投资4亿元，…: what is planned for the year is an aside.
PLANNED_INVESTMENT = "计划(?:完成)?总?投资"
_PLANNED = re.compile(f"度?{PLANNED_INVESTMENT}")


def is_an_aside(text: str, item: PeriodExpression) -> bool:
    """Return whether a time is that of a plan, which is an aside in a sentence about another."""
    return item.kind == "year" and _PLANNED.match(text, item.end) is not None


# 3部影片入选2026年片单: the year of the list that something is on.
_LIST = re.compile(
    "度?(?:[一-鿿]{0,6}?)(?:片单|名单|榜单|目录|清单|百强榜|赛季|试点|示范名录|实事)"
)


def is_of_a_noun(text: str, item: PeriodExpression) -> bool:
    """Return whether a time is an attribute of a noun, and dates no figure: 2023年印发的规划."""
    if item.resolution == "year-before":
        return _REPORTED.match(text, item.end) is not None
    if item.kind not in ("year", "plan"):
        return False
    if item.kind == "year" and _HELD.match(text, item.end):
        before = text[max(0, item.start - _SAME_SENTENCE) : item.start]
        return bool(_HOLDING.search(before) and _ON_A_DAY.search(before))
    made = _BEFORE_A_YEAR.search(item.text) and _MADE.match(text, item.end)
    return bool(made or _describes_a_noun(text, item))


def is_of_a_list(text: str, item: PeriodExpression) -> bool:
    """Return whether a time after a figure is that of a list or the like, and dates nothing."""
    return item.kind == "year" and _LIST.match(text, item.end) is not None


_QUOTED_NAME = re.compile("“[^“”]*”")


def opens_within(text: str, start: int, position: int) -> bool:
    """Return whether figures come before a time in its part of the sentence, up to a semicolon."""
    part = max(text.rfind(mark, start, position) for mark in "；;") + 1
    before = _QUOTED_NAME.sub("", text[max(start, part) : position])
    return re.search(r"[0-9.]+(?![0-9.年月日号时点届])[^，,]*[，,]", before) is not None
