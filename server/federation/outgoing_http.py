"""Requests of this server to others: to public addresses only, bounded, never redirected."""

import http.client
import ipaddress
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

__all__ = ["OutgoingError", "OutgoingResponse", "Watchdog", "is_public", "request"]

_PIECE = 64 * 1024
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingError(OSError):
    """The other server could not be asked, or its answer cannot be taken."""


@dataclass(frozen=True, slots=True)
class OutgoingResponse:
    """What another server answered with status 200."""

    content_type: str
    body: bytes


def is_public(address: Address) -> bool:
    """Return whether an address is one of the public Internet's."""
    embedded = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    checked: Address = embedded or address
    return checked.is_global and not checked.is_multicast


def request(
    method: str,
    iri: str,
    headers: Mapping[str, str],
    body: bytes | None,
    *,
    seconds: float,
    max_size: int,
    is_open: Callable[[Address], bool] = is_public,
) -> OutgoingResponse:
    """Ask another server.

    Args:
        method: of HTTP.
        iri: what is asked; beyond ASCII it is percent-encoded.
        headers: by name.
        body: None for none.
        seconds: for all of it.
        max_size: bytes of the answer.
        is_open: which addresses may be connected to.

    Raises:
        OutgoingError: it took too long, is too large, is no 200, or the address is not open.

    """
    parts = urlsplit(_as_uri(iri))
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _checked_address(parts.hostname or "", port, is_open)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", port, timeout=seconds)
    # The checked address is connected to: the name is not looked up again. http.client has this
    # seam for its own tests; the name stays for TLS and the Host header.
    connection._create_connection = (  # type: ignore[attr-defined]
        lambda _, *arguments, **named: socket.create_connection(
            (address, port), *arguments, **named
        )
    )
    watchdog = Watchdog(seconds)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body, dict(headers))
        watchdog.guard(connection.sock)
        response = connection.getresponse()
        if response.status != http.HTTPStatus.OK:
            raise OutgoingError(f"<{iri}> answered {response.status}; redirects are not followed")
        content_type = response.headers.get("Content-Type", "")
        return OutgoingResponse(content_type, _read(response, max_size, watchdog))
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, OutgoingError):
            raise
        why = f"it took more than {seconds:g} seconds" if watchdog.expired.is_set() else error
        raise OutgoingError(f"<{iri}> could not be asked: {why}") from error
    finally:
        watchdog.cancel()
        connection.close()


def _checked_address(host: str, port: int, is_open: Callable[[Address], bool]) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise OutgoingError(f"the host '{host}' is not known: {error}") from error
    addresses = [str(item[4][0]) for item in found]
    if not all(is_open(ipaddress.ip_address(address)) for address in addresses):
        raise OutgoingError(f"the host '{host}' is at an address that is not public")
    return addresses[0]


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
        self._connected: Shutting | None = None
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.start()

    def guard(self, connected: Shutting) -> None:
        """Shut this connection when the time is over, at once if it is."""
        self._connected = connected
        if self.expired.is_set():
            self._shut()

    def cancel(self) -> None:
        """Leave the connection alone."""
        self._timer.cancel()

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


def _read(response: http.client.HTTPResponse, max_size: int, watchdog: Watchdog) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_PIECE):
        size += len(piece)
        if size > max_size:
            raise OutgoingError(f"the answer is larger than {max_size:,} bytes")
        pieces.append(piece)
    # What ends because it was shut looks like one that ends where no length was told.
    if watchdog.expired.is_set():
        raise OutgoingError("the other server took too long")
    return b"".join(pieces)


def _as_uri(iri: str) -> str:
    """Return an IRI as a URI (RFC 3987 §3.1); its host by IDNA."""
    parts = urlsplit(iri)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (UnicodeError, ValueError) as error:
        raise OutgoingError(f"<{iri}> has no host that can be asked: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise OutgoingError(f"<{iri}> is no address of HTTP")
    bracketed = f"[{host}]" if ":" in host else host
    return urlunsplit(
        (parts.scheme, f"{bracketed}{port}", _escaped(parts.path), _escaped(parts.query), "")
    )


def _escaped(text: str) -> str:
    return "".join(
        character if character.isascii() else "".join(f"%{b:02X}" for b in character.encode())
        for character in text
    )
