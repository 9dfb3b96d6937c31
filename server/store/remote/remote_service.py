"""Another engine as a `Backend`, with limits, turns, deadlines, and only complete results."""

import asyncio
import logging
import tempfile
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TypeVar, cast

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.asker import WATCHED, Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import (
    NotFoundError,
    NotOfferedError,
    PreconditionFailedError,
    RequestError,
    UnavailableError,
)
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.preparation import LONG_TEXT, PreparedQuery, prepare_query
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.sparql.single_prologue import with_single_prologue
from districtgraph.server.store.backend import (
    UNCONDITIONAL,
    Answer,
    Condition,
    GraphWrite,
    Load,
    PagePart,
)
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.parsing import parse_only
from districtgraph.server.store.embedded.engine.row_counting import RowCounter
from districtgraph.server.store.embedded.processes.child_process import FLAT
from districtgraph.server.store.remote.content_version import (
    ContentVersion,
    name_content,
    new_version,
    read_version,
)
from districtgraph.server.store.remote.deep_texts import on_stack_for
from districtgraph.server.store.remote.engine import Engine, engine_of
from districtgraph.server.store.remote.engine_http import Attempt
from districtgraph.server.store.remote.reading import EngineReader
from districtgraph.server.store.remote.result_pieces import LeftError, ResultPieces
from districtgraph.server.store.remote.turns import HUNG_UP, Turns
from districtgraph.server.store.remote.writing import EngineWriter, check_update, prepared_text

__all__ = ["RemoteService"]

_LOG = logging.getLogger(__name__)
_READY_WITHIN = 2.0
"""Seconds within which the engine must answer for the server to be ready."""
_LOOK = 2.0
"""Seconds between two checks of the content's version, if that is known at all."""
_LOOKED_WITHIN = 10.0
"""The most seconds for such a check."""
_CLOSING_WITHIN = 5.0
"""Seconds within which running operations end once their connections are closed."""
_BESIDE = 3
"""Threads in addition to those of queries: for the write, the version check and readiness."""
Result = TypeVar("Result")
Failure = TypeVar("Failure", bound=Exception)


class RemoteService:
    """Implements `Backend` with an engine that is accessed over HTTP.

    Args:
        config: the settings, including those of the engine.
        base: the base IRI of the dataset in it.
        engine: the engine; None for that of the settings.

    """

    def __init__(
        self, config: ServerConfig, base: str = BASE, engine: Engine | None = None
    ) -> None:
        self._config = config
        self._engine = engine or engine_of(config)
        self._version = ContentVersion(bool(config.engine_only_writer))
        self._reader = EngineReader(self._engine, base)
        self._writer = EngineWriter(self._engine, self._reader, self._version)
        self._federation = Federation((), config.own_address)
        self._queries = Turns(config.workers, config.queue)
        self._writes = Turns(1, config.queue)
        self._threads = ThreadPoolExecutor(config.workers + _BESIDE, "engine")
        self._attempts: set[Attempt] = set()
        self._looking: asyncio.Task[None] | None = None

    @property
    def version(self) -> str | None:
        """See `Backend`: known only if this server is the only writer."""
        return self._version.value

    @property
    def load(self) -> Load:
        """See `Backend`."""
        waiting = self._queries.waiting + self._writes.waiting
        return Load(self._queries.busy, self._queries.most, waiting)

    def on_change(self, act: Callable[[], None]) -> None:
        """See `Backend`."""
        self._version.on_change(act)

    async def open(self) -> None:
        """See `Backend`: each operation tries again to reach an unavailable engine."""
        if self._version.known and self._looking is None:
            with suppress(RequestError):
                await self._look()
            self._looking = asyncio.get_running_loop().create_task(self._keep_looking())

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            # A RuntimeError: no thread can be started now.
            with suppress(RequestError, RuntimeError):
                await self._look()

    async def _look(self) -> None:
        """Read the version from the engine, or name the content if it has none."""
        deadline = asyncio.get_running_loop().time() + _LOOKED_WITHIN
        async with self._writes.turn(Asker(), deadline):
            found = await self._in_thread(partial(read_version, self._engine), deadline, Asker())
            if found is None:
                found = new_version()
                name = partial(name_content, self._engine, found)
                await self._in_thread(name, deadline, Asker())
            self._version.become(found)

    async def close(self) -> None:
        """See `Backend`: the connections of running operations are closed."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        for attempt in list(self._attempts):
            attempt.give_up()
        ended = asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(ended, _CLOSING_WITHIN)
        self._engine.close()

    async def unready(self) -> str | None:
        """See `Backend`."""
        deadline = asyncio.get_running_loop().time() + _READY_WITHIN
        try:
            await self._in_thread(partial(self._engine.ask, "ASK {}"), deadline, Asker())
        except RequestError as error:
            return f"queries are not answered: {error}"
        return None

    async def prepare(self, query: QueryOperation, asker: Asker) -> PreparedQuery:
        """See `Backend`: a query is parsed here, so that engines cannot accept malformed ones."""
        if len(query.text) <= FLAT:
            return self._prepared(query)
        if len(query.text) < LONG_TEXT:
            return await asyncio.to_thread(self._prepared, query)
        deadline = self._deadline(asker, query.timeout)
        async with self._queries.turn(asker, deadline):
            return await asyncio.to_thread(self._prepared, query)

    def _prepared(self, query: QueryOperation) -> PreparedQuery:
        if query.explicit:
            raise NotOfferedError(
                "infer=false is not possible with the engine behind this server: leave out the "
                "triples of the graphs <…/graph/inferred…> by FILTER NOT EXISTS"
            )
        on_stack_for(query.text, partial(parse_only, query))
        return prepare_query(query, self._federation, self._seconds(query.timeout))

    async def query(
        self, query: PreparedQuery, output: Format, asker: Asker, part: PagePart | None = None
    ) -> Answer:
        """See `Backend`."""
        deadline = self._deadline(asker, query.query.timeout)
        if part is not None:
            async with self._queries.turn(asker, deadline):
                read_part = partial(self._reader.part, query, output, part)
                content, partial_ = await self._in_thread(read_part, deadline, asker)
            return Answer(content, deadline, partial_)
        write = partial(self._reader.query, query, output)
        return await self._streamed(write, output, deadline, asker, self._config.max_result)

    async def read_graph(self, iri: str | None, output: Format, asker: Asker) -> Answer:
        """See `Backend`."""
        deadline = self._deadline(asker, self._config.max_timeout)
        return await self._streamed(
            partial(self._reader.graph, iri, output), output, deadline, asker
        )

    async def _streamed(
        self,
        write: Callable[[IO[bytes], Attempt], None],
        output: Format,
        deadline: float,
        asker: Asker,
        most: int | None = None,
    ) -> Answer:
        """Return the result, of so many bytes at most, which a thread writes."""
        loop = asyncio.get_running_loop()
        await self._queries.take(asker, deadline)
        with ExitStack() as undoing:
            # No thread may be to be had now; the executor gives the work to a later one then.
            undoing.callback(self._queries.give_back, asker)
            attempt = Attempt(deadline - loop.time())
            undoing.callback(attempt.give_up)
            counter = None if self._config.query_log is None else RowCounter(output.engine)
            pieces = ResultPieces(attempt, most, counter)
            written = loop.run_in_executor(self._threads, _write, write, pieces, attempt)
            undoing.pop_all()
        self._attempts.add(attempt)
        written.add_done_callback(lambda _: self._over(attempt, asker))
        forget = asker.on_gone(attempt.give_up)
        watch = loop.call_later(WATCHED, asker.watch)
        try:
            body = await pieces.body()
        except BaseException:
            pieces.leave()
            raise
        finally:
            watch.cancel()
            forget()
        return Answer(body, deadline, count=lambda: pieces.rows)

    def _over(self, attempt: Attempt, asker: Asker) -> None:
        self._attempts.discard(attempt)
        self._queries.give_back(asker)

    async def update(
        self, update: Update, asker: Asker, condition: Condition = UNCONDITIONAL
    ) -> None:
        """See `Backend`; LOAD is refused for every document."""
        deadline = self._deadline(asker, update.timeout)
        await self._written(partial(self._updated, update, condition), asker, deadline)

    def _updated(self, update: Update, condition: Condition, attempt: Attempt) -> str | None:
        self._demand(condition, None, attempt)
        update = update._replace(text=with_single_prologue(update.text, update.base))
        check_update(update.text, update.base)
        called = self._federation.update(update.text, update.base, attempt.left)
        return self._writer.update(update, prepared_text(update, called.text), attempt)

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """See `Backend`."""
        try:
            with tempfile.TemporaryDirectory(prefix="districtgraph-") as folder:
                yield Path(folder)
        except OSError as error:
            if (trouble := storage_error(error)) is None:
                raise
            raise trouble.with_outcome("the write has not happened") from error

    async def write_graph(self, write: GraphWrite) -> bool:
        """See `Backend`."""
        created = False

        def act(attempt: Attempt) -> str:
            nonlocal created
            self._demand(write.condition, write.graph, attempt)
            created, new = self._writer.write_graph(write, attempt)
            return new

        await self._written(act, Asker(), self._deadline(Asker(), self._config.max_timeout))
        return created

    async def delete_graph(self, iri: str | None, condition: Condition = UNCONDITIONAL) -> None:
        """See `Backend`."""

        def act(attempt: Attempt) -> str:
            self._demand(condition, iri, attempt)
            return self._writer.delete_graph(iri, attempt)

        await self._written(act, Asker(), self._deadline(Asker(), self._config.max_timeout))

    def _demand(self, condition: Condition, graph: str | None, attempt: Attempt) -> None:
        """Check the condition of a write in its turn, when this server writes nothing else.

        Raises:
            PreconditionFailedError: the condition does not hold.

        """
        if condition.version not in (None, self._version.value):
            raise PreconditionFailedError("the store has changed; nothing has been written")
        if condition.exists is None or not graph:
            return
        if self._reader.has_graph(graph, attempt) != condition.exists:
            found = "there is no" if condition.exists else "there is already a"
            raise PreconditionFailedError(f"{found} graph <{graph}>; nothing has changed")

    async def _written(
        self, act: Callable[[Attempt], str | None], asker: Asker, deadline: float
    ) -> None:
        """Perform a write; if its outcome is unknown, so is the version."""
        async with self._writes.turn(asker, deadline):
            try:
                # A write continues when its client hangs up, or its outcome would be unknown.
                new = await self._in_thread(act, deadline, Asker())
            except PreconditionFailedError:
                # Nothing was sent, so that the version stays as it is known.
                raise
            except RequestError as error:
                if isinstance(error, UnavailableError) or not self._engine.kind.several_operations:
                    # It may have happened in whole or in part; the next check reads the version.
                    self._version.become(None)
                raise
            if new is not None:
                self._version.become(new)

    async def answer_call(self, request: Request) -> Response:
        """See `Backend`: the engine sends no requests to this server."""
        raise NotFoundError("there is nothing here")

    async def _in_thread(
        self, act: Callable[[Attempt], Result], deadline: float, asker: Asker
    ) -> Result:
        """Call a function that uses the engine in a thread, and return its result."""
        loop = asyncio.get_running_loop()
        attempt = Attempt(deadline - loop.time())
        self._attempts.add(attempt)
        forget = asker.on_gone(attempt.give_up)
        watch = loop.call_later(WATCHED, asker.watch)
        try:
            return await loop.run_in_executor(self._threads, _done, act, attempt)
        except BaseException:
            # Nobody waits for it: neither may the thread go on, nor a later one begin.
            attempt.give_up()
            raise
        finally:
            watch.cancel()
            forget()
            self._attempts.discard(attempt)

    def _seconds(self, asked: float | None) -> float:
        return min(asked or self._config.timeout, self._config.max_timeout)

    def _deadline(self, asker: Asker, asked: float | None) -> float:
        """Return when an operation has to end.

        Raises:
            UnavailableError: the client is gone.

        """
        if asker.gone:
            raise UnavailableError(HUNG_UP, 0, "client")
        now = asyncio.get_running_loop().time()
        deadline = (now if asker.since is None else asker.since) + self._seconds(asked)
        return deadline if asker.deadline is None else min(deadline, asker.deadline)


def _done(act: Callable[[Attempt], Result], attempt: Attempt) -> Result:
    try:
        with attempt:
            return act(attempt)
    except RequestError as error:
        failure = _released(error)
    raise failure


def _write(
    write: Callable[[IO[bytes], Attempt], None], pieces: ResultPieces, attempt: Attempt
) -> None:
    """Write a result to its pieces, and record how it ended."""
    failure: RequestError | None = None
    with attempt:
        try:
            write(cast(IO[bytes], pieces), attempt)
        except LeftError as error:
            _released(error)
            failure = UnavailableError(
                "the client did not read the result by its deadline", 0, "deadline"
            )
        except RequestError as error:
            failure = _released(error)
        except Exception as error:
            _LOG.exception("a result could not be written")
            _released(error)
            failure = UnavailableError("the result could not be written", 0, "error")
        pieces.end(failure)


def _released(error: Failure) -> Failure:
    """Return an error after releasing its frames' variables, and with them the engine's results.

    Only the thread that made these results may release them, but an error may reach another thread,
    or its garbage collector.
    """
    found: BaseException | None = error
    while found is not None:
        traceback.clear_frames(found.__traceback__)
        found = found.__cause__ or found.__context__
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
