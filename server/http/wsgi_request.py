"""A request of WSGI (PEP 3333) as ASGI has it."""

import asyncio
import io
import queue
from collections.abc import MutableMapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlsplit

from werkzeug.wsgi import get_input_stream

from districtgraph.server.http.http_exchange import Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

__all__ = ["WsgiBody", "scope_of", "with_content"]

_PIECE = 64 * 1024
"""Bytes of a body that are read at a time."""
Result = TypeVar("Result")


class WsgiBody:
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
            # Each server has its own errors for a client that disconnects within its body.
            self._ended = True
            return {"type": "http.disconnect"}
        self._ended = not piece
        return {"type": "http.request", "body": piece, "more_body": bool(piece)}


def _give(
    asked: "asyncio.Future[MutableMapping[str, Any]]", message: MutableMapping[str, Any]
) -> None:
    if not asked.done():
        asked.set_result(message)


def scope_of(environ: "WSGIEnvironment") -> MutableMapping[str, Any]:
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


def _headers(environ: "WSGIEnvironment") -> Headers:
    found = {name[5:]: value for name, value in environ.items() if name.startswith("HTTP_")} | {
        name: environ[name] for name in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(name)
    }
    return [
        (name.replace("_", "-").lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in found.items()
    ]


def with_content(environ: "WSGIEnvironment", content: bytes) -> "WSGIEnvironment":
    """Return the environment of a request whose body has been read and decompressed."""
    left_out = ("HTTP_CONTENT_ENCODING", "HTTP_TRANSFER_ENCODING", "wsgi.input_terminated")
    passed = {name: value for name, value in environ.items() if name not in left_out}
    return {**passed, "wsgi.input": io.BytesIO(content), "CONTENT_LENGTH": str(len(content))}
