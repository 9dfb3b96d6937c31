"""Finds things with exactly a given name without an index, while a store's first one is made."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal

from districtgraph.server.knowledge.labels.label_matches import LabelMatch
from districtgraph.server.knowledge.labels.label_search import LONGEST_SEARCH
from districtgraph.server.knowledge.labels.labelled import LabelledName, read_labelled
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["exact_names", "literals_of_name"]

_QUERY = Path(__file__).with_name("exact-names.rq")
_LANGUAGES = ("zh", "en", "zh-hans", "zh-latn")
_EXACT = 100.0


def exact_names(store: StoreReader, text: str) -> list[LabelMatch]:
    """Return the things that have a name, letter by letter, those that people look for first.

    Args:
        store: what holds the names.
        text: the name.

    Raises:
        RequestError: the store gives no answer.

    """
    name = text.strip()[:LONGEST_SEARCH]
    if not name:
        return []
    found = {row["iri"].value for row in store.rows(_QUERY, names=list(literals_of_name(name)))}
    things = read_labelled(store, sorted(found)) if found else []
    things.sort(key=lambda thing: (thing.rank, -thing.uses, thing.iri))
    return [
        LabelMatch(thing, _matched(thing.names, name), _EXACT) for thing in things if thing.names
    ]


def literals_of_name(name: str) -> Iterator[Literal]:
    """Yield a name in each language that names have, and without one."""
    yield Literal(name)
    for language in _LANGUAGES:
        yield Literal(name, language=language)


def _matched(names: tuple[LabelledName, ...], text: str) -> LabelledName:
    return next((name for name in names if name.text == text), names[0])
