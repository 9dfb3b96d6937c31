"""A process that answers queries over a generation of the store, one at a time, until killed.

`worker_pool` sends it queries, and kills it at a deadline. It is forked (`nursery_process`), or
started on systems without process descriptors.
"""

import socket
import sys
from contextlib import suppress
from typing import IO, Any, cast

from pyoxigraph import Store

from districtgraph.server.core.errors import RequestError, ResultTooLargeError, StorageError
from districtgraph.server.sparql.protocol import Update
from districtgraph.server.store.backend import PagePart
from districtgraph.server.store.embedded.engine.engine_errors import query_errors, storage_error
from districtgraph.server.store.embedded.engine.evaluation import Evaluator
from districtgraph.server.store.embedded.engine.first_rows import EnoughError, FirstRows
from districtgraph.server.store.embedded.engine.row_counting import RowCounter
from districtgraph.server.store.embedded.processes.child_process import (
    die_with_parent,
    limit_memory,
    limit_thread_stacks,
    on_large_stack,
    set_name,
)
from districtgraph.server.store.embedded.processes.frames import (
    FrameKind,
    FrameReader,
    frame,
    json_frame,
)
from districtgraph.server.store.embedded.workers.query_message import (
    GraphMessage,
    PreparationMessage,
    QueryMessage,
)
from districtgraph.server.store.embedded.workers.spare_memory import SpareMemory

__all__ = ["NAME", "main", "serve"]

NAME = "query-worker"
"""The name of this process in the kernel."""

_PIECE = 256 * 1024
"""Bytes to hold back: a result that fits is sent whole, so that an error can have a status."""

_REST = 1.0
"""Seconds without a query after which unused memory is returned."""


class _Reply:
    """Sends a result: whole if it is small, else in pieces; never more than allowed."""

    def __init__(
        self, connection: socket.socket, limit: int | None, counter: RowCounter | None
    ) -> None:
        self._connection = connection
        self._counter = counter
        self._limit = limit
        self._held = bytearray()
        self._size = 0
        self._streaming = False

    def write(self, piece: bytes) -> int:
        self._size += len(piece)
        if self._limit is not None and self._size > self._limit:
            raise ResultTooLargeError(self._limit)
        if self._counter is not None:
            self._counter.feed(piece)
        self._held += piece
        if len(self._held) >= _PIECE:
            self._streaming = True
            self._send(FrameKind.PIECE)
        return len(piece)

    def flush(self) -> None:
        """Do nothing: the rest is sent at the end."""

    def end(self) -> None:
        if self._counter is not None:
            self._connection.sendall(json_frame(FrameKind.ROWS, self._counter.rows))
        self._send(FrameKind.PIECE if self._streaming else FrameKind.ANSWER)
        if self._streaming:
            self._connection.sendall(frame(FrameKind.END))

    def _send(self, kind: FrameKind) -> None:
        self._connection.sendall(frame(kind, bytes(self._held)))
        self._held.clear()


def main() -> None:
    """Serve the file descriptor on the command line, and die with the process named there."""
    descriptor, parent, memory, limit, counting = map(int, sys.argv[1:6])
    base = sys.argv[6]
    die_with_parent(parent)
    limit_memory(memory)
    serve(socket.socket(fileno=descriptor), limit, bool(counting), base)


def serve(connection: socket.socket, limit: int, counting: bool, base: str) -> None:
    """Answer the requests from a connection, until the server is gone.

    Args:
        connection: the connection to the server.
        limit: the most bytes of one query's result.
        counting: whether each result's rows are counted.
        base: the base IRI of the dataset.

    """
    set_name(NAME)
    limit_thread_stacks()
    with suppress(BrokenPipeError, ConnectionResetError):
        on_large_stack(lambda: _serve(connection, limit, counting, base))


def _serve(connection: socket.socket, limit: int, counting: bool, base: str) -> None:
    reader = FrameReader(connection)
    worker = _Worker(connection, limit, counting, base)
    connection.sendall(frame(FrameKind.READY))
    number, spare = 0, SpareMemory()
    while (message := _next_message(reader, spare)) is not None:
        kind, content = message
        if kind == FrameKind.OPEN:
            worker.open(content)
        elif kind != FrameKind.SKIP:
            if reader.skips(number):
                connection.sendall(frame(FrameKind.ANSWER))
            else:
                worker.take(kind, content)
            number += 1


def _next_message(reader: FrameReader, spare: SpareMemory) -> tuple[FrameKind, Any] | None:
    if not reader.comes_within(_REST):
        spare.give_back()
    return reader.read()


class _Worker:
    """Processes messages one by one."""

    def __init__(self, connection: socket.socket, limit: int, counting: bool, base: str) -> None:
        self._connection = connection
        self._limit = limit
        self._counting = counting
        self._base = base
        self._evaluator: Evaluator | None = None
        self._generation = ""

    def open(self, generation: str) -> None:
        self._generation, self._evaluator = generation, None
        with suppress(RequestError):
            self._opened()

    def take(self, kind: FrameKind, content: Any) -> None:
        try:
            with query_errors():
                self._answer(kind, content)
        except RequestError as error:
            self._connection.sendall(json_frame(FrameKind.FAILURE, error.as_record()))

    def _opened(self) -> Evaluator:
        """Return the evaluator. If the store cannot be opened, the next query tries again.

        Raises:
            StorageError: the store cannot be opened.

        """
        if self._evaluator is None:
            try:
                store = Store.read_only(self._generation)
            except (ValueError, RuntimeError, OSError) as error:
                raise storage_error(error) or StorageError("damage", str(error)) from error
            self._evaluator = Evaluator(store, self._base)
        return self._evaluator

    def _answer(self, kind: FrameKind, content: Any) -> None:
        if kind == FrameKind.PREPARE:
            message = PreparationMessage.decoded(content)
            self._connection.sendall(frame(FrameKind.ANSWER, _prepared(message)))
        elif kind == FrameKind.GRAPH:
            graph = GraphMessage.decoded(content)
            # A graph is as large as it is: a limit would leave large stores without a backup.
            reply = self._reply(graph.format, None)
            self._opened().write_graph(graph.graph, graph.format, cast(IO[bytes], reply))
            reply.end()
        else:
            self._answer_query(QueryMessage.decoded(content))

    def _answer_query(self, message: QueryMessage) -> None:
        evaluator = self._opened()
        if message.part is not None:
            self._answer_part(evaluator, message, message.part)
            return
        reply = self._reply(message.format, self._limit)
        evaluator.answer(message.query, message.format, cast(IO[bytes], reply))
        reply.end()

    def _reply(self, engine_format: str, limit: int | None) -> _Reply:
        counter = RowCounter(engine_format) if self._counting else None
        return _Reply(self._connection, limit, counter)

    def _answer_part(self, evaluator: Evaluator, message: QueryMessage, part: PagePart) -> None:
        rows = FirstRows(part, head=message.format == "TSV")
        with suppress(EnoughError):
            evaluator.answer(message.query, message.format, cast(IO[bytes], rows))
        answer, partial = rows.content()
        if partial:
            self._connection.sendall(frame(FrameKind.PARTIAL))
        self._connection.sendall(frame(FrameKind.ANSWER, answer))


def _prepared(message: PreparationMessage) -> bytes:
    """Return what has to be known about an operation's text before it is evaluated."""
    # Few workers ever need these, and loading them would take a third of a process's start.
    from districtgraph.server.sparql.federation import Federation
    from districtgraph.server.sparql.preparation import prepare_query, prepare_update

    federation = Federation.of_record(message.federation)
    if isinstance(message.operation, Update):
        return prepare_update(message.operation, federation, message.seconds).encoded()
    return prepare_query(message.operation, federation, message.seconds).encoded()


if __name__ == "__main__":
    main()
