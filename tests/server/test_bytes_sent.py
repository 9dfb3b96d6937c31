"""What is counted of a response is what went out of its body, however it ended."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from types import SimpleNamespace
from typing import Any

import pytest

from districtgraph.server.asgi import Application
from districtgraph.server.core.errors import RequestError, UnavailableError
from districtgraph.server.http.http_exchange import Request, Response


async def broken_off() -> AsyncIterator[bytes]:
    yield b"123"
    yield b"45"
    raise UnavailableError("the process ended", 0, "process")


async def whole() -> AsyncIterator[bytes]:
    yield b"123"
    yield b"45"


class _Service:
    """Gives one response, and notes what is counted of it."""

    bodies = None

    def __init__(self, response: Response) -> None:
        self._response = response
        self.sent: list[int] = []

    def begin(self, request: Request) -> Any:
        return SimpleNamespace(request=request)

    async def respond(self, exchange: Any) -> Response:
        return self._response

    def broke_off(self, exchange: Any, error: RequestError) -> None:
        pass

    def end(self, exchange: Any, status: int, sent: int) -> None:
        self.sent.append(sent)


async def never() -> MutableMapping[str, Any]:
    await asyncio.Event().wait()
    raise AssertionError


async def send(message: MutableMapping[str, Any]) -> None:
    pass


@pytest.mark.parametrize(
    ("method", "body", "sent"),
    [
        ("GET", b"12345", 5),
        ("HEAD", b"12345", 0),
        ("GET", whole, 5),
        ("HEAD", whole, 0),
        ("GET", broken_off, 5),
    ],
)
def test_the_bytes_that_went_out_are_counted(method: str, body: Any, sent: int) -> None:
    service = _Service(Response(200, [], body() if callable(body) else body))
    application = Application.__new__(Application)
    application._service = service  # type: ignore[assignment]
    scope = {"type": "http", "method": method, "path": "/sparql", "headers": []}
    asyncio.run(application(scope, never, send))
    assert service.sent == [sent]
