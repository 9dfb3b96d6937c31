"""Loads the words around names, by which names are recognised, from a reviewable YAML file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast, get_args

from districtgraph.graph.extraction.names.name_lexicon import NameKind
from districtgraph.graph.text.word_lists import word_lists
from districtgraph.graph.text.yaml_files import read_yaml

__all__ = ["NameContexts", "load_name_contexts"]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class NameContexts:
    """The word lists of name_contexts.yaml, under the names used there.

    `list_nouns` and `not_before` are those of lists: noun → kind, and noun → words after it.
    """

    persons: Mapping[str, tuple[str, ...]]
    given_titles: Mapping[str, tuple[str, ...]]
    list_nouns: Mapping[str, NameKind]
    not_before: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]
    companies: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    projects: Mapping[str, tuple[str, ...]]
    works: Mapping[str, tuple[str, ...]]
    aims: Mapping[str, tuple[str, ...]]
    former_places: Mapping[str, tuple[str, ...]]


@cache
def load_name_contexts(folder: Path = _FOLDER) -> NameContexts:
    """Return the word lists; SourceFileError names file and line of a malformed entry."""
    top = read_yaml(folder / "name_contexts.yaml")
    top.refuse_unknown(_SECTIONS)
    lists = top.node("lists")
    nouns = lists.node("nouns")
    nouns.refuse_unknown(get_args(NameKind))
    not_before = lists.node("not-before")
    not_before.refuse_unknown(noun for kind in nouns for noun in nouns.texts(kind))
    return NameContexts(
        persons=word_lists(top.node("persons"), ("surnames", "offices", "followed-by")),
        given_titles=word_lists(top.node("given-titles"), _TITLES),
        list_nouns={
            noun: cast(NameKind, kind)
            for kind, words in word_lists(nouns, tuple(nouns)).items()
            for noun in words
        },
        not_before=word_lists(not_before, tuple(not_before)),
        lists=word_lists(lists, ("not-followed-by", "verbs"), also=("nouns", "not-before")),
        companies=word_lists(top.node("companies"), _COMPANIES),
        units=word_lists(top.node("units"), _UNITS),
        projects=word_lists(top.node("projects"), ("how", "stages")),
        works=word_lists(top.node("works"), _WORKS),
        aims=word_lists(top.node("aims"), ("verbs", "attributes", "firsts")),
        former_places=word_lists(top.node("former-places"), ("verbs", "units", "followed-by")),
    )


_SECTIONS = (
    "persons",
    "given-titles",
    "lists",
    "companies",
    "units",
    "projects",
    "works",
    "aims",
    "former-places",
)
_TITLES = (
    "verbs",
    "particles",
    "levels",
    "holders",
    "qualities",
    "holders-of-qualities",
    "marks",
    "holders-of-marks",
    "holders-in-quotes",
    "descriptions",
)
_COMPANIES = (
    "followed-by",
    "not-followed-by",
    "weak-followed-by",
    "weak-not-followed-by",
    "nouns-of-lists",
    "other-companies",
    "stages-of-projects",
    "markets",
    "trades",
    "trades-followed-by",
    "renowned",
)
_WORKS = (
    "works-at-the-end",
    "trades",
    "qualities-of-sites",
    "verbs-of-lines",
    "lines",
    "purposes",
    "results",
    "campaigns",
    "next-verbs",
)
_UNITS = (
    "of-the-party",
    "of-settlements",
    "offices-of-assemblies",
    "of-assemblies",
    "of-governments",
    "missions",
    "of-party-committees",
    "other-parties",
)
