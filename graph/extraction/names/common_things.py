"""Phrases with a suffix, but not kinds of things: 云湖基地, not 种植基地 or 120多家商会."""

import re
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.common_places import (
    URBAN_AREAS,
    is_common_place,
    own_part,
)
from districtgraph.graph.extraction.names.division_chains import length_of_province
from districtgraph.graph.extraction.names.name_beginnings import LINES
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.name_lexicon import NameKind, NameLexicon
from districtgraph.graph.extraction.names.named_text import NamedText
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["NO_BEGINNING", "is_no_name"]


def is_no_name(source: NamedText, start: int, end: int, core: str, kind: NameKind) -> bool:
    """Return whether `text[start:end]` is a kind of thing, or no name by its form.

    Args:
        source: the text.
        start: where the phrase begins.
        end: where its suffix ends.
        core: the phrase without its suffix.
        kind: what the suffix shows.

    """
    common = _is_common(source, start, end, core, kind)
    return common and not _is_a_county_here(source, start, end)


def _is_common(source: NamedText, start: int, end: int, core: str, kind: NameKind) -> bool:
    """Return whether a phrase ends in a common noun or consists of generic words."""
    lexicon, text = source.lexicon, source.text
    if _is_of_a_kind(source, start, end, kind) or _is_figurative(lexicon, text, start, kind):
        return True
    if size := _common_size(source, start, end, core, kind):
        return not _is_territory_after_all(source, end, size, core)
    if _is_no_name_by_form(source, start, end, core, kind):
        return True
    if kind == "place":
        return is_common_place(source, end, core)
    site = text.endswith(_SITES, start, end) and not text.endswith("历史文化街区", start, end)
    if kind == "facility" and site and not _is_of_a_place(source, core):
        # 绿色防控基地 is a kind of site, 白沙镇种植基地 is the name of one.
        return True
    if len(core) == 1:
        return _names_nothing(core, text[start:end])
    named = core == "实验" or _NUMERAL_AND_WORD.fullmatch(core)
    school = named and text.endswith(_SCHOOLS, start, end)
    if text.endswith(_PARKS, start, end) and _holds_an_industry(source, core):
        return False
    return kind != "programme" and not school and lexicon.generic.covers(core)


def _is_figurative(lexicon: NameLexicon, text: str, start: int, kind: NameKind) -> bool:
    """Return whether quoted words say what something is like: 誉为“云东第一峡谷”."""
    if kind not in ("place", "facility"):
        return False
    opening = text.rfind("“", max(0, start - _LONGEST_FIGURE), start + 1)
    inside = opening >= 0 and "”" not in text[opening:start]
    return inside and text.endswith(_CALLED, 0, opening)


_LONGEST_FIGURE = 12
_CALLED = ("誉为", "素有", "堪称", "号称", "称之为", "享有")


def _is_no_building(source: NamedText, start: int, end: int, core: str) -> bool:
    return _begins_a_settlement(source, core, end) or _is_described(source, start, core)


def _is_described(source: NamedText, start: int, core: str) -> bool:
    """Return whether a building is what a place is to become: 打造独具特色的|现代化茶叶产业园."""
    first = source.lexicon.generic.longest(source.text, start)
    attribute = source.text[start - 1 : start] == "的" and first is not None and len(first) > 1
    return attribute and bool(_to_be().search(source.text, max(0, start - _LONGEST_AIM), start))


_LONGEST_AIM = 30


@cache
def _to_be() -> re.Pattern[str]:
    """Return the pattern of an attribute that says what is to be made: 打造独具特色的|."""
    words = load_name_contexts().aims
    return re.compile(
        f"{either(words['verbs'])}[^，。；]{{0,8}}?{either(words['attributes'])}[^，。；]{{0,10}}的$"
    )


def _begins_a_settlement(source: NamedText, core: str, end: int) -> bool:
    """Return whether a building is only how a settlement is called: 北宅街道|北站|社区, 塔|下洲."""
    named = source.text.startswith(("社区", "小区", "街道"), end) and core.endswith(_SETTLEMENTS)
    short = source.text[end - 1] in "塔寺庙祠" and core.endswith(_SETTLEMENTS)
    return named or short


_SETTLEMENTS = ("街道", "社区", "镇", "乡", "村")


def _is_no_name_by_form(source: NamedText, start: int, end: int, core: str, kind: NameKind) -> bool:
    """Return whether a phrase with a suffix is no name, by its form alone."""
    if kind == "facility" and _is_no_building(source, start, end, core):
        return True
    if kind == "document" and source.text.endswith("协议", start, end):
        return not _is_of_a_place(source, core)
    # 现代|化工业园, but 、化龙镇: after a mark, a particle begins a name.
    joined = "一" <= source.text[start - 1 : start] <= "鿿" or core[0] in "（的等"
    if (
        core[-1] in "、（+"
        or _NTH_MEETING.fullmatch(core)
        or _EDITION.match(core)
        or core.endswith(("配套", "类", "之", "车道"))
        or (source.text.startswith("子公司", start + len(core)) and core.endswith(_FIRMS))
        or "有限公司" in core
        or _SESSION.fullmatch(core)
        or "+" in core
        or core[0] in "-—–·"
        or core.endswith("政府")
    ):
        return True
    if core[-1] in "设置撤" and source.text[start + len(core)] in "县市区州镇":
        # 撤乡设|镇
        return True
    official_name = source.text[start:end] in load_divisions().names()
    # 两线|枢纽: how many lines meet.
    counted = _SO_MANY.fullmatch(core) is not None
    cut = core[0] in NO_BEGINNING and joined and not official_name
    return counted or cut or bool(_PLACEHOLDER.match(core))


def _holds_an_industry(source: NamedText, core: str) -> bool:
    """Return whether a park is named after an industry: 海洋生物|科技园."""
    generic, ordinary = source.lexicon.generic.words, source.lexicon.ordinary.words
    spans = ((a, b) for a in range(len(core)) for b in range(a + 2, len(core) + 1))
    return any(core[a:b] in generic and core[a:b] not in ordinary for a, b in spans)


def _common_size(source: NamedText, start: int, end: int, core: str, kind: NameKind) -> int:
    """Return the length of the common noun at the end of a phrase, 0 where there is none."""
    longest = min(_LONGEST_COMMON, end - start)
    shortest = max(2, end - start - len(core) + 1)
    for size in range(shortest, longest + 1):
        if source.text[end - size : end] in source.lexicon.common_nouns:
            about = kind == "programme" and _is_of_something(source, start, end - size)
            about = about or _is_a_route(source, end, core)
            return 0 if about or _is_a_farm(source, start, end, size) else size
    return 0


def _is_a_route(source: NamedText, end: int, core: str) -> bool:
    """Return whether a passage is named after the known place it leads through: 三峡水运新|通道."""
    place = any(source.lexicon.known.get(core[:size]) == "place" for size in (2, 3, 4))
    return place and source.text.endswith("通道", 0, end)


def _is_a_farm(source: NamedText, start: int, end: int, size: int) -> bool:
    """Return whether a farm has a name of its own: 胡杨|家庭农场."""
    own = source.text[start : end - size]
    farm = source.text.endswith("家庭农场", start, end) and size == len("家庭农场")
    return farm and len(own) > 1 and not source.lexicon.generic.covers(own)


def _is_of_something(source: NamedText, start: int, end: int) -> bool:
    """Return whether a campaign is named by what it is about: 校外培训机构|专项整治行动."""
    words, lexicon = source.text[start:end], source.lexicon
    return len(words) >= _SHORTEST_CAUSE and not (
        lexicon.works.covers(words) or lexicon.generic.covers(words)
    )


def _names_nothing(core: str, name: str) -> bool:
    """Return whether one character before a suffix makes no name: 大桥, but 3号线, 西站, 园博会."""
    if (core.isdigit() and name.endswith("号线")) or name.endswith(("博会", "博园")):
        return False
    return core not in _DIRECTIONS or name[-1] not in "渠路站线"


def _is_of_a_kind(source: NamedText, start: int, end: int, kind: NameKind) -> bool:
    """Return whether the whole phrase is a common noun, or a number counts buildings of its kind.

    Without the territory that it is a part of, 老城区 is a common noun, though a name as well.
    """
    if source.text[start:end] in source.lexicon.common_nouns:
        return True
    if kind == "organisation" and _COUNTED.search(source.text, max(0, start - 6), start):
        # 120多家云湖商会
        return True
    if kind in ("place", "facility") and _SO_MANY_UNITS.search(
        source.text, max(0, start - 6), start
    ):
        # 5个法治示范社区
        return True
    if kind == "facility" and _is_described_by_size(source, start, end):
        return True
    return kind in ("facility", "organisation") and _is_counted(source, start, end)


def _is_described_by_size(source: NamedText, start: int, end: int) -> bool:
    """Return whether a site is described by its size: 300亩葡萄基地, 百亩蓝莓产业园.

    One that begins with a place is named: 500亩江州茶叶产业园.
    """
    size = _SIZE.match(source.text, start, end)
    before = _SIZE_BEFORE.search(source.text, max(0, start - 8), start)
    core = source.text[size.end() if size else start : end]
    named = any(source.lexicon.known.get(core[:length]) == "place" for length in (2, 3, 4))
    return bool(size or before) and not named and not _BY_A_PLACE.match(core)


_SIZE = re.compile("[一二三四五六七八九十百千万]+(?:亩|头|羽|只|尾|株)")
_SIZE_BEFORE = re.compile("[0-9余多百千万](?:亩|公顷|头|羽|只|尾|株)$")
_BY_A_PLACE = re.compile("[一-鿿]{1,4}[省市区县旗镇乡村州盟]")


def _is_a_county_here(source: NamedText, start: int, end: int) -> bool:
    """Return whether 兴县 is the county, not a motto: where it lies, or what it has."""
    name = source.text[start:end]
    if name not in load_divisions().names():
        return False
    # 新城区委: in the text of a district, 新城区 is no new part of a town.
    seated = name in URBAN_AREAS and any(name + body in source.text for body in _SEATED)
    return seated or _HAS.match(source.text, end) is not None


_SEATED = ("委", "人民政府", "政府", "人大", "政协")
_HAS = re.compile("位于|地处|隶属|属于|境内|人民政府|县委|有(?:[0-9]|不少|着)")


def _is_counted(source: NamedText, start: int, end: int) -> bool:
    """Return whether a number right after a building counts the buildings of its kind."""
    last = source.phrases.last_break(start + 1)
    listed = last is not None and source.text[last.end - 1 : last.end] == "、"
    # 云湖中型水电站1座 is one that has a name.
    sized = _SIZED.match(source.text, start, end)
    named = sized is not None and not source.lexicon.generic.covers(sized.group("own"))
    count = _COUNT.match(source.text, end)
    # 云湖科技园5条道路: only lines are counted so.
    counted = count and (
        count.group()[-1] != "条" or source.text.endswith(tuple(LINES), start, end)
    )
    return not listed and not named and bool(counted)


_SO_MANY_UNITS = re.compile("(?<![第一])[0-9]+余?[个处座家]$")
_COUNTED = re.compile("(?:[0-9]|[0-9十百千][余多]|[两三四五六七八九十数几])[家个所]$")
_SIZED = re.compile("(?P<own>[一-鿿]{2,5})[大中小]型")
_COUNT = re.compile("[0-9两三四五六七八九十]+[余多]?[座个处所家条]")
_DIRECTIONS = "东西南北中"
_FIRMS = ("集团", "公司")
_SCHOOLS = ("小学", "中学", "高中", "初中", "幼儿园", "学校")
# 四林小学, 八一小学
_NUMERAL_AND_WORD = re.compile("[一二三四五六七八九](?![所个家大名类级贯体般些])[一-鿿]")
_PARKS = ("产业园", "工业园", "科技园", "物流园", "化工园")


def _is_territory_after_all(source: NamedText, end: int, size: int, core: str) -> bool:
    """Return whether a territory's name only ends like a common noun: 青山区, 任城区, 牛角山村."""
    own = own_part(core)
    if own[-1:] in _NUMERALS and len(own) > _SHORTEST_ROAD and source.text[end - 1] in "路街巷":
        # 嘉云一路, but 走过一路.
        return not source.lexicon.generic.covers(own[:-1]) and bool(_AFTER.match(source.text, end))
    # 江苏|海门市
    division = own[length_of_province(own) :] + source.text[end - 1]
    if size <= len(own) and division in load_divisions().names():
        # 洛阳市老城区 is a district, 江州市老城区 is not.
        return division not in URBAN_AREAS or _is_of_its_parent(division, core[: -len(own)])
    last = source.text[end - 2]
    if source.text[end - 1] == "村" and len(own) == size == 2 and core[-3:-2] in ("镇", "乡"):
        # 白沙镇|富强村, though 强村 is a word.
        return own[0] not in _NO_FIRST_OF_THREE
    if source.text[end - 1] == "村" and len(own) == _LONGEST_VILLAGE:
        # 美丽山村 means villages, not one village.
        named = last in "山河湖" and not source.lexicon.generic.covers(own[:-1])
    else:
        inside = _IN_NAMES.get(source.text[end - 1], _IN_DISTRICT_NAMES)
        named = size == 2 and len(own) == 2 and (last in inside or _is_of_a_family(own))
    return named and own[0] not in _NO_FIRST_OF_THREE


def _is_of_a_family(own: str) -> bool:
    """Return whether a village or town is called after a family: 何家|乡, but 老家|乡."""
    return own[1] == "家" and own[0] in load_name_contexts().persons["surnames"]


def _is_of_its_parent(division: str, before: str) -> bool:
    divisions = load_divisions()
    parents = (divisions.latest(item.parent or "") for item in divisions.names()[division])
    return not before or any(parent and before.endswith(parent.name) for parent in parents)


def _is_of_a_place(source: NamedText, core: str) -> bool:
    """Return whether a site is named after where it lies: 白沙镇种植基地, 泉州研发基地."""
    if _OF_A_PLACE.search(core):
        return True
    known = source.lexicon.known
    if any(known.get(core[-size:]) == "place" for size in (2, 3)):
        # 云科重庆|基地
        return True
    return any(known.get(core[:size]) in ("place", "organisation") for size in range(2, len(core)))


_NUMERALS = frozenset("一二三四五六七八九十")
_SHORTEST_ROAD = 2
_AFTER = re.compile("[、，。；）与和及以至段]|[东西南北][侧段]")


# XX区 is a name that is left out; 2008镇 has a year, 15分钟社区 a time before a common noun.
_PLACEHOLDER = re.compile("(?:[XxＸ×*]{1,4}|(?:19|20)[0-9]{2}年?|[0-9一二三四五六七八九十]+分钟)$")
_SO_MANY = re.compile("[两三四五六七八九十双多][线条路向]")
_LONGEST_COMMON = 7
_SHORTEST_CAUSE = 4
_LONGEST_VILLAGE = 3
# 23届省运会|场馆
_EDITION = re.compile("[0-9]+届")
# 第一次|全体会议
_NTH_MEETING = re.compile("第[一二三四五六七八九十]+次")
_SESSION = re.compile("第[一二三四五六七八九十0-9]+届")
_SITES = ("基地", "街区")
_OF_A_PLACE = re.compile("[省市区县旗镇乡村州盟山江河湖岛路]|街道")
_IN_DISTRICT_NAMES = frozenset("城山林江河湖海港岛桥兴")
_IN_NAMES = {"镇": _IN_DISTRICT_NAMES | {"村", "集"}, "路": _IN_DISTRICT_NAMES | {"门", "水"}}
_NO_FIRST_OF_THREE = frozenset("主老新各全大小本我该多两三四五六七八九十几每某旧好美强名古深高低")
NO_BEGINNING = frozenset("之（的了着过们等性化率度者级型式类")
"""Characters that no name begins with: 现代|化工业园."""
