"""Bytes that no proper client sends, through a bare socket."""

import http.client
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from typing import Final
from urllib.parse import quote, urlsplit

from .exchange import AUTHORIZATION, CUT, Outcome

__all__ = ["RAW_REQUESTS", "connect", "query_request", "read_outcome", "send_raw"]

_POST: Final = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
_GET: Final = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n"
_PUT: Final = (
    b"PUT /store?graph=http://example.org/scratch HTTP/1.1\r\nHost: x\r\n"
    b"Authorization: " + AUTHORIZATION["Authorization"].encode() + b"\r\n"
    b"Content-Type: application/n-triples\r\n"
)
_CHUNK: Final = b"10000\r\n" + b"#" * 0x10000 + b"\r\n"
_PIECE: Final = 256 * 1024
_LINE: Final = b'<http://example.org/x> <http://example.org/p> "x" .\n'
_CHUNK_OF_TRIPLES: Final = f"{len(_LINE * 1000):x}\r\n".encode() + _LINE * 1000 + b"\r\n"


def connect(address: str, patience: float = 20.0) -> socket.socket:
    """Open a bare connection to a server."""
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname, parts.port), timeout=patience)


def query_request(query: str, timeout: str = "") -> bytes:
    """Return a GET of a query, as bytes."""
    path = f"/sparql?query={quote(query)}" + (f"&timeout={timeout}" if timeout else "")
    return f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode()


def send_raw(address: str, pieces: Iterable[bytes], patience: float = 20.0) -> Outcome:
    """Send bytes for as long as they are taken, and read what comes back."""
    started = time.monotonic()
    with connect(address, patience) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                if time.monotonic() > started + patience:
                    break
        except TimeoutError:
            return Outcome(hung=True, seconds=time.monotonic() - started)
        except OSError:
            pass
        outcome = read_outcome(connection)
    outcome.seconds = time.monotonic() - started
    return outcome


def read_outcome(connection: socket.socket, patience: float = 20.0) -> Outcome:
    """Read one response, for no longer than patience even where bytes keep coming."""
    outcome, pieces = Outcome(), []
    give_up = time.monotonic() + patience
    connection.settimeout(patience)
    try:
        response = http.client.HTTPResponse(connection)
        response.begin()
        outcome.status = response.status
        outcome.headers = {name.lower(): value for name, value in response.getheaders()}
        while piece := response.read1(_PIECE):
            pieces.append(piece)
            if time.monotonic() > give_up:
                raise TimeoutError
        length = outcome.headers.get("content-length")
        outcome.complete = length is None or int(length) == sum(map(len, pieces))
    except TimeoutError:
        outcome.hung = True
    except (OSError, http.client.HTTPException):
        pass
    outcome.body = b"".join(pieces)
    return outcome


def _endless_query() -> Iterator[bytes]:
    return chain([_POST + b"Transfer-Encoding: chunked\r\n\r\n"], repeat(_CHUNK))


def _endless_document() -> Iterator[bytes]:
    return chain([_PUT + b"Transfer-Encoding: chunked\r\n\r\n"], repeat(_CHUNK_OF_TRIPLES))


def _endless_header() -> Iterator[bytes]:
    return chain([_GET + b"X-Endless: "], repeat(b"x" * 0x10000))


def _endless_headers() -> Iterator[bytes]:
    return chain([_GET], repeat(b"X-Endless: x\r\n" * 1000))


def _endless_request_line() -> Iterator[bytes]:
    return chain([b"GET /sparql?query="], repeat(b"x" * 0x10000))


def _endless_garbage() -> Iterator[bytes]:
    return repeat(bytes(range(256)) * 256)


def _many_graphs() -> Iterator[bytes]:
    body = b"query=SELECT" + b"&default-graph-uri=http://example.org/g" * 10000
    form = b"application/x-www-form-urlencoded"
    yield b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: " + form + b"\r\n"
    yield f"Content-Length: {len(body)}\r\n\r\n".encode() + body


def _whole(content: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter([content])


_REFUSED: Final = (400, 413, 414, 431, 501, 505, CUT)

RAW_REQUESTS: dict[str, tuple[Callable[[], Iterator[bytes]], tuple[int | str, ...]]] = {
    "a query without an end": (_endless_query, (413, CUT)),
    "a document without an end": (_endless_document, (413, 503, CUT)),
    "a header without an end": (_endless_header, _REFUSED),
    "headers without an end": (_endless_headers, _REFUSED),
    "a request line without an end": (_endless_request_line, _REFUSED),
    "garbage without an end": (_endless_garbage, _REFUSED),
    "a body of an exabyte, as announced": (
        _whole(_POST + b"Content-Length: 1000000000000000000\r\n\r\nASK {}"),
        _REFUSED,
    ),
    "a document of an exabyte, as announced": (
        _whole(_PUT + b"Content-Length: 1000000000000000000\r\n\r\n" + _LINE),
        _REFUSED,
    ),
    "a length of more digits than any number has": (
        _whole(_POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nASK {}"),
        _REFUSED,
    ),
    "a length below zero": (_whole(_POST + b"Content-Length: -1\r\n\r\nASK {}"), _REFUSED),
    "a length that is not a number": (
        _whole(_POST + b"Content-Length: six\r\n\r\nASK {}"),
        _REFUSED,
    ),
    "two lengths": (
        _whole(_POST + b"Content-Length: 6\r\nContent-Length: 60\r\n\r\nASK {}"),
        _REFUSED,
    ),
    "a chunk of negative size": (
        _whole(_POST + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nASK {}\r\n0\r\n\r\n"),
        _REFUSED,
    ),
    "a chunk of unspeakable size": (
        _whole(_POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"F" * 40 + b"\r\nASK {}"),
        _REFUSED,
    ),
    "the hello of TLS": (
        _whole(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500) + b"\r\n\r\n"),
        _REFUSED,
    ),
    "a method nobody knows": (
        _whole(b"FROBNICATE /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        (400, 405, 501, CUT),
    ),
    "a path out of the root": (
        _whole(b"GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        (400, 404, CUT),
    ),
    "a path out of the root, escaped": (
        _whole(b"GET /%2e%2e%2f%2e%2e%2fetc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"),
        (400, 404, CUT),
    ),
    "an escape that is none": (
        _whole(b"GET /sparql?query=%ZZ%E5%8C HTTP/1.1\r\nHost: x\r\n\r\n"),
        (400, CUT),
    ),
    "10,000 graphs": (_many_graphs, (400, 403, 503)),
    "an Accept header of 5,000 ranges": (
        _whole(_GET + b"Accept: " + b", ".join([b"a/b;q=0.1"] * 5000) + b"\r\n\r\n"),
        (400, 406, 431, CUT),
    ),
}
