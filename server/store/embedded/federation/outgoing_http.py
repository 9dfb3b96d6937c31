"""Requests of this server to others: to public addresses only, bounded, never redirected."""

import http.client
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

__all__ = ["OutgoingError", "OutgoingResponse", "Room", "Watchdog", "is_public", "request"]

_PIECE = 64 * 1024
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingError(OSError):
    """The other server could not be asked, or its answer cannot be taken."""


@dataclass(frozen=True, slots=True)
class OutgoingResponse:
    """What another server answered with status 200."""

    content_type: str
    body: bytes


_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
"""All that is given out to the public Internet; embedded IPv4 addresses lie outside, 6to4 apart."""
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3ffe::/16", "3fff::/20"),
    )
)
"""The special ones among the others.

https://www.iana.org/assignments/iana-ipv4-special-registry/,
https://www.iana.org/assignments/iana-ipv6-special-registry/
"""


def is_public(address: Address) -> bool:
    """Return whether an address is one of the public Internet's.

    One that embeds another (IPv4-mapped, NAT64, 6to4, Teredo) is none: where it leads is for
    gateways to say.
    """
    if isinstance(address, ipaddress.IPv6Address) and address not in _PUBLIC_V6:
        return False
    return not any(address in network for network in _SPECIAL)


class Room:
    """Bytes that all answers together may have while they are received.

    Args:
        size: bytes.

    """

    def __init__(self, size: int) -> None:
        self._left = size
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Take some bytes; return whether there was room for them."""
        with self._lock:
            if size > self._left:
                return False
            self._left -= size
            return True

    def give_back(self, size: int) -> None:
        """Give back what was taken."""
        with self._lock:
            self._left += size


def request(
    method: str,
    iri: str,
    headers: Mapping[str, str],
    body: bytes | None,
    *,
    seconds: float,
    max_size: int,
    is_open: Callable[[Address], bool] = is_public,
    room: Room | None = None,
) -> OutgoingResponse:
    """Ask another server.

    Args:
        method: of HTTP.
        iri: what is asked; beyond ASCII it is percent-encoded.
        headers: by name.
        body: None for none.
        seconds: for all of it, finding the address included.
        max_size: bytes of the answer.
        is_open: which addresses may be connected to.
        room: what this and other answers share; None for one of its own.

    Raises:
        OutgoingError: it took too long, is too large, is no 200, or the address is not open.

    """
    parts = urlsplit(_as_uri(iri))
    port = parts.port or (443 if parts.scheme == "https" else 80)
    with _Answer(room or Room(max_size), max_size) as answer, Watchdog(seconds) as watchdog:
        address = _checked_address(parts.hostname or "", port, is_open)
        if watchdog.expired.is_set() or watchdog.left <= 0:
            raise OutgoingError(f"<{iri}> could not be asked: its name took too long")
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        connection = kind(parts.hostname or "", port, timeout=watchdog.left)

        # The checked address is connected to: the name is not looked up again. http.client has
        # this seam for its own tests; the name stays for TLS and the Host header.
        def connect(_: object, *arguments: Any, **named: Any) -> socket.socket:
            connected = socket.create_connection((address, port), *arguments, **named)
            # From the first byte on, TLS's too.
            watchdog.guard(connected)
            return connected

        connection._create_connection = connect  # type: ignore[attr-defined]
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, body, dict(headers))
            response = connection.getresponse()
            if response.status != http.HTTPStatus.OK:
                raise OutgoingError(
                    f"<{iri}> answered {response.status}; redirects are not followed"
                )
            content_type = response.headers.get("Content-Type", "")
            return OutgoingResponse(content_type, _read(response, answer, watchdog))
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, OutgoingError):
                raise
            why = f"it took more than {seconds:g} seconds" if watchdog.expired.is_set() else error
            raise OutgoingError(f"<{iri}> could not be asked: {why}") from error
        finally:
            connection.close()


class _Answer:
    """The bytes of an answer while it is received."""

    def __init__(self, room: Room, most: int) -> None:
        self._room, self._most = room, most
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, piece: bytes) -> None:
        if self._size + len(piece) > self._most:
            raise OutgoingError(f"the answer is larger than {self._most:,} bytes")
        if not self._room.take(len(piece)):
            raise OutgoingError("answers of other servers take all room there is; try again later")
        self._size += len(piece)
        self._pieces.append(piece)

    def whole(self) -> bytes:
        return b"".join(self._pieces)

    def __enter__(self) -> "_Answer":
        return self

    def __exit__(self, *_: object) -> None:
        self._room.give_back(self._size)


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


def _read(response: http.client.HTTPResponse, answer: _Answer, watchdog: Watchdog) -> bytes:
    while piece := response.read1(_PIECE):
        answer.add(piece)
    # What ends because it was shut looks like one that ends where no length was told.
    if watchdog.expired.is_set():
        raise OutgoingError("the other server took too long")
    return answer.whole()


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
