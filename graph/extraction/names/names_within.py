"""Names within longer names: the divisions of bodies, and the parts that are none."""

import re
from collections.abc import Iterable, Iterator, Sequence

from districtgraph.graph.extraction.names.division_chains import (
    divisions_at_the_beginning,
    length_of_province,
)
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_lexicon import load_name_lexicon
from districtgraph.graph.places.divisions import load_divisions

__all__ = [
    "divisions_within",
    "ends_of_lines",
    "places_of_zones",
    "without_legal_heads",
    "without_parts_of_projects",
]

_ZONE = re.compile("(?P<words>[一-鿿]{2,})(?:开发区|高新区|经开区|保税区|自贸试验区|自贸区|古城)")
_SIZES_OF_PLACES = (2, 3)


def places_of_zones(names: Iterable[NamedThing]) -> Iterator[NamedThing]:
    """Yield the places that zones are named after: 云湖 in 云湖经济技术开发区.

    Between the place and the word for a zone are only ordinary words.
    """
    for name in names:
        zone = _ZONE.fullmatch(name.text)
        if zone is None or name.kind not in ("place", "facility") or name.rule != "name-suffixes":
            continue
        words = zone.group("words")
        size = next((n for n in _SIZES_OF_PLACES if _is_place_and_trade(words[:n], words[n:])), 0)
        if size:
            end = name.start + size
            yield NamedThing(name.start, end, words[:size], "place", "places-of-zones")


def _is_place_and_trade(place: str, trade: str) -> bool:
    """Return whether words before a zone are an official short name, and what the zone is for."""
    lexicon, names = load_name_lexicon(), load_divisions().names()
    other = place in lexicon.ordinary_divisions or lexicon.known.get(place) == "organisation"
    named = not other and any(place + unit in names for unit in _UNITS)
    return named and (not trade or (len(trade) > 1 and lexicon.generic.covers(trade)))


_UNITS = ("县", "市", "区", "旗")
_ENDS = re.compile(
    "(?:[A-Z]?[0-9]+(?:国道|省道|县道)?)?(?P<first>[一-鿿]{2,4})至(?P<last>[一-鿿]{2,4}?)"
    "(?=段|高速|铁路|高铁|城际|公路|快速|[一二三四]级)"
)
# 江云高速公路|白沙至河溪段
_ENDS_OF_SECTION = re.compile(
    "(?:公路|高速(?!公路)|铁路|高铁|[国省]道)(?P<first>[一-鿿]{2,4})至(?P<last>[一-鿿]{2,4})段"
)


def ends_of_lines(names: Iterable[NamedThing]) -> Iterator[NamedThing]:
    """Yield the places that a line leads from and to: 云湖 and 白沙 in 云湖至白沙高速公路."""
    generic = load_name_lexicon().generic
    for name in names:
        if name.kind not in ("facility", "programme") or name.rule != "name-suffixes":
            continue
        match = _ENDS.match(name.text) or _ENDS_OF_SECTION.search(name.text)
        if match is None:
            continue
        for group in ("first", "last"):
            words = match.group(group)
            if not generic.covers(words) and words[-1] not in "路线桥道站":
                start = name.start + match.start(group)
                end = name.start + match.end(group)
                yield NamedThing(start, end, words, "place", "ends-of-lines")


# 云湖区|白沙街道|党委
_STREET = re.compile("[一-鿿]{2,5}(?:街道|镇|乡)(?=党[委工]|政府|人民政府|办事处|纪委)")
_HOLDING = frozenset(("organisation", "facility", "event", "place"))


def divisions_within(names: Iterable[NamedThing]) -> Iterator[NamedThing]:
    """Yield the official divisions that the names of bodies and buildings begin with.

    江州市云湖区人民法院 holds 江州市, 云湖区 and 江州市云湖区.
    """
    for name in names:
        if name.kind not in _HOLDING:
            continue
        party = len("中共") * name.text.startswith("中共")
        ends = [party + end for end in divisions_at_the_beginning(name.text[party:])]
        first = party or length_of_province(name.text)
        starts = [first, *ends]
        pairs = list(zip(starts, ends, strict=False))
        chains = [] if first and not party else [(party, end) for end in ends]
        spans = dict.fromkeys((*pairs, *chains))
        if street := _STREET.match(name.text, ends[-1] if ends else first):
            spans[street.span()] = None
        for start, end in spans:
            if end < len(name.text) and name.text[end] != "级":
                yield NamedThing(
                    name.start + start,
                    name.start + end,
                    name.text[start:end],
                    "place",
                    "name-suffixes",
                )


def without_parts_of_projects(names: Sequence[NamedThing], text: str) -> Iterator[NamedThing]:
    """Yield the names without buildings that only say what a project is about.

    城区供水第二水源地 in 城区供水第二水源地项目 is none by itself, unless the text names it
    elsewhere. 云湖博物馆 in 云湖博物馆项目 is one, since it consists of more than ordinary words.
    """
    projects = {(name.start, name.end) for name in names if name.kind == "programme"}
    for name in names:
        works = name.kind == "facility" and name.rule == "name-suffixes"
        part = works and (name.start, name.end + len(_PROJECT)) in projects
        alone = text.count(name.text) > text.count(name.text + _PROJECT)
        if not part or alone or not _is_ordinary(name.text):
            yield name


def _is_ordinary(name: str) -> bool:
    """Return whether a building's name consists of ordinary words and an ordinal."""
    lexicon = load_name_lexicon()
    words = _ORDINAL.sub("", name)
    return any(
        words[at:] in lexicon.suffixes and lexicon.generic.covers(words[:at])
        for at in range(1, len(words))
    )


_ORDINAL = re.compile("第[一二三四五六七八九十]")


_PROJECT = "项目"
_LEGAL_FORM = re.compile("(?:集团)?(?:股份|有限|责任)*公司")
_TRADE_FORM = re.compile("[一-鿿]{0,6}(?:集团)?(?:股份|有限|责任)*公司")


_HEADS = ("organisation", "facility")


def without_legal_heads(names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the names without those that are a company's name but for its legal form.

    江州云晶集团 within 江州云晶集团有限公司 is no name by itself, and neither is 云晶矿业 within
    云晶矿业机械有限公司.
    """
    companies: dict[int, list[NamedThing]] = {}
    for name in names:
        if name.kind == "organisation" and name.text.endswith("公司"):
            companies.setdefault(name.start, []).append(name)
    for name in names:
        longer = companies.get(name.start, ()) if name.kind in _HEADS else ()
        if name.rule == "known-names" and any(len(other.text) > len(name.text) for other in longer):
            # 中国建筑 in 中国建筑国际集团有限公司
            continue
        trade = _TRADE_FORM if name.text.endswith("业") else _LEGAL_FORM
        if not any(trade.fullmatch(other.text, len(name.text)) for other in longer):
            yield name
