"""The interface to the store, which answers queries and accepts writes, whatever its engine.

It mentions no processes, files or connections. `districtgraph.server.store.embedded` is
Oxigraph on this machine, `districtgraph.server.store.memory` the same engine without a disk, and
`districtgraph.server.store.remote` another engine over HTTP.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from districtgraph.server.http.media_types import Format

if TYPE_CHECKING:
    # Processes that use only these records do not load asyncio, so that they start quickly.
    from districtgraph.server.core.asker import Asker
    from districtgraph.server.http.http_exchange import Request, Response
    from districtgraph.server.sparql.preparation import PreparedQuery
    from districtgraph.server.sparql.protocol import QueryOperation, Update

__all__ = [
    "UNCONDITIONAL",
    "Answer",
    "Backend",
    "Condition",
    "GraphWrite",
    "Load",
    "PagePart",
    "ReceivedDocument",
]


class PagePart(NamedTuple):
    """How much of a result a page needs.

    Attributes:
        rows: the most rows; one more is evaluated, to find out whether there are more.
        cells: the most cells, so that a wide result has fewer rows.
        size: the most bytes.

    """

    rows: int
    cells: int
    size: int


def _not_counted() -> int | None:
    return None


@dataclass(slots=True)
class Answer:
    """A result, complete or with its first piece available.

    Attributes:
        body: the whole result, or its pieces; a reader that stops early closes these (`aclose`),
            which ends the evaluation.
        deadline: when it must have been read, by the loop's clock.
        partial: whether it is only a part, since no more was requested.
        count: returns the number of rows once the result has ended; None if they are not counted.

    """

    body: bytes | AsyncIterator[bytes]
    deadline: float
    partial: bool = False
    count: Callable[[], int | None] = _not_counted


class ReceivedDocument(NamedTuple):
    """A received RDF document, in a file."""

    path: Path
    format: Format


class Condition(NamedTuple):
    """What must hold for a write; otherwise the write is refused.

    Attributes:
        version: the content's version, as in `Backend.version`; None for any.
        exists: whether the graph must exist already, or must not; None for either.

    """

    version: str | None = None
    exists: bool | None = None


UNCONDITIONAL = Condition()
"""The condition that always holds."""


class GraphWrite(NamedTuple):
    """New content for a graph or the whole store.

    Attributes:
        graph: its IRI; empty for the default graph, None for the whole store.
        documents: the content.
        base: the base IRI for relative IRIs in the documents.
        replace: whether existing content is replaced, or added to.
        condition: what must hold.

    """

    graph: str | None
    documents: tuple[ReceivedDocument, ...]
    base: str
    replace: bool
    condition: Condition = UNCONDITIONAL


class Load(NamedTuple):
    """The current load.

    Attributes:
        busy: how many evaluations are running.
        live: how many evaluations can run at the same time, as far as is known now.
        waiting: how many operations wait for their turn.

    """

    busy: int
    live: int
    waiting: int


class Backend(Protocol):
    """A store of RDF with its engine.

    All of it belongs to one event loop, except `version`, which any thread may read. Clients are
    represented by an `Asker`: an implementation stops working for one that hangs up, and finishes
    by its deadline. Every method raises RequestError with a message for the client: among others
    UnavailableError for a deadline, a full queue or an engine that cannot be reached, and
    StorageError if its files are at fault.
    """

    @property
    def version(self) -> str | None:
        """A name that changes with the content; None if it is unknown, or not known yet."""

    @property
    def load(self) -> Load:
        """The current load, for the metrics."""

    def on_change(self, act: Callable[[], None]) -> None:
        """Register a function to call in the loop's thread after each change of `version`."""

    async def open(self) -> None:
        """Open the store; operations that arrive before this ends wait, until their deadlines."""

    async def close(self) -> None:
        """End everything that is running, within seconds, and release all resources."""

    async def unready(self) -> str | None:
        """Return why queries or writes cannot be answered, without a path; None if they can."""

    async def prepare(self, query: "QueryOperation", asker: "Asker") -> "PreparedQuery":
        """Return what has to be known about a query before it is evaluated.

        Raises:
            FederationRefusedError: the query calls a server that is not allowed.

        """

    async def query(
        self,
        query: "PreparedQuery",
        output: Format,
        asker: "Asker",
        part: PagePart | None = None,
    ) -> Answer:
        """Return the result of a query.

        Args:
            query: the query that `prepare` returned.
            output: the format of the result; one with lines if only a part is requested.
            asker: the client.
            part: how much of the result is requested, in one piece; None for all of it.

        """

    async def read_graph(self, iri: str | None, output: Format, asker: "Asker") -> Answer:
        """Return the content of a graph.

        Args:
            iri: the graph's IRI; empty for the default graph, None for the whole store.
            output: the format; one for datasets if iri is None.
            asker: the client.

        Raises:
            NotFoundError: there is no such graph.

        """

    async def update(
        self, update: "Update", asker: "Asker", condition: Condition = UNCONDITIONAL
    ) -> None:
        """Apply an update; returns when it is durable and visible to every later query.

        Args:
            update: the update.
            asker: the client.
            condition: what must hold; of an update, which is no write of one graph, the version.

        Raises:
            PreconditionFailedError: the condition does not hold.

        """

    def incoming(self) -> AbstractContextManager[Path]:
        """Provide a folder for the documents of one write.

        Raises:
            StorageError: writes are known to fail, or the documents cannot be stored.

        """

    async def write_graph(self, write: GraphWrite) -> bool:
        """Write a graph, completely or not at all; return whether it is new.

        Raises:
            PreconditionFailedError: its condition does not hold.

        """

    async def delete_graph(self, iri: str | None, condition: Condition = UNCONDITIONAL) -> None:
        """Delete a graph, or empty the default graph (empty iri) or the whole store (None).

        Raises:
            NotFoundError: there is no such graph.
            PreconditionFailedError: the condition does not hold.

        """

    async def answer_call(self, request: "Request") -> "Response":
        """Answer a request of the engine itself to this server, below /federation/.

        Raises:
            NotFoundError: the request is not from the engine, or the engine makes no requests.

        """
