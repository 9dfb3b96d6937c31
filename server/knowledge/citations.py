"""The words that claims rest on, as every page and every API gives them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.store.store_reader import Row, StoreReader, natural_number

__all__ = ["Citation", "citations_in", "citations_of"]

_QUERY = Path(__file__).with_name("citations.rq")
_DOCUMENT_QUERY = Path(__file__).with_name("document_citations.rq")


@dataclass(frozen=True, slots=True)
class Citation:
    """One quote that a claim rests on.

    Attributes:
        claim, evidence, document: IRIs; the document is the text that is quoted.
        quote: the exact words.
        start, end: offsets in the document, in Unicode code points from 0; the end is exclusive.

    """

    claim: str
    evidence: str
    document: str
    quote: str
    start: int
    end: int


def citations_of(store: StoreReader, claims: Iterable[str]) -> dict[str, list[Citation]]:
    """Return the citations of claims by the claim's IRI, in the order of the text.

    Args:
        store: the store.
        claims: IRIs; one without evidence is not in the result.

    """
    found: dict[str, list[Citation]] = {}
    for citation in _citations(store.rows(_QUERY, claims=[NamedNode(claim) for claim in claims])):
        found.setdefault(citation.claim, []).append(citation)
    return found


def citations_in(store: StoreReader, document: str) -> list[Citation]:
    """Return the citations of a document, given by its IRI, in the order of its text."""
    return list(_citations(store.rows(_DOCUMENT_QUERY, document=NamedNode(document))))


def _citations(rows: Iterable[Row]) -> Iterator[Citation]:
    """Yield the citations of rows; one whose offsets are no numbers is nowhere in a text."""
    for row in rows:
        start, end = natural_number(row["start"]), natural_number(row["end"])
        if start is not None and end is not None:
            yield Citation(
                claim=row["claim"].value,
                evidence=row["evidence"].value,
                document=row["document"].value,
                quote=row["quote"].value,
                start=start,
                end=end,
            )
