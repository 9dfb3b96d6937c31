"""The store as the server uses it: queries go to workers, writes to the writer."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.asker import Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import (
    RemoteError,
    RequestError,
    StorageError,
    UnavailableError,
)
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.preparation import (
    PreparedQuery,
    PreparedUpdate,
    prepare_query,
    prepare_update,
)
from districtgraph.server.sparql.protocol import Query, Update
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.federation.federation_gateway import FederationGateway
from districtgraph.server.store.embedded.folder.store_folder import (
    remove_generations,
    whole_generation,
)
from districtgraph.server.store.embedded.workers.query_message import (
    PagePart,
    graph_message,
    preparation_message,
    query_message,
)
from districtgraph.server.store.embedded.workers.worker_pool import Answer, Task, WorkerPool
from districtgraph.server.store.embedded.writing.incoming import IncomingFolder
from districtgraph.server.store.embedded.writing.writer_connection import WriterConnection

__all__ = ["StoreService"]

_LOG = logging.getLogger(__name__)
_MIB = 1024 * 1024
_LONG = 8 * 1024
"""Characters of a text from which on a worker looks through it, not the event loop."""
_READY_WITHIN = 2.0
"""Seconds within which a query must be answered for the server to be ready."""
_REMEMBERED = 60.0
"""Seconds for which a query that met a damaged file keeps the server from being ready."""


class StoreService:
    """Answers queries and takes writes.

    Args:
        folder: the store's.
        config: the bounds.
        base: base IRI of the dataset in it.

    """

    def __init__(self, folder: Path, config: ServerConfig, base: str = BASE) -> None:
        self._folder = folder
        self._config = config
        memory = config.memory_limit * _MIB
        counting = config.query_log is not None
        self.pool = WorkerPool(
            config.workers, config.queue, memory, config.max_result, counting, base
        )
        self._writer = WriterConnection(folder, memory, config.queue, self._publish)
        hosts = [host.strip() for host in config.federation_hosts.split(",") if host.strip()]
        self._federation = Federation(hosts, config.own_address)
        self.gateway = FederationGateway(self._federation, config, self.incoming)
        self._incoming = IncomingFolder(folder)
        self.pool.on_storage_error = self._note
        self._trouble: tuple[StorageError, float] | None = None
        self._removal: asyncio.Task[None] | None = None
        self.generation: str | None = None
        """Name of what queries are answered from; None until the store is open."""
        self.on_change: Callable[[], None] = lambda: None

    @property
    def writable(self) -> bool:
        """Whether the writer is there."""
        return self._writer.ready.is_set()

    def _known_trouble(self) -> str | None:
        """Return why queries or writes cannot be answered, as far as it is known already."""
        if self._trouble is not None:
            trouble, until = self._trouble
            if asyncio.get_running_loop().time() < until:
                return trouble.summary
        if self._writer.trouble is not None:
            return self._writer.trouble.summary
        if self.generation is None:
            return "the store is being opened"
        if self._writer.stuck:
            return "the writer does not answer"
        return None if self.writable else "the writer is being started"

    async def open(self) -> None:
        """Open the store; returns when it can be written.

        Where nothing can be written, as on a full disk, the newest generation is read all the same.
        """
        self.pool.start()
        await asyncio.to_thread(self._incoming.clean)
        try:
            found = await asyncio.to_thread(whole_generation, self._folder)
        except (OSError, StorageError) as error:
            _LOG.warning("%s: cannot be read: %s", self._folder, error)
            found = None
        if found is not None:
            await self._read_from(found, True)
        await self._writer.open()

    async def close(self) -> None:
        """End all processes; see `WriterConnection.close` for what is under way then."""
        await self._writer.close()
        await self.pool.close()
        await asyncio.to_thread(self._incoming.remove)

    def check_writable(self) -> None:
        """Raise StorageError where writes are known to fail: nothing needs to be read for one."""
        self._writer.check()

    @contextmanager
    def incoming(self) -> Iterator[str]:
        """Give a folder for the documents of one write.

        Raises:
            StorageError: writes are known to fail, or the documents cannot be kept.

        """
        self.check_writable()
        try:
            with self._incoming.folder() as path:
                yield path
        except OSError as error:
            if (trouble := storage_error(error)) is None:
                raise
            raise trouble.with_outcome("the write has not happened") from error

    async def prepare_query(
        self, query: Query, asker: Asker, since: float | None = None
    ) -> PreparedQuery:
        """Return what one has to know of a query before it is evaluated.

        Args:
            query: the operation.
            asker: who asks.
            since: when its time began to count, by the loop's clock; None for now.

        Raises:
            RequestError: see `prepare_query` of `districtgraph.server.sparql.preparation`.
            UnavailableError: as of `answer`: a long text is looked through by a worker.

        """
        if len(query.text) < _LONG:
            seconds = self._seconds(query.timeout)
            return prepare_query(query.text, query.base, self._federation, seconds)
        return PreparedQuery.decoded(await self._looked_through(query, asker, since))

    def query(
        self,
        query: Query,
        prepared: PreparedQuery,
        output: Format,
        since: float | None = None,
        part: PagePart | None = None,
    ) -> Task:
        """Return the task of a query, to be answered by `answer`.

        Args:
            query: the operation.
            prepared: as `prepare_query` gave it.
            output: the format of its result.
            since: when its time began to count, by the loop's clock; None for now.
            part: how much of the result is wanted; None for all.

        """
        text = prepared.text
        asked = query if text == query.text else query._replace(text=text)
        message = query_message(asked, output.engine, part)
        return Task(message, self._seconds(query.timeout), since)

    def graph(self, iri: str | None, output: Format) -> Task:
        """Return the task of reading a graph, or everything where iri is None."""
        return Task(graph_message(iri, output.engine), self._config.max_timeout)

    async def answer(self, task: Task, asker: Asker) -> Answer:
        """Return the result of a task, for somebody; see `WorkerPool.answer`.

        Raises:
            UnavailableError: as there, and where the client has gone or its time is over already.

        """
        if asker.gone:
            raise UnavailableError("the client hung up", 0, "client")
        if asker.deadline is not None:
            task.deadline = min(task.deadline, asker.deadline)
        forget = asker.asks(task, self.pool.cancel)
        try:
            return await self.pool.answer(task)
        except RemoteError as error:
            raise error.with_message(self._federation.told(str(error))) from None
        finally:
            forget()

    async def _looked_through(
        self, operation: Query | Update, asker: Asker, since: float | None
    ) -> bytes:
        seconds = self._seconds(operation.timeout)
        message = preparation_message(operation, self._federation.as_record(), seconds)
        task = Task(message, seconds, since)
        answer = await self.answer(task, asker)
        return answer if isinstance(answer, bytes) else b"".join([piece async for piece in answer])

    async def update(self, update: Update, asker: Asker, since: float | None = None) -> None:
        """Apply an update; returns when it is durable and every next query sees it.

        Args:
            update: the operation.
            asker: who asks.
            since: when its time began to count, by the loop's clock; None for now.

        Raises:
            FederationRefusedError: it calls a server that is not allowed.
            RefusedError: a document that it loads cannot be had.
            RequestError: see `WriterConnection.write`.

        """
        clock = asyncio.get_running_loop().time
        seconds = self._seconds(update.timeout)
        deadline = (clock() if since is None else since) + seconds
        prepared = await self._prepare_update(update, asker, since)
        text = prepared.text
        if prepared.documents:
            # A malformed update must not have anything fetched.
            check = {"operation": "check", "text": text, "base": update.base}
            await self._writer.write(check, deadline - clock())
        with ExitStack() as files:
            content = {
                "operation": "update",
                "text": text,
                "base": update.base,
                "merged": prepared.merged,
                "loaded": await self.gateway.fetch(prepared.documents, files),
            }
            try:
                await self._writer.write(content, deadline - clock())
            except RemoteError as error:
                raise error.with_message(self._federation.told(str(error))) from None

    async def _prepare_update(
        self, update: Update, asker: Asker, since: float | None
    ) -> PreparedUpdate:
        if len(update.text) < _LONG:
            graphs = update.using_graphs, update.using_named_graphs
            seconds = self._seconds(update.timeout)
            return prepare_update(update.text, update.base, self._federation, seconds, *graphs)
        return PreparedUpdate.decoded(await self._looked_through(update, asker, since))

    async def unready(self) -> str | None:
        """Return why queries or writes cannot be answered, without a path; None where they can."""
        if (known := self._known_trouble()) is not None:
            return known
        task = Task(query_message(Query("ASK {}"), "JSON"), _READY_WITHIN)
        try:
            await self.answer(task, Asker())
        except RequestError as error:
            return f"queries are not answered: {error}"
        return None

    async def write(self, content: dict[str, Any]) -> bool:
        """Apply a write of a graph; see `WriterConnection.write`."""
        return await self._writer.write(content, self._config.max_timeout)

    def _seconds(self, asked: float | None) -> float:
        return min(asked or self._config.timeout, self._config.max_timeout)

    async def _publish(self, generation: Path, changed: bool) -> None:
        await self._read_from(generation, changed)
        self._trouble = None
        self._removal = asyncio.get_running_loop().create_task(self._remove_unused())

    async def _read_from(self, generation: Path, changed: bool) -> None:
        name = f"{generation.stat().st_ino:x}-{generation.name}" if changed else self.generation
        await self.pool.open(generation)
        if changed:
            self.generation = name
            self.on_change()

    def _note(self, trouble: StorageError) -> None:
        """Take note, and log once, that a query could not read the store's files."""
        now = asyncio.get_running_loop().time()
        if self._trouble is None or now > self._trouble[1]:
            _LOG.warning("a query could not read the store: %s", trouble.log_line)
        self._trouble = trouble, now + _REMEMBERED

    async def _remove_unused(self) -> None:
        used = {int(path.name) for path in self.pool.generations_in_use()}
        await asyncio.to_thread(remove_generations, self._folder, used)
