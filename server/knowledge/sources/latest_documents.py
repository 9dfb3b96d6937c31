"""The documents that were published last."""

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal

from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["LatestDocument", "latest_documents"]

_QUERY = Path(__file__).with_name("latest-documents.rq")


@dataclass(frozen=True, slots=True)
class LatestDocument:
    """A document with its title, and the day of its publication; empty if it gives none."""

    iri: str
    title: str
    published: str


def latest_documents(store: StoreReader, language: str) -> list[LatestDocument]:
    """Return the most recently published documents, the latest first.

    Args:
        store: the store.
        language: of titles; a document without a title in it has its IRI as the title.

    """
    return _LATEST.of(store, language)


def _read_latest(store: StoreReader, language: str) -> list[LatestDocument]:
    return [
        LatestDocument(
            row["document"].value,
            row.get("title", row["document"]).value,
            row["published"].value if "published" in row else "",
        )
        for row in store.rows(_QUERY, language=Literal(language))
        if "document" in row
    ]


_LATEST = GenerationCache(_read_latest, behind=True)
"""The days of ten thousand documents are compared: the latest may be those of a moment ago."""
