"""Names by a suffix that shows their kind: 滨江湿地公园, 江州大学, 城市更新行动."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from districtgraph.graph.extraction.names.common_places import own_part
from districtgraph.graph.extraction.names.common_things import is_no_name
from districtgraph.graph.extraction.names.division_chains import length_of_province
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_beginnings import after_then_and_now
from districtgraph.graph.extraction.names.name_lexicon import NameKind, load_name_lexicon
from districtgraph.graph.extraction.names.named_text import LONG_SUFFIXES, TERRITORIES, NamedText
from districtgraph.graph.extraction.names.programme_names import is_programme
from districtgraph.graph.extraction.names.suffix_beginnings import (
    after_ordinary_words,
    suffix_beginning,
)
from districtgraph.graph.extraction.names.suffix_matches import suffixes_of, with_section
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["is_of_a_kind_here", "is_ordinary", "suffixed_names"]

_LONGEST_PLACE = 5
"""The most characters of a place before its suffix; a longer one includes an unknown verb."""


def suffixed_names(source: NamedText) -> Iterator[NamedThing]:
    """Yield the names with a suffix whose beginning is certain, and the territories within them."""
    certain: list[NamedThing] = []
    doubtful: list[NamedThing] = []
    for start, suffix in suffixes_of(source):
        found = _by_suffix(source, start, suffix)
        if found is None or _ends_within_a_name(source, found.end):
            continue
        found = _after_particle(source.text, found)
        yield from _line_of_section(found, start + len(suffix))
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


def _line_of_section(found: NamedThing, end: int) -> Iterator[NamedThing]:
    """Yield the line that a name has a section of, given where its suffix ends: 江云铁路|白沙段."""
    if found.kind == "facility" and found.end > end + 1:
        yield replace(found, end=end, text=found.text[: end - found.start])


def _after_particle(text: str, found: NamedThing) -> NamedThing:
    """Return a name without the particle or verb before it: 如|东四街道, 设|云湖地铁站.

    The text has the name elsewhere, and a particle is at the beginning of a sentence.
    """
    rest = found.text[1:]
    if found.text[0] in _LYING_BY and load_name_lexicon().known.get(rest) == "place":
        # 靠|黄河
        return replace(found, start=found.start + 1, text=rest)
    before = text[found.start - 1 : found.start]
    if found.text[0] in _SPATIAL and before in _MARKS and len(rest) > _SHORTEST_REST:
        # ，离|云湖高速, 是继|白沙口岸
        return replace(found, start=found.start + 1, text=rest)
    if found.text[0] == "设" and found.kind == "facility" and before in _MARKS:
        # ，设|白沙车辆段
        return replace(found, start=found.start + 1, text=rest)
    first = before in ("", "。", "；", "\n")
    particle = (found.text[0] in _PARTICLES and first) or (
        found.text[0] in _BUILDING and found.kind == "facility"
    )
    if particle and len(rest) > _SHORTEST_REST and text.count(rest) > text.count(found.text):
        return replace(found, start=found.start + 1, text=rest)
    return found


_PARTICLES = frozenset("如在与和于由从对以即")
_BUILDING = frozenset("设建修")
_SPATIAL = frozenset("离距继")
_MARKS = ("", "，", ",", "。", "；", "、", "\n", "是")
_LYING_BY = frozenset("靠临近傍沿跨过濒依")
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


def is_of_a_kind_here(name: str) -> bool:
    """Return whether a name only says where a kind of thing is: 云湖市|重点实验室."""
    own, lexicon = own_part(name), load_name_lexicon()
    return own != name and any(
        own[-size:] in lexicon.suffixes and lexicon.generic.covers(own[:-size])
        for size in range(2, len(own) + 1)
    )


def _by_suffix(source: NamedText, at: int, suffix: str) -> NamedThing | None:
    kind = source.lexicon.suffixes.get(suffix, "place")
    end = at + len(suffix)
    if _is_of_a_division(source, suffix, end):
        # 峰峰矿区 is a district, not a mine.
        at, suffix, kind = end - 1, suffix[-1], "place"
    start = suffix_beginning(source, at, suffix, kind)
    if kind in ("programme", "event") and source.text[start - 1 : start] == "”":
        # “新风”推进会 has its name in the marks.
        return _after_marks(source, start, at, end) if kind == "programme" else None
    if kind == "place" and not source.lexicon.generic.covers(source.text[start:at]):
        start = after_ordinary_words(source, start, at, end)
    if kind in ("place", "facility", "organisation"):
        start = after_then_and_now(source, start, at)
        # 中共|江州小组纪念馆, 中共|云湖街道智能制造产业链委员会
        start -= len("中共") * (kind != "place" and source.text.endswith("中共", 0, start))
    core = source.text[start:at]
    if not core or is_no_name(source, start, end, core, kind) or _is_cut(source, start, kind):
        return None
    if kind == "programme" and not _names_a_programme(source, start, at, suffix):
        return None
    if kind in ("place", "facility") and core[0] in _DIRECTIONS:
        start = _before_directions(source.text, start)
    end = with_section(source.text, end, suffix, kind)
    kind = "organisation" if kind == "facility" and _is_founded(source.text, start, end) else kind
    return NamedThing(start, end, source.text[start:end], kind, "name-suffixes")


def _is_founded(text: str, start: int, end: int) -> bool:
    """Return whether a verb says that a body is founded, not that a house is built: 成立|…中心."""
    return text.endswith("中心", start, end) and text.endswith(_FOUNDING, 0, start)


_FOUNDING = ("成立", "成立了", "组建", "组建了", "设立", "设立了")


def _is_cut(source: NamedText, start: int, kind: NameKind) -> bool:
    """Return whether a phrase is only the end of a longer one: 云湖至|定海大桥, 大口中|梁山工程."""
    last = source.phrases.last_break(start)
    if last is None or last.end != start or kind not in ("facility", "programme"):
        return False
    return last.word in _CUTTING and "一" <= source.text[last.start - 1 : last.start] <= "鿿"


_CUTTING = ("至", "中")


def _names_a_programme(source: NamedText, start: int, at: int, suffix: str) -> bool:
    end = at + len(suffix)
    return is_programme(source, start, at, suffix) and not _ends_in_a_known_one(source, start, end)


def _ends_in_a_known_one(source: NamedText, start: int, end: int) -> bool:
    """Return whether a phrase only ends in a known programme: 建设小康社会|三大攻坚战."""
    known = source.lexicon.known
    return any(
        known.get(source.text[at:end]) == "programme" and source.text[at] in "三两四五六七八九十"
        for at in range(start + 1, end - 3)
    )


def _is_of_a_city(source: NamedText, end: int) -> bool:
    """Return whether a suffix is only the end of a known city of three characters: 张家|港."""
    city = source.text[end - _CITY : end]
    return source.lexicon.known.get(city) == "place" and city + "市" in load_divisions().names()


_CITY = 3


def _ends_within_a_name(source: NamedText, end: int) -> bool:
    return _is_of_a_city(source, end) or _is_within_a_division(source.text, end)


def _is_within_a_division(text: str, end: int) -> bool:
    """Return whether a suffix ends within an official name that goes on: 吴忠市红寺|堡区."""
    names = load_divisions().names()
    return any(
        text[stop - 1] in TERRITORIES and text[start:stop] in names
        for stop in range(end + 1, min(end + _LONGEST_REST, len(text)) + 1)
        for start in range(max(0, end - _LONGEST_REST), end)
    )


_LONGEST_REST = 2


def _is_of_a_division(source: NamedText, suffix: str, end: int) -> bool:
    """Return whether a longer suffix is only the end of a division's name: 梁|园区."""
    if len(suffix) == 1 or suffix[-1] not in TERRITORIES:
        return False
    names = load_divisions().names()
    # 新城|区 too: its name is a suffix.
    return any(source.text[end - size : end] in names and size >= len(suffix) for size in (3, 4))


_LONGEST_MARKED = 10
_CAMPAIGNS = ("工程", "行动", "计划", "活动", "战略")


def _after_marks(source: NamedText, start: int, at: int, end: int) -> NamedThing | None:
    """Return a programme that begins with quoted words: “大棚房”问题专项整治行动."""
    opening = source.text.rfind("“", max(0, start - _LONGEST_MARKED), start)
    if opening < 0 or at == start or source.text[start:at] in ("规划", "计划"):
        # “十四五”规划|项目
        return None
    whole = source.text.endswith(_CAMPAIGNS, opening, start - 1)
    if whole or source.lexicon.works.covers(source.text[start:at]):
        # “强基工程”品牌项目, “双联”示范项目: the quoted words are the name.
        return None
    return NamedThing(opening, end, source.text[opening:end], "programme", "quoted-with-suffix")


_DIRECTIONS = "东西南北中"


def _before_directions(text: str, start: int) -> int:
    """Return where a list of directions that belongs to one name begins (东、西外环路)."""
    while text[start - 1 : start] == "、" and text[start - 2 : start - 1] in tuple(_DIRECTIONS):
        if text[start - 3 : start - 2] in tuple("道路街"):
            # 云川大道南、|东云路
            break
        start -= 2
    return start


_SHORTEST_SIGHT = 2
_SHORT_SUFFIX = 2
_AREAS = frozenset(("产业集中区", "工业集中区", "产业集聚区"))
_LONGEST_AREA = 11


def _is_too_long(found: NamedThing, suffix: str) -> bool:
    """Return whether a place is longer than such names are, and so includes an unknown verb."""
    if found.kind != "place" or suffix in LONG_SUFFIXES:
        return False
    if len(suffix) > _SHORT_SUFFIX:
        return suffix in _AREAS and len(own_part(found.text)) > _LONGEST_AREA
    own = own_part(found.text[: -len(suffix)])
    own = own[length_of_province(own) :]
    if suffix == "景区" and own[-_SHORTEST_SIGHT:] in load_name_lexicon().suffixes:
        # 云溪磐石|大峡谷|景区
        return False
    return len(own) > _LONGEST_PLACE and own + suffix not in load_divisions().names()
