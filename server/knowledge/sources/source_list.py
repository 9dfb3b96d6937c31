"""The source documents of a store."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.server.store.store_reader import Row, StoreReader

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
    """Return some of the documents, in the order of their IRIs, and how many there are.

    Args:
        store: what holds them.
        language: of titles; without one, the IRI stands for it.
        first: number of the first one, from 0.
        most: how many to return.

    """
    rows = store.rows(_DOCUMENTS, language=Literal(language))
    shown = rows[first : first + most]
    documents = [NamedNode(row["document"].value) for row in shown]
    counts = {row["document"].value: row for row in store.rows(_COUNTS, documents=documents)}
    return [
        ListedSource(
            iri=row["document"].value,
            title=row.get("title", row["document"]).value,
            characters=int(row["characters"].value) if "characters" in row else None,
            claims=_count(counts.get(row["document"].value), "claims"),
            figures=_count(counts.get(row["document"].value), "figures"),
        )
        for row in shown
    ], len(rows)


def _count(row: Row | None, name: str) -> int:
    """Return a count; a document on which nothing rests has no row."""
    return 0 if row is None else int(row[name].value)
