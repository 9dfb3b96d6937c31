"""Counties by their short names, in the report of the city or prefecture that they belong to.

A report of 商洛市 calls its counties 镇安, 柞水 and so on. A short name is taken only where the
text names the parent, or lists several counties of one parent, and where it is neither an ordinary
word nor part of one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from functools import cache

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_lexicon import NameLexicon
from districtgraph.graph.extraction.names.named_text import NamedText
from districtgraph.graph.places.divisions import load_divisions, short_name

__all__ = ["long_short_names", "short_division_names"]

_LONG = 3
"""The fewest characters of a short name that no other words have: 霍尔果斯, but not 和平."""


@cache
def long_short_names() -> dict[str, str]:
    """Return the short names that are names in any text, with the full ones: 霍尔果斯.

    What ends like a river may be one: 清水河.
    """
    divisions = load_divisions()
    shorts = {
        item.name[:-1]: item.name
        for item in divisions
        if item.name[-1] in "市县" and item.last is None and not item.name.endswith("自治县")
    }
    return {
        short: full
        for short, full in shorts.items()
        if len(short) >= _LONG and short[-1] not in "河湖江溪"
    }


@cache
def _children() -> dict[str, dict[str, str]]:
    """Return the short names of the counties of each prefecture with the full ones."""
    divisions = load_divisions()
    found: dict[str, dict[str, str]] = {}
    for item in divisions:
        parent = divisions.latest(item.parent) if item.parent else None
        short = short_name(item.name)
        if parent and short and item.last is None and not parent.code.endswith("0000"):
            # 江州市 and 江州区: a short name with two meanings has no full one.
            names = found.setdefault(parent.name, {})
            names[short] = "" if short in names or parent.name.startswith(short) else item.name
    return found


def short_division_names(source: NamedText, names: Iterable[NamedThing]) -> Iterator[NamedThing]:
    """Yield the short names of the counties of the divisions that a text names in full."""
    shorts = _shorts_here(source, names)
    if not shorts:
        return
    words = {
        at: start + len(word)
        for start, word in source.phrases.words
        for at in range(start + 1, start + len(word))
    }
    for match in re.finditer("|".join(sorted(shorts, key=len, reverse=True)), source.text):
        # 商南 within 招商南方 is not the county.
        if match.start() in words or words.get(match.end(), 0) > match.end():
            continue
        full = shorts[match.group()]
        # 察哈尔右翼中|旗: the full name is found by its suffix.
        rest = (full.removeprefix(match.group()),) if full else ()
        if not source.text.startswith((*source.lexicon.not_after_known, *rest), match.end()):
            yield NamedThing(*match.span(), match.group(), "place", "known-names", full)


def _shorts_here(source: NamedText, names: Iterable[NamedThing]) -> dict[str, str]:
    """Return the short names that a text may use, with the full ones."""
    named = {name.text.rstrip("州") for name in names if name.kind == "place"}
    parents = {parent for parent in _children() if _is_named(parent, named)}
    parents |= _parents_of_lists(source.text)
    shorts: dict[str, str] = {}
    for parent in sorted(parents):
        for short, full in _children()[parent].items():
            if not _is_ordinary(source.lexicon, short):
                shorts[short] = "" if short in shorts else full
    for short, full in long_short_names().items():
        if short in source.text and not _is_ordinary(source.lexicon, short):
            shorts[short] = full
    return shorts


def _is_named(parent: str, named: Set[str]) -> bool:
    """Return whether a text names a parent, in full or as 云州 for 云州族自治州."""
    if parent in named or short_name(parent) in named:
        return True
    return parent.endswith("自治州") and any(
        parent.startswith(name) for name in named if len(name) > 1
    )


_LIST = re.compile("[一-鿿]{2,4}(?:、[一-鿿]{2,4}){2,}")


def _parents_of_lists(text: str) -> set[str]:
    """Return the parents of which a list names at least three counties: 镇安、柞水、山阳."""
    found: set[str] = set()
    for match in _LIST.finditer(text):
        counts = Counter(
            parent
            for item in match.group().split("、")
            for parent in _parents().get(item[-2:], ()) or _parents().get(item[:2], ())
        )
        found.update(parent for parent, count in counts.items() if count >= _LISTED)
    return found


_LISTED = 3


@cache
def _parents() -> dict[str, tuple[str, ...]]:
    """Return the short names of counties, with the parents that have one of that name."""
    found: dict[str, list[str]] = {}
    for parent, shorts in _children().items():
        for short in shorts:
            found.setdefault(short, []).append(parent)
    return {short: tuple(parents) for short, parents in found.items()}


def _is_ordinary(lexicon: NameLexicon, word: str) -> bool:
    return (
        word in lexicon.breaks
        or word in lexicon.known
        or word in lexicon.common_nouns
        or word in lexicon.ordinary_divisions
        or lexicon.generic.covers(word)
    )
