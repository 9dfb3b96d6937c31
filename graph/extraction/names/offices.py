"""Offices that are named with their territory: 威县文广新体局, 县资源局."""

import re
from collections.abc import Iterator

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["offices"]

# 布局, 格局, 开局 and others only end like an office.
_END = "(?<![省市区县旗布格结大全开政时战僵破定危残变])局(?![部面势限域级长门])"
_NAMED = re.compile(
    "(?P<place>(?:[一-鿿]{1,5}?[省市县区旗州盟]){1,4}?)(?P<office>[一-鿿]{2,6}(?:和[一-鿿]{2,6})?"
    f"{_END})"
)
_OF_A_LEVEL = re.compile(
    "(?:(?<![一-鿿])|(?<=[和与及由经照按据向对在请被让]))(?:自治区|[省市区县旗州盟])(?![场域委长级民内区城中政人])"
    f"(?:(?![的了在是和与及、])[一-鿿]){{2,10}}?{_END}"
)


def offices(text: str) -> Iterator[NamedThing]:
    """Yield the offices whose name begins with an official division, or with its level."""
    names = load_divisions().names()
    for match in _NAMED.finditer(text):
        place = match.group("place")
        starts = [at for at in range(len(place) - 1) if place[at:] in names]
        if starts:
            yield _office(text, match.start() + starts[0], match.end())
    for match in _OF_A_LEVEL.finditer(text):
        yield _office(text, *match.span())


def _office(text: str, start: int, end: int) -> NamedThing:
    return NamedThing(start, end, text[start:end], "organisation", "bodies")
