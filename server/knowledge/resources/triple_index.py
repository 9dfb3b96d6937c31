"""Triples by subject and property, for documents of a few hundred triples."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from districtgraph.graph.rdf.vocabulary import BASE, expand

__all__ = ["TripleIndex", "in_graph", "own_term"]

Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal
_FIRST, _REST = expand("rdf:first"), expand("rdf:rest")


def own_term(term: NamedNode, base: str) -> NamedNode:
    """Return a term with a base IRI in place of the default one."""
    return NamedNode(term.value.replace(BASE, base, 1))


def in_graph(triple: Triple, graph: NamedNode | None = None) -> Quad:
    """Return a triple in a named graph, or where None, in the default one."""
    return Quad(triple.subject, triple.predicate, triple.object, graph or DefaultGraph())


class TripleIndex:
    """Looks up values.

    Args:
        triples: in the order in which values are given back.

    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[tuple[object, NamedNode], list[Value]] = {}
        self._subjects: dict[tuple[NamedNode, object], list[Node]] = {}
        for triple in triples:
            subject, prop, value = triple
            if isinstance(subject, Triple) or isinstance(value, Triple):
                continue
            self._values.setdefault((subject, prop), []).append(value)
            self._subjects.setdefault((prop, value), []).append(subject)

    def values(self, subject: Node, prop: NamedNode) -> list[Value]:
        """Return the values that a property has of a subject."""
        return self._values.get((subject, prop), [])

    def subjects(self, prop: NamedNode, value: Value) -> list[NamedNode]:
        """Return the IRIs that have a value of a property."""
        found = self._subjects.get((prop, value), [])
        return [node for node in found if isinstance(node, NamedNode)]

    def texts(self, subject: Node, prop: NamedNode) -> dict[str, str]:
        """Return the texts of a property by language."""
        literals = (item for item in self.values(subject, prop) if isinstance(item, Literal))
        return {item.language: item.value for item in literals if item.language}

    def members(self, head: Value) -> Iterator[Value]:
        """Yield the items of an RDF list; one that leads back into itself ends there."""
        seen: set[Value] = set()
        while isinstance(head, BlankNode) and head not in seen:
            seen.add(head)
            yield from self.values(head, _FIRST)[:1]
            head = next(iter(self.values(head, _REST)), Literal(""))
