"""Companies by their short names (攀云医药, 江州裕能), and lists that end in a counted noun.

A short name is a brand and a word for its trade. Many phrases look like one (高端医药), so the
context has to be that of a company: it comes first or after a verb of attracting, and a list, a
phase of works or something that companies do follows.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.name_lexicon import NameKind, NameLexicon
from districtgraph.graph.extraction.names.named_text import NamedText
from districtgraph.graph.extraction.names.persons import of_offices

__all__ = [
    "companies_before",
    "companies_of_projects",
    "company_cores",
    "counted_lists",
    "repeated_companies",
    "short_companies",
]

_LONGEST_BRAND = 4
_ORDINARY = re.compile("^[新老大小高多]|[的了和与及或等在是有为不其各该某每这那性化型级]")


def short_companies(source: NamedText) -> Iterator[NamedThing]:
    """Yield the companies named by a brand and a word for their trade, in a company's context."""
    text, lexicon = source.text, source.lexicon
    for match in _trades(lexicon.company_tails).finditer(text):
        last = source.phrases.last_break(match.start())
        start = last.end if last else 0
        brand = text[start : match.start()]
        whole = len(brand)
        if (brand := _OF_A_TOWN.sub("", brand)) and len(brand) < whole:
            # 白沙镇|云旺牧业
            start, last = match.start() - len(brand), None
        if not 2 <= len(brand) <= _LONGEST_BRAND + _place_before(lexicon, brand):
            continue
        attracted = last is not None and last.word in _ATTRACTING and last.end == start
        attracted = attracted and text[match.end() : match.end() + 1] == "、"
        weak = match.group() in lexicon.weak_tails and not attracted
        context = _after_weak_tail() if weak else _after()
        if brand + match.group() in lexicon.generic.words:
            # 人工智能 is an industry.
            continue
        if not _is_brand(lexicon, brand) or not context.match(text, match.end()):
            continue
        if text[start - 1 : start] in ("“", "‘") and text[match.end()] == "、":
            # “中原智造、北岸水乡”: parts of a motto.
            continue
        if last is None or not last.word or last.word in lexicon.company_verbs:
            end = match.end() + (len(_GROUPS[0]) if _is_group(text, match.end()) else 0)
            yield NamedThing(start, end, text[start:end], "organisation", "companies")


_ATTRACTING = frozenset(("引进", "引入", "招引", "签约"))
_OF_A_TOWN = re.compile("^[一-鿿]{2,8}?(?:镇|乡|街道|开发区|高新区|工业园|产业园)(?=[一-鿿]{2})")
_GROUPS = ("集团", "公司")


def _is_group(text: str, position: int) -> bool:
    """Return whether a company is called a group or company: 江河轴承|集团, but not 集团化."""
    return text.startswith(_GROUPS, position) and not text.startswith(("化", "军"), position + 2)


@cache
def _trades(tails: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, tails), key=len, reverse=True)))


@cache
def _after() -> re.Pattern[str]:
    """Return the pattern of what follows a company's short name."""
    words = load_name_contexts().companies
    return re.compile(f"(?!{either(words['not-followed-by'])}){either(words['followed-by'])}")


@cache
def _after_weak_tail() -> re.Pattern[str]:
    """Return the pattern of what follows a company whose word for its trade has other senses."""
    words = load_name_contexts().companies
    return re.compile(
        f"(?!{either(words['weak-not-followed-by'])})(?:{either(words['weak-followed-by'])}"
        f"|(?:[、和及][^，。；]{{1,30}}?)?等[^，。；、]{{0,14}}?{either(words['nouns-of-lists'])}"
        "|[^，。；、]{0,8}等[0-9]+个[^，。；、0-9]{0,6}项目"
        f"|[、和][^，。；]{{1,14}}?{either(words['other-companies'])}"
        "|项目(?![库部制类])|[^，。；、]{0,16}项目(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
        f"{either(words['stages-of-projects'])}"
        f"|在{either(words['markets'])}|[日年]产[0-9]|[^，。；]{{0,4}}车间|[一二三四]期)"
    )


def _place_before(lexicon: NameLexicon, brand: str) -> int:
    """Return the length of the known place that a brand begins with: 四川 of 四川裕能."""
    for size in (3, 2):
        if lexicon.known.get(brand[:size]) == "place":
            return size
    return 0


def _is_brand(lexicon: NameLexicon, brand: str) -> bool:
    """Return whether a word neither is nor contains an ordinary word."""
    own = brand[_place_before(lexicon, brand) :]
    if not own or own[-1] in "区县市镇":
        return False
    if _ORDINARY.search(own) or of_offices().search(own) or not _LETTERS.fullmatch(own):
        return False
    return not any(
        own[at : at + size] in lexicon.generic.words
        or own[at : at + size] in lexicon.common_nouns
        or lexicon.known.get(own[at : at + size], "organisation") != "organisation"
        for at in range(len(own))
        for size in range(2, len(own) - at + 1)
    )


_PROJECTS = re.compile("等(?:[0-9一-十百两几]+余?[个家宗])?[^，。；、等]{0,12}?(?:项目|企业|工厂)")


@cache
def _renowned() -> re.Pattern[str]:
    """Return the pattern of words for companies that are known by a short brand."""
    return re.compile(either(load_name_contexts().companies["renowned"]))


_SHORTEST_ITEM, _LONGEST_ITEM = 3, 6


def companies_of_projects(source: NamedText) -> Iterator[NamedThing]:
    """Yield the companies of a list of projects: 欧邦琪、拜尔斯等14个外资项目.

    No item has another meaning, or ends like a place or a building.
    """
    for match in _PROJECTS.finditer(source.text):
        renowned = _renowned().search(match.group()) or _is_after_a_known_one(source, match.start())
        shortest = _SHORTEST_ITEM - bool(renowned)
        items = list(_brands_before(source, match.start(), shortest, lenient=bool(renowned)))
        if len(items) > 1:
            for start, end in items:
                yield NamedThing(start, end, source.text[start:end], "organisation", "companies")


def _is_after_a_known_one(source: NamedText, position: int) -> bool:
    """Return whether a known company is an item of the list that ends at a position."""
    while source.text[position - 1 : position] != "":
        last = source.phrases.last_break(position)
        start = last.end if last else 0
        if source.lexicon.known.get(source.text[start:position]) == "organisation":
            return True
        if source.text[start - 1 : start] != "、" or position - start > _LONGEST_ITEM:
            return False
        position = start - 1
    return False


def _brands_before(
    source: NamedText, position: int, shortest: int, *, lenient: bool
) -> Iterator[tuple[int, int]]:
    """Yield the items of a list before a position, last one first; nothing if one is a word.

    In a lenient list, half of the items may contain a word: 新兴云华 among brands.
    """
    found: list[tuple[int, int]] = []
    doubtful = 0
    while True:
        last = source.phrases.last_break(position)
        start = last.end if last else 0
        item = source.text[start:position]
        if source.lexicon.known.get(item) != "organisation":
            if not shortest <= len(item) <= _LONGEST_ITEM or source.lexicon.generic.covers(item):
                return
            doubtful += not _is_item(source.lexicon, item)
            if any(item[-size:] in source.lexicon.suffixes for size in range(1, len(item))):
                return
        found.append((start, position))
        if source.text[start - 1 : start] != "、":
            most = len(found) // 2 if lenient else 0
            yield from found if doubtful <= most else ()
            return
        position = start - 1


def _is_item(lexicon: NameLexicon, item: str) -> bool:
    """Return whether an item is a brand, alone or with a word for its trade (润禾生物)."""
    tail = next((tail for tail in lexicon.company_tails if item.endswith(tail)), "")
    brand = item.removesuffix(tail)
    return len(brand) > 1 and _is_brand(lexicon, brand)


def companies_before(source: NamedText, names: Iterable[NamedThing]) -> Iterator[NamedThing]:
    """Yield the companies of a list whose last one is found: 云晶材料、白沙数控 before 华岭机械."""
    for name in names:
        position = name.start - 1
        while name.rule == "companies" and source.text[position : position + 1] == "、":
            last = source.phrases.last_break(position)
            start = last.end if last else 0
            item = source.text[start:position]
            tailed = item.endswith(source.lexicon.company_tails)
            if len(item) > _LONGEST_ITEM + 1 or not tailed or not _is_item(source.lexicon, item):
                break
            yield NamedThing(start, position, item, "organisation", "companies")
            position = start - 1


def repeated_companies(source: NamedText, names: Iterable[NamedThing]) -> Iterator[NamedThing]:
    """Yield further occurrences of the document's companies, in any context."""
    known = {
        name.text for name in names if name.rule == "companies" and len(name.text) >= _SHORTEST
    }
    if known:
        for match in re.finditer("|".join(sorted(known, key=len, reverse=True)), source.text):
            yield NamedThing(*match.span(), match.group(), "organisation", "companies")


_SHORTEST = 4
_LEGAL = re.compile("(?:(?:有限责任|股份有限|有限|集团股份有限|集团有限)公司|集团公司|公司|集团)$")


def company_cores(lexicon: NameLexicon, full: str) -> Iterator[str]:
    """Yield the short names of a company: 云晶科技 for 江州云晶电子科技有限公司."""
    legal = _LEGAL.search(full)
    if not legal:
        return
    stem = full[: legal.start()]
    territory = _OF_TERRITORY.match(stem)
    place = _place_before(lexicon, stem) or (territory.end() if territory else 0)
    forms = {stem, stem[place:]}
    for tail in lexicon.company_tails:
        if stem.endswith(tail) and len(stem) > place + 2 + len(tail):
            forms.add(stem[place : place + 2] + tail)
    brand, trade = stem[place : place + 2], stem[place + 2 :]
    for legal_tail in ("科技", "技术"):
        # 华岭生物 for 华岭生物科技股份有限公司
        if (own := trade.removesuffix(legal_tail)) != trade and own in lexicon.company_tails:
            forms.add(brand + own)
    for form in forms:
        if len(form) >= _SHORTEST and not lexicon.generic.covers(form):
            yield form


_OF_TERRITORY = re.compile("(?:[一-鿿]{2,7}?[省市县区州](?=[一-鿿]{4}))")
_LETTERS = re.compile("[一-鿿A-Za-z]+")
_LISTED = re.compile(
    "(?P<items>[一-鿿]{2,4}(?:、[一-鿿]{2,4}){0,7}(?:、|和)[一-鿿]{2,4})"
    "(?P<count>[两二三四五六七八九])(?P<measure>条|个|座|所|家|大)?"
    "(?P<noun>高速公路|高速|高铁|铁路|城际铁路|水库|机场|大桥|隧道|水电站|街道|乡镇|镇|乡|社区|村|县|区|市|县区|园区|片区|开发区)"
    "(?![场民级域委长内])"
)
_LINES = ("高速", "铁", "水库", "机场", "桥", "隧道", "水电站")
_COUNTS = {"两": 2, **dict(zip("二三四五六七八九", range(2, 10), strict=True))}


def counted_lists(source: NamedText) -> Iterator[NamedThing]:
    """Yield the items of a list that a counted noun ends: 江云、云白两条高速公路.

    The count has to be the number of items, and no item may contain an ordinary word.
    """
    for match in _LISTED.finditer(source.text):
        items = list(re.finditer("[一-鿿]+", match.group("items").replace("和", "、")))
        if len(items) != _COUNTS[match.group("count")]:
            continue
        first = match.start("items") + items[0].start()
        last = source.phrases.last_break(match.start("items") + items[0].end())
        begin = max(first, last.end if last else 0)
        spans = [(begin, match.start("items") + items[0].end())]
        spans += [
            (match.start("items") + item.start(), match.start("items") + item.end())
            for item in items[1:]
        ]
        words = [source.text[start:end] for start, end in spans]
        if all(len(word) >= 2 and _is_brand(source.lexicon, word) for word in words):
            noun = match.group("noun")
            kind: NameKind = (
                "facility" if noun.startswith(_LINES) or noun.endswith(_LINES) else "place"
            )
            for (start, end), word in zip(spans, words, strict=True):
                yield NamedThing(start, end, word, kind, "counted-lists", word + noun)
