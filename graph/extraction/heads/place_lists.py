"""Places to which a list of numbers is assigned: 其中甲县、乙区分别增长7%和5%."""

import re

__all__ = ["DISTRICT", "are_places"]

DISTRICT = "(?<![小景校片库厂园老])区"
"""A regular expression for the end of a name: 小区, 景区 and the like are no districts."""

_ASSIGNED = re.compile(
    "(?:[两二三四五六七八九十]个?(?:[市县区旗]|乡镇|镇))?(?:分别|依次)"
    "(?:同比)?(?:增长|上升|提高|下降|减少|降低|增加|新增|完成|实现|达到?|占|为)?[了至近约]?$"
)
_CLAUSE_MARKS = "，,；;：:"
_AMONG = "其中"
# Joints are in names, too (和平区, 政和县), so that one place after the other is read.
_PLACE = re.compile(
    f"(?![全各该本我])[一-鿿]{{1,7}}?(?:[市县旗镇乡]|{DISTRICT}|街道)(?=[、和与及]|$)"
)
# 省级卫生城镇 is no place.
_HONOURED = re.compile("级|文明|卫生|示范|重点|特色")


def are_places(before: str, count: int) -> bool:
    """Return whether a list of numbers is assigned to as many places: 甲县、乙区分别增长.

    Args:
        before: the words before the first number.
        count: how many numbers there are.

    """
    assigned = _ASSIGNED.search(before)
    if assigned is None:
        return False
    at = max(before.rfind(mark, 0, assigned.start()) for mark in _CLAUSE_MARKS) + 1
    if before.startswith(_AMONG, at):
        at += len(_AMONG)
    places = 0
    while place := _PLACE.match(before, at, assigned.start()):
        if _HONOURED.search(place.group()):
            return False
        places += 1
        at = place.end() + 1
    return at == assigned.start() + 1 and places == count > 1
