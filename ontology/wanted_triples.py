"""Which of the triples that follow from an ontology clients need."""

from pyoxigraph import NamedNode, Triple

__all__ = ["defined_terms", "is_wanted"]

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
