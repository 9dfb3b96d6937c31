"""Materialises the OWL 2 RL consequences that clients need.

`reasonable` derives all of OWL 2 RL that we use but property chains (rule prp-spo2 of
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules), which are
added here, in turn, until nothing new follows. docs/decisions/0004 compares it with owlrl.
"""

from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, Store, Triple
from rdflib import BNode, URIRef
from rdflib.term import Node
from reasonable import PyReasoner

from districtgraph.ontology.conversion import rdflib_triples
from districtgraph.ontology.wanted_triples import defined_terms, is_wanted

__all__ = ["materialise"]

_CHAINS = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
CONSTRUCT { ?x ?property ?z } WHERE {
  ?property owl:propertyChainAxiom ?chain .
  ?chain rdf:first ?first ; rdf:rest [ rdf:first ?second ; rdf:rest rdf:nil ] .
  ?x ?first ?y . ?y ?second ?z .
  FILTER NOT EXISTS { ?x ?property ?z }
}
"""


def materialise(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return what follows from an ontology with its data, and is not there yet, sorted.

    Args:
        triples: the ontology and the data together.

    Returns:
        New triples on named individuals alone: types along the class hierarchy and by definition,
        inverses, transitive and super-properties, property chains. Nothing on terms of the
        ontology, nothing that repeats a relation in the terms of an aligned vocabulary, no blank
        nodes, no tautologies such as a thing's sameness with itself.

    """
    given = set(triples)
    known = {triple for triple in given if not _has_literal(triple)}
    reasoner = PyReasoner()
    added = known
    while added:
        known |= _closure(reasoner, added)
        added = _chains(known)
        known |= added
    terms = defined_terms(given)
    return tuple(sorted((t for t in known - given if is_wanted(t, terms)), key=str))


def _has_literal(triple: Triple) -> bool:
    # No axiom of ours depends on literals, which are half of the data.
    return not isinstance(triple.object, NamedNode | BlankNode)


def _closure(reasoner: PyReasoner, added: Iterable[Triple]) -> set[Triple]:
    """Return all that follows from what the reasoner was given so far and what is added."""
    reasoner.from_graph(list(rdflib_triples(added)))
    return {
        Triple(_from_rdflib(s), NamedNode(p), _from_rdflib(o))
        for s, p, o in reasoner.reason()
        if isinstance(o, URIRef | BNode) and isinstance(s, URIRef | BNode)
    }


def _from_rdflib(node: Node) -> NamedNode | BlankNode:
    return BlankNode(str(node)) if isinstance(node, BNode) else NamedNode(str(node))


def _chains(triples: set[Triple]) -> set[Triple]:
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    derived = store.query(_CHAINS)
    assert isinstance(derived, QueryTriples)
    return set(derived)
