"""Identifies a client by its address, for limits that hold for each client."""

import ipaddress
import re
from functools import lru_cache
from typing import Protocol

__all__ = ["client_address"]

_NETWORK = 64
"""Bits of an IPv6 address that a client does not choose: it has a whole /64 (RFC 6177)."""
_BRACKETED = re.compile(r"\[([^\]]{1,64})\](?::\d{1,5})?", re.ASCII)
_WITH_PORT = re.compile(r"([\d.]{7,15}):\d{1,5}", re.ASCII)
_LONGEST = 128
_UNKNOWN = "unknown"


class Headers(Protocol):
    """Headers by name, ASGI's and WSGI's alike."""

    def get(self, name: str, /) -> str | None:
        """Return a header's values, joined by commas, or None."""


def client_address(headers: Headers, peer: str | None, hops: int) -> str:
    """Return the address that identifies a client: an IPv4 address or an IPv6 network.

    Args:
        headers: of the request, multiple values joined by commas; they are looked up in lower
            case.
        peer: address of the other end of the connection; None if it has none.
        hops: number of trusted proxies. Each appends the address that called it, so the outermost
            wrote the value that many places from the end.

    Returns:
        The forwarded address, else the peer's; one word for all clients without a known address.

    """
    header = headers.get("x-forwarded-for") if hops else None
    # Only the end of a long header is read: a client may send any beginning.
    values = header.rsplit(",", hops) if header else []
    forwarded = values[-hops] if hops and len(values) >= hops else ""
    return _normal(forwarded[:_LONGEST]) or _normal((peer or "")[:_LONGEST]) or _UNKNOWN


@lru_cache(maxsize=1024)
def _normal(text: str) -> str | None:
    """Return an address in the form that identifies its client; None if it is no address."""
    text = text.strip()
    match = _BRACKETED.fullmatch(text) or _WITH_PORT.fullmatch(text)
    try:
        address = ipaddress.ip_address(match.group(1) if match else text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), _NETWORK), strict=False))
