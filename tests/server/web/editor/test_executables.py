"""The examples as RDF."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from districtgraph.queries import load_questions
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application

BASE = "https://example.org/base/"
SH = "http://www.w3.org/ns/shacl#"
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    config = ServerConfig(tmp_path, public_url="https://example.org/under/this")
    dataset = BuiltDataset(tmp_path, "", BASE, {}, {})
    return pages_application(config, dataset, MemoryBackend("")).test_client()


def described(client: FlaskClient, extension: str) -> Store:
    response = client.get(f"/queries.{extension}")
    assert response.status_code == 200
    store = Store()
    store.load(input=response.data, format=FORMATS[extension])
    return store


def values(store: Store, subject: str, predicate: str) -> list[str]:
    quads = store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None)
    return [quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode)]


@pytest.mark.parametrize("extension", FORMATS)
def test_every_question_is_an_executable_in_every_format(
    client: FlaskClient, extension: str
) -> None:
    store = described(client, extension)
    questions = load_questions()
    assert len(questions) >= 49
    for question in questions:
        iri = f"{BASE}queries/{question.name}"
        kinds = values(store, iri, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        assert f"{SH}SPARQLExecutable" in kinds and len(kinds) == 2
        titles = values(store, iri, "http://www.w3.org/2000/01/rdf-schema#label")
        assert set(titles) == set(question.titles.values())
        assert len(values(store, iri, "https://schema.org/keywords")) == 2
        assert values(store, iri, "https://schema.org/target") == [
            "https://example.org/under/this/sparql"
        ]


def test_a_text_runs_unchanged_and_has_the_dataset_s_base(client: FlaskClient) -> None:
    store = described(client, "ttl")
    texts = [
        quad.object.value
        for form in ("select", "ask", "construct")
        for quad in store.quads_for_pattern(None, NamedNode(SH + form), None)
        if isinstance(quad.object, Literal)
    ]
    assert len(texts) == len(load_questions())
    for text in texts:
        Store().query(text)
        assert "w3id.org" not in text and "# parameter" not in text and "# title" not in text


def test_prefixes_are_declared(client: FlaskClient) -> None:
    found = described(client, "ttl").query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?namespace WHERE {"
        "?query sh:prefixes/sh:declare ?declared . "
        '?declared sh:prefix "dg" ; sh:namespace ?namespace }'
    )
    assert {str(row[0]) for row in found} == {  # type: ignore[union-attr]
        f'"{BASE}ontology#"^^<http://www.w3.org/2001/XMLSchema#anyURI>'
    }
