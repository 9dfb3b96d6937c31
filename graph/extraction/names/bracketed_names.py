"""Names with a place in brackets within: 国家（江州）创新中心, 云晶科技（江州）有限公司."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_lexicon import NameKind
from districtgraph.graph.extraction.names.named_text import NamedText, within
from districtgraph.graph.places.divisions import load_divisions, short_name

__all__ = ["bracketed_names", "with_branches"]

_BRACKETED = re.compile("[（(](?P<place>[一-鿿]{2,8})[)）]")
_BEFORE = re.compile("[一-鿿A-Za-z0-9]{2,10}")
_EDITIONS = re.compile("[一二两三四五六七八九十0-9]+届")
_LONGEST_REST = 20
_LEVELS = re.compile("[市区县州旗]")
_LONGEST_SHORT_NAME = 8
"""Characters, as many as a bracket may have."""
_KINDS: tuple[NameKind, ...] = ("facility", "organisation", "place", "event")


def bracketed_names(source: NamedText) -> Iterator[NamedThing]:
    """Yield the names that hold a known place in brackets, and end in a suffix that shows a kind.

    A name begins where the phrase before the bracket does.
    """
    for match in _BRACKETED.finditer(source.text):
        last = source.phrases.last_break(match.start())
        start = last.end if last else 0
        for first, end in within(source.verbal_nouns, start, match.start()):
            # 规划东部（江州）科学城
            start = end if first == start else start
        if editions := _EDITIONS.match(source.text, start, match.start()):
            # 承办了五届|中国江州（云湖）博览会
            start = editions.end()
        before = _BEFORE.fullmatch(source.text, start, match.start())
        if not before or not _is_known_place(source, match.group("place")):
            continue
        if found := _end_of_name(source, match.end()):
            end, kind = found
            yield NamedThing(start, end, source.text[start:end], kind, "bracketed")


_BRANCH = re.compile("[一-鿿]{2,6}(?:院区|校区|分校|分院|园区)$")
_WITH_BRANCHES = (
    "初中",
    "高中",
    "幼儿园",
    "大学",
    "学院",
    "医院",
    "研究院",
    "学校",
    "中学",
    "小学",
    "分院",
    "附中",
    "附小",
)


# 毓英小学|光华校区
_CAMPUS = re.compile("(?!新[校院]区|第|[一两三四五]?个)[一-鿿]{1,4}(?:校区|院区)")


def _has_branches(name: NamedThing) -> bool:
    school = name.rule == "schools" or name.text.endswith(_WITH_BRANCHES)
    return name.kind == "organisation" and school


def with_branches(source: NamedText, names: Sequence[NamedThing]) -> tuple[NamedThing, ...]:
    """Return names with the branch in brackets that belongs to them: 江州大学（云湖校区）."""
    ends = {name.end for name in names if name.kind == "organisation"}
    branches = {}
    for match in _BRACKETED.finditer(source.text):
        words = match.group("place")
        if match.start() in ends and (_BRANCH.match(words) or _is_known_place(source, words)):
            branches[match.start()] = match
    found = []
    for name in names:
        branch = branches.get(name.end) if _has_branches(name) else None
        campus = _CAMPUS.match(source.text, name.end) if _has_branches(name) else None
        end = branch.end() if branch else campus.end() if campus else name.end
        if campus and not branch:
            # The school is an organisation, its campus is where it stands.
            words = source.text[name.start : end]
            found += [name, replace(name, end=end, text=words, kind="facility")]
        elif end > name.end and name.kind == "organisation":
            found.append(replace(name, end=end, text=source.text[name.start : end]))
        elif not any(start < name.start < match.end() for start, match in branches.items()):
            found.append(name)
    return tuple(found)


def _is_known_place(source: NamedText, words: str) -> bool:
    """Return whether words are a known place, or the official or short name of a division.

    舒伦（江州）有限公司 in a text that names 江州市: so is the short name of what the text names.
    """
    if source.lexicon.known.get(words) == "place":
        return True
    names = load_divisions().names()
    if words in names or any(
        words + level in names and short_name(words + level) == words for level in "省市区县州"
    ):
        return True
    return words in _words_before_levels(source.text)


@lru_cache(maxsize=4)
def _words_before_levels(text: str) -> frozenset[str]:
    """Return what is before 市, 区, 县, 州 or 旗 in a text, as far back as a name may begin."""
    return frozenset(
        text[match.start() - length : match.start()]
        for match in _LEVELS.finditer(text)
        for length in range(2, min(_LONGEST_SHORT_NAME, match.start()) + 1)
    )


def _end_of_name(source: NamedText, begin: int) -> tuple[int, NameKind] | None:
    """Return where the last suffix after a bracket ends, and its kind; None if there is none.

    中国（江州）自由贸易试验区云湖片区 is one name, which no break parts, and no verb after
    the first suffix.
    """
    found: tuple[int, NameKind] | None = None
    at, stop = begin, _end_of_phrase(source, begin)
    while at < stop and not (found and _is_verb(source, at)):
        suffix = source.lexicon.suffix_index.longest(source.text, at)
        kind = source.lexicon.suffixes[suffix] if suffix and len(suffix) > 1 else None
        if suffix and kind in _KINDS:
            found = at + len(suffix), kind
            # 物流园|区: one more character makes it a district.
            if source.text.startswith("区", found[0]) and suffix[-1] in "园城":
                found = found[0] + 1, "place"
            at = found[0]
        else:
            at += 1
    return found


def _end_of_phrase(source: NamedText, begin: int) -> int:
    """Return where the phrase that begins at a position ends."""
    stop = begin
    while stop < min(len(source.text), begin + _LONGEST_REST):
        last = source.phrases.last_break(stop + 1)
        if not "一" <= source.text[stop] <= "鿿" or (last and last.end > begin):
            break
        stop += 1
    return stop


def _is_verb(source: NamedText, at: int) -> bool:
    return any(first == at for first, _ in within(source.verbal_nouns, at, at + 4))
