"""Places that have parts of what was measured.

- 其中甲县、乙区分别增长7%和5%: a list of numbers is assigned to them;
- 其中甲区9家，乙区6家: each has its own.
"""

import re

__all__ = ["DISTRICT", "are_places", "has_a_part", "is_a_place"]

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
# 山区, 乡镇: a kind of place.
_KIND = re.compile(
    "(?:[山库城市郊灾牧林农矿景校社园牧湖沙垦]|新城|老城|主城|中心城|建成|自然保护|保护|旅游|贫困|边境|边远|[一二三四五]类)区"
    "|[乡城集小市建]镇|建制镇|街道|乡村|上市|城市|地级市|县级市|进城镇|股市|楼市|超市|门市|夜市"
)


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


# 其中甲区|9家; 乙区最多，达|6家: a place, and no more than that it has so many.
_HAS_A_PART = re.compile(
    "[，,；;、]?(?P<among>其中[，,：:]?)?(?P<place>(?![全各该本我])[一-鿿]{1,7}?"
    f"(?:[市县旗镇乡]|{DISTRICT}|街道))(?:最[多大高少低])?[，,]?"
    "(?:同比)?(?:增长|上升|提高|下降|减少|降低|增加|新增|完成|实现|达到?|为|有|是)?了?[约近超逾]?过?"
)


def is_a_place(words: str) -> bool:
    """Return whether words are the name of a place: 甲县, 乙区."""
    return _PLACE.fullmatch(words) is not None and not _is_a_kind(words)


def _is_a_kind(words: str) -> bool:
    return _HONOURED.search(words) is not None or _KIND.fullmatch(words) is not None


def has_a_part(before: str, *, among: bool) -> bool:
    """Return whether a place has the number after some words: 其中甲区|9家, 乙区最多，达|6家.

    Args:
        before: the words before the number, from the number or the sentence before it on.
        among: whether 其中 must begin them.

    """
    found = _HAS_A_PART.fullmatch(before)
    if found is None or _is_a_kind(found.group("place")):
        return False
    return not among or found.group("among") is not None
