"""Threads for calls of other servers: limited in number, and ending with the server."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from districtgraph.server.core.errors import UnavailableError

__all__ = ["CallThreads"]

_LATER = 5
"""Seconds after which a call that found no free thread may be repeated."""
Result = TypeVar("Result")


class CallThreads(Generic[Result]):
    """Runs blocking calls outside the event loop.

    A blocked thread, such as one that resolves a host name, cannot be cancelled: it occupies its
    slot until it ends, even if nobody waits for it any longer. The threads are daemons, so that
    they do not keep the server from ending.

    Args:
        at_once: the most calls with a thread.
        waiting: the most calls that wait for one.

    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._most = at_once + waiting
        self._places = asyncio.Semaphore(at_once)
        self.calls = 0
        """How many calls wait for a thread or have one."""

    def check(self) -> None:
        """Raise UnavailableError if there is no room for one more call."""
        if self.calls >= self._most:
            raise UnavailableError(
                "too many calls of other servers wait; try again later", _LATER, "federation"
            )

    async def run(self, call: Callable[[], Result], seconds: float) -> Result:
        """Return what a call returns, in a thread.

        Args:
            call: the blocking function.
            seconds: the most seconds to wait for a thread and for the result.

        Raises:
            UnavailableError: too many calls wait.
            TimeoutError: the seconds have passed.

        """
        self.check()
        async with asyncio.timeout(seconds):
            await self._take_place()
            answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
            self._start(call, answer)
            return await answer

    async def _take_place(self) -> None:
        self.calls += 1
        try:
            await self._places.acquire()
        except BaseException:
            self.calls -= 1
            raise

    def _start(self, call: Callable[[], Result], answer: "asyncio.Future[Result]") -> None:
        loop = answer.get_loop()

        def run() -> None:
            outcome: Result | Exception
            try:
                outcome = call()
            except Exception as error:
                outcome = error
            # Once the loop is closed, nobody waits for the result.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._end, answer, outcome)

        try:
            threading.Thread(target=run, name="federation", daemon=True).start()
        except RuntimeError:
            self._end(answer, UnavailableError("no thread can be started", _LATER, "federation"))

    def _end(self, answer: "asyncio.Future[Result]", outcome: "Result | Exception") -> None:
        self.calls -= 1
        self._places.release()
        if answer.done():
            return
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
