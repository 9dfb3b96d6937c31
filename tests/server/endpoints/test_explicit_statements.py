"""Queries with infer=false see asserted statements, and no inferred ones."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from districtgraph.graph.rdf.vocabulary import BASE
from tests.server.http_client import HttpClient
from tests.server.in_process import whole_application

pytestmark = pytest.mark.usefixtures("processes")

INFERRED = f"<{BASE}graph/inferred>"
QUADS = f"""
<urn:a> <urn:p> <urn:asserted> .
<urn:a> <urn:p> <urn:asserted> <urn:g> .
<urn:a> <urn:p> <urn:follows> .
<urn:a> <urn:p> <urn:follows> {INFERRED} .
<urn:a> <urn:p> <urn:both> .
<urn:a> <urn:p> <urn:both> <urn:g> .
<urn:a> <urn:p> <urn:both> {INFERRED} .
<urn:a> <urn:p> <urn:part> .
<urn:a> <urn:p> <urn:part> <{BASE}graph/inferred/places> .
<urn:a> <urn:p> <urn:written> .
"""
ALL = "SELECT ?o { <urn:a> <urn:p> ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def client(processes: None) -> Iterator[HttpClient]:
    with whole_application(QUADS, token="secret") as found:
        yield found


def asked(client: HttpClient, query: str = ALL, **given: str) -> list[str]:
    reply = client.get(f"/sparql?{urlencode({'query': query, **given})}", "text/csv")
    assert reply.status == 200, reply.text
    return [line.removeprefix("urn:") for line in reply.text.split()[1:]]


def test_statements_that_are_only_inferred_are_left_out(client: HttpClient) -> None:
    for infer in ({}, {"infer": "true"}):
        assert asked(client, **infer) == ["asserted", "both", "follows", "part", "written"]
    for text in ("false", "False", "FALSE"):
        assert asked(client, infer=text) == ["asserted", "both", "written"]
    in_graphs = "SELECT DISTINCT ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o"
    assert asked(client, in_graphs, infer="false") == ["asserted", "both"]
    graphs = "SELECT ?g { GRAPH ?g {} }"
    assert asked(client, graphs, infer="false") == ["g"]


def test_it_holds_with_a_dataset_and_in_every_way_to_ask(client: HttpClient) -> None:
    merged = f"SELECT ?o FROM <urn:g> FROM {INFERRED} {{ ?s ?p ?o }} ORDER BY ?o"
    assert asked(client, merged, infer="false") == ["asserted", "both"]
    assert asked(client, merged) == ["asserted", "both", "follows"]
    form = client.form("/sparql", {"query": ALL, "infer": "false"}, "text/csv")
    assert "follows" not in form.text
    described = f"/sparql?{urlencode({'query': 'DESCRIBE <urn:a>', 'infer': 'false'})}"
    assert "follows" not in client.get(described).text


@pytest.mark.parametrize("value", ["falsch", "0", "no", "", "false&infer=false"])
def test_it_is_true_or_false_and_spelt_in_one_way(client: HttpClient, value: str) -> None:
    for target in (f"/sparql?{urlencode({'query': ALL})}", "/store?default", "/sparql"):
        mark = "&" if "?" in target else "?"
        reply = client.get(f"{target}{mark}infer={value}", "text/turtle, text/csv")
        assert reply.status == 400, target
        assert "infer" in reply.text


def test_it_is_refused_where_nothing_can_be_left_out(client: HttpClient) -> None:
    content = {"Content-Type": "text/turtle"}
    for reply in (
        client.get("/store?default&infer=false"),
        client.get("/store?infer=false", "application/n-quads"),
        client.send("PUT", "/store?graph=urn:new&infer=false", content, b"<urn:a> <urn:b> 1 ."),
        client.form("/sparql", {"update": "CLEAR ALL", "infer": "false"}),
        client.get("/sparql?infer=false"),
    ):
        assert (reply.status, "infer=false is for queries" in reply.text) == (400, True)
    assert client.get("/store?default&infer=true").status == 200
    assert client.get("/store?graph=urn:new").status == 404
    assert len(asked(client)) == 5


def test_the_two_have_other_tags(client: HttpClient) -> None:
    tags = {
        client.form("/sparql", {"query": ALL, **given}).headers["etag"]
        for given in ({}, {"infer": "false"})
    }
    assert len(tags) == 2


@pytest.mark.parametrize("value", ["", "no", "0"])
def test_another_value_is_refused(client: HttpClient, value: str) -> None:
    reply = client.get(f"/sparql?{urlencode({'query': ALL, 'infer': value})}")
    assert reply.status == 400
    assert "infer must be true or false" in reply.text


def test_a_write_is_seen(client: HttpClient) -> None:
    assert client.update("INSERT DATA { <urn:a> <urn:p> <urn:new> }").status == 204
    assert "new" in asked(client, infer="false")


def test_the_service_description_names_the_regime(client: HttpClient) -> None:
    text = client.get("/sparql", "text/turtle").text
    assert "entailment/OWL-RDF-Based" in text
    assert "owl-profile/RL" in text
