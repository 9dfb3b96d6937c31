"""The client of a request: how long it may wait, and whether it is still connected."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar, copy_context
from typing import Any, ParamSpec, TypeVar

__all__ = ["CURRENT_ASKER", "WATCHED", "Asker", "Receive", "for_nobody"]

WATCHED = 0.15
"""Seconds between checks whether the client of a query or a page is still connected."""
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
"""ASGI's `receive`, which gives the next message of a request."""


class Asker:
    """The client of one request; when it hangs up, its queries are cancelled.

    Args:
        client: the name under which it takes turns; empty for the server itself.
        receive: of ASGI; None if nobody can hang up.
        deadline: when its answer is due, by the loop's clock; None if only each query has a
            deadline.
        since: when its operation's time begins, by the loop's clock; None for the moment of the
            query.
        reads_all: whether it is the server itself, which reads a whole store: the limit that
            clients have would end this on every large store, and it would begin again for ever.

    """

    def __init__(
        self,
        client: str = "",
        receive: Receive | None = None,
        deadline: float | None = None,
        since: float | None = None,
        reads_all: bool = False,
    ) -> None:
        self.client = client
        self.deadline = deadline
        self.since = since
        self.reads_all = reads_all
        self.gone = False
        self._receive = receive
        self._on_gone: list[Callable[[], None]] = []
        self._watch: asyncio.Task[None] | None = None

    def on_gone(self, act: Callable[[], None]) -> Callable[[], None]:
        """Register a callback for when this client hangs up; return a function that removes it."""
        self._on_gone.append(act)
        return lambda: self._on_gone.remove(act)

    def watch(self) -> None:
        """Check from now on whether the client is still connected; runs in the loop's thread.

        Most queries end before a check would pay, so checks begin only when a query turns out to
        take long.
        """
        if self._receive is not None and self._watch is None:
            watched = self._until_gone(self._receive)
            self._watch = asyncio.get_running_loop().create_task(watched)

    def close(self) -> None:
        """Stop checking: the answer has arrived."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    async def _until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        for act in list(self._on_gone):
            act()


CURRENT_ASKER: ContextVar[Asker | None] = ContextVar("asker", default=None)
"""The client for whom this thread renders a page; None if nobody waits for it."""


def for_nobody(
    function: Callable[Parameters, Result], *given: Parameters.args, **named: Parameters.kwargs
) -> Result:
    """Run a function whose result serves all clients, independently of who is waiting."""
    context = copy_context()
    context.run(CURRENT_ASKER.set, None)
    return context.run(function, *given, **named)
