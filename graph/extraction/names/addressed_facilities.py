"""Facilities with the divisions where they stand: a list and an address name them apart.

In 云湖区江滩公园、白沙区青山公园 each district says where the next park is; in a chain
(江州市云湖区青山产业园) the divisions are an address. A single district before a facility is a
part of its name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.names.division_chains import (
    CHAINED,
    divisions_at_the_beginning,
)
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_lexicon import load_name_lexicon
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["without_addresses"]

_JOINED = re.compile("(?:[（(][^（）()]{1,6}[）)])?[、和及]")
_ITEM = re.compile("[^、，,。；;：:如\n]+$")
_SHORTEST, _LONGEST = 3, 5
_LONGEST_ITEM = 30
_SHORTEST_OWN = 4


def without_addresses(names: Sequence[NamedThing], text: str) -> Iterator[NamedThing]:
    """Yield the names; facilities and works of a list or with an address without the divisions."""
    for name in names:
        start = _end_of_address(name, text)
        if start and _is_a_name(name.text[start:]):
            yield replace(name, start=name.start + start, text=name.text[start:])
        else:
            yield name


def _end_of_address(name: NamedThing, text: str) -> int:
    """Return where a name begins after divisions that only say where it is; 0 if none do."""
    if name.kind not in ("facility", "programme") or name.rule != "name-suffixes":
        return 0
    ends = list(divisions_at_the_beginning(name.text))
    if not ends:
        return 0
    # 随州|城区 is no chain, though there is a district called 城区.
    chain = len(ends) > 1 and ends[-1] - ends[-2] >= _SHORTEST and name.kind == "facility"
    return ends[-1] if chain or _is_in_a_list(name, name.text[: ends[0]], text) else 0


def _is_in_a_list(name: NamedThing, division: str, text: str) -> bool:
    """Return whether the item before or after a name begins with another division."""
    after = _JOINED.match(text, name.end)
    others = [_division_at(text, after.end())] if after else []
    if text[name.start - 1 : name.start] in ("、", "和", "及"):
        item = _ITEM.search(text, max(0, name.start - _LONGEST_ITEM), name.start - 1)
        others += [_division_at(text, item.start())] if item else []
    return any(other not in ("", division) for other in others)


def _division_at(text: str, start: int) -> str:
    """Return the official name of a district or county at a position, empty if there is none."""
    names = load_divisions().names()
    words = (text[start : start + size] for size in range(_LONGEST, _SHORTEST - 1, -1))
    return next((word for word in words if word[-1:] in CHAINED and word in names), "")


def _is_a_name(own: str) -> bool:
    """Return whether words are a name without their division: 江滩公园, but not 体育中心."""
    lexicon = load_name_lexicon()
    generic = any(
        own[at:] in lexicon.suffixes and lexicon.generic.covers(own[:at])
        for at in range(1, len(own))
    )
    return len(own) >= _SHORTEST_OWN and not generic and own not in lexicon.suffixes
