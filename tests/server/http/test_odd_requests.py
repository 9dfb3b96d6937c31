"""Requests as no client should send them, over a bare socket: 4xx with a message, never 5xx."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.patience import PATIENCE
from tests.server.http_client import HttpClient

pytestmark = pytest.mark.usefixtures("processes")

LONG = b"1" * 5000


def status_and_body(address: str, target: bytes, host: bytes | None) -> tuple[int, bytes]:
    head = b"" if host is None else b"Host: " + host + b"\r\n"
    return sent(address, b"GET " + target + b" HTTP/1.1\r\n" + head + b"Connection: close\r\n\r\n")


def sent(address: str, request: bytes) -> tuple[int, bytes]:
    """Return the status of the response to some bytes, and what follows its head."""
    status, _, content = response_to(address, request)
    return status, content


def response_to(address: str, request: bytes) -> tuple[int, bytes, bytes]:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        received = b""
        while piece := connection.recv(65536):
            received += piece
    first, _, rest = received.partition(b"\r\n")
    head, _, content = rest.partition(b"\r\n\r\n")
    return int(first.split()[1]), head, content


@pytest.mark.parametrize(
    "target",
    [
        b"/id/\xe5\x8c\xba", b"/store/\xe5\x8c\xba", b"/store/%ff", b"/store/%ed%a0%80", b"/id/%ff",
        b"/id/%0d%0aX-Forged:%201", b"/federation/\xe5\x8c\xba", b"/federation/x?iri=%ff",
        b"//evil.example/x", b"/sparql?query=%ff", b"/sparql?query=ASK%7B%7D&timeout=" + LONG,
        b"/sparql?query=ASK%7B%7D&default-graph-uri=%ed%a0%80", b"/store?graph=%00",
        b"/store?graph=%ff",
        b"/search?q=x&page=" + LONG, b"/sitemap-" + LONG + b".xml", b"/%5Cevil.example",
    ],
)  # fmt: skip
def test_an_odd_target_is_answered_with_a_message(client: HttpClient, target: bytes) -> None:
    status, body = status_and_body(client.address, target, b"localhost")
    assert 400 <= status < 500, body
    assert body.strip()


@pytest.mark.parametrize(
    "target", [b"/sparql?query=ASK%7B%7D", b"/sparql", b"/browse", b"/store/x"]
)
@pytest.mark.parametrize(
    "host",
    [None, b"", b"a b", b"[", b"[::1", b"a:b:c", b"a/b", b"a@b", b"<x>", b"\xff", b"a:99999",
     b"x" * 5000],
)  # fmt: skip
def test_an_odd_host_is_answered_with_a_message(
    client: HttpClient, host: bytes | None, target: bytes
) -> None:
    status, body = status_and_body(client.address, target, host)
    assert status == 400
    assert b"Host" in body


def test_health_is_answered_without_a_host_header(client: HttpClient) -> None:
    assert status_and_body(client.address, b"/healthz", None) == (200, b"ok\n")


@pytest.mark.parametrize("target", [b"/sparql?query=ASK%7B%7D", b"/browse", b"/healthz"])
def test_http_1_0_does_without_a_host(client: HttpClient, target: bytes) -> None:
    """RFC 9112 §3.2 wants one of HTTP/1.1 only."""
    assert sent(client.address, b"GET " + target + b" HTTP/1.0\r\n\r\n")[0] == 200


def test_options_of_the_server_names_its_methods(client: HttpClient) -> None:
    request = b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    status, head, content = response_to(client.address, request)
    assert (status, content) == (204, b"")
    assert b"allow: " in head.lower()


@pytest.mark.parametrize("path", [b"/sparql", b"/store?default", b"/reconcile"])
def test_a_body_compressed_for_the_transfer_is_refused(client: HttpClient, path: bytes) -> None:
    """RFC 9112 §6.1; the body would reach the parser as it is."""
    request = (
        b"POST " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"Content-Type: application/sparql-query\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
        b"5\r\nASK{}\r\n0\r\n\r\n"
    )
    status, _ = sent(client.address, request)
    # Nobody may write here, which is known before the body is read.
    assert status == (403 if path.startswith(b"/store") else 501)
