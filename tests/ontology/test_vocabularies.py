"""Ontology and data agree with what the vocabularies that they use say of their own terms.

Each vocabulary's own file is read, too, where DISTRICTGRAPH_VOCABULARIES is a folder of them as
Turtle: PROV-O, ORG, SKOS, OWL-Time, Web Annotation, DCAT and QUDT's schema.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.ontology.loading import load_turtle
from districtgraph.ontology.materialisation import materialise
from districtgraph.ontology.reasoning import classify
from tests.ontology.conftest import Triples

FOLDER = os.environ.get("DISTRICTGRAPH_VOCABULARIES", "")
DG = "https://w3id.org/districtgraph/ontology#"
SUB_PROPERTY = NamedNode("http://www.w3.org/2000/01/rdf-schema#subPropertyOf")
OWL = "http://www.w3.org/2002/07/owl#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
KINDS = {
    f"{OWL}{name}" for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
}
INFERRED = NamedNode("https://w3id.org/districtgraph/graph/inferred")
WRONG = {
    "a quote with a language": '<e> oa:exact "增长"@zh .',
    "an offset before the text": "<e> oa:start -1 .",
    "a concept that is a scheme": "<c> a dg:Indicator ; skos:hasTopConcept <d> .",
    "a unit that is a scheme": "<u> a qudt:Unit , skos:ConceptScheme .",
    "a claim that is a run": "<c> a dg:Observation . <d> prov:wasGeneratedBy <c> .",
    "a period that is a day of it": "<p> a dg:ResolvedPeriod . <q> time:hasEnd <p> .",
    "an organisation that is a role": "<o> a dg:Enterprise . <m> a org:Role . <o> owl:sameAs <m> .",
    "a factor that is a word": '<u> a qudt:Unit ; qudt:conversionMultiplier "many" .',
}


def of_vocabularies(files: Iterable[Path]) -> list[Triple]:
    return [
        quad.triple
        for file in files
        for quad in parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]


@pytest.fixture(scope="module")
def axioms() -> Triples:
    return load_turtle([Path(__file__).with_name("vocabularies.ttl")])


def kinds(triples: Iterable[Triple]) -> dict[object, set[str]]:
    found: dict[object, set[str]] = {}
    for triple in triples:
        if triple.predicate == TYPE and isinstance(triple.object, NamedNode):
            found.setdefault(triple.subject, set()).update({triple.object.value} & KINDS)
    return {term: names for term, names in found.items() if names}


def test_a_borrowed_term_is_of_the_kind_that_its_vocabulary_says(
    ontology: Triples, axioms: Triples
) -> None:
    ours, theirs = kinds(ontology), kinds(axioms)
    shared = sorted(ours.keys() & theirs.keys(), key=str)
    assert len(shared) >= 45
    assert [(str(term), ours[term]) for term in shared if ours[term] != theirs[term]] == []


ALIGNED = {
    "dg:locatedIn": "https://schema.org/containedInPlace",
    "dg:partOf": "http://purl.org/dc/terms/isPartOf",
    "dg:unit": "http://qudt.org/schema/qudt/hasUnit",
    "dg:areaCode": "http://www.wikidata.org/prop/direct/P442",
}


@pytest.mark.parametrize("ours", ALIGNED)
def test_a_relation_that_others_have_is_aligned_by_an_axiom(ontology: Triples, ours: str) -> None:
    own = NamedNode(ours.replace("dg:", DG))
    assert Triple(own, SUB_PROPERTY, NamedNode(ALIGNED[ours])) in ontology


def test_what_follows_does_not_repeat_a_relation_under_a_second_name(
    ontology: Triples, valid: Triples
) -> None:
    found = {triple.predicate.value for triple in materialise((*ontology, *valid))}
    assert found & {*ALIGNED.values()} == set()
    assert len(found) >= 4


@pytest.mark.usefixtures("warm")
def test_ontology_and_examples_agree_with_them(
    ontology: Triples, schemes: Triples, valid: Triples, axioms: Triples
) -> None:
    found = classify((*ontology, *axioms), (*schemes, *valid))
    assert (found.consistent, found.conflict, found.unsatisfiable) == (True, (), ())


@pytest.mark.usefixtures("warm", "patience")
def test_the_published_data_agree_with_them(
    built: BuildResult, ontology: Triples, axioms: Triples
) -> None:
    of_ontology = set(ontology)
    quads = parse(path=str(built.folder / "named-graphs.nq"), format=RdfFormat.N_QUADS)
    data = {
        quad.triple
        for quad in quads
        if quad.graph_name != INFERRED
        and not isinstance(quad.subject, BlankNode)
        and quad.triple not in of_ontology
    }
    assert len(data) > 20_000
    found = classify((*ontology, *axioms), sorted(data, key=str))
    assert (found.consistent, found.conflict, found.unsatisfiable) == (True, (), ())


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("name", WRONG)
def test_what_contradicts_them_would_be_noticed(
    ontology: Triples, axioms: Triples, name: str, tmp_path: Path
) -> None:
    prefixes = (Path(__file__).with_name("vocabularies.ttl")).read_text(encoding="utf-8")
    lines = [line for line in prefixes.splitlines() if line.startswith("@prefix")]
    lines += ["@prefix dg: <https://w3id.org/districtgraph/ontology#> ."]
    lines += ["@base <https://example.org/> .", WRONG[name]]
    file = tmp_path / "wrong.ttl"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert not classify((*ontology, *axioms), load_turtle([file])).consistent


def test_each_axiom_is_in_a_vocabulary_s_own_file(axioms: Triples) -> None:
    if not FOLDER:
        pytest.skip("set DISTRICTGRAPH_VOCABULARIES to a folder of the vocabularies' files")
    theirs = set(of_vocabularies(sorted(Path(FOLDER).glob("*.ttl"))))
    assert len(theirs) > 4_000
    assert [str(triple) for triple in axioms if triple not in theirs] == []
