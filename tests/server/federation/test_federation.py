"""SERVICE and LOAD: what is rewritten and what is refused, and what reaches other hosts."""
# ruff: noqa: E501

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from pyoxigraph import Store

from districtgraph.server.errors import FederationRefusedError
from districtgraph.server.federation.federation import Federation, LoadedDocument
from districtgraph.server.federation.outgoing_http import (
    OutgoingError,
    Watchdog,
    is_public,
    request,
)
from tests.live_server import serving_store
from tests.server.http_client import HttpClient

TOKEN = "the-secret-of-this-test"
GATEWAY = "http://127.0.0.1:1/federation"


def federation(*hosts: str) -> Federation:
    return Federation(hosts, "http://127.0.0.1:1")


@pytest.mark.parametrize(
    ("query", "endpoint"),
    [
        ("SELECT * { SERVICE <http://a.example/sparql> { ?s ?p ?o } }", "http%3A%2F%2Fa.example%2Fsparql"),
        ("SELECT * { SERVICE SILENT <http://A.example/> { ?s ?p ?o } }", "http%3A%2F%2FA.example%2F"),
        ("PREFIX e: <http://a.example/> SELECT * { service e:x { ?s ?p ?o } }", "http%3A%2F%2Fa.example%2Fx"),
        ("BASE <https://a.example/y/> ASK { SERVICE#c\n<z> { ?s ?p ?o } }", "https%3A%2F%2Fa.example%2Fy%2Fz"),
        ("ASK { \\u0053ERVICE <http://a.example/区> {} }", "http%3A%2F%2Fa.example%2F%E5%8C%BA"),
        ("ASK { SERVICE <http://b.example:8080/> {} }", "http%3A%2F%2Fb.example%3A8080%2F"),
    ],
)  # fmt: skip
def test_a_call_of_an_allowed_host_leads_to_the_gateway(query: str, endpoint: str) -> None:
    allowed = federation("a.example", "b.example:8080")
    text = allowed.query(query, None)
    assert f"<{GATEWAY}/{allowed.key}?iri={endpoint}>" in text
    assert text.count("http://127.0.0.1:1/") == 1


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://other.example/> {} }",
        "ASK { SERVICE <http://a.example.evil.example/> {} }",
        "ASK { SERVICE <http://a.example@evil.example/> {} }",
        "ASK { SERVICE <http://a.example:8080/> {} }",
        "ASK { BIND(<http://a.example/> AS ?x) SERVICE ?x {} }",
        "ASK { SERVICE <http://a.example/> {} SERVICE ?x {} }",
        "ASK { FILTER(trueSERVICE<http://other.example/> {}) }",
        "ASK { SERVICE unknown:x {} }",
        "ASK { SERVICE <http://a.example/> { SERVICE <http://other.example/> {} } }",
        "ASK { \\u005Cu0053ERVICE <http://a.example/> {} SERVICE <http://a.example/> {} }",
        "PREFIX service: <http://a.example/> ASK { ?s service:x ?o }",
    ],
)
def test_any_other_call_is_refused(query: str) -> None:
    with pytest.raises(FederationRefusedError):
        federation("a.example").query(query, None)


def test_what_calls_nobody_goes_on_as_it_is() -> None:
    query = 'SELECT ?service { ?s ?p "SERVICE <http://x/>" } # SERVICE ?x'
    assert federation().query(query, None) is query


def test_documents_of_an_update_are_told_and_taken_from_staging_graphs() -> None:
    update = (
        "PREFIX e: <http://a.example/> LOAD e:x ; load silent <http://a.example/y> into graph e:g"
    )
    prepared = federation("a.example").update(update, None)
    assert prepared.documents == (
        LoadedDocument("http://a.example/x", False),
        LoadedDocument("http://a.example/y", True),
    )
    store = Store()
    store.update("INSERT DATA { GRAPH <urn:x-districtgraph:staging:1> { <urn:a> <urn:b> 1 } }")
    store.update(prepared.text)
    assert bool(store.query("ASK { GRAPH <http://a.example/g> { <urn:a> <urn:b> 1 } }"))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False), ("10.1.2.3", False), ("169.254.169.254", False), ("0.0.0.0", False),
        ("100.64.0.1", False), ("::1", False), ("fe80::1", False), ("fd00::1", False),
        ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("224.0.0.1", False),
        ("8.8.8.8", True), ("2606:4700::1111", True),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) == public


class Peer(BaseHTTPRequestHandler):
    """Answers what its path says."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Peer.asked.append(self.path)
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/document")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/turtle")
        self.end_headers()
        if self.path == "/endless":
            self._drip()
            return
        self.wfile.write(("x" * 3_000_000 if self.path == "/large" else '<> <#p> "区" .').encode())

    def do_POST(self) -> None:
        Peer.asked.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        self.wfile.write(
            b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"urn:x"}}]}}'
        )

    def _drip(self) -> None:
        try:
            while True:
                self.wfile.write(b" ")
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def peer() -> Iterator[str]:
    Peer.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask_peer(address: str, path: str, **bounds: float) -> bytes:
    settings = {"seconds": 5.0, "max_size": 1_000_000, **bounds}
    return request(
        "GET", f"http://{address}{path}", {}, None, seconds=settings["seconds"],
        max_size=int(settings["max_size"]), is_open=lambda _: True,
    ).body  # fmt: skip


def test_a_request_is_bounded_and_not_redirected() -> None:
    with peer() as address:
        assert ask_peer(address, "/document") == '<> <#p> "区" .'.encode()
        with pytest.raises(OutgoingError, match="redirects are not followed"):
            ask_peer(address, "/redirect")
        with pytest.raises(OutgoingError, match="larger than 1,000,000 bytes"):
            ask_peer(address, "/large")
        started = time.monotonic()
        with pytest.raises(OutgoingError, match="took"):
            ask_peer(address, "/endless", seconds=0.5)
        assert time.monotonic() - started < 2
        assert Peer.asked == ["/document", "/redirect", "/large", "/endless"]


class Shut:
    """A connection that notes whether its watchdog had said so when it was shut."""

    def __init__(self, watchdog: Watchdog) -> None:
        self._watchdog = watchdog
        self.said: list[bool] = []

    def shutdown(self, _how: int) -> None:
        self.said.append(self._watchdog.expired.is_set())


def test_a_connection_is_shut_after_its_time_is_said_to_be_over() -> None:
    watchdog = Watchdog(0.05)
    connection = Shut(watchdog)
    watchdog.guard(connection)
    assert watchdog.expired.wait(5)
    watchdog.join()
    assert connection.said == [True]


def test_a_connection_that_comes_too_late_is_shut_at_once() -> None:
    watchdog = Watchdog(0)
    watchdog.join()
    connection = Shut(watchdog)
    watchdog.guard(connection)
    assert connection.said == [True]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", socket.gethostname()])
def test_a_name_of_this_machine_is_not_called(host: str) -> None:
    with peer() as address:
        port = address.rpartition(":")[2]
        with pytest.raises(OutgoingError, match=r"not public|not known"):
            request("GET", f"http://{host}:{port}/", {}, None, seconds=5, max_size=1000)
        assert Peer.asked == []


def test_a_server_calls_what_its_operator_allows_and_nothing_else(tmp_path: Path) -> None:
    with peer() as address, serving_store(
        tmp_path / "store", "--federation-hosts", f"{address},localhost:{address[10:]}", token=TOKEN
    ) as url:  # fmt: skip
        client = HttpClient(url, TOKEN)

        def send(text: str, kind: str) -> tuple[int, str]:
            reply = client.post("/sparql", text.encode(), f"application/sparql-{kind}")
            return reply.status, reply.text

        status, text = send(
            f"SELECT ?x {{ SERVICE <http://{address}/sparql> {{ ?x ?p ?o }} }}", "query"
        )
        assert status == 200
        assert "urn:x" in text
        assert send(f"LOAD <http://{address}/document>", "update")[0] == 204
        # The document's relative IRIs are its own, not the gateway's.
        assert f"<http://{address}/document#p>" in client.get("/store?default").text
        assert Peer.asked == ["/sparql", "/document"]

        status, text = send(f"LOAD <http://{address}/redirect>", "update")
        assert (status, "not followed" in text) == (500, True)
        assert Peer.asked == ["/sparql", "/document", "/redirect"]
        refused = [
            (f"LOAD <http://localhost:{address[10:]}/document>", "update", 500),
            (f"LOAD <http://127.0.0.1:{address[10:]}1/>", "update", 403),
            (f"LOAD <http://{address}/document> INTO <urn:g>", "update", 400),
            (f"ASK {{ SERVICE <http://localhost:{address[10:]}/> {{ ?s ?p ?o }} }}", "query", 500),
            (f"ASK {{ BIND(<http://{address}/> AS ?x) SERVICE ?x {{}} }}", "query", 403),
        ]  # fmt: skip
        for text, kind, expected in refused:
            status, told = send(text, kind)
            assert status == expected, (text, told)
            assert "/federation/" not in told
        assert Peer.asked == ["/sparql", "/document", "/redirect"]
        assert client.post("/federation/x?iri=http://a/", b"", "text/plain").status == 404
