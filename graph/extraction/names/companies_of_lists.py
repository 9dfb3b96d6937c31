"""Companies that a list gives as examples: 知名企业，如云湖汽车、白沙电子等."""

import re
from collections.abc import Iterator

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.named_text import NamedText
from districtgraph.graph.extraction.names.related_names import LISTED, enumerated
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["companies_of_places", "exemplified_companies"]

_EXAMPLES = re.compile(
    "(?:企业|公司|巨头)[^，。；：、]{0,8}[，,（(：]?(?:如|例如|包括|有|涵盖)[：:]?"
    "(?P<items>(?:(?!等)[一-鿿A-Za-z]){2,10}(?:、(?:(?!等)[一-鿿A-Za-z]){2,10}){1,40})(?:等|。)"
)
# 集聚了以云湖电子、白沙医药为代表的医药企业, 包括云湖电子、白沙医药在内的多家企业
_REPRESENTED = re.compile(
    "(?:以|包括|有)(?P<items>(?:(?![等的])[一-鿿A-Za-z]){2,10}(?:、(?:(?![等的])[一-鿿A-Za-z]){2,10}){1,40})"
    "(?:等?为代表的|在内的)[^，。；：]{0,12}?(?:企业|公司|集团|巨头)"
)


def exemplified_companies(source: NamedText) -> Iterator[NamedThing]:
    """Yield the companies that examples name: 众多知名企业，如云湖汽车、白沙电子等."""
    for pattern in (_EXAMPLES, _REPRESENTED):
        for match in pattern.finditer(source.text):
            items = list(LISTED.finditer(source.text, *match.span("items")))
            if not any(source.lexicon.generic.covers(item.group()) for item in items):
                yield from enumerated(items, "organisation")


_INCLUDING = re.compile(
    "(?:包括|引进|签约|招引|落户)(?P<items>(?:(?![等的和]|包括|引进|签约|项目)[一-鿿A-Za-z]){4,10}"
    "(?:、(?:(?![等的和])[一-鿿A-Za-z]){4,10}){1,20})等"
)


def companies_of_places(source: NamedText) -> Iterator[NamedThing]:
    """Yield the companies of a list that have their country or city: 包括美国云科、重庆白医等."""
    for match in _INCLUDING.finditer(source.text):
        items = list(LISTED.finditer(source.text, *match.span("items")))
        if all(_is_of_a_place(source, item.group()) for item in items):
            yield from enumerated(items, "organisation")


def _is_of_a_place(source: NamedText, words: str) -> bool:
    """Return whether words are a known place and a brand, without a suffix: 美国|云科."""
    known, lexicon = source.lexicon.known, source.lexicon
    size = next((n for n in (4, 3, 2) if known.get(words[:n]) == "place"), 0)
    brand = words[size:]
    kind = any(brand[at:] in lexicon.suffixes for at in range(len(brand)))
    # 重庆|涪陵 is a place within another one.
    place = known.get(brand) == "place" or brand in load_divisions().names()
    ordinary = kind or place or lexicon.generic.covers(brand)
    return size > 0 and len(brand) > 1 and not ordinary
