"""Persons, whose names may look like places: 董事长武良山, 书记廖法国, 县委书记安庆杰."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["of_offices", "without_persons"]

_LIKE_PERSONS = ("name-suffixes", "known-names", "short-forms", "shared-suffix")


@cache
def of_offices() -> re.Pattern[str]:
    """Return the pattern of the offices that persons have."""
    return re.compile(either(load_name_contexts().persons["offices"]))


@cache
def _titled() -> re.Pattern[str]:
    """Return the pattern of a person's full name after an office, by what follows it."""
    words = load_name_contexts().persons
    return re.compile(
        f"{either(words['offices'])}(?P<person>{either(words['surnames'])}[一-鿿]{{1,2}})"
        f"(?={either(words['followed-by'])}|\\s|$)"
    )


@cache
def _before_given_name() -> re.Pattern[str]:
    """Return the pattern of an office, and perhaps a surname, at the end of some words."""
    words = load_name_contexts().persons
    return re.compile(f"{either(words['offices'])}{either(words['surnames'])}?$")


def without_persons(names: Sequence[NamedThing], text: str) -> Iterator[NamedThing]:
    """Yield the names that are none of a person whom the text gives a title."""
    spans = {match.span("person"): match.group("person") for match in _titled().finditer(text)}
    persons = {person for person in spans.values() if len(person) > _SHORTEST}
    for name in names:
        alike = name.rule in _LIKE_PERSONS and name.kind in ("place", "organisation")
        # 记者江宁区: hardly anybody's name ends like the official name of a division.
        alike = alike and not _is_official(name)
        if not alike or not (
            _is_of_a_person(name, spans)
            or _ends_in_one(name, persons)
            or _is_given_name(name, text)
        ):
            yield name


_SHORTEST = 2


def _is_official(name: NamedThing) -> bool:
    return name.text[-1] in "市县区" and name.text in load_divisions().names()


def _is_of_a_person(name: NamedThing, spans: dict[tuple[int, int], str]) -> bool:
    """Return whether a name lies within a person's name, or ends with it."""
    return any(
        start <= name.start < name.end <= end or (name.start < start and name.end == end)
        for start, end in spans
    )


def _ends_in_one(name: NamedThing, persons: set[str]) -> bool:
    return any(name.text.endswith(person) for person in persons)


def _is_given_name(name: NamedThing, text: str) -> bool:
    """Return whether a known place is what follows an office: 县委书记|安庆|杰, 书记廖|法国."""
    if name.rule != "known-names" or len(name.text) != _GIVEN_NAME:
        return False
    return bool(_before_given_name().search(text, max(0, name.start - _OFFICE), name.start))


_GIVEN_NAME = 2
_OFFICE = 4
"""The most characters of an office with a surname."""
