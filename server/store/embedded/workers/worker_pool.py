"""The pool of query workers: distributes queries, and enforces deadlines.

A worker answers queries in its own process. Killing that process is the only way to end a runaway
query, and it is cheap, because a spare worker is ready.

Some workers are reserved for short queries, and replace those that are killed. A query that turns
out to be long needs one of the other slots; if all are taken, it is repeated from the beginning
when one is free. Clients take turns, and a client with more slots than others yields one when they
wait.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from pathlib import Path

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.asker import WATCHED
from districtgraph.server.core.errors import RequestError, StorageError, UnavailableError
from districtgraph.server.core.fair_queue import FairQueue, QueueFullError
from districtgraph.server.store.embedded.processes.child_process import (
    NICENESS,
    processor_seconds,
    set_niceness,
)
from districtgraph.server.store.embedded.workers.long_queries import (
    LongQueries,
    is_long,
    proves_long,
)
from districtgraph.server.store.embedded.workers.worker_connection import Task, WorkerConnection
from districtgraph.server.store.embedded.workers.worker_staff import PROCESSORS, WorkerStaff

__all__ = ["Answer", "Task", "WorkerPool"]

_TICK = 0.01
"""Seconds between two checks of deadlines; a query that takes longer is not short."""
_IDLE_TICK = 0.1
"""The same while there is no query and no process to start or to bury."""
_RESERVED = 4
"""One in so many workers is reserved for short queries; there are as many spare processes."""
_DEPTH = 4
"""The most short queries that are sent to one worker at a time."""

Answer = bytes | AsyncIterator[bytes]
"""A whole result, or its parts, the first of which is available."""


class WorkerPool:
    """Gives each query to a worker, or lets it wait for one.

    Args:
        workers: how many queries are evaluated at the same time, besides some short ones.
        queue: the most queries that wait.
        memory: the most bytes of address space of one process.
        max_result: the most bytes of one query's result.
        counting: whether each result's rows are counted, for the log.
        base: the base IRI of the dataset.
        standing_by: how many spare processes there are, for short queries and to replace killed
            ones; None for as many as are reserved for short queries.

    """

    def __init__(
        self,
        workers: int,
        queue: int,
        memory: int,
        max_result: int,
        counting: bool = False,
        base: str = BASE,
        standing_by: int | None = None,
    ) -> None:
        reserved = max(1, workers // _RESERVED)
        self._longest_queue = queue
        arguments = (str(memory), str(max_result), str(int(counting)), base)
        more = reserved if standing_by is None else standing_by
        self._workers = WorkerStaff(workers + more, arguments, self)
        self._waiting: FairQueue[Task] = FairQueue(queue)
        self._long = LongQueries(workers, reserved, queue)
        self._generation: Path | None = None
        self._asked = False
        """Whether there was a query over the newest generation."""
        self._watching: asyncio.Task[None] | None = None
        self._to_do = asyncio.Event()
        """Set when there may be something to watch again."""
        self.on_storage_error: Callable[[StorageError], None] = lambda _error: None

    @property
    def live(self) -> int:
        """How many workers can take queries."""
        return len(self._workers.live)

    @property
    def busy(self) -> int:
        """How many workers are busy."""
        return sum(1 for worker in self._workers if worker.tasks)

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker, or behind another query."""
        return len(self._waiting) + len(self._long.waiting) + self._behind_others()

    def _behind_others(self) -> int:
        return sum(worker.waiting for worker in self._workers if len(worker.tasks) > 1)

    def generations_in_use(self) -> set[Path]:
        """Return the generations that a worker may still read."""
        used = {worker.generation for worker in self._workers if worker.generation}
        return used | ({self._generation} if self._generation else set())

    def start(self) -> None:
        """Start the processes; until they are ready, queries wait up to their deadlines."""
        if self._watching is None:
            self._watching = asyncio.get_running_loop().create_task(self._watch())

    async def open(self, generation: Path) -> None:
        """Answer all queries from a generation from now on."""
        self._generation = generation
        self._long.forget()
        self.start()
        self._dispatch()
        self._warm()

    def _warm(self) -> None:
        """Let one idle worker open the newest generation, if there are queries at all.

        The others open it with their next query: two that open it at the same time slow each other
        down, and the query that waits for one of them.
        """
        worker = self._idle_worker() if self._asked else None
        self._asked = False
        if worker is not None and worker.generation is not self._generation:
            assert self._generation is not None
            worker.warm(self._generation)

    async def close(self) -> None:
        """End all processes."""
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        await self._workers.close()

    async def answer(self, task: Task) -> Answer:
        """Return the result of a query.

        Raises:
            RequestError: the worker's refusal of the query.
            UnavailableError: no worker was free, the deadline passed, or the process ended.

        """
        self._asked = True
        self._to_do.set()
        if self._long.knows(task):
            self._await_place(task)
        else:
            behind = self._behind_others()
            self._queued(lambda: self._waiting.add(task.client, task, behind))
        self._dispatch()
        whole = await task.first
        return _Pieces(self, task) if whole is None else whole

    def cancel(self, task: Task) -> None:
        """Give up a query whose client is gone; its worker is free for others at once."""
        gone = UnavailableError("the client hung up", 0, "client")
        if task.worker is not None and task in task.worker.tasks:
            task.worker.give_up(task, gone)
            return
        self._waiting.remove(task.client, task)
        self._long.waiting.remove(task.client, task)
        task.fail(gone)

    def progressed(self, worker: WorkerConnection) -> None:
        """Give the worker waiting queries (WorkerEvents)."""
        self._workers.progressed()
        if worker.niced and not worker.tasks:
            worker.niced = False
            if not set_niceness(worker.process.pid, 0):
                worker.kill()
        if self._waiting or self._long.waiting:
            self._dispatch()

    def may_stream(self, worker: WorkerConnection, task: Task) -> bool:
        """Return whether a result may be sent in pieces now (WorkerEvents).

        It takes as long as its client reads, so it needs a slot for long queries.
        """
        if task.long or self._free_places() > 0:
            task.long = True
            return True
        self._set_aside(worker)
        return False

    def requeued(self, tasks: Iterable[Task]) -> None:
        """Give these queries to other workers, ahead of later ones (WorkerEvents)."""
        for task in reversed(list(tasks)):
            task.worker, task.requeued = None, True
            self._waiting.put_back(task.client, task)
        self._dispatch()

    def lost(self, worker: WorkerConnection) -> None:
        """Forget a worker whose process has ended (WorkerEvents); another one will be started."""
        self._workers.lost(worker)
        self._to_do.set()

    def _queued(self, add: Callable[[], Task | None]) -> None:
        try:
            displaced = add()
        except QueueFullError:
            raise self._full() from None
        if displaced is not None:
            displaced.fail(self._full())

    def _full(self) -> UnavailableError:
        return UnavailableError(f"{self.waiting} queries wait already; try again soon", 2, "queue")

    def _await_place(self, task: Task) -> None:
        self._queued(lambda: self._long.add(task))

    def unreadable(self, error: StorageError) -> None:
        """Report that a worker could not read the store's files (WorkerEvents)."""
        self.on_storage_error(error)

    def _dispatch(self) -> None:
        while self._waiting and self._generation is not None:
            under_way = self._under_way(self._waiting)
            client, task = self._waiting.first(under_way)
            worker = self._free_worker(apart=task.requeued)
            if worker is None or not self._may_take(worker, client):
                return
            self._waiting.take(under_way)
            if not task.first.done():
                worker.give(task, self._generation)
        while self._long.waiting and self._generation is not None and self._free_places() > 0:
            worker = self._idle_worker()
            if worker is None:
                return
            _, task = self._long.waiting.take(self._under_way(self._long.waiting))
            worker.give(task, self._generation)

    def _may_take(self, worker: WorkerConnection, client: str) -> bool:
        """Return whether a client's query, the next one, may have a worker.

        The last worker is not for a client whose long queries wait already.
        """
        idle = sum(1 for each in self._workers.live if not each.tasks)
        if worker.tasks or not self._long.waiting or idle > 1:
            return True
        return all(task.client != client for task in self._long.waiting)

    def _under_way(self, queue: FairQueue[Task]) -> Counter[str]:
        """Return how many queries of each client are running, if that decides who is next."""
        found: Counter[str] = Counter()
        if queue.clients > 1:
            found.update(task.client for worker in self._workers for task in worker.tasks if task)
        return found

    def _free_worker(self, apart: bool) -> WorkerConnection | None:
        """Return a worker that may take one more query, or None.

        While all queries are short, only as many processes work as there are processors, each with
        several queries: more would only displace one another.

        Args:
            apart: whether the query has waited in vain behind another and must not do so again.

        """
        if apart and (idle := self._idle_worker()) is not None:
            return idle
        now = asyncio.get_running_loop().time()
        short = [
            worker
            for worker in self._workers.live
            if worker.tasks and now - worker.began < _TICK and not is_long(worker)
        ]
        current = [w for w in short if w.generation is self._generation and len(w.tasks) < _DEPTH]
        shared = min(current, key=lambda worker: len(worker.tasks), default=None)
        if len(short) >= PROCESSORS:
            return shared
        idle = self._idle_worker()
        # Opening the newest generation takes longer than the queries of a worker that has it.
        if shared is None or (idle is not None and idle.generation is self._generation):
            return idle
        return shared

    def _idle_worker(self) -> WorkerConnection | None:
        idle = [worker for worker in self._workers.live if not worker.tasks]
        # Prefer a worker that has the newest generation open already.
        return next((w for w in idle if w.generation is self._generation), next(iter(idle), None))

    def _free_places(self) -> int:
        return self._long.free(self._workers.live)

    def _set_aside(self, worker: WorkerConnection) -> None:
        """Let a query that turns out to be long wait for a slot."""
        task = worker.take_back()
        task.watch()
        try:
            self._await_place(task)
        except RequestError as error:
            task.fail(error)

    async def _watch(self) -> None:
        while True:
            await self._next_look()
            now = asyncio.get_running_loop().time()
            for worker in list(self._workers):
                if worker.tasks and not worker.killed:
                    self._look_at(worker, worker.tasks[0], now)
            self._look_at_waiting(now)
            self._workers.look_after(now)

    async def _next_look(self) -> None:
        """Wait for the next check; an idle server is to leave the processor alone."""
        if self.busy or self.waiting or not self._workers.complete:
            await asyncio.sleep(_TICK)
            return
        self._to_do.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._to_do.wait(), _IDLE_TICK)

    def _look_at(self, worker: WorkerConnection, task: Task | None, now: float) -> None:
        taken = now - worker.began
        if taken <= _TICK:
            return
        worker.requeue_waiting()
        if worker.used is None:
            worker.used = processor_seconds(worker.process.pid)
        if task is None:
            # Its query was given to another worker instead.
            if proves_long(worker, taken):
                worker.kill()
        elif now > task.deadline:
            worker.kill(_too_late("was cut at its deadline"))
        else:
            if taken > WATCHED:
                task.watch()
            if not task.slow and proves_long(worker, taken):
                self._slow_down(worker, task)

    def _slow_down(self, worker: WorkerConnection, task: Task) -> None:
        self._long.remember(task)
        if not task.long and self._free_places() <= 0 and task.pieces is None:
            self._set_aside(worker)
            return
        task.long = task.slow = worker.niced = True
        set_niceness(worker.process.pid, NICENESS)
        task.watch()

    def _look_at_waiting(self, now: float) -> None:
        for queue in (self._waiting, self._long.waiting):
            for task in queue.remove_where(lambda task: now > task.deadline) if queue else ():
                task.fail(_too_late("waited for a free worker until its deadline"))
            for task in queue:
                if now - task.started > WATCHED:
                    task.watch()
        if (worker := self._long.yielding(self._workers.live, now)) is not None:
            worker.kill(self._long.cut())


class _Pieces(AsyncIterator[bytes]):
    """The parts of a result. A reader that stops early closes it, which frees the worker."""

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
