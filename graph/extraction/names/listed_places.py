"""Places that their neighbours in a list show: 日照 beside 威海, 经开区 beside 云湖区."""

import re
from collections.abc import Iterator
from functools import cache

from districtgraph.graph.extraction.names.division_chains import chain_before
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.named_text import NamedText
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["listed_cities", "listed_zones", "the_country"]

_LIST = re.compile("(?<![一-鿿])[一-鿿]+(?:、[一-鿿]+)+")
_ITEM = re.compile("[一-鿿]+")
_REST = re.compile("[等和与及两].*")


_SHORTEST = 3
"""The fewest characters of a city's name with its 市."""


@cache
def _cities() -> frozenset[str]:
    """Return the short names of all cities."""
    cities = (item.name for item in load_divisions() if item.last is None)
    return frozenset(name[:-1] for name in cities if name[-1] == "市" and len(name) >= _SHORTEST)


def listed_cities(source: NamedText) -> Iterator[NamedThing]:
    """Yield the cities with the name of a word, in a list with another city: 威海、日照."""
    known, cities = source.lexicon.known, _cities()
    for match in _LIST.finditer(source.text):
        items = list(_ITEM.finditer(source.text, *match.span()))
        words = [_REST.sub("", item.group()) for item in items]
        others = (*words[1:], words[0][-2:], words[0][-3:])
        if not any(known.get(word) == "place" for word in others):
            continue
        for item, word in zip(items, words, strict=True):
            if word in cities and word not in known:
                yield NamedThing(item.start(), item.start() + len(word), word, "place", "listed")


_ZONE = "(?P<zone>经济开发区|经开区|高新区|开发区|度假区|保税区|综保区|自贸区)"
_AMOUNT = "(?:[0-9.]+[万亿]?[一-鿿%]{1,2})?"
# 云湖区12个、经开区8个; 经开区、云湖区
_AFTER_A_DISTRICT = re.compile(f"(?<=[区县市]){_AMOUNT}、{_ZONE}(?=[0-9、，。；和及与等])")
_BEFORE_A_DISTRICT = re.compile(
    f"(?<![一-鿿]){_ZONE}{_AMOUNT}、(?P<next>[一-鿿]{{1,5}}?[区县市])(?=[0-9、，。；和及与等])"
)


def listed_zones(source: NamedText) -> Iterator[NamedThing]:
    """Yield the zones without a name of their own in a list of districts: 云湖区、经开区."""
    for match in _AFTER_A_DISTRICT.finditer(source.text):
        if chain_before(source, match.start()) is not None:
            yield _zone(match)
    for match in _BEFORE_A_DISTRICT.finditer(source.text):
        if match.group("next") in load_divisions().names():
            yield _zone(match)


def _zone(match: re.Match[str]) -> NamedThing:
    return NamedThing(*match.span("zone"), match.group("zone"), "place", "listed")


_COUNTRY = re.compile(
    "(?:(?<![一-鿿·])|(?<=[在对向从与和为是的到以于]))中国"
    "(?=[，。、；与和的在对向从是将已为]|(?:经济|市场|外贸"
    "|人民(?!大学|银行|保险|解放军|公安|武警)|政府(?!采购|网)|内地|大陆|消费者|各地)"
    "(?![一-鿿]{0,6}(?:报|网|杂志|协会|学会|奖|榜|赛|节|会|社|行|公司|中心)))"
)


def the_country(source: NamedText) -> Iterator[NamedThing]:
    """Yield 中国 where it is the country, and not the beginning of another name."""
    for match in _COUNTRY.finditer(source.text):
        yield NamedThing(*match.span(), match.group(), "place", "listed")
