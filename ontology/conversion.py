"""Carries triples from pyoxigraph to rdflib, for the libraries that are built on the latter."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

__all__ = ["rdflib_triples", "to_rdflib"]

RdflibTriple = tuple[Node, Node, Node]
Term = NamedNode | BlankNode | Literal | Triple


def to_rdflib(triples: Iterable[Triple], graph: Graph | None = None) -> Graph:
    """Return an rdflib graph of the same triples, literals as they are written.

    Args:
        triples: the triples.
        graph: an empty graph that is to have them; None for a new one.

    """
    if graph is None:
        graph = Graph(bind_namespaces="none")
    for triple in rdflib_triples(triples):
        graph.add(triple)
    return graph


def rdflib_triples(triples: Iterable[Triple]) -> Iterator[RdflibTriple]:
    """Yield the same triples in rdflib's terms, for what needs no graph: that takes longer."""
    # A term is in many triples, and rdflib examines every IRI that it is given.
    nodes: dict[Term, Node] = {}

    def node(term: Term) -> Node:
        found = nodes.get(term)
        if found is None:
            found = nodes[term] = _node(term)
        return found

    for triple in triples:
        yield node(triple.subject), node(triple.predicate), node(triple.object)


def _node(node: Term) -> Node:
    match node:
        case NamedNode():
            return URIRef(node.value)
        case BlankNode():
            return BNode(node.value)
        case Literal():
            return _literal(node)
        case _:
            raise TypeError(f"rdflib has no triple terms: {node}")


def _literal(node: Literal) -> RdflibLiteral:
    if node.language:
        return RdflibLiteral(node.value, lang=node.language)
    return RdflibLiteral(node.value, datatype=URIRef(node.datatype.value), normalize=False)
