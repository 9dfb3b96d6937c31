"""The figures about entities, each with the words that it rests on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.server.knowledge.citations import Citation, citations_of
from districtgraph.server.knowledge.claim_fields import figure_fields, with_optional_fields
from districtgraph.server.knowledge.reconciliation.identifiers import node
from districtgraph.server.store.store_reader import Row, StoreReader, Term

__all__ = ["FigureRow", "figures_of"]

_QUERY = Path(__file__).with_name("figures.rq")
_ASKED_ITSELF = ("comparator", "period")
"""Fields that figures.rq itself asks for, with more about their values."""
_SEPARATOR = "|"
"""Between what several quotes have, as in the tables (`docs/reference/tables.md`)."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure.

    Attributes:
        row: its row of figures.rq.
        citations: the words that it rests on, in the order of the text.

    """

    row: Row
    citations: Sequence[Citation]

    def value(self, of: str) -> Term | None:
        """Return the value of a column; None if the figure has none."""
        if of == "document":
            return NamedNode(self.citations[0].document) if self.citations else None
        if of in ("quote", "start", "end"):
            parts = [str(getattr(citation, of)) for citation in self.citations]
            return Literal(_SEPARATOR.join(parts)) if parts else None
        return self.row.get(of)


def figures_of(
    store: StoreReader, entities: Iterable[str], wanted: Collection[str]
) -> Mapping[str, Sequence[FigureRow]]:
    """Return the figures about entities by the entity's IRI, in the order of the text.

    Args:
        store: the store.
        entities: IRIs; a figure's own IRI has that figure.
        wanted: names of the fields to read; the engine plans a query of few fields much faster.

    """
    nodes = [known for iri in dict.fromkeys(entities) if (known := node(iri)) is not None]
    others = {field.name for field in figure_fields()} - set(wanted)
    query = with_optional_fields(_QUERY, (*_ASKED_ITSELF, *others))
    rows = store.rows(query, entities=nodes) if nodes else []
    single = {(row["entity"].value, row["claim"].value): row for row in reversed(rows)}
    citations = citations_of(store, sorted({claim for _, claim in single})) if single else {}
    found: dict[str, list[FigureRow]] = {}
    for (entity, claim), row in single.items():
        found.setdefault(entity, []).append(FigureRow(row, citations.get(claim, [])))
    return {entity: sorted(figures, key=_place) for entity, figures in found.items()}


def _place(figure: FigureRow) -> tuple[list[tuple[str, int]], str]:
    places = [(citation.document, citation.start) for citation in figure.citations]
    return places, figure.row["claim"].value
