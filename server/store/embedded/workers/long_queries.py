"""Slots for queries that take long: how many there are, who waits for one, and who yields one."""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Iterator

from districtgraph.server.core.asker import WATCHED
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.core.fair_queue import FairQueue
from districtgraph.server.store.embedded.processes.child_process import processor_seconds
from districtgraph.server.store.embedded.workers.worker_connection import Task, WorkerConnection

__all__ = ["LongQueries", "is_long", "proves_long"]

_WORKED = 0.03
"""Seconds of a processor after which a query is long, and yields to quicker ones."""
_WAITED = 1.0
"""Seconds after which a query is long in any case: it may wait for a disk, or another server."""
_PATIENCE = 1.0
"""Seconds that a long query waits for a slot before a query of a client with more is cut."""
_SHARE = 10.0
"""Seconds that a long query may run even if others wait."""
_KNOWN = 1024
"""How many queries are remembered as long, until the store changes."""


class LongQueries:
    """The slots for long queries among the workers of a pool.

    Args:
        most: how many workers there are, not counting spare ones.
        reserved: how many of them are reserved for short queries.
        queue: the most queries that wait for a slot.

    """

    def __init__(self, most: int, reserved: int, queue: int) -> None:
        self._most = most
        self._reserved = reserved
        self.waiting: FairQueue[Task] = FairQueue(queue)
        self._known: OrderedDict[int, None] = OrderedDict()

    def free(self, workers: Collection[WorkerConnection]) -> int:
        """Return how many slots are free among the present workers."""
        places = max(1, min(len(workers), self._most) - self._reserved)
        return places - sum(1 for _ in _at_work(workers))

    def knows(self, task: Task) -> bool:
        """Return whether a query was long before, over the same content."""
        return bool(self._known) and hash(task.message) in self._known

    def remember(self, task: Task) -> None:
        """Record that a query is long."""
        self._known[hash(task.message)] = None
        if len(self._known) > _KNOWN:
            self._known.popitem(last=False)

    def forget(self) -> None:
        """Forget which queries were long, since the store has changed."""
        self._known.clear()

    def add(self, task: Task) -> Task | None:
        """Let a query wait for a slot; return the query that it displaces from the queue.

        Raises:
            QueueFullError: too many wait.

        """
        task.long = True
        task.queued = asyncio.get_running_loop().time()
        return self.waiting.add(task.client, task)

    def yielding(
        self, workers: Collection[WorkerConnection], now: float
    ) -> WorkerConnection | None:
        """Return the worker whose query has to be cut for a waiting one, if any.

        Its client has more slots than the client that waits: two more, or one more if the query has
        run for its share.

        Args:
            workers: the present workers.
            now: the time of the loop's clock.

        """
        if not self.waiting:
            return None
        long = list(_at_work(workers))
        held = Counter(task.client for _, task in long)
        client, waits = self.waiting.first(held)
        # If a worker was just killed, its successor will have a free slot.
        taken = len(long) >= max(1, self._most - self._reserved)
        if not taken or now - waits.queued < _PATIENCE:
            return None
        yielding = [
            (worker, task)
            for worker, task in long
            if held[task.client] > held[client] + (now - worker.began <= _SHARE)
        ]
        if not yielding:
            return None
        # The longest-running query of the client with the most slots.
        return max(yielding, key=lambda pair: (held[pair[1].client], -pair[0].began))[0]

    def cut(self) -> UnavailableError:
        """Return the error for the client of a query that is cut."""
        return UnavailableError(
            "the query was cut since others wait and many queries of one client, or long ones, "
            "run; simplify it, or ask for less at a time",
            10,
            "crowded",
        )


def _at_work(workers: Iterable[WorkerConnection]) -> Iterator[tuple[WorkerConnection, Task]]:
    for worker in workers:
        if not worker.killed and worker.tasks:
            task = worker.tasks[0]
            if task is not None and task.long:
                yield worker, task


def is_long(worker: WorkerConnection) -> bool:
    """Return whether a worker is evaluating a long query."""
    return bool(worker.tasks) and (task := worker.tasks[0]) is not None and task.long


def proves_long(worker: WorkerConnection, taken: float) -> bool:
    """Return whether a worker's query is long; on a busy machine short ones may be slow, too.

    Args:
        worker: the worker, whose processor time was recorded when the query was not short.
        taken: the seconds that the query has taken.

    """
    if taken > _WAITED:
        return True
    worked = processor_seconds(worker.process.pid) - (worker.used or 0.0)
    return taken > WATCHED and worked > _WORKED
