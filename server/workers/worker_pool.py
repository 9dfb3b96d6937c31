"""Query workers: how many there are, who works on what, and what happens at a deadline.

A worker answers queries in a process of its own. Killing that process is the only way to end a
runaway query, and it is cheap: another worker stands by.
"""

import asyncio
import logging
import os
import socket
import subprocess
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import suppress
from pathlib import Path

from districtgraph.graph.vocabulary import BASE
from districtgraph.server.errors import RequestError, StorageError, UnavailableError
from districtgraph.server.workers.child_process import set_niceness, start
from districtgraph.server.workers.worker_connection import Task, WorkerConnection

__all__ = ["Answer", "Task", "WorkerPool"]

_TICK = 0.01
"""Seconds between two looks at the deadlines; a query that takes longer than one is not short."""
_SLOW = 0.15
"""Seconds after which a query yields the processor to quicker ones, and its client is watched."""
_NICENESS = 10
_PROCESSORS = os.cpu_count() or 1
_PAUSE = 1.0
"""Seconds after a process that failed to start before the next is tried."""
_DEPTH = 4
"""Most short queries that one worker is given at a time."""

_LOG = logging.getLogger(__name__)

Answer = bytes | AsyncIterator[bytes]
"""A whole result, or its parts, of which the first is there."""


class WorkerPool:
    """Gives each query to a worker, or lets it wait for one.

    Args:
        workers: how many processes there are.
        queue: the most queries that wait.
        memory: bytes of address space of one process.
        max_result: bytes of one result.
        counting: whether each result's rows are counted, for the log.
        base: base IRI of the dataset that is asked.

    """

    def __init__(
        self,
        workers: int,
        queue: int,
        memory: int,
        max_result: int,
        counting: bool = False,
        base: str = BASE,
    ) -> None:
        self._wanted = workers
        self._longest_queue = queue
        self._arguments = (str(memory), str(max_result), str(int(counting)), base)
        self._workers: set[WorkerConnection] = set()
        self._waiting: deque[Task] = deque()
        self._generation: Path | None = None
        self._start_after = 0.0
        self._background: set[asyncio.Task[None]] = set()
        self._ended: list[subprocess.Popen[bytes]] = []
        self.on_storage_error: Callable[[StorageError], None] = lambda _error: None

    @property
    def busy(self) -> int:
        """Workers that are at work."""
        return sum(1 for worker in self._workers if worker.tasks)

    @property
    def waiting(self) -> int:
        """Queries that wait for a worker, or behind another at one."""
        return len(self._waiting) + sum(worker.waiting for worker in self._workers)

    def _may_be_full(self) -> bool:
        """Return whether it pays to count who waits, which takes longer than a short query."""
        most_behind_others = len(self._workers) * (_DEPTH - 1)
        return len(self._waiting) + most_behind_others >= self._longest_queue

    def generations_in_use(self) -> set[Path]:
        """Return the generations that a worker may still read."""
        used = {worker.generation for worker in self._workers if worker.generation}
        return used | ({self._generation} if self._generation else set())

    async def open(self, generation: Path) -> None:
        """Answer every query from now on from a generation."""
        self._generation = generation
        if not self._background:
            self._run(self._watch())
        self._dispatch()

    async def close(self) -> None:
        """End all processes."""
        for background in list(self._background):
            background.cancel()
        for worker in list(self._workers):
            worker.close()
            worker.process.wait()

    async def answer(self, task: Task) -> Answer:
        """Return the result of a query.

        Raises:
            RequestError: the worker's refusal of the query.
            UnavailableError: no worker was free, the deadline passed, or the process was lost.

        """
        if self._may_be_full() and (waiting := self.waiting) >= self._longest_queue:
            raise UnavailableError(f"{waiting} queries wait already; try again soon", 2, "queue")
        self._waiting.append(task)
        self._dispatch()
        whole = await task.first
        return _Pieces(self, task) if whole is None else whole

    def cancel(self, task: Task) -> None:
        """Give up a query whose client has gone: its worker is free for others at once."""
        gone = UnavailableError("the client hung up", 0, "client")
        if task.worker is not None and task in task.worker.tasks:
            task.worker.give_up(task, gone)
            return
        with suppress(ValueError):
            self._waiting.remove(task)
        task.fail(gone)

    def progressed(self, worker: WorkerConnection) -> None:
        """Give the worker what waits (WorkerEvents)."""
        if worker.niced and not worker.tasks:
            worker.niced = False
            if not set_niceness(worker.process.pid, 0):
                worker.kill()
        if self._waiting:
            self._dispatch()

    def stranded(self, tasks: Iterable[Task]) -> None:
        """Give these queries to other workers, before those that came later (WorkerEvents)."""
        for task in reversed(list(tasks)):
            task.worker = None
            self._waiting.appendleft(task)
        self._dispatch()

    def lost(self, worker: WorkerConnection) -> None:
        """Forget a worker whose process has ended (WorkerEvents); another will be started."""
        self._workers.discard(worker)
        self._ended.append(worker.process)
        if not worker.ready:
            self._start_after = asyncio.get_running_loop().time() + _PAUSE

    def unreadable(self, error: StorageError) -> None:
        """Pass on that a worker could not read the store's files (WorkerEvents)."""
        self.on_storage_error(error)

    def _dispatch(self) -> None:
        while self._waiting and self._generation is not None:
            if self._waiting[0].first.done():
                self._waiting.popleft()
                continue
            worker = self._free_worker()
            if worker is None:
                return
            worker.give(self._waiting.popleft(), self._generation)

    def _free_worker(self) -> WorkerConnection | None:
        """Return who may take one more query, or nobody.

        While all that is under way is short, no more processes are at work than there are
        processors, each with several queries at hand: more would only displace one another.
        """
        now = asyncio.get_running_loop().time()
        idle = shared = None
        short = 0
        for worker in self._workers:
            if worker.killed or not worker.ready:
                continue
            if not worker.tasks:
                idle = worker
            elif now - worker.began < _TICK:
                short += 1
                if worker.generation is self._generation and len(worker.tasks) < (
                    _DEPTH if shared is None else len(shared.tasks)
                ):
                    shared = worker
        return shared if short >= _PROCESSORS else idle or shared

    async def _staff(self) -> None:
        """Start workers that are wanting, no more at a time than there are processors."""
        if asyncio.get_running_loop().time() < self._start_after:
            return
        starting = sum(1 for worker in self._workers if not worker.ready)
        wanting = self._wanted - len(self._workers)
        try:
            for _ in range(min(wanting, _PROCESSORS - starting)):
                await self._start()
        except OSError:
            _LOG.exception("no query worker can be started; trying again")
            self._start_after = asyncio.get_running_loop().time() + _PAUSE

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        process = start(
            "districtgraph.server.workers.query_worker", theirs.fileno(), self._arguments
        )
        theirs.close()
        worker = WorkerConnection(self, process)
        await asyncio.get_running_loop().connect_accepted_socket(lambda: worker, ours)
        self._workers.add(worker)

    def _run(self, coroutine: Coroutine[None, None, None]) -> None:
        background = asyncio.get_running_loop().create_task(coroutine)
        self._background.add(background)
        background.add_done_callback(self._background.discard)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            now = asyncio.get_running_loop().time()
            for worker in list(self._workers):
                if worker.tasks and not worker.killed:
                    self._look_at(worker, worker.tasks[0], now)
            for task in [task for task in self._waiting if now > task.deadline]:
                self._waiting.remove(task)
                task.fail(_too_late("waited for a free worker until its deadline"))
            self._ended = [process for process in self._ended if process.poll() is None]
            await self._staff()

    def _look_at(self, worker: WorkerConnection, task: Task | None, now: float) -> None:
        taken = now - worker.began
        if taken > _TICK:
            worker.strand()
        if task is None:
            # It works on what another worker was given instead.
            if taken > _SLOW:
                worker.kill()
        elif now > task.deadline:
            worker.kill(_too_late("was cut at its deadline"))
        elif not task.slow and taken > _SLOW:
            task.slow = worker.niced = True
            set_niceness(worker.process.pid, _NICENESS)
            if task.on_slow is not None:
                task.on_slow()


class _Pieces(AsyncIterator[bytes]):
    """The parts of a result. Who leaves off closes it, which frees the worker."""

    def __init__(self, pool: WorkerPool, task: Task) -> None:
        assert task.pieces is not None and task.worker is not None
        self._pool, self._task = pool, task
        self._pieces, self._worker = task.pieces, task.worker

    async def __anext__(self) -> bytes:
        piece = await self._pieces.get()
        if piece is None:
            raise StopAsyncIteration
        if isinstance(piece, RequestError):
            raise piece
        self._worker.taken(self._task, len(piece))
        return piece

    async def aclose(self) -> None:
        if self._task in self._worker.tasks:
            self._pool.cancel(self._task)


def _too_late(what: str) -> UnavailableError:
    return UnavailableError(
        f"the query {what}; simplify it, or ask for more time with the parameter timeout= "
        "(seconds), up to the operator's maximum",
        5,
        "deadline",
    )
