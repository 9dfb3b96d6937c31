"""Queries the store on this machine while other processes may read or write it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.errors import FederationRefusedError
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.sparql.sparql_lexer import service_calls
from districtgraph.server.store.embedded.folder.loading import newest_generation
from districtgraph.server.store.embedded.workers.query_message import query_message
from districtgraph.server.store.embedded.workers.worker_pool import Task, WorkerPool

__all__ = ["LocalStore", "local_store"]

_MEMORY = 1024 * 1024 * 1024


@contextmanager
def local_store(
    folder: Path, base: str = BASE, *, seconds: float, max_result: int
) -> Iterator["LocalStore"]:
    """Open a store that other processes may read or write at the same time.

    Args:
        folder: the store's folder.
        base: the base IRI of the dataset in it.
        seconds: the most seconds for a query.
        max_result: the most bytes of a result.

    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    store = LocalStore(folder, base, seconds, max_result, loop)
    try:
        yield store
    finally:
        asyncio.run_coroutine_threadsafe(store.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class LocalStore:
    """Implements `QueryStore` with query workers like the server's, which end at their deadline.

    Args:
        folder, base, seconds, max_result: see `local_store`.
        loop: the event loop that serves the workers, in another thread.

    """

    def __init__(
        self,
        folder: Path,
        base: str,
        seconds: float,
        max_result: int,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._folder, self._seconds, self._loop = folder, seconds, loop
        self._pool = WorkerPool(2, 16, _MEMORY, max_result, base=base)
        self._opened: Path | None = None

    @property
    def version(self) -> str:
        """See `QueryStore`."""
        return newest_generation(self._folder).name

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        """See `QueryStore`."""
        if service_calls(query.text):
            raise FederationRefusedError("no other server is called from here: SERVICE is refused")
        return asyncio.run_coroutine_threadsafe(self._answer(query, output), self._loop).result()

    async def _answer(self, query: QueryOperation, output: Format) -> bytes:
        newest = await asyncio.to_thread(newest_generation, self._folder)
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
