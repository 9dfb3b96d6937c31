"""Who asks: the client of a request, for how long it is answered, and whether it is still there."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar, copy_context
from typing import Any, ParamSpec, TypeVar

__all__ = ["CURRENT_ASKER", "WATCHED", "Asker", "for_nobody"]

WATCHED = 0.15
"""Seconds after which it is looked whether the client of a query or of a page is still there."""
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class Asker:
    """The client of one request; when it hangs up, what is asked for it is given up.

    Args:
        client: its name among those who take turns; empty for the server itself.
        receive: of ASGI; None where nobody can hang up.
        deadline: when its answer must be there, by the loop's clock; None for no more than the
            deadline of each query.
        since: when the time of its operation began to count, by the loop's clock; None for when it
            is asked.

    """

    def __init__(
        self,
        client: str = "",
        receive: Receive | None = None,
        deadline: float | None = None,
        since: float | None = None,
    ) -> None:
        self.client = client
        self.deadline = deadline
        self.since = since
        self.gone = False
        self._receive = receive
        self._on_gone: list[Callable[[], None]] = []
        self._watch: asyncio.Task[None] | None = None

    def on_gone(self, act: Callable[[], None]) -> Callable[[], None]:
        """Have something done if this client hangs up; return what takes that back."""
        self._on_gone.append(act)
        return lambda: self._on_gone.remove(act)

    def watch(self) -> None:
        """Look from now on whether the client is still there; the loop's thread calls this.

        Most queries are over before it would pay to look, so that one looks only from when
        something says that it takes long.
        """
        if self._receive is not None and self._watch is None:
            watched = self._until_gone(self._receive)
            self._watch = asyncio.get_running_loop().create_task(watched)

    def close(self) -> None:
        """Look no longer: the answer is there."""
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
"""For whom a thread renders a page; None where nobody waits for it."""


def for_nobody(
    function: Callable[Parameters, Result], *given: Parameters.args, **named: Parameters.kwargs
) -> Result:
    """Return what a function returns that works for all clients, whichever of them is waiting."""
    context = copy_context()
    context.run(CURRENT_ASKER.set, None)
    return context.run(function, *given, **named)
