"""What a text names: organisations, programmes, documents, places, facilities, events and more.

A name is found by its marks (《…》, “…” with a word that tells the kind), by a suffix that tells
its kind, as a body of a territory (市人民政府), as a title that places work for (全国文明城市), or
as a word that is a name by itself. It begins where its phrase does. What follows from the form
alone is taken; a phrase of generic words, or one whose beginning is not certain, is left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.name_lexicon import NameLexicon, load_name_lexicon
from districtgraph.graph.extraction.named_text import TERRITORIES, named_text
from districtgraph.graph.extraction.official_names import (
    known_names,
    names_of_bodies,
    patterned_names,
    titles,
)
from districtgraph.graph.extraction.quoted_names import quoted_names
from districtgraph.graph.extraction.related_names import (
    enumerated_names,
    qualified_places,
    sharing_a_suffix,
    with_short_forms,
)
from districtgraph.graph.extraction.suffixed_names import suffixed_names

__all__ = ["NamedThing", "find_named_things"]


def find_named_things(text: str, lexicon: NameLexicon | None = None) -> tuple[NamedThing, ...]:
    """Return what a text names, every occurrence, in order; a nested name follows the longer one.

    No two names cross: one lies within the other, or they are apart.
    """
    lexicon = lexicon or load_name_lexicon()
    source = named_text(text, lexicon)
    names = _without_crossings(
        (
            *quoted_names(text, lexicon),
            *suffixed_names(source),
            *names_of_bodies(source),
            *titles(source),
            *known_names(source),
            *patterned_names(text),
            *enumerated_names(source),
        )
    )
    names = _without_crossings((*names, *sharing_a_suffix(source, names)))
    names = _without_crossings(with_short_forms(source, names))
    names = _without_crossings((*names, *qualified_places(source, names)))
    return _nested(names)


# What stands in what


_FEATURES = frozenset("山河江湖岛屯盟旗港")
"""Suffixes that are as often a syllable of a longer name (东山组团, 靠山社区)."""
_PRIORITY = (
    "title-marks",
    "quoted-with-suffix",
    "quoted-names",
    "titles",
    "bodies",
    "congresses",
    "plans",
    "builders",
    "name-suffixes",
    "known-names",
    "qualified-places",
    "enumerated",
    "shared-suffix",
    "short-forms",
)


def _without_crossings(names: Iterable[NamedThing]) -> tuple[NamedThing, ...]:
    """Return the names less those that cross one of a rule before theirs, or stand for it again."""
    kept: list[NamedThing] = []
    at: dict[int, list[NamedThing]] = {}
    for name in sorted(names, key=lambda n: (_PRIORITY.index(n.rule), n.start - n.end, n.start)):
        near = {
            id(other): other for place in range(name.start, name.end) for other in at.get(place, ())
        }
        if any(_excludes(other, name) for other in near.values()):
            continue
        kept.append(name)
        for place in range(name.start, name.end):
            at.setdefault(place, []).append(name)
    return tuple(sorted(kept, key=lambda n: (n.start, -n.end)))


def _excludes(kept: NamedThing, name: NamedThing) -> bool:
    if (kept.start, kept.end) == (name.start, name.end):
        return True
    crossing = (
        kept.start < name.start < kept.end < name.end
        or name.start < kept.start < name.end < kept.end
    )
    if kept.end == name.end and kept.kind == name.kind and kept.start < name.start:
        return True
    if kept.start == name.start and kept.text[:-1] == name.text and kept.text[-1] in TERRITORIES:
        return True
    # A short form or a known word within another one of its kind says nothing more.
    inside = kept.start <= name.start and name.end <= kept.end
    if inside and kept.rule == "name-suffixes" and name.text[-1] in _FEATURES:
        return True
    return crossing or (inside and name.rule == "name-suffixes" and kept.rule == "bodies")


def _nested(names: Sequence[NamedThing]) -> tuple[NamedThing, ...]:
    """Return the names in order, marked where they stand within a longer one."""
    reach = 0
    found = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        found.append(replace(name, nested=name.end <= reach))
        reach = max(reach, name.end)
    return tuple(found)
