"""Where the format that a client likes best cannot express an answer, the next one is taken."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from tests.server.http_client import HttpClient
from tests.server.in_process import whole_application

GRAPH = "http://example.org/g"
QUADS = f"""
<urn:a> <urn:p> "\\u0001" .
<urn:a> <http://example.org/123> "x" .
<urn:a> <http://example.org/123> "x" <{GRAPH}> .
<{BASE}id/odd> <http://example.org/123> "x" .
<{BASE}id/plain> <http://example.org/p> "x" .
<{BASE}id/plain> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/456> .
"""
ODD, PLAIN = "SELECT ?o { ?s <urn:p> ?o }", "SELECT ?s { ?s <urn:p> ?o }"
TRIPLE_TERM = "CONSTRUCT { <urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> } {}"
XML, JSON = "application/sparql-results+xml", "application/sparql-results+json"
RDF, TURTLE = "application/rdf+xml", "text/turtle"


@pytest.fixture(scope="module")
def client(processes: None) -> Iterator[HttpClient]:
    with whole_application(QUADS) as found:
        yield found


@pytest.mark.parametrize(
    ("target", "accept"),
    [
        ("/sparql?query=CONSTRUCT+WHERE{?s+<http://example.org/123>+?o}", RDF),
        ("/sparql?query=ASK{}", "image/png"),
        (f"/store?graph={quote(GRAPH)}", RDF),
    ],
)
def test_what_is_not_acceptable_depends_on_the_header(
    client: HttpClient, target: str, accept: str
) -> None:
    reply = client.get(target, accept)
    assert reply.status == 406
    assert reply.headers["vary"] == "Accept"


def asked(query: str, **parameters: str) -> str:
    return f"/sparql?{urlencode({'query': query, **parameters})}"


@pytest.mark.parametrize(
    ("target", "accept", "given"),
    [
        (asked(PLAIN), f"{XML}, {JSON};q=0.5", XML),
        (asked(ODD), f"{XML}, {JSON};q=0.5", JSON),
        (asked(ODD), f"{XML}, text/csv;q=0.2, {JSON};q=0.1", "text/csv"),
        (asked(ODD), "application/xml, */*;q=0.1", JSON),
        (asked(ODD), "application/xml, text/html;q=0.9", "text/html"),
        (asked("CONSTRUCT WHERE { ?s ?p ?o }"), f"{RDF}, {TURTLE};q=0.5", TURTLE),
        (asked("DESCRIBE <urn:a>"), f"{RDF}, application/n-triples", "application/n-triples"),
        (asked(TRIPLE_TERM), f"application/ld+json, {TURTLE};q=0.5", TURTLE),
        (f"/store?graph={quote(GRAPH)}", f"{RDF}, {TURTLE};q=0.5", TURTLE),
        ("/store?default", f"{RDF}, application/ld+json;q=0.5", "application/ld+json"),
    ],
)
def test_the_next_acceptable_format_is_taken(
    client: HttpClient, target: str, accept: str, given: str
) -> None:
    reply = client.get(target, accept)
    assert (reply.status, reply.content_type.partition(";")[0]) == (200, given)
    assert "accept" in reply.headers["vary"].lower()
    if "etag" in reply.headers:
        headers = {"Accept": accept, "If-None-Match": reply.headers["etag"]}
        assert client.send("GET", target, headers).status == 304


@pytest.mark.parametrize(
    ("target", "accept"),
    [
        (asked(ODD), XML),
        (asked(ODD), f"{XML}, {JSON};q=0"),
        (asked(ODD, format="xml"), f"{XML}, {JSON}"),
        (asked("CONSTRUCT WHERE { ?s ?p ?o }"), RDF),
        (f"/store?graph={quote(GRAPH)}", RDF),
        (f"/store?graph={quote(GRAPH)}&format=rdf", "*/*"),
    ],
)
def test_where_none_can_express_it_it_is_406(client: HttpClient, target: str, accept: str) -> None:
    reply = client.get(target, accept)
    assert reply.status == 406
    assert "XML" in reply.text


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("documents")
    backend = MemoryBackend(QUADS)
    return pages_application(ServerConfig(folder), no_dataset(folder), backend).test_client()


@pytest.mark.parametrize(
    ("path", "accept", "extension"),
    [
        ("/id/odd", f"{RDF}, {TURTLE};q=0.5", "ttl"),
        ("/id/odd", f"{RDF}, text/html;q=0.5", "html"),
        ("/id/odd", RDF, "rdf"),
        ("/id/plain", f"{RDF}, application/ld+json;q=0.5", "jsonld"),
    ],
)
def test_a_thing_leads_to_a_document_that_there_is(
    documents: FlaskClient, path: str, accept: str, extension: str
) -> None:
    reply = documents.get(path, headers={"Accept": accept})
    assert (reply.status_code, reply.location) == (303, f"{path}.{extension}")
    found = documents.get(reply.location).status_code
    assert found == (406 if extension == "rdf" else 200)


def test_listings_do_so_too(documents: FlaskClient) -> None:
    listing = "/browse/other?class=http://example.org/456"
    accept = {"Accept": f"{RDF}, {TURTLE};q=0.5"}
    for path in ("/browse", listing):
        reply = documents.get(path, headers=accept)
        assert reply.status_code == 200
    assert reply.mimetype == TURTLE
    assert documents.get(listing, headers={"Accept": RDF}).status_code == 406


def test_json_ld_of_a_triple_term_alone_is_not_acceptable(client: HttpClient) -> None:
    reply = client.get(asked(TRIPLE_TERM), "application/ld+json")
    assert (reply.status, "no triple terms" in reply.text) == (406, True)
