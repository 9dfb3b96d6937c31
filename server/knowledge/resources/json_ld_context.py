"""The JSON-LD context (https://www.w3.org/TR/json-ld11/#the-context) of our terms and prefixes."""

from collections.abc import Iterator, Set
from typing import Any

from districtgraph.graph.rdf.vocabulary import NAMESPACES, namespaces
from districtgraph.server.knowledge.resources.ontology_terms import OntologyTerm, OntologyTerms

__all__ = ["json_ld_context"]

_NAMES: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "graph": "@graph",
    # Names by language: {"label": {"zh": …, "en": …}}.
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": ["@language", "@set"]},
    "definition": {"@id": "skos:definition", "@container": "@language"},
}
_XSD = NAMESPACES["xsd"]


def json_ld_context(ontology: OntologyTerms, base: str) -> dict[str, Any]:
    """Return the context: prefixes, names of labels, and each term of the ontology by its name.

    Args:
        ontology: the ontology; without terms, prefixes and labels are all.
        base: base IRI of the dataset.

    """
    return {
        "@context": {
            "@version": 1.1,
            **namespaces(base),
            **_NAMES,
            **dict(_terms(ontology, namespaces(base).keys() | _NAMES.keys())),
        }
    }


def _terms(ontology: OntologyTerms, taken: Set[str]) -> Iterator[tuple[str, Any]]:
    for section in ontology.sections:
        for term in section.terms:
            # Such as ``unit``, which is a prefix too: ``unit:NUM`` must remain an IRI.
            name = f"dg:{term.name}" if term.name in taken else term.name
            yield name, _definition(section.name, term)


def _definition(kind: str, term: OntologyTerm) -> Any:
    name = f"dg:{term.name}"
    if kind == "object_properties":
        return {"@id": name, "@type": "@id"}
    datatype = _datatype(term)
    return {"@id": name, "@type": datatype} if datatype else name


def _datatype(term: OntologyTerm) -> str | None:
    """Return the datatype that a property's values have, if it is one of XML Schema's."""
    ranges = [
        piece.iri
        for fact in term.facts
        if fact.name == "range"
        for value in fact.values
        for piece in value
    ]
    if len(ranges) == 1 and ranges[0].startswith(_XSD):
        return f"xsd:{ranges[0].removeprefix(_XSD)}"
    return None
