"""The source documents of a store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import Row, StoreReader, natural_number

__all__ = ["ListedSource", "list_sources"]

_DOCUMENTS = Path(__file__).with_name("documents.rq")
_COUNTS = Path(__file__).with_name("document-counts.rq")


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A document in a list, with how much of it the store holds."""

    iri: str
    title: str
    characters: int | None
    claims: int
    figures: int


def list_sources(
    store: StoreReader, language: str, first: int, most: int
) -> tuple[Sequence[ListedSource], int]:
    """Return some of the documents, in the order of their IRIs, and the number of all.

    Args:
        store: the store.
        language: of titles; a document without a title in it has its IRI as the title.
        first: number of the first one, from 0.
        most: how many to return.

    """
    rows = _DOCUMENTS_BY_LANGUAGE.of(store, language)
    shown = rows[first : first + most]
    counts = _COUNTED.of(store, tuple(row["document"].value for row in shown))
    return [
        ListedSource(
            iri=row["document"].value,
            title=row.get("title", row["document"]).value,
            characters=natural_number(row.get("characters")),
            claims=_count(counts.get(row["document"].value), "claims"),
            figures=_count(counts.get(row["document"].value), "figures"),
        )
        for row in shown
    ], len(rows)


def _read_documents(store: StoreReader, language: str) -> list[Row]:
    return store.rows(_DOCUMENTS, language=Literal(language))


_DOCUMENTS_BY_LANGUAGE = GenerationCache(_read_documents, behind=True)
"""Ten thousand documents are sorted: the list may be that of a moment ago."""


def _read_counts(store: StoreReader, documents: tuple[str, ...]) -> Mapping[str, Row]:
    nodes = [NamedNode(iri) for iri in documents]
    rows = store.rows(_COUNTS, documents=nodes) if nodes else []
    return {row["document"].value: row for row in rows}


_COUNTED = GenerationCache(_read_counts, most=16, behind=True)
"""Thousands of claims are counted: it may be those of a moment ago."""


def _count(row: Row | None, name: str) -> int:
    """Return a count; a document on which nothing rests has no row."""
    return 0 if row is None else int(row[name].value)
