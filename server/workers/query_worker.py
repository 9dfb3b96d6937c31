"""A process that answers queries over a generation of the store, one at a time, until killed.

`districtgraph.server.workers.worker_pool` starts it, sends it queries, and kills it at a deadline.
"""

import socket
import sys
from contextlib import suppress
from typing import IO, Any, cast

from pyoxigraph import Store

from districtgraph.server.errors import (
    RefusedError,
    RequestError,
    ResultTooLargeError,
    StorageError,
)
from districtgraph.server.sparql.protocol import Query
from districtgraph.server.workers.child_process import (
    die_with_parent,
    limit_memory,
    on_large_stack,
)
from districtgraph.server.workers.engine_errors import storage_error
from districtgraph.server.workers.evaluation import Evaluator
from districtgraph.server.workers.frames import FrameReader, Kind, frame, json_frame
from districtgraph.server.workers.row_counting import RowCounter

__all__ = ["main"]

_PIECE = 256 * 1024
"""Bytes that are held back: a result that fits is sent whole, an error within it has a status."""


class _Reply:
    """Sends a result: whole where it is small, else in pieces; never more than allowed."""

    def __init__(self, connection: socket.socket, limit: int, counter: RowCounter | None) -> None:
        self._connection = connection
        self._counter = counter
        self._limit = limit
        self._held = bytearray()
        self._size = 0
        self._streaming = False

    def write(self, piece: bytes) -> int:
        self._size += len(piece)
        if self._size > self._limit:
            raise ResultTooLargeError(self._limit)
        if self._counter is not None:
            self._counter.feed(piece)
        self._held += piece
        if len(self._held) >= _PIECE:
            self._streaming = True
            self._send(Kind.PIECE)
        return len(piece)

    def flush(self) -> None:
        """Nothing: what is held is sent at the end."""

    def end(self) -> None:
        if self._counter is not None:
            self._connection.sendall(json_frame(Kind.ROWS, self._counter.rows))
        self._send(Kind.PIECE if self._streaming else Kind.ANSWER)
        if self._streaming:
            self._connection.sendall(frame(Kind.END))

    def _send(self, kind: Kind) -> None:
        self._connection.sendall(frame(kind, bytes(self._held)))
        self._held.clear()


def main() -> None:
    """Serve the file descriptor, and die with the process, that the command line names."""
    descriptor, parent, memory, limit, counting = map(int, sys.argv[1:6])
    base = sys.argv[6]
    die_with_parent(parent)
    limit_memory(memory)
    connection = socket.socket(fileno=descriptor)
    with suppress(BrokenPipeError, ConnectionResetError):
        on_large_stack(lambda: _serve(connection, limit, bool(counting), base))


def _serve(connection: socket.socket, limit: int, counting: bool, base: str) -> None:
    generation = ""
    evaluator: Evaluator | None = None
    reader = FrameReader(connection)
    connection.sendall(frame(Kind.READY))
    while (message := reader.read()) is not None:
        kind, content = message
        if kind == Kind.OPEN:
            evaluator, generation = None, content
            continue
        counter = RowCounter(content["format"]) if counting else None
        reply = _Reply(connection, limit, counter)
        try:
            # Where it could not be opened, the next query tries again.
            evaluator = evaluator or _open(generation, base)
            _answer(evaluator, kind, content, reply)
            reply.end()
        except RequestError as error:
            connection.sendall(json_frame(Kind.FAILURE, error.as_record()))
        except (ValueError, RuntimeError, OSError) as error:
            # The engine's own refusals, such as of an unknown function.
            refusal = storage_error(error) or RefusedError(str(error))
            connection.sendall(json_frame(Kind.FAILURE, refusal.as_record()))


def _open(generation: str, base: str) -> Evaluator:
    try:
        return Evaluator(Store.read_only(generation), base)
    except (OSError, RuntimeError, ValueError) as error:
        raise storage_error(error) or StorageError("damage", str(error)) from error


def _answer(evaluator: Evaluator, kind: int, content: dict[str, Any], reply: _Reply) -> None:
    output = cast(IO[bytes], reply)
    if kind == Kind.GRAPH:
        evaluator.write_graph(content["graph"], content["format"], output)
        return
    query = Query(
        content["text"], tuple(content["default"]), tuple(content["named"]), content["base"]
    )
    evaluator.answer(query, content["format"], output)


if __name__ == "__main__":
    main()
