"""The ontology as a document: everything labelled, declared and used as declared."""

import re
from collections import defaultdict
from functools import cache

import pytest
from pyoxigraph import Literal, NamedNode
from pyshacl import ShapesGraph
from pyshacl import validate as pyshacl_validate
from rdflib import Graph

from districtgraph.ontology.loading import (
    ONTOLOGY_FILE,
    SERIES_FILE,
    SERIES_SHAPES_FILE,
    SHAPES_FILE,
    load_ontology,
    load_schemes,
    load_shapes,
)

DG = "https://w3id.org/districtgraph/ontology#"
OWL = "http://www.w3.org/2002/07/owl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")


@cache
def kinds() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for triple in load_ontology():
        if triple.predicate == TYPE and isinstance(triple.object, NamedNode):
            name = triple.object.value.removeprefix(OWL)
            if name in KINDS and isinstance(triple.subject, NamedNode):
                found[triple.subject.value].add(name)
    return dict(found)


def our_terms() -> list[str]:
    terms = sorted(iri for iri in kinds() if iri.startswith(DG))
    assert len(terms) >= 100
    return terms


@cache
def texts() -> dict[tuple[str, str], set[str]]:
    """(subject, property) → languages of its literals."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for triple in (*load_ontology(), *load_schemes()):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            found[triple.subject.value, triple.predicate.value].add(triple.object.language or "")
    return dict(found)


def test_every_term_has_both_labels_and_definitions() -> None:
    lacking = [
        (term, name)
        for term in our_terms()
        for name in (f"{RDFS}label", f"{SKOS}definition")
        if texts().get((term, name)) != {"zh", "en"}
    ]
    assert lacking == []


def test_no_two_terms_have_one_label() -> None:
    terms: dict[Literal, set[str]] = defaultdict(set)
    for triple in load_ontology():
        if triple.predicate.value == f"{RDFS}label" and isinstance(triple.object, Literal):
            terms[triple.object].add(str(triple.subject))
    assert {label.value: found for label, found in terms.items() if len(found) > 1} == {}


def test_every_term_says_where_it_is_defined() -> None:
    defined = {t.subject for t in load_ontology() if t.predicate.value == f"{RDFS}isDefinedBy"}
    assert [term for term in our_terms() if NamedNode(term) not in defined] == []


def test_no_term_is_of_two_kinds() -> None:
    assert {iri: found for iri, found in kinds().items() if len(found) > 1} == {}


def test_every_term_used_is_declared() -> None:
    logic = (OWL, RDFS, "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
    used = {t.predicate.value for t in (*load_ontology(), *load_schemes())}
    used |= {
        t.object.value
        for t in (*load_ontology(), *load_schemes())
        if isinstance(t.object, NamedNode)
        and t.predicate.value in (TYPE.value, f"{RDFS}subClassOf", f"{RDFS}domain")
    }
    undeclared = [iri for iri in used if not iri.startswith(logic) and iri not in kinds()]
    assert undeclared == []


def test_concepts_have_both_labels() -> None:
    concepts = {
        t.subject.value
        for t in load_schemes()
        if t.predicate == TYPE
        and t.object == NamedNode(f"{SKOS}Concept")
        and isinstance(t.subject, NamedNode)
    }
    assert len(concepts) >= 150
    lacking = [c for c in concepts if texts().get((c, f"{SKOS}prefLabel")) != {"zh", "en"}]
    assert lacking == []


def test_the_ontology_names_its_version_and_licence() -> None:
    said = {
        t.predicate.value.rpartition("#")[2].rpartition("/")[2]: str(t.object)
        for t in load_ontology()
        if t.subject == NamedNode(DG.rstrip("#"))
    }
    assert said["versionIRI"] == "<https://w3id.org/districtgraph/ontology/0.1.0>"
    assert "creativecommons.org/licenses/by/4.0" in said["license"]


def test_the_shapes_can_be_read_as_shacl() -> None:
    shapes = ShapesGraph(Graph().parse(SHAPES_FILE).parse(SERIES_SHAPES_FILE)).shapes
    assert len(shapes) >= 60


@pytest.mark.usefixtures("patience")
def test_the_shapes_are_shacl() -> None:
    shapes = Graph().parse(SHAPES_FILE).parse(SERIES_SHAPES_FILE)
    conforms, _, text = pyshacl_validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_every_message_is_in_both_languages() -> None:
    messages: dict[object, set[str]] = defaultdict(set)
    for triple in load_shapes():
        if triple.predicate.value.endswith("shacl#message"):
            assert isinstance(triple.object, Literal)
            messages[triple.subject].add(triple.object.language or "")
    assert len(messages) >= 60
    assert all(languages == {"zh", "en"} for languages in messages.values())


def test_terms_of_the_shapes_are_declared() -> None:
    files = (SHAPES_FILE, SERIES_SHAPES_FILE, ONTOLOGY_FILE, SERIES_FILE)
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    names = set(re.findall(r"\bdg:([A-Za-z0-9]+)", text))
    assert len(names) >= 100
    assert {name for name in names if DG + name not in kinds()} == set()
