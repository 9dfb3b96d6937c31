"""Query workers: how many there are, who works on what, and what happens at a deadline.

A worker answers one query at a time in a process of its own. Killing that process is the only way
to end a runaway query, and it is cheap: another worker stands by.
"""

import asyncio
import json
import os
import socket
import subprocess
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import cast

from districtgraph.server.child_process import start
from districtgraph.server.errors import RemoteError, RequestError, UnavailableError
from districtgraph.server.frames import FrameBuffer, Kind, json_frame

__all__ = ["Answer", "Task", "WorkerPool"]

_TICK = 0.05
"""Seconds between two looks at the deadlines."""
_SLOW = 0.15
"""Seconds after which a query yields the processor to quicker ones, and its client is watched."""
_NICENESS = 10
_IDLE = 2
"""Idle workers that are kept, so that the next query need not wait for a process to start."""
_HELD = 2 * 1024 * 1024
"""Bytes of a result that wait for a slow client before its worker has to wait too."""

Answer = bytes | AsyncIterator[bytes]
"""A whole result, or its parts, of which the first is there."""


class Task:
    """A query on its way.

    Args:
        message: for the worker.
        deadline: seconds that it may take, waiting included.

    """

    __slots__ = (
        "cancelled", "deadline", "first", "message", "on_slow", "pieces", "size", "slow",
        "started", "worker",
    )  # fmt: skip

    def __init__(self, message: bytes, deadline: float) -> None:
        loop = asyncio.get_running_loop()
        self.message = message
        self.started = loop.time()
        self.deadline = self.started + deadline
        self.first: asyncio.Future[bytes | None] = loop.create_future()
        self.pieces: asyncio.Queue[bytes | RequestError | None] | None = None
        self.size = 0
        self.worker: _Worker | None = None
        self.slow = False
        self.cancelled = False
        self.on_slow: Callable[[], None] | None = None

    def fail(self, error: RequestError) -> None:
        """End with an error: instead of the result, or after a part of it."""
        if not self.first.done():
            self.first.set_exception(error)
        elif self.pieces is not None:
            self.pieces.put_nowait(error)


class _Worker(asyncio.Protocol):
    """One process and the connection to it."""

    def __init__(self, pool: "WorkerPool", process: "subprocess.Popen[bytes]") -> None:
        self.pool = pool
        self.process = process
        self.generation: Path | None = None
        self.task: Task | None = None
        self.niced = False
        self.verdict: UnavailableError | None = None
        self._buffer = FrameBuffer()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def begin(self, task: Task, generation: Path) -> None:
        self.task, task.worker = task, self
        if self.generation is not generation:
            self.generation = generation
            self._transport.write(json_frame(Kind.OPEN, str(generation)) + task.message)
        else:
            self._transport.write(task.message)

    def data_received(self, data: bytes) -> None:
        for kind, body in self._buffer.feed(data):
            task = self.task
            if task is None:
                continue
            if kind == Kind.PIECE:
                self._stream(task, body)
                continue
            self.task = None
            if kind == Kind.ANSWER:
                if not task.first.done():
                    task.first.set_result(body)
            elif kind == Kind.FAILURE:
                task.fail(RemoteError(json.loads(body)))
            elif task.pieces is not None:
                task.pieces.put_nowait(None)
            self.pool.finished(self)

    def _stream(self, task: Task, body: bytes) -> None:
        if task.pieces is None:
            task.pieces = asyncio.Queue()
            if not task.first.done():
                task.first.set_result(None)
        task.pieces.put_nowait(body)
        task.size += len(body)
        if task.size > _HELD:
            self._transport.pause_reading()

    def taken(self, task: Task, size: int) -> None:
        """Go on reading where the client has taken enough."""
        before, task.size = task.size, task.size - size
        if before > _HELD >= task.size:
            self._transport.resume_reading()

    def kill(self, verdict: UnavailableError) -> None:
        self.verdict = verdict
        self.process.kill()

    def connection_lost(self, _error: Exception | None) -> None:
        task, self.task = self.task, None
        if task is not None:
            task.fail(
                self.verdict
                or UnavailableError(
                    "the process that worked on this query ended: most likely it needed more "
                    "memory than one query may have; ask for less",
                    5,
                    "crash",
                )
            )
        self.pool.lost(self)


class WorkerPool:
    """Gives each query to an idle worker, or lets it wait for one.

    Args:
        workers: the most processes at a time.
        queue: the most queries that wait.
        memory: bytes of address space of one process.
        max_result: bytes of one result.

    """

    def __init__(self, workers: int, queue: int, memory: int, max_result: int) -> None:
        self._most = workers
        self._longest_queue = queue
        self._arguments = (str(memory), str(max_result))
        self._workers: set[_Worker] = set()
        self._starting = 0
        self._idle: list[_Worker] = []
        self._waiting: deque[Task] = deque()
        self._generation: Path | None = None
        self._closing = False
        self._background: set[asyncio.Task[None]] = set()
        self.ended_processes: list[subprocess.Popen[bytes]] = []

    @property
    def busy(self) -> int:
        """Workers that are at work."""
        return len(self._workers) - len(self._idle)

    @property
    def waiting(self) -> int:
        """Queries that wait for a worker."""
        return len(self._waiting)

    def generations_in_use(self) -> set[Path]:
        """Return the generations that a worker may still read."""
        used = {worker.generation for worker in self._workers if worker.generation}
        return used | ({self._generation} if self._generation else set())

    async def open(self, generation: Path) -> None:
        """Answer every query from now on from a generation."""
        self._generation = generation
        if not self._background:
            self._run(self._watch())
        self._staff()

    async def close(self) -> None:
        """End all processes."""
        self._closing = True
        for background in list(self._background):
            background.cancel()
        for worker in list(self._workers):
            worker.process.kill()
            worker.process.wait()

    async def answer(self, task: Task) -> Answer:
        """Return the result of a query.

        Raises:
            RequestError: the worker's refusal of the query.
            UnavailableError: no worker was free, the deadline passed, or the process was lost.

        """
        if self._idle and self._generation is not None:
            self._idle.pop().begin(task, self._generation)
            if not self._idle:
                self._staff()
        elif len(self._waiting) >= self._longest_queue:
            raise UnavailableError(
                f"{len(self._waiting)} queries wait already; try again soon", 2, "queue"
            )
        else:
            self._waiting.append(task)
            self._staff()
        whole = await task.first
        return self._rest(task) if whole is None else whole

    def cancel(self, task: Task) -> None:
        """Give up a query whose client has gone: its worker is free for others at once."""
        task.cancelled = True
        gone = UnavailableError("the client hung up", 0, "client")
        if task.worker is not None and task.worker.task is task:
            task.worker.kill(gone)
            return
        with suppress(ValueError):
            self._waiting.remove(task)
        task.fail(gone)

    async def _rest(self, task: Task) -> AsyncIterator[bytes]:
        assert task.pieces is not None and task.worker is not None
        worker = task.worker
        try:
            while (piece := await task.pieces.get()) is not None:
                if isinstance(piece, RequestError):
                    raise piece
                worker.taken(task, len(piece))
                yield piece
        finally:
            if worker.task is task:
                self.cancel(task)

    def finished(self, worker: _Worker) -> None:
        """Take back a worker that has answered."""
        if worker.niced and not _restored(worker.process.pid):
            worker.process.kill()
            return
        worker.niced = False
        while self._waiting and self._generation is not None:
            task = self._waiting.popleft()
            if not task.first.done():
                worker.begin(task, self._generation)
                return
        self._idle.append(worker)

    def lost(self, worker: _Worker) -> None:
        """Forget a worker whose process has ended, and start another where one is needed."""
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        self.ended_processes.append(worker.process)
        self._staff()

    def _staff(self) -> None:
        wanted = max(_IDLE + len(self._waiting) - len(self._idle) - self._starting, 0)
        room = self._most - len(self._workers) - self._starting
        for _ in range(0 if self._closing else min(wanted, room)):
            self._starting += 1
            self._run(self._start())

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            process = start("districtgraph.server.query_worker", theirs.fileno(), self._arguments)
            theirs.close()
            loop = asyncio.get_running_loop()
            worker = _Worker(self, process)
            await loop.connect_accepted_socket(lambda: worker, ours)
        finally:
            self._starting -= 1
        self._workers.add(worker)
        self.finished(worker)

    def _run(self, coroutine: Coroutine[None, None, None]) -> None:
        background = asyncio.get_running_loop().create_task(coroutine)
        self._background.add(background)
        background.add_done_callback(self._background.discard)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            now = asyncio.get_running_loop().time()
            for worker in list(self._workers):
                if worker.task is not None:
                    self._look_at(worker, worker.task, now)
            for task in [task for task in self._waiting if now > task.deadline]:
                self._waiting.remove(task)
                task.fail(_too_late("waited for a free worker until its deadline"))
            self.ended_processes = [p for p in self.ended_processes if p.poll() is None]
            self._dismiss()

    def _look_at(self, worker: _Worker, task: Task, now: float) -> None:
        if now > task.deadline:
            worker.kill(_too_late("was cut at its deadline"))
        elif not task.slow and now - task.started > _SLOW:
            task.slow = worker.niced = True
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, worker.process.pid, _NICENESS)
            if task.on_slow is not None:
                task.on_slow()

    def _dismiss(self) -> None:
        """End one worker that a rush has left over."""
        if len(self._idle) > 2 * _IDLE and not self._waiting:
            self._idle.pop(0).process.kill()


def _restored(pid: int) -> bool:
    """Return whether a process has its old priority again; only root may give that."""
    try:
        os.setpriority(os.PRIO_PROCESS, pid, 0)
    except OSError:
        return False
    return True


def _too_late(what: str) -> UnavailableError:
    return UnavailableError(
        f"the query {what}; simplify it, or ask for more time with the parameter timeout= "
        "(seconds), up to the operator's maximum",
        5,
        "deadline",
    )
