"""A result of /sparql on its way to be a page, for those who follow a link to a query."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from districtgraph.server.core.asker import Asker
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.sparql.protocol import Query
from districtgraph.server.store.backend import PagePart

__all__ = ["ON_A_PAGE", "SHOWN_RESULT", "ResultRenderer", "ShownResult"]

ON_A_PAGE = PagePart(rows=1000, cells=20_000, size=1024 * 1024)
"""What a page shows of a result; other formats have all of it."""
SHOWN_RESULT = "districtgraph.shown_result"
"""Under what a WSGI request for such a page has the result in its environment."""


class ShownResult(NamedTuple):
    """A result that is to be shown.

    Attributes:
        query: what was asked.
        graph: whether it is a graph, in N-Triples; otherwise solutions or a boolean, in TSV.
        content: the result.
        partial: whether there is more of it.

    """

    query: Query
    graph: bool
    content: bytes
    partial: bool


ResultRenderer = Callable[[Request, ShownResult, Asker], Awaitable[Response]]
"""Gives the page of a result, as the address and the headers of a request want it."""
