"""SERVICE and LOAD: rewriting, refusals, and the requests that reach other hosts."""
# ruff: noqa: E501

import asyncio
import ipaddress
import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from urllib.parse import unquote

import pytest
from pyoxigraph import QuerySolutions, Store

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import FederationRefusedError, RefusedError, UnavailableError
from districtgraph.server.sparql.call_rewriting import LoadedDocument
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.store.embedded.federation import federation_gateway, outgoing_http
from districtgraph.server.store.embedded.federation.federation_gateway import (
    FederationGateway,
    is_own_process,
)
from districtgraph.server.store.embedded.federation.outgoing_http import (
    OutgoingError,
    OutgoingResponse,
    Room,
    Watchdog,
    is_public,
    request,
)
from tests.live_server import serving_store
from tests.patience import PATIENCE, until
from tests.server.http_client import HttpClient

TOKEN = "the-secret-of-this-test"
CALL = re.compile(r"<http://127\.0\.0\.1:1/federation/([^?>]*)\?iri=([^>]*)>")


@contextmanager
def temporary_folder() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder)


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
        ("ASK { SERVICE <http://[::1]:7878/query> {} }", "http%3A%2F%2F%5B%3A%3A1%5D%3A7878%2Fquery"),
        ("ASK { SERVICE <http://[2001:db8::1]/> {} }", "http%3A%2F%2F%5B2001%3Adb8%3A%3A1%5D%2F"),
    ],
)  # fmt: skip
def test_a_call_of_an_allowed_host_leads_to_the_gateway(query: str, endpoint: str) -> None:
    allowed = federation("a.example", "b.example:8080", "[::1]:7878", "[2001:DB8::1]")
    text = allowed.query(query, None)
    ((ticket, called),) = CALL.findall(text)
    assert called == endpoint
    assert allowed.admits(ticket, unquote(endpoint))
    assert text.count("http://127.0.0.1:1/") == 1


@pytest.mark.parametrize(
    ("iri", "named"),
    [
        ("http://[::1]:7878/query", True),
        ("http://127.0.0.1:7878/query", True),
        ("http://[::1]/query", False),
        ("http://127.0.0.1/query", False),
        ("http://a.example/query", False),
    ],
)
def test_a_numeric_address_is_named_with_its_port(iri: str, named: bool) -> None:
    allowed = federation("[::1]:7878", "127.0.0.1:7878", "[::1]", "127.0.0.1", "a.example:80")
    assert allowed.names_address(iri) == named


def test_a_ticket_is_for_one_endpoint_and_for_its_operation_s_time() -> None:
    now = [100.0]
    made = Federation(["a.example"], "http://127.0.0.1:1", lambda: now[0])
    text = made.query("ASK { SERVICE <http://a.example/x> {} }", None, 5)
    ticket = CALL.findall(text)[0][0]
    assert made.admits(ticket, "http://a.example/x")
    assert not made.admits(ticket, "http://a.example/y")
    assert not federation("a.example").admits(ticket, "http://a.example/x")
    expiry, _, digest = ticket.partition("-")
    for forged in ("", "-", expiry, f"9{ticket}", f"{'9' * 5000}-{digest}", f"-{ticket}", "\udc80"):
        assert not made.admits(forged, "http://a.example/x")
    now[0] += 5
    assert made.admits(ticket, "http://a.example/x")
    now[0] += 2
    assert not made.admits(ticket, "http://a.example/x")


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://a.example/> { SERVICE <http://a.example/> {} } }",
        "ASK { SERVICE <http://a.example/> { ?s ?p ?o { { } service silent <http://a.example/> {} } } }",
        "ASK { SERVICE SILENT <http://a.example/> { FILTER EXISTS { SERVICE <http://a.example/> {} } } }",
        "PREFIX e: <http://a.example/> ASK { SERVICE e: { SELECT * { \\u0053ERVICE e: {} } } }",
    ],
)  # fmt: skip
def test_a_call_within_another_s_group_is_refused(query: str) -> None:
    with pytest.raises(FederationRefusedError, match="within the group of another SERVICE"):
        federation("a.example").query(query, None)
    with pytest.raises(FederationRefusedError, match="within the group of another SERVICE"):
        federation("a.example").update(f"INSERT {{}} WHERE {query[query.index('{') :]}", None)


def test_calls_beside_each_other_are_not_nested() -> None:
    query = (
        "ASK { SERVICE <http://a.example/> { ?s ?p '{' } { SERVICE <http://a.example/> { { } } } "
        "FILTER EXISTS { SERVICE <http://a.example/> {} } }"
    )
    assert len(CALL.findall(federation("a.example").query(query, None))) == 3


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
        "PREFIX e: <http://a.example/> ASK { ?s service:x ?o }",
    ],
)
def test_any_other_call_is_refused(query: str) -> None:
    with pytest.raises(FederationRefusedError):
        federation("a.example").query(query, None)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX services: <urn:a:> ASK { services:x services:p ?o }",
        "PREFIX service: <urn:a:> PREFIX s: <http://a.example/> ASK { service:x service:p ?o }",
        "PREFIX : <urn:a:> PREFIX SERVICE: <urn:a:> ASK { :x SERVICE:p ?o }",
        "PREFIX download: <urn:a:> ASK { ?s download:p 1 FILTER(?s = download:x) }",
        "PREFIX p0: <urn:a:> prefix \\u0073ervices: <urn:a:> ASK { services:x p0:p 1 }",
    ],
)
def test_a_prefix_may_be_called_as_a_keyword_is(text: str) -> None:
    store = Store()
    store.update("INSERT DATA { <urn:a:x> <urn:a:p> 1 }")
    for hosts in ((), ("a.example",)):
        query = federation(*hosts).query(text, None)
        assert "/federation/" not in query
        assert bool(store.query(query))
    update = text[: text.index("ASK")] + "INSERT DATA { <urn:b> <urn:c> <urn:d> }"
    assert federation().update(update, None).documents == ()


@pytest.mark.parametrize("hosts", [(), ("a.example",)])
def test_a_silent_call_of_a_host_that_is_not_allowed_gives_one_solution(
    hosts: tuple[str, ...],
) -> None:
    store = Store()
    store.update("INSERT DATA { <urn:a> <urn:b> 1 , 2 }")
    text = """SELECT * { ?s <urn:b> ?o
        SERVICE SILENT <http://other.example/> { ?s ?p '}' { ?x ?y ?z } } FILTER(?o > 1) }"""
    query = federation(*hosts).query(text, None)
    assert "other.example" not in query
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    rows = list(solutions)
    assert [(row["s"].value, row["o"].value, row["x"]) for row in rows] == [("urn:a", "2", None)]
    asked = federation(*hosts).query("ASK { SERVICE SILENT <http://other.example/> {} }", None)
    assert bool(store.query(asked))


@pytest.mark.parametrize("hosts", [(), ("a.example",)])
@pytest.mark.parametrize("call", ["SERVICE SILENT ?at", "service silent $at"])
def test_a_silent_call_of_a_variable_gives_one_solution_and_keeps_the_variable(
    hosts: tuple[str, ...], call: str
) -> None:
    store = Store()
    store.update("INSERT DATA { <urn:a> <urn:b> <http://a.example/>, <http://other.example/> }")
    text = f"SELECT * {{ ?s <urn:b> ?o . {call} {{ ?x <urn:p> '}}' {{ ?y ?p ?z }} }} }}"
    query = federation(*hosts).query(text, None)
    assert "/federation/" not in query
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    assert {item.value for item in solutions.variables} == {"s", "o", "at", "x", "y", "p", "z"}
    rows = list(solutions)
    assert len(rows) == 2
    assert {row["o"].value for row in rows} == {"http://a.example/", "http://other.example/"}
    assert {row["at"] for row in rows} == {row["x"] for row in rows} == {None}
    update = f"INSERT {{ ?s <urn:c> ?o }} WHERE {text[text.index('{') :]}"
    store.update(federation(*hosts).update(update, None).text)
    assert len(store) == 4


@pytest.mark.parametrize("hosts", [(), ("a.example",)])
def test_a_silent_call_of_a_bound_variable_leaves_its_solutions(hosts: tuple[str, ...]) -> None:
    store = Store()
    store.update("INSERT DATA { <urn:a> <urn:b> <http://a.example/>, <http://other.example/> }")
    text = "SELECT ?o { ?s <urn:b> ?o SERVICE SILENT ?o { ?x ?y ?z } }"
    assert len(list(store.query(federation(*hosts).query(text, None)))) == 2  # type: ignore[arg-type]
    with pytest.raises(FederationRefusedError):
        federation(*hosts).query(text.replace("SILENT ", ""), None)


@pytest.mark.parametrize("hosts", [(), ("a.example",)])
def test_a_silent_load_from_a_host_that_is_not_allowed_loads_nothing(
    hosts: tuple[str, ...],
) -> None:
    store = Store()
    text = (
        "LOAD SILENT <http://other.example/> INTO GRAPH <urn:g> ; INSERT DATA { <urn:a> a <urn:b> }"
    )
    prepared = federation(*hosts).update(text, None)
    assert prepared.documents == ()
    assert "other.example" not in prepared.text
    store.update(prepared.text)
    assert len(store) == 1


def test_a_query_without_service_calls_is_unchanged() -> None:
    query = 'SELECT ?service { ?s ?p "SERVICE <http://x/>" } # SERVICE ?x'
    assert federation().query(query, None) is query


def test_documents_of_an_update_are_named_and_taken_from_staging_graphs() -> None:
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


PUBLIC = ("8.8.8.8", "1.1.1.1", "203.0.112.255", "172.32.0.1", "2606:4700::1111", "2a00:1450::1")
NOT_PUBLIC = (
    "127.0.0.1", "127.255.255.255", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1",
    "169.254.169.254", "0.0.0.0", "0.1.2.3", "100.64.0.1", "100.127.255.255", "192.0.0.8",
    "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::808:808", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1",
    "2002:7f00:1::", "2002:808:808::", "3fff::1", "3ffe::1", "4000::1", "5f00::1", "fc00::1",
    "fd00::1", "fe80::1", "fe80::1%1", "fec0::1", "ff02::1", "ff0e::1",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_called(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_special_and_embedded_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("peer", "headers", "own", "inside"),
    [
        (("127.0.0.1", 1), [], "http://127.0.0.1:1", True),
        (("127.0.0.9", 1), [], "http://127.0.0.1:1", True),
        (("::1", 1), [], "http://[::1]:1", True),
        (("::ffff:127.0.0.1", 1), [], "http://127.0.0.1:1", True),
        (("192.0.2.7", 1), [], "http://192.0.2.7:1", True),
        (("192.0.2.8", 1), [], "http://192.0.2.7:1", False),
        (("192.0.2.8", 1), [], "http://127.0.0.1:1", False),
        (None, [], "http://127.0.0.1:1", False),
        (("", 0), [], "http://127.0.0.1:1", False),
        (("127.0.0.1", 1), [(b"x-forwarded-for", b"192.0.2.8")], "http://127.0.0.1:1", False),
        (("127.0.0.1", 1), [(b"via", b"1.1 p")], "http://127.0.0.1:1", False),
    ],
)
def test_only_this_machine_s_processes_reach_the_gateway(
    peer: object, headers: object, own: str, inside: bool
) -> None:
    assert is_own_process({"client": peer, "headers": headers}, own) == inside


@pytest.mark.parametrize("host", ["0.0.0.0", ""])
def test_processes_reach_a_server_that_listens_everywhere_by_loopback(host: str) -> None:
    assert ServerConfig(Path(), host=host).own_address == "http://127.0.0.1:8000"
    assert ServerConfig(Path(), host="::").own_address == "http://[::1]:8000"


class Peer(BaseHTTPRequestHandler):
    """Answers what its path says."""

    asked: ClassVar[list[str]] = []
    drips: ClassVar[threading.Event] = threading.Event()
    bodies: ClassVar[list[bytes]] = []

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
        Peer.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
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
                Peer.drips.set()
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def peer() -> Iterator[str]:
    Peer.asked.clear()
    Peer.bodies.clear()
    Peer.drips.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask_peer(address: str, path: str, scheme: str = "http", **bounds: float) -> bytes:
    settings = {"seconds": PATIENCE, "max_size": 1_000_000, **bounds}
    return request(
        "GET", f"{scheme}://{address}{path}", {}, None, seconds=settings["seconds"],
        max_size=int(settings["max_size"]), is_open=lambda _: True,
    ).body  # fmt: skip


@pytest.fixture
def watchdogs(monkeypatch: pytest.MonkeyPatch) -> list[Watchdog]:
    """Return those of the requests that are made, whose time a test ends when it wants."""
    made: list[Watchdog] = []

    def make(seconds: float) -> Watchdog:
        made.append(Watchdog(seconds))
        return made[-1]

    monkeypatch.setattr(outgoing_http, "Watchdog", make)
    return made


@pytest.mark.usefixtures("processes")
def test_a_request_is_bounded_and_not_redirected(watchdogs: list[Watchdog]) -> None:
    with peer() as address:
        assert ask_peer(address, "/document") == '<> <#p> "区" .'.encode()
        with pytest.raises(OutgoingError, match="redirects are not followed"):
            ask_peer(address, "/redirect")
        with pytest.raises(OutgoingError, match="larger than 1,000,000 bytes"):
            ask_peer(address, "/large")
        with ThreadPoolExecutor(1) as threads:
            asking = threads.submit(ask_peer, address, "/endless")
            assert Peer.drips.wait(PATIENCE)
            assert not asking.done()
            watchdogs[-1]._expire()
            with pytest.raises(OutgoingError, match=f"took more than {PATIENCE:g} seconds"):
                asking.result(PATIENCE)
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
    assert watchdog.expired.wait(PATIENCE)
    watchdog.join()
    assert connection.said == [True]


def test_a_connection_that_comes_too_late_is_shut_at_once() -> None:
    watchdog = Watchdog(0)
    watchdog.join()
    connection = Shut(watchdog)
    watchdog.guard(connection)
    assert connection.said == [True]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", socket.gethostname()])
@pytest.mark.usefixtures("processes")
def test_a_name_of_this_machine_is_not_called(host: str) -> None:
    with peer() as address:
        port = address.rpartition(":")[2]
        with pytest.raises(OutgoingError, match=r"not public|not known"):
            request("GET", f"http://{host}:{port}/", {}, None, seconds=PATIENCE, max_size=1000)
        assert Peer.asked == []


@pytest.mark.usefixtures("processes")
def test_a_name_that_is_looked_up_for_too_long_is_not_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with peer() as address:
        known = socket.getaddrinfo

        def slow(*arguments: Any, **named: Any) -> Any:
            time.sleep(0.3)
            return known(*arguments, **named)

        monkeypatch.setattr(socket, "getaddrinfo", slow)
        with pytest.raises(OutgoingError, match="name took too long"):
            ask_peer(address, "/document", seconds=0.1)
        assert Peer.asked == []


@pytest.mark.usefixtures("processes")
def test_a_handshake_that_drips_is_shut(watchdogs: list[Watchdog]) -> None:
    drips = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(2) as threads:

        def drip() -> None:
            connected, _ = listener.accept()
            # The head of a TLS record, then one of its bytes after another.
            with connected, suppress(OSError):
                connected.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")
                # More of them than come before the connection is shut.
                for _ in range(16_000):
                    connected.sendall(b"\0")
                    drips.set()
                    time.sleep(0.05)

        threads.submit(drip)
        asking = threads.submit(ask_peer, f"127.0.0.1:{listener.getsockname()[1]}", "/", "https")
        assert drips.wait(PATIENCE)
        # The connection was made, and is guarded or about to be.
        assert not asking.done()
        watchdogs[-1]._expire()
        with pytest.raises(OutgoingError, match="took more than"):
            asking.result(PATIENCE)


@pytest.mark.usefixtures("processes")
def test_answers_share_their_room_and_give_it_back() -> None:
    room = Room(100)
    with peer() as address:

        def ask(path: str) -> bytes:
            return request(
                "GET", f"http://{address}{path}", {}, None,
                seconds=PATIENCE, max_size=4_000_000, is_open=lambda _: True, room=room,
            ).body  # fmt: skip

        with pytest.raises(OutgoingError, match="all memory"):
            ask("/large")
        assert ask("/document")
        assert room.take(90)
        with pytest.raises(OutgoingError, match="all memory"):
            ask("/document")
        room.give_back(90)
        assert room.take(100)


@pytest.mark.usefixtures("processes")
def test_no_thread_is_left_of_a_call() -> None:
    with peer() as address:
        before = threading.active_count()
        for path in ("/document", "/redirect", "/large"):
            with suppress(OutgoingError):
                ask_peer(address, path)
        timers = [item for item in threading.enumerate() if isinstance(item, threading.Timer)]
        assert timers == []
        assert threading.active_count() <= before + len(Peer.asked)


def test_calls_that_wait_are_counted_and_end_in_their_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on, began = threading.Event(), threading.Semaphore(0)

    def slow(*_: Any, **__: Any) -> OutgoingResponse:
        began.release()
        assert go_on.wait(PATIENCE)
        return OutgoingResponse("text/turtle", b"")

    monkeypatch.setattr(federation_gateway, "request", slow)
    monkeypatch.setattr(federation_gateway, "_GRACE", 0.1)
    config = ServerConfig(Path(), federation_timeout=0.1)
    federation = Federation(["a.example"], "http://127.0.0.1:1")
    gateway = FederationGateway(federation, config, temporary_folder)
    document = (LoadedDocument("http://a.example/", False),)
    most = federation_gateway._AT_ONCE + federation_gateway._MOST_WAITING

    async def fetch() -> BaseException | None:
        with ExitStack() as files:
            (result,) = await asyncio.gather(gateway.fetch(document, files), return_exceptions=True)
        return result if isinstance(result, BaseException) else None

    async def all_of_them() -> list[BaseException | None]:
        found = await asyncio.gather(*(fetch() for _ in range(most + 5)))
        # Those that waited have gone; those that have a thread count until it is free.
        refused = await asyncio.gather(*(fetch() for _ in range(3)))
        go_on.set()
        await until(lambda: not gateway._threads.calls)
        return [*found, *refused]

    found = asyncio.run(all_of_them())
    assert [type(error) for error in found[most : most + 5]] == [UnavailableError] * 5
    assert {type(error) for error in found[:most] + found[most + 5 :]} == {RefusedError}


@pytest.mark.usefixtures("processes")
def test_no_other_host_learns_the_address_of_the_gateway(tmp_path: Path) -> None:
    with peer() as address, serving_store(
        tmp_path / "store", "--federation-hosts", address, token=TOKEN
    ) as url:  # fmt: skip
        client = HttpClient(url, TOKEN)
        inner = f"SERVICE <http://{address}/b> {{ ?x ?p ?o }}"
        nested = f"SELECT ?x {{ SERVICE <http://{address}/a> {{ ?s ?p ?o . {inner} }} }}"
        reply = client.post("/sparql", nested.encode(), "application/sparql-query")
        assert not any(b"/federation/" in body for body in Peer.bodies), Peer.bodies
        assert reply.status == 403
        assert "within the group of another" in reply.text
        beside = f"SELECT ?x {{ SERVICE <http://{address}/a> {{ ?x ?p ?o }} {inner} }}"
        reply = client.post("/sparql", beside.encode(), "application/sparql-query")
        assert reply.status == 200, reply.text
        assert sorted(Peer.asked) == ["/a", "/b"]
        assert not any(b"federation" in body for body in Peer.bodies), Peer.bodies


@pytest.mark.usefixtures("processes")
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
            status, message = send(text, kind)
            assert status == expected, (text, message)
            assert "/federation/" not in message
        assert Peer.asked == ["/sparql", "/document", "/redirect"]
        assert client.post("/federation/x?iri=http://a/", b"", "text/plain").status == 404


@pytest.mark.parametrize("call", ["SERVICE SILENT ?x", "SERVICE SILENT <http://other.example/>"])
@pytest.mark.parametrize("rest", ["", "?a ?b ?c"])
def test_a_call_without_a_group_is_left_for_the_engine_to_refuse(call: str, rest: str) -> None:
    text = f"SELECT * {{ {call} {rest} }}"
    assert federation().query(text, None) == text
