"""Requests of this program to others: by one look-up, in their time, whole, and nowhere else."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from districtgraph.server.core.errors import BadRequestError, RequestError
from districtgraph.server.http.media_types import RESULT_FORMATS
from districtgraph.server.mcp import stores
from districtgraph.server.mcp.stores import EndpointStore
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.embedded.federation.outgoing_http import (
    OutgoingError,
    OutgoingResponse,
    request,
)
from districtgraph.server.store.embedded.folder.backup import BackupError, backup
from tests.patience import PATIENCE

pytestmark = pytest.mark.usefixtures("processes")

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 4\r\n\r\ns\r\n\n"
CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<urn:s> <urn:p> <urn:o> .\n"
ELSEWHERE = b"HTTP/1.1 307 No\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
CSV = next(item for item in RESULT_FORMATS if item.media_type == "text/csv")


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[tuple[int, list[bytes]]]:
    """Yield a port where one request is answered, and the beginnings of what came there."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                connected, _ = listener.accept()
                with connected, suppress(OSError):
                    received.append(connected.recv(65536))
                    answer(connected)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1], received
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(PATIENCE)


def sending(content: bytes) -> Callable[[socket.socket], None]:
    return lambda connected: connected.sendall(content)


def drip(connected: socket.socket) -> None:
    connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n\r\n")
    while True:
        connected.sendall(b"s")
        time.sleep(0.05)


def fetch(url: str) -> OutgoingResponse:
    return request("GET", url, {}, None, seconds=PATIENCE, max_size=1000, is_open=lambda _: True)


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have `a.example` lead to this machine the first time, and to nowhere from then on."""
    known, names = socket.getaddrinfo, []

    def look_up(host: Any, *arguments: Any, **named: Any) -> Any:
        if host != "a.example":
            return known(host, *arguments, **named)
        names.append(host)
        return known("127.0.0.1" if len(names) == 1 else "127.0.0.2", *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return names


def test_the_address_that_was_checked_is_asked_under_its_name(looked_up: list[str]) -> None:
    with listening(sending(WHOLE)) as (port, received):
        assert fetch(f"http://a.example:{port}/x?y").body == b"s\r\n\n"
    assert looked_up == ["a.example"]
    head = received[0].decode().lower()
    assert head.startswith("get /x?y http/1.1\r\n")
    assert f"\r\nhost: a.example:{port}\r\n" in head
    assert "\r\naccept-encoding: identity\r\n" in head


def test_tls_names_the_host_and_not_its_address(looked_up: list[str]) -> None:
    with listening(sending(b"no TLS")) as (port, received), pytest.raises(OutgoingError):
        fetch(f"https://a.example:{port}/")
    assert looked_up == ["a.example"]
    assert b"a.example" in received[0]


def test_a_literal_address_of_version_6_is_bracketed() -> None:
    with pytest.raises(OutgoingError, match="be reached"):
        fetch("http://[::1]:9/")


def test_a_truncated_document_is_an_error() -> None:
    with listening(sending(CUT)) as (port, _), pytest.raises(OutgoingError):
        fetch(f"http://127.0.0.1:{port}/")


def test_a_truncated_backup_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    with listening(sending(CUT)) as (port, _), pytest.raises(BackupError, match="try again"):
        backup(f"http://127.0.0.1:{port}", tmp_path / "all.nq")
    assert list(tmp_path.iterdir()) == []


def test_a_truncated_result_is_an_error() -> None:
    with listening(sending(CUT)) as (port, _), pytest.raises(RequestError):
        EndpointStore(f"http://127.0.0.1:{port}/").answer(QueryOperation("ASK {}"), CSV)


def test_an_endpoint_that_drips_is_left_in_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_GRACE", 0.2, raising=False)
    with listening(drip) as (port, _), pytest.raises(BadRequestError, match=r"more than 0\.5 sec"):
        EndpointStore(f"http://127.0.0.1:{port}/", seconds=0.3).answer(
            QueryOperation("ASK {}"), CSV
        )


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with listening(sending(WHOLE)) as (port, _):
        store = EndpointStore(f"http://127.0.0.1:{port}/")
        assert store.answer(QueryOperation("ASK {}"), CSV) == b"s\r\n\n"


def test_an_endpoint_that_has_moved_is_not_followed_and_its_place_is_said() -> None:
    with (
        listening(sending(ELSEWHERE)) as (port, _),
        pytest.raises(RequestError, match=":9/; "),
    ):
        EndpointStore(f"http://127.0.0.1:{port}/").answer(QueryOperation("ASK {}"), CSV)
