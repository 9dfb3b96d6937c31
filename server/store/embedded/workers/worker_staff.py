"""Starts missing query workers, and notices dead ones."""

import asyncio
import logging
import os
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress

from districtgraph.server.store.embedded.workers.worker_connection import (
    WorkerConnection,
    WorkerEvents,
)
from districtgraph.server.store.embedded.workers.worker_nursery import WorkerNursery, WorkerProcess

__all__ = ["PROCESSORS", "WorkerStaff"]

PROCESSORS = os.cpu_count() or 1
_ALIVE = 1.0
"""Seconds between two checks of whether workers are alive."""
_STARTING = 60.0
"""Seconds within which a new worker must say that it is ready."""
_PAUSE = 1.0
"""Seconds between a process that failed to start and the next try; then twice as many, …"""
_LONGEST_PAUSE = 30.0
_END = 2.0
"""Seconds to wait for the end of a killed process."""

_LOG = logging.getLogger(__name__)


class WorkerStaff:
    """The workers of a pool.

    Args:
        wanted: how many workers there should be.
        arguments: the arguments of their command line.
        events: receives the workers' events.

    """

    def __init__(self, wanted: int, arguments: Sequence[str], events: WorkerEvents) -> None:
        self._wanted = wanted
        self._nursery = WorkerNursery(arguments)
        self._events = events
        self._workers: set[WorkerConnection] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._ended: list[WorkerProcess] = []
        self._closed = False
        self._failures = 0
        self._start_after = self._look_after = 0.0

    def __iter__(self) -> Iterator[WorkerConnection]:
        return iter(self._workers)

    @property
    def live(self) -> list[WorkerConnection]:
        """The workers that can take queries."""
        return [worker for worker in self._workers if worker.ready and not worker.killed]

    @property
    def complete(self) -> bool:
        """Whether all workers are there and ready, and no other process of theirs is left."""
        return len(self.live) == self._wanted and not self._ended

    async def close(self) -> None:
        """End all processes."""
        self._closed = True
        for starting in self._starting:
            starting.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in list(self._workers):
            worker.close()
            self._ended.append(worker.process)
        for process in self._ended:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_END)
        # Last, because it reaps the workers.
        self._nursery.close()

    def progressed(self) -> None:
        """Record that a worker is ready."""
        if self._failures:
            self._failures = 0
            _LOG.warning("query workers are started again")

    def lost(self, worker: WorkerConnection) -> None:
        """Forget a worker whose process has ended; another one will be started."""
        self._workers.discard(worker)
        self._ended.append(worker.process)
        if not worker.ready and not self._closed:
            self._pause("a query worker ended before it was ready")

    def look_after(self, now: float) -> None:
        """Start missing workers, as many at a time as there are processors.

        Args:
            now: the time of the loop's clock.

        """
        if now >= self._look_after:
            self._look_after = now + _ALIVE
            self._bury(now)
        self._ended = [process for process in self._ended if process.poll() is None]
        self._nursery.reap()
        if now < self._start_after:
            return
        starting = len(self._starting)
        wanting = self._wanted - len(self._workers) - starting
        starting += sum(1 for worker in self._workers if not worker.ready)
        for _ in range(min(wanting, PROCESSORS - starting)):
            start = asyncio.get_running_loop().create_task(self._start())
            self._starting.add(start)
            start.add_done_callback(self._starting.discard)

    def _bury(self, now: float) -> None:
        """End workers that are dead, or that did not become ready."""
        for worker in list(self._workers):
            late = not worker.ready and now - worker.created > _STARTING
            if late or worker.process.poll() is not None:
                worker.close()

    def _pause(self, why: str) -> None:
        """Wait before the next start, the longer the more starts have failed."""
        now = asyncio.get_running_loop().time()
        if now < self._start_after:
            # Another one that was started at the same time failed, too.
            return
        if not self._failures:
            _LOG.warning("%s; trying again", why)
        pause = min(_PAUSE * 2**self._failures, _LONGEST_PAUSE)
        self._failures = min(self._failures + 1, 16)
        self._start_after = now + pause

    async def _start(self) -> None:
        try:
            await self._start_one()
        except OSError as error:
            self._pause(f"no query worker can be started: {error}")

    async def _start_one(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                process = await self._nursery.worker(theirs)
        except BaseException:
            ours.close()
            raise
        worker = WorkerConnection(self._events, process)
        try:
            await asyncio.get_running_loop().connect_accepted_socket(lambda: worker, ours)
        except BaseException:
            ours.close()
            process.kill()
            self._ended.append(process)
            raise
        self._workers.add(worker)
