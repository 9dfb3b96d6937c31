"""Linked data holds under a proxy's prefix and under other base IRIs."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from tests.live_server import free_port, serving
from tests.patience import PATIENCE
from tests.server.http_client import HttpClient
from tests.server.web.linked_data.conftest import ApplicationOf
from tests.shared_datasets import build_unchecked

DISTRICT = "id/place/210104"
FORWARDED = {
    "X-Forwarded-Prefix": "/dg",
    "X-Forwarded-Host": "x",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "192.0.2.1",
}
PATHS = (DISTRICT, "ontology", "dataset", "graph/inferred", "browse", "browse/Programme")


@pytest.fixture(scope="module", params=["public_url", "trusted_hops"])
def prefixed(request: pytest.FixtureRequest, application: ApplicationOf) -> FlaskClient:
    """The application behind a proxy at https://x/dg that takes /dg off."""
    if request.param == "public_url":
        return application(public_url="https://x/dg").test_client()
    client = application(trusted_hops=1).test_client()
    client.environ_base.update(
        {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in FORWARDED.items()}
    )
    return client


def test_documents_are_under_the_prefix(prefixed: FlaskClient) -> None:
    for path in (DISTRICT, "ontology", "ontology/0.1.0", "dataset", "graph/inferred"):
        response = prefixed.get(f"/{path}", headers={"Accept": "text/html"})
        assert (response.status_code, response.headers["Location"]) == (303, f"/dg/{path}.html")
        assert prefixed.get(f"/{path}.html").status_code == 200
    location = prefixed.get("/resource?iri=http://www.w3.org/ns/prov%23Entity").headers["Location"]
    assert location.startswith("/dg/resource.ttl?")
    assert prefixed.get("/.well-known/void").headers["Location"] == "/dg/dataset.ttl"


def test_link_headers_are_whole_under_the_prefix(prefixed: FlaskClient) -> None:
    for path in PATHS:
        header = prefixed.get(f"/{path}.ttl").headers["Link"]
        assert f'<https://x/dg/{path}.html>; rel="alternate"; type="text/html"' in header
        assert "localhost" not in header


def test_no_page_has_a_link_past_the_prefix(prefixed: FlaskClient) -> None:
    for path in PATHS:
        text = prefixed.get(f"/{path}.html").text
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', text)
        assert len(links) >= 5
        assert [link for link in links if not link.startswith("/dg/")] == [], path


def test_data_names_the_iris_and_listings_their_addresses(prefixed: FlaskClient) -> None:
    assert f"<{BASE}{DISTRICT}>" in prefixed.get(f"/{DISTRICT}.ttl").text
    listing = prefixed.get("/browse/Programme.ttl").text
    assert "<https://x/dg/browse/Programme>" in listing
    assert f"<{BASE}id/programme/air-pollution-control>" in listing


def test_crawlers_are_sent_under_the_prefix(prefixed: FlaskClient) -> None:
    robots = prefixed.get("/robots.txt").text
    assert "Disallow: /dg/sparql" in robots
    assert "Sitemap: https://x/dg/sitemap.xml" in robots
    pages = re.findall(r"<loc>([^<]+)</loc>", prefixed.get("/sitemap.xml").text)
    assert len(pages) >= 750
    assert all(page.startswith("https://x/dg/") for page in pages)


@pytest.fixture(scope="module")
def port(processes: None) -> int:
    return free_port()


@pytest.fixture(scope="module")
def moved(processes: None, tmp_path_factory: pytest.TempPathFactory, port: int) -> Path:
    """A dataset whose base IRI is the address of the server that will serve it."""
    folder = tmp_path_factory.mktemp("moved")
    build_unchecked(folder, base=f"http://127.0.0.1:{port}/")
    return folder


@pytest.fixture(scope="module")
def home(moved: Path, port: int) -> Iterator[str]:
    """The address of a server at the dataset's own base IRI, which believes one proxy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.live_server.free_port", lambda: port)
        with serving(moved, "--trusted-hops", "1") as address:
            assert address == f"http://127.0.0.1:{port}"
            yield address


def test_iris_themselves_can_be_fetched(home: str) -> None:
    for path in (DISTRICT, "ontology", "dataset", "graph/inferred", "id/modality/achieved"):
        iri = f"{home}/{path}"
        request = urllib.request.Request(iri, headers={"Accept": "application/n-triples"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            assert response.url == f"{iri}.nt"
            subjects = {quad.subject for quad in parse(response, format=RdfFormat.N_TRIPLES)}
        assert NamedNode(iri) in subjects


def test_a_server_behind_a_proxy_answers_the_same(home: str) -> None:
    client = HttpClient(home)
    reply = client.send("GET", f"/{DISTRICT}", {**FORWARDED, "Accept": "text/html"})
    assert (reply.status, reply.headers["location"]) == (303, f"/dg/{DISTRICT}.html")
    assert f"<https://x/dg/{DISTRICT}.ttl>" in reply.headers["link"]


def test_another_base_is_used_everywhere(moved: Path, port: int) -> None:
    dataset = read_dataset(moved)
    store = MemoryBackend(dataset.quads.read_text(encoding="utf-8"))
    client = pages_application(ServerConfig(moved), dataset, store).test_client()
    base = f"http://127.0.0.1:{port}/"
    for path in (f"{DISTRICT}.trig", "ontology.ttl", "dataset.nt", "browse.ttl", "context.jsonld"):
        text = client.get(f"/{path}").text
        assert base in text
        assert BASE not in text, path
    header = client.get(f"/{DISTRICT}.ttl").headers["Link"]
    assert f'<{base}{DISTRICT}>; rel="canonical"' in header
    claim = "id/claim/dadong-district/210104-follows-resources-to-the-grassroots"
    quads = list(parse(client.get(f"/{claim}.nq").data, format=RdfFormat.N_QUADS))
    assert len([quad for quad in quads if quad.graph_name == NamedNode(base + claim)]) >= 20
    anchors = re.findall(r'<h3 id="(\w+)"', client.get("/ontology.html").text)
    assert len(anchors) >= 135
