"""Documents that are described only through fragments of their IRIs, such as ``card#me``.

No index of a store finds IRIs by their beginning. So all IRIs are searched, once for each
generation, when a client requests an IRI that is unknown otherwise. In a large store that takes too
long: there such documents are unknown.
"""

from collections.abc import Mapping
from pathlib import Path

from districtgraph.server.core.errors import RequestError
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["fragments_of"]

_QUERY = Path(__file__).with_name("fragments.rq")
_SECONDS = 2.0
"""Seconds that the search may take: whoever asks for an unknown IRI waits for it."""
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
    found = (_FRAGMENTS.latest if behind else _FRAGMENTS.of)(store, store.base)
    return found.get(iri, ())


def _read(store: StoreReader, _base: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    try:
        rows = store.within(_SECONDS).rows(_QUERY)
    except RequestError:
        # The store is too large to search: an unknown IRI stays unknown, and is searched for once.
        return {}
    for iri in sorted(row["part"].value for row in rows):
        parts = found.setdefault(iri.partition("#")[0], [])
        if len(parts) < _MOST_OF_ONE:
            parts.append(iri)
    return {document: tuple(parts) for document, parts in found.items()}


def _has_fragment(changed: frozenset[str], base: str) -> bool:
    """Return whether IRIs have a fragment that they add to a document of the dataset.

    Terms of the ontology do, but all of them are described by one document.
    """
    ontology = f"{base}ontology#"
    return any(
        "#" in iri and iri.startswith(base) and not iri.startswith(ontology) for iri in changed
    )


_FRAGMENTS = GenerationCache(_read, behind=True, concerns=_has_fragment)
