"""The server behind its fronts: who answers a request, what errors become, what is counted.

`districtgraph.server.asgi` and `districtgraph.server.wsgi` bring requests here and carry responses
away; every rule is here or below.
"""

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import RequestError, UnavailableError
from districtgraph.server.endpoints.graph_store_endpoint import GraphStoreEndpoint
from districtgraph.server.endpoints.request_logs import Outcome, RequestLogs
from districtgraph.server.endpoints.result_pages import SHOWN_RESULT, ShownResult
from districtgraph.server.endpoints.site import Site
from districtgraph.server.endpoints.sparql_endpoint import SparqlEndpoint
from districtgraph.server.http.error_responses import error_response, unexpected_error
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

ROUTES = ("/sparql", "/store", "/federation", "/healthz", "/readyz", "/metrics")
"""What is answered here; everything else is a page."""
PAGES = "pages"
"""How logs and metrics name everything else."""
COMMON_HEADERS: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Location, Retry-After"),
    *((name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()),
]
"""What every response has, where it does not say otherwise itself."""
_BODIES = 256 * 1024 * 1024
"""Bytes of large bodies that are held at a time."""


Responder = Callable[[Request], Awaitable[Response]]


class Exchange:
    """A request on its way through the server, and what became of it.

    Args:
        request: the request.
        route: its resource, as logs and metrics name it.
        responder: what answers it.

    Attributes:
        started: when it came, by `time.perf_counter`.
        cut: why it was cut, in a word; None where it was not.

    """

    __slots__ = ("cut", "request", "responder", "route", "started")

    def __init__(self, request: Request, route: str, responder: Responder) -> None:
        self.request = request
        self.route = route
        self.responder = responder
        self.started = time.perf_counter()
        self.cut: str | None = None


class Service:
    """Everything that a server answers, as functions of values.

    Args:
        config: the settings.
        dataset: what the pages tell of.
        backend: what answers; whoever has made it opens and closes it.
        pages: the application of the pages.

    """

    def __init__(
        self,
        config: ServerConfig,
        dataset: BuiltDataset,
        backend: Backend,
        pages: "WSGIApplication",
    ) -> None:
        self._backend = backend
        self._metrics = Metrics()
        self._site = Site(config, dataset, backend, self._metrics)
        self._threads = PageThreads(config.threads, config.queue)
        self._pages = WsgiBridge(pages, self._threads, config.max_query, config.timeout)
        self._sparql = SparqlEndpoint(self._site, self._result_page)
        self._store = GraphStoreEndpoint(self._site)
        self._logs = RequestLogs(config, backend)
        self.bodies = BodyMemory(_BODIES)
        """Where requests have their bodies."""

    def close(self) -> None:
        """Take no more pages; who renders is not waited for."""
        self._threads.close()

    def client(self, request: Request) -> str:
        """Return the name of who asks, among those who take turns."""
        return self._site.client(request)

    def begin(self, request: Request) -> Exchange:
        """Return a request with its route, from when on its time counts."""
        return Exchange(request, *self._route(request.path))

    async def respond(self, exchange: Exchange) -> Response:
        """Return the response to a request; errors are responses, too."""
        request = exchange.request
        try:
            return await exchange.responder(request)
        except RequestError as error:
            return self.failure(exchange, error)
        except Exception as error:
            return error_response(unexpected_error(error, request.path))

    def failure(self, exchange: Exchange, error: RequestError) -> Response:
        """Return the response to a request that could not be answered as asked."""
        if isinstance(error, UnavailableError):
            exchange.cut = error.reason
            self._metrics.cut.labels(error.reason).inc()
        return error_response(error)

    def broke_off(self, exchange: Exchange, error: RequestError) -> None:
        """Take note that a response broke off after its head."""
        exchange.cut = getattr(error, "reason", error.title)
        self._metrics.cut.labels(exchange.cut).inc()

    def end(self, exchange: Exchange, status: int, sent: int) -> None:
        """Count and log a request.

        Args:
            exchange: the request.
            status: of its response.
            sent: bytes of the body that went out.

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
        return (path, own[path]) if path in own else (PAGES, self._page)

    async def _page(self, request: Request) -> Response:
        return await self._pages.respond(request, self._site.client(request))

    async def _result_page(self, request: Request, shown: ShownResult, asker: Asker) -> Response:
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


def _text(status: int, text: str) -> Response:
    response = Response(status, body=text.encode("utf-8"))
    response.add("content-type", "text/plain; charset=utf-8")
    return response
