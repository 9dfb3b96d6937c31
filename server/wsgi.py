"""The front of the server for WSGI: the whole product as one Flask application (PEP 3333).

The protocols are views of the application, which bring requests to `Service` in its event loop and
carry the responses away; pages are views as ever. Around all of them each request is given its
client and its deadline, its body is read within bounds, and it is counted and logged.

A WSGI server hands over a thread with each request, and says nothing when a client hangs up: see
docs/how-to/run-under-gunicorn.md.
"""

import asyncio
import atexit
import errno
import io
import os
import queue
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, MutableMapping
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote, urlsplit

from flask import Flask, Response, request
from werkzeug.routing import BaseConverter, Rule
from werkzeug.wsgi import get_input_stream

from districtgraph.server.core.asker import CURRENT_ASKER, Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import RequestError, UnavailableError
from districtgraph.server.http import http_exchange
from districtgraph.server.http.error_responses import error_response
from districtgraph.server.service import COMMON_HEADERS, PAGES, Exchange, Service
from districtgraph.server.store.backend import Backend
from districtgraph.server.web.application import FOR_SERVICE
from districtgraph.server.web.page_delivery import FinishedResponse
from districtgraph.server.web.pages.result_page import SPARQL

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["Claim", "LoopThread", "add_service", "nothing_to_claim"]

_PROTOCOLS = "protocols"
"""The endpoint, as Flask has it, of what the service answers beside /sparql."""
_RULES = (
    "/store", "/store/<anything:graph>", "/federation/<anything:ticket>", "/healthz", "/readyz",
    "/metrics",
)  # fmt: skip
_WITH_BODY = ("POST", "PUT", "PATCH", "DELETE")
_PIECE = 64 * 1024
"""Bytes of a body that are read at a time."""
_CLOSING = 15.0
"""Seconds within which the backend is closed when its process ends."""
Result = TypeVar("Result")


Claim = Callable[[], Callable[[], object]]


def nothing_to_claim() -> Callable[[], object]:
    """Return at once, where a backend may be had by any number of processes."""
    return lambda: None


class LoopThread:
    """An event loop in a thread of its own, with a backend that is opened in it.

    Both begin when the first request needs them: a WSGI server may fork after the application was
    made, and neither threads nor processes go with it then.

    Args:
        backend: what is opened, and closed when the process ends.
        claim: takes the backend's data for this process, or raises UnavailableError; returns what
            gives them up again.

    """

    def __init__(self, backend: Backend, claim: Claim) -> None:
        self._backend = backend
        self._claim = claim
        self._give_up: Callable[[], object] = lambda: None
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.current_thread()
        self._process = 0
        self._opening: asyncio.Task[None] | None = None

    def loop(self) -> asyncio.AbstractEventLoop:
        """Return the loop, which runs.

        Raises:
            UnavailableError: another process has the data.

        """
        loop = self._loop
        return loop if loop is not None and self._process == os.getpid() else self._begun()

    def _begun(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is not None:
                if self._process == os.getpid():
                    return self._loop
                raise UnavailableError(
                    "this process was forked from one that serves already: let the first request "
                    "come after the fork", 5, "lock",
                )  # fmt: skip
            self._give_up = self._claim()
            loop = asyncio.new_event_loop()
            # As a daemon it keeps no process that is to end.
            self._thread = threading.Thread(target=loop.run_forever, name="service", daemon=True)
            self._thread.start()
            loop.call_soon_threadsafe(self._open)
            atexit.register(self.close)
            self._loop, self._process = loop, os.getpid()
            return loop

    def _open(self) -> None:
        # Requests wait for the store; /readyz says when it is there.
        self._opening = asyncio.get_running_loop().create_task(self._backend.open())

    def start(self, coroutine: Coroutine[Any, Any, Result]) -> "Future[Result]":
        """Have a coroutine run in the loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop())

    def soon(self, function: Callable[..., object], *given: object) -> None:
        """Have a function called in the loop, where that is still there."""
        with suppress(RuntimeError):
            self.loop().call_soon_threadsafe(function, *given)

    def close(self) -> None:
        """Close the backend and end the loop, where this process has begun them."""
        loop, self._loop = self._loop, None
        if loop is None or self._process != os.getpid():
            return
        atexit.unregister(self.close)
        closing = asyncio.run_coroutine_threadsafe(self._closed(), loop)
        # At its end, a process starts no threads any more; all processes have ended by then.
        with suppress(RuntimeError, TimeoutError):
            closing.result(_CLOSING)
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join(_CLOSING)
        if not self._thread.is_alive():
            loop.close()
        self._give_up()

    async def _closed(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
        await self._backend.close()


def add_service(app: Flask, service: Service, running: LoopThread, config: ServerConfig) -> None:
    """Give an application of pages all that a server answers beside them.

    Args:
        app: the application.
        service: what answers the protocols.
        running: the loop that the service is asked in.
        config: the settings.

    """
    pages = app.view_functions[SPARQL]

    def protocol(**_: object) -> Response:
        begun: _Begun = request.environ[FOR_SERVICE]
        response = begun.body.while_running(running.start(service.respond(begun.exchange)))
        headers = [(name.decode(), value.decode("latin-1")) for name, value in response.headers]
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
    """Whatever is left of a path."""

    regex = ".*"
    part_isolating = False


class _Body:
    """A request's body as ASGI's `receive`, read by the thread that has the request.

    That thread waits for the response meanwhile, so that no other has to be taken for it.

    Args:
        environ: of the request.
        loop: where the body is asked for.

    """

    def __init__(self, environ: "WSGIEnvironment", loop: asyncio.AbstractEventLoop) -> None:
        self._stream = get_input_stream(environ)
        self._loop = loop
        self._asked: queue.SimpleQueue[asyncio.Future[MutableMapping[str, Any]] | None] = (
            queue.SimpleQueue()
        )
        self._ended = False

    async def receive(self) -> MutableMapping[str, Any]:
        """Return the next piece; after the last, nothing comes: who hangs up is not noticed."""
        if self._ended:
            await asyncio.Event().wait()
        asked: asyncio.Future[MutableMapping[str, Any]] = self._loop.create_future()
        self._asked.put(asked)
        return await asked

    def while_running(self, running: "Future[Result]") -> Result:
        """Return what a coroutine gives, having read for it what it wants of the body."""
        running.add_done_callback(lambda _: self._asked.put(None))
        while (asked := self._asked.get()) is not None:
            self._loop.call_soon_threadsafe(_give, asked, self._read())
        return running.result()

    def _read(self) -> MutableMapping[str, Any]:
        try:
            piece = self._stream.read(_PIECE)
        except Exception:
            # Each server has its own errors for a client that went away within its body.
            self._ended = True
            return {"type": "http.disconnect"}
        self._ended = not piece
        return {"type": "http.request", "body": piece, "more_body": bool(piece)}


def _give(
    asked: "asyncio.Future[MutableMapping[str, Any]]", message: MutableMapping[str, Any]
) -> None:
    if not asked.done():
        asked.set_result(message)


class _Begun(NamedTuple):
    """A request that the service is to answer."""

    exchange: Exchange
    body: _Body


class _Front:
    """Begins and ends each request, and gives pages what they have behind every front."""

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
        body = _Body(environ, loop)
        asked = http_exchange.Request(_scope(environ), body.receive, self._service.bodies)
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
        if exchange.request.method in _WITH_BODY:
            content = body.while_running(self._running.start(self._content(exchange)))
            if not isinstance(content, bytes):
                return _sent(content, head)
            environ = _with_content(environ, content)
        deadline = self._running.loop().time() + self._config.timeout
        asker = Asker(self._service.client(exchange.request), deadline=deadline)
        before = CURRENT_ASKER.set(asker)
        try:
            return self._application(environ, head.start)
        finally:
            CURRENT_ASKER.reset(before)

    async def _content(self, exchange: Exchange) -> bytes | http_exchange.Response:
        """Return a request's body, unpacked, or the response where it is refused."""
        try:
            return await exchange.request.body(self._config.max_query)
        except RequestError as error:
            return self._service.failure(exchange, error)


class _Head:
    """The head of a response, to which is added what every response has."""

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
    """Return the body of a response that no view has made, having sent its head."""
    assert isinstance(response.body, bytes), "an error comes whole"
    headers = [(name.decode(), value.decode("latin-1")) for name, value in response.headers]
    head.start(f"{response.status} ", [*headers, ("content-length", str(len(response.body)))])
    return [response.body]


class _Counted(Iterator[bytes]):
    """The pieces of a body; counts their bytes, and says when they have ended."""

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
        """Close what gives the pieces (PEP 3333)."""
        try:
            close = getattr(self._pieces, "close", None)
            if close is not None:
                close()
        finally:
            self._end()


class _Pieces(Iterator[bytes]):
    """The pieces of a result, each awaited in the loop; who leaves off ends the evaluation."""

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
            # The head is out: that the connection breaks is all that can still be said.
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
            message = "the result was not taken by its deadline"
            raise UnavailableError(message, 0, "deadline") from error

    def close(self) -> None:
        """End the evaluation, if it has not ended."""
        close = getattr(self._pieces, "aclose", None)
        if close is not None:
            self._running.start(close()).result()


def _with_content(environ: "WSGIEnvironment", content: bytes) -> "WSGIEnvironment":
    """Return the environment of a request whose body has been read and unpacked."""
    left_out = ("HTTP_CONTENT_ENCODING", "HTTP_TRANSFER_ENCODING", "wsgi.input_terminated")
    kept = {name: value for name, value in environ.items() if name not in left_out}
    return {**kept, "wsgi.input": io.BytesIO(content), "CONTENT_LENGTH": str(len(content))}


def _scope(environ: "WSGIEnvironment") -> MutableMapping[str, Any]:
    """Return a request as ASGI has it."""
    path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "surrogateescape")
    return {
        "type": "http",
        "http_version": environ.get("SERVER_PROTOCOL", "HTTP/1.1").removeprefix("HTTP/"),
        "method": environ["REQUEST_METHOD"],
        "scheme": environ["wsgi.url_scheme"],
        "root_path": environ.get("SCRIPT_NAME", ""),
        "path": path,
        "raw_path": _raw_path(environ, path).encode("utf-8", "surrogateescape"),
        "query_string": environ.get("QUERY_STRING", "").encode("latin-1"),
        "headers": _headers(environ),
        "client": (environ.get("REMOTE_ADDR", ""), int(environ.get("REMOTE_PORT") or 0)),
        "server": (environ.get("SERVER_NAME", "localhost"), environ.get("SERVER_PORT")),
    }


def _raw_path(environ: "WSGIEnvironment", path: str) -> str:
    """Return a path as it was sent, where the server says (gunicorn, Werkzeug), percent-encoded."""
    target: str = environ.get("RAW_URI") or environ.get("REQUEST_URI") or ""
    sent = target.partition("?")[0] if target.startswith("/") else urlsplit(target).path
    prefix: str = environ.get("SCRIPT_NAME", "")
    if not sent.startswith(f"{prefix}/"):
        return quote(path.encode("utf-8", "surrogateescape"))
    return sent[len(prefix) :].encode("latin-1", "replace").decode("utf-8", "surrogateescape")


def _headers(environ: "WSGIEnvironment") -> http_exchange.Headers:
    found = {name[5:]: value for name, value in environ.items() if name.startswith("HTTP_")} | {
        name: environ[name] for name in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(name)
    }
    return [
        (name.replace("_", "-").lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in found.items()
    ]
