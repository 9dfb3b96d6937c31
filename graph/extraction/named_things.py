"""What a text names: organisations, programmes, documents, places, facilities, events and the rest.

A name is found by its marks (《…》, “…” with a word that tells the kind), by a suffix that tells its
kind, as a body of a territory (市人民政府), as a title that places work for (全国文明城市), or as a word
that is a name by itself. It begins where its phrase does. What follows from the form alone is
taken; a phrase of generic words, or one whose beginning is not certain, is left.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.name_lexicon import (
    NameKind,
    NameLexicon,
    WordIndex,
    load_name_lexicon,
)
from districtgraph.graph.extraction.phrases import Break, Phrases, split_phrases
from districtgraph.graph.extraction.quoted_names import quoted_names

__all__ = ["NamedThing", "find_named_things"]

_LONGEST = 24
"""Characters that a name by suffix may have."""
_LONGEST_PLACE = 5
"""Characters before the suffix of a place that has one of a single character (鄂伦春自治旗 has more)."""
_SHORTEST_SHORT_FORM = 2
_LONG_SUFFIXES = frozenset(("自治区", "自治州", "自治县", "自治旗", "民族乡", "特别行政区"))
_TERRITORIES = frozenset("省市区县旗盟州") | _LONG_SUFFIXES


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its phrases, and what is looked up in both."""

    text: str
    phrases: Phrases
    lexicon: NameLexicon
    verbal_nouns: tuple[tuple[int, int], ...]


def find_named_things(text: str, lexicon: NameLexicon | None = None) -> tuple[NamedThing, ...]:
    """Return what a text names, every occurrence, in order; a nested name follows the longer one.

    No two names cross: one lies within the other, or they are apart.
    """
    lexicon = lexicon or load_name_lexicon()
    phrases = split_phrases(text, lexicon)
    verbal = tuple(
        (start, start + len(word)) for start, word in phrases.words if word in lexicon.verbal_nouns
    )
    source = _Text(text, phrases, lexicon, verbal)
    marked = tuple(quoted_names(text, lexicon))
    by_form = (
        *_suffixed(source),
        *_bodies(source),
        *_titles(source),
        *_known(source),
        *_patterns(source.text),
        *_enumerated(source),
    )
    names = _without_crossings((*marked, *by_form))
    names = _without_crossings((*names, *_sharing_a_suffix(source, names)))
    names = _with_short_forms(source, names)
    names = _without_crossings((*names, *_qualified_places(source, names)))
    return _nested(names)


# By suffix


def _suffixed(source: _Text) -> Iterator[NamedThing]:
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


def _suffixes(source: _Text) -> Iterator[tuple[int, str]]:
    text, lexicon = source.text, source.lexicon
    index = _index_of(lexicon)
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


def _ends_of_words(source: _Text) -> dict[int, int]:
    """Return where the common word ends in which a character stands, for words of two and more."""
    return {
        at: start + len(word)
        for start, word in source.phrases.words
        if len(word) > 1
        for at in range(start, start + len(word))
    }


_INDEXES: dict[int, WordIndex] = {}


def _index_of(lexicon: NameLexicon) -> WordIndex:
    """Return the index of a lexicon's suffixes; there is one lexicon, so that this grows by one."""
    key = id(lexicon)
    if key not in _INDEXES:
        _INDEXES[key] = WordIndex(dict(lexicon.suffixes))
    return _INDEXES[key]


def _by_suffix(source: _Text, at: int, suffix: str) -> NamedThing | None:
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


def _after_generic(source: _Text, start: int, at: int) -> int:
    """Return where the name of a place begins after ordinary words: 主城区呼伦大街."""
    for size in range(at - start - 2, 1, -1):
        words = source.text[start : start + size]
        if source.text[start + size] in _NO_BEGINNING:
            continue
        if words in source.lexicon.generic.words and words not in source.lexicon.verbal_nouns:
            return start + size
    return start


_LONGEST_MARKED = 10


def _after_marks(source: _Text, start: int, at: int, end: int) -> NamedThing | None:
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


def _after_verbal_nouns(source: _Text, start: int, at: int, kind: NameKind) -> int:
    """Return where a phrase begins after the verbs at its head; a place has none within either."""
    for first, end in _within(source.verbal_nouns, start, at):
        rest = source.text[end:at]
        predicate = _is_predicate(source, start, first, kind)
        ordinary = _EVALUATING if kind == "programme" else source.lexicon.generic
        if not rest and predicate:
            return at
        if not rest or (ordinary.covers(rest) and not predicate):
            break
        at_head = first == start and (kind != "programme" or len(rest) > 3)
        if at_head or kind == "place" or predicate:
            start = end
    return start


def _is_predicate(source: _Text, start: int, verb: int, kind: NameKind) -> bool:
    """Tell whether a verbal noun follows a whole name, of which it tells something (云湖新区建设…)."""
    if kind == "programme":
        return False
    suffixes = source.lexicon.suffixes
    return any(source.text[at:verb] in suffixes for at in range(max(start + 1, verb - 6), verb))


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    from bisect import bisect_left

    for index in range(bisect_left(spans, (start, 0)), len(spans)):
        if spans[index][1] > end:
            return
        yield spans[index]


def _is_common(source: _Text, start: int, end: int, core: str, kind: NameKind) -> bool:
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
    if len(core) == 1 and kind != "place":
        return core not in _DIRECTIONS or text[end - 1] not in "渠路站线"
    return kind != "programme" and lexicon.generic.covers(core)


_LONGEST_COMMON = 7
_IN_DISTRICT_NAMES = frozenset("城山林江河湖海港岛桥")
_NO_FIRST_OF_THREE = frozenset("主老新各全大小本我该多两三四五六七八九十几每某旧好美强名古深高低")
_NO_BEGINNING = frozenset("的了着过们等性化率度者级型式类")


_TERRITORY = re.compile("(?<=[一-鿿]{2})[省市区县旗州盟](?=[一-鿿]{2})")


def _own_part(core: str) -> str:
    """Return what a name has of its own after the territories that it lies in: 济宁市任城, 任城."""
    return _TERRITORY.split(core)[-1]


def _is_too_long(found: NamedThing, suffix: str) -> bool:
    """Tell whether a place has more before its suffix than such names have: its verb is unknown."""
    if found.kind != "place" or len(suffix) > 2 or suffix in _LONG_SUFFIXES:
        return False
    return len(_own_part(found.text[: -len(suffix)])) > _LONGEST_PLACE


_EVALUATING = WordIndex(
    dict.fromkeys(
        [
            "重点",
            "重大",
            "民生",
            "实事",
            "大型",
            "中型",
            "小型",
            "各类",
            "各项",
            "系列",
            "基础",
            "基础设施",
            "配套",
            "设施",
            "建设",
            "改造",
            "工业",
            "农业",
            "产业",
            "企业",
            "招商",
            "招商引资",
            "引进",
            "投资",
            "社会事业",
            "民生保障",
            "亿元",
            "千万元",
            "以上",
            "好",
            "新",
            "大",
            "小",
            "储备",
            "前期",
            "续建",
            "新建",
            "在建",
            "技改",
            "科技",
            "示范",
            "试点",
            "惠民",
            "便民",
            "利民",
            "为民",
            "办实事",
            "主体",
            "主导",
            "市政",
            "水利",
            "道路",
            "交通",
            "绿化",
            "供热",
            "供水",
            "排水",
            "管网",
            "公共",
            "服务",
            "社会",
            "经济",
            "发展",
            "五年",
            "年度",
            "工作",
            "生产",
            "行动",
            "系统",
            "重要",
            "骨干",
            "支撑性",
            "支撑",
            "标志性",
            "牵引性",
            "优质",
            "高质量",
            "创新",
            "创业",
            "专项",
            "综合",
            "单体",
            "房地产",
            "物流",
            "商贸",
            "旅游",
            "文化",
            "能源",
            "化工",
            "光伏",
            "风电",
            "农牧业",
            "畜牧业",
            "服务业",
            "制造业",
            "土建",
            "安装",
            "装修",
            "一期",
            "二期",
            "三期",
            "国家",
            "省",
            "市",
            "区",
            "县",
            "自治区",
            "级",
            "国家级",
            "自治区级",
            "省级",
            "市级",
            "区级",
            "县级",
            "上级",
            "合作",
            "对外",
            "外资",
            "内资",
            "签约",
            "落地",
            "开工",
            "竣工",
            "城建",
            "城市",
            "建筑",
            "政府",
            "政策",
            "资金",
            "补助",
            "债券",
            "专项债券",
            "PPP",
            "上述",
            "以下",
            "下列",
            "两大",
            "三大",
            "四大",
            "五大",
            "六大",
            "七大",
            "八大",
            "九大",
            "十大",
        ]
    )
)
_OBJECT_VERBS = frozenset(
    [
        "实施",
        "推进",
        "启动",
        "开展",
        "完成",
        "加快",
        "组织",
        "推动",
        "抓好",
        "落实",
        "深化",
        "继续",
        "打好",
        "打赢",
        "建设",
        "承担",
        "争取",
        "谋划",
        "竣工",
        "开工",
        "实现",
        "的",
        "和",
        "及",
        "全面",
        "深入",
        "大力",
        "持续",
        "扎实",
        "积极",
        "优先",
        "投资",
        "规划建设",
        "开工建设",
        "稳步",
        "抓",
        "搞好",
        "做好",
        "引进",
        "签约",
        "申报",
        "执行",
        "参与",
        "配合",
        "支持",
        "创建",
        "有序",
    ]
)


def _is_programme(source: _Text, last: Break | None, start: int, at: int, suffix: str) -> bool:
    """Tell whether a phrase is a programme's name, not what works there are (重点工程, 供水工程)."""
    core = source.text[start:at]
    if suffix == "长制":
        return len(core) == 1
    if len(core) < 2 or _EVALUATING.covers(core):
        return False
    if suffix in ("项目", "计划", "试点", "工程") and len(core) < 4:
        governed = last is not None and (last.word in _OBJECT_VERBS or not last.word)
        return governed and suffix != "计划" and not source.lexicon.generic.covers(core)
    if suffix in ("项目", "计划", "试点"):
        return last is not None and last.word in _OBJECT_VERBS
    return True


# Bodies of a territory, titles, names by themselves


@cache
def _body_pattern(
    levels: tuple[str, ...],
    names: tuple[str, ...],
    functions: tuple[str, ...],
    ends: tuple[str, ...],
) -> re.Pattern[str]:
    def either(words: Iterable[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    return re.compile(
        rf"(?P<level>{either(levels)})(?P<body>{either(names)})(?![一-鿿]*?(?<=委)托)"
        rf"|(?P<of>{either((*levels, '国家'))})?(?P<function>{either(functions)})(?P<office>{either(ends)})(?![部面势限域级托员任])"
    )


def _bodies(source: _Text) -> Iterator[NamedThing]:
    lexicon, text = source.lexicon, source.text
    pattern = _body_pattern(
        lexicon.body_levels, lexicon.body_names, lexicon.functions, lexicon.function_ends
    )
    for match in pattern.finditer(text):
        start = match.start()
        if match.group("level") or match.group("of"):
            start = _territory_before(source, match.start())
            if start is None:
                continue
        yield NamedThing(start, match.end(), text[start : match.end()], "organisation", "bodies")


_LONGEST_TERRITORY = 10
_WHOLE = re.compile("[全各本我该某外邻跨]$")


def _territory_before(source: _Text, level: int) -> int | None:
    """Return where the name of a body begins whose level (区, 市) stands at a position."""
    last = source.phrases.last_break(level)
    start = max(last.end if last else 0, level - _LONGEST_TERRITORY)
    for _, end in _within(source.verbal_nouns, start, level):
        start = end
    core = source.text[start:level]
    if _WHOLE.search(core):
        return None
    if core == "团":
        return start
    return level if len(core) == 1 or source.lexicon.generic.covers(core) else start


@cache
def _title_pattern(
    levels: tuple[str, ...], ends: tuple[str, ...], not_within: tuple[str, ...]
) -> re.Pattern[str]:
    def either(words: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    # 中国 and 全国 begin no title within a name (中国移动), nor after a name's first part.
    return re.compile(
        rf"(?:{either(levels)})(?:(?!{either(not_within)})[一-鿿0-9A-Za-z]){{0,18}}?(?:{either(ends)})"
        rf"(?:（[市区县]）)?"
    )


def _titles(source: _Text) -> Iterator[NamedThing]:
    lexicon = source.lexicon
    pattern = _title_pattern(lexicon.title_levels, lexicon.title_ends, lexicon.not_in_titles)
    for match in pattern.finditer(source.text):
        last = source.phrases.last_break(match.start())
        if (last.end if last else 0) == match.start():
            yield NamedThing(*match.span(), match.group(), "programme", "titles")


def _known(source: _Text) -> Iterator[NamedThing]:
    lexicon, text = source.lexicon, source.text
    for start, word in source.phrases.words:
        kind = lexicon.known.get(word)
        if kind is None:
            continue
        end = start + len(word)
        if kind == "place" and text.startswith(lexicon.not_after_known, end):
            continue
        yield NamedThing(start, end, word, kind, "known-names")


def _patterns(text: str) -> Iterator[NamedThing]:
    """Yield the names that have a form of their own: congresses, plans, builders' bureaus."""
    for rule, kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield NamedThing(*match.span(), match.group(), kind, rule)


_NTH = "[一二三四五六七八九十]"
_PATTERNS: tuple[tuple[str, NameKind, re.Pattern[str]], ...] = (
    ("congresses", "event", re.compile(r"党的(?:十[六七八九]|二十)大")),
    (
        "congresses",
        "event",
        re.compile(
            rf"(?:党的)?(?:十[六七八九]|二十)届{_NTH}中(?:、{_NTH}中)*全会"
            r"|第[一二三四五六七八九十]+届[一-鿿]{2,16}?(?:会|节|论坛|大赛|锦标赛|马拉松)(?![议员暨])"
            # Games are called by their number: 十四冬, 十五运会.
            r"|十[一二三四五六七八九](?:冬(?![季天奥])|运会)"
            r"|(?<![一-鿿])(?:十[六七八九]|二十)大(?=以来|精神|报告)"
        ),
    ),
    (
        "congresses",
        "event",
        re.compile(
            rf"(?:自治区|[省市区县旗州盟])?(?:党委|委|纪委|人大|政协)?{_NTH}+届(?:人大|政协)?{_NTH}+次"
            r"(?:会议|全会|全委会|全体会议)(?:暨[一-鿿]{2,8}会议)?"
        ),
    ),
    (
        "plans",
        "document",
        re.compile(r"“?十[一二三四五]五”?(?:规划纲要|发展规划|规划)(?!编制|建设|项目)"),
    ),
    (
        "builders",
        "organisation",
        re.compile(f"中(?:铁|建|交|冶|核|水|电建|国铁建){_NTH}+(?:局|公司|航局)(?:集团)?"),
    ),
)


# Enumerations and qualified places

_SUMMED_UP = re.compile(
    r"等(?:[一-鿿0-9]{0,8}?)(?P<noun>企业|公司|集团|银行|高校|院校|国家|省市|城市|乡镇|镇街|街道)"
)
_SUMS_UP: dict[str, NameKind] = {
    **dict.fromkeys(("企业", "公司", "集团", "银行", "高校", "院校"), "organisation"),
    **dict.fromkeys(("国家", "省市", "城市", "乡镇", "镇街", "街道"), "place"),
}
_LONGEST_ITEM = 10


def _enumerated(source: _Text) -> Iterator[NamedThing]:
    """Yield the items of a list that its noun sums up: 三元、元盛等企业 are organisations."""
    for match in _SUMMED_UP.finditer(source.text):
        items = list(_items_of_a_list(source, match.start()))
        if len(items) < 2:
            continue
        for start, end in items:
            words = source.text[start:end]
            yield NamedThing(start, end, words, _SUMS_UP[match.group("noun")], "enumerated")


def _items_of_a_list(source: _Text, position: int) -> Iterator[tuple[int, int]]:
    """Yield the items before a position, from the last on; none where one is of ordinary words."""
    while True:
        last = source.phrases.last_break(position)
        start = last.end if last else 0
        words = source.text[start:position]
        if not 2 <= len(words) <= _LONGEST_ITEM or source.lexicon.generic.covers(words):
            return
        yield start, position
        if source.text[start - 1 : start] != "、":
            return
        position = start - 1


_QUALITIES = re.compile(
    "(?:平安|美丽|健康|数字|法治|幸福|文明|智慧|书香|诚信|活力|绿色|魅力|清廉|品质|创新|文化|生态)+$"
)


def _qualified_places(source: _Text, names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield programmes that are called by a place and what it is to become: 平安海拉尔建设."""
    for name in names:
        if name.kind != "place" or not source.text.startswith(("建设", "创建", "行动"), name.end):
            continue
        match = _QUALITIES.search(source.text, max(0, name.start - 6), name.start)
        if match:
            words = source.text[match.start() : name.end]
            yield NamedThing(match.start(), name.end, words, "programme", "qualified-places")


# Short forms


def _sharing_a_suffix(source: _Text, names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the names of a list that the last one's suffix belongs to: 呼伦、靠山社区."""
    for name in names:
        if name.rule != "name-suffixes" or name.kind not in ("place", "organisation", "facility"):
            continue
        tail = _shared_tail(source, name)
        if not tail or not 2 <= len(name.text) - len(tail) <= 3:
            continue
        for start, end in _items_before(source, name.start):
            words = source.text[start:end]
            yield NamedThing(start, end, words, name.kind, "shared-suffix", canonical=words + tail)


def _shared_tail(source: _Text, name: NamedThing) -> str:
    """Return what may be shared of a name: from the suffix of the place in it on, if there is one."""
    index = _index_of(source.lexicon)
    for at in range(2, len(name.text)):
        if index.longest(name.text, at):
            return name.text[at:]
    return ""


def _items_before(source: _Text, position: int) -> Iterator[tuple[int, int]]:
    """Yield the items of two or three characters, none of them a word, before the last one."""
    while source.text[position - 1 : position] == "、":
        start = position - 1
        while start > 0 and position - 1 - start < 4 and "一" <= source.text[start - 1] <= "鿿":
            last = source.phrases.last_break(start)
            if last is not None and last.end == start:
                break
            start -= 1
        words = source.text[start : position - 1]
        if not 2 <= len(words) <= 3 or _holds_a_word(source.lexicon, words):
            return
        yield start, position - 1
        position = start


def _holds_a_word(lexicon: NameLexicon, words: str) -> bool:
    return any(
        words[at : at + length] in lexicon.generic.words
        or words[at : at + length] in lexicon.suffixes
        or words[at : at + length] in lexicon.common_nouns
        for at in range(len(words))
        for length in range(2, len(words) - at + 1)
    )


_ALIAS = re.compile(
    r"[（(]?(?:以下)?简称[：:为]?[“\"]?(?P<alias>[一-鿿A-Za-z0-9]{2,12})[”\"]?[）)，。]"
)


def _with_short_forms(source: _Text, names: Sequence[NamedThing]) -> tuple[NamedThing, ...]:
    """Return the names with those that stand for a full name of the document, by part or alias."""
    short = _full_names(source, names)
    if not short:
        return tuple(names)
    named = (
        replace(name, canonical=short[name.text].text, kind=short[name.text].kind)
        if name.text in short and not name.canonical
        else name
        for name in names
    )
    return _without_crossings((*named, *_short_forms(source, short)))


def _full_names(source: _Text, names: Sequence[NamedThing]) -> dict[str, NamedThing]:
    """Return short form → full name, for the forms that the document may use."""
    short = dict(_cores(source.lexicon, names))
    for match in _ALIAS.finditer(source.text):
        before = [name for name in names if name.end in (match.start(), match.start() - 1)]
        if before:
            short[match.group("alias")] = before[-1]
    return short


def _short_forms(source: _Text, short: Mapping[str, NamedThing]) -> Iterator[NamedThing]:
    """Yield where a full name of the document stands without its suffix, or by a stated alias."""
    pattern = re.compile("|".join(map(re.escape, sorted(short, key=len, reverse=True))))
    for match in pattern.finditer(source.text):
        full = short[match.group()]
        if not source.text.startswith(full.text, match.start()) and not _goes_on(source, match):
            yield NamedThing(*match.span(), match.group(), full.kind, "short-forms", full.text)


def _goes_on(source: _Text, match: re.Match[str]) -> bool:
    """Tell whether what looks like a short form is the beginning of another name by suffix."""
    suffix = _index_of(source.lexicon).longest(source.text, match.end())
    return suffix is not None and suffix not in source.lexicon.not_before


def _cores(lexicon: NameLexicon, names: Iterable[NamedThing]) -> Iterator[tuple[str, NamedThing]]:
    for name in names:
        if name.rule != "name-suffixes":
            continue
        core, suffix = _parted(lexicon, name.text)
        if _may_stand_alone(lexicon, name, core, suffix):
            yield core, name


def _parted(lexicon: NameLexicon, text: str) -> tuple[str, str]:
    for at in range(1, len(text)):
        if text[at:] in lexicon.suffixes:
            return text[:at], text[at:]
    return text, ""


def _may_stand_alone(lexicon: NameLexicon, name: NamedThing, core: str, suffix: str) -> bool:
    if name.kind == "programme":
        return len(core) >= 5 and not lexicon.generic.covers(core)
    if _holds_a_word(lexicon, core) or any(core.endswith(word) for word in lexicon.known):
        return False
    return suffix in _TERRITORIES and len(core) >= _SHORTEST_SHORT_FORM


# What stands in what


_FEATURES = frozenset("山河江湖岛屯盟旗港")
"""Suffixes that are as often a syllable of a longer name (东山组团, 靠山社区)."""
_PRIORITY = (
    "title-marks",
    "quoted-with-suffix",
    "quoted-names",
    "titles",
    "bodies",
    "congresses",
    "plans",
    "builders",
    "name-suffixes",
    "known-names",
    "qualified-places",
    "enumerated",
    "shared-suffix",
    "short-forms",
)


def _without_crossings(names: Iterable[NamedThing]) -> tuple[NamedThing, ...]:
    """Return the names less those that cross one of a rule before theirs, or stand for it again."""
    kept: list[NamedThing] = []
    at: dict[int, list[NamedThing]] = {}
    for name in sorted(names, key=lambda n: (_PRIORITY.index(n.rule), n.start - n.end, n.start)):
        near = {
            id(other): other for place in range(name.start, name.end) for other in at.get(place, ())
        }
        if any(_excludes(other, name) for other in near.values()):
            continue
        kept.append(name)
        for place in range(name.start, name.end):
            at.setdefault(place, []).append(name)
    return tuple(sorted(kept, key=lambda n: (n.start, -n.end)))


def _excludes(kept: NamedThing, name: NamedThing) -> bool:
    if (kept.start, kept.end) == (name.start, name.end):
        return True
    crossing = (
        kept.start < name.start < kept.end < name.end
        or name.start < kept.start < name.end < kept.end
    )
    if kept.end == name.end and kept.kind == name.kind and kept.start < name.start:
        return True
    if kept.start == name.start and kept.text[:-1] == name.text and kept.text[-1] in _TERRITORIES:
        return True
    # A short form or a known word within another one of its kind says nothing more.
    inside = kept.start <= name.start and name.end <= kept.end
    if inside and kept.rule == "name-suffixes" and name.text[-1] in _FEATURES:
        return True
    return crossing or (inside and name.rule == "name-suffixes" and kept.rule == "bodies")


def _nested(names: Sequence[NamedThing]) -> tuple[NamedThing, ...]:
    """Return the names in order, marked where they stand within a longer one."""
    reach = 0
    found = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        found.append(replace(name, nested=name.end <= reach))
        reach = max(reach, name.end)
    return tuple(found)
