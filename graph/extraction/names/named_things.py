"""What a text names: organisations, programmes, documents, places, facilities, events and more.

A name is found by its marks (《…》, “…” with a word for the kind), by a suffix that shows its kind,
as a body of a territory (市人民政府), as a title that places work for (全国文明城市), or as a word
that is a name by itself. It begins where its phrase does. Only what follows from the form is a
name; phrases of generic words, and phrases whose beginning is uncertain, are not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.names.addressed_facilities import without_addresses
from districtgraph.graph.extraction.names.bodies import (
    names_of_bodies,
    party_committees,
    party_units,
)
from districtgraph.graph.extraction.names.bracketed_names import bracketed_names, with_branches
from districtgraph.graph.extraction.names.common_places import own_part
from districtgraph.graph.extraction.names.companies_of_lists import (
    companies_of_places,
    exemplified_companies,
)
from districtgraph.graph.extraction.names.company_names import (
    companies_before,
    companies_of_projects,
    counted_lists,
    repeated_companies,
    short_companies,
)
from districtgraph.graph.extraction.names.crossing_names import UNITS, without_crossings
from districtgraph.graph.extraction.names.division_chains import (
    length_of_parent,
    length_of_province,
)
from districtgraph.graph.extraction.names.division_names import short_division_names
from districtgraph.graph.extraction.names.former_places import former_places
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.given_titles import given_titles
from districtgraph.graph.extraction.names.held_events import joined_events, with_holders
from districtgraph.graph.extraction.names.listed_places import (
    listed_cities,
    listed_zones,
    the_country,
)
from districtgraph.graph.extraction.names.name_lexicon import NameLexicon, load_name_lexicon
from districtgraph.graph.extraction.names.named_text import TERRITORIES, named_text
from districtgraph.graph.extraction.names.names_within import (
    divisions_within,
    ends_of_lines,
    places_of_zones,
    without_legal_heads,
    without_parts_of_projects,
)
from districtgraph.graph.extraction.names.offices import offices
from districtgraph.graph.extraction.names.official_names import known_names, titles
from districtgraph.graph.extraction.names.patterned_names import patterned_names
from districtgraph.graph.extraction.names.persons import without_persons
from districtgraph.graph.extraction.names.quoted_names import quoted_names
from districtgraph.graph.extraction.names.related_names import (
    counted_villages,
    enumerated_names,
    lines_between_places,
    listed_lines,
    listed_stations,
    products_of_a_place,
    qualified_places,
    sharing_a_suffix,
    sights_of_a_place,
)
from districtgraph.graph.extraction.names.short_forms import with_short_forms
from districtgraph.graph.extraction.names.suffixed_names import (
    is_ordinary,
    suffixed_names,
)
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["NamedThing", "find_named_things"]


def find_named_things(text: str, lexicon: NameLexicon | None = None) -> tuple[NamedThing, ...]:
    """Return every occurrence of a name in order; a nested name follows the longer one.

    No two names overlap in part: one lies within the other, or they are separate.
    """
    lexicon = lexicon or load_name_lexicon()
    source = named_text(text, lexicon)
    names = without_crossings(
        (
            *quoted_names(text, lexicon),
            *suffixed_names(source),
            *bracketed_names(source),
            *names_of_bodies(source),
            *party_committees(text),
            *offices(text),
            *given_titles(text),
            *titles(source),
            *known_names(source),
            *patterned_names(source),
            *former_places(source),
            *counted_villages(source),
            *enumerated_names(source),
            *exemplified_companies(source),
            *companies_of_places(source),
            *lines_between_places(source),
            *listed_lines(source),
            *listed_stations(source),
            *products_of_a_place(source),
            *sights_of_a_place(source),
            *short_companies(source),
            *counted_lists(source),
            *companies_of_projects(source),
            *listed_cities(source),
            *listed_zones(source),
            *the_country(source),
        )
    )
    names = tuple(without_persons(tuple(_apart_from_divisions(names)), text))
    names = without_crossings(
        (
            *names,
            *without_persons(tuple(sharing_a_suffix(source, names)), text),
            *companies_before(source, names),
            *repeated_companies(source, names),
            *party_units(names, text),
        )
    )
    names = without_crossings((*names, *divisions_within(names), *places_of_zones(names)))
    names = without_crossings(without_addresses(names, text))
    names = without_crossings((*names, *ends_of_lines(names)))
    names = tuple(without_legal_heads(tuple(with_holders(names, text))))
    names = without_crossings((*names, *joined_events(names, text)))
    names = tuple(without_parts_of_projects(names, text))
    names = without_crossings((*names, *short_division_names(source, names)))
    names = without_crossings((*names, *_repeated_units(text, names)))
    names = without_crossings(with_short_forms(source, with_branches(source, names)))
    names = without_crossings((*names, *qualified_places(source, names)))
    return _nested(tuple(_by_territory(names)))


def _apart_from_divisions(names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the names without known places that cross a division of the text: 临|河北|站.

    临河 is the short form of 临河区, which the text names.
    """
    stems = {
        name.text[:-1]
        for name in names
        if name.kind == "place" and name.rule == "name-suffixes" and name.text[-1] in TERRITORIES
    }
    starting = {name.start: name for name in names if name.rule != "known-names"}
    for name in names:
        if name.rule == "known-names" and name.kind == "place":
            before = starting.get(name.start - 1)
            if before and any(before.text.startswith(stem) for stem in stems if len(stem) > 1):
                continue
        yield name


def _by_territory(names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the names, and each territory of a chain by itself: 云湖区 in 江州市云湖区."""
    starting: dict[int, list[NamedThing]] = {}
    for name in names:
        starting.setdefault(name.start, []).append(name)
    end = -1
    for name in names:
        unit = _own_unit(name, starting)
        within = name.end <= end
        if unit is None:
            yield name
            continue
        end = max(end, name.end)
        if unit.text != name.text and unit.text.endswith(UNITS):
            # 江州市云湖区白沙社区 and 白沙社区 are one place.
            name = replace(name, canonical=unit.text)
        yield from (unit,) if within else dict.fromkeys((name, unit))


def _repeated_units(text: str, names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the smallest units that the text names with their territories, where they stand alone.

    老城街道 is a name in a text that has 云湖区老城街道.
    """
    chains = [name for name in names if name.kind == "place" and name.rule == "name-suffixes"]
    units = {name.text[-len(own) :] for name in chains if (own := own_part(name.text)) != name.text}
    found = [unit for unit in units if unit.endswith(UNITS) and len(unit) > _SHORTEST_UNIT]
    found += {match.group() for name in chains if (match := _OVER_VILLAGE.match(name.text))}
    if found:
        pattern = "|".join(sorted(map(re.escape, found), key=len, reverse=True))
        for match in re.finditer(pattern, text):
            yield NamedThing(*match.span(), match.group(), "place", "repeated-units")


_SHORTEST_UNIT = 3
# 三乡镇|云湖村: the town is named with its village.
_OVER_VILLAGE = re.compile("[一-鿿]{2,4}(?:街道|镇|乡)(?=[一-鿿]{2,}(?:村|社区)$)")


def _own_unit(name: NamedThing, starting: Mapping[int, Sequence[NamedThing]]) -> NamedThing | None:
    """Return a place without the territories before it; None for other names and overlaps."""
    if name.kind != "place" or name.rule != "name-suffixes":
        return None
    start = name.end - len(own_part(name.text))
    province = length_of_province(name.text)
    if start == name.start and _is_of_a_division(name.text[province:]):
        # 江西|永新县, 江西|永新高新区
        start += province
    elif start == name.start:
        start += length_of_parent(name.text)
    own = name.text[start - name.start :]
    if own in load_name_lexicon().suffixes or (own != name.text and is_ordinary(own)):
        return None
    for at in range(name.start, start):
        if any(start < other.end < name.end for other in starting.get(at, ())):
            return None
    return replace(name, start=start, text=name.text[start - name.start :])


def _is_of_a_division(words: str) -> bool:
    """Return whether words are an official name, or a zone that is called after one."""
    names = load_divisions().names()
    zone = words.endswith(_ZONES) and any(words[:size] in names for size in (2, 3))
    return zone or words in names


_ZONES = ("高新区", "经开区", "开发区", "保税区", "新区")


def _nested(names: Sequence[NamedThing]) -> tuple[NamedThing, ...]:
    """Return the names in order, with `nested` set on those within a longer one."""
    reach = 0
    found = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        found.append(replace(name, nested=name.end <= reach))
        reach = max(reach, name.end)
    return tuple(found)
