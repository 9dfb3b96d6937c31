"""Names of titles by their form, and words that are always names."""

import re
from collections.abc import Iterator
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.name_lexicon import NameKind, load_name_lexicon
from districtgraph.graph.extraction.names.named_text import NamedText
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["known_names", "titles"]


@cache
def _title_pattern(
    levels: tuple[str, ...], ends: tuple[str, ...], not_within: tuple[str, ...]
) -> re.Pattern[str]:
    # 中国 and 全国 do not begin a title within a name (中国移动) or after a name's first part.
    return re.compile(
        rf"{either(levels)}(?!（)(?:(?!(?!和谐|及时){either(not_within)})[一-鿿0-9A-Za-z]|（[一-鿿]{{1,4}}）){{0,18}}?{either(ends)}"
        rf"(?:建设试点示范[县市区]|建设试点|试点示范[县市区]?|(?<!点)试点(?:地区)?)?(?:（[市区县]）)?"
        "(?!优秀|典型|案例|第[0-9])"
    )


def titles(source: NamedText) -> Iterator[NamedThing]:
    """Yield the titles and awards that begin with a level: 国家卫生城市."""
    lexicon = source.lexicon
    pattern = _title_pattern(lexicon.title_levels, lexicon.title_ends, lexicon.not_in_titles)
    for match in pattern.finditer(source.text):
        last = source.phrases.last_break(match.start())
        # 全省试点 has no words besides level and ending.
        bare = match.group().endswith("试点") and len(match.group()) <= _BARE_TITLE
        number = last and not last.word and _COUNTED.fullmatch(source.text, last.start, last.end)
        first = last is not None and last.word in load_name_contexts().aims["firsts"]
        counted = number or first or _NUMBER.match(source.text, match.end())
        if (last.end if last else 0) == match.start() and not bare and not counted:
            start = _with_its_subject(source.text, match.start())
            yield NamedThing(
                start, match.end(), source.text[start : match.end()], "programme", "titles"
            )


def _with_its_subject(text: str, start: int) -> int:
    """Return where a title begins that is for what quoted words name: “云湖”全国示范县."""
    if text[start - 1 : start] != "”":
        return start
    opening = text.rfind("“", max(0, start - _LONGEST_SUBJECT), start)
    return start if opening < 0 else opening


_LONGEST_SUBJECT = 10


_BARE_TITLE = 5
# 6个全国历史文化名村: a number of those that have the title; 2013年 is no number of them.
_NUMBER = re.compile("[0-9]+余?[个处家座所]")
_COUNTED = re.compile("[0-9两三四五六七八九十]+余?[个处家座所]")


def known_names(source: NamedText) -> Iterator[NamedThing]:
    """Yield the words that are names in any context."""
    for at, word in source.phrases.words:
        kind = source.lexicon.known.get(word)
        span = _known_span(source, at, word, kind) if kind else None
        if kind and span:
            start, end = span
            # 健康中国|人, 城市更新行动|计划: parts of other words.
            part = word.endswith(_OPEN) and source.text.startswith(("人", "计划"), end)
            # 黄河流域生态保护和高质量发展|先行区
            part = part or (kind == "programme" and source.text.startswith(_AREAS, end))
            # 农村人居环境整治|提升五年行动
            part = part or (kind == "programme" and _GOES_ON.match(source.text, end) is not None)
            if not part:
                yield NamedThing(start, end, source.text[start:end], kind, "known-names")
                yield from _its_region(start, word)


def _its_region(start: int, word: str) -> Iterator[NamedThing]:
    """Yield the region that a known name is about: 长三角|一体化发展, 黄河|流域."""
    size = _region_size(word)
    if size:
        yield NamedThing(start, start + size, word[:size], "place", "known-names")


@cache
def _region_size(word: str) -> int:
    """Return the length of the region at the beginning of a known name, 0 if there is none."""
    known = load_name_lexicon().known
    if known[word] not in ("programme", "place"):
        return 0
    shortest = 2 if word.endswith("流域") else _SHORTEST_REGION
    sizes = range(len(word) - 2, shortest - 1, -1)
    return next((size for size in sizes if known.get(word[:size]) == "place"), 0)


_SHORTEST_REGION = 3
_OPEN = ("中国", "行动")
_GOES_ON = re.compile("(?:提升|攻坚|巩固|深化|专项|[三五]年){1,2}(?:行动|计划|工程)")
_AREAS = ("先行区", "示范区", "试验区", "引领区", "实验区", "先导区")


def _known_span(source: NamedText, at: int, word: str, kind: NameKind) -> tuple[int, int] | None:
    """Return the span of a known name, with what belongs to it; None if it is another word."""
    text, end = source.text, at + len(word)
    if kind == "place":
        if word == "东北" and (_BORDERS.match(text, end) or text[at - 1 : at] in _UNITS):
            # 东北与江州接壤, 江北省|东北门户: a direction.
            return None
        if _is_of_a_division(text, at, end):
            # 甘南|藏族自治州
            return None
        if (
            word[-1] in "东西"
            and text.startswith(("南", "北"), end)
            and len(word) == _SHORTEST_PLACE
        ):
            # 浙东|南地区: a longer direction.
            return None
        if _is_another_word(source, word, end):
            return None
        if len(word) == _SHORTEST_PLACE and _crosses(source, at, word):
            return None
        # 西辽河 is another river than 辽河.
        side = word[-1] in "河江" and text[at - 1 : at] in _SIDES
        # 江西|赣江新区
        side = side and source.lexicon.known.get(text[max(0, at - 2) : at]) != "place"
        return at - side, end
    if kind == "organisation":
        return _span_of_body(text, at, word)
    return at, end


def _is_another_word(source: NamedText, word: str, end: int) -> bool:
    """Return whether what follows a known place makes it another word: 山西|路, 新华街|区."""
    text = source.text
    if word[-1] == "街" and text.startswith(("区", "坊"), end):
        return True
    return text.startswith(source.lexicon.not_after_known, end) and not text.startswith("部分", end)


def _is_of_a_division(text: str, at: int, end: int) -> bool:
    """Return whether a known place is only the beginning of an official name that goes on."""
    names = load_divisions().names()
    last = min(len(text), end + _LONGEST_REST)
    return any(text[at:stop] in names for stop in range(end + 2, last + 1))


_LONGEST_REST = 12


def _crosses(source: NamedText, at: int, word: str) -> bool:
    """Return whether a known place is only a part of other words: 启|东海|工, 冀|南平|原."""
    text, end = source.text, at + len(word)
    suffix = source.lexicon.suffix_index.longest(text, at + 1)
    if suffix and len(suffix) > 1 and at + 1 + len(suffix) > end:
        return True
    last = source.phrases.last_break(at)
    if source.phrases.ends_a_word(at):
        # 古城|西安: 城西 is no word here.
        return False
    if word in _SIDES_OF_WATERS and "一" <= text[at - 1 : at] <= "鿿":
        # 玉带河|北、
        after = text[end : end + 1]
        return (last.end if last else 0) != at and after in ("、", "，", ",", "侧", "岸")
    return (last.end if last else 0) != at and text[at - 1 : at + 1] in _short_divisions()


@cache
def _short_divisions() -> frozenset[str]:
    """Return the official short names of two characters: 启东 of 启东市."""
    names = (item.name for item in load_divisions() if item.last is None)
    return frozenset(name[:2] for name in names if len(name) == _SHORT and name[-1] in "市县区")


_SHORT = 3


def _span_of_body(text: str, at: int, word: str) -> tuple[int, int] | None:
    """Return the span of a known organisation: 国家|农业农村部, 伊利|集团."""
    end = at + len(word)
    if word == "中国共产党" and re.match("[一-鿿]{2,12}(?:馆|地方)", text[end : end + 16]):
        # 中国共产党江州历史馆: a part of another name.
        return None
    if word == "美的" and "一" <= text[at - 1 : at] <= "鿿":
        # 唯美的自然: an adjective.
        return None
    if text.startswith(_LONGER, end) or _goes_on_unknown(text, at, end):
        # 中国建筑|学会, 格力|顿汉 are other bodies.
        return None
    if unit := _UNIT_OF_A_BODY.match(text, end):
        return at, unit.end()
    if word[-1] == "部":
        # 财政部门 are offices, not the ministry.
        state = 2 * text.startswith("国家", max(0, at - 2))
        return None if text.startswith("门", end) else (at - state, end)
    legal = ("公司",) if word.endswith("集团") else () if word.endswith(_LEGAL) else _LEGAL
    if text.startswith(legal, end):
        end += 2
    elif branch := _branches().match(text, end):
        end = branch.end()
    return at, end


def _goes_on_unknown(text: str, at: int, end: int) -> bool:
    """Return whether two characters after a short brand begin no word, and a list goes on."""
    match = _UNKNOWN.match(text, end) if end - at == _SHORTEST_PLACE else None
    lexicon = load_name_lexicon()
    return match is not None and not any(
        lexicon.words.longest(text, at) or lexicon.suffix_index.longest(text, at)
        for at in range(end, end + 2)
    )


_UNKNOWN = re.compile("[一-鿿]{2}(?=[、，。]|等|项目)")
# 新华社|江州分社, 交通运输部|综合规划司
_UNIT_OF_A_BODY = re.compile(
    "(?<=社)[一-鿿]{2,4}分社|(?<=科学院|中科院)(?![的在与和])[一-鿿]{2,5}?(?:研究所|所)(?![在以有属长])|(?<=部)办公厅|(?<=部)(?![门长])[一-鿿]{2,6}?司(?=司长|副司长|负责|有关负责|相关负责)"
)
_BORDERS = re.compile("[与和同][^，。；]{2,16}?(?:接壤|毗邻|相邻|相连|相接|交界)")
_SIDES = tuple("东西南北")
_SIDES_OF_WATERS = ("河北", "河南", "湖北", "湖南", "江西", "山东", "山西", "海南", "海东", "江东")
_UNITS = tuple("省市县区州境国")
_SHORTEST_PLACE = 2


@cache
def _branches() -> re.Pattern[str]:
    """Return the pattern of a known company's firm for a trade, in a list or where it invests."""
    words = load_name_contexts().companies
    return re.compile(f"{either(words['trades'])}(?={either(words['trades-followed-by'])})")


_LONGER = ("学会", "协会", "研究会", "联合会", "促进会", "基金会")
_LEGAL = ("集团", "公司", "股份")
