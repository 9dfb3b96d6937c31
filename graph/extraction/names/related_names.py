"""Names that are certain because of other names: items of a list."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.name_lexicon import NameKind
from districtgraph.graph.extraction.names.named_text import NamedText
from districtgraph.graph.extraction.names.persons import of_offices
from districtgraph.graph.extraction.names.short_forms import holds_a_word

__all__ = [
    "LISTED",
    "counted_villages",
    "enumerated",
    "enumerated_names",
    "lines_between_places",
    "listed_lines",
    "listed_stations",
    "products_of_a_place",
    "qualified_places",
    "sharing_a_suffix",
    "sights_of_a_place",
]


@cache
def _summed_up() -> re.Pattern[str]:
    """Return the pattern of what sums up a list of names: 等12家龙头企业."""
    contexts = load_name_contexts()
    nouns = "|".join(
        noun + (f"(?!{either(contexts.not_before[noun])})" if noun in contexts.not_before else "")
        for noun in contexts.list_nouns
    )
    # 城市问题 and 国家战略 do not end a list of places.
    return re.compile(
        # 江州、云湖等地企业: the list is of places.
        f"等(?!地)(?:(?:(?![的在于到对向])[一-鿿0-9“”]){{0,8}}?)(?P<noun>{nouns}|县（[市区、]{{1,3}}）|[区县市镇乡](?=[，。；、和与]))"
        f"(?!{either(contexts.lists['not-followed-by'])})"
    )


_LONGEST_ITEM = 10
_NEAR = 6


def enumerated_names(source: NamedText) -> Iterator[NamedThing]:
    """Yield the items of a list that a noun classifies: 三元、元盛等企业 are organisations."""
    kinds = load_name_contexts().list_nouns
    for match in _summed_up().finditer(source.text):
        items = _items_in_marks(source, match.start())
        # 等企业, but 等方式了解企业
        near = len(match.group()) <= _NEAR
        items = items or list(_items_of_a_list(source, match.start(), whole=near))
        # 党委书记、董事长王强等企业负责人 are persons.
        if len(items) < 2 or any(of_offices().search(source.text, *item) for item in items):
            continue
        noun = match.group("noun")
        kind = kinds.get(noun, "place")
        if kind != "place" and any(
            source.lexicon.known.get(source.text[start:end]) == "place" for start, end in items
        ):
            # 江州、北京等知名企业较多的城市
            continue
        for start, end in items:
            words = source.text[start:end]
            built = noun == "景区" and not words.endswith(_AREAS_OF_SIGHTS)
            own: NameKind = "facility" if built else kind
            yield NamedThing(start, end, words, own, "enumerated")


# 云山古镇、白马墓等景区: what is no part of nature and no town was built.
_AREAS_OF_SIGHTS = tuple("山河湖江峡谷崖岛泉溪峰林海滩湾岭川源寨村镇城街巷区地原")


def _items_in_marks(source: NamedText, position: int) -> list[tuple[int, int]]:
    """Return the items of a list in one pair of marks that ends here: “云熙、白域”等茶企."""
    text = source.text
    opening = text.rfind("“", max(0, position - _LONGEST_IN_MARKS), position)
    if text[position - 1 : position] != "”" or opening < 0 or "、" not in text[opening:position]:
        return []
    items = [item.span() for item in LISTED.finditer(text, opening + 1, position - 1)]
    words = [text[start:end] for start, end in items]
    brands = all(2 <= len(word) <= _LONGEST_BRAND for word in words)
    return items if brands and not any(map(source.lexicon.generic.covers, words)) else []


_LONGEST_IN_MARKS = 40
_LONGEST_BRAND = 5


def _items_of_a_list(
    source: NamedText, position: int, *, whole: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield the items before a position, last one first; none if one consists of ordinary words.

    A conjunction may join the last one: 白沙、青草和沿河等村. With `whole`, an item between two
    marks may contain a verb.
    """
    end = position
    while True:
        last = source.phrases.last_break(position)
        start = last.end if last else 0
        if whole and (inner := _between_marks(source.text, position, start)):
            start = inner
        words = source.text[start:position]
        verbs = load_name_contexts().lists["verbs"]
        if verb := next((v for v in verbs if words.startswith(v) and len(words) > len(v) + 1), ""):
            start, words = start + len(verb), words.removeprefix(verb)
        if not 2 <= len(words) <= _LONGEST_ITEM or source.lexicon.generic.covers(words):
            return
        yield start, position
        joined = source.text[start - 1 : start]
        if joined != "、" and not (joined in ("和", "与") and position == end):
            return
        position = start - 1


def _between_marks(text: str, position: int, start: int) -> int:
    """Return where an item between two marks begins that a verb seems to cut: 、白沙人防|铸造、."""
    mark = text.rfind("、", max(0, position - _LONGEST_ITEM - 1), position)
    whole = text[mark + 1 : position]
    cut = start > mark + _SHORTEST_BEFORE_A_VERB
    named = mark >= 0 and _LETTERS_ONLY.fullmatch(whole) and not _PHRASE.search(whole)
    return mark + 1 if cut and named else 0


_SHORTEST_BEFORE_A_VERB = 2
_LETTERS_ONLY = re.compile("[一-鿿A-Za-z]+")
_PHRASE = re.compile("[的和与及在了等]")


# 云湖乡辖石门、红坑、沙坑3个村委会, 辖区内的石门庄、北后庄两个村庄.
_COUNTED_VILLAGES = re.compile(
    "(?:辖区内的|境内的|[下管所]辖|辖[有管]?|设有|地跨|横跨)"
    "(?P<items>(?:(?![和及的等])[一-鿿]){2,5}(?:、(?:(?![和及的等])[一-鿿]){2,5}){0,150}?"
    "[、和及](?:(?![和及的等])[一-鿿]){2,5}?)"
    "等?(?:[0-9]+|[一二两三四五六七八九十]+)个(?:行政村|自然村|建制村|村委会|村民委员会|居委会|居民委员会|村庄|社区|村)"
    "(?!民小组|小组|集体)"
)


def counted_villages(source: NamedText) -> Iterator[NamedThing]:
    """Yield the villages and communities of a list that is counted after it."""
    yield from _as_many_as_counted(source)
    for match in _COUNTED_VILLAGES.finditer(source.text):
        items = list(_JOINED.finditer(source.text, *match.span("items")))
        generic = sum(source.lexicon.generic.covers(item.group()) for item in items)
        if 2 * generic < len(items):
            yield from enumerated(items, "place")


_AS_MANY = re.compile(
    "(?P<items>[一-鿿]{2,5}(?:、(?:(?!等)[一-鿿]){2,5}){2,40}?(?:[、和及](?:(?!等)[一-鿿]){2,5})?)等?(?P<count>[0-9]{1,2}|[两三四五六七八九十])(?:个|(?=[镇乡街]))"
    "(?:乡镇|镇街|街镇|镇|乡|街道|村|社区|行政村|县|县区|区县|区)(?![级域内民直属])"
)


def _as_many_as_counted(source: NamedText) -> Iterator[NamedThing]:
    """Yield the items of a list whose number is the one after it: 云家、三白、青山3个乡镇."""
    for match in _AS_MANY.finditer(source.text):
        items = list(_JOINED.finditer(source.text, *match.span("items")))
        if len(items) != _number(match.group("count")):
            continue
        last = source.phrases.last_break(items[0].end() - 1)
        start = max(items[0].start(), last.end if last else 0)
        spans = [(start, items[0].end()), *(item.span() for item in items[1:])]
        for begin, end in spans:
            if end - begin > 1:
                yield NamedThing(begin, end, source.text[begin:end], "place", "enumerated")


def _number(words: str) -> int:
    """Return a count of at most two digits, or of one numeral."""
    return int(words) if words.isdigit() else "零一两三四五六七八九十".index(words)


_JOINED = re.compile("[^、和及]+")
LISTED = re.compile("[^、]+")
"""An item of a list."""


def enumerated(items: Iterable[re.Match[str]], kind: NameKind) -> Iterator[NamedThing]:
    """Yield the items of a list as names of one kind."""
    for item in items:
        yield NamedThing(*item.span(), item.group(), kind, "enumerated")


_LINES_BETWEEN = re.compile(
    "(?P<lines>[一-鿿]{2,4}至[一-鿿]{2,5}(?:、[一-鿿]{2,4}至[一-鿿]{2,5})+)等"
    "[一-鿿0-9]{0,6}?(?:高速公路|高速|铁路|高铁|公路)"
)


def lines_between_places(source: NamedText) -> Iterator[NamedThing]:
    """Yield the lines of a list that their noun follows: 云湖至白沙、江州至青溪等高速公路."""
    for match in _LINES_BETWEEN.finditer(source.text):
        last = source.phrases.last_break(match.start() + 2)
        begin = max(match.start(), last.end if last else 0)
        for item in re.finditer("[一-鿿]+", source.text[begin : match.end("lines")]):
            start, end = begin + item.start(), begin + item.end()
            yield NamedThing(start, end, item.group(), "facility", "enumerated")


_LINE = "[一-鿿0-9]{1,6}?线(?:[一二三四]期)?"
_LINES = re.compile(f"{_LINE}(?:[、和]{_LINE})+")
_NUMBERED = re.compile("[0-9一二三四五六七八九十]号线")


def listed_lines(source: NamedText) -> Iterator[NamedThing]:
    """Yield the lines of a list that a numbered one belongs to: 8号线三期、蔡湖线."""
    for match in _LINES.finditer(source.text):
        if not _NUMBERED.search(match.group()):
            continue
        for item in re.finditer("[^、和]+", match.group()):
            start, end = match.start() + item.start(), match.start() + item.end()
            last = source.phrases.last_break(source.text.index("线", start))
            begin = last.end if last else 0
            start = begin if start == match.start() else max(start, begin)
            own = source.text[start:end].rpartition("线")[0]
            if 1 < len(own) <= _LONGEST_ITEM and not source.lexicon.generic.covers(own):
                yield NamedThing(start, end, source.text[start:end], "facility", "enumerated")


_STATION = "[一-鿿]{2,6}站(?:（[^（）]{1,8}）)?"
_STATIONS = re.compile(f"{_STATION}(?:、{_STATION})+")
_RAILWAY = re.compile("地铁|轻轨|轨道交通|号线")
_ENOUGH_STATIONS = 3


def listed_stations(source: NamedText) -> Iterator[NamedThing]:
    """Yield the stations of a list of at least three: 云湖门站、白沙路站、枣园站."""
    for match in _STATIONS.finditer(source.text):
        last = source.phrases.last_break(match.start() + match.group().index("站"))
        begin = max(match.start(), last.end if last else 0)
        if has := _HAS_STATIONS.search(source.text, begin, match.end()):
            begin = has.end()
        items = list(_STOPS.finditer(source.text, begin, match.end()))
        words = [item.group() for item in items]
        if len(items) < _ENOUGH_STATIONS and not (items and _RAILWAY.search(source.text)):
            continue
        # 雨水泵站、污水泵站 are kinds of stations.
        kinds = any(
            source.lexicon.generic.covers(word[:-1])
            or (word[-size:] in source.lexicon.suffixes and word[-size] not in "东西南北")
            for word in words
            for size in range(2, len(word) + 1)
        )
        if not kinds:
            yield from enumerated((item for item in items if len(item.group()) > 2), "facility")


_HAS_STATIONS = re.compile("[设含](?=[一-鿿]{2,5}站)")
_SIGHTS = re.compile(
    "(?:主要|著名|知名|重点)?(?:景点|景区|古迹|名胜|胜迹|人文景观)(?:主要)?(?:有|包括|：|为)"
    "(?P<items>(?:(?!等)[一-鿿]){2,8}(?:、(?:(?!等)[一-鿿]){2,8}){1,40}?)(?=等|。|；|，)"
)
_SHORTEST_SIGHT = 2
_NATURAL = tuple("山河湖峡谷洞崖岛泉溪峰林海滩顶")


def sights_of_a_place(source: NamedText) -> Iterator[NamedThing]:
    """Yield the sights that a list names: 主要景点有开云寺、天白宫、龙云洞等."""
    for match in _SIGHTS.finditer(source.text):
        items = list(LISTED.finditer(source.text, *match.span("items")))
        for item in items:
            kind: NameKind = "place" if item.group().endswith(_NATURAL) else "facility"
            words = item.group()
            own = any(words[-n:] in source.lexicon.suffixes for n in (2, 3, 4))
            if len(words) > _SHORTEST_SIGHT and not own and words not in source.lexicon.known:
                yield from enumerated((item,), kind)


_STOPS = re.compile("[一-鿿]+站")
_PRODUCTS = re.compile(
    "(?:土特产|农特产|名特产|特产|地理标志产品|名优产品|名小吃)品?(?:主要)?有[：:]?"
    "(?P<items>(?:(?!等)[一-鿿]){2,8}(?:、(?:(?!等)[一-鿿]){2,8}){1,40}?)(?=等|。|；|，)"
)


def products_of_a_place(source: NamedText) -> Iterator[NamedThing]:
    """Yield the products that a list of specialities names: 特产有云湖麻鸭、云湖白茶等."""
    for match in _PRODUCTS.finditer(source.text):
        for item in re.finditer("[一-鿿]+", match.group("items")):
            start = match.start("items") + item.start()
            if not source.lexicon.generic.covers(item.group()):
                end = start + len(item.group())
                yield NamedThing(start, end, item.group(), "product", "enumerated")


@cache
def _qualities(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words)})+$")


_LONGEST_QUALITY = 6


def qualified_places(source: NamedText, names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield programmes named after a place and what it is to become: 平安海拉尔建设."""
    for name in names:
        if name.kind != "place" or not source.text.startswith(("建设", "创建", "行动"), name.end):
            continue
        match = _qualities(source.lexicon.qualities).search(
            source.text, max(0, name.start - _LONGEST_QUALITY), name.start
        )
        if match:
            words = source.text[match.start() : name.end]
            yield NamedThing(match.start(), name.end, words, "programme", "qualified-places")


# Short forms


def sharing_a_suffix(source: NamedText, names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the names of a list that share the last one's suffix: 呼伦、靠山社区."""
    ends = {name.start: name.end for name in sorted(names, key=lambda n: n.end)}
    for name in names:
        if name.rule != "name-suffixes" or name.kind not in ("place", "organisation", "facility"):
            continue
        if ends[name.start] > name.end and name.text[-1] in "镇乡":
            # 白沙镇 in 白沙镇种植示范区
            continue
        tail = _shared_tail(source, name)
        if tail in ("", "桥") or _is_of_a_town(tail) or not 2 <= len(name.text) - len(tail) <= 3:
            continue
        for start, end in _items_before(source, name.start):
            words = source.text[start:end]
            yield NamedThing(start, end, words, name.kind, "shared-suffix", canonical=words + tail)


def _is_of_a_town(tail: str) -> bool:
    """Return whether a tail says what lies in a town, which no list shares: 白沙|镇种植示范区."""
    return tail[0] in "镇乡" and len(tail) > _LONGEST_OF_A_TOWN


_LONGEST_OF_A_TOWN = 6


def _shared_tail(source: NamedText, name: NamedThing) -> str:
    """Return the part of a name that a list may share: from its first suffix to the end."""
    index = source.lexicon.suffix_index
    for at in range(2, len(name.text)):
        if index.longest(name.text, at):
            return name.text[at:]
    return ""


def _items_before(source: NamedText, position: int) -> Iterator[tuple[int, int]]:
    """Yield the items before the last one: two or three characters each, no ordinary words."""
    while source.text[position - 1 : position] == "、":
        start = position - 1
        while start > 0 and position - 1 - start < 4 and "一" <= source.text[start - 1] <= "鿿":
            last = source.phrases.last_break(start)
            if last is not None and last.end == start:
                break
            start -= 1
        start += source.text[start : start + 1] in ("今", "原") and position - start > _WITH_MARK
        words = source.text[start : position - 1]
        if not 2 <= len(words) <= 3 or holds_a_word(source.lexicon, words) or words[-1] in _WHOLE:
            return
        yield start, position - 1
        position = start


_WITH_MARK = 3
_WHOLE = frozenset("段路街道桥局委办部")
"""Last characters of items that have a suffix of their own: 官桥段、云湖大道."""
