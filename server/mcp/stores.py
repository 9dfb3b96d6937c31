"""What an assistant's questions are asked of: the dataset on this machine, or an endpoint.

Both bound what a question may take: the assistant writes its own SPARQL.
"""

import asyncio
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.errors import (
    BadRequestError,
    FederationRefusedError,
    RequestError,
    ResultTooLargeError,
)
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.protocol import Query
from districtgraph.server.sparql.sparql_lexer import service_calls
from districtgraph.server.store.embedded.folder.loading import newest_generation
from districtgraph.server.store.embedded.workers.query_message import query_message
from districtgraph.server.store.embedded.workers.worker_pool import Task, WorkerPool

__all__ = ["LONGEST", "MOST_BYTES", "LocalStore", "RemoteStore", "local_store"]

LONGEST = 20.0
"""Seconds that a query may take."""
MOST_BYTES = 4 * 1024 * 1024
"""Bytes of a result."""
_MEMORY = 1024 * 1024 * 1024
_REFRESHED = 60
"""Seconds for which what was read of an endpoint's names is taken to hold."""


@contextmanager
def local_store(folder: Path, base: str = BASE, seconds: float = LONGEST) -> Iterator["LocalStore"]:
    """Open a store beside whoever else reads or writes it.

    Args:
        folder: the store's.
        base: base IRI of the dataset in it.
        seconds: that a query may take.

    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    store = LocalStore(folder, base, seconds, loop)
    try:
        yield store
    finally:
        asyncio.run_coroutine_threadsafe(store.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class LocalStore:
    """Implements `QueryStore` by the server's own query workers: they end at their deadline.

    Args:
        folder, base, seconds: see `local_store`.
        loop: the event loop that the workers are served by, in another thread.

    """

    def __init__(
        self, folder: Path, base: str, seconds: float, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._folder, self._seconds, self._loop = folder, seconds, loop
        self._pool = WorkerPool(2, 16, _MEMORY, MOST_BYTES, base=base)
        self._opened: Path | None = None

    @property
    def generation(self) -> str:
        """See `QueryStore`."""
        return newest_generation(self._folder).name

    def answer(self, query: Query, output: Format) -> bytes:
        """See `QueryStore`."""
        if service_calls(query.text):
            raise FederationRefusedError("no other server is called from here: SERVICE is refused")
        return asyncio.run_coroutine_threadsafe(self._answer(query, output), self._loop).result()

    async def _answer(self, query: Query, output: Format) -> bytes:
        newest = newest_generation(self._folder)
        if newest != self._opened:
            await self._pool.open(newest)
            self._opened = newest
        answer = await self._pool.answer(Task(query_message(query, output.engine), self._seconds))
        if isinstance(answer, bytes):
            return answer
        return b"".join([piece async for piece in answer])

    async def close(self) -> None:
        """End the workers."""
        await self._pool.close()


class RemoteStore:
    """Implements `QueryStore` by an endpoint that speaks the SPARQL 1.1 Protocol.

    Args:
        endpoint: its address.
        seconds: that a query may take.

    """

    def __init__(self, endpoint: str, seconds: float = LONGEST) -> None:
        self._endpoint, self._seconds = endpoint, seconds

    @property
    def generation(self) -> str:
        """See `QueryStore`: an endpoint does not tell, so that it is read again now and then."""
        return f"{time.monotonic() // _REFRESHED}"

    def answer(self, query: Query, output: Format) -> bytes:
        """See `QueryStore`."""
        # `timeout` is our own server's; others pass over what they do not know.
        form = {"query": query.text, "timeout": f"{self._seconds:g}"}
        headers = {"Accept": output.media_type}
        try:
            request = urllib.request.Request(self._endpoint, urlencode(form).encode(), headers)
            with urllib.request.urlopen(request, timeout=self._seconds + 5) as response:
                body: bytes = response.read(MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            detail = error.read(2000).decode("utf-8", "replace").strip()
            raise RequestError(detail or f"the endpoint answered {error.code}") from error
        except (OSError, ValueError) as error:
            raise BadRequestError(f"{self._endpoint} cannot be asked: {error}") from error
        if len(body) > MOST_BYTES:
            raise ResultTooLargeError(MOST_BYTES)
        return body
