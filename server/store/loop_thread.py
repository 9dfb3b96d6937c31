"""A backend in an event loop of its own thread, for programs that have no event loop themselves."""

import asyncio
import atexit
import logging
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.store.backend import Backend

__all__ = ["Claim", "LoopThread", "nothing_to_claim"]

_LOG = logging.getLogger(__name__)
_CLOSING = 15.0
"""Seconds within which the backend is closed when its process ends."""
_LATER = 5
"""Seconds after which a request to a process that cannot serve may be sent again."""
Result = TypeVar("Result")
Claim = Callable[[], Callable[[], object]]


def nothing_to_claim() -> Callable[[], object]:
    """Return at once, where a backend may be had by any number of processes."""
    return lambda: None


class LoopThread:
    """An event loop in a thread of its own, with a backend that is opened in it.

    Both begin when the first request needs them: a WSGI server may fork after the application was
    made, and neither threads nor processes go with it then.

    Args:
        backend: what is opened, and closed when the process ends.
        claim: takes the backend's data for this process, or raises UnavailableError; returns what
            gives them up again.

    """

    def __init__(self, backend: Backend, claim: Claim) -> None:
        self._backend = backend
        self._claim = claim
        self._give_up: Callable[[], object] = lambda: None
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._refused = False
        """Whether it was logged that this process cannot serve."""
        self._thread = threading.current_thread()
        self._process = 0
        self._opening: asyncio.Task[None] | None = None

    def loop(self) -> asyncio.AbstractEventLoop:
        """Return the loop, which runs.

        Raises:
            UnavailableError: another process has the data.

        """
        loop = self._loop
        return loop if loop is not None and self._process == os.getpid() else self._begun()

    def _begun(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is not None:
                if self._process == os.getpid():
                    return self._loop
                raise UnavailableError(
                    "this process was forked from one that serves already: let the first request "
                    "come after the fork", _LATER, "lock",
                )  # fmt: skip
            self._give_up = self._claimed()
            loop = asyncio.new_event_loop()
            # As a daemon it keeps no process that is to end.
            self._thread = threading.Thread(target=loop.run_forever, name="service", daemon=True)
            self._thread.start()
            loop.call_soon_threadsafe(self._open)
            atexit.register(self.close)
            self._loop, self._process = loop, os.getpid()
            return loop

    def _claimed(self) -> Callable[[], object]:
        try:
            return self._claim()
        except UnavailableError as error:
            if not self._refused:
                _LOG.error("process %d: %s", os.getpid(), error)
            self._refused = True
            raise

    def _open(self) -> None:
        # Requests wait for the store; /readyz says when it is there.
        self._opening = asyncio.get_running_loop().create_task(self._backend.open())

    def start(self, coroutine: Coroutine[Any, Any, Result]) -> "Future[Result]":
        """Have a coroutine run in the loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop())

    def soon(self, function: Callable[..., object], *given: object) -> None:
        """Have a function called in the loop, where that is still there."""
        with suppress(RuntimeError):
            self.loop().call_soon_threadsafe(function, *given)

    def close(self) -> None:
        """Close the backend and end the loop, where this process has begun them."""
        loop, self._loop = self._loop, None
        if loop is None or self._process != os.getpid():
            return
        atexit.unregister(self.close)
        closing = asyncio.run_coroutine_threadsafe(self._closed(), loop)
        # At its end, a process starts no threads any more; all processes have ended by then.
        with suppress(RuntimeError, TimeoutError):
            closing.result(_CLOSING)
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join(_CLOSING)
        if not self._thread.is_alive():
            loop.close()
        self._give_up()

    async def _closed(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
        await self._backend.close()
