"""An application's requests and answers, as PEP 3333 has them, without a thread for the slow."""

import asyncio
import io
from collections.abc import Iterable, MutableMapping
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.wsgi import wrap_file

from districtgraph.server.core.errors import PayloadTooLargeError, UnavailableError
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.http.page_threads import PageThreads
from districtgraph.server.http.wsgi_bridge import WsgiBridge
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGE = 3 * 1024 * 1024


def asked(
    application: "WSGIApplication",
    method: str = "GET",
    body: bytes = b"",
    path: str = "/",
    headers: tuple[tuple[bytes, bytes], ...] = (),
    query: bytes = b"",
) -> tuple[Response, bytes]:
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> MutableMapping[str, Any]:
        for message in messages:
            return message
        await asyncio.Event().wait()
        raise AssertionError

    scope = {
        "type": "http", "method": method, "path": path, "query_string": query, "scheme": "http",
        "http_version": "1.1", "headers": list(headers), "server": ("localhost", 80),
        "client": ("192.0.2.1", 1234),
    }  # fmt: skip

    async def scenario() -> tuple[Response, bytes]:
        threads = PageThreads(2, 10)
        bridge = WsgiBridge(application, threads, most_body=1000, seconds=PATIENCE)
        try:
            response = await bridge.respond(Request(scope, receive), "192.0.2.1")
            if isinstance(response.body, bytes):
                return response, response.body
            pieces = [piece async for piece in response.body]
            await response.body.aclose()  # type: ignore[attr-defined]
            return response, b"".join(pieces)
        finally:
            threads.close()

    return asyncio.run(scenario())


class Application:
    """Records the request, and gives the response that the test sets."""

    def __init__(self, body: bytes = b"hello", file: bool = False) -> None:
        self.environ: WSGIEnvironment = {}
        self.read = b""
        self.file: io.BytesIO | None = None
        self._body, self._as_file = body, file

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        self.environ, self.read = environ, environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Length", str(len(self._body))), ("X-Own", "é")])
        if self._as_file:
            self.file = io.BytesIO(self._body)
            return wrap_file(environ, self.file)
        return [self._body]


def test_a_small_answer_comes_whole() -> None:
    response, body = asked(Application())
    assert (response.status, body) == (200, b"hello")
    assert response.headers == [(b"content-length", b"5"), (b"x-own", "é".encode("latin-1"))]


def test_a_request_becomes_the_environment_of_the_standard() -> None:
    application = Application()
    headers = (
        (b"content-type", b"text/plain"), (b"x-a", b"1"), (b"x-a", b"2"), (b"x_a", b"forged"),
    )  # fmt: skip
    asked(application, "POST", b"body", "/样板", headers, "q=样".encode())
    environ = application.environ
    assert application.read == b"body"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/样板"
    assert environ["QUERY_STRING"] == "q=%E6%A0%B7"
    assert environ["CONTENT_LENGTH"] == "4"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["HTTP_X_A"] == "1, 2"
    assert environ["REMOTE_ADDR"] == "192.0.2.1"


def test_a_body_that_is_too_large_takes_no_thread() -> None:
    application = Application()
    with pytest.raises(PayloadTooLargeError):
        asked(application, "POST", b"x" * 1001)
    assert application.environ == {}


def test_the_body_of_a_get_is_not_read() -> None:
    application = Application()
    asked(application, "GET", b"x" * 1001)
    assert application.read == b""


def test_a_file_comes_in_pieces_and_is_closed() -> None:
    application = Application(b"x" * LARGE, file=True)
    response, body = asked(application)
    assert not isinstance(response.body, bytes)
    assert response.deadline is not None
    assert body == b"x" * LARGE
    assert application.file is not None
    assert application.file.closed


def test_a_file_of_which_the_head_is_asked_is_closed_too() -> None:
    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        start_response("200 OK", [("Content-Length", str(LARGE))])
        return []

    response, body = asked(application, "HEAD")
    assert (b"content-length", str(LARGE).encode()) in response.headers
    assert body == b""


def test_an_application_that_hangs_is_not_waited_for_beyond_its_time() -> None:
    hangs = asyncio.Event()

    async def scenario() -> None:
        threads = PageThreads(1, 10)
        released = asyncio.get_running_loop().create_future()

        def application(environ: object, start_response: object) -> list[bytes]:
            asyncio.run_coroutine_threadsafe(hangs.wait(), released.get_loop()).result(PATIENCE)
            return []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": b""}

        scope = {
            "method": "GET", "path": "/", "query_string": b"", "scheme": "http",
            "http_version": "1.1", "headers": [],
        }  # fmt: skip
        bridge = WsgiBridge(application, threads, 10, 0.05)
        try:
            with pytest.raises(UnavailableError, match="deadline"):
                await bridge.respond(Request(scope, receive), "")
        finally:
            hangs.set()
            threads.close()

    asyncio.run(scenario())
