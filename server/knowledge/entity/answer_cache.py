"""Caches answers of one generation of the store: the next page mostly needs the same ones."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, Generic, TypeVar

from districtgraph.server.store.store_reader import StoreReader

__all__ = ["AnswerCache", "answer_cache", "clear_caches"]

_MOST = 20_000
"""Answers that one cache holds."""
_GENERATIONS = 8
"""Caches that exist at a time, one for each name and generation."""
Value = TypeVar("Value")


class AnswerCache(Generic[Value]):
    """Answers by IRI, read once in a generation of the store."""

    def __init__(self) -> None:
        self._values: dict[str, Value] = {}

    def get(
        self, iris: Iterable[str], read: Callable[[list[str]], Mapping[str, Value]]
    ) -> dict[str, Value]:
        """Return the answers for some IRIs; those that are missing are read.

        Args:
            iris: the IRIs.
            read: returns an answer for each IRI that it is given.

        """
        wanted = list(dict.fromkeys(iris))
        values = self._values
        found = {iri: values[iri] for iri in wanted if iri in values}
        missing = [iri for iri in wanted if iri not in found]
        if missing:
            fresh = read(missing)
            found |= fresh
            if len(values) + len(fresh) > _MOST:
                # Threads that use the old ones hold a reference to them.
                self._values = {}
            self._values.update(islice(fresh.items(), _MOST))
        return found


def answer_cache(store: StoreReader, name: str) -> AnswerCache[Any]:
    """Return the cache of a name for the store's present generation."""
    return _answer_cache(store, store.cached_as, name)


@lru_cache(maxsize=_GENERATIONS)
def _answer_cache(_store: StoreReader, _generation: str, _name: str) -> AnswerCache[Any]:
    return AnswerCache()


def clear_caches() -> None:
    """Drop all cached answers."""
    _answer_cache.cache_clear()
