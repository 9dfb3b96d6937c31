"""The Flask application as a whole: protocols, pages, headers of every response, limits."""

import gzip
import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from districtgraph.server.app import application
from districtgraph.server.core.config import ServerConfig, SettingError
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.core.start_settings import start_settings
from districtgraph.server.store import memory
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.opening import claim_store

from .conftest import QUADS, TOKEN
from .in_process import InProcessClient, whole_application

UPDATE = "application/sparql-update"
SELECT = "SELECT * { ?s ?p ?o }"
COMMON = ("access-control-allow-origin", "content-security-policy", "x-content-type-options")


@pytest.fixture
def app() -> Iterator[InProcessClient]:
    with whole_application(QUADS, TOKEN) as client:
        yield client


def test_every_route_is_one_of_the_application(app: InProcessClient) -> None:
    rules = {str(rule) for rule in app.app.url_map.iter_rules()}
    assert {"/sparql", "/store", "/healthz", "/readyz", "/metrics"} <= rules


@pytest.mark.parametrize("target", ["/sparql?query=ASK%7B%7D", "/browse", "/store?default"])
@pytest.mark.parametrize(("version", "status"), [("HTTP/1.0", "200 OK"), ("HTTP/1.1", "400")])
def test_only_http_1_0_does_without_a_host(
    app: InProcessClient, target: str, version: str, status: str
) -> None:
    environ = EnvironBuilder(target).get_environ()
    environ["SERVER_PROTOCOL"] = version
    del environ["HTTP_HOST"]
    _, found, _ = run_wsgi_app(app.app, environ, buffered=True)
    assert found.startswith(status)


def test_options_of_the_server_names_its_methods(app: InProcessClient) -> None:
    environ = EnvironBuilder("/", method="OPTIONS").get_environ()
    _, status, headers = run_wsgi_app(
        app.app, {**environ, "PATH_INFO": "*", "RAW_URI": "*"}, buffered=True
    )
    assert status.startswith("204")
    assert "PUT" in headers["Allow"]


@pytest.mark.parametrize("target", ["/healthz", "/readyz", "/metrics", "/sparql?query=ASK{}"])
def test_operators_and_programs_are_answered(app: InProcessClient, target: str) -> None:
    reply = app.get(target)
    assert reply.status == 200
    assert reply.body
    assert all(name in reply.headers for name in COMMON)


@pytest.mark.parametrize("target", ["/", "/browse", "/editor", "/nothing", "/sparql?query=x"])
def test_every_response_has_what_every_response_has(app: InProcessClient, target: str) -> None:
    assert all(name in app.get(target, "text/html").headers for name in COMMON)


def test_bytes_that_are_no_text_make_no_route_fail(app: InProcessClient) -> None:
    routes = [r.rule for r in app.app.url_map.iter_rules() if not r.arguments]
    assert len(routes) >= 20
    client = app.app.test_client(use_cookies=False)
    raw = {"QUERY_STRING": "q=\xff&graph=http://example.org/\xff"}
    statuses = {}
    for route in routes:
        with client.get(route, environ_overrides=raw) as response:
            statuses[route] = response.status_code
    assert {route: status for route, status in statuses.items() if status >= 500} == {}
    assert statuses["/store"] == statuses["/sparql"] == 400


@pytest.mark.parametrize("length", ["abc", "-1", "1e3", "5, 5", "\u0661", "9" * 20])
@pytest.mark.parametrize("target", ["/sparql", "/store", "/q"])
def test_a_length_that_is_no_number_is_refused(
    app: InProcessClient, target: str, length: str
) -> None:
    client = app.app.test_client(use_cookies=False)
    given = {"Content-Type": "text/turtle", "Authorization": f"Bearer {TOKEN}"}
    length = length.encode().decode("latin-1")
    with client.post(target, headers=given, environ_overrides={"CONTENT_LENGTH": length}) as reply:
        assert reply.status_code in (400, 413)


def test_a_result_as_a_page_is_a_page_as_every_other(app: InProcessClient) -> None:
    address = f"/sparql?query={quote(SELECT)}"
    chosen = app.get(f"{address}&lang=en", "text/html")
    page = app.send("GET", "/browse?lang=en", {"Accept": "text/html"})
    assert chosen.headers["content-language"] == page.headers["content-language"] == "en"
    assert chosen.headers["set-cookie"].partition(";")[0] == "language=en"
    names = {name.strip() for name in chosen.headers["vary"].split(",")}
    assert names == {"Accept", "Accept-Encoding", "Accept-Language", "Cookie"}
    page = app.send("GET", address, {"Accept": "text/html", "Cookie": "language=en"})
    assert page.headers["content-language"] == "en"
    other = app.send("GET", address, {"Accept": "text/html", "Accept-Language": "zh"})
    assert other.headers["content-language"] == "zh"


def test_a_result_as_a_page_is_packed_and_revalidated(app: InProcessClient) -> None:
    address = f"/sparql?query={quote(SELECT)}"
    packed = app.send("GET", address, {"Accept": "text/html", "Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "样板区" in gzip.decompress(packed.body).decode()
    known = {"Accept": "text/html", "If-None-Match": packed.headers["etag"]}
    assert app.send("GET", address, known).status == 304


def test_a_posted_query_is_shown_as_a_page_too(app: InProcessClient) -> None:
    reply = app.form("/sparql", {"query": SELECT}, "text/html")
    assert reply.content_type == "text/html; charset=utf-8"
    assert "样板区" in reply.text


def test_the_next_query_reads_a_write(app: InProcessClient) -> None:
    assert app.get("/sparql?query=ASK{<urn:s>%20?p%20?o}").json()["boolean"] is False
    before = app.get("/sparql?query=ASK{}").headers["etag"]
    assert app.update("INSERT DATA { <urn:s> <urn:p> 1 }").status == 204
    assert app.get("/sparql?query=ASK{<urn:s>%20?p%20?o}").json()["boolean"] is True
    assert app.get("/sparql?query=ASK{}").headers["etag"] != before


def test_a_graph_is_put_read_and_deleted_under_its_own_address(app: InProcessClient) -> None:
    path = "/store/a//b%20%E5%8C%BA"
    document = {"Content-Type": "text/turtle"}
    assert app.send("PUT", path, document, b"<urn:s> <urn:p> <urn:o> .").status == 201
    assert app.send("PUT", path, document, b"<urn:s> <urn:p> <urn:q> .").status == 204
    named = f"/store?graph={quote(app.address + path, safe='')}"
    assert "<urn:q>" in app.get(named, "application/n-triples").text
    assert app.send("DELETE", path).status == 204
    assert app.get(path).status == 404


def test_a_posted_document_gets_a_graph_of_its_own(app: InProcessClient) -> None:
    reply = app.post("/store", b"<urn:s> <urn:p> <urn:o> .", "text/turtle")
    assert reply.status == 201
    assert reply.headers["location"].startswith(f"{app.address}/store/")


def test_a_write_needs_a_token() -> None:
    with whole_application(QUADS) as client:
        assert client.post("/sparql", b"CLEAR ALL", UPDATE).status == 403
    with whole_application(QUADS, TOKEN) as client:
        reply = InProcessClient(client.app).post("/sparql", b"CLEAR ALL", UPDATE)
        assert (reply.status, reply.headers["www-authenticate"][:6]) == (401, "Bearer")


def test_packed_bodies_are_unpacked_for_the_endpoint_and_for_pages(app: InProcessClient) -> None:
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    assert app.send("POST", "/sparql", headers, gzip.compress(b"ASK {}")).status == 200
    form = {"Content-Type": "application/x-www-form-urlencoded", "Content-Encoding": "gzip"}
    queries = "queries=" + quote(json.dumps({"q0": {"query": "样板区"}}))
    reply = app.send("POST", "/reconcile", form, gzip.compress(queries.encode()))
    assert (reply.status, list(reply.json())) == (200, ["q0"])


@pytest.mark.parametrize("target", ["/sparql", "/reconcile"])
def test_a_body_is_bounded_wherever_it_goes(target: str) -> None:
    with whole_application(max_query=2000) as client:
        reply = client.form(target, {"query": "x" * 3000})
        assert reply.status == 413
        assert all(name in reply.headers for name in COMMON)


def test_a_large_result_comes_in_pieces_and_whole(app: InProcessClient) -> None:
    many = " ".join(str(number) for number in range(1000))
    query = f"SELECT * {{ VALUES ?a {{ {many} }} VALUES ?b {{ {many[:400]} }} }}"
    reply = app.post("/sparql", query.encode(), "application/sparql-query", "text/csv")
    assert reply.status == 200
    assert len(reply.body) > 512 * 1024
    assert "content-length" not in reply.headers
    assert reply.text.count("\r\n") == 1 + 1000 * len(many[:400].split())


def test_requests_are_counted_whatever_answers_them(app: InProcessClient) -> None:
    for target in ("/sparql?query=ASK{}", "/sparql?query=x", "/browse", "/nothing"):
        app.get(target)
    text = app.get("/metrics").text
    for route, status in (("/sparql", 200), ("/sparql", 400), ("pages", 200), ("pages", 404)):
        row = f'districtgraph_requests_total{{route="{route}",status="{status}"}} 1.0'
        assert row in text


def test_requests_and_operations_are_logged(capfd: pytest.CaptureFixture[str]) -> None:
    with whole_application(QUADS, access_log="-", query_log="-") as client:
        client.get(f"/sparql?query={quote(SELECT)}", "text/csv")
        client.get("/browse")
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line["path"] for line in lines if "path" in line] == ["/sparql", "/browse"]
    (query,) = [line for line in lines if "text" in line]
    assert (query["text"], query["rows"], query["generation"]) == (SELECT, 12, "memory")


def test_an_address_behind_a_proxy_is_the_proxy_s() -> None:
    with whole_application(QUADS, TOKEN, trusted_hops=1) as client:
        forwarded = {
            "X-Forwarded-Proto": "https", "X-Forwarded-Host": "graph.example",
            "X-Forwarded-Prefix": "/kg", "Content-Type": "text/turtle",
        }  # fmt: skip
        reply = client.send("POST", "/store", forwarded, b"<urn:s> <urn:p> <urn:o> .")
        assert re.match(r"https://graph\.example/kg/store/", reply.headers["location"])
        page = client.send(
            "GET", f"/sparql?query={quote(SELECT)}", forwarded | {"Accept": "text/html"}
        )
        assert 'href="/kg/' in page.text


def test_an_application_s_own_hooks_hold_for_the_protocols_too(app: InProcessClient) -> None:
    @app.app.before_request
    def closed() -> tuple[str, int]:
        return "closed", 403

    assert [app.get(target).status for target in ("/sparql?query=ASK{}", "/browse")] == [403, 403]


def test_the_settings_are_those_of_serve(tmp_path: object) -> None:
    environ = {
        "DISTRICTGRAPH_TIMEOUT": "5", "DISTRICTGRAPH_WORKERS": "3", "DISTRICTGRAPH_STORE": "there",
        "DISTRICTGRAPH_WRITE_TOKEN": "secret", "DISTRICTGRAPH_PUBLIC_URL": "",
    }  # fmt: skip
    config, base_iri = start_settings({"workers": 2, "data": "here"}, environ)
    assert (config.timeout, config.workers, config.public_url) == (5.0, 2, None)
    assert (str(config.data), str(config.store), base_iri) == ("here", "there", None)
    assert [token.scope for token in config.tokens] == ["write"]
    assert "DISTRICTGRAPH_WRITE_TOKEN" not in environ


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"timeuot": 1}, "no setting 'timeuot'; did you mean timeout"),
        ({"timeout": "soon"}, "timeout is 'soon', but must be a number"),
        ({"workers": 0}, "--workers is 0, but must be 1 to 256"),
    ],
)
def test_an_invalid_setting_is_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(SettingError, match=re.escape(said)):
        start_settings(given, {})


def test_a_client_that_stops_reading_a_large_result_ends_it(
    app: InProcessClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[int] = []

    async def endless(content: bytes) -> AsyncIterator[bytes]:
        try:
            while True:
                yield content
        finally:
            ended.append(1)

    monkeypatch.setattr(memory, "_WHOLE", 10)
    monkeypatch.setattr(memory, "_pieces", endless)
    response = app.app.test_client().get(f"/sparql?query={quote(SELECT)}")
    pieces = iter(response.response)
    assert next(pieces)
    assert next(pieces)
    response.close()
    assert ended == [1]


def test_a_result_that_breaks_off_breaks_the_connection(
    app: InProcessClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(content: bytes) -> AsyncIterator[bytes]:
        yield content
        raise UnavailableError("cut", 5, "deadline")

    monkeypatch.setattr(memory, "_WHOLE", 10)
    monkeypatch.setattr(memory, "_pieces", broken)
    response = app.app.test_client().get(f"/sparql?query={quote(SELECT)}")
    pieces = iter(response.response)
    assert next(pieces)
    with pytest.raises(ConnectionResetError):
        next(pieces)
    response.close()
    assert 'districtgraph_cut_total{reason="deadline"} 1.0' in app.get("/metrics").text


def test_a_process_that_may_not_have_the_data_says_so(tmp_path: Path) -> None:
    def claim() -> Callable[[], None]:
        raise UnavailableError("another process has it", 5, "lock")

    dataset = no_dataset(tmp_path)
    client = application(ServerConfig(tmp_path), dataset, MemoryBackend(), claim).test_client()
    for target in ("/sparql?query=ASK{}", "/healthz", "/browse"):
        response = client.get(target)
        assert (response.status_code, response.headers["retry-after"]) == (503, "5")
        assert "another process has it" in response.text


def test_a_store_is_served_by_one_process_at_a_time(tmp_path: Path) -> None:
    give_up = claim_store(tmp_path)
    with pytest.raises(UnavailableError, match="another process serves this store"):
        claim_store(tmp_path)
    give_up()
    claim_store(tmp_path)()


def test_it_can_be_a_part_of_another_application(app: InProcessClient) -> None:
    mounted = Client(DispatcherMiddleware(NotFound(), {"/kg": app.app}))
    token = {"Authorization": f"Bearer {TOKEN}"}
    document = {"data": "<urn:s> <urn:p> <urn:o> .", "content_type": "text/turtle"}
    assert mounted.put("/kg/store/a", **document, headers=token).status_code == 201
    named = quote("http://localhost/kg/store/a", safe="")
    assert mounted.get(f"/kg/store?graph={named}").status_code == 200
    page = mounted.get(f"/kg/sparql?query={quote(SELECT)}", headers={"Accept": "text/html"})
    assert 'href="/kg/' in page.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_what_is_only_read_has_no_other_methods(app: InProcessClient, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "FOO"):
        reply = app.send(method, path)
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert app.send("OPTIONS", path).headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert app.send("HEAD", path).status == 200
