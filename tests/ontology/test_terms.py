"""The ontology's own files: complete, bilingual, and without a term that nothing declares."""

from collections import defaultdict
from itertools import chain

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from districtgraph import __version__
from districtgraph.ontology.loading import load_ontology, load_shapes

Triples = tuple[Triple, ...]
DG = "https://w3id.org/districtgraph/ontology#"
ONTOLOGY = NamedNode("https://w3id.org/districtgraph/ontology")
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = NamedNode(f"{RDF}type")
LOGIC = (OWL, RDF, RDFS, SH, "http://www.w3.org/2001/XMLSchema#")
KINDS = {
    f"{OWL}{kind}"
    for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology")
}
PROPERTIES = KINDS - {f"{OWL}Class", f"{OWL}Ontology"}


def _values(triples: Triples) -> dict[NamedNode, dict[str, list[object]]]:
    found: dict[NamedNode, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            found[triple.subject][triple.predicate.value].append(triple.object)
    return found


def _kinds(triples: Triples) -> dict[NamedNode, set[str]]:
    found: dict[NamedNode, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == TYPE and isinstance(triple.subject, NamedNode):
            assert isinstance(triple.object, NamedNode)
            found[triple.subject] |= {triple.object.value} & KINDS
    return {node: kinds for node, kinds in found.items() if kinds}


VALUES, KINDS_OF = _values(load_ontology()), _kinds(load_ontology())
OWN = sorted((node for node in VALUES if node.value.startswith(DG)), key=str)


def test_the_ontology_is_of_the_size_that_we_know() -> None:
    assert len(OWN) >= 125


@pytest.mark.parametrize("term", OWN, ids=lambda term: term.value.removeprefix(DG))
def test_a_term_is_explained_in_both_languages(term: NamedNode) -> None:
    for property_ in (f"{RDFS}label", f"{SKOS}definition"):
        texts = VALUES[term][property_]
        assert all(isinstance(text, Literal) and text.value.strip() for text in texts)
        assert sorted(str(getattr(text, "language", "")) for text in texts) == ["en", "zh"]
    assert VALUES[term][f"{RDFS}isDefinedBy"] == [ONTOLOGY]


@pytest.mark.parametrize("term", OWN, ids=lambda term: term.value.removeprefix(DG))
def test_a_term_is_of_one_kind(term: NamedNode) -> None:
    assert len(KINDS_OF.get(term, ())) == 1


def test_no_label_is_without_a_language(ontology: Triples, schemes: Triples) -> None:
    labels = [
        triple.object
        for triple in (*ontology, *schemes)
        if triple.predicate.value in (f"{RDFS}label", f"{SKOS}prefLabel", f"{SKOS}definition")
    ]
    assert len(labels) >= 800
    assert [label for label in labels if not getattr(label, "language", None)] == []


def test_no_two_classes_and_no_two_properties_share_a_label(ontology: Triples) -> None:
    kinds = _kinds(ontology)
    for kind in (f"{OWL}Class", f"{OWL}ObjectProperty"):
        labels = [
            (label.value, label.language)
            for term in OWN
            if kind in kinds[term]
            for label in VALUES[term][f"{RDFS}label"]
            if isinstance(label, Literal)
        ]
        assert len(labels) == len(set(labels))


def test_the_version_is_that_of_the_software() -> None:
    assert VALUES[ONTOLOGY][f"{OWL}versionIRI"] == [
        NamedNode(f"https://w3id.org/districtgraph/ontology/{__version__}")
    ]
    assert VALUES[ONTOLOGY][f"{OWL}versionInfo"] == [Literal(__version__)]


def test_the_licence_is_named() -> None:
    licence = "http://purl.org/dc/terms/license"
    assert VALUES[ONTOLOGY][licence] == [NamedNode("https://creativecommons.org/licenses/by/4.0/")]


def test_every_term_used_is_declared(ontology: Triples, schemes: Triples, valid: Triples) -> None:
    kinds = _kinds(ontology)
    used = {triple.predicate for triple in chain(ontology, schemes, valid)}
    used |= {
        triple.object
        for triple in chain(ontology, schemes, valid)
        if isinstance(triple.object, NamedNode)
        and triple.predicate.value
        in (
            f"{RDF}type",
            f"{RDFS}subClassOf",
            f"{RDFS}domain",
            f"{RDFS}range",
            f"{OWL}onProperty",
            f"{OWL}someValuesFrom",
        )
    }
    borrowed = {term for term in used if not term.value.startswith(LOGIC)}
    assert len(borrowed) >= 120
    assert sorted(term.value for term in borrowed if term not in kinds) == []


def test_every_term_that_a_shape_names_is_declared(ontology: Triples) -> None:
    kinds = _kinds(ontology)
    named = {
        (triple.predicate.value, triple.object)
        for triple in load_shapes()
        if isinstance(triple.object, NamedNode)
        and triple.predicate.value.removeprefix(SH)
        in ("path", "targetClass", "class", "targetSubjectsOf", "equals", "lessThan")
        and not triple.object.value.startswith(LOGIC)
    }
    assert len(named) >= 100
    for predicate, term in named:
        wanted = {f"{OWL}Class"} if "lass" in predicate else PROPERTIES
        assert kinds.get(term, set()) & wanted, term


def test_individuals_of_the_ontology_have_no_blank_nodes_beyond_axioms(valid: Triples) -> None:
    assert not any(isinstance(triple.subject, BlankNode) for triple in valid)
