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
