"""One query worker as the server sees it: queries go in one after the other, results come out."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, cast

from districtgraph.server.core.errors import (
    RequestError,
    StorageError,
    UnavailableError,
    remote_error,
)
from districtgraph.server.store.embedded.processes.frames import FrameBuffer, Kind, json_frame
from districtgraph.server.store.embedded.workers.worker_nursery import WorkerProcess

__all__ = ["Task", "WorkerConnection", "WorkerEvents"]

_HELD = 2 * 1024 * 1024
"""Bytes of a result that wait for a slow client before its worker has to wait too."""


class Task:
    """A query on its way.

    Args:
        message: for the worker.
        deadline: seconds that it may take, waiting included.
        since: when they began, by the loop's clock; None for now.
        client: who asks; clients take turns.

    Attributes:
        long: it takes one of the places for long queries: it has run for long, or its result is
            long.
        partial: the result is a part, since no more was wanted.
        stranded: it has waited in vain behind one that was not short.
        queued: when it began to wait for such a place, by the loop's clock.

    """

    __slots__ = (
        "client", "deadline", "first", "long", "message", "on_slow", "partial", "pieces", "queued",
        "rows", "size", "slow", "started", "stranded", "watched", "worker",
    )  # fmt: skip

    def __init__(
        self, message: bytes, deadline: float, since: float | None = None, client: str = ""
    ) -> None:
        loop = asyncio.get_running_loop()
        self.message = message
        self.client = client
        self.long = self.partial = self.watched = False
        self.queued = 0.0
        self.started = loop.time() if since is None else since
        self.deadline = self.started + deadline
        self.first: asyncio.Future[bytes | None] = loop.create_future()
        self.pieces: asyncio.Queue[bytes | RequestError | None] | None = None
        self.size = 0
        self.rows: int | None = None
        self.worker: WorkerConnection | None = None
        self.slow = self.stranded = False
        self.on_slow: Callable[[], None] | None = None

    def fail(self, error: RequestError) -> None:
        """End with an error: instead of the result, or after a part of it."""
        if not self.first.done():
            self.first.set_exception(error)
        elif self.pieces is not None:
            self.pieces.put_nowait(error)

    def watch(self) -> None:
        """Have it looked, from now on, whether the client is still there."""
        if not self.watched and self.on_slow is not None:
            self.watched = True
            self.on_slow()

    def begin_pieces(self) -> None:
        """Have the result come in pieces."""
        self.pieces = asyncio.Queue()
        if not self.first.done():
            self.first.set_result(None)

    def end(self, kind: int, body: bytes) -> None:
        """Take the last message of the result."""
        if kind == Kind.ANSWER:
            if not self.first.done():
                self.first.set_result(body)
        elif kind == Kind.FAILURE:
            self.fail(remote_error(json.loads(body)))
        elif self.pieces is not None:
            self.pieces.put_nowait(None)


class WorkerEvents(Protocol):
    """Who is told what becomes of a worker."""

    def progressed(self, worker: "WorkerConnection") -> None:
        """Take note that the worker has ended one query or more, or that it is ready."""

    def may_stream(self, worker: "WorkerConnection", task: Task) -> bool:
        """Return whether a result may come in pieces now; if not, the query is taken back."""

    def stranded(self, tasks: Iterable[Task]) -> None:
        """Give these queries to other workers: they stood behind one that takes long."""

    def lost(self, worker: "WorkerConnection") -> None:
        """Take note that the worker's process has ended."""

    def unreadable(self, error: StorageError) -> None:
        """Take note that a worker could not read the store's files."""


class WorkerConnection(asyncio.Protocol):
    """A worker's process, and the queries that it was given and has not answered.

    Short queries are given several at a time, so that the process need not sleep between them. Of
    those that wait behind one that turns out long, the process's answers are passed over later.

    Args:
        events: is told what happens.
        process: reads the other end of this connection.

    """

    def __init__(self, events: WorkerEvents, process: WorkerProcess) -> None:
        self.process = process
        self.generation: Path | None = None
        self.tasks: deque[Task | None] = deque()
        self.began = 0.0
        """When the worker took up the first of its tasks, or its last one ended."""
        self.used: float | None = None
        """Seconds of a processor that it had used when that task was seen not to be short."""
        self.ready = False
        self.niced = False
        self.killed = False
        self._given = self._ended = 0
        self._paused = False
        self._forgotten = False
        self._events = events
        self._buffer = FrameBuffer()
        self._unsent: list[bytes] = []
        self._transport: asyncio.Transport
        self._loop = asyncio.get_running_loop()
        self.created = self._loop.time()
        self._clock = self._loop.time

    @property
    def waiting(self) -> int:
        """Queries that wait here behind another."""
        given = len(self.tasks)
        return given - 1 - list(self.tasks)[1:].count(None) if given > 1 else 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection (asyncio.Protocol)."""
        # uvloop's transports are no subclasses of asyncio's.
        self._transport = cast(asyncio.Transport, transport)

    def warm(self, generation: Path) -> None:
        """Have an idle worker open a generation, before the first query over it comes."""
        self.generation = generation
        self._transport.write(json_frame(Kind.OPEN, str(generation)))

    def give(self, task: Task, generation: Path) -> None:
        """Have a query answered, over a generation of the store, after those before it."""
        idle = not self.tasks
        self.tasks.append(task)
        self._given += 1
        task.worker = self
        message = task.message
        if self.generation is not generation:
            self.generation = generation
            message = json_frame(Kind.OPEN, str(generation)) + message
        if idle:
            self.began = self._clock()
            self.used = None
            self._transport.write(message)
            return
        # What a process has at hand while it works on another is sent once in a turn of the loop.
        if not self._unsent:
            self._loop.call_soon(self._flush)
        self._unsent.append(message)

    def _flush(self) -> None:
        if not self.killed:
            self._transport.write(b"".join(self._unsent))
        self._unsent.clear()

    def data_received(self, data: bytes) -> None:
        """Take the worker's messages, which come in the order of the queries (asyncio.Protocol)."""
        if self.killed:
            return
        for kind, body in self._buffer.feed(data):
            if kind == Kind.READY:
                self.ready = True
            elif self.tasks:
                self._take(kind, body)
        self._events.progressed(self)

    def _take(self, kind: int, body: bytes) -> None:
        task = self.tasks[0]
        if kind == Kind.FAILURE and isinstance(
            error := remote_error(json.loads(body)), StorageError
        ):
            self._events.unreadable(error)
        if kind not in (Kind.PIECE, Kind.ROWS, Kind.PARTIAL):
            self.tasks.popleft()
            self._ended += 1
            self.began = self._clock()
            self.used = None
        if task is None:
            return
        if kind == Kind.PIECE:
            self._take_piece(task, body)
        elif kind == Kind.ROWS:
            task.rows = json.loads(body)
        elif kind == Kind.PARTIAL:
            task.partial = True
        else:
            task.end(kind, body)

    def _take_piece(self, task: Task, body: bytes) -> None:
        if task.pieces is None:
            if not self._events.may_stream(self, task):
                return
            task.begin_pieces()
            self.strand()
        assert task.pieces is not None
        task.pieces.put_nowait(body)
        task.size += len(body)
        if task.size > _HELD:
            self._paused = True
            self._transport.pause_reading()

    def taken(self, task: Task, size: int) -> None:
        """Go on reading where the client has taken enough."""
        before, task.size = task.size, task.size - size
        if before > _HELD >= task.size:
            self._read_on()

    def _read_on(self) -> None:
        if self._paused:
            self._paused = False
            self._transport.resume_reading()

    def strand(self) -> None:
        """Give up all queries but the one that is being answered, for others to answer."""
        behind = [task for task in list(self.tasks)[1:] if task is not None]
        if not behind:
            return
        self.tasks = deque([self.tasks[0], *[None] * (len(self.tasks) - 1)])
        if not self.killed:
            self._flush()
            self._transport.write(json_frame(Kind.SKIP, [self._ended + 1, self._given - 1]))
        self._events.stranded(behind)

    def give_up(self, task: Task, verdict: UnavailableError) -> None:
        """End a query that nobody waits for any more, the process with it if the query is long.

        What is short ends by itself, sooner than a process is replaced.

        Args:
            task: one of this worker's.
            verdict: what is said of it.

        """
        if task.slow:
            self.kill(verdict)
            return
        self.tasks[self.tasks.index(task)] = None
        # Nobody takes its pieces now.
        self._read_on()
        task.fail(verdict)

    def kill(self, verdict: UnavailableError | None = None) -> None:
        """Kill the process, and fail the query that it is at work on.

        Args:
            verdict: what is said of that query. It is said now: a process's end may take a while.

        """
        self._end()
        self._fail_first(verdict or _crash())

    def take_back(self) -> Task:
        """Kill the process; return the query that it is at work on, to be asked again."""
        self._end()
        self.strand()
        task = self.tasks[0]
        assert task is not None, "only a query that somebody waits for is asked again"
        self.tasks.clear()
        task.worker = None
        return task

    def _end(self) -> None:
        self.killed = True
        self.process.kill()
        # Who does not read sees no end either: this worker would count as alive for ever.
        self._read_on()

    def close(self) -> None:
        """Kill the process, keep nothing open, and have it forgotten."""
        self.kill()
        self._transport.abort()
        self._forget()

    def connection_lost(self, _error: Exception | None) -> None:
        """Fail the query that ended the process, or that it was ended for (asyncio.Protocol)."""
        self.killed = True
        self._fail_first(_crash())
        self._forget()

    def _forget(self) -> None:
        if not self._forgotten:
            self._forgotten = True
            self._events.lost(self)

    def _fail_first(self, verdict: UnavailableError) -> None:
        self.strand()
        task = self.tasks[0] if self.tasks else None
        self.tasks.clear()
        if task is not None:
            task.fail(verdict)


def _crash() -> UnavailableError:
    return UnavailableError(
        "the process that worked on this query ended: most likely it needed more memory than one "
        "query may have; ask for less",
        5,
        "crash",
    )
