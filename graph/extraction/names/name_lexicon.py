"""Loads the words that names are found by from reviewable YAML files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from districtgraph.graph.text.word_lists import word_list
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = ["NameKind", "NameLexicon", "WordIndex", "load_name_lexicon"]

NameKind = Literal[
    "organisation", "programme", "document", "place", "facility", "event", "product", "slogan"
]
"""The kinds of things that names refer to."""

_FOLDER = Path(__file__).parent


class WordIndex:
    """Finds the longest of many words at a position of a text.

    Args:
        words: the words; the values of the mapping are not used.

    """

    def __init__(self, words: Mapping[str, object]) -> None:
        self.words = dict(words)
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[0], set()).add(len(word))
        self.lengths = {
            character: tuple(sorted(found, reverse=True)) for character, found in lengths.items()
        }

    def longest(self, text: str, position: int) -> str | None:
        """Return the longest word at a position."""
        for length in self.lengths.get(text[position : position + 1], ()):
            word = text[position : position + length]
            if word in self.words:
                return word
        return None

    def covers(self, text: str) -> bool:
        """Return whether a text consists of words only, with no character left over."""
        reached = {0}
        for position in range(len(text)):
            if position in reached:
                for length in self.lengths.get(text[position], ()):
                    if text[position : position + length] in self.words:
                        reached.add(position + length)
        return len(text) in reached


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """The word lists of name_suffixes.yaml and name_words.yaml, under the names used there.

    `generic` includes the industries, `ordinary` does not.
    """

    suffixes: Mapping[str, NameKind]
    suffix_index: WordIndex
    not_before: Mapping[str, tuple[str, ...]]
    common_nouns: frozenset[str]
    generic: WordIndex
    ordinary: WordIndex
    works: WordIndex
    programme_verbs: frozenset[str]
    qualities: tuple[str, ...]
    company_tails: tuple[str, ...]
    weak_tails: frozenset[str]
    within_companies: frozenset[str]
    ordinary_divisions: frozenset[str]
    company_verbs: frozenset[str]
    breaks: frozenset[str]
    verbal_nouns: frozenset[str]
    known: Mapping[str, NameKind]
    not_after_known: tuple[str, ...]
    quoted: Mapping[str, frozenset[str]]
    quoted_endings: Mapping[str, NameKind]
    called_nouns: Mapping[str, NameKind]
    title_levels: tuple[str, ...]
    title_ends: tuple[str, ...]
    not_in_titles: tuple[str, ...]
    body_levels: tuple[str, ...]
    body_names: tuple[str, ...]
    functions: tuple[str, ...]
    function_ends: tuple[str, ...]
    after_digits: tuple[str, ...]
    after_numerals: tuple[str, ...]
    words: WordIndex


@cache
def load_name_lexicon(folder: Path = _FOLDER) -> NameLexicon:
    """Return the word lists; SourceFileError names file and line of a malformed entry."""
    suffixes = read_yaml(folder / "name_suffixes.yaml")
    suffixes.refuse_unknown(("suffixes", "not-before", "common-nouns"))
    words = read_yaml(folder / "name_words.yaml")
    words.refuse_unknown(_KEYS)
    titles, bodies = words.node("titles"), words.node("bodies")
    companies, counted = words.node("companies"), words.node("counted")
    companies.refuse_unknown(("tails", "weak-tails", "verbs", "within"))
    titles.refuse_unknown(("levels", "ends", "not-within"))
    counted.refuse_unknown(("after-digits", "after-numerals"))
    bodies.refuse_unknown(("levels", "names", "functions", "function-ends"))
    common = frozenset(word_list(suffixes, "common-nouns"))
    ordinary = word_list(words, "generic")
    generic = (*ordinary, *word_list(words, "industries"))
    breaks = frozenset(word_list(words, "breaks"))
    known = _by_kind(words.node("known"))
    verbal = word_list(words, "verbal-nouns")
    by_suffix = _by_kind(suffixes.node("suffixes"))
    long_suffixes = (suffix for suffix in by_suffix if len(suffix) > 1)
    unbroken = (*word_list(words, "unbroken"), *verbal, *generic, *common, *long_suffixes)
    return NameLexicon(
        suffixes=by_suffix,
        suffix_index=WordIndex(by_suffix),
        not_before={
            key: word_list(suffixes.node("not-before"), key) for key in suffixes.node("not-before")
        },
        common_nouns=common,
        generic=WordIndex(dict.fromkeys((*generic, *verbal, *breaks))),
        ordinary=WordIndex(dict.fromkeys((*ordinary, *verbal, *breaks))),
        works=WordIndex(dict.fromkeys(word_list(words, "works"))),
        programme_verbs=frozenset(word_list(words, "programme-verbs")),
        qualities=word_list(words, "qualities"),
        company_tails=(*word_list(companies, "tails"), *word_list(companies, "weak-tails")),
        weak_tails=frozenset(word_list(companies, "weak-tails")),
        within_companies=frozenset(word_list(companies, "within")),
        ordinary_divisions=frozenset(word_list(words, "ordinary-divisions")),
        company_verbs=frozenset(word_list(companies, "verbs")),
        breaks=breaks,
        verbal_nouns=frozenset(verbal),
        known=known,
        not_after_known=word_list(words, "not-after-known"),
        quoted={
            key: frozenset(word_list(words.node("quoted"), key)) for key in words.node("quoted")
        },
        quoted_endings=_by_kind(words.node("quoted-endings")),
        called_nouns=_by_kind(words.node("called-nouns")),
        title_levels=word_list(titles, "levels"),
        title_ends=word_list(titles, "ends"),
        not_in_titles=word_list(titles, "not-within"),
        body_levels=word_list(bodies, "levels"),
        body_names=word_list(bodies, "names"),
        functions=word_list(bodies, "functions"),
        function_ends=word_list(bodies, "function-ends"),
        after_digits=word_list(counted, "after-digits"),
        after_numerals=word_list(counted, "after-numerals"),
        words=WordIndex(dict.fromkeys((*breaks, *unbroken, *known))),
    )


_KEYS = (
    "generic",
    "industries",
    "works",
    "programme-verbs",
    "qualities",
    "breaks",
    "verbal-nouns",
    "unbroken",
    "known",
    "not-after-known",
    "quoted",
    "quoted-endings",
    "called-nouns",
    "titles",
    "bodies",
    "companies",
    "ordinary-divisions",
    "counted",
)


def _by_kind(node: Node) -> dict[str, NameKind]:
    """Return word → kind, refusing a word with two kinds."""
    node.refuse_unknown(get_args(NameKind))
    found: dict[str, NameKind] = {}
    for kind in node:
        for word in word_list(node, kind):
            if word in found:
                raise node.error(f"'{word}' is given as {found[word]} and as {kind}", kind)
            found[word] = cast(NameKind, kind)
    return found
