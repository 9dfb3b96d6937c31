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

__all__ = ["defined_terms", "is_wanted", "materialise"]

_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SAID_IN_OUR_TERMS = frozenset(
    {
        NamedNode("http://purl.org/dc/terms/isPartOf"),
        NamedNode("http://qudt.org/schema/qudt/hasUnit"),
        NamedNode("http://www.wikidata.org/prop/direct/P442"),
        NamedNode("https://schema.org/containedInPlace"),
    }
)
"""Properties of others above ours: they would repeat each relation under a second name (decision
66). A client that reasons has them by the axioms."""
_TERMS_OF_LOGIC = (_OWL, _RDFS, "http://www.w3.org/1999/02/22-rdf-syntax-ns#")

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


def defined_terms(triples: set[Triple]) -> set[NamedNode]:
    """Return the classes and properties: what is said of them is the ontology's business."""
    return {
        triple.subject
        for triple in triples
        if triple.predicate == _RDF_TYPE
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
        and triple.object.value.startswith(_OWL)
    }


def is_wanted(triple: Triple, terms: set[NamedNode]) -> bool:
    """Return whether clients need a triple that follows; `terms` are the classes and properties."""
    subject, value = triple.subject, triple.object
    if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode):
        return False
    if triple.predicate in _SAID_IN_OUR_TERMS:
        return False
    if subject in terms or subject.value.startswith(_TERMS_OF_LOGIC):
        return False
    logic = triple.predicate != _RDF_TYPE and triple.predicate.value.startswith(_TERMS_OF_LOGIC)
    return not logic and not value.value.startswith(_TERMS_OF_LOGIC)
