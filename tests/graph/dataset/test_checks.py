"""The finished dataset against its own ontology: it uses only declared terms."""

from functools import cache

import pytest
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.ontology.loading import load_ontology, load_shapes

TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LOGIC = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#")
DESCRIPTION = ("http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://purl.org/dc/")


@pytest.fixture(scope="module")
def individuals(built: BuildResult) -> list[Triple]:
    """What is said of named individuals in the default graph, the dataset's description aside."""
    path = str(built.folder / "dataset.nq")
    return [
        quad.triple
        for quad in parse(path=path, format=RdfFormat.N_QUADS)
        if isinstance(quad.graph_name, DefaultGraph)
        and isinstance(quad.subject, NamedNode)
        and f"{BASE}id/" in quad.subject.value
        and not isinstance(quad.object, BlankNode)
    ]


@cache
def declared() -> set[NamedNode]:
    return {
        t.subject
        for t in load_ontology()
        if t.predicate == TYPE
        and isinstance(t.subject, NamedNode)
        and isinstance(t.object, NamedNode)
        and t.object.value.startswith(LOGIC[0])
    }


def test_every_property_and_class_used_is_declared(individuals: list[Triple]) -> None:
    assert len(individuals) > 10_000
    used = {t.predicate for t in individuals if t.predicate != TYPE}
    used |= {t.object for t in individuals if t.predicate == TYPE}  # type: ignore[misc]
    undeclared = {str(term) for term in used - declared() if not str(term)[1:].startswith(LOGIC)}
    assert undeclared == set()


def test_every_class_with_instances_has_a_shape(individuals: list[Triple]) -> None:
    targets = {t.object for t in load_shapes() if t.predicate.value.endswith("shacl#targetClass")}
    types: dict[object, set[object]] = {}
    for triple in individuals:
        if triple.predicate == TYPE:
            types.setdefault(triple.subject, set()).add(triple.object)
    unshaped = {str(subject) for subject, classes in types.items() if not classes & targets}
    assert len(types) > 1000
    assert unshaped == set()


def test_every_individual_mentioned_is_described(individuals: list[Triple]) -> None:
    described = {t.subject for t in individuals}
    mentioned = {
        t.object
        for t in individuals
        if isinstance(t.object, NamedNode) and f"{BASE}id/" in t.object.value
    }
    assert {str(term) for term in mentioned - described} == set()


def test_every_entity_has_a_mention_with_evidence(individuals: list[Triple]) -> None:
    mentions = NamedNode(f"{BASE}ontology#mentions")
    mentioned = {t.object for t in individuals if t.predicate == mentions}
    named = ("place/", "organisation/", "programme/", "project/", "policy/", "method/",
             "standard/", "principle/", "measure/", "goal/", "outcome/", "cluster/")  # fmt: skip
    entities = {
        t.subject
        for t in individuals
        if isinstance(t.subject, NamedNode)
        and t.subject.value.removeprefix(f"{BASE}id/").startswith(named)
    }
    assert len(entities) == 108
    assert entities <= mentioned


def test_every_literal_is_written_as_the_store_gives_it_back(built: BuildResult) -> None:
    # OWL wants xsd:nonNegativeInteger for cardinalities, which the store makes xsd:integer:
    # docs/decisions/0003.
    quads = [
        quad
        for quad in parse(path=built.folder / "dataset.nq", format=RdfFormat.N_QUADS)
        if isinstance(quad.object, Literal)
        and quad.object.datatype.value.rpartition("#")[2] != "nonNegativeInteger"
    ]
    store = Store()
    store.extend(quads)
    assert {str(quad) for quad in quads} - {str(quad) for quad in store} == set()
