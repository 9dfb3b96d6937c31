"""A store in this process's memory, with the same engine: for tests, and for what is read once.

Nothing is kept when the process ends, and nothing is cut: an evaluation holds up its event loop.
"""

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat, Store

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import NotFoundError, ResultTooLargeError, UnavailableError
from districtgraph.server.http.http_exchange import Request, Response
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.preparation import PreparedQuery, prepare_query, prepare_update
from districtgraph.server.sparql.protocol import Query, Update
from districtgraph.server.store.backend import Answer, GraphWrite, Load, PagePart
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
from districtgraph.server.store.embedded.processes.child_process import on_large_stack

__all__ = ["MemoryBackend"]

_FLAT = 1000
"""Characters of a query that any thread has the stack for, whatever they are."""
_WHOLE = 256 * 1024
"""Bytes of a result that is given whole; a larger one comes in pieces of this size."""


class MemoryBackend:
    """Implements `Backend`, and `QueryStore` for threads, by a store in memory.

    Args:
        quads: what it has at first, in N-Quads.
        base: base IRI of the dataset in it.
        timeout: seconds that an operation may take where it says nothing itself.
        max_result: bytes of one result.

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

    async def open(self) -> None:
        """See `Backend`: it is open from the beginning."""

    async def close(self) -> None:
        """See `Backend`: there is nothing to give back."""

    async def unready(self) -> str | None:
        """See `Backend`: it always is."""
        return None

    def answer(self, query: Query, output: Format) -> bytes:
        """See `QueryStore`."""
        result = io.BytesIO()
        self._evaluate(query, output, result)
        return result.getvalue()

    def _evaluate(self, query: Query, output: Format, result: IO[bytes]) -> None:
        evaluate = partial(self._evaluator.answer, query, output.engine, result)
        with query_errors():
            # What is nested deeply has the engine call itself as deeply.
            evaluate() if len(query.text) <= _FLAT else on_large_stack(evaluate)

    async def prepare(self, query: Query, asker: Asker) -> PreparedQuery:
        """See `Backend`."""
        return prepare_query(query, self._federation, self._seconds(query.timeout))

    async def query(
        self, query: PreparedQuery, output: Format, asker: Asker, part: PagePart | None = None
    ) -> Answer:
        """See `Backend`."""
        deadline = self._deadline(asker, query.query.timeout)
        if part is None:
            return self._given(self.answer(query.query, output), output, deadline)
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

    async def update(self, update: Update, asker: Asker) -> None:
        """See `Backend`; every document that is to be loaded is refused."""
        self._deadline(asker, update.timeout)
        prepared = prepare_update(update, self._federation, self._seconds(update.timeout))
        self._write(UpdateWrite(prepared.text, update.base, prepared.merged))

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
        return self._write(LoadWrite(write.graph, documents, write.base, write.replace))

    async def delete_graph(self, iri: str | None) -> None:
        """See `Backend`."""
        self._write(LoadWrite(None, (), "", True) if iri is None else DeleteWrite(iri))

    async def answer_call(self, request: Request) -> Response:
        """See `Backend`: this engine asks nothing."""
        raise NotFoundError("there is nothing here")

    def _write(self, write: Write) -> bool:
        with errors_of(write):
            created = on_large_stack(partial(self._apply, write))
        self._evaluator = Evaluator(self._store, self._base)
        self._writes += 1
        self.version = f"memory-{self._writes}"
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

    def _given(self, content: bytes, output: Format, deadline: float) -> Answer:
        if len(content) > self._max_result:
            raise ResultTooLargeError(self._max_result)
        body = content if len(content) <= _WHOLE else _pieces(content)
        return Answer(body, deadline, count=lambda: _rows(content, output))

    def _seconds(self, asked: float | None) -> float:
        return asked or self._timeout

    def _deadline(self, asker: Asker, asked: float | None) -> float:
        """Return when an operation is to be over.

        Raises:
            UnavailableError: that is past, or the client has gone.

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


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _WHOLE):
        yield content[start : start + _WHOLE]
        # Others get their turn, as they do between the pieces that come from elsewhere.
        await asyncio.sleep(0)


def _rows(content: bytes, output: Format) -> int | None:
    counter = RowCounter(output.engine)
    counter.feed(content)
    return counter.rows
