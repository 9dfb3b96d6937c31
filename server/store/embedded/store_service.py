"""The embedded store as the server uses it: queries go to workers, writes to the writer."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.asker import Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import (
    RemoteError,
    RequestError,
    StorageError,
    UnavailableError,
)
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.preparation import (
    PreparedQuery,
    PreparedUpdate,
    prepare_query,
    prepare_update,
)
from districtgraph.server.sparql.protocol import Query, Update
from districtgraph.server.store.backend import Answer, GraphWrite, Load, PagePart
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.writes import (
    CheckWrite,
    DeleteWrite,
    LoadWrite,
    StoredDocument,
    UpdateWrite,
)
from districtgraph.server.store.embedded.federation.federation_gateway import FederationGateway
from districtgraph.server.store.embedded.folder.store_folder import (
    remove_generations,
    whole_generation,
)
from districtgraph.server.store.embedded.workers.query_message import (
    graph_message,
    preparation_message,
    query_message,
)
from districtgraph.server.store.embedded.workers.worker_pool import Task, WorkerPool
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
    """Implements `Backend` by an Oxigraph store in a folder, behind processes.

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
        self._pool = WorkerPool(
            config.workers, config.queue, memory, config.max_result, counting, base
        )
        self._writer = WriterConnection(folder, memory, config.queue, self._publish)
        hosts = [host.strip() for host in config.federation_hosts.split(",") if host.strip()]
        self._federation = Federation(hosts, config.own_address)
        self._gateway = FederationGateway(self._federation, config, self.incoming)
        self._incoming = IncomingFolder(folder)
        self._pool.on_storage_error = self._note
        self._trouble: tuple[StorageError, float] | None = None
        self._removal: asyncio.Task[None] | None = None
        self._version: str | None = None
        self._on_change: list[Callable[[], None]] = []

    @property
    def version(self) -> str | None:
        """See `Backend`: the name of the generation that queries are answered from."""
        return self._version

    @property
    def load(self) -> Load:
        """See `Backend`."""
        return Load(self._pool.busy, self._pool.live, self._pool.waiting)

    def on_change(self, act: Callable[[], None]) -> None:
        """See `Backend`."""
        self._on_change.append(act)

    def _known_trouble(self) -> str | None:
        """Return why queries or writes cannot be answered, as far as it is known already."""
        if self._trouble is not None:
            trouble, until = self._trouble
            if asyncio.get_running_loop().time() < until:
                return trouble.summary
        if self._writer.trouble is not None:
            return self._writer.trouble.summary
        if self._version is None:
            return "the store is being opened"
        if self._writer.stuck:
            return "the writer does not answer"
        return None if self._writer.ready.is_set() else "the writer is being started"

    async def open(self) -> None:
        """See `Backend`; returns when it can be written.

        Where nothing can be written, as on a full disk, the newest generation is read all the same.
        """
        self._pool.start()
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
        await self._pool.close()
        await asyncio.to_thread(self._incoming.remove)

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """See `Backend`."""
        # Where writes are known to fail, nothing needs to be read for one.
        self._writer.check()
        try:
            with self._incoming.folder() as path:
                yield path
        except OSError as error:
            if (trouble := storage_error(error)) is None:
                raise
            raise trouble.with_outcome("the write has not happened") from error

    async def prepare(self, query: Query, asker: Asker) -> PreparedQuery:
        """See `Backend`: a long text is looked through by a worker."""
        seconds = self._seconds(query.timeout)
        if len(query.text) < _LONG:
            return prepare_query(query, self._federation, seconds)
        return PreparedQuery.decoded(await self._looked_through(query, asker), query)

    async def query(
        self, query: PreparedQuery, output: Format, asker: Asker, part: PagePart | None = None
    ) -> Answer:
        """See `Backend`."""
        asked = query.query
        message = query_message(asked, output.engine, part)
        return await self._answer(Task(message, self._seconds(asked.timeout), asker.since), asker)

    async def read_graph(self, iri: str | None, output: Format, asker: Asker) -> Answer:
        """See `Backend`."""
        task = Task(graph_message(iri, output.engine), self._config.max_timeout)
        return await self._answer(task, asker)

    async def _answer(self, task: Task, asker: Asker) -> Answer:
        """Return the result of a task, for somebody; see `WorkerPool.answer`.

        Raises:
            UnavailableError: as there, and where the client has gone or its time is over already.

        """
        if asker.gone:
            raise UnavailableError("the client hung up", 0, "client")
        if asker.deadline is not None:
            task.deadline = min(task.deadline, asker.deadline)
        task.client = asker.client
        task.on_slow = asker.watch
        forget = asker.on_gone(partial(self._pool.cancel, task))
        try:
            body = await self._pool.answer(task)
        except RemoteError as error:
            raise error.with_message(self._federation.told(str(error))) from None
        finally:
            forget()
        return Answer(body, task.deadline, task.partial, lambda: task.rows)

    async def _looked_through(self, operation: Query | Update, asker: Asker) -> bytes:
        seconds = self._seconds(operation.timeout)
        message = preparation_message(operation, self._federation.as_record(), seconds)
        answer = await self._answer(Task(message, seconds, asker.since), asker)
        return await _whole(answer.body)

    async def update(self, update: Update, asker: Asker) -> None:
        """See `Backend`.

        Raises:
            FederationRefusedError: it calls a server that is not allowed.
            RefusedError: a document that it loads cannot be had.
            RequestError: see `WriterConnection.write`.

        """
        clock = asyncio.get_running_loop().time
        seconds = self._seconds(update.timeout)
        deadline = (clock() if asker.since is None else asker.since) + seconds
        prepared = await self._prepare_update(update, asker)
        if prepared.documents:
            # A malformed update must not have anything fetched.
            await self._writer.write(CheckWrite(prepared.text, update.base), deadline - clock())
        with ExitStack() as files:
            loaded = await self._gateway.fetch(prepared.documents, files)
            write = UpdateWrite(prepared.text, update.base, prepared.merged, loaded)
            try:
                await self._writer.write(write, deadline - clock())
            except RemoteError as error:
                raise error.with_message(self._federation.told(str(error))) from None

    async def _prepare_update(self, update: Update, asker: Asker) -> PreparedUpdate:
        if len(update.text) < _LONG:
            return prepare_update(update, self._federation, self._seconds(update.timeout))
        return PreparedUpdate.decoded(await self._looked_through(update, asker))

    async def unready(self) -> str | None:
        """See `Backend`."""
        if (known := self._known_trouble()) is not None:
            return known
        task = Task(query_message(Query("ASK {}"), "JSON"), _READY_WITHIN)
        try:
            await self._answer(task, Asker())
        except RequestError as error:
            return f"queries are not answered: {error}"
        return None

    async def write_graph(self, write: GraphWrite) -> bool:
        """See `Backend`, and `WriterConnection.write`."""
        documents = tuple(
            StoredDocument(str(item.path), item.format.engine) for item in write.documents
        )
        content = LoadWrite(write.graph, documents, write.base, write.replace)
        return await self._writer.write(content, self._config.max_timeout)

    async def delete_graph(self, iri: str | None) -> None:
        """See `Backend`."""
        write = LoadWrite(None, (), "", True) if iri is None else DeleteWrite(iri)
        await self._writer.write(write, self._config.max_timeout)

    async def answer_call(self, request: Request) -> Response:
        """See `Backend`: a worker sends the calls of SERVICE here."""
        return await self._gateway.respond(request)

    def _seconds(self, asked: float | None) -> float:
        return min(asked or self._config.timeout, self._config.max_timeout)

    async def _publish(self, generation: Path, changed: bool) -> None:
        await self._read_from(generation, changed)
        self._trouble = None
        self._removal = asyncio.get_running_loop().create_task(self._remove_unused())

    async def _read_from(self, generation: Path, changed: bool) -> None:
        name = f"{generation.stat().st_ino:x}-{generation.name}" if changed else self._version
        await self._pool.open(generation)
        if changed:
            self._version = name
            for act in self._on_change:
                act()

    def _note(self, trouble: StorageError) -> None:
        """Take note, and log once, that a query could not read the store's files."""
        now = asyncio.get_running_loop().time()
        if self._trouble is None or now > self._trouble[1]:
            _LOG.warning("a query could not read the store: %s", trouble.log_line)
        self._trouble = trouble, now + _REMEMBERED

    async def _remove_unused(self) -> None:
        used = {int(path.name) for path in self._pool.generations_in_use()}
        await asyncio.to_thread(remove_generations, self._folder, used)


async def _whole(body: bytes | AsyncIterator[bytes]) -> bytes:
    return body if isinstance(body, bytes) else b"".join([piece async for piece in body])
