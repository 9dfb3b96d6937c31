"""Who a client is, as far as bounds for each client need to know."""

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
        """Return a header's values, joined by commas; None where there is none."""


def client_address(headers: Headers, peer: str | None, hops: int) -> str:
    """Return the address that stands for a client: an IPv4 address or a network of IPv6.

    Args:
        headers: of the request; ``X-Forwarded-For`` is looked up as such and in lower case, and
            has all its values, joined by commas.
        peer: address of the other end of the connection; None where it has none.
        hops: proxies in front that are trusted: each appends who it was called by, so that what
            the outermost wrote stands that many places from the end.

    Returns:
        The peer where nothing better is told; one word for all whose address is not known.

    """
    told = headers.get("x-forwarded-for") or headers.get("X-Forwarded-For") if hops else None
    # Of a long header only the end is looked at: a client may send any beginning.
    values = (told or "").rsplit(",", hops) if told else []
    forwarded = values[-hops] if hops and len(values) >= hops else ""
    return _normal(forwarded[:_LONGEST]) or _normal((peer or "")[:_LONGEST]) or _UNKNOWN


@lru_cache(maxsize=1024)
def _normal(text: str) -> str | None:
    """Return an address in the form that stands for its client; None where it is none."""
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
