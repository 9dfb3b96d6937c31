"""Derives the server's address from a request; links are built from it."""

import re

from districtgraph.server.core.errors import BadRequestError

__all__ = ["checked_host", "requested_address"]

_LONGEST = 255
_HOST = re.compile(r"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?", re.ASCII)
"""A name, an IPv4 address or an IPv6 address in brackets (RFC 3986 §3.2.2), and a port."""
_LAST_PORT = 65535


_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~%!$&'()*+,;=:@-]+)*", re.ASCII)
_SCHEMES = frozenset({"http", "https"})


def requested_address(scheme: str, host: str, prefix: str) -> str:
    """Return an address without a slash at the end.

    Args:
        scheme: http or https.
        host: as of `checked_host`.
        prefix: path that a proxy has removed; empty for none.

    Raises:
        BadRequestError: one of them is malformed.

    """
    if scheme not in _SCHEMES or not _PREFIX.fullmatch(prefix):
        raise BadRequestError("X-Forwarded-Proto is not a scheme, or X-Forwarded-Prefix not a path")
    return f"{scheme}://{checked_host(host)}{prefix}"


def checked_host(host: str) -> str:
    """Return the value of a Host header, of ``X-Forwarded-Host`` too.

    Raises:
        BadRequestError: it is missing, or is no host.

    """
    match = _HOST.fullmatch(host) if len(host) <= _LONGEST else None
    if match is None or int(match.group(1) or 0) > _LAST_PORT:
        raise BadRequestError("the Host header is not valid: send a name or an address, and a port")
    return host
