"""The front of the server for WSGI: the whole product as one Flask application (PEP 3333).

The protocols are views of the application, which pass requests to `Service` in its event loop and
return the responses; pages are ordinary views. A middleware around all of them gives each request
its client and deadline, limits its body, and counts and logs it.

A WSGI server uses a thread for each request, and does not report when a client hangs up: see
docs/how-to/run-under-gunicorn.md.
"""

import asyncio
import errno
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask, Response, request
from werkzeug.routing import BaseConverter, Rule

from districtgraph.server.core.asker import CURRENT_ASKER, Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import RequestError, UnavailableError
from districtgraph.server.http import http_exchange
from districtgraph.server.http.error_responses import error_response
from districtgraph.server.http.wsgi_request import WsgiBody, scope_of, with_content
from districtgraph.server.service import COMMON_HEADERS, PAGES, Exchange, Service
from districtgraph.server.store.loop_thread import LoopThread
from districtgraph.server.web.application import FOR_SERVICE
from districtgraph.server.web.page_delivery import FinishedResponse
from districtgraph.server.web.pages.result_page import SPARQL

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["add_service"]

_PROTOCOLS = "protocols"
"""The Flask endpoint of everything that the service answers, except /sparql."""
_RULES = (
    "/store", "/store/<anything:graph>", "/federation/<anything:ticket>", "/healthz", "/readyz",
    "/metrics",
)  # fmt: skip


def add_service(app: Flask, service: Service, running: LoopThread, config: ServerConfig) -> None:
    """Add all other routes of a server to an application of pages.

    Args:
        app: the application.
        service: answers the protocols.
        running: the loop in which the service runs.
        config: the settings.

    """
    pages = app.view_functions[SPARQL]

    def protocol(**_: object) -> Response:
        begun: _Begun = request.environ[FOR_SERVICE]
        response = begun.body.while_running(running.start(service.respond(begun.exchange)))
        headers = response.native_headers
        if isinstance(response.body, bytes):
            return FinishedResponse(response.body, response.status, headers)
        pieces = _Pieces(response.body, response.deadline, running, service, begun.exchange)
        return FinishedResponse(pieces, response.status, headers)

    def sparql() -> object:
        return protocol() if FOR_SERVICE in request.environ else pages()

    app.url_map.converters["anything"] = _Anything
    for rule in _RULES:
        app.url_map.add(Rule(rule, endpoint=_PROTOCOLS, methods=None, merge_slashes=False))
    app.view_functions[_PROTOCOLS] = protocol
    app.view_functions[SPARQL] = sparql  # type: ignore[assignment]
    app.wsgi_app = _Front(app.wsgi_app, service, running, config)  # type: ignore[method-assign]


class _Anything(BaseConverter):
    """The rest of a path."""

    regex = ".*"
    part_isolating = False


class _Begun(NamedTuple):
    """A request for the service."""

    exchange: Exchange
    body: WsgiBody


class _Front:
    """Begins and ends each request, and gives pages the same context as the other front."""

    def __init__(
        self,
        application: "WSGIApplication",
        service: Service,
        running: LoopThread,
        config: ServerConfig,
    ) -> None:
        self._application = application
        self._service = service
        self._running = running
        self._config = config

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        try:
            loop = self._running.loop()
        except UnavailableError as error:
            return _sent(error_response(error), _Head(start_response))
        body = WsgiBody(environ, loop)
        asked = http_exchange.Request(scope_of(environ), body.receive, self._service.bodies)
        exchange = self._service.begin(asked)
        head = _Head(start_response)
        answer = self._page if exchange.route == PAGES else self._protocol
        pieces = answer(environ, _Begun(exchange, body), head)
        return _Counted(pieces, lambda sent: self._end(exchange, head.status, sent))

    def _end(self, exchange: Exchange, status: int, sent: int) -> None:
        self._running.soon(self._service.end, exchange, status, sent)

    def _protocol(
        self, environ: "WSGIEnvironment", begun: _Begun, head: "_Head"
    ) -> Iterable[bytes]:
        return self._application({**environ, FOR_SERVICE: begun}, head.start)

    def _page(self, environ: "WSGIEnvironment", begun: _Begun, head: "_Head") -> Iterable[bytes]:
        exchange, body = begun
        if exchange.request.method in http_exchange.METHODS_WITH_BODY:
            content = body.while_running(self._running.start(self._content(exchange)))
            if not isinstance(content, bytes):
                return _sent(content, head)
            environ = with_content(environ, content)
        # As the other front has it: what a client wrote beyond ASCII is percent-encoded.
        environ = {**environ, "QUERY_STRING": exchange.request.ascii_query}
        deadline = self._running.loop().time() + self._config.timeout
        asker = Asker(self._service.client(exchange.request), deadline=deadline)
        before = CURRENT_ASKER.set(asker)
        try:
            return self._application(environ, head.start)
        finally:
            CURRENT_ASKER.reset(before)

    async def _content(self, exchange: Exchange) -> bytes | http_exchange.Response:
        """Return a request's body, decompressed, or the response if it is refused."""
        try:
            return await exchange.request.body(self._config.max_query)
        except RequestError as error:
            return self._service.failure(exchange, error)


class _Head:
    """The head of a response, with the headers of every response added."""

    def __init__(self, start_response: "StartResponse") -> None:
        self._start_response = start_response
        self.status = 500

    def start(
        self, status: str, headers: list[tuple[str, str]], error: Any = None, /
    ) -> Callable[[bytes], object]:
        """Take the head (PEP 3333's start_response)."""
        self.status = int(status[:3])
        given = {name.lower() for name, _ in headers}
        more = [item for item in _COMMON if item[0] not in given]
        return self._start_response(status, [*headers, *more], error)


_COMMON = [(name.decode(), value.decode()) for name, value in COMMON_HEADERS]


def _sent(response: http_exchange.Response, head: _Head) -> list[bytes]:
    """Send the head of a response that no view has made, and return its body."""
    assert isinstance(response.body, bytes), "an error comes whole"
    status = f"{response.status} {HTTPStatus(response.status).phrase}"
    length = ("content-length", str(len(response.body)))
    head.start(status, [*response.native_headers, length])
    return [response.body]


class _Counted(Iterator[bytes]):
    """The pieces of a body; counts their bytes, and reports when they have ended."""

    def __init__(self, pieces: Iterable[bytes], ended: Callable[[int], None]) -> None:
        self._pieces = pieces
        self._next = iter(pieces)
        self._ended: Callable[[int], None] | None = ended
        self._sent = 0

    def __next__(self) -> bytes:
        try:
            piece = next(self._next)
        except BaseException:
            self._end()
            raise
        self._sent += len(piece)
        return piece

    def _end(self) -> None:
        ended, self._ended = self._ended, None
        if ended is not None:
            ended(self._sent)

    def close(self) -> None:
        """Close the source of the pieces (PEP 3333)."""
        try:
            close = getattr(self._pieces, "close", None)
            if close is not None:
                close()
        finally:
            self._end()


class _Pieces(Iterator[bytes]):
    """The pieces of a result, each awaited in the loop; stopping early ends the evaluation."""

    def __init__(
        self,
        pieces: AsyncIterator[bytes],
        deadline: float | None,
        running: LoopThread,
        service: Service,
        exchange: Exchange,
    ) -> None:
        self._pieces = pieces
        self._deadline = deadline
        self._running = running
        self._service = service
        self._exchange = exchange

    def __next__(self) -> bytes:
        try:
            piece = self._running.start(self._piece()).result()
        except RequestError as error:
            # The head is sent, so only a broken connection can signal the error.
            self._running.soon(self._service.broke_off, self._exchange, error)
            raise ConnectionResetError(errno.ECONNRESET, str(error)) from error
        if piece is None:
            raise StopIteration
        return piece

    async def _piece(self) -> bytes | None:
        try:
            async with asyncio.timeout_at(self._deadline):
                return await anext(self._pieces, None)
        except TimeoutError as error:
            message = "the client did not read the result by its deadline"
            raise UnavailableError(message, 0, "deadline") from error

    def close(self) -> None:
        """End the evaluation, if it has not ended."""
        close = getattr(self._pieces, "aclose", None)
        if close is not None:
            self._running.start(close()).result()
