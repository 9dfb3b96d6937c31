"""Prepares results of /sparql that are shown as a page, for people who follow a link to one."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from districtgraph.server.core.asker import Asker
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.backend import PagePart

__all__ = [
    "ON_A_PAGE",
    "SHOWN_ERROR",
    "SHOWN_RESULT",
    "ResultRenderer",
    "ShownEndpoint",
    "ShownResult",
]

ON_A_PAGE = PagePart(rows=1000, cells=20_000, size=1024 * 1024)
"""The part of a result that a page shows; other formats have all of it."""
SHOWN_RESULT = "districtgraph.shown_result"
"""The key in the environment of a WSGI request for such a page: what it shows."""
SHOWN_ERROR = "districtgraph.shown_error"
"""The key in the environment of a WSGI request for the page of an error: the error."""


class ShownResult(NamedTuple):
    """A result to show on a page.

    Attributes:
        query: the query.
        graph: whether it is a graph, in N-Triples; otherwise solutions or a boolean, in TSV.
        content: the result.
        partial: whether there is more of it.

    """

    query: QueryOperation
    graph: bool
    content: bytes
    partial: bool


class ShownEndpoint(NamedTuple):
    """The endpoint itself, for people who open its address in a browser.

    Attributes:
        address: its own.
        updates: whether anyone may write.

    """

    address: str
    updates: bool


ResultRenderer = Callable[[Request, ShownResult | ShownEndpoint, Asker], Awaitable[Response]]
"""Gives the page of a result or of the endpoint, as a request's address and headers want it."""
