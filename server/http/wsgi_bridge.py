"""A WSGI application behind the event loop (PEP 3333), which holds a thread only while it works.

A request's body is read before a thread is taken, and what a client takes slowly is sent without
one: the application's pieces are asked for one by one, when the client has taken those before.
"""

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import closing, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from werkzeug.wsgi import FileWrapper

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import BadRequestError
from districtgraph.server.http.http_exchange import METHODS_WITH_BODY, Headers, Request, Response
from districtgraph.server.http.page_threads import PageThreads

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

__all__ = ["WsgiBridge"]

_PIECE = 256 * 1024
"""Bytes of a file that are read at a time."""
_WHOLE = 256 * 1024
"""Bytes of a body that is taken whole; a larger one is asked for in pieces."""
_LEAST_RATE = 16 * 1024
"""Bytes a second that a client has to take of a large body, from its first on."""


class WsgiBridge:
    """Answers requests with a WSGI application.

    Args:
        application: the application.
        threads: run it.
        most_body: maximum bytes of a request's body.
        seconds: maximum seconds until the first byte of an answer.

    """

    def __init__(
        self, application: "WSGIApplication", threads: PageThreads, most_body: int, seconds: float
    ) -> None:
        self._application = application
        self._threads = threads
        self._most_body = most_body
        self._seconds = seconds

    async def respond(self, request: Request, client: str) -> Response:
        """Return the response to a request.

        Raises:
            RequestError: its body is refused, no thread is free, or its time is over.

        """
        body = await request.body(self._most_body) if request.method in METHODS_WITH_BODY else b""
        deadline = asyncio.get_running_loop().time() + self._seconds
        asker = Asker(client, request.receive, deadline)
        try:
            return await self._answer(asker, _environ(request, body))
        finally:
            asker.close()

    async def show(self, request: Request, asker: Asker, environ: "WSGIEnvironment") -> Response:
        """Return the response to a GET of a request's address with its headers.

        Args:
            request: the request, whatever its method.
            asker: its client.
            environ: further variables of the application's environment.

        Raises:
            RequestError: no thread is free, or its time is over.

        """
        get = {"REQUEST_METHOD": "GET", "CONTENT_TYPE": ""}
        return await self._answer(asker, {**_environ(request, b""), **get, **environ})

    async def _answer(self, asker: Asker, environ: "WSGIEnvironment") -> Response:
        answer = await self._threads.run(asker, partial(_call, self._application, environ))
        response = Response(answer.status, answer.headers)
        if isinstance(answer.body, bytes):
            response.body = answer.body
        else:
            response.body = _Pieces(answer.body)
            seconds = self._seconds + answer.length / _LEAST_RATE
            response.deadline = asyncio.get_running_loop().time() + seconds
        return response


class _Answer:
    """An application's response: its head, and its body whole or as an iterator."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []
        self.body: bytes | Iterator[bytes] = b""

    def start(
        self, status: str, headers: list[tuple[str, str]], _error: object = None, /
    ) -> Callable[[bytes], object]:
        """Take the head (PEP 3333's start_response)."""
        self.status = int(status[:3])
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
            for name, value in headers
        ]
        return _no_writer

    @property
    def length(self) -> int:
        """The Content-Length of the head; 0 if there is none."""
        return int(dict(self.headers).get(b"content-length", b"0"))


def _no_writer(_data: bytes) -> None:
    raise NotImplementedError("no application here uses the write of PEP 3333")


def _call(application: "WSGIApplication", environ: "WSGIEnvironment") -> _Answer:
    answer = _Answer()
    body = application(environ, answer.start)
    if answer.length > _WHOLE and environ["REQUEST_METHOD"] != "HEAD":
        answer.body = iter(body)
        return answer
    with closing(cast(Any, body)) if hasattr(body, "close") else nullcontext():
        answer.body = b"".join(body)
    return answer


class _Pieces(AsyncIterator[bytes]):
    """The pieces of an application's body, each asked for in a thread for as long as that takes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    async def __anext__(self) -> bytes:
        piece = await asyncio.to_thread(next, self._pieces, b"")
        if not piece:
            raise StopAsyncIteration
        return piece

    async def aclose(self) -> None:
        """Close what the application holds open."""
        close = getattr(self._pieces, "close", None)
        if close is not None:
            await asyncio.to_thread(close)


def _environ(request: Request, body: bytes) -> "WSGIEnvironment":
    """Return PEP 3333's environment of a request."""
    scope = request.scope
    host, port = scope.get("server") or ("localhost", None)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": _path(request.path),
        "RAW_URI": _raw_uri(scope),
        "QUERY_STRING": request.ascii_query,
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _file_wrapper,
    }
    for name, value in request.headers.items():
        # A name with _ would be taken for the one with -; the body is decompressed and complete.
        if "_" in name or name in ("content-length", "content-encoding", "transfer-encoding"):
            continue
        key = name.upper().replace("-", "_")
        environ["CONTENT_TYPE" if name == "content-type" else f"HTTP_{key}"] = value
    return environ


def _raw_uri(scope: Mapping[str, Any]) -> str:
    """Return the path and query as the client wrote them: %2F and / are decoded to the same."""
    query = scope["query_string"].decode("latin-1")
    return (scope.get("raw_path") or b"").decode("latin-1") + (f"?{query}" if query else "")


def _path(path: str) -> str:
    try:
        return path.encode("utf-8").decode("latin-1")
    except UnicodeEncodeError as error:
        raise BadRequestError("the path is not UTF-8") from error


def _file_wrapper(file: Any, _size: int = 0) -> Iterable[bytes]:
    return FileWrapper(file, _PIECE)
