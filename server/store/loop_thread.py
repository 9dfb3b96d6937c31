"""A backend with its event loop in a separate thread, for programs without an event loop."""

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
"""The most seconds for closing the backend when its process ends."""
_LATER = 5
"""Seconds after which a request to a process that cannot serve may be repeated."""
Result = TypeVar("Result")
Claim = Callable[[], Callable[[], object]]


def nothing_to_claim() -> Callable[[], object]:
    """Claim nothing, for backends that any number of processes may use."""
    return lambda: None


class LoopThread:
    """An event loop in a separate thread, with a backend that is opened in it.

    Both start with the first request: a WSGI server may fork after it has created the application,
    and neither threads nor processes survive that.

    Args:
        backend: is opened, and closed when the process ends.
        claim: claims the backend's data for this process, or raises UnavailableError; returns a
            function that releases them.

    """

    def __init__(self, backend: Backend, claim: Claim) -> None:
        self._backend = backend
        self._claim = claim
        self._give_up: Callable[[], object] = lambda: None
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._refused = False
        """Whether the log says already that this process cannot serve."""
        self._thread = threading.current_thread()
        self._process = 0
        self._opening: asyncio.Task[None] | None = None

    def loop(self) -> asyncio.AbstractEventLoop:
        """Return the running loop.

        Raises:
            UnavailableError: another process has claimed the data.

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
            # As a daemon it does not keep a process from ending.
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
        # Requests wait for the store; /readyz says when it is open.
        self._opening = asyncio.get_running_loop().create_task(self._backend.open())

    def start(self, coroutine: Coroutine[Any, Any, Result]) -> "Future[Result]":
        """Run a coroutine in the loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop())

    def soon(self, function: Callable[..., object], *given: object) -> None:
        """Call a function in the loop, unless that has ended: it is not begun again for this."""
        loop = self._loop
        if loop is not None and self._process == os.getpid():
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(function, *given)

    def close(self) -> None:
        """Close the backend and end the loop, if this process has started them."""
        loop, self._loop = self._loop, None
        if loop is None or self._process != os.getpid():
            return
        atexit.unregister(self.close)
        closing = asyncio.run_coroutine_threadsafe(self._closed(), loop)
        # An ending process cannot start threads; all child processes have ended by then.
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
