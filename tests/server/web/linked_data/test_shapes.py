"""The shapes are served at their IRI, under any base, and the catalogue names them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from districtgraph.graph.rdf.vocabulary import BASE, expand
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("bare")
    app = pages_application(ServerConfig(folder), no_dataset(folder), MemoryBackend(""))
    return app.test_client()


@pytest.mark.parametrize(
    ("accept", "extension"),
    [(None, "ttl"), ("application/ld+json", "jsonld"), ("text/html", "ttl"), ("*/*", "ttl")],
)
def test_the_iri_leads_to_a_document(
    client: FlaskClient, accept: str | None, extension: str
) -> None:
    response = client.get("/shapes", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.headers["Location"]) == (303, f"/shapes.{extension}")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_holds_the_same_shapes(client: FlaskClient, extension: str) -> None:
    response = client.get(f"/shapes.{extension}")
    assert response.status_code == 200
    triples = {str(quad.predicate) for quad in parse(response.data, format=FORMATS[extension])}
    assert "<http://www.w3.org/ns/shacl#sparql>" in triples
    count = sum(1 for _ in parse(response.data, format=FORMATS[extension]))
    assert count == sum(1 for _ in parse(client.get("/shapes.nt").data, format=RdfFormat.N_TRIPLES))


def test_another_format_is_404_and_says_which_there_are(client: FlaskClient) -> None:
    response = client.get("/shapes.zip")
    assert response.status_code == 404
    assert "/shapes.ttl" in response.get_json()["detail"]


def test_queries_and_prefixes_move_with_the_base() -> None:
    from districtgraph.server.http.media_types import GRAPH_FORMATS
    from districtgraph.server.web.linked_data.shapes_documents import _content

    moved = _content(GRAPH_FORMATS[1], "https://example.org/kg/")
    assert BASE.encode() not in moved
    texts = [
        quad.object.value
        for quad in parse(moved, format=RdfFormat.N_TRIPLES)
        if isinstance(quad.object, Literal)
    ]
    assert "https://example.org/kg/ontology#" in texts


def test_the_catalogue_names_them(linked: FlaskClient) -> None:
    quads = list(parse(linked.get("/catalogue.nt").data, format=RdfFormat.N_TRIPLES))
    named = {q.object for q in quads if q.predicate == expand("dcterms:conformsTo")}
    assert NamedNode(f"{BASE}shapes") in named
