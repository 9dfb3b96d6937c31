"""How far a time reaches, judged by the words around it."""

import re
from dataclasses import replace

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.holidays import load_holidays
from districtgraph.graph.extraction.periods.period_dating import PARTS
from districtgraph.graph.extraction.periods.period_records import Interval, PeriodExpression

__all__ = [
    "MIDNIGHT",
    "begins_to_yield",
    "changes_the_time",
    "dates_its_clause",
    "is_event",
    "is_in_operation",
    "is_of_an_event",
    "is_of_other_side",
    "is_of_the_news",
    "is_one_of",
    "is_part_of",
    "is_short",
    "is_streak",
    "is_to_be",
    "months_of",
    "over_its_plan",
    "sets_out",
    "specifies",
    "streak_reaches",
]

_STREAK = re.compile("[连持]续|牧业年度")


# 4月26日，记者从市统计局获悉: the day of the news, not of its figures.
_OF_THE_NEWS = re.compile(
    "[，,]?[^，,。；\n]{0,40}?(?:获悉|了解到|看到|采访|来到|走进|走访|探访|前往|发布会|发布|通报会|公布|消息|讯|电(?=\\s*[（(]))"
)
# 2月22日上午，在市…会议上，明确了9件实事: the day of a meeting.
_OF_A_MEETING = re.compile(
    "(?:上午|下午|晚)?[，,]?在?[^，,。；\n]{0,30}?(?:会议上|大会上|会上|开幕|闭幕|仪式)"
)
_SIGNED_THERE = re.compile(
    "[，,]?[^，,。；;0-9]{0,16}?(?:成功|集中|现场|共)*(?:签约|签订|签署|推动[^，,。；;]{1,12}签约)"
)
# 连续3年每年新增林地3万亩，林地达到25万亩
_IN_A_ROW = re.compile("连续[0-9一二三四五六七八九十]+年$")
_ROW_REACH = 8
"""The most characters of 连续十二年 and the like."""
# 年初市下达任务230户，我县完成350户: when the task was set.
_ALLOTTED = re.compile("[^，,。；;0-9]{0,8}(?:下达|确定|制定|安排|提出|预算|计划)")
# 附中9月开学: the month in which one thing happens.
_HAPPENS = re.compile(
    "(?:将|正式|全面|陆续)*(?:开学|开园|开馆|开业|开诊|启用|投用|通车|竣工|交付|揭牌|封顶)"
)


# 阳春三月: a season in words of praise.
_SEASON = re.compile("(?:阳春|烟花|金秋|盛夏|仲夏|初夏|隆冬|寒冬|早春|初秋|深秋|暖春)$")


_LATELY = re.compile("(?:近|最近)?(?:[0-9一二三四五六七八九十两几]{1,3}|多|历|些)?年来")


# 公寓建成于2017年，共有13幢楼: when something came to be, not when what follows was counted.
_CAME_TO_BE = re.compile("(?:建成|始建|建|成立|创建|创办|创立|组建|诞生|设立|竣工|开业|投产|位)于$")


def dates_its_clause(text: str, item: PeriodExpression) -> bool:
    """Return whether a date is only about the event of its own clause: 于1990年1月经批准成立."""
    if is_of_the_news(text, item) or is_event(text, item):
        return True
    if item.kind == "month" and _SEASON.search(text, max(0, item.start - 2), item.start):
        return True
    if item.text.endswith("同期") and text.startswith(("为", "是", "仅", "只"), item.end):
        # 产值9亿元，去年同期为5亿元，增长3%: what is compared with.
        return True
    if item.text == "每年" and _IN_A_ROW.search(text, max(0, item.start - _ROW_REACH), item.start):
        return True
    if item.text.endswith("年内") and text.startswith("翻", item.end):
        # 投资126亿元，五年内翻了两番，增长9%: the growth is of one year.
        return True
    if item.text == "年初" and _ALLOTTED.match(text, item.end):
        return True
    if (item.kind in ("month", "day") and _HAPPENS.match(text, item.end)) or _LATELY.fullmatch(
        item.text
    ):
        # 增速近6年来持续领先，投资增长18%: the time of the first predicate alone.
        return re.match("[一-鿿]", text[item.start - 1 : item.start]) is not None
    return _is_of_a_beginning(text, item)


def _is_of_a_beginning(text: str, item: PeriodExpression) -> bool:
    """Return whether a time after 于 only says when something came to be: 建成于2017年，共有…."""
    if text[item.start - 1 : item.start] != "于":
        return False
    began = _CAME_TO_BE.search(text, max(0, item.start - 4), item.start) is not None
    return began or text[item.end : item.end + 1] not in "，,"


_TO_BE = ("将于", "拟于", "计划于", "预计于", "定于")


def is_to_be(text: str, item: PeriodExpression) -> bool:
    """Return whether a time is when something will be done with what comes before it.

    剩余2台将于2024年1月完工
    """
    return text.endswith(_TO_BE, 0, item.start)


def is_of_the_news(text: str, item: PeriodExpression) -> bool:
    """Return whether a time is the day on which something is reported: 12日，记者获悉."""
    return item.kind == "day" and _OF_THE_NEWS.match(text, item.end) is not None


def is_event(text: str, item: PeriodExpression) -> bool:
    """Return whether a time is the day of a meeting or ceremony: 在3月2日举行的仪式上.

    What is signed there is of its day: 在9月9日的招商大会上签约项目9个.
    """
    if item.kind != "day":
        return False
    meeting = _OF_A_MEETING.match(text, item.end)
    return meeting is not None and _SIGNED_THERE.match(text, meeting.end()) is None


def is_short(item: PeriodExpression) -> bool:
    """Return whether a time without a year is some days: 1日至7日, 截至12日, 春节期间."""
    if item.resolved:
        return False
    return item.kind == "day" or load_holidays().pattern.fullmatch(item.text) is not None


# The year that a word means, counted from that of the document.
_YEAR_MEANT = {
    "document-date": 0, "year-to-date": 0, "this-year": 0, "last-year": -1, "next-year": 1,
    **dict.fromkeys(PARTS, 0),
}  # fmt: skip
_MOVING = ("document-date", "year-to-date", "this-year", "last-year", "next-year")


def changes_the_time(text: str, topic: PeriodExpression, item: PeriodExpression) -> bool:
    """Return whether a later time of its sentence opens a clause about another time."""
    if item.start <= topic.start or item.comparison or is_streak(item):
        return False
    if text[item.start - 1 : item.start] not in "，,；;" or dates_its_clause(text, item):
        return False
    if topic.resolved and item.resolved:
        return not (
            _contains(topic.resolved, item.resolved) or _contains(item.resolved, topic.resolved)
        )
    if item.resolution not in _MOVING:
        return False
    year = _YEAR_MEANT.get(topic.resolution)
    return topic.resolved is not None or (year is not None and year != _YEAR_MEANT[item.resolution])


def _contains(whole: Interval, part: Interval) -> bool:
    return whole.start <= part.start and part.end <= whole.end


_MONTHLY = ("month", "quarter", "half-year")


def is_part_of(item: PeriodExpression, whole: PeriodExpression | None) -> bool:
    """Return whether a time is one of the months that its paragraph is about: 9月 in 1—9月."""
    if whole is None or item.kind not in _MONTHLY[:2] or whole.kind not in _MONTHLY:
        return False
    if item.text.endswith(("底", "末")):
        return False  # 前三季度，…。9月末，贷款余额…: not what happened in September.
    if item.resolved and whole.resolved:
        return item.resolved != whole.resolved and _contains(whole.resolved, item.resolved)
    (first, last), (begin, end) = months_of(whole), months_of(item)
    return (first, last) != (begin, end) and first <= begin and end <= last


def is_one_of(text: str, item: PeriodExpression, whole: PeriodExpression | None) -> bool:
    """Return whether a year is one of several that the text is about, and dates one noun.

    - 五年来，…。2025年工业占比提高9个百分点。新增景区3家。: the last is about the five years;
    - 2025年，… opens a passage about that year.
    """
    if whole is None or item.kind != "year" or text[item.end : item.end + 1] in "，,、":
        return False
    if whole.kind not in ("plan", "years") and not whole.years and whole.role != "since":
        return False
    if whole.kind == "years" and whole.resolved and "\n" in text[whole.end : item.start]:
        return False  # 2019年至2024年，…。 and a paragraph about 2024: not about both.
    return not (whole.resolved and item.resolved) or _contains(whole.resolved, item.resolved)


MIDNIGHT = ("零时", "0时")
"""How the moment that a census counts at is written after its day."""


def specifies(topic: PeriodExpression, heading: PeriodExpression) -> bool:
    """Return whether the time of a paragraph says more exactly what its heading means.

    - 1—3月 below 简况（2020年3月）;
    - 2024年 below 过去一年工作回顾;
    - 2020年11月1日零时 below 2020年人口普查公报.
    """
    if topic.kind == "day" and topic.text.endswith(MIDNIGHT):
        return heading.kind == "year" and _is_within(topic, heading)
    if heading.resolution == "year-under-review":
        return topic.kind == "year" and topic.resolved is not None
    if heading.kind != "month" or topic.kind not in ("month", "quarter"):
        return False
    (first, last), (begin, end) = months_of(topic), months_of(heading)
    return last == end and first < begin


def _is_within(topic: PeriodExpression, heading: PeriodExpression) -> bool:
    day, year = topic.resolved, heading.resolved
    return bool(day and year and year.start <= day.start and day.end <= year.end)


def months_of(item: PeriodExpression) -> tuple[int, int]:
    """Return the first and the last month that words name, of whatever year."""
    dates = item.resolved
    return (dates.start.month, dates.end.month) if dates else (item.part.first, item.part.last)


_LIVESTOCK = re.compile("存栏|出栏|成活|繁殖|总增|畜|仔|羊|牛|猪|马|驼")
_LIST_ITEM = re.compile("[0-9][^、]*、(?P<item>[^、]*)$")


def streak_reaches(text: str, item: PeriodExpression, clause: int, position: int) -> bool:
    """Return whether words that date their own clause date a figure in the one at `clause`.

    - 牧业年度，牲畜存栏89万头，粮食…: a comma right after them ends no clause;
    - 牧业年度牲畜存栏89万头、肉类产量8万吨: a list goes on to what has another year.
    """
    if item.start < clause and not (clause == item.end + 1 and text[item.end] in "，,"):
        return False
    listed = _LIST_ITEM.search(text, item.end, position)
    apart = listed is not None and not _LIVESTOCK.search(listed.group("item"))
    return not (apart and item.text == "牧业年度")


def is_streak(item: PeriodExpression) -> bool:
    """Return whether words date only their own clause: a streak (连续36年), a livestock year."""
    return _STREAK.match(item.text) is not None


_OUTSET = re.compile(
    "[由从](?:[年月]标准|原来|最初|原先|起初|[^，,；;。：:由从0-9]{1,8}的|每[人户亩]每?[年月日]?|(?:上年|上一年|去年)(?:同期)?的?(?:增长|下降|上升|减少|增加))?$"
)
_REACH = 12
# 达产后…, 预计年产值: what a work will yield, once it is there.
_THERE = "达产|投产|建成|投用|竣工|投运|运营|通车|启用"
_IN_OPERATION = re.compile(
    f"(?:{_THERE})(?:达效)?后"
    "|预[计期](?:可|将|能)?(?:实现|新增|形成|带动)?年(?!底|末|内|均|度|初|中)[一-鿿]"
)


def sets_out(text: str, position: int) -> int | None:
    """Return where the words begin by which a change starts from a figure: 由2.5, 由最初的3家."""
    match = _OUTSET.search(text, max(0, position - _REACH), position)
    return match.start() if match else None


_ONCE_BUILT = re.compile(f"[^，,；;。0-9]{{0,16}}(?:{_THERE})(?:达效|投产|投用|运营|通车)?后[，,]")
_BEGINS_TO_YIELD = re.compile(
    f"(?:全面|全部|正式|整体|陆续|竣工|建成|底|末|左右)*(?:{_THERE})(?:达效)?后"
)


def begins_to_yield(text: str, item: PeriodExpression) -> bool:
    """Return whether a time is when a work will begin to yield: 预计2022年全面达产后."""
    return _BEGINS_TO_YIELD.match(text, item.end) is not None


def is_in_operation(text: str, clause: int, position: int, sentence: int) -> bool:
    """Return whether a clause is about what a work will yield in operation: 达产后年产值9亿元.

    项目建成后，年产值可达|9亿元，年上缴税收|1亿元: words that begin a sentence at `sentence`, or a
    part of it, hold for its clauses.
    """
    if _IN_OPERATION.search(text, clause, position):
        return True
    begin = max(sentence, *(text.rfind(mark, sentence, clause) + 1 for mark in "；;"))
    return _ONCE_BUILT.match(text, begin, clause) is not None


def is_of_an_event(
    period: PeriodExpression,
    head: str,
    lexicon: Lexicon,
    *,
    apart: bool = False,
    of_one: bool = False,
) -> bool:
    """Return whether a time is that of an event, and a head what the event does not change.

    - 5月12日，9个项目集中开工，总投资4亿元: the investment is not that of a day;
    - 2024年开工，建设周期5年: no time dates how long something takes;
    - 一季度，…。某项目占地30亩: how large one work is, is so at any time.

    Args:
        period: the time.
        head: what the figure measures.
        lexicon: the word lists.
        apart: whether the time is that of another paragraph.
        of_one: whether it is that of another paragraph's text, and the figure of one work.

    """
    if head.endswith(lexicon.durations):
        return True
    is_day = period.kind == "day" and period.role == "during"
    lasting = apart and period.resolution in ("year-to-date", "since-last-year")
    return (
        (is_day or lasting or of_one)
        and not head.startswith("固定资产")
        and head.endswith(lexicon.project_sizes)
    )


_OF_THEN = re.compile("[^，,；;。0-9增减升降涨跌高低快慢多少扩缩翻]{0,16}")
_BESIDE = re.compile(
    "[0-9.,]+[^，,；;。0-9]{0,3}?(?:相比|大体相当|基本相当|相当|持平|基本一致|[增减升降上下提扩缩])"
)


_BRACKETED = re.compile(r"(?:全年|同期)?\s*[（(]")


def is_of_other_side(text: str, item: PeriodExpression, position: int) -> bool:
    """Return whether a figure is of the time that another is compared with.

    - 与2010年的9万人相比;
    - 比2012年（0.018毫克）上升.
    """
    if _BRACKETED.fullmatch(text, item.end, position):
        return True
    then = _OF_THEN.fullmatch(text, item.end, position)
    return then is not None and _BESIDE.match(text, position) is not None


def over_its_plan(item: PeriodExpression) -> PeriodExpression:
    """Return the years of a plan whose last year is named: “十一五”期末，产值…，年均增长9%."""
    ends = item.kind == "plan" and item.first and item.last and item.first.year == item.last.year
    if not ends or item.first is None:
        return item
    return replace(item, first=item.first.replace(year=item.first.year - _YEARS_OF_A_PLAN + 1))


_YEARS_OF_A_PLAN = 5
