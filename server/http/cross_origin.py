"""What scripts of other sites may send and read, and how browsers ask for that (CORS).

https://fetch.spec.whatwg.org/#http-cors-protocol
"""

import re
from collections.abc import Sequence

from districtgraph.server.http.http_exchange import Response

__all__ = ["EXPOSED", "MAX_AGE", "allowed_headers", "preflight"]

EXPOSED = (
    "Accept-Ranges, Cache-Status, Content-Range, ETag, Link, Location, Retry-After, "
    "WWW-Authenticate"
)
"""Headers of responses that scripts may read."""
MAX_AGE = "86400"
"""Seconds for which a browser need not ask again."""
_USUAL = (
    "Accept", "Authorization", "Content-Encoding", "Content-Type", "If-Match", "If-None-Match",
)  # fmt: skip
_LONGEST = 2048
"""Characters of requested headers that are answered for."""
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")
"""A header's name (RFC 9110 §5.6.2)."""


def allowed_headers(requested: str) -> str:
    """Return the headers that a script may send: the usual ones, and those that it asks for.

    Args:
        requested: ``Access-Control-Request-Headers``.

    """
    names = requested[:_LONGEST].split(",") if requested else []
    asked = [name for item in names if _NAME.fullmatch(name := item.strip())]
    usual = {name.lower() for name in _USUAL}
    return ", ".join([*_USUAL, *(name for name in asked if name.lower() not in usual)])


def preflight(methods: Sequence[str], requested: str = "") -> Response:
    """Return the answer to OPTIONS, which permits scripts of any site to use a resource.

    Args:
        methods: of the resource.
        requested: the headers that the script wants to send (``Access-Control-Request-Headers``).
            All are allowed: this server has no cookies that identify anybody.

    """
    response = Response(204)
    response.add("allow", ", ".join(methods))
    response.add("access-control-allow-methods", ", ".join(methods))
    response.add("access-control-allow-headers", allowed_headers(requested))
    response.add("access-control-max-age", MAX_AGE)
    return response
