"""What a text names: organisations, programmes, documents, places, facilities, events and more.

A name is found by its marks (《…》, “…” with a word for the kind), by a suffix that shows its kind,
as a body of a territory (市人民政府), as a title that places work for (全国文明城市), or as a word
that is a name by itself. It begins where its phrase does. Only what follows from the form is a
name; phrases of generic words, and phrases whose beginning is uncertain, are not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.bodies import names_of_bodies, party_committees, party_units
from districtgraph.graph.extraction.bracketed_names import bracketed_names, with_branches
from districtgraph.graph.extraction.common_places import own_part
from districtgraph.graph.extraction.company_names import (
    companies_before,
    companies_of_projects,
    counted_lists,
    repeated_companies,
    short_companies,
)
from districtgraph.graph.extraction.division_chains import length_of_province
from districtgraph.graph.extraction.division_names import short_division_names
from districtgraph.graph.extraction.former_places import former_places
from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.given_titles import given_titles
from districtgraph.graph.extraction.held_events import with_holders
from districtgraph.graph.extraction.name_lexicon import NameLexicon, load_name_lexicon
from districtgraph.graph.extraction.named_text import TERRITORIES, named_text
from districtgraph.graph.extraction.names_within import (
    divisions_within,
    without_legal_heads,
    without_parts_of_projects,
)
from districtgraph.graph.extraction.offices import offices
from districtgraph.graph.extraction.official_names import known_names, titles
from districtgraph.graph.extraction.patterned_names import patterned_names
from districtgraph.graph.extraction.persons import without_persons
from districtgraph.graph.extraction.quoted_names import quoted_names
from districtgraph.graph.extraction.related_names import (
    counted_villages,
    enumerated_names,
    exemplified_companies,
    lines_between_places,
    listed_stations,
    products_of_a_place,
    qualified_places,
    sharing_a_suffix,
)
from districtgraph.graph.extraction.short_forms import with_short_forms
from districtgraph.graph.extraction.suffixed_names import (
    is_of_a_kind_here,
    is_ordinary,
    suffixed_names,
)
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["NamedThing", "find_named_things"]


def find_named_things(text: str, lexicon: NameLexicon | None = None) -> tuple[NamedThing, ...]:
    """Return every occurrence of a name in order; a nested name follows the longer one.

    No two names overlap in part: one lies within the other, or they are separate.
    """
    lexicon = lexicon or load_name_lexicon()
    source = named_text(text, lexicon)
    names = _without_crossings(
        (
            *quoted_names(text, lexicon),
            *suffixed_names(source),
            *bracketed_names(source),
            *names_of_bodies(source),
            *party_committees(text),
            *offices(text),
            *given_titles(text),
            *titles(source),
            *known_names(source),
            *patterned_names(source),
            *former_places(source),
            *counted_villages(source),
            *enumerated_names(source),
            *exemplified_companies(source),
            *lines_between_places(source),
            *listed_stations(source),
            *products_of_a_place(source),
            *short_companies(source),
            *counted_lists(source),
            *companies_of_projects(source),
        )
    )
    names = tuple(without_persons(tuple(_apart_from_divisions(names)), text))
    names = _without_crossings(
        (
            *names,
            *without_persons(tuple(sharing_a_suffix(source, names)), text),
            *companies_before(source, names),
            *repeated_companies(source, names),
            *party_units(names, text),
        )
    )
    names = _without_crossings((*names, *divisions_within(names)))
    names = tuple(without_legal_heads(tuple(with_holders(names, text))))
    names = tuple(without_parts_of_projects(names, text))
    names = _without_crossings((*names, *short_division_names(source, names)))
    names = _without_crossings((*names, *_repeated_units(text, names)))
    names = _without_crossings(with_short_forms(source, with_branches(source, names)))
    names = _without_crossings((*names, *qualified_places(source, names)))
    return _nested(tuple(_by_territory(names)))


def _apart_from_divisions(names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the names without known places that cross a division of the text: 临|河北|站.

    临河 is the short form of 临河区, which the text names.
    """
    stems = {
        name.text[:-1]
        for name in names
        if name.kind == "place" and name.rule == "name-suffixes" and name.text[-1] in TERRITORIES
    }
    starting = {name.start: name for name in names if name.rule != "known-names"}
    for name in names:
        if name.rule == "known-names" and name.kind == "place":
            before = starting.get(name.start - 1)
            if before and any(before.text.startswith(stem) for stem in stems if len(stem) > 1):
                continue
        yield name


# Names within names


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
    "repeated-units",
    "qualified-places",
    "shared-suffix",
    "short-forms",
)


def _without_crossings(names: Iterable[NamedThing]) -> tuple[NamedThing, ...]:
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
    return at > 0 and accepted.text.endswith(_UNITS) and accepted.text[at - 1] not in _ENDS


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


_DIVISIONS = (*"省市区县旗州盟郡府厅道", "专区")
_WATERS = frozenset("湾河江湖海岛口港山")
_AREAS = frozenset(("片区", "组团", "街道", "社区", "小区", "新区", "园区"))
_QUALIFYING = frozenset("新老大小古东西南北中上下")
"""Characters between a place and a suffix that begin a word of their own: 江州|新|片区."""
_ENDS = TERRITORIES | frozenset("村镇乡")


def _by_territory(names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the names, and each territory of a chain by itself: 云湖区 in 江州市云湖区."""
    starting: dict[int, list[NamedThing]] = {}
    for name in names:
        starting.setdefault(name.start, []).append(name)
    end = -1
    for name in names:
        unit = _own_unit(name, starting)
        within = name.end <= end
        if unit is None:
            yield name
            continue
        end = max(end, name.end)
        if unit.text != name.text and unit.text.endswith(_UNITS):
            # 江州市云湖区白沙社区 and 白沙社区 are one place.
            name = replace(name, canonical=unit.text)
        yield from (unit,) if within else dict.fromkeys((name, unit))


_UNITS = ("街道", "镇", "乡", "村", "社区")


def _repeated_units(text: str, names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the smallest units that the text names with their territories, where they stand alone.

    老城街道 is a name in a text that has 云湖区老城街道.
    """
    chains = [name for name in names if name.kind == "place" and name.rule == "name-suffixes"]
    units = {name.text[-len(own) :] for name in chains if (own := own_part(name.text)) != name.text}
    found = [unit for unit in units if unit.endswith(_UNITS) and len(unit) > _SHORTEST_UNIT]
    found += {match.group() for name in chains if (match := _OVER_VILLAGE.match(name.text))}
    if found:
        pattern = "|".join(sorted(map(re.escape, found), key=len, reverse=True))
        for match in re.finditer(pattern, text):
            yield NamedThing(*match.span(), match.group(), "place", "repeated-units")


_SHORTEST_UNIT = 3
# 三乡镇|云湖村: the town is named with its village.
_OVER_VILLAGE = re.compile("[一-鿿]{2,4}(?:街道|镇|乡)(?=[一-鿿]{2,}(?:村|社区)$)")


def _own_unit(name: NamedThing, starting: Mapping[int, Sequence[NamedThing]]) -> NamedThing | None:
    """Return a place without the territories before it; None for other names and overlaps."""
    if name.kind != "place" or name.rule != "name-suffixes":
        return None
    start = name.end - len(own_part(name.text))
    province = length_of_province(name.text)
    if start == name.start and name.text[province:] in load_divisions().names():
        # 江西|永新县
        start += province
    own = name.text[start - name.start :]
    if own in load_name_lexicon().suffixes or (own != name.text and is_ordinary(own)):
        return None
    for at in range(name.start, start):
        if any(start < other.end < name.end for other in starting.get(at, ())):
            return None
    return replace(name, start=start, text=name.text[start - name.start :])


def _nested(names: Sequence[NamedThing]) -> tuple[NamedThing, ...]:
    """Return the names in order, with `nested` set on those within a longer one."""
    reach = 0
    found = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        found.append(replace(name, nested=name.end <= reach))
        reach = max(reach, name.end)
    return tuple(found)
