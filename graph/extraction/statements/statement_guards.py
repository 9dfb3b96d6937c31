"""What looks like a statement about a name, or about the document's own area, and is none."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.statements.clause_verbs import NamedClause

__all__ = ["is_about_others", "is_an_attribute"]

_SENTENCE_ENDS = "。！？!?；;\n"
_WISH = re.compile("(?:希望|勉励|寄望)(?!全[市县区省州镇乡]|各级|各部门|大家|我们)")
# 首届桃花节的举办，对…，助力…: what helps is the festival.
_TOPIC = re.compile(
    "[^，。；]{2,30}的(?:成功)?(?:举办|召开|举行|建成|成立|签约|落户|开通|投产|投用|揭牌|签署|落成|设立)，"
)
_CAUSING = re.compile(
    "(?:支持|推动|引导|鼓励|帮助|督促|指导|协助|希望|要求)(?P<whom>[^，。；]{2,40})，"
)


def is_about_others(text: str, start: int, names: Sequence[NamedThing]) -> bool:
    """Return whether the words before a position say that others do what follows.

    支持云湖县实施…，|创建…: the county does. 她希望商会…，|执行…: the chamber is to.

    Args:
        text: the whole text.
        start: where a statement without an actor of its own begins.
        names: the names of the text that are within no other, in order.

    """
    begin = max(text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
    before = text[begin:start]
    if _WISH.search(before) or _TOPIC.match(before):
        return True
    first = bisect_left(names, begin, key=_start)
    inside = names[first : bisect_left(names, start, key=_start)]
    organisations = {name.start for name in inside if name.kind == "organisation"}
    if any(_is_subject(text, begin, name, organisations) for name in inside):
        return True
    starts = {name.start for name in inside if name.kind in ("organisation", "place")}
    return any(begin + match.start("whom") in starts for match in _CAUSING.finditer(before))


def _start(name: NamedThing) -> int:
    return name.start


_OWN_BODIES = re.compile("(?:党支部|党总支|[村社区镇乡街道]党委)$")
_WHEN = re.compile("(?:(?:[0-9]{4}年|今年|去年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:[上下]午)?)?")
_LONGEST_LIST = 120
"""The most characters of organisations before the last one of a list."""
_ACTING = re.compile("[一-鿿](?<![的等和与及或])")


def _is_subject(text: str, begin: int, name: NamedThing, organisations: Collection[int]) -> bool:
    """Return whether an organisation that is none of the area's bodies begins a clause and acts.

    5月15日，白沙村党支部、东岭村党支部|组织党员: the last one of a list that begins a clause.
    """
    if name.start not in organisations:
        return False
    if name.rule in ("bodies", "known-names", "media") and not _OWN_BODIES.search(name.text):
        return False
    clause = max(begin, text.rfind("，", begin, name.start) + 1)
    if name.start - clause > _LONGEST_LIST or not _ACTING.match(text, name.end):
        return False
    when = _WHEN.match(text, clause)
    first = when.end() if when else clause
    listed = "、" in text[first : name.start] and first in organisations
    return first == name.start or listed


def is_an_attribute(clause: NamedClause, name: NamedThing, end: int) -> bool:
    """Return whether a name only says of what kind something else is, or what it is about.

    “一带一路”合作论坛; 完善“飞地”模式的建议.
    """
    about = name.kind == "programme" and _ABOUT.match(clause.text, end)
    talk = about or _TALK.match(clause.text, end)
    if "对" in clause.before(name.start) and _JUDGED.match(clause.text, end):
        # 对“六化”举措予以肯定
        return True
    if name.kind == "programme" and _SUPPORT.match(clause.text, end):
        # 强化乡村振兴战略|水利保障
        return True
    return clause.text.startswith(_OF_A_MEETING, end) or bool(talk)


# 聚焦“推进农业现代化”进行调研: the name is a topic.
_TALK = re.compile(
    "(?:这一|的)?(?:主题|课题|议题|专题)?(?:进行|开展)(?:了|专题|深入|实地|集中)*"
    "(?:调研|视察|座谈|协商|考察|讨论|交流|研讨|授课|演讲|宣讲|发言)"
)
_JUDGED = re.compile("[^，。；]{0,12}(?:予以|给予|表示)")
_SUPPORT = re.compile("(?!工作)[一-鿿]{2,4}(?:保障|支撑)(?![一-鿿])")
_ABOUT = re.compile(
    "[^，。；：的]{0,12}的(?:若干|工作|实施)?(?:意见|建议|批复|通知|决定|提案|议案|报告|请示)"
)
_OF_A_MEETING = ("中俄", "国际", "区域合作论坛", "合作论坛", "高峰论坛")
