"""Limits the simultaneous requests to the engine; other clients wait in a fair queue."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from districtgraph.server.core.asker import WATCHED, Asker
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.core.fair_queue import FairQueue, QueueFullError

__all__ = ["HUNG_UP", "Turns", "too_late"]

HUNG_UP = "the client hung up"


class Turns:
    """Limits the operations that run at the same time; the others wait, and clients take turns.

    Args:
        most: the most operations at the same time.
        queue: the most waiting operations.

    """

    def __init__(self, most: int, queue: int) -> None:
        self.most = most
        self.busy = 0
        self._under_way: Counter[str] = Counter()
        self._waiting: FairQueue[asyncio.Future[None]] = FairQueue(queue)

    @property
    def waiting(self) -> int:
        """How many operations wait."""
        return len(self._waiting)

    @asynccontextmanager
    async def turn(self, asker: Asker, deadline: float) -> AsyncIterator[None]:
        """Wait for a turn, which ends with the block.

        Raises:
            UnavailableError: too many wait, the client hung up, or the deadline has passed.

        """
        await self.take(asker, deadline)
        try:
            yield
        finally:
            self.give_back(asker)

    async def take(self, asker: Asker, deadline: float) -> None:
        """Wait for a turn, which the caller has to give back; errors as for `turn`."""
        if asker.gone:
            raise UnavailableError(HUNG_UP, 0, "client")
        if self.busy < self.most and not self.waiting:
            self._begin(asker.client)
            return
        await self._wait(asker, deadline)

    def give_back(self, asker: Asker) -> None:
        """End a turn, and begin the next one."""
        self._end(asker.client)

    async def _wait(self, asker: Asker, deadline: float) -> None:
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self._add(asker.client, turn)
        gone = UnavailableError(HUNG_UP, 0, "client")
        forget = asker.on_gone(lambda: _fail(turn, gone))
        watch = loop.call_later(WATCHED, asker.watch)
        try:
            async with asyncio.timeout_at(deadline):
                await turn
        except BaseException as error:
            self._leave(asker.client, turn)
            if isinstance(error, TimeoutError):
                raise too_late("waited for its turn until its deadline") from None
            raise
        finally:
            watch.cancel()
            forget()

    def _leave(self, client: str, turn: "asyncio.Future[None]") -> None:
        """Leave the queue, or give back a turn that came too late."""
        if turn.done() and not turn.cancelled() and turn.exception() is None:
            self._end(client)
        else:
            self._waiting.remove(client, turn)

    def _add(self, client: str, turn: "asyncio.Future[None]") -> None:
        full = UnavailableError(
            f"{self.waiting} operations wait already; try again soon", 2, "queue"
        )
        try:
            displaced = self._waiting.add(client, turn)
        except QueueFullError:
            raise full from None
        if displaced is not None:
            _fail(displaced, full)

    def _begin(self, client: str) -> None:
        self.busy += 1
        self._under_way[client] += 1

    def _end(self, client: str) -> None:
        self.busy -= 1
        self._under_way[client] -= 1
        if not self._under_way[client]:
            del self._under_way[client]
        while self.busy < self.most and self.waiting:
            following, turn = self._waiting.take(self._under_way)
            if not turn.done():
                self._begin(following)
                turn.set_result(None)


def _fail(turn: "asyncio.Future[None]", error: UnavailableError) -> None:
    if not turn.done():
        turn.set_exception(error)


def too_late(what: str) -> UnavailableError:
    """Return the error of an operation whose deadline has passed."""
    return UnavailableError(
        f"the operation {what}; simplify it, or ask for more time with the parameter timeout= "
        "(seconds), up to the operator's maximum", 5, "deadline",
    )  # fmt: skip
