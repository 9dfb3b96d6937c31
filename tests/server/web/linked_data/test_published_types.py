"""Documents have the published datatypes, even if the store has others."""

from flask.testing import FlaskClient
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE, expand
from districtgraph.server.knowledge.resources.published_types import as_published

CARDINALITY = expand("owl:cardinality")


def test_cardinalities_have_the_datatype_of_the_file(linked: FlaskClient) -> None:
    for extension, rdf_format in (("nt", RdfFormat.N_TRIPLES), ("jsonld", RdfFormat.JSON_LD)):
        served = parse(linked.get(f"/ontology.{extension}").data, format=rdf_format)
        values = [quad.object for quad in served if quad.predicate == CARDINALITY]
        assert len(values) >= 5
        types = {value.datatype for value in values if isinstance(value, Literal)}
        assert types == {expand("xsd:nonNegativeInteger")}


def test_a_value_that_the_ontology_cannot_contain_is_unchanged() -> None:
    node = BlankNode()
    for value in (Literal(-1), Literal("1"), NamedNode("urn:x")):
        quad = Quad(node, CARDINALITY, value)
        assert as_published(quad) == quad
    other = Quad(node, expand("dg:rank"), Literal(1))
    assert as_published(other) == other


def test_the_counts_of_the_description_are_what_a_store_counts(built: BuildResult) -> None:
    store = Store()
    store.bulk_load(path=str(built.folder / "dataset.nq"), format=RdfFormat.N_QUADS)
    described = NamedNode(f"{BASE}graph/dataset")
    counted = expand("void:distinctObjects")
    sizes = {
        quad.subject: int(quad.object.value)
        for quad in store.quads_for_pattern(None, counted, None, described)
        if isinstance(quad.object, Literal)
    }
    assert len(sizes) >= 7
    for graph, number in sizes.items():
        if graph == NamedNode(f"{BASE}dataset"):
            own = set(store.quads_for_pattern(None, None, None, described))
            said = {(quad.subject, quad.predicate, quad.object) for quad in own}
            quads = store.quads_for_pattern(None, None, None, DefaultGraph())
            found = {
                quad.object
                for quad in quads
                if (quad.subject, quad.predicate, quad.object) not in said
            }
        else:
            assert isinstance(graph, NamedNode)
            found = {q.object for q in store.quads_for_pattern(None, None, None, graph)}
        assert len(found) == number, graph
