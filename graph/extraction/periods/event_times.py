"""Times of what happens once, to one thing: they date nothing but their own clause.

公司2015年落户云湖，年产机器人300台: the text does not say in which year they are made.
"""

import re
from collections.abc import Iterable
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.periods.period_places import months_of
from districtgraph.graph.extraction.periods.period_records import PeriodExpression

__all__ = ["event_times", "goes_on_about_an_event", "names_this_event"]

_REST = re.compile("[^，,；;。：:！？\n]*")
_FIGURE = re.compile(
    "[0-9０-９](?![0-9０-９]*[号A-Za-z])|[一二两三四五六七八九十百千]+(?:[个项家所条座台处类名位户批]|成|倍)"
)
# 开工项目增多, 投产的企业: a noun or a word before one, not what happened.
_OF_A_NOUN = "(?!的|项目|企业|工程|率|面积|量|数|总|仪式|以来|一批|了?[0-9])"
_LONGEST_CLAUSE = 80
"""How many characters after a time are searched for what happened then."""
_KINDS = ("day", "month", "year")
# 由2015年成立的…, 截至: what a time bounds is no event.
_DECADE = re.compile("代")


def event_times(text: str, periods: Iterable[PeriodExpression], lexicon: Lexicon) -> frozenset[int]:
    """Return where the times begin that only say when something happened.

    Such a time is a day, a month or a year in figures, and no figure is in its clause:
    园区去年5月启动建设，占地300亩. No comma is between a year and the verb.

    Args:
        text: the whole text.
        periods: its times.
        lexicon: the word lists, for the verbs.

    """
    return frozenset(item.start for item in periods if _is_of_an_event(text, item, lexicon))


def _is_of_an_event(text: str, item: PeriodExpression, lexicon: Lexicon) -> bool:
    if item.kind not in _KINDS or item.role != "during" or item.comparison:
        return False
    first, last = months_of(item)
    if item.kind == "month" and first != last:
        return False
    if item.kind == "year" and item.resolved is None:
        return False
    start = item.end
    apart = text[start : start + 1] in ("，", ",")
    if apart and item.kind == "year":
        return False  # 2025年，…: the year of what follows.
    start += apart
    rest = _REST.match(text, start, start + _LONGEST_CLAUSE)
    clause = rest.group() if rest else ""
    if not clause or _FIGURE.search(clause) or _DECADE.match(clause):
        return False
    found = _events(lexicon).search(clause)
    if found is None and text.endswith(_OF_ONE_THING, 0, item.start):
        # 这家|2022年落户的企业，一期投资9亿元
        found = _attributive(lexicon).fullmatch(clause)
    # 9月，博览会开幕，签约项目9个: what a meeting yields is of its day.
    return found is not None and not (apart and found.group() in lexicon.meetings)


_OF_ONE_THING = ("这家", "这个", "这座", "这条", "这所", "这处", "该")


@cache
def _attributive(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"[一-鿿]{{0,4}}{either(lexicon.events)}[一-鿿]{{0,6}}的[一-鿿]{{2,10}}")


@cache
def _events(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"{either(lexicon.events)}{_OF_A_NOUN}")


# 22日，…举行签约仪式。|本次活动签约项目37个: what was done at the event.
_AT_THE_EVENT = re.compile(
    "(?:本次|此次|这次|当天|当日)的?(?:集中)?[^，,。；;0-9]{0,4}(?:活动|会议|大会|签约|仪式|招聘会|推介会|博览会|展会|培训|比赛|赛事|开工)"
    "|(?:会|活动|仪式|招聘会|现场会|推介会)[上中](?=[，,共])|现场[，,]"
    "|(?:活动|招聘会|展会|仪式|推介会|博览会|签约|会议|大会|比赛|开幕式)(?:当天|当日|现场)"
    "|(?:同时|随后)[，,](?![^。；;]{0,20}全[省市区县州旗])[^。；;0-9]{0,40}?(?:举办|举行|签约|签订)"
)
# 3月9日，…举办招聘会。来自各地的90家企业参加: who was there.
_WHO_CAME = re.compile("来自[^，,。；;]{2,24}(?:参加|参会|参展|参赛|到场|齐聚)")


# 本次活动将发放消费券, 预计达产后…: what comes after the event.
_AFTER_THE_EVENT = re.compile("将(?!近)|预计|预期|拟|计划|力争|明年|今后")
# 会上，市医保局介绍，参保率达98%: what somebody says there.
_SAID_THERE = re.compile("[^。；;]{0,24}?(?:介绍|认为|指出|通报|表示|强调|提出|说)[，,：:]")


def goes_on_about_an_event(text: str, start: int, position: int) -> bool:
    """Return whether a sentence begins with words for an event, and says what was done there.

    It says neither what comes later (本次活动将…) nor what somebody said there (会上，…介绍，).

    Args:
        text: the text.
        start: where the sentence begins.
        position: where its figure begins; only the words before that are read.

    """
    if _AFTER_THE_EVENT.search(text, start, position) or _SAID_THERE.match(text, start, position):
        return False
    patterns = (_AT_THE_EVENT, _WHO_CAME, _THIS_EVENT)
    return any(pattern.match(text, start) is not None for pattern in patterns)


# 此次招聘活动…, 招聘会现场…: the one that the paragraphs before are about.
_THIS_EVENT = re.compile(
    "(?:(?:本次|此次|当日|当天)(?:集中)?)?签约的[0-9]+个|(?:本次|此次|这次)[^，,。；;]{0,8}(?:活动|会|仪式|比赛|赛事)|当天|当日"
    "|(?:活动|招聘会|展会|仪式|推介会|博览会|签约|会议|大会|比赛|开幕式)(?:当天|当日|现场)"
)


def names_this_event(text: str, start: int) -> bool:
    """Return whether a sentence begins with words for the event that the text is about."""
    return _THIS_EVENT.match(text, start) is not None
