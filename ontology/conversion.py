"""Carries triples from pyoxigraph to rdflib, for the libraries that are built on the latter."""

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

__all__ = ["to_rdflib"]


def to_rdflib(triples: Iterable[Triple]) -> Graph:
    """Return an rdflib graph of the same triples, literals as they are written."""
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


def _node(node: NamedNode | BlankNode | Literal | Triple) -> Node:
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
