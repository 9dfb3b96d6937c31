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
"""Under what a WSGI request for such a page has what it shows in its environment."""
SHOWN_ERROR = "districtgraph.shown_error"
"""Under what a WSGI request for the page of an error has the error in its environment."""


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
    """The endpoint itself, for who opens its address in a browser.

    Attributes:
        address: its own.
        updates: whether anyone may write.

    """

    address: str
    updates: bool


ResultRenderer = Callable[[Request, ShownResult | ShownEndpoint, Asker], Awaitable[Response]]
"""Gives the page of a result or of the endpoint, as a request's address and headers want it."""
