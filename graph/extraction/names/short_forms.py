"""Short forms and aliases of the names that a document has in full."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.lexicon.word_patterns import alternatives
from districtgraph.graph.extraction.names.company_names import company_cores
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_lexicon import NameKind, NameLexicon
from districtgraph.graph.extraction.names.named_text import TERRITORIES, NamedText
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["holds_a_word", "with_short_forms"]

_SHORTEST_SHORT_FORM = 2
"""The fewest characters of a place's short form: 云湖 for 云湖区."""


def holds_a_word(lexicon: NameLexicon, words: str) -> bool:
    """Return whether words contain an ordinary word, a suffix or a common noun."""
    return any(
        words[at : at + length] in lexicon.generic.words
        or words[at : at + length] in lexicon.suffixes
        or words[at : at + length] in lexicon.common_nouns
        for at in range(len(words))
        for length in range(2, len(words) - at + 1)
    )


_ALIAS = re.compile(
    r"[（(]?(?:(?:以下)?简称|下称)[：:为]?[“\"《]?(?P<alias>[一-鿿A-Za-z0-9+]{2,12})[”\"》]?[）)，。]"
)


_BRACKET = re.compile("[（(][^（）()]*[)）]")


def with_short_forms(source: NamedText, names: Sequence[NamedThing]) -> tuple[NamedThing, ...]:
    """Return the names and, in addition, short forms and aliases of the document's full names."""
    short = _full_names(source, names)
    short = {core: name for core, name in short.items() if not _is_a_word(source, core, name)}
    if not short:
        return tuple(names)
    named = (
        replace(name, canonical=short[name.text].text, kind=short[name.text].kind)
        if name.text in short and not name.canonical and name.kind == short[name.text].kind
        else name
        for name in names
    )
    return (*named, *_short_forms(source, short))


def _is_a_word(source: NamedText, core: str, name: NamedThing) -> bool:
    """Return whether a short form is rather a word that the full name only begins like.

    零工市|场 is misprinted once, 零工 occurs ten times.
    """
    town = name.text[-1] not in TERRITORIES
    if name.kind != "place" or town or name.text in load_divisions().names():
        return False
    return source.text.count(core) > _MOST_OFTEN * source.text.count(name.text)


_MOST_OFTEN = 3


def _full_names(source: NamedText, names: Sequence[NamedThing]) -> dict[str, NamedThing]:
    """Return short form → full name, for the forms that the document may use."""
    short = dict(_towns(source, names))
    short.update(_cores(source.lexicon, names))
    for name in names:
        if name.rule == "bracketed":
            # 西部（江州）科学城 is 西部科学城 for short.
            short[_BRACKET.sub("", name.text)] = name
    for match in _ALIAS.finditer(source.text):
        before = [name for name in names if name.end in (match.start(), match.start() - 1)]
        if before:
            short[match.group("alias")] = before[-1]
    return short


def _towns(source: NamedText, names: Iterable[NamedThing]) -> Iterator[tuple[str, NamedThing]]:
    """Yield the short names of towns that the text uses again and again: 黄埭 of 黄埭镇."""
    for name in names:
        core = name.text[:-1]
        town = name.rule == "name-suffixes" and name.text[-1] in "镇乡"
        ordinary = core in source.lexicon.ordinary_divisions or core in source.lexicon.known
        if not town or ordinary or not _may_be_short(source.lexicon, core):
            continue
        alone = source.text.count(core) - source.text.count(name.text)
        if alone >= _OFTEN:
            yield core, name


def _may_be_short(lexicon: NameLexicon, core: str) -> bool:
    return len(core) >= _SHORTEST_SHORT_FORM and not holds_a_word(lexicon, core)


_OFTEN = 3


def _short_forms(source: NamedText, short: Mapping[str, NamedThing]) -> Iterator[NamedThing]:
    """Yield the occurrences of full names without their suffix, or by a stated alias."""
    pattern = re.compile(alternatives(short))
    for match in pattern.finditer(source.text):
        full = short[match.group()]
        if not source.text.startswith(full.text, match.start()) and not _goes_on(source, match):
            yield NamedThing(*match.span(), match.group(), full.kind, "short-forms", full.text)


def _goes_on(source: NamedText, match: re.Match[str]) -> bool:
    """Return whether an apparent short form begins another name with a suffix."""
    suffix = source.lexicon.suffix_index.longest(source.text, match.end()) or ""
    another = source.lexicon.not_before.get(suffix, ())
    goes_on = len(suffix) == 1 and not source.text.startswith(another, match.end() + 1)
    # 云湖|府: a unit of former times.
    return goes_on or source.text.startswith(("府", "郡", "专区", "涌"), match.end())


def _cores(lexicon: NameLexicon, names: Iterable[NamedThing]) -> Iterator[tuple[str, NamedThing]]:
    for name in names:
        if name.rule != "name-suffixes":
            continue
        if name.kind == "organisation":
            yield from (
                (form, name)
                for form in company_cores(lexicon, name.text)
                if _kind_of_core(lexicon, form) in (None, "organisation")
            )
        core, suffix = _parted(lexicon, name.text)
        if _may_stand_alone(lexicon, name, core, suffix):
            yield core, replace(name, kind=_kind_of_core(lexicon, core) or name.kind)


def _kind_of_core(lexicon: NameLexicon, core: str) -> NameKind | None:
    """Return the kind of a name's core by the core's own suffix: 江州大市场 in 江州大市场项目."""
    for size in range(_LONGEST_SUFFIX, 1, -1):
        if kind := lexicon.suffixes.get(core[-size:] if len(core) > size else ""):
            return kind
    return None


_LONGEST_SUFFIX = 8


def _parted(lexicon: NameLexicon, text: str) -> tuple[str, str]:
    for at in range(1, len(text)):
        if text[at:] in lexicon.suffixes:
            return text[:at], text[at:]
    return text, ""


_SHORTEST_WORKS = 5


def _may_stand_alone(lexicon: NameLexicon, name: NamedThing, core: str, suffix: str) -> bool:
    if name.kind == "programme":
        # The purpose of a campaign is no name: 农民工就近就业 in 农民工就近就业三年行动.
        works = suffix in ("工程", "项目")
        return works and len(core) >= _SHORTEST_WORKS and not lexicon.generic.covers(core)
    if suffix not in TERRITORIES or len(core) < _SHORTEST_SHORT_FORM:
        return False
    known = any(core[at:] in lexicon.known for at in range(len(core)))
    return not known and not holds_a_word(lexicon, core)
