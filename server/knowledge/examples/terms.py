"""The classes and properties of the store, for completion in the editor."""

from dataclasses import asdict, dataclass
from pathlib import Path

from districtgraph.server.store.store_reader import Row, StoreReader

__all__ = ["CompletionTerm", "terms_of"]

_DESCRIBED = Path(__file__).with_name("terms.rq")
_COUNTED = Path(__file__).with_name("terms-counted.rq")


@dataclass(frozen=True, slots=True)
class CompletionTerm:
    """A class or a property.

    Attributes:
        kind: class or property.
        iri: of the term.
        count: of its entities or triples.
        zh, en: its labels, empty if it has none.

    """

    kind: str
    iri: str
    count: int
    zh: str
    en: str


def terms_of(store: StoreReader) -> tuple[CompletionTerm, ...]:
    """Return the terms that a store's VoID description names, or else those that it counts."""
    return tuple(_term(row) for row in store.rows(_DESCRIBED) or store.rows(_COUNTED))


def _term(row: Row) -> CompletionTerm:
    zh, en = (row[name].value if name in row else "" for name in ("zh", "en"))
    return CompletionTerm(row["kind"].value, row["term"].value, int(row["count"].value), zh, en)


def as_records(terms: tuple[CompletionTerm, ...]) -> list[dict[str, object]]:
    """Return terms as JSON has them."""
    return [asdict(term) for term in terms]
