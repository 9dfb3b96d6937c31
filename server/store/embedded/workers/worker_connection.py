"""The server's connection to one query worker: sends queries one by one, receives results."""

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
from districtgraph.server.store.embedded.processes.frames import FrameBuffer, FrameKind, json_frame
from districtgraph.server.store.embedded.workers.worker_nursery import WorkerProcess

__all__ = ["Task", "WorkerConnection", "WorkerEvents"]

_HELD = 2 * 1024 * 1024
"""Bytes of a result that may wait for a slow client before its worker has to wait, too."""


class Task:
    """A query that is being processed.

    Args:
        message: the message for the worker.
        deadline: the most seconds for it, including waiting.
        since: when these began, by the loop's clock; None for now.
        client: the client; clients take turns.

    Attributes:
        long: whether it needs a slot for long queries, since it or its result is long.
        partial: whether the result is only the requested part.
        requeued: whether it has waited behind a query that was not short, and was taken back.
        queued: when it began to wait for a slot, by the loop's clock.

    """

    __slots__ = (
        "client", "deadline", "first", "long", "message", "on_slow", "partial", "pieces", "queued",
        "requeued", "rows", "size", "slow", "started", "watched", "worker",
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
        self.slow = self.requeued = False
        self.on_slow: Callable[[], None] | None = None

    def fail(self, error: RequestError) -> None:
        """End with an error, instead of the result or after a part of it."""
        if not self.first.done():
            self.first.set_exception(error)
        elif self.pieces is not None:
            self.pieces.put_nowait(error)

    def watch(self) -> None:
        """Watch from now on whether the client hangs up."""
        if not self.watched and self.on_slow is not None:
            self.watched = True
            self.on_slow()

    def begin_pieces(self) -> None:
        """Return the result in pieces."""
        self.pieces = asyncio.Queue()
        if not self.first.done():
            self.first.set_result(None)

    def end(self, kind: int, body: bytes) -> None:
        """Take the last message of the result."""
        if kind == FrameKind.ANSWER:
            if not self.first.done():
                self.first.set_result(body)
        elif kind == FrameKind.FAILURE:
            self.fail(remote_error(json.loads(body)))
        elif self.pieces is not None:
            self.pieces.put_nowait(None)


class WorkerEvents(Protocol):
    """Receives the events of a worker."""

    def progressed(self, worker: "WorkerConnection") -> None:
        """Handle that the worker has finished queries, or is ready."""

    def may_stream(self, worker: "WorkerConnection", task: Task) -> bool:
        """Return whether a result may be sent in pieces now; if not, the query is taken back."""

    def requeued(self, tasks: Iterable[Task]) -> None:
        """Give queries that waited behind a long one to other workers."""

    def lost(self, worker: "WorkerConnection") -> None:
        """Handle the end of the worker's process."""

    def unreadable(self, error: StorageError) -> None:
        """Handle that a worker could not read the store's files."""


class WorkerConnection(asyncio.Protocol):
    """A worker's process, and the queries that were sent to it and have no answer yet.

    Several short queries are sent at a time, so that the process need not sleep between them. If
    one turns out to be long, those behind it go to other workers, and this worker's answers to them
    are ignored.

    Args:
        events: receives this worker's events.
        process: the process at the other end of this connection.

    """

    def __init__(self, events: WorkerEvents, process: WorkerProcess) -> None:
        self.process = process
        self.generation: Path | None = None
        self.tasks: deque[Task | None] = deque()
        self.began = 0.0
        """When the worker started the first of its tasks, or its last one ended."""
        self.used: float | None = None
        """The process's processor time, in seconds, when that task turned out not to be short."""
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
        """How many queries wait here behind another."""
        given = len(self.tasks)
        return given - 1 - list(self.tasks)[1:].count(None) if given > 1 else 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Store the connection (asyncio.Protocol)."""
        # uvloop's transports are not subclasses of asyncio's.
        self._transport = cast(asyncio.Transport, transport)

    def warm(self, generation: Path) -> None:
        """Let an idle worker open a generation before the first query over it."""
        self.generation = generation
        self._transport.write(json_frame(FrameKind.OPEN, str(generation)))

    def give(self, task: Task, generation: Path) -> None:
        """Send a query, to be answered over a generation of the store after those before it."""
        idle = not self.tasks
        self.tasks.append(task)
        self._given += 1
        task.worker = self
        message = task.message
        if self.generation is not generation:
            self.generation = generation
            message = json_frame(FrameKind.OPEN, str(generation)) + message
        if idle:
            self.began = self._clock()
            self.used = None
            self._transport.write(message)
            return
        # Queries for a busy process are sent together, once per turn of the loop.
        if not self._unsent:
            self._loop.call_soon(self._flush)
        self._unsent.append(message)

    def _flush(self) -> None:
        if not self.killed:
            self._transport.write(b"".join(self._unsent))
        self._unsent.clear()

    def data_received(self, data: bytes) -> None:
        """Handle the worker's messages, which arrive in the order of queries (asyncio.Protocol)."""
        if self.killed:
            return
        for kind, body in self._buffer.feed(data):
            if kind == FrameKind.READY:
                self.ready = True
            elif self.tasks:
                self._take(kind, body)
        self._events.progressed(self)

    def _take(self, kind: int, body: bytes) -> None:
        task = self.tasks[0]
        if kind == FrameKind.FAILURE and isinstance(
            error := remote_error(json.loads(body)), StorageError
        ):
            self._events.unreadable(error)
        if kind not in (FrameKind.PIECE, FrameKind.ROWS, FrameKind.PARTIAL):
            self.tasks.popleft()
            self._ended += 1
            self.began = self._clock()
            self.used = None
            # Its client may take the rest slowly, or never; the next query must not wait for that.
            self._read_on()
        if task is None:
            return
        if kind == FrameKind.PIECE:
            self._take_piece(task, body)
        elif kind == FrameKind.ROWS:
            task.rows = json.loads(body)
        elif kind == FrameKind.PARTIAL:
            task.partial = True
        else:
            task.end(kind, body)

    def _take_piece(self, task: Task, body: bytes) -> None:
        if task.pieces is None:
            if not self._events.may_stream(self, task):
                return
            task.begin_pieces()
            self.requeue_waiting()
        assert task.pieces is not None
        task.pieces.put_nowait(body)
        task.size += len(body)
        if task.size > _HELD:
            self._paused = True
            self._transport.pause_reading()

    def taken(self, task: Task, size: int) -> None:
        """Continue reading once the client has taken enough."""
        before, task.size = task.size, task.size - size
        if before > _HELD >= task.size and self.tasks and self.tasks[0] is task:
            self._read_on()

    def _read_on(self) -> None:
        if self._paused:
            self._paused = False
            self._transport.resume_reading()

    def requeue_waiting(self) -> None:
        """Give up all queries except the one in progress, so that other workers answer them."""
        behind = [task for task in list(self.tasks)[1:] if task is not None]
        if not behind:
            return
        self.tasks = deque([self.tasks[0], *[None] * (len(self.tasks) - 1)])
        if not self.killed:
            self._flush()
            self._transport.write(json_frame(FrameKind.SKIP, [self._ended + 1, self._given - 1]))
        self._events.requeued(behind)

    def give_up(self, task: Task, verdict: UnavailableError) -> None:
        """End a query that nobody waits for any longer; if it is long, kill the process.

        A short query ends by itself sooner than a process is replaced.

        Args:
            task: a task of this worker.
            verdict: the error to report.

        """
        if task.slow:
            self.kill(verdict)
            return
        self.tasks[self.tasks.index(task)] = None
        # Nobody reads its pieces now.
        self._read_on()
        task.fail(verdict)

    def kill(self, verdict: UnavailableError | None = None) -> None:
        """Kill the process, and fail its current query.

        Args:
            verdict: the error of that query, reported at once, as a process may end slowly.

        """
        self._end()
        self._fail_first(verdict or _crash())

    def take_back(self) -> Task:
        """Kill the process; return its current query, to be sent to another worker."""
        self._end()
        self.requeue_waiting()
        task = self.tasks[0]
        assert task is not None, "only a query that somebody waits for is asked again"
        self.tasks.clear()
        task.worker = None
        return task

    def _end(self) -> None:
        self.killed = True
        self.process.kill()
        # Without reading, the end would not be noticed, and the worker would count as alive.
        self._read_on()

    def close(self) -> None:
        """Kill the process, close everything, and forget the process."""
        self.kill()
        self._transport.abort()
        self._forget()

    def connection_lost(self, _error: Exception | None) -> None:
        """Fail the query that crashed the process or made it be killed (asyncio.Protocol)."""
        self.killed = True
        self._fail_first(_crash())
        self._forget()

    def _forget(self) -> None:
        if not self._forgotten:
            self._forgotten = True
            self._events.lost(self)

    def _fail_first(self, verdict: UnavailableError) -> None:
        self.requeue_waiting()
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
