"""The endpoint through Flask's client: formats, statuses, headers."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from rdflib import Graph

from districtgraph.server.media_types import GRAPH_FORMATS, RESULT_FORMATS, Format

from .counting_listener import CountingListener

SELECT = 'SELECT ?s ?label WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label . FILTER (lang(?label) = "zh") }'  # noqa: E501
CONSTRUCT = "CONSTRUCT WHERE { <http://example.org/区> ?p ?o }"
ENGINE_GRAPHS = [item for item in GRAPH_FORMATS if item.engine]
ENGINE_RESULTS = [item for item in RESULT_FORMATS if item.engine]


def url(query: str) -> str:
    return f"/sparql?query={quote(query)}"


@pytest.mark.parametrize("item", ENGINE_RESULTS, ids=lambda item: item.engine)
def test_bindings_in_every_format(client: FlaskClient, item: Format) -> None:
    response = client.get(url(SELECT), headers={"Accept": item.media_type})
    assert response.status_code == 200
    assert response.content_type.split(";")[0] == item.media_type
    assert ("charset=utf-8" in response.content_type) == item.charset
    assert response.vary.to_header() == "Accept"
    text = response.get_data(as_text=True)
    assert "样板区" in text
    if item.engine in ("JSON", "XML", "TSV"):
        results = parse_query_results(
            response.data, format=getattr(QueryResultsFormat, item.engine)
        )
        assert [solution["label"].value for solution in results] == ["样板区"]  # type: ignore[union-attr]
    else:
        assert list(csv.reader(io.StringIO(text)))[1] == ["http://example.org/区", "样板区"]


@pytest.mark.parametrize("item", ENGINE_RESULTS, ids=lambda item: item.engine)
def test_booleans_in_every_format(client: FlaskClient, item: Format) -> None:
    response = client.get(url("ASK { ?s ?p ?o }"), headers={"Accept": item.media_type})
    assert response.status_code == 200
    assert "true" in response.get_data(as_text=True)


@pytest.mark.parametrize("item", ENGINE_GRAPHS, ids=lambda item: item.engine)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <http://example.org/claim>"])
def test_graphs_in_every_format(client: FlaskClient, item: Format, query: str) -> None:
    response = client.get(url(query), headers={"Accept": item.media_type})
    assert response.status_code == 200
    assert response.content_type.split(";")[0] == item.media_type
    assert len(list(parse(response.data, format=getattr(RdfFormat, item.engine)))) >= 3


def test_rdf_xml_is_read_by_rdflib_too(client: FlaskClient) -> None:
    response = client.get(url(CONSTRUCT), headers={"Accept": "application/rdf+xml"})
    assert len(Graph().parse(data=response.data, format="xml")) == 3


def test_the_three_ways_to_send_a_query_give_the_same(client: FlaskClient) -> None:
    by_get = client.get(url(SELECT))
    by_form = client.post("/sparql", data={"query": SELECT})
    direct = client.post("/sparql", data=SELECT.encode(), content_type="application/sparql-query")
    assert by_get.data == by_form.data == direct.data
    assert json.loads(by_get.data)["results"]["bindings"]


def test_head_has_the_headers_and_no_body(client: FlaskClient) -> None:
    response = client.head(url(SELECT))
    assert response.status_code == 200
    assert response.content_type == "application/sparql-results+json"
    assert response.data == b""


def test_a_syntax_error_tells_line_and_column(client: FlaskClient) -> None:
    response = client.get(url("SELECT * WHERE {\n  ?s ?p "))
    assert response.status_code == 400
    assert response.content_type == "text/plain; charset=utf-8"
    assert "line 2, column " in response.get_data(as_text=True)


def test_nothing_acceptable_is_406_with_what_there_is(client: FlaskClient) -> None:
    response = client.get(url(SELECT), headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.vary.to_header() == "Accept"
    assert "application/sparql-results+json" in response.get_data(as_text=True)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_another_method_is_405_with_allow(client: FlaskClient, method: str) -> None:
    response = getattr(client, method)("/sparql")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"ASK{}", "text/plain", 415),
        (b"\xff", "application/sparql-query", 400),
        (b"CLEAR ALL", "application/sparql-update", 501),
        (b"update=CLEAR+ALL", "application/x-www-form-urlencoded", 501),
        (b"ASK{}#" + b"x" * 2_000_000, "application/sparql-query", 413),
    ],
)
def test_wrong_bodies(client: FlaskClient, body: bytes, content_type: str, status: int) -> None:
    response = client.post("/sparql", data=body, content_type=content_type)
    assert response.status_code == status
    assert response.content_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { BIND(<URL> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { SERVICE#\n<URL> { ?s ?p ?o } }",
        "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT <URL> { ?s ?p ?o } } } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
        "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    ],
)
def test_a_service_call_is_refused_before_it_is_made(client: FlaskClient, query: str) -> None:
    with CountingListener() as listener:
        response = client.get(url(query.replace("URL", listener.url)))
        assert response.status_code == 403
        assert "SERVICE is refused" in response.get_data(as_text=True)
        assert listener.count == 0


def test_percent_encoded_and_plain_iris_are_different_terms(client: FlaskClient) -> None:
    for iri, found in (
        ("http://example.org/区", "样板区"),
        ("http://example.org/%E5%8C%BA", "percent"),
    ):
        query = f"SELECT ?l {{ <{iri}> <http://www.w3.org/2000/01/rdf-schema#label> ?l }}"
        text = client.get(url(query), headers={"Accept": "text/csv"}).get_data(as_text=True)
        assert found in text
        assert text.count("\n") <= 3


def test_the_protocol_dataset_is_honoured(client: FlaskClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    csv_ = {"Accept": "text/csv"}
    everything = client.get(url(count), headers=csv_).data
    one = client.get(url(count) + "&default-graph-uri=http://example.org/claim", headers=csv_).data
    none = client.get(url(count) + "&named-graph-uri=http://example.org/claim", headers=csv_).data
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    in_named = client.get(url(named) + "&named-graph-uri=http://example.org/claim", headers=csv_)
    assert [int(data.split()[1]) for data in (everything, one, none, in_named.data)] == [
        12,
        1,
        0,
        1,
    ]


def test_several_default_graphs_are_refused_rather_than_counted_twice(client: FlaskClient) -> None:
    graphs = (
        "&default-graph-uri=http://example.org/claim&default-graph-uri=http://example.org/other"
    )
    response = client.get(url("SELECT * { ?s ?p ?o }") + graphs)
    assert response.status_code == 501
    assert "count a triple twice" in response.get_data(as_text=True)


def test_a_malformed_graph_name_is_400(client: FlaskClient) -> None:
    response = client.get(url("ASK {}") + "&default-graph-uri=not+an+iri")
    assert response.status_code == 400


def test_describe_gives_labels_and_evidence(client: FlaskClient) -> None:
    response = client.get(
        url("DESCRIBE <http://example.org/区>"), headers={"Accept": "text/turtle"}
    )
    text = response.get_data(as_text=True)
    for expected in ("样板区", "percent-encoded", "the claim", "样板区在区里", "the text"):
        assert expected in text, expected


def test_describing_nothing_gives_nothing(client: FlaskClient) -> None:
    response = client.get(url("DESCRIBE <http://example.org/nothing>"))
    assert (response.status_code, response.data) == (200, b"")


def test_a_hundred_thousand_parentheses_are_answered(client: FlaskClient) -> None:
    depth = 100_000
    query = "SELECT (" + "(" * depth + "1" + ")" * depth + " AS ?x) {}"
    response = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert response.status_code == 200
    assert response.data == b"x\r\n1\r\n"


def test_other_origins_may_read(client: FlaskClient) -> None:
    assert client.get(url(SELECT)).headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(url("nonsense")).headers["Access-Control-Allow-Origin"] == "*"
    preflight = client.options("/sparql")
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"


def test_a_bare_get_describes_the_service(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "application/n-triples"})
    triples = [(t.predicate.value.rpartition("#")[2], str(t.object)) for t in
               parse(response.data, format=RdfFormat.N_TRIPLES)]  # fmt: skip
    assert ("endpoint", "<http://localhost/sparql>") in triples
    assert (
        "supportedLanguage",
        "<http://www.w3.org/ns/sparql-service-description#SPARQL11Query>",
    ) in triples


def test_a_browser_gets_a_table(client: FlaskClient) -> None:
    response = client.get(url(SELECT), headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.content_type == "text/html; charset=utf-8"
    text = response.get_data(as_text=True)
    assert '<td lang="zh">样板区</td>' in text
    assert "DESCRIBE" in text


def test_markup_in_data_is_text_in_the_table(client: FlaskClient) -> None:
    query = 'SELECT ("<script>alert(1)</script>" AS ?x) {}'
    response = client.get(url(query), headers={"Accept": "text/html"})
    assert "<script>" not in response.get_data(as_text=True)


def test_xml_results_are_well_formed(client: FlaskClient) -> None:
    response = client.get(url(SELECT), headers={"Accept": "application/sparql-results+xml"})
    assert ET.fromstring(response.data).tag.endswith("sparql")


def test_a_browser_gets_a_description_as_a_page(client: FlaskClient) -> None:
    response = client.get(url("DESCRIBE <http://example.org/区>"), headers={"Accept": "text/html"})
    text = response.get_data(as_text=True)
    assert response.content_type == "text/html; charset=utf-8"
    assert '<td lang="zh">样板区</td>' in text
    assert "dg:Claim" in text
    assert quote("DESCRIBE <http://example.org/evidence>") in text
