"""The one client of this program for HTTP: it follows no redirect and heeds no proxy settings."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import httpcore

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
    """The other server could not be asked, or its answer cannot be taken."""


class Shutting(Protocol):
    """A connection, as far as it is ended."""

    def shutdown(self, how: int, /) -> object:
        """End both directions, as `socket.socket.shutdown` does."""


class Watchdog:
    """Shuts a connection when its time is over.

    A timeout of the socket bounds each read, of a header's single byte even; this bounds all.

    Args:
        seconds: from now on.

    """

    def __init__(self, seconds: float) -> None:
        self.expired = threading.Event()
        self.seconds = seconds
        self._connected: Shutting | None = None
        self._end = time.monotonic() + seconds
        self._timer = threading.Timer(max(seconds, 0), self._expire)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._end - time.monotonic()

    def guard(self, connected: Shutting) -> None:
        """Shut this connection when the time is over, at once if it is.

        A socket is guarded by a descriptor of its own: TLS takes the one that it is given.
        """
        self._connected = connected.dup() if isinstance(connected, socket.socket) else connected
        if self.expired.is_set():
            self._shut()

    def cancel(self) -> None:
        """Leave the connection alone; returns when the timer's thread has ended."""
        self._timer.cancel()
        self._timer.join()
        if isinstance(self._connected, socket.socket):
            self._connected.close()

    def __enter__(self) -> "Watchdog":
        return self

    def __exit__(self, *_: object) -> None:
        self.cancel()

    def join(self) -> None:
        """Return when the time is over and the connection shut."""
        self._timer.join()

    def _expire(self) -> None:
        # First the word, then the deed: who reads the connection's end asks why it ended.
        self.expired.set()
        self._shut()

    def _shut(self) -> None:
        if self._connected is not None:
            with suppress(OSError):
                self._connected.shutdown(socket.SHUT_RDWR)


class _Connector(httpcore.NetworkBackend):
    """Connects to one address whatever the name is, under a watchdog from the first byte on.

    The name stays for TLS and for the Host header.
    """

    def __init__(self, address: str | None, watchdog: Watchdog | None) -> None:
        self._tcp = httpcore.SyncBackend()
        self._address, self._watchdog = address, watchdog

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *options: Any, **named: Any
    ) -> httpcore.NetworkStream:
        stream = self._tcp.connect_tcp(self._address or host, port, timeout, *options, **named)
        if self._watchdog is not None:
            self._watchdog.guard(stream.get_extra_info("socket"))
        return stream


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
) -> Iterator[httpcore.Response]:
    """Ask another server; its answer is read within the block, of whatever status.

    Args:
        method: of HTTP.
        url: an IRI is sent as the URI that it maps to.
        headers: by name; the length of a body in pieces is among them.
        body: None for none.
        wait: seconds that each step may take.
        watchdog: of the time for all of it; None for no such bound.
        address: is connected to; None to look the name up.

    Raises:
        OutgoingError: the server could not be asked, its answer broke off, or it took too long.

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
    failure = "cannot be asked"
    try:
        with (
            httpcore.ConnectionPool(
                # The certificates that this machine trusts, not those of a package.
                ssl.create_default_context() if parts.scheme == "https" else None,
                network_backend=_Connector(address, watchdog),
            ) as pool,
            pool.stream(
                method,
                target,
                headers=list(sent.items()),
                content=body,
                extensions={"timeout": dict.fromkeys(("connect", "read", "write"), wait)},
            ) as response,
        ):
            failure = "broke its answer off; try again"
            yield response
    except _FAULTS as error:
        raise OutgoingError(f"<{url}> {failure}: {_reason(error, watchdog)}") from error
    # What ends because it was shut looks like an answer that ends where no length was told.
    if watchdog is not None and watchdog.expired.is_set():
        raise OutgoingError(f"<{url}> {failure}: {_reason(None, watchdog)}")


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
    """Return the media type of an answer with its parameters; empty where it has none."""
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
        raise OutgoingError(f"<{iri}> has no host that can be asked: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise OutgoingError(
            f"<{iri}> cannot be asked: it is no address such as http://127.0.0.1:8000"
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
