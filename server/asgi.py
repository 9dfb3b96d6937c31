"""The front that `districtgraph serve` runs: an ASGI application, under granian."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import RequestError, UnavailableError
from districtgraph.server.http.http_exchange import Receive, Request, Response, Send
from districtgraph.server.http.open_sockets import guard_sockets
from districtgraph.server.knowledge.labels.label_index import LabelIndexes
from districtgraph.server.service import COMMON_HEADERS, Service
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.corpus_following import CorpusFollower
from districtgraph.server.store.opening import new_backend
from districtgraph.server.store.store_reader import BackendStore
from districtgraph.server.web.application import INDEX, pages_application

__all__ = ["Application"]

_STALLED = 30
"""Seconds for which a client may read nothing of a streamed result."""
_FOLLOWED = 0.2
"""Seconds between checks whether the index of a corpus's names is behind its store, besides those
after each change: it may have been busy with an earlier one."""


class Application:
    """The ASGI application (https://asgi.readthedocs.io/en/latest/specs/www.html).

    Args:
        config: the settings.
        dataset: the dataset that the pages describe.
        store: the store's folder.

    """

    def __init__(self, config: ServerConfig, dataset: BuiltDataset, store: Path) -> None:
        self._config = config
        self._base = dataset.base
        self._backend = new_backend(store, config, dataset.base)
        self._loop: asyncio.AbstractEventLoop | None = None
        reader = BackendStore(self._backend, self._running_loop)
        pages = pages_application(config, dataset, reader, store / INDEX)
        self._labels: LabelIndexes = pages.extensions["districtgraph"]["labels"]
        self._service = Service(config, dataset, self._backend, pages.wsgi_app, store)

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
        # Requests are accepted at once and wait for the store; /readyz reports when it is open.
        opening = loop.create_task(self._backend.open())
        following = self._following(loop)
        indexing = loop.create_task(self._indexing(opening)) if following else None
        await send({"type": "lifespan.startup.complete"})
        await receive()
        guard.cancel()
        if following and indexing:
            following.cancel()
            indexing.cancel()
        opening.cancel()
        await self._backend.close()
        self._service.close()
        await send({"type": "lifespan.shutdown.complete"})

    def _following(self, loop: asyncio.AbstractEventLoop) -> "asyncio.Task[None] | None":
        """Start to follow the served corpus, if there is one."""
        if self._config.corpus is None:
            return None
        build = self._config.corpus / "build"
        return loop.create_task(CorpusFollower(build, self._base, self._backend).run())

    async def _indexing(self, opening: "asyncio.Task[None]") -> None:
        """Make the index of names of a corpus before the first request, and have it follow."""
        await asyncio.shield(opening)
        changed = asyncio.Event()
        self._backend.on_change(changed.set)
        act = self._labels.begin
        while True:
            with suppress(RuntimeError):
                # No thread can be started now: the next turn tries again.
                await asyncio.to_thread(act)
                act = self._labels.follow
            with suppress(TimeoutError):
                async with asyncio.timeout(_FOLLOWED):
                    await changed.wait()
            changed.clear()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        assert self._loop is not None, "the application has not been started"
        return self._loop

    async def _http(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        service = self._service
        request = Request(scope, receive, service.bodies)
        exchange = service.begin(request)
        response = await service.respond(exchange)
        counted = _CountedSend(send)
        try:
            await _send(response, request, counted)
        except RequestError as error:
            # The head is sent, so only a missing last chunk can signal the error: returning without
            # sending it breaks the connection.
            service.broke_off(exchange, error)
        finally:
            service.end(exchange, response.status, counted.size)


class _CountedSend:
    """Sends messages, and counts the bytes of the body that went out."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.size = 0

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        await self._send(message)
        self.size += len(message.get("body", b""))


async def _send(response: Response, request: Request, send: Send) -> None:
    given = {name for name, _ in response.headers}
    headers = [item for item in COMMON_HEADERS if item[0] not in given] + response.headers
    body, head = response.body, request.method == "HEAD"
    if isinstance(body, bytes):
        if response.status not in (204, 304) and b"content-length" not in given:
            headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if head else body})
        return
    try:
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        if not head:
            await _send_pieces(body, response.deadline, request.receive, send)
    finally:
        await _close(body)
    await send({"type": "http.response.body", "body": b""})


async def _send_pieces(
    body: AsyncIterator[bytes], deadline: float | None, receive: Receive, send: Send
) -> None:
    """Send a body as it arrives, until the client hangs up or the deadline passes.

    Raises:
        RequestError: the body broke off, the client hung up or stopped reading, or time ran out.

    """
    loop = asyncio.get_running_loop()
    pump = loop.create_task(_pump(body, send))
    watch = loop.create_task(_disconnected(receive))
    seconds = None if deadline is None else max(deadline - loop.time(), 0)
    try:
        await asyncio.wait({pump, watch}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if pump.done():
            pump.result()
            return
        if watch.done():
            raise UnavailableError("the client hung up", 0, "client")
        raise UnavailableError("the client did not read the result by its deadline", 0, "deadline")
    finally:
        pump.cancel()
        watch.cancel()
        # The connection breaks when nothing refers to it any longer.
        await asyncio.gather(pump, watch, return_exceptions=True)


async def _pump(body: AsyncIterator[bytes], send: Send) -> None:
    async for piece in body:
        try:
            async with asyncio.timeout(_STALLED):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except (TimeoutError, OSError) as error:
            raise UnavailableError("the client reads nothing", 0, "client") from error


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _close(body: AsyncIterator[bytes]) -> None:
    close = getattr(body, "aclose", None)
    if close is not None:
        await close()
