"""The whole server as an ASGI application: the protocols here, the pages by Flask.

Here alone errors become responses, and every request is counted and logged.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from districtgraph.server.app import create_app
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import (
    MethodNotAllowedError,
    NotAcceptableError,
    RequestError,
    TooManyRequestsError,
    UnauthorizedError,
    UnavailableError,
)
from districtgraph.server.endpoints.graph_store_endpoint import GraphStoreEndpoint
from districtgraph.server.endpoints.request_logs import Outcome, RequestLogs
from districtgraph.server.endpoints.site import Site
from districtgraph.server.endpoints.sparql_endpoint import SparqlEndpoint
from districtgraph.server.http.http_exchange import (
    BodyMemory,
    Headers,
    Receive,
    Request,
    Response,
    Send,
)
from districtgraph.server.http.metrics import CONTENT_TYPE_LATEST, Metrics
from districtgraph.server.http.open_sockets import guard_sockets
from districtgraph.server.http.page_threads import PageThreads
from districtgraph.server.http.printable_text import printable
from districtgraph.server.http.security_headers import SECURITY_HEADERS
from districtgraph.server.http.wsgi_bridge import WsgiBridge
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.opening import new_backend
from districtgraph.server.store.store_reader import BackendStore

__all__ = ["ROUTES", "Application"]

ROUTES = ("/sparql", "/store", "/federation", "/healthz", "/readyz", "/metrics")
"""What is answered here; everything else is Flask's."""

_LOG = logging.getLogger(__name__)
_STALLED = 30
"""Seconds for which a client may take nothing of a streamed result."""
_BODIES = 256 * 1024 * 1024
"""Bytes of large bodies that are held at a time."""
_COMMON: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Location"),
    *((name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()),
]


class Application:
    """The ASGI application (https://asgi.readthedocs.io/en/latest/specs/www.html).

    Args:
        config: the settings.
        dataset: what the pages tell of.
        store: the store's folder.

    """

    def __init__(self, config: ServerConfig, dataset: BuiltDataset, store: Path) -> None:
        self._config = config
        self._backend = new_backend(store, config, dataset.base)
        self._metrics = Metrics()
        self._site = Site(config, dataset, self._backend, self._metrics)
        self._loop: asyncio.AbstractEventLoop | None = None
        flask = create_app(config, dataset, BackendStore(self._backend, self._running_loop))
        self._threads = PageThreads(config.threads, config.queue)
        self._pages = WsgiBridge(flask.wsgi_app, self._threads, config.max_query, config.timeout)
        self._sparql = SparqlEndpoint(self._site, flask, self._threads)
        self._store = GraphStoreEndpoint(self._site)
        self._logs = RequestLogs(config, self._backend)
        self._bodies = BodyMemory(_BODIES)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request, or take part in starting and stopping."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        loop = self._loop = asyncio.get_running_loop()
        guard = loop.create_task(guard_sockets(self._config.port))
        # Requests are taken at once, and wait for the store; /readyz tells when it is there.
        opening = loop.create_task(self._backend.open())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        guard.cancel()
        opening.cancel()
        await self._backend.close()
        self._threads.close()
        await send({"type": "lifespan.shutdown.complete"})

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        assert self._loop is not None, "the application has not been started"
        return self._loop

    async def _http(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        route, respond = self._route(scope["path"])
        request = Request(scope, receive, self._bodies)
        cut = None
        try:
            response = await respond(request)
        except RequestError as error:
            cut = getattr(error, "reason", None)
            response = self._failure(error)
        except Exception:
            _LOG.exception("unexpected error at %s", printable(scope["path"]))
            response = self._failure(RequestError("the server failed; its log has what happened"))
        sent = 0
        try:
            sent = await _send(response, request, send)
        except RequestError as error:
            # The head is out: an end without its last chunk is all that can still be said, and
            # leaving without sending it breaks the connection.
            cut = getattr(error, "reason", error.title)
            self._metrics.cut.labels(cut).inc()
        finally:
            self._tell(request, route, response.status, started, sent, cut)

    def _tell(
        self, request: Request, route: str, status: int, started: float, sent: int, cut: str | None
    ) -> None:
        seconds = time.perf_counter() - started
        self._metrics.count(route, status, seconds, sent)
        if self._logs.wanted:
            self._logs.write(request, Outcome(route, status, seconds, sent, cut))

    def _route(self, path: str) -> tuple[str, Callable[[Request], Awaitable[Response]]]:
        if path == "/sparql":
            return path, self._sparql.respond
        if path == "/store" or path.startswith("/store/"):
            return "/store", self._store.respond
        if path.startswith("/federation/"):
            return "/federation", self._backend.answer_call
        own = {"/healthz": self._health, "/readyz": self._readiness, "/metrics": self._exposition}
        return (path, own[path]) if path in own else ("pages", self._page)

    async def _page(self, request: Request) -> Response:
        return await self._pages.respond(request, self._site.client(request))

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

    def _failure(self, error: RequestError) -> Response:
        response = _text(error.status, f"{error.status} {error.title}\n{error}\n")
        if isinstance(error, MethodNotAllowedError):
            response.add("allow", ", ".join(error.allow))
        elif isinstance(error, NotAcceptableError):
            response.add("vary", "Accept")
        elif isinstance(error, UnauthorizedError):
            response.add("www-authenticate", 'Bearer realm="districtgraph"')
        elif isinstance(error, UnavailableError | TooManyRequestsError):
            response.add("retry-after", str(error.retry_after))
        if isinstance(error, UnavailableError):
            self._metrics.cut.labels(error.reason).inc()
        return response


async def _send(response: Response, request: Request, send: Send) -> int:
    """Send a response; return the bytes of its body that went out."""
    given = {name for name, _ in response.headers}
    headers = [item for item in _COMMON if item[0] not in given] + response.headers
    body, head = response.body, request.method == "HEAD"
    if isinstance(body, bytes):
        if response.status not in (204, 304) and b"content-length" not in given:
            headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if head else body})
        return len(body)
    try:
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        sent = 0 if head else await _send_pieces(body, response.deadline, request.receive, send)
    finally:
        await _close(body)
    await send({"type": "http.response.body", "body": b""})
    return sent


async def _send_pieces(
    body: AsyncIterator[bytes], deadline: float | None, receive: Receive, send: Send
) -> int:
    """Send a body as it comes, for as long as its client is there and its deadline allows.

    Raises:
        RequestError: the body broke off, the client went or took nothing, or it took too long.

    """
    loop = asyncio.get_running_loop()
    pump = loop.create_task(_pump(body, send))
    watch = loop.create_task(_disconnected(receive))
    seconds = None if deadline is None else max(deadline - loop.time(), 0)
    try:
        await asyncio.wait({pump, watch}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if pump.done():
            return pump.result()
        if watch.done():
            raise UnavailableError("the client hung up", 0, "client")
        raise UnavailableError("the result was not taken by its deadline", 0, "deadline")
    finally:
        pump.cancel()
        watch.cancel()
        # The connection breaks when nothing refers to it any more.
        await asyncio.gather(pump, watch, return_exceptions=True)


async def _pump(body: AsyncIterator[bytes], send: Send) -> int:
    sent = 0
    async for piece in body:
        try:
            async with asyncio.timeout(_STALLED):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except (TimeoutError, OSError) as error:
            raise UnavailableError("the client takes nothing", 0, "client") from error
        sent += len(piece)
    return sent


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _close(body: AsyncIterator[bytes]) -> None:
    close = getattr(body, "aclose", None)
    if close is not None:
        await close()


def _text(status: int, text: str) -> Response:
    response = Response(status, body=text.encode("utf-8"))
    response.add("content-type", "text/plain; charset=utf-8")
    return response
