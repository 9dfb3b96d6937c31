"""What pages keep of one generation of the store, since the next page mostly needs the same."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, Generic, TypeVar

from districtgraph.server.store.store_reader import StoreReader

__all__ = ["Kept", "forget", "kept"]

_MOST = 20_000
"""Answers under one name that are kept of one generation."""
_GENERATIONS = 8
"""Names and generations of which answers are kept."""
Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Answers by IRI, read once for as long as the store stays what it is."""

    def __init__(self) -> None:
        self._values: dict[str, Value] = {}

    def get(
        self, iris: Iterable[str], read: Callable[[list[str]], Mapping[str, Value]]
    ) -> dict[str, Value]:
        """Return the answers for some IRIs, those that are not there yet by reading them.

        Args:
            iris: what is asked for.
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
                # Threads that read the old ones have them in hand.
                self._values = {}
            self._values.update(islice(fresh.items(), _MOST))
        return found


def kept(store: StoreReader, what: str) -> Kept[Any]:
    """Return what is kept of a store's present generation under a name."""
    return _kept(store, store.cached_as, what)


@lru_cache(maxsize=_GENERATIONS)
def _kept(_store: StoreReader, _generation: str, _what: str) -> Kept[Any]:
    return Kept()


def forget() -> None:
    """Keep nothing of what was read so far."""
    _kept.cache_clear()
