"""The published shapes in pySHACL and in Jena: ours are checked, other people's data are not."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse, serialize
from pyshacl import validate
from rdflib import SH, Graph, Node, URIRef

from districtgraph.ontology.loading import load_ontology, load_schemes, load_shapes
from districtgraph.ontology.materialisation import materialise
from districtgraph.ontology.published_shapes import published_shapes
from tests.conftest import ROOT
from tests.ontology.test_wrong_graphs import read

from .jena import Jena, jena_or_skip

pytestmark = pytest.mark.usefixtures("processes", "patience")

ONTOLOGY = ROOT / "tests" / "ontology"
FOREIGN = """
PREFIX qudt: <http://qudt.org/schema/qudt/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX time: <http://www.w3.org/2006/time#>
<http://example.org/区> a qudt:Unit, skos:Concept, oa:SpecificResource, prov:Agent, prov:Activity .
[] a oa:TextQuoteSelector, oa:TextPositionSelector, time:Instant, skos:ConceptScheme .
"""
WRONG = {
    "statement-without-its-triple": "the triple that a statement asserts must be in the graph",
    "unit-of-another-indicator": "the unit must be the usual unit of the indicator",
    "concept-with-one-label-twice": "a concept must not have one label in two roles",
    "negative-count": "a count must not be below zero",
}


def triples_of(*updates: str) -> list[Triple]:
    """What is valid, after the updates, with what is known and what follows."""
    store = Store()
    store.extend(parse(path=str(ONTOLOGY / "valid.ttl"), format=RdfFormat.TURTLE))
    for update in updates:
        store.update(update)
    known = [*load_ontology(), *load_schemes(), *(quad.triple for quad in store)]
    return [*known, *materialise(known)]


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shapes") / "shapes.ttl"
    content = serialize(published_shapes(load_shapes()), format=RdfFormat.TURTLE)
    path.write_bytes(content or b"")
    return path


def graph_file(folder: Path, triples: list[Triple]) -> Path:
    path = folder / "data.nt"
    path.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    return path


def by_pyshacl(data: Path, shapes: Path) -> Graph:
    graph, shapes_graph = Graph().parse(data), Graph().parse(shapes)
    _, report, _ = validate(graph, shacl_graph=shapes_graph, inference="none", advanced=True)
    assert isinstance(report, Graph)
    return report


def messages(report: Graph) -> set[str]:
    return {str(text) for text in report.objects(None, SH.resultMessage)}


def test_both_find_what_is_wrong_in_both_languages(
    shapes: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """All at once, each at its culprit; tests/ontology/test_wrong_graphs.py has each alone."""
    wrong = {name: read(ONTOLOGY / "wrong" / f"{name}.ru") for name in WRONG}
    data = graph_file(tmp_path, triples_of(*(graph.update for graph in wrong.values())))
    report = by_pyshacl(data, shapes)
    for name, graph in wrong.items():
        # A constraint in SPARQL has the culprit as its value: its focus is the ontology.
        about = {
            result
            for place in (SH.focusNode, SH.value)
            for result in report.subjects(place, URIRef(graph.culprit))
        }
        found = [
            texts for result in about if WRONG[name] in " ".join(texts := said(report, result))
        ]
        assert found, (name, messages(report))
        assert all(any("一" <= sign <= "鿿" for sign in "".join(texts)) for texts in found), found
    jena = jena_or_skip(tmp_path_factory.mktemp("jena"))
    printed = by_jena(jena, data, shapes)
    assert [name for name in WRONG if WRONG[name] not in printed] == []


def said(report: Graph, result: Node) -> set[str]:
    return {str(text) for text in report.objects(result, SH.resultMessage)}


def by_jena(jena: Jena, data: Path, shapes: Path) -> str:
    return jena.run("shacl.shacl_validate", "--shapes", str(shapes), "--data", str(data))


def test_valid_data_and_foreign_data_conform_in_both_engines(
    shapes: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    foreign = [quad.triple for quad in parse(FOREIGN.encode(), format=RdfFormat.TURTLE)]
    data = graph_file(tmp_path, [*triples_of(), *foreign])
    assert messages(by_pyshacl(data, shapes)) == set()
    jena = jena_or_skip(tmp_path_factory.mktemp("jena"))
    assert "sh:conforms  true" in by_jena(jena, data, shapes)


def test_targets_are_ours_and_a_constraint_has_no_messages() -> None:
    sh = "http://www.w3.org/ns/shacl#"
    made = published_shapes(load_shapes())
    ours = "https://w3id.org/districtgraph/"
    targets = [item.object for item in made if item.predicate == NamedNode(f"{sh}targetClass")]
    assert len(targets) >= 40
    assert all(str(target).startswith(f"<{ours}") for target in targets)
    queries = {item.object for item in made if item.predicate == NamedNode(f"{sh}sparql")}
    assert len(queries) >= 15
    message = NamedNode(f"{sh}message")
    assert not [item for item in made if item.subject in queries and item.predicate == message]
    of_shapes = [item.object for item in load_shapes() if item.predicate == message]
    assert {item.object for item in made if item.predicate == message} == set(of_shapes)
