"""Requests of this server to others: only to public addresses, with limits, without redirects."""

import ipaddress
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from districtgraph.server.http.outgoing import (
    OutgoingError,
    Watchdog,
    as_uri,
    ask,
    content_type_of,
)

__all__ = ["OutgoingError", "OutgoingResponse", "Room", "Watchdog", "is_public", "request"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class OutgoingResponse:
    """What another server answered with status 200."""

    content_type: str
    body: bytes


_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
"""The public Internet; embedded IPv4 addresses are outside it, except those of 6to4."""
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3ffe::/16", "3fff::/20"),
    )
)
"""The special addresses within it.

https://www.iana.org/assignments/iana-ipv4-special-registry/,
https://www.iana.org/assignments/iana-ipv6-special-registry/
"""


def is_public(address: Address) -> bool:
    """Return whether an address is in the public Internet.

    Addresses that embed another (IPv4-mapped, NAT64, 6to4, Teredo) are not, since gateways decide
    where they lead.
    """
    if isinstance(address, ipaddress.IPv6Address) and address not in _PUBLIC_V6:
        return False
    return not any(address in network for network in _SPECIAL)


class Room:
    """The memory for all answers that are being received.

    Args:
        size: its bytes.

    """

    def __init__(self, size: int) -> None:
        self._left = size
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Reserve bytes; return whether there was room for them."""
        with self._lock:
            if size > self._left:
                return False
            self._left -= size
            return True

    def give_back(self, size: int) -> None:
        """Release reserved bytes."""
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
    """Send a request to another server.

    Args:
        method: the HTTP method.
        iri: the address; non-ASCII characters are percent-encoded.
        headers: the headers by name.
        body: the body; None for none.
        seconds: the most seconds for everything, including the lookup of the host.
        max_size: the most bytes of the answer.
        is_open: returns whether an address may be connected to.
        room: the memory shared with other answers; None for separate memory.

    Raises:
        OutgoingError: it took too long, the answer is too large or has another status than 200, or
            the address is not allowed.

    """
    parts = urlsplit(as_uri(iri))
    port = parts.port or (443 if parts.scheme == "https" else 80)
    with _Answer(room or Room(max_size), max_size) as answer, Watchdog(seconds) as watchdog:
        address = _checked_address(parts.hostname or "", port, is_open)
        if watchdog.is_over:
            raise OutgoingError(f"<{iri}> could not be called: looking up its name took too long")
        with ask(
            method, iri, headers, body, wait=watchdog.left, watchdog=watchdog, address=address
        ) as response:
            if response.status != HTTPStatus.OK:
                raise OutgoingError(
                    f"<{iri}> answered {response.status}; redirects are not followed"
                )
            for piece in response.iter_stream():
                answer.add(piece)
        return OutgoingResponse(content_type_of(response), answer.whole())


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
            raise OutgoingError("answers of other servers use all memory for them; try again later")
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
