"""The embedded store as a `Backend`: queries go to workers, writes to the writer."""

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
    PreconditionFailedError,
    RemoteError,
    RequestError,
    StorageError,
    UnavailableError,
)
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.preparation import (
    LONG_TEXT,
    PreparedQuery,
    PreparedUpdate,
    prepare_query,
    prepare_update,
)
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.backend import (
    UNCONDITIONAL,
    Answer,
    Condition,
    GraphWrite,
    Load,
    PagePart,
)
from districtgraph.server.store.changes import ChangeLog
from districtgraph.server.store.embedded.engine.changed_iris import changed_iris
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.writes import (
    CheckWrite,
    DeleteWrite,
    LoadWrite,
    StoredDocument,
    UpdateWrite,
    Write,
)  # fmt: skip
from districtgraph.server.store.embedded.federation.federation_gateway import FederationGateway
from districtgraph.server.store.embedded.folder.left_version import VersionNames
from districtgraph.server.store.embedded.folder.store_folder import (
    StoreDamagedError,
    remove_generations,
    unpublished_updates,
    whole_generation,
)
from districtgraph.server.store.embedded.workers.query_message import (
    graph_message,
    preparation_message,
    query_message,
)
from districtgraph.server.store.embedded.workers.worker_pool import Task, WorkerPool
from districtgraph.server.store.embedded.writing.incoming import IncomingFolder
from districtgraph.server.store.embedded.writing.traffic import Traffic
from districtgraph.server.store.embedded.writing.writer_connection import WriterConnection

__all__ = ["StoreService"]

_LOG = logging.getLogger(__name__)
_MIB = 1024 * 1024
_WAITED = "this write waited for others until its deadline; it has not happened"
_LOOK_AGAIN = 0.01
"""Seconds between two checks of whether the writes before a conditional one are done."""
_SHORT = 1024
"""The most characters of an update that the event loop itself searches for IRIs."""
_READY_WITHIN = 2.0
"""Seconds within which a query must be answered for the server to be ready."""
_REMEMBERED = 60.0
"""Seconds for which the server is not ready after a query found a damaged file."""


class StoreService:
    """Implements `Backend` with an Oxigraph store in a folder, behind processes.

    Args:
        folder: the store's folder.
        config: the limits.
        base: the base IRI of the dataset in it.

    """

    def __init__(self, folder: Path, config: ServerConfig, base: str = BASE) -> None:
        self._folder = folder
        self._config = config
        memory = config.memory_limit * _MIB
        counting = config.query_log is not None
        self._pool = WorkerPool(
            config.workers, config.queue, memory, config.max_result, counting, base
        )
        self._traffic = Traffic()
        self._writer = WriterConnection(
            folder, memory, config.queue, self._publish, self._traffic.only_writes, self._take_log
        )
        hosts = [host.strip() for host in config.federation_hosts.split(",") if host.strip()]
        self._federation = Federation(hosts, config.own_address)
        self._gateway = FederationGateway(self._federation, config, self.incoming)
        self._incoming = IncomingFolder(folder)
        self._pool.on_storage_error = self._note
        self._trouble: tuple[StorageError, float] | None = None
        self._removal: asyncio.Task[None] | None = None
        self._version: str | None = None
        self._versions = VersionNames(folder)
        self._newest = 0
        """The number of the generation from which queries are answered."""
        self._changes = ChangeLog()
        self._announced: str | None = None
        self._on_change: list[Callable[[], None]] = []

    @property
    def version(self) -> str | None:
        """See `Backend`: the name of the generation from which the next query is answered."""
        if self._version is None or not self._writer.unpublished.count:
            return self._version
        return self._versions.name(self._newest + 1)

    @property
    def load(self) -> Load:
        """See `Backend`."""
        return Load(self._pool.busy, self._pool.live, self._pool.waiting)

    def on_change(self, act: Callable[[], None]) -> None:
        """See `Backend`."""
        self._on_change.append(act)

    def changed(self, since: str, until: str) -> frozenset[str] | None:
        """See `KnowsChanges`."""
        return self._changes.changed(since, until)

    def _known_trouble(self) -> str | None:
        """Return why queries or writes cannot be answered, if that is known already."""
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

        If the disk cannot be written, as when it is full, the newest generation is still read.
        """
        self._pool.start()
        await asyncio.to_thread(self._incoming.clean)
        try:
            found = await asyncio.to_thread(whole_generation, self._folder)
            logged = await asyncio.to_thread(unpublished_updates, self._folder)
        except (OSError, StorageError, StoreDamagedError) as error:
            _LOG.warning("%s: cannot be read: %s", self._folder, error)
            found, logged = None, []
        if logged:
            # These updates were acknowledged, so no query is answered without them.
            self._writer.unpublished.add(sum(len(group.updates) for group in logged), urgent=True)
        elif found is not None:
            await asyncio.to_thread(self._versions.take, found)
            await self._read_from(found, True)
        await self._writer.open()

    async def close(self) -> None:
        """End all processes; see `WriterConnection.close` for unfinished writes."""
        await self._writer.close()
        await self._pool.close()
        if self._version and not self._writer.unpublished.count:
            await asyncio.to_thread(self._versions.leave, self._newest, self._version)
        await asyncio.to_thread(self._incoming.remove)

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """See `Backend`."""
        # If writes are known to fail, no document needs to be received.
        self._writer.check()
        try:
            with self._incoming.folder() as path:
                yield path
        except OSError as error:
            if (trouble := storage_error(error)) is None:
                raise
            raise trouble.with_outcome("the write has not happened") from error

    async def prepare(self, query: QueryOperation, asker: Asker) -> PreparedQuery:
        """See `Backend`: a long text is examined by a worker."""
        seconds = self._seconds(query.timeout)
        if len(query.text) < LONG_TEXT:
            return prepare_query(query, self._federation, seconds)
        return PreparedQuery.decoded(await self._looked_through(query, asker), query)

    async def query(
        self, query: PreparedQuery, output: Format, asker: Asker, part: PagePart | None = None
    ) -> Answer:
        """See `Backend`."""
        message = query_message(query.query, output.engine, part)
        task = Task(message, self._seconds(query.query.timeout, asker), asker.since)
        return await self._answer(task, asker, reads=True)

    async def read_graph(self, iri: str | None, output: Format, asker: Asker) -> Answer:
        """See `Backend`."""
        task = Task(graph_message(iri, output.engine), self._config.max_timeout)
        return await self._answer(task, asker, reads=True)

    async def _answer(self, task: Task, asker: Asker, reads: bool = False) -> Answer:
        """Return the result of a client's task; see `WorkerPool.answer`.

        Args:
            task: the task.
            asker: the client.
            reads: whether it reads the store, and so has to see earlier acknowledged writes.

        Raises:
            UnavailableError: as there, or the client is gone, or its deadline has passed.

        """
        if asker.gone:
            raise UnavailableError("the client hung up", 0, "client")
        if asker.deadline is not None:
            task.deadline = min(task.deadline, asker.deadline)
        task.client = asker.client
        task.on_slow = asker.watch
        forget = asker.on_gone(partial(self._pool.cancel, task))
        try:
            if reads:
                self._traffic.read()
                await self._writer.visible(task.deadline)
            body = await self._pool.answer(task)
            if reads:
                self._traffic.read()
        except RemoteError as error:
            raise self._with_own_names(error) from None
        finally:
            forget()
        return Answer(body, task.deadline, task.partial, lambda: task.rows)

    async def _looked_through(self, operation: QueryOperation | Update, asker: Asker) -> bytes:
        seconds = self._seconds(operation.timeout)
        message = preparation_message(operation, self._federation.as_record(), seconds)
        answer = await self._answer(Task(message, seconds, asker.since), asker)
        return await _whole(answer.body)

    async def update(
        self, update: Update, asker: Asker, condition: Condition = UNCONDITIONAL
    ) -> None:
        """See `Backend`.

        Raises:
            FederationRefusedError: it calls a server that is not allowed.
            RefusedError: a document that it loads cannot be fetched.
            PreconditionFailedError: the condition does not hold.
            RequestError: see `WriterConnection.write`.

        """
        clock = asyncio.get_running_loop().time
        deadline = (clock() if asker.since is None else asker.since) + self._seconds(update.timeout)
        prepared = await self._prepare_update(update, asker)
        if prepared.documents:
            # Nothing may be fetched for a malformed update.
            checked = CheckWrite(prepared.text, update.base, prepared.sent)
            await self._writer.write(checked, deadline - clock())
        with ExitStack() as files:
            loaded = await self._gateway.fetch(prepared.documents, files)
            write = UpdateWrite(prepared.text, update.base, prepared.merged, loaded, prepared.sent)
            self._traffic.wrote()
            iris = update.changes
            if iris is None:
                is_long = len(write.text) > _SHORT
                iris = (
                    await asyncio.to_thread(changed_iris, write) if is_long else changed_iris(write)
                )
            try:
                await self._hand_over(write, iris, condition.version, deadline)
            except RemoteError as error:
                raise self._with_own_names(error) from None

    def _with_own_names(self, error: RemoteError) -> RemoteError:
        return error.with_message(self._federation.restore_endpoint_names(str(error)))

    async def _prepare_update(self, update: Update, asker: Asker) -> PreparedUpdate:
        if update.changes is not None or len(update.text) < LONG_TEXT:
            return prepare_update(update, self._federation, self._seconds(update.timeout))
        return PreparedUpdate.decoded(await self._looked_through(update, asker))

    async def unready(self) -> str | None:
        """See `Backend`."""
        if (known := self._known_trouble()) is not None:
            return known
        task = Task(query_message(QueryOperation("ASK {}"), "JSON"), _READY_WITHIN)
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
        exists = write.condition.exists
        content = LoadWrite(write.graph, documents, write.base, write.replace, exists)
        return await self._write_graph(content, write.condition.version)

    async def delete_graph(self, iri: str | None, condition: Condition = UNCONDITIONAL) -> None:
        """See `Backend`."""
        whole = LoadWrite(None, (), "", True)
        content = whole if iri is None else DeleteWrite(iri, condition.exists)
        await self._write_graph(content, condition.version)

    async def _write_graph(self, content: LoadWrite | DeleteWrite, version: str | None) -> bool:
        deadline = asyncio.get_running_loop().time() + self._config.max_timeout
        iris = await asyncio.to_thread(changed_iris, content)
        return await self._hand_over(content, iris, version, deadline)

    async def _hand_over(
        self, write: Write, iris: frozenset[str] | None, version: str | None, deadline: float
    ) -> bool:
        """Hand a write to the writer; one that is bound to a version, when no other is unfinished.

        Writes happen in the order in which they are handed over; unfinished ones may change it.

        Raises:
            PreconditionFailedError: the version is another.
            UnavailableError: others were under way until the deadline.

        """
        clock = asyncio.get_running_loop().time
        if version is not None:
            # Logged updates have their version when they are published.
            await self._writer.visible(deadline)
        while version is not None and version == self.version and not self._writer.idle:
            if clock() > deadline:
                raise UnavailableError(_WAITED, 5, "deadline")
            await asyncio.sleep(_LOOK_AGAIN)
        if version not in (None, self.version):
            raise PreconditionFailedError("the store has changed; nothing has been written")
        with self._changes.write(iris):
            return await self._writer.write(write, deadline - clock())

    async def answer_call(self, request: Request) -> Response:
        """See `Backend`: workers send the calls of SERVICE here."""
        return await self._gateway.respond(request)

    def _seconds(self, asked: float | None, asker: Asker | None = None) -> float:
        if asked and asker is not None and asker.reads_all:
            return asked
        return min(asked or self._config.timeout, self._config.max_timeout)

    async def _publish(self, generation: Path, same_as: int) -> None:
        await self._read_from(generation, not same_as or same_as != self._newest)
        self._trouble = None
        self._removal = asyncio.get_running_loop().create_task(self._remove_unused())

    async def _read_from(self, generation: Path, changed: bool) -> None:
        await self._pool.open(generation)
        self._newest = int(generation.name)
        if changed:
            self._version = name = self._versions.name(self._newest)
            self._changes.published(name)
            self._announce_change(name)

    def _take_log(self) -> None:
        """Record that there are acknowledged writes which only the next generation will have."""
        # `changed` reports these writes under this version; the next one has no name yet.
        self._changes.published(f"{self._version}+{self._writer.unpublished.count}")
        self._announce_change(self.version)

    def _announce_change(self, version: str | None) -> None:
        if version != self._announced:
            self._announced = version
            for act in self._on_change:
                act()

    def _note(self, trouble: StorageError) -> None:
        """Record, and log once, that a query could not read the store's files."""
        now = asyncio.get_running_loop().time()
        if self._trouble is None or now > self._trouble[1]:
            _LOG.warning("a query could not read the store: %s", trouble.log_line)
        self._trouble = trouble, now + _REMEMBERED

    async def _remove_unused(self) -> None:
        used = {int(path.name) for path in self._pool.generations_in_use()}
        await asyncio.to_thread(remove_generations, self._folder, used)


async def _whole(body: bytes | AsyncIterator[bytes]) -> bytes:
    return body if isinstance(body, bytes) else b"".join([piece async for piece in body])
