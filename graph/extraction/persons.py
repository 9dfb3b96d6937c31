"""Persons, whose names may look like places: 董事长武良山, 书记廖法国."""

import re
from collections.abc import Iterator, Sequence

from districtgraph.graph.extraction.found_names import NamedThing

__all__ = ["SURNAMES", "without_persons"]

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
    "姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔"
)
"""The most frequent ones, each of one character."""
_TITLED = re.compile(
    "(?:书记|[县区市省镇乡]长|主任|局长|主席|部长|院长|校长|会长|经理|董事长|总裁|秘书长|同志|教授|厅长|处长|所长)"
    f"(?P<person>[{SURNAMES}][一-鿿]{{1,2}})"
    "(?=[，、。；和与等）（ ]|出席|主持|讲话|致辞|表示|指出|强调|说|介绍|系|是|带队|率队"
    "|参加|陪同|一行|宣布|来到|先后|详细|代表|作)"
)
_LIKE_PERSONS = ("name-suffixes", "known-names", "short-forms")


def without_persons(names: Sequence[NamedThing], text: str) -> Iterator[NamedThing]:
    """Yield the names that are none of a person whom the text gives a title."""
    spans = {match.span("person"): match.group("person") for match in _TITLED.finditer(text)}
    persons = {person for person in spans.values() if len(person) > _SHORTEST}
    for name in names:
        alike = name.rule in _LIKE_PERSONS and name.kind in ("place", "organisation")
        if not alike or not (_is_of_a_person(name, spans) or _ends_in_one(name, persons)):
            yield name


_SHORTEST = 2


def _is_of_a_person(name: NamedThing, spans: dict[tuple[int, int], str]) -> bool:
    """Return whether a name lies within a person's name, or ends with it."""
    return any(
        start <= name.start < name.end <= end or (name.start < start and name.end == end)
        for start, end in spans
    )


def _ends_in_one(name: NamedThing, persons: set[str]) -> bool:
    return any(name.text.endswith(person) for person in persons)
