"""What the store says of a resource, each statement with the graphs that it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode

from districtgraph.server.store.store_reader import StoreReader, Term

__all__ = ["MOST", "Statement", "Statements", "read_parts", "read_statements"]

_FOLDER = Path(__file__).parent
MOST = 2000
"""Statements that a page shows at most."""
_ROWS = 6000
"""Rows that statements.rq gives at most."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple about the page's resource.

    Attributes:
        property: IRI.
        object: the term.
        graphs: IRIs of the named graphs that it stands in.

    """

    property: str
    object: Term
    graphs: tuple[str, ...]

    def is_inferred(self, base: str) -> bool:
        """Return whether it follows by reasoning and is asserted nowhere."""
        return self.graphs == (f"{base}graph/inferred",)

    def claims(self, base: str) -> tuple[str, ...]:
        """Return the graphs that are those of claims."""
        return tuple(graph for graph in self.graphs if graph.startswith(f"{base}id/claim/"))


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements about a resource; `more` tells that there are others."""

    shown: tuple[Statement, ...]
    more: bool


def read_statements(store: StoreReader, iri: str) -> Statements:
    """Return the statements about a resource, in the order of property and object."""
    found: dict[tuple[str, Term], set[str]] = {}
    rows = store.rows(_FOLDER / "statements.rq", iri=NamedNode(iri))
    for row in rows:
        graphs = found.setdefault((row["property"].value, row["object"]), set())
        if "graph" in row:
            graphs.add(row["graph"].value)
    statements = tuple(
        Statement(property_, object_, tuple(sorted(graphs)))
        for (property_, object_), graphs in sorted(found.items(), key=str)
    )
    return Statements(statements[:MOST], len(rows) >= _ROWS or len(statements) > MOST)


def read_parts(
    store: StoreReader, iri: str, statements: Iterable[Statement]
) -> dict[Term, list[tuple[str, Term]]]:
    """Return what the store says of the parts of a resource: property and object by part."""
    if not any(_is_part(statement.object, iri) for statement in statements):
        return {}
    found: dict[Term, set[tuple[str, Term]]] = {}
    for row in store.rows(_FOLDER / "parts.rq", iri=NamedNode(iri)):
        found.setdefault(row["part"], set()).add((row["property"].value, row["object"]))
    return {part: sorted(said, key=str) for part, said in sorted(found.items(), key=str)}


def _is_part(term: Term, iri: str) -> bool:
    return isinstance(term, BlankNode) or (
        isinstance(term, NamedNode) and term.value.startswith(f"{iri}#")
    )
