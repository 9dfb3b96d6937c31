"""Offices that are named with their territory: 威县文广新体局, 县资源局, 省能源办."""

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
# 省能源办主任, 云湖市重点办牵头: an office by its short name, where what follows speaks of it; 举办
# and others only end like one.
_SHORT_END = re.compile(
    "(?:(?<![举承主创开兴督交代经协合通能网快帮来立续速申包])|(?<=振兴)|(?<=双创))办(?:公室)?"
    "(?=副?主任|负责|(?:相关|有关)(?:负责|人员|同志|领导)|获悉|了解|牵头|组织|介绍|通报|发布|印发|举行|工作人员|党组|[、和及]|联合|会同|在全)"
)
_SHORT_OF_A_LEVEL = re.compile(
    "(?:(?<![一-鿿])|(?<=[和与及由经按据向对在请被让从]))(?:自治区|[省市区县旗州])(?![场域委长级民内区城中政人])"
    "(?:(?![的了在是和与及、])[一-鿿]){2,8}?办(?:公室)?$"
)
_SHORT_OF_A_PLACE = re.compile(
    "(?P<place>(?:[一-鿿]{1,5}?[省市区县旗州盟]){1,4}?)"
    "(?P<office>(?![委政])(?:(?![的了在是和与及])[一-鿿]){2,8}?办(?:公室)?$)"
)
_LONGEST = 30


def offices(text: str) -> Iterator[NamedThing]:
    """Yield the offices whose name begins with an official division, or with its level."""
    yield from _of_places(text, _NAMED, 0, len(text))
    for match in _OF_A_LEVEL.finditer(text):
        yield _office(text, *match.span())
    for end in _SHORT_END.finditer(text):
        start = max(0, end.end() - _LONGEST)
        yield from _of_places(text, _SHORT_OF_A_PLACE, start, end.end())
        for match in _SHORT_OF_A_LEVEL.finditer(text, start, end.end()):
            yield _office(text, *match.span())


def _of_places(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[NamedThing]:
    """Yield the offices between two positions that begin with an official division."""
    names = load_divisions().names()
    for match in pattern.finditer(text, start, end):
        place = match.group("place")
        starts = [at for at in range(len(place) - 1) if place[at:] in names]
        if starts:
            yield _office(text, match.start() + starts[0], match.end())


def _office(text: str, start: int, end: int) -> NamedThing:
    return NamedThing(start, end, text[start:end], "organisation", "bodies")
