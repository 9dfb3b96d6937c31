"""Documents that are described only through fragments of their IRIs, such as ``card#me``.

No index of a store finds IRIs by their beginning. So all IRIs are searched, once for each
generation, when a client requests an IRI that is unknown otherwise.
"""

from collections.abc import Mapping
from pathlib import Path

from districtgraph.server.core.errors import RequestError
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["fragments_of"]

_QUERY = Path(__file__).with_name("fragments.rq")
_MOST_OF_ONE = 100
"""IRIs with a fragment that the document without it shows."""


def fragments_of(store: StoreReader, iri: str, *, behind: bool = False) -> tuple[str, ...]:
    """Return the IRIs under the base that add a fragment to one of which nothing is said.

    Args:
        store: the store.
        iri: the IRI without a fragment.
        behind: whether those of an earlier generation will do, so that nobody waits for a search.

    """
    if not iri.startswith(store.base) or "#" in iri:
        return ()
    found = _FRAGMENTS.latest(store) if behind else _FRAGMENTS.of(store)
    return found.get(iri, ())


def _read(store: StoreReader) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    try:
        rows = store.rows(_QUERY)
    except RequestError:
        # The store is too large to search: an unknown IRI stays unknown, and is searched for once.
        return {}
    for iri in sorted(row["part"].value for row in rows):
        parts = found.setdefault(iri.partition("#")[0], [])
        if len(parts) < _MOST_OF_ONE:
            parts.append(iri)
    return {document: tuple(parts) for document, parts in found.items()}


def _always(_changed: frozenset[str]) -> bool:
    """Return that any write may add a fragment, or leave one without its whole."""
    return True


_FRAGMENTS = GenerationCache(_read, behind=True, concerns=_always)
