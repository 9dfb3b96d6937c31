"""The threads that render pages: bounded, as is who waits for one, and clients take turns."""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from districtgraph.server.core.asker import CURRENT_ASKER, WATCHED, Asker
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.core.fair_queue import FairQueue, QueueFullError

__all__ = ["PageThreads"]

_KEPT_FOR_OTHERS = 4
"""One in so many threads is not for a client that has all others."""
Result = TypeVar("Result")


class PageThreads:
    """Runs functions in threads, each client's in turn.

    Args:
        threads: how many run at the same time.
        queue: the most that wait.

    """

    def __init__(self, threads: int, queue: int) -> None:
        self._threads = threads
        self._most_of_one = max(1, threads - threads // _KEPT_FOR_OTHERS)
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._waiting: FairQueue[_Job] = FairQueue(queue)
        self._running: Counter[str] = Counter()

    @property
    def running(self) -> int:
        """The number of running functions."""
        return self._running.total()

    async def run(self, asker: Asker, function: Callable[[], Result]) -> Result:
        """Run a function in a thread for a client, and return its result.

        A thread cannot be stopped from outside. But a function that renders a page queries the
        store, which raises an error if the time is over or the client is gone.

        Args:
            asker: the client, with its deadline.
            function: the function, in which `CURRENT_ASKER` is the client.

        Raises:
            UnavailableError: no thread was free, its time is over, or the client hung up.

        """
        loop = asyncio.get_running_loop()
        job = _Job(asker, function, loop.create_future())
        forget = asker.on_gone(lambda: _fail(job.outcome, _gone()))
        timers = [loop.call_later(WATCHED, asker.watch)]
        if asker.deadline is not None:
            timers.append(loop.call_at(asker.deadline, _fail, job.outcome, _late()))
        try:
            self._submit(job)
            result: Result = await job.outcome
            return result
        finally:
            forget()
            for timer in timers:
                timer.cancel()
            self._waiting.remove(asker.client, job)

    def close(self) -> None:
        """Take no more; who renders is not waited for."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _submit(self, job: "_Job") -> None:
        client = job.asker.client
        # None of the waiting clients may run, or it would.
        if self._may_run(client):
            self._start(job)
            return
        try:
            displaced = self._waiting.add(client, job)
        except QueueFullError:
            raise _full() from None
        if displaced is not None:
            _fail(displaced.outcome, _full())

    def _may_run(self, client: str) -> bool:
        return self.running < self._threads and self._running[client] < self._most_of_one

    def _start(self, job: "_Job") -> None:
        context = copy_context()
        context.run(CURRENT_ASKER.set, job.asker)
        loop = asyncio.get_running_loop()
        try:
            running = loop.run_in_executor(self._executor, _run, job, context)
        except RuntimeError:
            # No thread can be started; the executor gives the job to a later one, which skips it.
            _fail(job.outcome, _no_thread())
            return
        self._running[job.asker.client] += 1
        running.add_done_callback(partial(self._ended, job))

    def _ended(self, job: "_Job", running: "asyncio.Future[Any]") -> None:
        client = job.asker.client
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        if running.cancelled():
            job.outcome.cancel()
        elif (error := running.exception()) is not None:
            _fail(job.outcome, error)
        elif not job.outcome.done():
            job.outcome.set_result(running.result())
        self._start_next()

    def _start_next(self) -> None:
        while self._waiting:
            client, _ = self._waiting.first(self._running)
            if not self._may_run(client):
                return
            _, job = self._waiting.take(self._running)
            if not job.outcome.done():
                self._start(job)


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    asker: Asker
    function: Callable[[], Any]
    outcome: "asyncio.Future[Any]"


def _run(job: _Job, context: Context) -> Any:
    return None if job.outcome.done() else context.run(job.function)


def _fail(future: "asyncio.Future[Any]", error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
        # Its client may have hung up, and then nobody reads the result.
        future.exception()


def _full() -> UnavailableError:
    return UnavailableError("too many pages are asked for; try again soon", 2, "queue")


def _no_thread() -> UnavailableError:
    return UnavailableError("no page can be rendered now; try again soon", 2, "queue")


def _late() -> UnavailableError:
    return UnavailableError("the page was not ready by its deadline", 5, "deadline")


def _gone() -> UnavailableError:
    return UnavailableError("the client hung up", 0, "client")
