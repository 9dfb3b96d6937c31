"""The day of an event that later sentences go on about: 22日，…举行仪式。本次活动签约项目9个."""

import re
from collections.abc import Callable, Sequence

from districtgraph.graph.extraction.periods.period_places import is_of_the_news
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.text.clauses import Sentence

__all__ = ["day_of_the_event"]

_LONGEST_EVENT = 6
"""How many sentences before one about an event are searched for its day."""
# 10月7日，艺术节落幕。本次活动接待游客9万人: not on its last day.
_CLOSING = re.compile("闭幕|落幕|收官|圆满结束")
# 此次招聘活动…, 招聘会现场…: the one that the paragraphs before are about.
_THIS_EVENT = re.compile(
    "(?:(?:本次|此次|当日|当天)(?:集中)?)?签约的[0-9]+个|(?:本次|此次|这次)[^，,。；;]{0,8}(?:活动|会|仪式|比赛|赛事)|当天|当日"
    "|(?:活动|招聘会|展会|仪式|推介会|博览会|签约|会议|大会|比赛|开幕式)(?:当天|当日|现场)"
)
# 22日，…举行签约仪式。|本次活动签约项目37个: what was done at the event.
_AT_THE_EVENT = re.compile(
    "(?:本次|此次|这次)的?(?:集中)?[^，,。；;0-9]{0,4}(?:活动|会议|大会|签约|仪式|招聘会|推介会|博览会|展会|培训|比赛|赛事|开工)"
    "|(?:会|活动|仪式|招聘会|现场会|推介会)[上中](?=[，,共])|现场[，,]"
    "|(?:同时|随后)[，,](?![^。；;]{0,20}全[省市区县州旗])[^。；;0-9]{0,40}?(?:举办|举行|签约|签订)"
)
# 3月9日，…举办招聘会。来自各地的90家企业参加: who was there.
_WHO_CAME = re.compile("来自[^，,。；;]{2,24}(?:参加|参会|参展|参赛|到场|齐聚)")


# 本次活动将发放消费券, 预计达产后…: what comes after the event.
_AFTER_THE_EVENT = re.compile("将(?!近)|预计|预期|拟|计划|力争|明年|今后")
# 会上，市医保局介绍，参保率达98%: what somebody says there.
_SAID_THERE = re.compile("[^。；;]{0,24}?(?:介绍|认为|指出|通报|表示|强调|提出|说)[，,：:]")


def _goes_on_about_an_event(text: str, start: int, position: int) -> bool:
    """Return whether a sentence begins with words for an event, and says what was done there.

    It says neither what comes later (本次活动将…) nor what somebody said there (会上，…介绍，).
    """
    if _AFTER_THE_EVENT.search(text, start, position) or _SAID_THERE.match(text, start, position):
        return False
    patterns = (_AT_THE_EVENT, _WHO_CAME, _THIS_EVENT)
    return any(pattern.match(text, start) is not None for pattern in patterns)


def _names_this_event(text: str, start: int) -> bool:
    """Return whether a sentence begins with words for the event that the text is about."""
    return _THIS_EVENT.match(text, start) is not None


def day_of_the_event(
    text: str,
    sentences: Sequence[Sentence],
    times_between: Callable[[int, int], Sequence[PeriodExpression]],
    index: int,
    position: int,
) -> PeriodExpression | None:
    """Return the day of the event that a sentence goes on about, None if it is about none.

    Args:
        text: the text.
        sentences: its sentences, in order.
        times_between: returns the times that begin between two positions.
        index: that of the sentence.
        position: where its figure begins; only the words before that are read.

    """
    while index and text.startswith("其中", sentences[index].start):
        # 签约的27个项目来自9个专班。其中，…: those among them.
        index -= 1
        position = sentences[index].end
    start = sentences[index].start
    if not _goes_on_about_an_event(text, start, position):
        return None
    apart = _names_this_event(text, start)
    for before in reversed(sentences[max(0, index - _LONGEST_EVENT) : index]):
        days = [item for item in times_between(before.start, before.end) if item.kind == "day"]
        if "\n" in text[before.end : start] and not apart:
            return None
        if days:
            only = len(days) == 1 and not days[0].comparison and days[0].role == "during"
            closing = apart and _CLOSING.search(text, before.start, before.end)
            return days[0] if only and not (closing or is_of_the_news(text, days[0])) else None
    return None
