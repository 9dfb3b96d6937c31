"""If-Match and If-None-Match at /store (RFC 9110 §13), and the entity tags that they name."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.server.http_client import HttpClient, Reply
from tests.server.in_process import whole_application

pytestmark = pytest.mark.usefixtures("processes")

GRAPH = "http://example.org/区"
STORE = f"/store?graph={quote(GRAPH)}"
OTHER = "/store?graph=http://example.org/other"
TRIPLE = b"<urn:s> <urn:p> 1 .\n"
CHANGED = b"<urn:s> <urn:p> 2 .\n"


@pytest.fixture
def client(processes: None) -> Iterator[HttpClient]:
    with whole_application(f"<urn:s> <urn:p> <urn:o> <{GRAPH}> .\n", token="secret") as found:
        yield found


def write(
    client: HttpClient, method: str, target: str = STORE, body: bytes = TRIPLE, **given: str
) -> Reply:
    headers = {name.replace("_", "-"): value for name, value in given.items()}
    content = {} if method == "DELETE" else {"Content-Type": "text/turtle"}
    return client.send(method, target, {**content, **headers}, body)


def tag(client: HttpClient, target: str = STORE, **headers: str) -> str:
    return client.send("GET", target, headers).headers["etag"]


def content(client: HttpClient, target: str = STORE) -> bytes:
    return client.get(target, "application/n-triples").body


@pytest.mark.parametrize("target", [STORE, "/store?default", "/store"])
def test_the_entity_tag_changes_with_the_content(client: HttpClient, target: str) -> None:
    first = tag(client, target)
    assert first.startswith('"')
    assert tag(client, target) == first
    body = TRIPLE if target != "/store" else b"<urn:s> <urn:p> <urn:o> <urn:g> ."
    kind = "text/turtle" if target != "/store" else "application/n-quads"
    reply = client.send("POST", target, {"Content-Type": kind}, body)
    assert reply.status == 204
    assert tag(client, target) != first


def test_graphs_formats_and_codings_have_different_tags(client: HttpClient) -> None:
    write(client, "PUT", OTHER)
    tags = {
        tag(client),
        tag(client, OTHER),
        tag(client, "/store?default"),
        tag(client, "/store"),
        tag(client, Accept="application/n-triples"),
        tag(client, **{"Accept-Encoding": "gzip"}),
    }
    assert len(tags) == 6


def test_a_get_of_what_the_client_has_is_304(client: HttpClient) -> None:
    known = tag(client)
    for header in (known, f'"other", {known}', f"W/{known}", "*"):
        reply = client.send("GET", STORE, {"If-None-Match": header})
        assert (reply.status, reply.body, reply.headers["etag"]) == (304, b"", known)
    assert client.send("GET", STORE, {"If-None-Match": '"other"'}).status == 200


def test_a_graph_that_is_not_there_is_404_whatever_the_condition(client: HttpClient) -> None:
    for name in ("If-None-Match", "If-Match"):
        for value in ("*", '"other"'):
            assert client.send("GET", OTHER, {name: value}).status == 404, (name, value)
    assert write(client, "DELETE", OTHER, b"", If_None_Match="*").status == 404


def test_a_get_of_another_state_than_demanded_is_412(client: HttpClient) -> None:
    known = tag(client)
    assert client.send("GET", STORE, {"If-Match": known}).status == 200
    assert client.send("GET", STORE, {"If-Match": "*"}).status == 200
    for header in ('"other"', f"W/{known}"):
        assert client.send("GET", STORE, {"If-Match": header}).status == 412


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("target", [STORE, "/store?default"])
def test_a_write_with_a_stale_tag_changes_nothing(
    client: HttpClient, method: str, target: str
) -> None:
    stale = tag(client, target)
    assert write(client, "PUT", target, CHANGED).status == 204
    before = content(client, target)
    for header in (stale, '"other"', f"W/{tag(client, target)}"):
        reply = write(client, method, target, If_Match=header)
        assert reply.status == 412
        assert "If-Match" in reply.text
    assert content(client, target) == before
    assert write(client, method, target, If_Match=f'"other", {tag(client, target)}').status == 204


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("target", [STORE, "/store?default", "/store"])
def test_a_write_on_condition_that_nothing_exists_leaves_an_existing_graph(
    client: HttpClient, method: str, target: str
) -> None:
    before = content(client)
    assert write(client, method, target, If_None_Match="*").status == 412
    assert write(client, method, target, If_None_Match=tag(client, target)).status == 412
    assert content(client) == before


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_graph_is_created_only_if_it_does_not_exist(client: HttpClient, method: str) -> None:
    assert write(client, method, OTHER, If_None_Match="*").status == 201
    assert write(client, method, OTHER, CHANGED, If_None_Match="*").status == 412
    assert content(client, OTHER).split()[:2] == TRIPLE.split()[:2]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_graph_that_must_be_there_is_not_made(client: HttpClient, method: str) -> None:
    assert write(client, method, OTHER, If_Match="*").status == 412
    assert client.get(OTHER).status == 404
    assert write(client, method, If_Match="*").status == 204


def test_a_tag_of_any_format_permits_the_write(client: HttpClient) -> None:
    packed = tag(client, Accept="application/ld+json")
    assert write(client, "PUT", If_Match=packed).status == 204


def test_another_graph_s_tag_permits_nothing(client: HttpClient) -> None:
    write(client, "PUT", OTHER)
    assert write(client, "PUT", If_Match=tag(client, OTHER)).status == 412


def test_a_client_without_permission_learns_nothing_about_the_state(client: HttpClient) -> None:
    reply = write(client, "PUT", Authorization="Bearer wrong", If_Match='"other"')
    assert reply.status == 401
