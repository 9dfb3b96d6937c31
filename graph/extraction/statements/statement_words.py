"""Loads the words by which statements are read from a reviewable YAML file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from districtgraph.graph.text.word_lists import word_list, word_lists
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = ["ObjectVerbs", "Property", "StatementWords", "load_statement_words"]

Property = Literal[
    "runs", "partOf", "targets", "locatedIn", "supports", "follows", "aimsAt", "operates", "funds",
    "carriedOutBy",
]  # fmt: skip
"""The property that a statement asserts between subject and object."""

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ObjectVerbs:
    """A property, the kinds of its objects, and the verbs that govern them."""

    property: Property
    kinds: frozenset[str]
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class StatementWords:
    """The word lists of statement_words.yaml, under the names used there.

    It is hashed by identity, so that patterns made of its words can be cached.
    """

    objects: tuple[ObjectVerbs, ...]
    lists: Mapping[str, frozenset[str]]
    topics: Mapping[str, frozenset[str]]
    laid_down: Mapping[str, frozenset[str]]
    beside: Mapping[str, frozenset[str]]


_LISTS = (
    "helping",
    "adverbs",
    "causing",
    "building",
    "operating",
    "funding",
    "located",
    "belonging",
    "building-there",
    "part",
    "guides",
    "called-guides",
    "attributes-of-guides",
    "as-guide",
    "doing-how",
    "doing",
    "carrying-out",
)
_TOPICS = ("nouns", "adverbs", "verbs", "not-before")
_LAID_DOWN = ("meetings", "senses", "verbs", "qualities", "things", "years")
_BESIDE = ("sides", "banks", "surroundings", "between")


@cache
def load_statement_words(folder: Path = _FOLDER) -> StatementWords:
    """Return the word lists; SourceFileError names file and line of a malformed entry."""
    top = read_yaml(folder / "statement_words.yaml")
    top.refuse_unknown(("objects", "topics", "laid-down", "beside", *_LISTS))
    return StatementWords(
        tuple(map(_object, top.nodes("objects"))),
        {key: frozenset(word_list(top, key)) for key in _LISTS},
        _lists(top.node("topics"), _TOPICS),
        _lists(top.node("laid-down"), _LAID_DOWN),
        _lists(top.node("beside"), _BESIDE),
    )


def _lists(node: Node, keys: tuple[str, ...]) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in word_lists(node, keys).items()}


def _object(node: Node) -> ObjectVerbs:
    node.refuse_unknown(("property", "kinds", "verbs"))
    if node.text("property") not in get_args(Property):
        raise node.error(f"'property' is one of {', '.join(get_args(Property))}", "property")
    return ObjectVerbs(
        cast(Property, node.text("property")),
        frozenset(word_list(node, "kinds")),
        frozenset(word_list(node, "verbs")),
    )
