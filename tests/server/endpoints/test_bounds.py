"""Bounds as clients meet them: long texts, large bodies, pages of large results, long headers."""

import http.client
import re
from urllib.parse import quote, urlencode, urlsplit

import pytest

from tests.patience import PATIENCE
from tests.server.http_client import HttpClient

pytestmark = pytest.mark.usefixtures("processes")

MIB = 1024 * 1024
LONG = "# " + "x" * 20_000 + "\n"
QUERY = "application/sparql-query"
CROSS = "SELECT ?a ?b ?c { " + " ".join(
    f"VALUES ?{name} {{ {' '.join(map(str, range(100)))} }}" for name in "abc"
)


def test_a_long_text_is_answered_as_a_short_one_is(client: HttpClient) -> None:
    """A worker determines the form, dataset and calls of a long text."""
    for text in ("ASK {}", "CONSTRUCT { <urn:a> <urn:b> <urn:c> } {}", "SELECT (1 AS ?x) {}"):
        long = client.post("/sparql", (LONG + text).encode(), QUERY)
        short = client.post("/sparql", text.encode(), QUERY)
        assert (long.status, long.content_type, long.body) == (200, short.content_type, short.body)
        assert "etag" in long.headers


def test_a_long_text_is_no_way_around_what_is_refused(client: HttpClient) -> None:
    service = LONG + "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"
    assert client.post("/sparql", service.encode(), QUERY).status == 403
    volatile = client.post("/sparql", (LONG + "SELECT (RAND() AS ?x) {}").encode(), QUERY)
    assert volatile.status == 200
    assert "etag" not in volatile.headers
    assert client.post("/sparql", (LONG + "SELECT * {").encode(), QUERY).status == 400


def test_a_long_update_has_the_dataset_that_the_protocol_gives_it(writable: HttpClient) -> None:
    assert writable.update("DROP ALL; INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }")
    text = LONG + "INSERT { <urn:copied> ?p ?o } WHERE { ?s ?p ?o }"
    target = "/sparql?" + urlencode({"using-graph-uri": "urn:g"})
    assert writable.post(target, text.encode(), "application/sparql-update").status == 204
    asked = f"/sparql?query={quote('ASK { <urn:copied> <urn:b> 1 }')}"
    assert writable.get(asked).json()["boolean"] is True
    both = LONG + "INSERT { <urn:x> ?p ?o } USING <urn:g> WHERE { ?s ?p ?o }"
    assert writable.post(target, both.encode(), "application/sparql-update").status == 400


@pytest.mark.parametrize("kind", ["text", "form"])
def test_without_a_token_a_text_has_a_smaller_bound(
    client: HttpClient, writable: HttpClient, kind: str
) -> None:
    text = "# " + "x" * (MIB + 1) + "\nASK {}"

    def status(of: HttpClient) -> int:
        if kind == "form":
            return of.form("/sparql", {"query": text}).status
        return of.post("/sparql", text.encode(), QUERY).status

    assert status(client) == 413
    assert status(writable) == 200


def test_a_page_shows_the_first_rows_of_a_large_result_and_says_so(client: HttpClient) -> None:
    page = client.get(f"/sparql?query={quote(CROSS + '}')}", "text/html")
    assert page.status == 200
    assert len(re.findall("<tr>", page.text)) == 1 + 1000
    assert "只显示前 1000 行" in page.text
    small = client.get(f"/sparql?query={quote(CROSS + '} LIMIT 1000')}", "text/html")
    assert "1000 行" in small.text
    assert "只显示" not in small.text


def test_a_page_of_a_wide_result_has_fewer_rows(client: HttpClient) -> None:
    names = " ".join(f"?v{number}" for number in range(100))
    query = CROSS.replace("?a ?b ?c", f"?a {names}", 1) + "}"
    page = client.get(f"/sparql?query={quote(query)}", "text/html")
    assert len(re.findall("<tr>", page.text)) == 1 + 20_000 // 101


def test_a_page_of_a_graph_is_bounded_too(client: HttpClient) -> None:
    query = CROSS.replace("SELECT ?a ?b ?c", "CONSTRUCT { <urn:s> <urn:p> ?a, ?b, ?x }", 1)
    query += " BIND(CONCAT(STR(?a), STR(?b), STR(?c)) AS ?x) }"
    page = client.get(f"/sparql?query={quote(query)}", "text/html")
    assert len(re.findall("<tr>", page.text)) == 1 + 1000
    assert "只显示" in page.text


def test_more_columns_than_a_page_has_cells_are_refused_there_alone(client: HttpClient) -> None:
    names = " ".join(f"?v{number}" for number in range(20_001))
    query = f"SELECT {names} {{}}".encode()
    assert client.post("/sparql", query, QUERY, "text/html").status == 507
    assert client.post("/sparql", query, QUERY, "text/csv").status == 200


def test_the_largest_head_has_a_bound(client: HttpClient) -> None:
    accepted, refused = "x" * 50_000, "x" * 400_000
    assert client.send("GET", "/healthz", {"X-Long": accepted}).status == 200
    assert client.send("GET", "/healthz", {"X-Long": refused}).status == 431


def test_http_2_is_not_spoken(client: HttpClient) -> None:
    """Its connections, and those that are not yet either, would never be closed."""
    parts = urlsplit(client.address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    connection.connect()
    assert connection.sock is not None
    with connection.sock as plain:
        plain.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0")
        answer = plain.recv(1000)
        assert not answer or answer.startswith(b"HTTP/1.1 4")
