"""The store as pages and APIs read it: queries with parameters, answered as terms or triples.

Flask's views run in threads and know no event loop; what they ask goes to the backend all the
same, with its deadlines and bounds.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

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
from districtgraph.server.http.media_types import GRAPH_FORMATS, RESULT_FORMATS, Format
from districtgraph.server.sparql.prebinding import Given, prebound, query_text
from districtgraph.server.sparql.protocol import Query
from districtgraph.server.store.backend import Backend

__all__ = ["BackendStore", "QueryStore", "Row", "StoreReader", "Table", "Term"]

Term = NamedNode | BlankNode | Literal
Row = Mapping[str, Term]
_MOST = 256 * 1024 * 1024
"""Bytes of a result that a page, or what pages keep, is made of."""
_REREAD = 60.0
"""Seconds for which what was read of a store holds whose version is not known."""
_TSV = RESULT_FORMATS[3]
_N_TRIPLES = GRAPH_FORMATS[1]


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a SELECT.

    Attributes:
        names: of its variables, in its order.
        rows: a term for each variable that is bound.

    """

    names: list[str]
    rows: list[Row]


class QueryStore(Protocol):
    """What answers queries to threads, here or in other processes."""

    @property
    def version(self) -> str:
        """A name that changes with the store's content; empty where it is not known."""

    def answer(self, query: Query, output: Format) -> bytes:
        """Return a result; RequestError where there is none."""


class BackendStore:
    """A backend as threads ask it: what they ask runs in the backend's event loop.

    Args:
        backend: what answers.
        loop: gives the loop that the backend belongs to.

    """

    def __init__(self, backend: Backend, loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
        self._backend = backend
        self._loop = loop

    @property
    def version(self) -> str:
        """See `QueryStore`."""
        return self._backend.version or ""

    def answer(self, query: Query, output: Format) -> bytes:
        """See `QueryStore`."""
        answering = _answer(self._backend, query, output, CURRENT_ASKER.get() or Asker())
        return asyncio.run_coroutine_threadsafe(answering, self._loop()).result()


async def _answer(backend: Backend, query: Query, output: Format, asker: Asker) -> bytes:
    prepared = await backend.prepare(query, asker)
    answer = await backend.query(prepared, output, asker)
    return answer.body if isinstance(answer.body, bytes) else await _whole(answer.body, asker)


async def _whole(pieces: AsyncIterator[bytes], asker: Asker) -> bytes:
    """Return a result in one piece, for as long as somebody waits for it.

    Raises:
        ResultTooLargeError: it is larger than a page is made of.

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
    """Asks a store the questions of pages and APIs.

    Queries are written with IRIs under the default base; where the dataset has another one, they
    are asked with that.

    Args:
        store: what answers.
        base: base IRI of the dataset.

    """

    def __init__(self, store: QueryStore, base: str = BASE) -> None:
        self._store = store
        self._base = base

    @property
    def version(self) -> str:
        """A name that changes with the store's content; empty where it is not known."""
        return self._store.version

    @property
    def cached_as(self) -> str:
        """A name for what is read now: the version, or one that holds for a minute at most."""
        return self._store.version or f"unknown-{time.monotonic() // _REREAD:.0f}"

    @property
    def base(self) -> str:
        """Base IRI of the dataset."""
        return self._base

    def text(self, query: str | Path, **given: Given) -> str:
        """Return a query as it is asked: with the dataset's base IRI, and what is given."""
        text = query_text(query) if isinstance(query, Path) else query
        text = text.replace(BASE, self._base)
        return prebound(text, given) if given else text

    def answer(self, query: str | Path, output: Format, **given: Given) -> bytes:
        """Return a result as it is served, in a format that fits the query's form."""
        return self._store.answer(Query(self.text(query, **given)), output)

    def rows(self, query: str | Path, **given: Given) -> list[Row]:
        """Return the solutions of a SELECT; otherwise as `table`."""
        return self.table(query, **given).rows

    def table(self, query: str | Path, **given: Given) -> Table:
        """Return the solutions of a SELECT under the names of its variables.

        Args:
            query: the text, or a file of it.
            given: the terms that its `$name` stand for.

        Raises:
            RequestError: the store gives no answer.

        """
        answer = self.answer(query, _TSV, **given)
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
            self.answer(query, RESULT_FORMATS[0], **given), format=QueryResultsFormat.JSON
        )
        assert isinstance(answer, QueryBoolean), "this query asks for no truth"
        return bool(answer)

    def triples(self, query: str | Path, **given: Given) -> list[Triple]:
        """Return the graph that a CONSTRUCT or a DESCRIBE gives; otherwise as `rows`."""
        answer = self.answer(query, _N_TRIPLES, **given)
        return [quad.triple for quad in parse(answer, format=RdfFormat.N_TRIPLES)]


def _term(term: Term | Triple) -> Term:
    """Return a term; a triple of RDF 1.2 as its text, since nothing here looks into one."""
    return Literal(str(term)) if isinstance(term, Triple) else term
