"""What answers queries and takes writes, whatever engine it is: the one seam behind the server.

Nothing here knows of processes, files or connections. `districtgraph.server.store.embedded` is
Oxigraph on this machine, `districtgraph.server.store.memory` the same engine without a disk.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from districtgraph.server.http.media_types import Format

if TYPE_CHECKING:
    # Processes that need a record of these load no event loop: they are to be there soon.
    from districtgraph.server.core.asker import Asker
    from districtgraph.server.http.http_exchange import Request, Response
    from districtgraph.server.sparql.preparation import PreparedQuery
    from districtgraph.server.sparql.protocol import Query, Update

__all__ = ["Answer", "Backend", "Document", "GraphWrite", "Load", "PagePart"]


class PagePart(NamedTuple):
    """How much of a result is wanted for a page.

    Attributes:
        rows: at most; one more is evaluated, so that one knows whether there are more.
        cells: at most, so that of a wide result there are fewer rows.
        size: bytes at most.

    """

    rows: int
    cells: int
    size: int


def _not_counted() -> int | None:
    return None


@dataclass(slots=True)
class Answer:
    """A result that is there, or the first piece of which is.

    Attributes:
        body: the result whole, or its pieces; who leaves off closes them (`aclose`), which ends the
            evaluation.
        deadline: when it must have been taken, by the loop's clock.
        partial: it is a part, since no more was wanted.
        count: gives the number of rows once the result has ended; None where they are not counted.

    """

    body: bytes | AsyncIterator[bytes]
    deadline: float
    partial: bool = False
    count: Callable[[], int | None] = _not_counted


class Document(NamedTuple):
    """An RDF document that was received, in a file."""

    path: Path
    format: Format


class GraphWrite(NamedTuple):
    """What a graph, or the whole store, is to have.

    Attributes:
        graph: its IRI; empty for the default graph, None for the whole store.
        documents: what it is to have.
        base: against which relative IRIs in them are resolved.
        replace: whether what is there is replaced, or added to.

    """

    graph: str | None
    documents: tuple[Document, ...]
    base: str
    replace: bool


class Load(NamedTuple):
    """How much work there is.

    Attributes:
        busy: evaluations that are under way.
        live: evaluations that may be under way at the same time, as far as is known now.
        waiting: operations that wait for their turn.

    """

    busy: int
    live: int
    waiting: int


class Backend(Protocol):
    """A store of RDF with its engine.

    All of it belongs to one event loop, `version` apart, which any thread may read. Whoever asks is
    an `Asker`: an implementation gives up what it does for one that hangs up, and is done by its
    deadline. Every method raises RequestError, with a message for the client: among others
    UnavailableError for a deadline, a full queue or an engine that cannot be reached, StorageError
    where its files are at fault.
    """

    @property
    def version(self) -> str | None:
        """A name that changes with the content; None where it is not known, or not known yet."""

    @property
    def load(self) -> Load:
        """How much work there is, for the metrics."""

    def on_change(self, act: Callable[[], None]) -> None:
        """Have something done in the loop's thread each time that `version` has changed."""

    async def open(self) -> None:
        """Begin; operations that come before its end wait, for no longer than their deadlines."""

    async def close(self) -> None:
        """End all that is under way, within seconds, and give everything back."""

    async def unready(self) -> str | None:
        """Return why queries or writes cannot be answered, without a path; None where they can."""

    async def prepare(self, query: "Query", asker: "Asker") -> "PreparedQuery":
        """Return what is to be known of a query before it is evaluated.

        Raises:
            FederationRefusedError: it calls a server that is not allowed.

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
            query: as `prepare` gave it.
            output: the format of the result; of lines where only a part is wanted.
            asker: who asks.
            part: how much of the result is wanted, which is then whole; None for all.

        """

    async def read_graph(self, iri: str | None, output: Format, asker: "Asker") -> Answer:
        """Return the content of a graph.

        Args:
            iri: the graph's; empty for the default graph, None for the whole store.
            output: the format; one of datasets where iri is None.
            asker: who asks.

        Raises:
            NotFoundError: there is no such graph.

        """

    async def update(self, update: "Update", asker: "Asker") -> None:
        """Apply an update; returns when it is durable and every next query sees it."""

    def incoming(self) -> AbstractContextManager[Path]:
        """Give a folder for the documents of one write.

        Raises:
            StorageError: writes are known to fail, or the documents cannot be kept.

        """

    async def write_graph(self, write: GraphWrite) -> bool:
        """Write a graph, whole or not at all; return whether it was not there before."""

    async def delete_graph(self, iri: str | None) -> None:
        """Delete a graph, or empty the default graph (empty iri) or the whole store (None).

        Raises:
            NotFoundError: there is no such graph.

        """

    async def answer_call(self, request: "Request") -> "Response":
        """Answer what the engine itself asks of this server, below /federation/.

        Raises:
            NotFoundError: it is not the engine that asks, or one that asks nothing.

        """
