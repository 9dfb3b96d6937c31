"""Writes to a running server: who may, what they change, and what every next query sees."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest

from tests.patience import wait_until
from tests.server.counting_listener import CountingListener
from tests.server.http_client import FORM, HttpClient

pytestmark = pytest.mark.usefixtures("processes")

G = "http://example.org/图"
STORE = f"/store?{urlencode({'graph': G})}"
COUNT = f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')}"
SPARQL_UPDATE = "application/sparql-update"


@pytest.fixture(autouse=True)
def empty(writable: HttpClient) -> None:
    assert writable.update("DROP ALL").status == 204


def count(client: HttpClient) -> int:
    return int(client.get(COUNT, "text/csv").text.split()[1])


@pytest.mark.parametrize("send", ["as it is", "as a form", "packed"])
def test_an_update_is_seen_by_the_next_query(writable: HttpClient, send: str) -> None:
    text = "INSERT DATA { <http://example.org/a> <http://example.org/p> '区', 'b' }"
    if send == "as it is":
        reply = writable.update(text)
    elif send == "as a form":
        reply = writable.form("/sparql", {"update": text})
    else:
        headers = {"Content-Type": SPARQL_UPDATE, "Content-Encoding": "gzip"}
        reply = writable.send("POST", "/sparql", headers, gzip.compress(text.encode()))
    assert (reply.status, reply.body) == (204, b"")
    assert count(writable) == 2


def test_every_query_after_a_write_sees_it_although_results_are_cached(
    writable: HttpClient,
) -> None:
    for number in range(1, 11):
        assert writable.update(f"INSERT DATA {{ <urn:s> <urn:p> {number} }}").status == 204
        assert [count(writable) for _ in range(3)] == [number] * 3


def test_an_answer_that_a_write_has_overtaken_is_not_cached(writable: HttpClient) -> None:
    # How long a write takes depends on the machine: a query that ends before it was too short.
    variables = 12
    while (target := overtaken_by_a_write(writable, variables)) is None:
        variables += 1
        assert variables < 20, "no query outlasts a write"
    assert writable.get(target, "text/csv").text.split() == ["n", str(3**variables)]


def overtaken_by_a_write(client: HttpClient, variables: int) -> str | None:
    """Write while a query is answered; return its address, or None if it was over before.

    Each variable has three values: one more makes the query take three times as long.
    """
    client.update("DROP ALL")
    names = [f"a{number}" for number in range(variables)]
    cross = " ".join(f"VALUES ?{name} {{ 1 2 3 }}" for name in names)
    text = ", ".join(f"STR(?{name})" for name in names)
    slow = (
        f"SELECT (COUNT(?x) AS ?n) {{ {cross} OPTIONAL {{ <urn:s> <urn:p> ?x }} "
        f"FILTER(STRLEN(SHA512(CONCAT({text}))) > 0) }}"
    )
    target = f"/sparql?query={quote(slow)}"
    with ThreadPoolExecutor() as threads:
        asked = threads.submit(client.get, target, "text/csv")
        wait_until(
            lambda: (
                asked.done() or "districtgraph_workers_busy 0.0" not in client.get("/metrics").text
            )
        )
        client.update("INSERT DATA { <urn:s> <urn:p> 1 }")
        if asked.done():
            return None
        assert asked.result().text.split() == ["n", "0"]
    return target


def test_an_etag_holds_until_the_store_changes(writable: HttpClient) -> None:
    etag = writable.get(COUNT).headers["etag"]
    again = writable.send("GET", COUNT, {"If-None-Match": f'"other", W/{etag}'})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert writable.send("GET", COUNT, {"If-None-Match": '"other"'}).status == 200
    writable.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    assert writable.send("GET", COUNT, {"If-None-Match": etag}).status == 200


def test_results_that_change_by_themselves_are_never_cached(writable: HttpClient) -> None:
    target = f"/sparql?query={quote('SELECT (UUID() AS ?x) {}')}"
    first, second = writable.get(target), writable.get(target)
    assert first.body != second.body
    assert "etag" not in first.headers


WRITES = [
    ("POST", "/sparql", SPARQL_UPDATE, b"CLEAR ALL"),
    ("POST", "/sparql", FORM, b"update=CLEAR+ALL"),
    ("PUT", STORE, "text/turtle", b""),
    ("POST", STORE, "text/turtle", b""),
    ("POST", "/store", "text/turtle", b""),
    ("DELETE", STORE, "text/turtle", b""),
    ("DELETE", "/store", "text/turtle", b""),
]


@pytest.mark.parametrize(("method", "target", "content_type", "body"), WRITES)
def test_a_client_without_permission_changes_nothing(
    client: HttpClient,
    writable: HttpClient,
    method: str,
    target: str,
    content_type: str,
    body: bytes,
) -> None:
    headers = {"Content-Type": content_type}
    before = count(client)
    read_only = client.send(method, target, headers, body)
    assert read_only.status == 403
    assert "read-only" in read_only.text
    assert count(client) == before
    writable.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    stranger = HttpClient(writable.address)
    for token in ({}, {"Authorization": "Bearer wrong"}):
        refused = stranger.send(method, target, {**headers, **token}, body)
        assert refused.status == 401
        assert refused.headers["www-authenticate"].startswith("Bearer ")
    assert count(writable) == 1


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <URL>",
        "L\\u004FAD <URL>",
        "CLEAR ALL; load<URL>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    ],
)
def test_an_update_that_would_call_another_server_is_refused_before_it_does(
    writable: HttpClient, update: str
) -> None:
    with CountingListener() as listener:
        reply = writable.update(update.replace("URL", listener.url))
        assert (reply.status, listener.count) == (403, 0)
        assert "SERVICE is refused, and so is LOAD" in reply.text


@pytest.mark.parametrize(
    "update",
    [
        "LOAD SILENT <URL> INTO GRAPH <urn:g>",
        "DELETE { ?s ?p ?o } WHERE { SERVICE SILENT <URL> { ?s ?p ?o } }",
    ],
)
def test_a_silent_update_goes_on_without_the_server_that_it_may_not_call(
    writable: HttpClient, update: str
) -> None:
    before = count(writable)
    with CountingListener() as listener:
        reply = writable.update(update.replace("URL", listener.url))
        assert (reply.status, listener.count) == (204, 0)
    assert count(writable) == before


def test_a_malformed_update_is_reported_with_line_and_column(writable: HttpClient) -> None:
    reply = writable.update("INSERT DATA {\n <urn:s> }")
    assert reply.status == 400
    assert "line 2, column " in reply.text


def test_the_protocol_s_dataset_is_where_patterns_are_matched(writable: HttpClient) -> None:
    writable.update("INSERT DATA { <urn:s> <urn:p> 1 . GRAPH <urn:g> { <urn:s> <urn:p> 2, 3 } }")
    text = "INSERT { GRAPH <urn:out> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    fields = {"update": text, "using-graph-uri": "urn:g"}
    assert writable.form("/sparql", fields).status == 204
    reply = writable.send("GET", "/store?graph=urn:out", {"Accept": "application/n-triples"})
    assert sorted(line.split()[2][1] for line in reply.text.splitlines()) == ["2", "3"]
    assert writable.form("/sparql", {**fields, "using-graph-uri": "g"}).status == 400


def test_a_write_is_cut_at_the_time_it_asks_for(writable: HttpClient) -> None:
    values = " ".join(map(str, range(200)))
    cross = " ".join(f"VALUES ?{name} {{ {values} }}" for name in "abcd")
    reply = writable.form(
        "/sparql",
        {"update": f"INSERT {{ <urn:s> <urn:p> ?a }} WHERE {{ {cross} }}", "timeout": "0.3"},
    )
    assert reply.status == 503
    assert int(reply.headers["retry-after"]) > 0
    assert count(writable) == 0


def test_a_graph_that_is_put_comes_back(writable: HttpClient) -> None:
    turtle = f"<{G}> <urn:p> '区', <#a> .".encode()
    headers = {"Content-Type": "text/turtle"}
    assert writable.send("PUT", STORE, headers, turtle).status == 201
    assert writable.send("PUT", STORE, headers, turtle).status == 204
    reply = writable.get(STORE, "application/n-triples")
    assert reply.status == 200
    assert {line for line in reply.text.splitlines() if line} == {
        f'<{G}> <urn:p> "区" .',
        f"<{G}> <urn:p> <{G}#a> .",
    }
    assert writable.send("DELETE", STORE).status == 204
    assert writable.get(STORE).status == 404
    assert writable.send("DELETE", STORE).status == 404


def test_a_document_without_a_graph_gets_one_with_its_own_address(writable: HttpClient) -> None:
    headers = {"Content-Type": "text/turtle"}
    reply = writable.send("POST", "/store", headers, b"<#a> <urn:p> 1 .")
    assert reply.status == 201
    location = reply.headers["location"]
    assert location.startswith(f"{writable.address}/store/")
    there = writable.get(location.removeprefix(writable.address), "application/n-triples")
    assert f"<{location}#a> <urn:p> " in there.text


@pytest.mark.parametrize(
    ("target", "content_type", "body", "status"),
    [
        (STORE, "text/turtle", b"<urn:s> <urn:p>", 400),
        (STORE, "text/html", b"", 415),
        ("/store", "text/turtle", b"", 415),
        ("/store?graph=relative", "text/turtle", b"", 400),
        ("/store?default&graph=urn:g", "text/turtle", b"", 400),
    ],
)
def test_a_document_that_is_not_taken_changes_nothing(
    writable: HttpClient, target: str, content_type: str, body: bytes, status: int
) -> None:
    writable.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    reply = writable.send("PUT", target, {"Content-Type": content_type}, body)
    assert reply.status == status
    assert count(writable) == 1


def test_the_description_names_updates_where_they_can_be_made(writable: HttpClient) -> None:
    assert "SPARQL11Update" in writable.get("/sparql", "application/n-triples").text


def test_writes_and_refusals_are_counted(writable: HttpClient) -> None:
    def counted(metric: str) -> float:
        lines = writable.get("/metrics").text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith(metric))

    refused = 'districtgraph_requests_total{route="/sparql",status="400"}'
    before = counted(refused), counted("districtgraph_cache_hits_total")
    writable.update("nonsense")
    writable.get(COUNT)
    writable.get(COUNT)
    assert (counted(refused), counted("districtgraph_cache_hits_total")) == (
        before[0] + 1,
        before[1] + 1,
    )
