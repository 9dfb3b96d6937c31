"""Which of the names found at one place hold: none crosses another, or is only a part of one.

深圳 is no name of its own in 深圳湾, and neither is 第三届大会 in 省第三届大会.
"""

import re
from collections.abc import Iterable

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_lexicon import load_name_lexicon
from districtgraph.graph.extraction.names.named_text import TERRITORIES
from districtgraph.graph.extraction.names.suffixed_names import is_of_a_kind_here
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["UNITS", "without_crossings"]

UNITS = ("街道", "镇", "乡", "村", "社区")
"""Ends of the names of the smallest units."""

_FEATURES = frozenset("山河江湖岛屯盟旗港湾")
"""Suffixes that are often just a syllable of a longer name (东山组团, 靠山社区)."""
_WHOLE = ("name-suffixes", "congresses", "quoted-names", "title-marks", "waters")
"""Rules whose names contain such a syllable without another name (第五届江州马拉松)."""
_PRIORITY = (
    "title-marks",
    "quoted-with-suffix",
    "quoted-names",
    "bracketed",
    "titles",
    "congresses",
    "parties",
    "bodies",
    "campaigns",
    "plans",
    "builders",
    "state-centres",
    "roads",
    "waters",
    "former-places",
    "schools",
    "media",
    "companies",
    "name-suffixes",
    "enumerated",
    "counted-lists",
    "known-names",
    "listed",
    "places-of-zones",
    "ends-of-lines",
    "repeated-units",
    "qualified-places",
    "shared-suffix",
    "short-forms",
)


def without_crossings(names: Iterable[NamedThing]) -> tuple[NamedThing, ...]:
    """Return the names without those that overlap or repeat one of a rule with priority."""
    accepted: list[NamedThing] = []
    at: dict[int, list[NamedThing]] = {}
    for name in sorted(names, key=lambda n: (_priority(n), n.start - n.end, n.start)):
        near = {
            id(other): other for place in range(name.start, name.end) for other in at.get(place, ())
        }
        if any(_excludes(other, name) for other in near.values()):
            continue
        accepted.append(name)
        for place in range(name.start, name.end):
            at.setdefault(place, []).append(name)
    return tuple(sorted(accepted, key=lambda n: (n.start, -n.end)))


def _priority(name: NamedThing) -> int:
    """Return the rank of a name; a long known place holds no other one: 成渝地区双城经济圈."""
    if name.rule == "name-suffixes" and _VILLAGE_BRIDGE.search(name.text):
        # In a list of villages, 马家桥 is one.
        return _PRIORITY.index("counted-lists")
    if name.rule == "enumerated" and name.kind == "facility":
        # 叶湾、白沙等水库: what sums up a list shows the kind.
        return _PRIORITY.index("state-centres")
    long = name.rule == "known-names" and name.kind == "place" and len(name.text) >= _LONG_PLACE
    return _PRIORITY.index("titles" if long else name.rule)


_LONG_PLACE = 5
_VILLAGE_BRIDGE = re.compile("(?<![大交架铁路河])桥$")


def _excludes(accepted: NamedThing, name: NamedThing) -> bool:
    if (accepted.start, accepted.end) == (name.start, name.end):
        return True
    if _adds_nothing(accepted, name) or _crosses_an_end(accepted, name):
        return True
    crossing = (
        accepted.start < name.start < accepted.end < name.end
        or name.start < accepted.start < name.end < accepted.end
    )
    if accepted.end == name.end and accepted.kind == name.kind and accepted.start < name.start:
        return True
    if (
        accepted.start == name.start
        and accepted.text[:-1] == name.text
        and accepted.text[-1] in _ENDS
    ):
        return True
    inside = accepted.start <= name.start and name.end <= accepted.end
    feature = name.rule == "name-suffixes" and _is_a_feature(name.text)
    if inside and accepted.rule in _WHOLE and feature:
        return True
    return crossing or (inside and _is_within_a_company_or_body(accepted, name))


def _is_a_feature(text: str) -> bool:
    """Return whether a name ends like a hill or river, and is no banner or league: 正蓝旗."""
    banner = text[-1] in "旗盟" and text in load_divisions().names()
    return text[-1] in _FEATURES and not banner


def _is_within_a_company_or_body(accepted: NamedThing, name: NamedThing) -> bool:
    """Return whether a name with a suffix is only part of a company or body: 龙山 in 龙山伟业."""
    if name.rule != "name-suffixes":
        return False
    long = len(name.text) > _SHORTEST_TERRITORY or name.text in load_divisions().names()
    territory = name.kind == "place" and long and name.text[-1] in _ENDS
    return accepted.rule in ("companies", "bodies") and not territory


_SHORTEST_TERRITORY = 2
_JOINTS = ("至", "到", "段", "—", "－", "-", "、", "和", "与")


def _crosses_an_end(accepted: NamedThing, name: NamedThing) -> bool:
    """Return whether a known place is only part of an end of a line: 镇江 in 镇江关至黄胜关段."""
    if name.rule != "known-names" or name.kind != "place" or "至" not in accepted.text:
        return False
    if not accepted.start <= name.start <= name.end < accepted.end:
        return False
    rest = accepted.text[name.end - accepted.start :]
    whole = rest.startswith(_JOINTS) or "至" not in rest
    return accepted.kind == "facility" and not whole


def _adds_nothing(accepted: NamedThing, name: NamedThing) -> bool:
    """Return whether a name is only a part of another one: 第三届大会 in 省第三届大会."""
    if not accepted.start <= name.start <= name.end <= accepted.end:
        return False
    if _is_no_name_within(accepted, name) or _is_before_a_bracket(accepted, name):
        return True
    if accepted.rule == "quoted-with-suffix" and name.rule == "quoted-names":
        # “甲”发展行动 is the whole name.
        return name.start == accepted.start + 1
    if name.rule == "known-names" and accepted.rule == "companies" and name.kind != "place":
        return True
    if accepted.rule == "roads" and name.text + "站" == accepted.text:
        # 云湖路|站
        return True
    quoted = accepted.rule == "quoted-names" and name.rule == "name-suffixes"
    if (accepted.rule == "titles" or quoted) and name.end == accepted.end:
        return True
    unit = name.kind == "place" and name.rule in ("name-suffixes", "repeated-units")
    if accepted.rule == "titles" and unit:
        # 全国|和谐社区|建设示范社区
        return name.text not in load_divisions().names()
    return _is_part_of_a_place(accepted, name)


def _is_within_a_settlement(accepted: NamedThing, name: NamedThing) -> bool:
    """Return whether a known place is only the middle of a town's name: 大|黑河|乡."""
    at = name.start - accepted.start
    return at > 0 and accepted.text.endswith(UNITS) and accepted.text[at - 1] not in _ENDS


def _is_before_a_bracket(accepted: NamedThing, name: NamedThing) -> bool:
    """Return whether a name only begins another one with a bracket: 云湖枢纽（江州）新机场."""
    first = accepted.rule == "bracketed" and name.start == accepted.start
    return first and name.kind != "place"


def _is_part_of_a_place(accepted: NamedThing, name: NamedThing) -> bool:
    """Return whether a known place is only the beginning of a longer name of a place."""
    if name.rule != "known-names" or name.kind != "place":
        return False
    following = accepted.text[name.end - accepted.start :]
    # 深圳|湾, 东营|港经济开发区
    water = following in _WATERS or following.startswith(("港", "湾"))
    water = (water and accepted.kind == "place") or _is_within_a_settlement(accepted, name)
    return water or following.startswith(_DIVISIONS) or _goes_on(accepted, name, following)


def _goes_on(accepted: NamedThing, name: NamedThing, following: str) -> bool:
    """Return whether a known place is only the beginning of another place's name: 三沙|源片区."""
    if accepted.rule != "name-suffixes" or accepted.start != name.start:
        return False
    one_more = following[1:] in _AREAS and following[0] not in _QUALIFYING
    return one_more and following not in load_name_lexicon().suffixes


def _is_no_name_within(accepted: NamedThing, name: NamedThing) -> bool:
    """Return whether names of its kind are only parts of names like the longer one."""
    if name.kind == "event" and accepted.kind == "event":
        return True
    if accepted.kind == "slogan" and name.rule == "name-suffixes" and name.kind != "place":
        return True
    if accepted.kind == "product" and name.kind == "organisation":
        return True
    if accepted.rule == "quoted-names" and accepted.kind == "programme" and name.kind in _OF_WORKS:
        # “先锋聚力行动、扩面提质行动” is one name within its quotes, and “云湖高铁旅游小城” names
        # no line.
        return name.rule == "name-suffixes"
    if accepted.rule == "title-marks" and name.kind in ("event", "document"):
        return True
    if accepted.kind == "document" and name.kind == "programme":
        # 《云湖县城市更新行动方案》 is a document; “强基”行动 within quotes is named for itself.
        return name.rule == "name-suffixes"
    if accepted.rule == "title-marks" and name.kind in ("facility", "organisation"):
        # 《云湖市重点实验室管理办法》
        return name.rule == "name-suffixes" and is_of_a_kind_here(name.text)
    return accepted.rule in ("bodies", "parties", "media") and _is_a_part(accepted, name)


def _is_a_part(accepted: NamedThing, name: NamedThing) -> bool:
    """Return whether an organisation is a part of a body's name: 工商联 in 区工商联党组."""
    inner = name.rule == "known-names" or accepted.rule in ("parties", "media")
    return name.kind == "organisation" and inner


_OF_WORKS = ("programme", "facility")
_DIVISIONS = (*"省市区县旗州盟郡府厅道", "专区")
_WATERS = frozenset("湾河江湖海岛口港山")
_AREAS = frozenset(("片区", "组团", "街道", "社区", "小区", "新区", "园区"))
_QUALIFYING = frozenset("新老大小古东西南北中上下")
"""Characters between a place and a suffix that begin a word of their own: 江州|新|片区."""
_ENDS = TERRITORIES | frozenset("村镇乡")
