"""Where a text has suffixes that show the kind of a name, and not just the same characters."""

import re
from collections.abc import Iterator

from districtgraph.graph.extraction.lexicon.word_patterns import alternatives
from districtgraph.graph.extraction.names.division_names import long_short_names
from districtgraph.graph.extraction.names.name_beginnings import LINES
from districtgraph.graph.extraction.names.name_lexicon import NameKind
from districtgraph.graph.extraction.names.named_text import TERRITORIES, NamedText
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["suffixes_of", "with_section"]


def suffixes_of(source: NamedText) -> Iterator[tuple[int, str]]:
    """Yield the suffixes of a text with their positions, the longest at each.

    A suffix that continues as another word (路|网), or that is part of one, is left out.
    """
    text, lexicon = source.text, source.lexicon
    index = lexicon.suffix_index
    position = 0
    ends = _ends_of_words(source) | _ends_of_stems(text)
    broken = _within_verbs(source)
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
        if suffix in _OLD_TOWNS and _ends_a_province(text, position):
            # 内蒙古|城镇
            position += 1
            continue
        if position in broken and end > ends[position]:
            # 未贯|通道|路: the suffix begins within a verb.
            position += 1
            continue
        whole = ends.get(position, 0) <= end or _is_whole(text, suffix, end)
        joined = after and text.startswith(after, end) and not text.startswith(_PLACED, end)
        # 云湖县内, but 县内 of any county
        joined = joined and not _is_official_before(text, end, suffix)
        area = suffix[-1] == "区" and text.startswith("域", end)
        if not joined and not area and whole:
            yield position, suffix
        position += len(suffix)


def _ends_a_province(text: str, position: int) -> bool:
    """Return whether a suffix begins with the last character of 内蒙古."""
    return text.endswith("内蒙古", 0, position + 1)


_OLD_TOWNS = ("古城", "古镇", "古村", "古寨", "古街", "古道", "古寺")


def _is_whole(text: str, suffix: str, end: int) -> bool:
    """Return whether a suffix that runs into a word is one: 江州市|政府, 上高县|城."""
    if suffix == "县" and text.startswith("城", end):
        names = load_divisions().names()
        return any(text[end - size : end] in names for size in (3, 4))
    # 云湖县属亚热带季风气候, but 县属企业
    if suffix in TERRITORIES and _LIES.match(text, end):
        return True
    if suffix in _BEFORE_PEOPLE and text.startswith(("村民", "居民"), end):
        # 白沙镇|村民: 镇村 is no word here.
        return True
    if suffix in _SIDED and _BANK.match(text, end):
        # 恒山|东麓: no 山东 here.
        return True
    return text.startswith(_OF_A_BODY, end)


def _is_official_before(text: str, end: int, suffix: str) -> bool:
    """Return whether an official name ends before 内 or 外: 云湖县|内."""
    if suffix not in ("县", "市", "区") or not text.startswith(("内", "境"), end):
        return False
    return any(text[end - size : end] in load_divisions().names() for size in (3, 4))


_BEFORE_PEOPLE = frozenset(("镇", "乡", "街道", "县", "区", "市"))
_SIDED = frozenset("山江河湖")
_BANK = re.compile("[东西南北][麓坡岸侧]")
_LIES = re.compile("属(?:于|[亚热温寒暖]|[一-鿿]{0,8}(?:气候|山区|丘陵|盆地|平原|高原|过渡区))")
# 云湖区位于: no 区位 here.
_PLACED = ("区位", "位于", "位列", "位居", "管辖", "辖区", "外向型", "分界", "分布", "分别")
# 江州市政府: 市政 is not a word here.
_OF_A_BODY = ("政府", "政协")
_IN_A_DISTRICT = re.compile("区(?!域)")


def _ends_of_words(source: NamedText) -> dict[int, int]:
    """Return for every character of a common word of two or more where the word ends."""
    return {
        at: start + len(word)
        for start, word in source.phrases.words
        if len(word) > 1
        for at in range(start, start + len(word))
    }


def _within_verbs(source: NamedText) -> frozenset[int]:
    """Return the positions within a breaking word of two or more characters, but for its first."""
    return frozenset(
        at
        for item in source.phrases.breaks
        if item.word
        for at in range(item.start + 1, item.start + len(item.word))
    )


_STEM = re.compile("(?=(?P<stem>[江河湖山海港岛湾镇][一-鿿]{1,2})[县市区])")


def _ends_of_stems(text: str) -> dict[int, int]:
    """Return where the short names end of the text's divisions that begin like a suffix.

    In the report of 江陵县, 新江陵 names no river 新江.
    """
    names = load_divisions().names()
    stems = {
        match.group("stem")
        for match in _STEM.finditer(text)
        if text[match.start() : match.end("stem") + 1] in names
    }
    stems |= {short for short in long_short_names() if short in text}
    if not stems:
        return {}
    found = re.finditer(alternatives(stems), text)
    return {at: match.end() for match in found for at in range(match.start(), match.end())}


def with_section(text: str, end: int, suffix: str, kind: NameKind) -> int:
    """Return where the name of a line ends, including its section: 渝厦高铁重庆东至黔江段."""
    line = suffix in LINES and kind == "facility"
    if suffix in _ROADS and _SIDE.match(text, end):
        # 人民大道|南
        return end + 1
    section = (_SECTION.match(text, end) or _PHASE.match(text, end)) if line else None
    return section.end() if section else end


_ROADS = ("大道", "大街", "路")
_SIDE = re.compile("[东南西北](?=[、，。；（至])")
# 地铁2号线|一期, 2号线|南延线
_PHASE = re.compile("[一二三四五六]期(?!投|总|计|项目)|[东南西北]?延(?:长线|伸线|线)")
_SECTION = re.compile(
    "(?!先行|试验|示范|剩余|首开|控制)(?:[东西南北中]|(?:[一-鿿]{2,4}至)?(?:(?!的)[一-鿿]){2,4}?)段(?![一-鿿]?[时期落])"
)
