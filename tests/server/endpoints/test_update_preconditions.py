"""If-Match and If-None-Match at /sparql: an update is bound to the state of the whole store."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.server.http_client import FORM, HttpClient, Reply
from tests.server.in_process import whole_application

pytestmark = pytest.mark.usefixtures("processes")

QUERY = f"/sparql?{urlencode({'query': 'SELECT ?o { ?s ?p ?o } ORDER BY ?o'})}"
INSERT = "INSERT DATA { <urn:s> <urn:p> 1 }"


@pytest.fixture
def client(processes: None) -> Iterator[HttpClient]:
    with whole_application("<urn:s> <urn:p> <urn:o> .\n", token="secret") as found:
        yield found


def update(client: HttpClient, **given: str) -> Reply:
    headers = {name.replace("_", "-"): value for name, value in given.items()}
    content = {"Content-Type": "application/sparql-update"}
    return client.send("POST", "/sparql", {**content, **headers}, INSERT.encode())


def tag(client: HttpClient, target: str = QUERY) -> str:
    return client.get(target).headers["etag"]


@pytest.mark.parametrize("target", [QUERY, "/store?default", "/store"])
def test_an_update_with_a_stale_tag_changes_nothing(client: HttpClient, target: str) -> None:
    stale = tag(client, target)
    assert client.update("INSERT DATA { <urn:s> <urn:p> 0 }").status == 204
    before = client.get(QUERY).body
    for header in (stale, '"other"', f"W/{tag(client, target)}"):
        reply = update(client, If_Match=header)
        assert reply.status == 412
        assert "If-Match" in reply.text
    assert client.get(QUERY).body == before
    assert update(client, If_Match=f'"other", {tag(client, target)}').status == 204
    assert client.get(QUERY).body != before


def test_a_form_is_an_update_too(client: HttpClient) -> None:
    body = urlencode({"update": INSERT}).encode()
    headers = {"Content-Type": FORM, "If-Match": '"other"'}
    assert client.send("POST", "/sparql", headers, body).status == 412
    headers["If-Match"] = tag(client)
    assert client.send("POST", "/sparql", headers, body).status == 204


def test_the_store_always_exists(client: HttpClient) -> None:
    assert update(client, If_Match="*").status == 204
    for header in ("*", tag(client), f'"other", {tag(client, "/store")}'):
        before = client.get(QUERY).body
        assert update(client, If_None_Match=header).status == 412
        assert client.get(QUERY).body == before
    assert update(client, If_None_Match='"other"').status == 204


def test_a_client_without_permission_learns_nothing_about_the_state(client: HttpClient) -> None:
    reply = update(client, Authorization="Bearer wrong", If_Match='"other"')
    assert reply.status == 401


def test_a_query_of_another_state_than_demanded_is_412(client: HttpClient) -> None:
    known = tag(client)
    for header, status in ((known, 200), ("*", 200), ('"other"', 412), (f"W/{known}", 412)):
        for _ in range(2):
            assert client.send("GET", QUERY, {"If-Match": header}).status == status
    volatile = f"/sparql?{urlencode({'query': 'SELECT (RAND() AS ?r) {}'})}"
    assert client.send("GET", volatile, {"If-Match": '"other"'}).status == 412
    assert client.send("GET", volatile, {"If-Match": "*"}).status == 200
