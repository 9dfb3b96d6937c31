"""The place that a report is about: as given, or as its title or its first sentences name it."""

import re
from collections.abc import Sequence

from districtgraph.graph.extraction.names.common_places import own_part
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.printed_claims.claim_records import Reading, SubjectWords
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["report_place"]

_HEADING_REACH = 120
"""How many characters at the beginning of a text are searched for its place."""


def report_place(reading: Reading, names: Sequence[NamedThing]) -> SubjectWords | None:
    """Return the report's place as given, or else as its title or its first sentences name it."""
    if reading.place:
        return SubjectWords(reading.place.name, reading.place.code)
    text = reading.source.text
    for name in names:
        if name.start > _HEADING_REACH:
            return None
        placed = name.kind == "place" and name.text[-1] in "省市区县旗州盟"
        placed = placed and not name.text.endswith("地区")
        if placed and (_is_titular(text, name) or _is_division(name)):
            return SubjectWords(name.text, None)
    return None


def _is_division(name: NamedThing) -> bool:
    """Return whether a name is that of a division, alone or after those that it lies in."""
    own = own_part(name.text[:-1]) + name.text[-1]
    return not name.nested and own in load_divisions().names()


def _is_titular(text: str, name: NamedThing) -> bool:
    """Return whether a name is in a title, or is that of the government that reports.

    王家湾养殖区 in the first sentence of a town's report is a part of the town.
    """
    end = text.find("\n", name.end)
    line = text[text.rfind("\n", 0, name.start) + 1 : end if end >= 0 else len(text)]
    if text.endswith(("代表", "现将"), 0, name.start):
        return True
    return not name.nested and not re.search("[。，,；;]", line)
