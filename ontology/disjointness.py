"""Pairs of classes that, by the ontology, have no individual in common."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

from pyoxigraph import NamedNode, Triple

from districtgraph.ontology.described_nodes import DescribedNodes, Term
from districtgraph.ontology.loading import load_ontology

__all__ = ["classes_above", "disjoint_classes"]

_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_GROUPS = (NamedNode(f"{_OWL}members"), NamedNode(f"{_OWL}disjointUnionOf"))
_DISJOINT = NamedNode(f"{_OWL}disjointWith")
_NIL = NamedNode(f"{_RDF}nil")
_SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


@cache
def disjoint_classes() -> frozenset[frozenset[Term]]:
    """Return the pairs; those of lower classes follow, since individuals have all their types."""
    triples = load_ontology()
    nodes = DescribedNodes(triples)
    return frozenset(frozenset(pair) for triple in triples for pair in _pairs(triple, nodes))


@cache
def classes_above(kind: NamedNode) -> frozenset[Term]:
    """Return a class with all named classes above it, as the ontology states them."""
    nodes = _ontology_nodes()
    found: set[Term] = {kind}
    waiting: list[Term] = [kind]
    while waiting:
        for above in nodes.values(waiting.pop(), _SUBCLASS):
            if isinstance(above, NamedNode) and above not in found:
                found.add(above)
                waiting.append(above)
    return frozenset(found)


@cache
def _ontology_nodes() -> DescribedNodes:
    return DescribedNodes(dict.fromkeys(load_ontology()))


def _pairs(triple: Triple, nodes: DescribedNodes) -> Iterator[tuple[Term, Term]]:
    if triple.predicate == _DISJOINT:
        yield triple.subject, triple.object
    elif triple.predicate in _GROUPS:
        yield from combinations(_members(triple.object, nodes), 2)


def _members(head: Term, nodes: DescribedNodes) -> Iterator[Term]:
    while head != _NIL:
        yield from nodes.values(head, NamedNode(f"{_RDF}first"))
        (head,) = nodes.values(head, NamedNode(f"{_RDF}rest"))
