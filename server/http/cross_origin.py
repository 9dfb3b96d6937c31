"""Requests that browsers make before a script of another site may send one (CORS).

https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from collections.abc import Sequence

from districtgraph.server.http.http_exchange import Response

__all__ = ["preflight"]


def preflight(methods: Sequence[str]) -> Response:
    """Return the answer to OPTIONS: what any site's scripts may send to a resource."""
    response = Response(204)
    response.add("allow", ", ".join(methods))
    response.add("access-control-allow-methods", ", ".join(methods))
    response.add("access-control-allow-headers", "Accept, Authorization, Content-Type")
    response.add("access-control-max-age", "86400")
    return response
