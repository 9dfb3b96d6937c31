"""Reads the store for pages and APIs: queries with parameters, answered as terms or triples.

Flask's views run in threads without an event loop, but their queries go to the same backend as
clients' queries, with its deadlines and limits.
"""

import asyncio
import codecs
import csv
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.asker import CURRENT_ASKER, Asker
from districtgraph.server.core.errors import ResultTooLargeError, UnavailableError
from districtgraph.server.http.media_types import CSV, N_TRIPLES, RESULTS_JSON, TSV, Format
from districtgraph.server.sparql.prebinding import Given, prebound, query_text
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.backend import Answer, Backend
from districtgraph.server.store.changes import KnowsChanges

__all__ = [
    "BackendStore",
    "QueryStore",
    "Row",
    "StoreReader",
    "StreamingStore",
    "Table",
    "Term",
    "natural_number",
]

Term = NamedNode | BlankNode | Literal
Row = Mapping[str, Term]
_MOST = 256 * 1024 * 1024
"""The most bytes of a result for a page, or for what pages cache."""
_REREAD = 60.0
"""Seconds for which data from a store with an unknown version may be cached."""
_WHOLE_STORE = 86_400.0
"""The timeout for reading a whole store, which the clients' limit does not bound."""
_DIGITS = 18
"""The most digits of a number that pages read from the data: of an offset, a length or a count."""


def natural_number(term: Term | None) -> int | None:
    """Return the natural number that a term is; None if it is missing, or anything else.

    What others have written may have any value of any property.
    """
    text = "" if term is None else term.value
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a SELECT.

    Attributes:
        names: the names of its variables, in order.
        rows: a term for each bound variable.

    """

    names: list[str]
    rows: list[Row]


class QueryStore(Protocol):
    """Answers queries for threads, here or in other processes."""

    @property
    def version(self) -> str:
        """A name that changes with the store's content; empty if unknown."""

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        """Return a result; RequestError if there is none."""


@runtime_checkable
class StreamingStore(Protocol):
    """A `QueryStore` that can also return a result piece by piece, in bounded memory."""

    def pieces(self, query: QueryOperation, output: Format) -> Iterator[bytes]:
        """Yield a result of any size, from one version, for as long as it takes."""


class BackendStore:
    """A backend for threads: their queries run in the backend's event loop.

    Args:
        backend: answers the queries.
        loop: returns the loop that the backend belongs to.

    """

    def __init__(self, backend: Backend, loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
        self._backend = backend
        self._loop = loop

    @property
    def version(self) -> str:
        """See `QueryStore`."""
        return self._backend.version or ""

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        """See `QueryStore`."""
        answering = _answer(self._backend, query, output, CURRENT_ASKER.get() or Asker())
        return asyncio.run_coroutine_threadsafe(answering, self._loop()).result()

    def pieces(self, query: QueryOperation, output: Format) -> Iterator[bytes]:
        """See `StreamingStore`."""
        loop = self._loop()
        asked = query._replace(timeout=_WHOLE_STORE)
        begun = _begin(self._backend, asked, output, Asker(reads_all=True))
        body = asyncio.run_coroutine_threadsafe(begun, loop).result().body
        if isinstance(body, bytes):
            yield body
            return
        pieces = cast(AsyncGenerator[bytes], body)
        try:
            while piece := asyncio.run_coroutine_threadsafe(_next(pieces), loop).result():
                yield piece
        finally:
            asyncio.run_coroutine_threadsafe(pieces.aclose(), loop).result()

    def changed(self, since: str, until: str) -> frozenset[str] | None:
        """See `KnowsChanges`."""
        backend = self._backend
        return backend.changed(since, until) if isinstance(backend, KnowsChanges) else None


async def _begin(backend: Backend, query: QueryOperation, output: Format, asker: Asker) -> Answer:
    return await backend.query(await backend.prepare(query, asker), output, asker)


async def _next(pieces: AsyncIterator[bytes]) -> bytes:
    """Return the next piece of a result; empty if it has ended."""
    while True:
        piece = await anext(pieces, None)
        if piece is None:
            return b""
        if piece:
            return piece


async def _answer(backend: Backend, query: QueryOperation, output: Format, asker: Asker) -> bytes:
    answer = await _begin(backend, query, output, asker)
    return answer.body if isinstance(answer.body, bytes) else await _whole(answer.body, asker)


async def _whole(pieces: AsyncIterator[bytes], asker: Asker) -> bytes:
    """Return a result in one piece, unless the client stops waiting for it.

    Raises:
        ResultTooLargeError: it is too large for a page.

    """
    taken, size = [], 0
    async with aclosing(cast(AsyncGenerator[bytes], pieces)):
        async for piece in pieces:
            taken.append(piece)
            size += len(piece)
            if size > _MOST:
                raise ResultTooLargeError(_MOST)
            if asker.gone:
                raise UnavailableError("the client hung up", 0, "client")
    return b"".join(taken)


class StoreReader:
    """Sends the queries of pages and APIs to a store.

    Queries are written with IRIs under the default base, which is replaced by the dataset's base.

    Args:
        store: answers the queries.
        base: base IRI of the dataset.
        seconds: the time that a query may take; None for that which the operator allows.

    """

    def __init__(self, store: QueryStore, base: str = BASE, seconds: float | None = None) -> None:
        self._store = store
        self._base = base
        self._seconds = seconds

    def within(self, seconds: float) -> "StoreReader":
        """Return a reader of the same store whose queries may only take so long."""
        return StoreReader(self._store, self._base, seconds)

    @property
    def version(self) -> str:
        """A name that changes with the store's content; empty if unknown."""
        return self._store.version

    @property
    def cached_as(self) -> str:
        """A cache key for what is read now: the version, or a name that changes within a minute."""
        return self._store.version or f"unknown-{time.monotonic() // _REREAD:.0f}"

    @property
    def base(self) -> str:
        """Base IRI of the dataset."""
        return self._base

    def text(self, query: str | Path, **given: Given) -> str:
        """Return a query as it is sent: with the dataset's base IRI and its parameters."""
        text = query_text(query) if isinstance(query, Path) else query
        text = text.replace(BASE, self._base)
        return prebound(text, given) if given else text

    def answer(self, query: str | Path, output: Format, **given: Given) -> bytes:
        """Return a serialised result, in a format that fits the query's form."""
        asked = QueryOperation(self.text(query, **given), timeout=self._seconds)
        return self._store.answer(asked, output)

    def texts(self, query: str | Path, **given: Given) -> Iterator[list[str]]:
        """Yield the names of a SELECT's variables, then the texts of each solution.

        Together they may be larger than memory. What is read of the whole store is read so: terms
        take five times as long.

        Raises:
            RequestError: the store does not answer, or its answer broke off.

        """
        asked = QueryOperation(self.text(query, **given))
        if isinstance(self._store, StreamingStore):
            pieces = self._store.pieces(asked, CSV)
        else:
            pieces = iter([self._store.answer(asked, CSV)])
        # The module's own limit, of the whole process, is less than a literal may have.
        csv.field_size_limit(_MOST)
        return csv.reader(_lines(pieces))

    def changed(self, since: str, until: str) -> frozenset[str] | None:
        """Return the IRIs whose descriptions may differ between two versions.

        None if that is unknown; see `KnowsChanges`.
        """
        store = self._store
        return store.changed(since, until) if isinstance(store, KnowsChanges) else None

    def rows(self, query: str | Path, **given: Given) -> list[Row]:
        """Return the solutions of a SELECT; otherwise as `table`."""
        return self.table(query, **given).rows

    def table(self, query: str | Path, **given: Given) -> Table:
        """Return the solutions of a SELECT under the names of its variables.

        Args:
            query: the text, or its file.
            given: the terms that replace each `$name`.

        Raises:
            RequestError: the store does not answer.

        """
        answer = self.answer(query, TSV, **given)
        # A result belongs to one thread: all of it is read here. TSV is read twice as fast as JSON.
        solutions = parse_query_results(answer, format=QueryResultsFormat.TSV)
        assert isinstance(solutions, QuerySolutions), "this query asks for no solutions"
        names = [variable.value for variable in solutions.variables]
        rows: list[Row] = [
            {
                name: _term(term)
                for name, term in zip(names, solution, strict=True)
                if term is not None
            }
            for solution in solutions
        ]
        return Table(names, rows)

    def truth(self, query: str | Path, **given: Given) -> bool:
        """Return the answer of an ASK; otherwise as `table`."""
        answer = parse_query_results(
            self.answer(query, RESULTS_JSON, **given), format=QueryResultsFormat.JSON
        )
        assert isinstance(answer, QueryBoolean), "this query asks for no truth"
        return bool(answer)

    def triples(self, query: str | Path, **given: Given) -> list[Triple]:
        """Return the graph that a CONSTRUCT or DESCRIBE returns; otherwise as `rows`."""
        answer = self.answer(query, N_TRIPLES, **given)
        return [quad.triple for quad in parse(answer, format=RdfFormat.N_TRIPLES)]


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = ""
    for piece in pieces:
        *whole, rest = (rest + decoder.decode(piece)).split("\n")
        yield from (f"{line}\n" for line in whole)
    if rest:
        yield rest


def _term(term: Term | Triple) -> Term:
    """Return a term; a triple term of RDF 1.2 becomes text, since nothing uses its parts."""
    return Literal(str(term)) if isinstance(term, Triple) else term
