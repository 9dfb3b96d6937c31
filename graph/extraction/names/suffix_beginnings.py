"""Where a name with a suffix begins: after verbs, ordinary words, works and counts before it."""

import re

from districtgraph.graph.extraction.names.common_things import NO_BEGINNING
from districtgraph.graph.extraction.names.division_chains import CHAINED
from districtgraph.graph.extraction.names.joined_bodies import after_a_body
from districtgraph.graph.extraction.names.name_beginnings import (
    after_a_kind_of_company,
    beginning,
    company_beginning,
    official,
)
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.name_lexicon import NameKind
from districtgraph.graph.extraction.names.named_text import TERRITORIES, NamedText, within
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["after_ordinary_words", "suffix_beginning"]


def after_ordinary_words(source: NamedText, start: int, at: int, end: int) -> int:
    """Return where a place begins, after ordinary words and after the end of its own town."""
    if _NICKNAME.match(source.text, start, end):
        # 江城|靖江
        named = source.text[start + 2 : end] in load_divisions().names()
        start = start + 2 if named else start
    start = _after_generic(source, start, at)
    return _after_broken_district(source, start, end) or _after_broken_town(source, start, end)


_NICKNAME = re.compile("[小古山水江冰泉花边名煤油港]城(?=[一-鿿]{2})")


def _after_broken_district(source: NamedText, start: int, end: int) -> int | None:
    """Return where a place in a district is named, after the end of the district; None if none is.

    - 安置|区勐云镇: an ordinary word ends before the district's last character;
    - 渝|中|区山城巷: the district's name is broken within.
    """
    text = source.text
    if end - start <= _SHORTEST_WITHIN_A_DISTRICT:
        return None
    if text[start] == "区" and source.phrases.ends_a_word(start):
        return start + 1
    if text[start] in CHAINED:
        names = load_divisions().names()
        ended = any(text[start + 1 - size : start + 1] in names for size in (2, 3, 4))
        return start + 1 if ended else None
    return None


def _after_broken_town(source: NamedText, start: int, end: int) -> int:
    """Return where a village is named, after the end of its town: 招|携|镇|青里村.

    The town's name contains a word that ends other phrases, so that its own beginning is lost.
    """
    text = source.text
    inside = text[start] in _TOWNS and "一" <= text[start - 1 : start] <= "鿿"
    if not inside or end - start < _SHORTEST_VILLAGE:
        return start
    short = text[start : start + 2]
    named = any(short + level in load_divisions().names() for level in TERRITORIES)
    return start if named else start + 1


_TOWNS = ("镇", "乡")
_SHORTEST_WITHIN_A_DISTRICT = 2
_SHORTEST_VILLAGE = 4


def _is_the_first_of_its_kind(source: NamedText, start: int, at: int) -> bool:
    """Return whether words only describe the first of a kind: 世界首个|圆顶车站."""
    last = source.phrases.last_break(start)
    if last is None or last.end != start or last.word not in load_name_contexts().aims["firsts"]:
        return False
    text, known = source.text, source.lexicon.known
    named = any(known.get(text[start : start + size]) == "place" for size in (2, 3, 4))
    return not named and not any(character in TERRITORIES for character in text[start:at])


def _is_cut_by_an_amount(source: NamedText, start: int) -> bool:
    """Return whether an amount before a phrase is a part of its name: 云湖段6米|深航道工程."""
    last = source.phrases.last_break(start)
    if last is None or last.end != start or last.word or not source.text[last.start].isdigit():
        return False
    before = source.phrases.last_break(last.start)
    verb = any(
        end == last.start
        for _, end in within(source.verbal_nouns, max(0, last.start - 4), last.start)
    )
    editions = source.text[last.end - 1] == "届"
    cut = not verb and not editions and (before is None or before.end != last.start)
    return cut and "一" <= source.text[last.start - 1 : last.start] <= "鿿"


def suffix_beginning(source: NamedText, at: int, suffix: str, kind: NameKind) -> int:
    """Return where the name begins that a suffix of a kind ends."""
    start = beginning(source, source.phrases.last_break(at), at, suffix, kind)
    start = _after_its_kind(source, start, at, kind)
    if kind in ("place", "facility") and _is_the_first_of_its_kind(source, start, at):
        return at
    start = _after_verbal_nouns(source, start, at, kind)
    if suffix in TERRITORIES:
        return official(source, start, at + len(suffix))
    if kind in ("organisation", "facility"):
        start = after_a_kind_of_company(source, start, at)
    if kind == "organisation" and suffix.endswith(("公司", "集团")):
        start = company_beginning(source, start, at)
    if kind == "organisation":
        return after_a_body(source, start, at, at + len(suffix))
    works = kind in ("facility", "place", "programme") and source.text.startswith(_WORKS, start)
    if works and at - start >= len(_WORKS[0]) + _SHORTEST_CORE - (kind == "place"):
        # 扩容|工程|云溪大桥: the works on a building.
        return start + len(_WORKS[0])
    return start


def _after_its_kind(source: NamedText, start: int, at: int, kind: NameKind) -> int:
    """Return where a name begins, after what kind of works it is, and how often it was held."""
    if kind in ("facility", "place"):
        return _after_its_works(source, start, at, kind)
    if kind in ("programme", "event") and _is_cut_by_an_amount(source, start):
        return at
    return _end_of_editions(source, start, at) if kind == "event" else start


def _after_its_works(source: NamedText, start: int, at: int, kind: NameKind) -> int:
    """Return where a building begins, after what kind of works it is: 水利工程|云里水库.

    A road begins after any works: 云湖站配套工程|白沙大道.
    """
    works = source.text.rfind("工程", start + 1, at)
    own = works + len("工程")
    if works < 0 or at - own < _SHORTEST_CORE:
        return start
    generic = source.lexicon.generic.covers
    whole = kind == "place" and "段" not in source.text[own:at]
    ordinary = whole or generic(source.text[start:works])
    return own if ordinary and not generic(source.text[own:at]) else start


def _end_of_editions(source: NamedText, start: int, at: int) -> int:
    """Return where an event begins: after how often it was held, if a verb says so.

    承办三届|云湖文化节, but 自十三届云湖论坛以来
    """
    editions = _EDITIONS.match(source.text, start, at)
    last = source.phrases.last_break(start)
    held = last is not None and last.end == start and len(last.word) > 1
    return editions.end() if editions and held else start


_EDITIONS = re.compile("[一二两三四五六七八九十0-9]+届")
_WORKS = ("工程", "项目")
_SHORTEST_CORE = 2


def _after_generic(source: NamedText, start: int, at: int) -> int:
    """Return where the name of a place begins, after ordinary words: 主城区呼伦大街."""
    # 河流|沱江: a river's own name may have one character.
    shortest = 1 if source.text[at : at + 1] in tuple("江河") else 2
    for size in range(at - start - shortest, 1, -1):
        words = source.text[start : start + size]
        if source.text[start + size] in NO_BEGINNING | CHAINED:
            continue
        if source.phrases.is_within_a_word(start + size):
            # 市政协|城乡: 市政 is no word here.
            continue
        if words in source.lexicon.generic.words and words not in source.lexicon.verbal_nouns:
            # 电子信息功能区: if more ordinary words follow, all of them belong to the name.
            goes_on = source.lexicon.generic.longest(source.text, start + size)
            return start if goes_on and len(goes_on) > 1 else start + size
    return start


def _after_verbal_nouns(source: NamedText, start: int, at: int, kind: NameKind) -> int:
    """Return where a phrase begins, after its leading verbs; a place has no verb within either."""
    start = _after_its_place(source, start, at)
    for first, end in within(source.verbal_nouns, start, at):
        rest = source.text[end:at]
        predicate = _is_predicate(source, start, first, kind)
        if kind == "facility" and not predicate and _is_built_by(source, start, first, rest):
            return at
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
            # 规划好|云湖湿地
            start = end + source.text.startswith(("好", "了"), end)
    return start


def _is_built_by(source: NamedText, start: int, verb: int, rest: str) -> bool:
    """Return whether words before a verb say who builds a kind of thing: 云邦家居|建设|文化园."""
    builds = source.text.startswith("建设", verb) and verb - start > 1
    owner = source.text[start:verb]
    return (
        builds
        and bool(rest)
        and source.lexicon.generic.covers(rest)
        and not (source.lexicon.generic.covers(owner))
    )


def _after_its_place(source: NamedText, start: int, at: int) -> int:
    """Return where a name begins after where it is built: 在|云湖|建设|数据中心."""
    if source.text[start - 1 : start] not in ("在", "于"):
        return start
    for verb, end in within(source.verbal_nouns, start + _SHORTEST_CORE, at):
        where = source.text[start:verb]
        return end if end < at and not source.lexicon.generic.covers(where) else start
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
