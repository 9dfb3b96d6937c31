"""A store in this process's memory, with the same engine: for tests, and for data used once.

Its content is lost when the process ends. It has no deadlines: an evaluation blocks the event loop.
"""

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat, Store

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import (
    NotFoundError,
    PreconditionFailedError,
    ResultTooLargeError,
    UnavailableError,
)
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.preparation import PreparedQuery, prepare_query, prepare_update
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
from districtgraph.server.store.embedded.engine.engine_errors import query_errors
from districtgraph.server.store.embedded.engine.evaluation import Evaluator
from districtgraph.server.store.embedded.engine.first_rows import EnoughError, FirstRows
from districtgraph.server.store.embedded.engine.row_counting import RowCounter
from districtgraph.server.store.embedded.engine.writes import (
    DeleteWrite,
    LoadWrite,
    StoredDocument,
    UpdateWrite,
    Write,
    apply_write,
    errors_of,
)
from districtgraph.server.store.embedded.processes.child_process import (
    FLAT,
    on_large_stack,
    stack_size,
)

__all__ = ["MemoryBackend"]

_USUAL = 10_000
"""Those of up to this many fit the stack of a thread that is used again, longer ones one each."""
_STACK = 64 * 1024 * 1024
"""Bytes of stack of these threads: in proportion to what 100,000 nested parentheses need."""
_THREADS = ThreadPoolExecutor(8, "sparql-evaluation")
"""To start a thread takes longer than most queries."""
_WHOLE = 256 * 1024
"""Results of up to this many bytes are returned whole, larger ones in pieces of this size."""


class MemoryBackend:
    """Implements `Backend`, and `QueryStore` for threads, with a store in memory.

    Args:
        quads: the initial content, in N-Quads.
        base: the base IRI of the dataset in it.
        timeout: the seconds for an operation that does not specify them.
        max_result: the most bytes of one query's result.

    """

    def __init__(
        self, quads: str = "", base: str = BASE, timeout: float = 30.0, max_result: int = 1 << 30
    ) -> None:
        self.version = "memory"
        self._base = base
        self._timeout = timeout
        self._max_result = max_result
        self._federation = Federation((), "http://localhost")
        self._on_change: list[Callable[[], None]] = []
        self._writes = 0
        self._changes = ChangeLog()
        self._changes.published(self.version)
        self._store = Store()
        self._store.bulk_load(input=quads.encode("utf-8"), format=RdfFormat.N_QUADS)
        self._evaluator = Evaluator(self._store, base)

    @property
    def load(self) -> Load:
        """See `Backend`."""
        return Load(busy=0, live=1, waiting=0)

    def on_change(self, act: Callable[[], None]) -> None:
        """See `Backend`."""
        self._on_change.append(act)

    def changed(self, since: str, until: str) -> frozenset[str] | None:
        """See `KnowsChanges`."""
        return self._changes.changed(since, until)

    async def open(self) -> None:
        """See `Backend`: it is open from the beginning."""

    async def close(self) -> None:
        """See `Backend`: there is nothing to release."""

    async def unready(self) -> str | None:
        """See `Backend`: it is always ready."""
        return None

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        """See `QueryStore`."""
        result = io.BytesIO()
        self._evaluate(query, output, result)
        return result.getvalue()

    def _evaluate(self, query: QueryOperation, output: Format, result: IO[bytes]) -> None:
        evaluate = partial(self._evaluator.answer, query, output.engine, result)
        with query_errors():
            _on_stack_for(query.text, evaluate)

    async def prepare(self, query: QueryOperation, asker: Asker) -> PreparedQuery:
        """See `Backend`."""
        return prepare_query(query, self._federation, self._seconds(query.timeout))

    async def query(
        self, query: PreparedQuery, output: Format, asker: Asker, part: PagePart | None = None
    ) -> Answer:
        """See `Backend`."""
        deadline = self._deadline(asker, query.query.timeout)
        if part is None:
            content = self.answer(query.query, output)
            if len(content) > self._max_result:
                raise ResultTooLargeError(self._max_result)
            return self._given(content, output, deadline)
        rows = FirstRows(part, head=output.engine == "TSV")
        with suppress(EnoughError):
            self._evaluate(query.query, output, cast(IO[bytes], rows))
        content, partial = rows.content()
        return Answer(content, deadline, partial)

    async def read_graph(self, iri: str | None, output: Format, asker: Asker) -> Answer:
        """See `Backend`."""
        deadline = self._deadline(asker, None)
        result = io.BytesIO()
        with query_errors():
            self._evaluator.write_graph(iri, output.engine, result)
        return self._given(result.getvalue(), output, deadline)

    async def update(
        self, update: Update, asker: Asker, condition: Condition = UNCONDITIONAL
    ) -> None:
        """See `Backend`; LOAD is refused for every document."""
        self._deadline(asker, update.timeout)
        self._demand(condition)
        prepared = prepare_update(update, self._federation, self._seconds(update.timeout))
        write = UpdateWrite(prepared.text, update.base, prepared.merged, sent=prepared.sent)
        self._write(write, update.changes)

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """See `Backend`."""
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)

    async def write_graph(self, write: GraphWrite) -> bool:
        """See `Backend`."""
        documents = tuple(
            StoredDocument(str(item.path), item.format.engine) for item in write.documents
        )
        self._demand(write.condition)
        exists = write.condition.exists
        return self._write(LoadWrite(write.graph, documents, write.base, write.replace, exists))

    async def delete_graph(self, iri: str | None, condition: Condition = UNCONDITIONAL) -> None:
        """See `Backend`."""
        self._demand(condition)
        whole = LoadWrite(None, (), "", True)
        self._write(whole if iri is None else DeleteWrite(iri, condition.exists))

    def _demand(self, condition: Condition) -> None:
        if condition.version not in (None, self.version):
            raise PreconditionFailedError("the store has changed; nothing has been written")

    async def answer_call(self, request: Request) -> Response:
        """See `Backend`: this engine makes no requests."""
        raise NotFoundError("there is nothing here")

    def _write(self, write: Write, iris: frozenset[str] | None = None) -> bool:
        with self._changes.write(changed_iris(write) if iris is None else iris):
            with errors_of(write):
                created = on_large_stack(partial(self._apply, write))
            self._evaluator = Evaluator(self._store, self._base)
            self._writes += 1
            self.version = f"memory-{self._writes}"
            self._changes.published(self.version)
        for act in self._on_change:
            act()
        return created

    def _apply(self, write: Write) -> bool:
        if isinstance(write, LoadWrite) and write.graph is None and write.replace:
            store = Store()
            apply_write(store, write)
            self._store = store
            return False
        return apply_write(self._store, write)

    @staticmethod
    def _given(content: bytes, output: Format, deadline: float) -> Answer:
        body = content if len(content) <= _WHOLE else _pieces(content)
        return Answer(body, deadline, count=lambda: _rows(content, output))

    def _seconds(self, asked: float | None) -> float:
        return asked or self._timeout

    def _deadline(self, asker: Asker, asked: float | None) -> float:
        """Return when an operation has to end.

        Raises:
            UnavailableError: that time has passed, or the client is gone.

        """
        if asker.gone:
            raise UnavailableError("the client hung up", 0, "client")
        now = asyncio.get_running_loop().time()
        deadline = (now if asker.since is None else asker.since) + self._seconds(asked)
        if asker.deadline is not None:
            deadline = min(deadline, asker.deadline)
        if now > deadline:
            raise UnavailableError("the operation was cut at its deadline", 5, "deadline")
        return deadline


def _on_stack_for(text: str, evaluate: Callable[[], None]) -> None:
    """Evaluate a query on a stack that is large enough: the engine calls itself as it is nested."""
    if len(text) <= FLAT:
        evaluate()
    elif len(text) <= _USUAL:
        with stack_size(_STACK):
            evaluation = _THREADS.submit(evaluate)
        evaluation.result()
    else:
        on_large_stack(evaluate)


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _WHOLE):
        yield content[start : start + _WHOLE]
        # Let other tasks run, as they do between pieces that arrive from elsewhere.
        await asyncio.sleep(0)


def _rows(content: bytes, output: Format) -> int | None:
    counter = RowCounter(output.engine)
    counter.feed(content)
    return counter.rows
