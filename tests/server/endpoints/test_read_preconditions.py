"""Preconditions of queries are evaluated for an answer that there is (RFC 9110 §13.2.1)."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.server.http_client import HttpClient
from tests.server.in_process import whole_application

pytestmark = pytest.mark.usefixtures("processes")

XML, JSON = "application/sparql-results+xml", "application/sparql-results+json"
MALFORMED = "SELECT * { ?s ?p"


@pytest.fixture(scope="module")
def client(processes: None) -> Iterator[HttpClient]:
    with whole_application("") as found:
        yield found


def asked(query: str) -> str:
    return f"/sparql?{urlencode({'query': query})}"


def test_the_tag_of_the_second_format_holds_for_it(client: HttpClient) -> None:
    query, accept = asked('SELECT ("\x01" AS ?x) {}'), f"{XML}, {JSON};q=0.5"
    first = client.get(query, accept)
    assert (first.status, first.content_type.partition(";")[0]) == (200, JSON)
    again = client.send("GET", query, {"Accept": accept, "If-Match": first.headers["etag"]})
    assert again.status == 200


@pytest.mark.parametrize("condition", [{"If-Match": '"x"'}, {"If-None-Match": "*"}])
def test_a_malformed_query_is_refused_as_such(
    client: HttpClient, condition: dict[str, str]
) -> None:
    assert client.send("GET", asked(MALFORMED), condition).status == 400


def test_a_result_that_nobody_wants_is_not_sent(client: HttpClient) -> None:
    any_tag = {"If-None-Match": "*"}
    assert client.send("GET", asked("ASK {}"), any_tag).status == 304
    assert client.send("GET", asked("ASK {}"), {"If-Match": '"x"'}).status == 412
    headers = {"Content-Type": "application/sparql-query", **any_tag}
    posted = client.send("POST", "/sparql", headers, b"ASK {}")
    assert posted.status == 412


def test_if_none_match_is_evaluated_where_if_match_holds(client: HttpClient) -> None:
    """RFC 9110 §13.2.2, for results, graphs and the whole store."""
    for target in (asked("ASK {}"), "/store?default", "/store"):
        tag = client.get(target).headers["etag"]
        for match in (tag, "*"):
            both = {"If-Match": match, "If-None-Match": f'"x", W/{tag}'}
            assert client.send("GET", target, both).status == 304, target
            assert client.send("GET", target, {**both, "If-None-Match": '"x"'}).status == 200
        assert client.send("GET", target, {"If-Match": '"x"', "If-None-Match": tag}).status == 412


def test_a_small_result_is_packed_for_who_takes_no_other(client: HttpClient) -> None:
    sent = client.send("GET", asked("ASK {}"), {"Accept-Encoding": "gzip, identity;q=0"})
    assert sent.headers["content-encoding"] == "gzip"
    assert client.send("GET", asked("ASK {}"), {"Accept-Encoding": "gzip"}).body.startswith(b"{")


@pytest.mark.parametrize(
    ("query", "tagged"),
    [
        ("CONSTRUCT { <urn:s> <urn:p> ?o } WHERE { VALUES ?o { 1 } }", True),
        ("CONSTRUCT { <urn:s> <urn:p> ?o } WHERE { [] ?p ?o }", True),
        ("CONSTRUCT { _:s <urn:p> ?o } WHERE { VALUES ?o { 1 } }", False),
        ("CONSTRUCT { [] <urn:p> ?o } WHERE { VALUES ?o { 1 } }", False),
        ("CONSTRUCT { <urn:s> <urn:p> (1) } WHERE {}", False),
        ('CONSTRUCT { <urn:s> <urn:p> "}" , [] } WHERE {}', False),
        ("CONSTRUCT WHERE { [] <urn:p> ?o }", False),
        ("# CONSTRUCT {}\nCONSTRUCT { [] <urn:p> 1 } WHERE {}", False),
        (r"PREFIX e\u0078: <urn:x> CONSTRUCT { [] <urn:p> 1 } WHERE {}", False),
    ],
)
def test_a_graph_with_new_blank_nodes_has_no_strong_tag(
    client: HttpClient, query: str, tagged: bool
) -> None:
    """Each evaluation gives them other labels, and so the graph other bytes (RFC 9110 §8.8.1)."""
    assert ("etag" in client.get(asked(query)).headers) is tagged
