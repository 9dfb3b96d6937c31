"""The program's only HTTP client: it follows no redirects and ignores proxy settings."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import httpcore

from districtgraph.server.http.outgoing_connections import (
    IdleConnections,
    OutgoingConnection,
    Watchdog,
)

__all__ = [
    "OutgoingError",
    "Watchdog",
    "as_uri",
    "ask",
    "complaint_of",
    "content_type_of",
    "read_at_most",
]

_COMPLAINT = 2000
"""Bytes of another server's error message that are shown."""
_FAULTS = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)


class OutgoingError(OSError):
    """The other server could not be reached, or its answer cannot be used."""


@contextmanager
def ask(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | Iterator[bytes] | None = None,
    *,
    wait: float,
    watchdog: Watchdog | None = None,
    address: str | None = None,
    idle: IdleConnections | None = None,
    fresh: bool = True,
) -> Iterator[httpcore.Response]:
    """Ask another server; the block reads its answer, which may have any status.

    Args:
        method: of HTTP.
        url: an IRI is sent as the URI that it maps to.
        headers: by name; they include the length of a body in pieces.
        body: None for none.
        wait: seconds that each step may take.
        watchdog: limits the total time; None for no limit.
        address: the address to connect to; None to look the name up.
        idle: gets the connection if the answer was read to its end; None to close it.
        fresh: whether a new connection is made even if there is an idle one.

    Raises:
        OutgoingError: the server could not be reached, its answer broke off, or it took too long.

    """
    parts = urlsplit(as_uri(url))
    host = parts.hostname or ""
    target = httpcore.URL(
        scheme=parts.scheme,
        host=host,
        port=parts.port,
        target=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
    )
    sent = {"Host": parts.netloc, "Accept-Encoding": "identity", **headers}
    connection = None if idle is None or fresh else idle.take(target.origin)
    if connection is None:
        connection = OutgoingConnection(target.origin, address, _trusted(parts.scheme, idle))
    failure = "cannot be reached"
    try:
        connection.guarded_by(watchdog)
        with connection.http.stream(
            method,
            target,
            headers=list(sent.items()),
            content=body,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write"), wait)},
        ) as response:
            failure = "broke off its answer; try again"
            yield response
    except _FAULTS as error:
        hint = "; is a server running there?" if isinstance(error, httpcore.ConnectError) else ""
        raise OutgoingError(f"<{url}> {failure}: {_reason(error, watchdog)}{hint}") from error
    finally:
        _leave(connection, watchdog, idle)
    # Without a Content-Length, an answer cut off by the watchdog looks like a complete one.
    if watchdog is not None and watchdog.expired.is_set():
        raise OutgoingError(f"<{url}> {failure}: {_reason(None, watchdog)}")


def _trusted(scheme: str, idle: IdleConnections | None) -> ssl.SSLContext | None:
    """Return the certificates that this machine trusts, not those of a package."""
    if scheme != "https":
        return None
    return ssl.create_default_context() if idle is None else idle.tls()


def _leave(
    connection: OutgoingConnection, watchdog: Watchdog | None, idle: IdleConnections | None
) -> None:
    """Leave a connection open for the next request, or close it."""
    # From here on, the end of this request's time no longer affects the connection.
    if watchdog is not None:
        connection.guarded_by(None)
        watchdog.release()
    if idle is None or (watchdog is not None and watchdog.expired.is_set()):
        connection.close()
    else:
        idle.give_back(connection)


def _reason(error: Exception | None, watchdog: Watchdog | None) -> str:
    if watchdog is not None and watchdog.expired.is_set():
        return f"it took more than {watchdog.seconds:.3g} seconds"
    return str(error) or type(error).__name__


def read_at_most(response: httpcore.Response, most: int) -> bytes:
    """Return the first bytes of an answer; the rest is not read."""
    found = bytearray()
    for piece in response.iter_stream():
        found += piece
        if len(found) >= most:
            break
    return bytes(found[:most])


def complaint_of(response: httpcore.Response) -> str:
    """Return the beginning of an error message, or where the server would have asked instead."""
    text = read_at_most(response, _COMPLAINT).decode("utf-8", "replace").strip()
    location = _header(response, b"location")
    return f"it leads to {location}; redirects are not followed" if location else text


def content_type_of(response: httpcore.Response) -> str:
    """Return the media type of an answer with its parameters; empty if it has none."""
    return _header(response, b"content-type")


def _header(response: httpcore.Response, wanted: bytes) -> str:
    found = (value for name, value in response.headers if name.lower() == wanted)
    return next(found, b"").decode("latin-1")


def as_uri(iri: str) -> str:
    """Return an IRI as a URI (RFC 3987 §3.1); its host by IDNA.

    Raises:
        OutgoingError: it is no address of HTTP.

    """
    try:
        parts = urlsplit(iri)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (UnicodeError, ValueError) as error:
        raise OutgoingError(f"<{iri}> has no host that can be reached: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise OutgoingError(
            f"<{iri}> cannot be reached: it is not an address such as http://127.0.0.1:8000"
        )
    bracketed = f"[{host}]" if ":" in host else host
    return urlunsplit(
        (parts.scheme, f"{bracketed}{port}", _escaped(parts.path), _escaped(parts.query), "")
    )


def _escaped(text: str) -> str:
    return "".join(
        character if character.isascii() else "".join(f"%{b:02X}" for b in character.encode())
        for character in text
    )
