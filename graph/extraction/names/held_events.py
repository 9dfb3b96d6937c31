"""Events that are named with who holds them: 云湖商会第三届会员大会, 2020年首届云湖桃花节."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.names.common_places import own_part
from districtgraph.graph.extraction.names.found_names import NamedThing

__all__ = ["joined_events", "with_holders"]

_SESSION = re.compile("(?:第[一二三四五六七八九十0-9]+|首)届")
_SECOND = re.compile(
    "暨(?!首届|第|20)(?:(?![的了在和暨])[一-鿿]){2,14}?(?:会议|大会|推进会|推动会|交流会|推介会|博览会|论坛)(?![员场])"
)
_YEAR = re.compile("[12][0-9]{3}年?$")


def with_holders(names: Sequence[NamedThing], text: str) -> Iterator[NamedThing]:
    """Yield the names; a meeting or festival begins with its holder's name, or with its year."""
    ends = {name.end: name for name in names if name.kind in ("organisation", "place")}
    for name in names:
        if name.rule != "congresses" or not _SESSION.match(name.text):
            yield name
            continue
        holder = ends.get(name.start)
        start = holder.end - len(own_part(holder.text)) if holder else name.start
        if holder and holder.kind == "organisation":
            start = holder.start
        if year := _YEAR.search(text, max(0, start - 5), start):
            start = year.start()
        yield replace(name, start=start, text=text[start : name.end])


def joined_events(names: Sequence[NamedThing], text: str) -> Iterator[NamedThing]:
    """Yield the meetings that are held as one: 云湖工作交流会暨新区推进会."""
    for name in names:
        second = _SECOND.match(text, name.end) if name.kind == "event" else None
        # 第五届云湖旅游节暨首届白沙博览会 are two, each with its number.
        if second:
            yield replace(name, end=second.end(), text=text[name.start : second.end()])
