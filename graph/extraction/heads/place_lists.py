"""Places that have parts of what was measured.

- 其中甲县、乙区分别增长7%和5%: a list of numbers is assigned to them;
- 其中甲区9家，乙区6家: each has its own.
"""

import re
from dataclasses import dataclass

from districtgraph.graph.places.divisions import load_divisions

__all__ = ["AMONG", "DISTRICT", "Part", "are_places", "first_place", "may_have_a_part", "part_of"]

DISTRICT = "(?<![小景校片库厂园老])区"
"""A regular expression for the end of a name: 小区, 景区 and the like are no districts."""

_ASSIGNED = re.compile(
    "(?:[两二三四五六七八九十]个?(?:[市县区旗]|乡镇|镇))?(?:分别|依次)"
    "(?:同比)?(?:增长|上升|提高|下降|减少|降低|增加|新增|完成|实现|达到?|占|为)?[了至近约]?$"
)
_CLAUSE_MARKS = "，,；;：:"
AMONG = "其中"
"""The word before the parts of what was measured."""
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
    if before.startswith(AMONG, at):
        at += len(AMONG)
    places = 0
    while place := _PLACE.match(before, at, assigned.start()):
        if _HONOURED.search(place.group()):
            return False
        places += 1
        at = place.end() + 1
    return at == assigned.start() + 1 and places == count > 1


# 其中甲区|9家; 乙区最多，达|6家: a place, and no more than that it has so many.
_HAS = (
    "(?:最[多大高少低])?[，,]?"
    "(?P<change>(?:同比)?(?:增长|上升|提高|下降|降低))?(?:完成|实现|达到?|为|有|是)?了?[约近超逾]?过?"
)
_PART = re.compile(
    f"[，,；;、（(]?(?P<among>其中[，,：:]?)?(?P<place>(?![全各该本我])[一-鿿]{{1,9}}?){_HAS}"
)
_AT_THE_END = re.compile(f"[市区县旗州盟镇乡道]{_HAS}$")
_LONGEST_HAVING = 12
_LEVELS = ("市", "区", "县", "旗", "州", "盟")
# There are districts that are called so.
_GENERIC = frozenset(
    ("城区", "郊区", "矿区", "市区", "新区", "城关区", "新市区", "老城区", "新城区")
)
_FIRST_PLACE = re.compile(
    "[，,；;、]?(?:其中[，,：:]?)?(?P<place>[一-鿿]{1,7}?[市区县旗])(?=[一-鿿]{2})"
)
_TOWNSHIPS = ("镇", "乡", "街道")
# 省级示范镇, 经济强镇, 城镇: a kind of place.
_KINDS = re.compile(
    "[强名重新城乡集小市建心古老街村]镇$|[级型色]镇|[下返还入]乡$|^[水故]乡$|^街道|示范|特色|文明|卫生|重点"
)
_ZONES = frozenset(
    ("高新区", "经开区", "开发区", "经济开发区", "高新技术产业开发区", "经济技术开发区", "保税区")
)


def may_have_a_part(masked: str, position: int) -> bool:
    """Return whether the words before a number end as those of a place that has it."""
    return _AT_THE_END.search(masked, max(0, position - _LONGEST_HAVING), position) is not None


def part_of(before: str) -> "Part | None":
    """Return the place that has the number after some words: 其中甲区|9家, 乙区最多，达|6家.

    Args:
        before: the words before the number, from the number or the sentence before it on.

    """
    found = _PART.fullmatch(before, max(0, before.rfind(AMONG)))
    if found is None:
        return None
    place = found.group("place")
    known = place.endswith(_LEVELS) and place not in _GENERIC and place in load_divisions().names()
    town = place.endswith(_TOWNSHIPS) and not _KINDS.search(place)
    if not (known or town or _is_zone(place)):
        return None
    return Part(found.group("among") is not None, known, found.group("change") is not None)


def first_place(words: str) -> str:
    """Return the name of the district or county that words begin with, empty if none: 甲区|出口."""
    found = _FIRST_PLACE.match(words)
    place = found.group("place") if found else ""
    return place if place in load_divisions().names() else ""


def _is_zone(place: str) -> bool:
    """Return whether a name is that of a zone, alone or after its city's: 高新区, 宜昌高新区."""
    zone = max((zone for zone in _ZONES if place.endswith(zone)), key=len, default="")
    city = place.removesuffix(zone)
    return bool(zone) and (not city or city in load_divisions().names())


@dataclass(frozen=True, slots=True)
class Part:
    """A place that has a number of its own.

    Attributes:
        among: whether 其中 is before it.
        known: whether the list of divisions has its name.
        changes: whether a verb of change is between place and number: 甲区增长|7%.

    """

    among: bool
    known: bool
    changes: bool
