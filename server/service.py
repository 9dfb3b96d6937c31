"""The server behind its fronts: routes requests, turns errors into responses, counts and logs.

`districtgraph.server.asgi` and `districtgraph.server.wsgi` only pass requests in and responses out;
every rule is here or in the modules that this one uses.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import (
    MethodNotAllowedError,
    RequestError,
    UnavailableError,
)
from districtgraph.server.endpoints.dump_files import DumpFiles
from districtgraph.server.endpoints.graph_store_endpoint import GraphStoreEndpoint
from districtgraph.server.endpoints.request_logs import Outcome, RequestLogs
from districtgraph.server.endpoints.result_pages import (
    SHOWN_ERROR,
    SHOWN_RESULT,
    ShownEndpoint,
    ShownResult,
)
from districtgraph.server.endpoints.site import Site
from districtgraph.server.endpoints.sparql_endpoint import SparqlEndpoint
from districtgraph.server.http.cross_origin import EXPOSED, preflight
from districtgraph.server.http.error_responses import (
    error_response,
    prefers_page,
    unexpected_error,
)
from districtgraph.server.http.http_exchange import BodyMemory, Headers, Request, Response
from districtgraph.server.http.metrics import CONTENT_TYPE_LATEST, Metrics
from districtgraph.server.http.page_threads import PageThreads
from districtgraph.server.http.security_headers import SECURITY_HEADERS
from districtgraph.server.http.wsgi_bridge import WsgiBridge
from districtgraph.server.store.backend import Backend
from districtgraph.server.store.built_dataset import BuiltDataset

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["COMMON_HEADERS", "PAGES", "ROUTES", "Exchange", "Service"]

_MIB = 1024 * 1024
_DUMPS = "dumps"
"""The folder of the dumps in the store's folder."""

ROUTES = ("/sparql", "/store", "/federation", "/healthz", "/readyz", "/metrics")
"""Routes that are answered here; all others are pages."""
_PROTOCOLS = frozenset({"/sparql", "/store"})
"""Routes for programs that people also open in a browser."""
_READING = ("GET", "HEAD", "OPTIONS")
"""Methods of resources that are only read."""
PAGES = "pages"
"""The name of all other routes in logs and metrics."""
COMMON_HEADERS: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED.encode()),
    *((name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()),
]
"""Headers of every response that does not set them itself."""
_READING = ("GET", "HEAD", "OPTIONS")
_PAGE_WITHIN = 2.0
"""Seconds that the page of an error may take; after that, a browser gets plain text."""
_BODIES = 256 * 1024 * 1024
"""The most bytes of large bodies in memory at a time."""


Responder = Callable[[Request], Awaitable[Response]]


class Exchange:
    """A request that is being processed, and its outcome.

    Args:
        request: the request.
        route: its resource, as logs and metrics name it.
        responder: answers it.

    Attributes:
        started: when it arrived, by `time.perf_counter`.
        cut: why it was cut off, in a word; None if it was not.

    """

    __slots__ = ("cut", "request", "responder", "route", "started")

    def __init__(self, request: Request, route: str, responder: Responder) -> None:
        self.request = request
        self.route = route
        self.responder = responder
        self.started = time.perf_counter()
        self.cut: str | None = None


class Service:
    """Answers all requests of a server, as functions of values.

    Args:
        config: the settings.
        dataset: the dataset that the pages describe.
        backend: the store or engine; its creator opens and closes it.
        pages: the application of the pages.
        folder: the folder for dumps of graphs; None for no dumps.

    """

    def __init__(
        self,
        config: ServerConfig,
        dataset: BuiltDataset,
        backend: Backend,
        pages: "WSGIApplication",
        folder: Path | None = None,
    ) -> None:
        self._backend = backend
        self._metrics = Metrics()
        self._site = Site(config, dataset, backend, self._metrics)
        self._threads = PageThreads(config.threads, config.queue)
        self._pages = WsgiBridge(pages, self._threads, config.max_query, config.timeout)
        self._sparql = SparqlEndpoint(self._site, self._result_page)
        size = config.dump_size * _MIB if folder else 0
        self._dumps = DumpFiles((folder or Path()) / _DUMPS, size)
        # Existing dumps are of content that an earlier process has served.
        self._dumps.clean()
        self._store = GraphStoreEndpoint(self._site, self._dumps)
        self._logs = RequestLogs(config, backend)
        self.bodies = BodyMemory(_BODIES)
        """The memory for requests' bodies."""

    def close(self) -> None:
        """Accept no more pages, without waiting for those being rendered, and close the logs."""
        self._threads.close()
        self._dumps.clean()
        self._logs.close()

    def client(self, request: Request) -> str:
        """Return the key under which the client takes its turn."""
        return self._site.client(request)

    def begin(self, request: Request) -> Exchange:
        """Return a request with its route; its time starts now."""
        return Exchange(request, *self._route(request.path))

    async def respond(self, exchange: Exchange) -> Response:
        """Return the response to a request; errors are responses, too."""
        request = exchange.request
        try:
            return await exchange.responder(request)
        except RequestError as error:
            response = self.failure(exchange, error)
            if exchange.route not in _PROTOCOLS or not prefers_page(request.headers.get("accept")):
                return response
            return await self._error_page(request, error) or response
        except Exception as error:
            return error_response(unexpected_error(error, request.path))

    async def _error_page(self, request: Request, error: RequestError) -> Response | None:
        """Return an error as a page, for a browser; None if the page cannot be rendered."""
        asker = Asker("", None, asyncio.get_running_loop().time() + _PAGE_WITHIN)
        try:
            return await self._pages.show(request, asker, {SHOWN_ERROR: error})
        except RequestError:
            return None

    def failure(self, exchange: Exchange, error: RequestError) -> Response:
        """Return the response to a request that could not be answered as asked."""
        if isinstance(error, UnavailableError):
            exchange.cut = error.reason
            self._metrics.cut.labels(error.reason).inc()
        return error_response(error)

    def broke_off(self, exchange: Exchange, error: RequestError) -> None:
        """Record that a response broke off after its head."""
        exchange.cut = getattr(error, "reason", error.title)
        self._metrics.cut.labels(exchange.cut).inc()

    def end(self, exchange: Exchange, status: int, sent: int) -> None:
        """Count and log a request.

        Args:
            exchange: the request.
            status: the status of its response.
            sent: the bytes of the body that were sent.

        """
        seconds = time.perf_counter() - exchange.started
        self._metrics.count(exchange.route, status, seconds, sent)
        if self._logs.wanted:
            outcome = Outcome(exchange.route, status, seconds, sent, exchange.cut)
            self._logs.write(exchange.request, outcome)

    def _route(self, path: str) -> tuple[str, Responder]:
        if path == "/sparql":
            return path, self._sparql.respond
        if path == "/store" or path.startswith("/store/"):
            return "/store", self._store.respond
        if path.startswith("/federation/"):
            return "/federation", self._backend.answer_call
        own = {"/healthz": self._health, "/readyz": self._readiness, "/metrics": self._exposition}
        return (path, _only_read(own[path])) if path in own else (PAGES, self._page)

    async def _page(self, request: Request) -> Response:
        return await self._pages.respond(request, self._site.client(request))

    async def _result_page(
        self, request: Request, shown: ShownResult | ShownEndpoint, asker: Asker
    ) -> Response:
        return await self._pages.show(request, asker, {SHOWN_RESULT: shown})

    async def _health(self, _request: Request) -> Response:
        return _text(200, "ok\n")

    async def _readiness(self, _request: Request) -> Response:
        why = await self._backend.unready()
        return _text(200, "ready\n") if why is None else _text(503, f"{why}\n")

    async def _exposition(self, _request: Request) -> Response:
        load = self._backend.load
        self._metrics.busy.set(load.busy)
        self._metrics.live.set(load.live)
        self._metrics.waiting.set(load.waiting)
        response = Response(200, body=self._metrics.exposition())
        response.add("content-type", CONTENT_TYPE_LATEST)
        return response


def _only_read(responder: Responder) -> Responder:
    """Return a responder of a resource that is only read."""

    async def respond(request: Request) -> Response:
        if request.method == "OPTIONS":
            requested = request.headers.get("access-control-request-headers", "")
            return preflight(_READING, requested)
        if request.method not in _READING:
            raise MethodNotAllowedError(_READING)
        return await responder(request)

    return respond


def _text(status: int, text: str) -> Response:
    response = Response(status, body=text.encode("utf-8"))
    response.add("content-type", "text/plain; charset=utf-8")
    return response
