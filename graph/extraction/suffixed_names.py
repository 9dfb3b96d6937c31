"""Names by a suffix that tells their kind: 滨江湿地公园, 江州大学, 城市更新行动."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.name_lexicon import NameKind
from districtgraph.graph.extraction.named_text import LONG_SUFFIXES, NamedText, within
from districtgraph.graph.extraction.phrases import Break

__all__ = ["suffixed_names"]

_LONGEST = 24
"""Characters that a name by suffix may have."""
_LONGEST_PLACE = 5
"""Characters of its own that a place has before its suffix: with more, its verb is unknown."""


def suffixed_names(source: NamedText) -> Iterator[NamedThing]:
    """Yield the names by suffix whose beginning is certain, and those that these make certain."""
    certain: list[NamedThing] = []
    doubtful: list[NamedThing] = []
    for start, suffix in _suffixes(source):
        found = _by_suffix(source, start, suffix)
        if found is None:
            continue
        if _is_too_long(found, suffix):
            doubtful.append(found)
        else:
            certain.append(found)
    yield from certain
    counts = Counter(item.text for item in certain)
    for item in doubtful:
        for at in range(item.start + 1, item.end - 2):
            if source.text[at : item.end] in counts:
                yield replace(item, start=at, text=source.text[at : item.end])
                break


def _suffixes(source: NamedText) -> Iterator[tuple[int, str]]:
    text, lexicon = source.text, source.lexicon
    index = lexicon.suffix_index
    position = 0
    ends = _ends_of_words(source)
    while position < len(text):
        suffix = index.longest(text, position)
        if suffix is None:
            position += 1
            continue
        if suffix[-1] in "园城" and _IN_A_DISTRICT.match(text, position + len(suffix)):
            # 物流园区 is a district, though only 物流园 is in the list.
            yield position, suffix + "区"
            position += len(suffix) + 1
            continue
        after = lexicon.not_before.get(suffix, ())
        end = position + len(suffix)
        if not (after and text.startswith(after, end)) and ends.get(position, 0) <= end:
            yield position, suffix
        position += len(suffix)


_IN_A_DISTRICT = re.compile("区(?!域)")


def _ends_of_words(source: NamedText) -> dict[int, int]:
    """Return where the common word ends in which a character stands, for words of two and more."""
    return {
        at: start + len(word)
        for start, word in source.phrases.words
        if len(word) > 1
        for at in range(start, start + len(word))
    }


def _by_suffix(source: NamedText, at: int, suffix: str) -> NamedThing | None:
    kind = source.lexicon.suffixes.get(suffix, "place")
    end = at + len(suffix)
    last = source.phrases.last_break(at)
    start = max(last.end if last else 0, end - _LONGEST)
    start = _after_verbal_nouns(source, start, at, kind)
    if kind == "programme" and source.text[start - 1 : start] == "”":
        return _after_marks(source, start, at, end)
    if kind == "place" and not source.lexicon.generic.covers(source.text[start:at]):
        start = _after_generic(source, start, at)
    core = source.text[start:at]
    if not core or _is_common(source, start, end, core, kind):
        return None
    if kind == "programme" and not _is_programme(source, last, start, at, suffix):
        return None
    if kind in ("place", "facility") and core[0] in _DIRECTIONS:
        start = _before_directions(source.text, start)
    return NamedThing(start, end, source.text[start:end], kind, "name-suffixes")


def _after_generic(source: NamedText, start: int, at: int) -> int:
    """Return where the name of a place begins after ordinary words: 主城区呼伦大街."""
    for size in range(at - start - 2, 1, -1):
        words = source.text[start : start + size]
        if source.text[start + size] in _NO_BEGINNING:
            continue
        if words in source.lexicon.generic.words and words not in source.lexicon.verbal_nouns:
            return start + size
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
    """Return where a list of directions begins that one name has (东、西外环路)."""
    while text[start - 1 : start] == "、" and text[start - 2 : start - 1] in tuple(_DIRECTIONS):
        start -= 2
    return start


def _after_verbal_nouns(source: NamedText, start: int, at: int, kind: NameKind) -> int:
    """Return where a phrase begins after the verbs at its head; a place has none within either."""
    for first, end in within(source.verbal_nouns, start, at):
        rest = source.text[end:at]
        predicate = _is_predicate(source, start, first, kind)
        ordinary = source.lexicon.works if kind == "programme" else source.lexicon.generic
        if not rest and predicate:
            return at
        if not rest or (ordinary.covers(rest) and not predicate):
            break
        at_head = first == start and (kind != "programme" or len(rest) > 3)
        if at_head or kind == "place" or predicate:
            start = end
    return start


def _is_predicate(source: NamedText, start: int, verb: int, kind: NameKind) -> bool:
    """Tell whether a verbal noun follows a whole name and tells something of it (云湖新区建设…)."""
    if kind == "programme":
        return False
    suffixes = source.lexicon.suffixes
    return any(source.text[at:verb] in suffixes for at in range(max(start + 1, verb - 6), verb))


def _is_common(source: NamedText, start: int, end: int, core: str, kind: NameKind) -> bool:
    """Tell whether a phrase ends in a common noun or holds generic words alone."""
    lexicon, text = source.lexicon, source.text
    longest = min(_LONGEST_COMMON, end - start)
    shortest = max(2, end - start - len(core) + 1)
    for size in range(shortest, longest + 1):
        if text[end - size : end] in lexicon.common_nouns:
            # 青山区 and 任城区 are districts, though 山区 and 城区 are words.
            last = _own_part(core)
            district = size == 2 and len(last) == 2 and text[end - 2] in _IN_DISTRICT_NAMES
            return not district or last[0] in _NO_FIRST_OF_THREE
    if core[-1] in "、（" or core[0] in _NO_BEGINNING:
        return True
    if kind == "place" and core[-1] in _COUNTS and text[end - 1] in "省市区县旗镇乡村":
        # 南六县 counts districts, it is none.
        return True
    if kind == "facility" and text.endswith(_SITES, start, end) and not _OF_A_PLACE.search(core):
        # 绿色防控基地 is a kind of site, 白沙镇种植基地 is one.
        return True
    if len(core) == 1 and kind != "place":
        return core not in _DIRECTIONS or text[end - 1] not in "渠路站线"
    return kind != "programme" and lexicon.generic.covers(core)


_LONGEST_COMMON = 7
_COUNTS = "两三四五六七八九十几多各数"
_SITES = ("基地", "街区")
_OF_A_PLACE = re.compile("[省市区县旗镇乡村州盟山江河湖岛]|街道")
_IN_DISTRICT_NAMES = frozenset("城山林江河湖海港岛桥")
_NO_FIRST_OF_THREE = frozenset("主老新各全大小本我该多两三四五六七八九十几每某旧好美强名古深高低")
_NO_BEGINNING = frozenset("的了着过们等性化率度者级型式类")


_TERRITORY = re.compile("(?<=[一-鿿]{2})[省市区县旗州盟](?=[一-鿿]{2})")


def _own_part(core: str) -> str:
    """Return what a name has of its own after the territories that it lies in: 济宁市任城, 任城."""
    return _TERRITORY.split(core)[-1]


def _is_too_long(found: NamedThing, suffix: str) -> bool:
    """Tell whether a place has more before its suffix than such names have: its verb is unknown."""
    if found.kind != "place" or len(suffix) > 2 or suffix in LONG_SUFFIXES:
        return False
    return len(_own_part(found.text[: -len(suffix)])) > _LONGEST_PLACE


def _is_programme(source: NamedText, last: Break | None, start: int, at: int, suffix: str) -> bool:
    """Tell whether a phrase is a programme's name, not only works (重点工程, 供水工程)."""
    core = source.text[start:at]
    if suffix == "长制":
        return len(core) == 1
    if len(core) < 2 or source.lexicon.works.covers(core):
        return False
    governed = last is not None and last.word in source.lexicon.programme_verbs
    if suffix in ("项目", "计划", "试点", "工程") and len(core) < 4:
        return governed and suffix != "计划" and not source.lexicon.generic.covers(core)
    return governed or suffix not in ("项目", "计划", "试点")
