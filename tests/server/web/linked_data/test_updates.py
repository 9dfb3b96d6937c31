"""Linked data follows the store: documents reflect at once what an update adds or removes."""

from collections.abc import Iterator

import pytest

from districtgraph.graph.rdf.vocabulary import BASE, expand
from tests.live_server import serving_store
from tests.server.conftest import TOKEN
from tests.server.http_client import HttpClient

pytestmark = pytest.mark.usefixtures("processes")

THING = f"{BASE}id/place/new"
LABEL = expand("rdfs:label").value


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpClient]:
    """A client that may write a bare store, empty at first."""
    store = tmp_path_factory.mktemp("linked-data-store")
    with serving_store(store, "--workers", "2", token=TOKEN) as address:
        yield HttpClient(address, TOKEN)


def test_documents_follow_updates(written: HttpClient) -> None:
    assert written.get("/id/place/new").status == 404
    added = f'INSERT DATA {{ <{THING}> <{LABEL}> "新"@zh }}'
    assert written.update(added).status == 204
    assert written.get("/id/place/new").headers["location"] == "/id/place/new.ttl"
    first = written.get("/id/place/new.ttl")
    assert "新" in first.text
    condition = {"If-None-Match": first.headers["etag"]}
    assert written.send("GET", "/id/place/new.ttl", condition).status == 304

    assert written.update(f'INSERT DATA {{ <{THING}> <{LABEL}> "new"@en }}').status == 204
    second = written.send("GET", "/id/place/new.ttl", condition)
    assert second.status == 200
    assert second.headers["etag"] != first.headers["etag"]
    assert '"new"@en' in second.text

    assert written.update(f"DELETE WHERE {{ <{THING}> ?p ?o }}").status == 204
    assert written.get("/id/place/new").status == 404


def test_listings_follow_updates(written: HttpClient) -> None:
    place = f"{BASE}ontology#Place"
    kind = expand("rdf:type").value
    assert written.get("/browse/Place").status == 404
    assert written.update(f"INSERT DATA {{ <{THING}> <{kind}> <{place}> }}").status == 204
    assert f"<{THING}>" in written.get("/browse/Place.ttl").text
    assert f"{written.address}/id/place/new.html" in written.get("/sitemap.xml").text


def test_a_graph_of_one_s_own_has_a_document(written: HttpClient) -> None:
    graph = f"{BASE}graph/mine"
    body = b"<http://example.org/s> <http://example.org/p> 1 ."
    put = written.send("PUT", f"/store?graph={graph}", {"Content-Type": "text/turtle"}, body)
    assert put.status == 201
    reply = written.get("/graph/mine.ttl")
    assert reply.status == 200
    assert f"<{graph}> a void:Dataset" in reply.text
    assert "/store?graph=" in reply.headers["link"]
