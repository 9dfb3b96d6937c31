"""Names by a suffix that shows their kind: 滨江湿地公园, 江州大学, 城市更新行动."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from districtgraph.graph.extraction.common_places import is_common_place, own_part
from districtgraph.graph.extraction.division_chains import CHAINED
from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.joined_bodies import after_a_body
from districtgraph.graph.extraction.name_beginnings import (
    after_then_and_now,
    beginning,
    company_beginning,
    official,
)
from districtgraph.graph.extraction.name_lexicon import NameKind, load_name_lexicon
from districtgraph.graph.extraction.named_text import (
    LONG_SUFFIXES,
    TERRITORIES,
    NamedText,
    within,
)
from districtgraph.graph.extraction.programme_names import is_programme
from districtgraph.graph.extraction.suffix_matches import suffixes_of, with_section
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["is_ordinary", "suffixed_names"]

_LONGEST_PLACE = 5
"""The most characters of a place before its suffix; a longer one includes an unknown verb."""


def suffixed_names(source: NamedText) -> Iterator[NamedThing]:
    """Yield the names with a suffix whose beginning is certain, and the territories within them."""
    certain: list[NamedThing] = []
    doubtful: list[NamedThing] = []
    for start, suffix in suffixes_of(source):
        found = _by_suffix(source, start, suffix)
        if found is None or _is_of_a_city(source, found.end):
            continue
        found = _after_particle(source.text, found)
        if _is_too_long(found, suffix):
            doubtful.append(found)
        else:
            certain.append(found)
        if suffix in TERRITORIES:
            yield from _own_units(found)
    yield from certain
    counts = Counter(item.text for item in certain)
    for item in doubtful:
        for at in range(item.start + 1, item.end - 2):
            if source.text[at : item.end] in counts:
                yield replace(item, start=at, text=source.text[at : item.end])
                break


def _after_particle(text: str, found: NamedThing) -> NamedThing:
    """Return a name without the particle or verb before it: 如|东四街道, 设|云湖地铁站.

    The text has the name elsewhere, and a particle is at the beginning of a sentence.
    """
    rest = found.text[1:]
    first = text[found.start - 1 : found.start] in ("", "。", "；", "\n")
    particle = (found.text[0] in _PARTICLES and first) or (
        found.text[0] in _BUILDING and found.kind == "facility"
    )
    if particle and len(rest) > _SHORTEST_REST and text.count(rest) > text.count(found.text):
        return replace(found, start=found.start + 1, text=rest)
    return found


_FIRMS = ("集团", "公司")
_PARTICLES = frozenset("如在与和于由从对以即")
_BUILDING = frozenset("设建修")
_SHORTEST_REST = 3


def _own_units(found: NamedThing) -> Iterator[NamedThing]:
    """Yield the last territory of a chain by itself: 安居区 in 遂宁市安居区."""
    own = len(own_part(found.text))
    if 1 < own < len(found.text) and not is_ordinary(found.text[-own:]):
        start = found.end - own
        yield replace(found, start=start, text=found.text[-own:])


def is_ordinary(own: str) -> bool:
    """Return whether a place's name without its territory is none: 云湖区|现代农业园区."""
    lexicon = load_name_lexicon()
    official_name = own in load_divisions().names()
    return not official_name and any(
        own[-size:] in lexicon.suffixes and lexicon.generic.covers(own[:-size])
        for size in range(2, len(own))
    )


def _by_suffix(source: NamedText, at: int, suffix: str) -> NamedThing | None:
    kind = source.lexicon.suffixes.get(suffix, "place")
    end = at + len(suffix)
    if _is_of_a_division(source, suffix, end):
        # 峰峰矿区 is a district, not a mine.
        at, suffix, kind = end - 1, suffix[-1], "place"
    start = _beginning(source, at, suffix, kind)
    if kind == "programme" and source.text[start - 1 : start] == "”":
        return _after_marks(source, start, at, end)
    if kind == "place" and not source.lexicon.generic.covers(source.text[start:at]):
        start = _after_generic(source, start, at)
    if kind in ("place", "facility", "organisation"):
        start = after_then_and_now(source, start, at)
        # 中共|江州小组纪念馆
        start -= len("中共") * (kind == "facility" and source.text.endswith("中共", 0, start))
    core = source.text[start:at]
    if not core or _is_no_name_at_all(source, start, end, core, kind):
        return None
    if kind == "programme" and not is_programme(source, start, at, suffix):
        return None
    if kind in ("place", "facility") and core[0] in _DIRECTIONS:
        start = _before_directions(source.text, start)
    end = with_section(source.text, end, suffix, kind)
    return NamedThing(start, end, source.text[start:end], kind, "name-suffixes")


def _is_of_a_city(source: NamedText, end: int) -> bool:
    """Return whether a suffix is only the end of a known city of three characters: 张家|港."""
    city = source.text[end - _CITY : end]
    return source.lexicon.known.get(city) == "place" and city + "市" in load_divisions().names()


_CITY = 3


def _beginning(source: NamedText, at: int, suffix: str, kind: NameKind) -> int:
    """Return where the name begins that a suffix of a kind ends."""
    start = beginning(source, source.phrases.last_break(at), at, suffix, kind)
    start = _after_verbal_nouns(source, start, at, kind)
    if suffix in TERRITORIES:
        return official(source, start, at + len(suffix))
    if kind == "organisation" and suffix.endswith(("公司", "集团")):
        start = company_beginning(source, start, at)
    if kind == "organisation":
        return after_a_body(source, start, at, at + len(suffix))
    works = kind == "facility" and source.text.startswith(_WORKS, start)
    if works and at - start >= len(_WORKS[0]) + _SHORTEST_CORE:
        # 扩容|工程|云溪大桥: the works on a building.
        return start + len(_WORKS[0])
    return start


_WORKS = ("工程", "项目")
_SHORTEST_CORE = 2


def _is_of_a_division(source: NamedText, suffix: str, end: int) -> bool:
    """Return whether a longer suffix is only the end of a division's name: 梁|园区."""
    if len(suffix) == 1 or suffix[-1] not in TERRITORIES:
        return False
    names = load_divisions().names()
    return any(source.text[end - size : end] in names and size > len(suffix) for size in (3, 4))


def _after_generic(source: NamedText, start: int, at: int) -> int:
    """Return where the name of a place begins, after ordinary words: 主城区呼伦大街."""
    # 河流|沱江: a river's own name may have one character.
    shortest = 1 if source.text[at : at + 1] in tuple("江河") else 2
    for size in range(at - start - shortest, 1, -1):
        words = source.text[start : start + size]
        if source.text[start + size] in _NO_BEGINNING | CHAINED:
            continue
        if words in source.lexicon.generic.words and words not in source.lexicon.verbal_nouns:
            # 电子信息功能区: if more ordinary words follow, all of them belong to the name.
            goes_on = source.lexicon.generic.longest(source.text, start + size)
            return start if goes_on and len(goes_on) > 1 else start + size
    return start


_LONGEST_MARKED = 10


def _after_marks(source: NamedText, start: int, at: int, end: int) -> NamedThing | None:
    """Return a programme that begins with quoted words: “大棚房”问题专项整治行动."""
    opening = source.text.rfind("“", max(0, start - _LONGEST_MARKED), start)
    if opening < 0 or at == start:
        return None
    return NamedThing(opening, end, source.text[opening:end], "programme", "quoted-with-suffix")


_DIRECTIONS = "东西南北中"


def _before_directions(text: str, start: int) -> int:
    """Return where a list of directions that belongs to one name begins (东、西外环路)."""
    while text[start - 1 : start] == "、" and text[start - 2 : start - 1] in tuple(_DIRECTIONS):
        start -= 2
    return start


def _after_verbal_nouns(source: NamedText, start: int, at: int, kind: NameKind) -> int:
    """Return where a phrase begins, after its leading verbs; a place has no verb within either."""
    for first, end in within(source.verbal_nouns, start, at):
        rest = source.text[end:at]
        predicate = _is_predicate(source, start, first, kind)
        ordinary = source.lexicon.works if kind == "programme" else source.lexicon.generic
        if not rest and predicate:
            return at
        if kind == "place" and first > start and source.lexicon.generic.covers(rest):
            # 江州|建设|国家创新型园区: a place builds something.
            place = source.lexicon.known.get(source.text[start:first]) == "place"
            if place:
                return at
        if not rest or (ordinary.covers(rest) and not predicate):
            break
        at_head = first == start and (kind != "programme" or len(rest) > 3)
        if at_head or kind == "place" or predicate:
            start = end
    return start


def _is_predicate(source: NamedText, start: int, verb: int, kind: NameKind) -> bool:
    """Return whether a verbal noun follows a whole name as its predicate (云湖新区建设…)."""
    if kind == "programme":
        return False
    suffixes = source.lexicon.suffixes
    # 城市|规划: what only ends in a suffix is no name.
    nouns = source.lexicon.common_nouns
    return any(
        source.text[at:verb] in suffixes and source.text[at - 1 : verb] not in nouns
        for at in range(max(start + 1, verb - 6), verb)
    )


def _is_no_name_at_all(source: NamedText, start: int, end: int, core: str, kind: NameKind) -> bool:
    common = _is_common(source, start, end, core, kind)
    return common and not _is_a_county_here(source, start, end)


def _is_common(source: NamedText, start: int, end: int, core: str, kind: NameKind) -> bool:
    """Return whether a phrase ends in a common noun or consists of generic words."""
    lexicon, text = source.lexicon, source.text
    if _is_of_a_kind(source, start, end, kind):
        return True
    if size := _common_size(source, start, end, core, kind):
        return not _is_territory_after_all(source, end, size, own_part(core))
    if _is_no_name(source, start, core):
        return True
    if kind == "place":
        return is_common_place(source, end, core)
    site = text.endswith(_SITES, start, end) and not text.endswith("历史文化街区", start, end)
    if kind == "facility" and site and not _is_of_a_place(source, core):
        # 绿色防控基地 is a kind of site, 白沙镇种植基地 is the name of one.
        return True
    if len(core) == 1:
        return _names_nothing(core, text[start:end])
    school = core == "实验" and text.endswith(_SCHOOLS, start, end)
    if text.endswith(_PARKS, start, end) and _holds_an_industry(source, core):
        return False
    return kind != "programme" and not school and lexicon.generic.covers(core)


def _is_no_name(source: NamedText, start: int, core: str) -> bool:
    """Return whether what stands before a suffix is no name, by its form alone."""
    # 现代|化工业园, but 、化龙镇: after a mark, a particle begins a name.
    joined = "一" <= source.text[start - 1 : start] <= "鿿" or core[0] in "（的等"
    if (
        core[-1] in "、（+"
        or core.endswith(("配套", "类", "之", "车道"))
        or (source.text.startswith("子公司", start + len(core)) and core.endswith(_FIRMS))
        or "有限公司" in core
        or _SESSION.fullmatch(core)
        or "+" in core
        or core.endswith("政府")
    ):
        return True
    # 两线|枢纽: how many lines meet.
    counted = _SO_MANY.fullmatch(core) is not None
    return counted or (core[0] in _NO_BEGINNING and joined) or bool(_PLACEHOLDER.match(core))


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
            return 0 if about or _is_a_farm(source, start, end, size) else size
    return 0


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
    return kind in ("facility", "organisation") and _is_counted(source, start, end)


def _is_a_county_here(source: NamedText, start: int, end: int) -> bool:
    """Return whether 兴县 is the county, not a motto: where it lies, or what it has."""
    official_name = source.text[start:end] in load_divisions().names()
    return official_name and _HAS.match(source.text, end) is not None


_HAS = re.compile("位于|地处|隶属|属于|境内|人民政府|县委|有(?:[0-9]|不少|着)")


def _is_counted(source: NamedText, start: int, end: int) -> bool:
    """Return whether a number right after a building counts the buildings of its kind."""
    last = source.phrases.last_break(start + 1)
    listed = last is not None and source.text[last.end - 1 : last.end] == "、"
    # 云湖中型水电站1座 is one that has a name.
    sized = _SIZED.match(source.text, start, end)
    named = sized is not None and not source.lexicon.generic.covers(sized.group("own"))
    return not listed and not named and _COUNT.match(source.text, end) is not None


_COUNTED = re.compile("(?:[0-9]|[0-9十百千][余多]|[两三四五六七八九十数几])[家个所]$")
_SIZED = re.compile("(?P<own>[一-鿿]{2,5})[大中小]型")
_COUNT = re.compile("[0-9两三四五六七八九十]+[余多]?[座个处所家条]")
_SCHOOLS = ("小学", "中学", "高中", "初中", "幼儿园", "学校")
_PARKS = ("产业园", "工业园", "科技园", "物流园", "化工园")


def _is_territory_after_all(source: NamedText, end: int, size: int, own: str) -> bool:
    """Return whether a territory's name only ends like a common noun: 青山区, 任城区, 牛角山村."""
    if own[-1:] in _NUMERALS and len(own) > _SHORTEST_ROAD and source.text[end - 1] in "路街巷":
        # 嘉云一路, but 走过一路.
        return not source.lexicon.generic.covers(own[:-1]) and bool(_AFTER.match(source.text, end))
    if size <= len(own) and own + source.text[end - 1] in load_divisions().names():
        return True
    last = source.text[end - 2]
    if source.text[end - 1] == "村" and len(own) == _LONGEST_VILLAGE:
        # 美丽山村 means villages, not one village.
        named = last in "山河湖" and not source.lexicon.generic.covers(own[:-1])
    else:
        inside = _IN_NAMES.get(source.text[end - 1], _IN_DISTRICT_NAMES)
        named = size == 2 and len(own) == 2 and last in inside
    return named and own[0] not in _NO_FIRST_OF_THREE


def _is_of_a_place(source: NamedText, core: str) -> bool:
    """Return whether a site is named after where it lies: 白沙镇种植基地, 泉州研发基地."""
    if _OF_A_PLACE.search(core):
        return True
    known = source.lexicon.known
    return any(known.get(core[:size]) in ("place", "organisation") for size in range(2, len(core)))


_SHORTEST_SIGHT = 2
_NUMERALS = frozenset("一二三四五六七八九十")
_SHORTEST_ROAD = 2
_AFTER = re.compile("[、，。；）与和及以至段]|[东西南北][侧段]")


# XX区 is a name that is left out; 2008镇 has a year, 15分钟社区 a time before a common noun.
_PLACEHOLDER = re.compile("(?:[XxＸ×*]{1,4}|(?:19|20)[0-9]{2}年?|[0-9一二三四五六七八九十]+分钟)$")
_SO_MANY = re.compile("[两三四五六七八九十双多][线条路向]")
_LONGEST_COMMON = 7
_SHORTEST_CAUSE = 4
_LONGEST_VILLAGE = 3
_SESSION = re.compile("第[一二三四五六七八九十0-9]+届")
_SITES = ("基地", "街区")
_OF_A_PLACE = re.compile("[省市区县旗镇乡村州盟山江河湖岛]|街道")
_IN_DISTRICT_NAMES = frozenset("城山林江河湖海港岛桥")
_IN_NAMES = {"镇": _IN_DISTRICT_NAMES | {"村", "集"}, "路": _IN_DISTRICT_NAMES | {"门"}}
_NO_FIRST_OF_THREE = frozenset("主老新各全大小本我该多两三四五六七八九十几每某旧好美强名古深高低")
_NO_BEGINNING = frozenset("之（的了着过们等性化率度者级型式类")


def _is_too_long(found: NamedThing, suffix: str) -> bool:
    """Return whether a place is longer than such names are, and so includes an unknown verb."""
    if found.kind != "place" or len(suffix) > 2 or suffix in LONG_SUFFIXES:
        return False
    own = own_part(found.text[: -len(suffix)])
    if suffix == "景区" and own[-_SHORTEST_SIGHT:] in load_name_lexicon().suffixes:
        # 云溪磐石|大峡谷|景区
        return False
    return len(own) > _LONGEST_PLACE and own + suffix not in load_divisions().names()
