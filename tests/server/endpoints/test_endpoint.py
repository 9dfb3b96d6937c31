"""The endpoint /sparql of a running server: formats, statuses, headers."""

import csv
import io
import xml.etree.ElementTree as ET
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from rdflib import Graph

from districtgraph.server.http.media_types import GRAPH_FORMATS, RESULT_FORMATS, Format
from tests.server.counting_listener import CountingListener
from tests.server.http_client import HttpClient

pytestmark = pytest.mark.usefixtures("processes")

SELECT = 'SELECT ?s ?label WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label . FILTER (lang(?label) = "zh") }'  # noqa: E501
CONSTRUCT = "CONSTRUCT WHERE { <http://example.org/区> ?p ?o }"
ENGINE_GRAPHS = [item for item in GRAPH_FORMATS if item.engine]
ENGINE_RESULTS = [item for item in RESULT_FORMATS if item.engine]


def url(query: str) -> str:
    return f"/sparql?query={quote(query)}"


@pytest.mark.parametrize("item", ENGINE_RESULTS, ids=lambda item: item.engine)
def test_bindings_in_every_format(client: HttpClient, item: Format) -> None:
    response = client.get(url(SELECT), accept=item.media_type)
    assert response.status == 200
    assert response.content_type.split(";")[0] == item.media_type
    assert ("charset=utf-8" in response.content_type) == item.charset
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    text = response.text
    assert "样板区" in text
    if item.engine in ("JSON", "XML", "TSV"):
        results = parse_query_results(
            response.body, format=getattr(QueryResultsFormat, item.engine)
        )
        assert [solution["label"].value for solution in results] == ["样板区"]  # type: ignore[union-attr]
    else:
        assert list(csv.reader(io.StringIO(text)))[1] == ["http://example.org/区", "样板区"]


@pytest.mark.parametrize("item", ENGINE_RESULTS, ids=lambda item: item.engine)
def test_booleans_in_every_format(client: HttpClient, item: Format) -> None:
    response = client.get(url("ASK { ?s ?p ?o }"), accept=item.media_type)
    assert response.status == 200
    assert "true" in response.text


@pytest.mark.parametrize("item", ENGINE_GRAPHS, ids=lambda item: item.engine)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <http://example.org/claim>"])
def test_graphs_in_every_format(client: HttpClient, item: Format, query: str) -> None:
    response = client.get(url(query), accept=item.media_type)
    assert response.status == 200
    assert response.content_type.split(";")[0] == item.media_type
    assert len(list(parse(response.body, format=getattr(RdfFormat, item.engine)))) >= 3


def test_rdf_xml_is_read_by_rdflib_too(client: HttpClient) -> None:
    response = client.get(url(CONSTRUCT), accept="application/rdf+xml")
    assert len(Graph().parse(data=response.body, format="xml")) == 3


def test_the_three_ways_to_send_a_query_give_the_same(client: HttpClient) -> None:
    by_get = client.get(url(SELECT))
    by_form = client.form("/sparql", {"query": SELECT})
    direct = client.post("/sparql", SELECT.encode(), "application/sparql-query")
    assert by_get.body == by_form.body == direct.body
    assert by_get.json()["results"]["bindings"]


def test_head_has_the_headers_and_no_body(client: HttpClient) -> None:
    response = client.send("HEAD", url(SELECT))
    assert response.status == 200
    assert response.content_type == "application/sparql-results+json"
    assert response.body == b""


def test_a_syntax_error_has_line_and_column(client: HttpClient) -> None:
    response = client.get(url("SELECT * WHERE {\n  ?s ?p "))
    assert response.status == 400
    assert response.content_type == "text/plain; charset=utf-8"
    assert "line 2, column " in response.text


def test_nothing_acceptable_is_406_with_what_there_is(client: HttpClient) -> None:
    response = client.get(url(SELECT), accept="image/png")
    assert response.status == 406
    assert response.headers["vary"] == "Accept"
    assert "application/sparql-results+json" in response.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_405_with_allow(client: HttpClient, method: str) -> None:
    response = client.send(method, "/sparql")
    assert response.status == 405
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"ASK{}", "text/plain", 415),
        (b"\xff", "application/sparql-query", 400),
        (b"CLEAR ALL", "application/sparql-update", 403),
        (b"update=CLEAR+ALL", "application/x-www-form-urlencoded", 403),
        (b"ASK{}#" + b"x" * 2_000_000, "application/sparql-query", 413),
    ],
)
def test_wrong_bodies(client: HttpClient, body: bytes, content_type: str, status: int) -> None:
    response = client.post("/sparql", body, content_type)
    assert response.status == status
    assert response.content_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { BIND(<URL> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { SERVICE#\n<URL> { ?s ?p ?o } }",
        "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
        "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    ],
)
def test_a_service_call_is_refused_before_it_is_made(client: HttpClient, query: str) -> None:
    with CountingListener() as listener:
        response = client.get(url(query.replace("URL", listener.url)))
        assert response.status == 403
        assert "SERVICE is refused" in response.text
        assert listener.count == 0


def test_a_silent_call_is_not_made_either_and_binds_nothing(client: HttpClient) -> None:
    with CountingListener() as listener:
        query = f"SELECT * {{ VALUES ?a {{ 1 2 }} SERVICE SILENT <{listener.url}> {{ ?s ?p ?o }} }}"
        found = client.get(url(query), "application/json").json()["results"]["bindings"]
        assert [{name: term["value"] for name, term in row.items()} for row in found] == [
            {"a": "1"},
            {"a": "2"},
        ]
        assert listener.count == 0


def test_xml_that_cannot_express_a_result_is_refused(client: HttpClient) -> None:
    for text in ('SELECT ("a\\u0001" AS ?x) {}', 'SELECT ("\uffff" AS ?x) {}'):
        response = client.get(url(text), "application/sparql-results+xml")
        assert response.status == 406
        assert "U+" in response.text
        assert client.get(url(text), "application/json").status == 200
    text = "CONSTRUCT { <urn:a> <urn:x:1> 1 } {}"
    assert client.get(url(text), "application/rdf+xml").status == 406


def test_percent_encoded_and_plain_iris_are_different_terms(client: HttpClient) -> None:
    for iri, found in (
        ("http://example.org/区", "样板区"),
        ("http://example.org/%E5%8C%BA", "percent"),
    ):
        query = f"SELECT ?l {{ <{iri}> <http://www.w3.org/2000/01/rdf-schema#label> ?l }}"
        text = client.get(url(query), accept="text/csv").text
        assert found in text
        assert text.count("\n") <= 3


def count(client: HttpClient, pattern: str, parameters: str = "") -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    return int(client.get(url(query) + parameters, "text/csv").text.split()[1])


def test_the_protocol_dataset_is_honoured(client: HttpClient) -> None:
    graph = "graph-uri=http://example.org/claim"
    assert count(client, "?s ?p ?o") == 12
    assert count(client, "?s ?p ?o", f"&default-{graph}") == 1
    assert count(client, "?s ?p ?o", f"&named-{graph}") == 0
    assert count(client, "GRAPH ?g { ?s ?p ?o }", f"&named-{graph}") == 1


def test_several_default_graphs_are_merged_so_that_no_triple_is_counted_twice(
    client: HttpClient,
) -> None:
    both = "".join(f"&default-graph-uri=http://example.org/{name}" for name in ("claim", "other"))
    assert count(client, "GRAPH ?g { ?s ?p ?o }") == 2
    assert count(client, "?s ?p ?o", both) == 1
    clauses = "FROM <http://example.org/claim> FROM <http://example.org/other>"
    query = f"SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}"
    assert client.get(url(query), "text/csv").text.split() == ["n", "1"]


def test_a_malformed_graph_name_is_400(client: HttpClient) -> None:
    response = client.get(url("ASK {}") + "&default-graph-uri=not+an+iri")
    assert response.status == 400


def test_describe_gives_labels_and_evidence(client: HttpClient) -> None:
    response = client.get(url("DESCRIBE <http://example.org/区>"), accept="text/turtle")
    text = response.text
    for expected in ("样板区", "percent-encoded", "the claim", "样板区在区里", "the text"):
        assert expected in text, expected


def test_describing_nothing_gives_nothing(client: HttpClient) -> None:
    response = client.get(url("DESCRIBE <http://example.org/nothing>"))
    assert (response.status, response.body) == (200, b"")


def test_a_hundred_thousand_parentheses_are_answered(client: HttpClient) -> None:
    depth = 100_000
    query = "SELECT (" + "(" * depth + "1" + ")" * depth + " AS ?x) {}"
    response = client.form("/sparql", {"query": query}, "text/csv")
    assert response.status == 200
    assert response.body == b"x\r\n1\r\n"


def test_other_origins_may_read(client: HttpClient) -> None:
    assert client.get(url(SELECT)).headers["access-control-allow-origin"] == "*"
    assert client.get(url("nonsense")).headers["access-control-allow-origin"] == "*"
    preflight = client.send("OPTIONS", "/sparql")
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    wanted = {"Access-Control-Request-Headers": "if-none-match, content-encoding, x-mine, no name"}
    for path in ("/sparql", "/store"):
        allowed = client.send("OPTIONS", path, wanted).headers["access-control-allow-headers"]
        names = {name.strip().lower() for name in allowed.split(",")}
        assert {"if-none-match", "content-encoding", "x-mine", "authorization"} <= names
        assert "no name" not in names
    exposed = client.get(url(SELECT)).headers["access-control-expose-headers"]
    assert "Retry-After" in exposed


def test_a_bare_get_describes_the_service(client: HttpClient) -> None:
    response = client.get("/sparql", accept="application/n-triples")
    triples = [(t.predicate.value.rpartition("#")[2], str(t.object)) for t in
               parse(response.body, format=RdfFormat.N_TRIPLES)]  # fmt: skip
    assert ("endpoint", f"<{client.address}/sparql>") in triples
    languages = {term.rpartition("#")[2] for name, term in triples if name == "supportedLanguage"}
    assert languages == {"SPARQL11Query>"}


def test_a_browser_gets_a_table(client: HttpClient) -> None:
    response = client.get(url(SELECT), accept="text/html,*/*;q=0.8")
    assert response.content_type == "text/html; charset=utf-8"
    text = response.text
    assert '<td lang="zh">样板区</td>' in text
    assert 'href="/resource.html?iri=http' in text


def test_markup_in_data_is_text_in_the_table(client: HttpClient) -> None:
    query = 'SELECT ("<script>alert(1)</script>" AS ?x) {}'
    response = client.get(url(query), accept="text/html")
    assert "<script>" not in response.text


def test_xml_results_are_well_formed(client: HttpClient) -> None:
    response = client.get(url(SELECT), accept="application/sparql-results+xml")
    assert ET.fromstring(response.body).tag.endswith("sparql")


def test_a_browser_gets_a_description_as_a_page(client: HttpClient) -> None:
    response = client.get(url("DESCRIBE <http://example.org/区>"), accept="text/html")
    text = response.text
    assert response.content_type == "text/html; charset=utf-8"
    assert '<td lang="zh">样板区</td>' in text
    assert "dg:Claim" in text
    assert f"/resource.html?{urlencode({'iri': 'http://example.org/evidence'})}" in text
