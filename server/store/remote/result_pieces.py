"""Passes a result from the thread that reads it from the engine to the event loop."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

from districtgraph.server.core.errors import RequestError, ResultTooLargeError
from districtgraph.server.store.embedded.engine.row_counting import RowCounter
from districtgraph.server.store.remote.engine_http import Attempt

__all__ = ["LeftError", "ResultPieces"]

_PIECE = 256 * 1024
"""Results of up to this many bytes are returned whole, larger ones in pieces of this size."""
_AHEAD = 4
"""How many pieces are read from the engine ahead of the client."""


class LeftError(Exception):
    """Nobody reads the result any longer."""


class ResultPieces:
    """Takes the bytes of a result in a thread, and passes them to the loop.

    Args:
        attempt: the operation that reads them; it is cancelled when nobody reads the result.
        most: the most bytes of the result; None for any number.
        counter: counts its rows; None if the number is not needed.

    """

    def __init__(self, attempt: Attempt, most: int | None, counter: RowCounter | None) -> None:
        self._loop = asyncio.get_running_loop()
        self._attempt = attempt
        self._most = most
        self._counter = counter
        self._size = 0
        self._held = bytearray()
        self._room = threading.Semaphore(_AHEAD)
        self._left = threading.Event()
        self._came: asyncio.Queue[bytes | RequestError | None] = asyncio.Queue()

    @property
    def rows(self) -> int | None:
        """The number of rows; None if they are not counted."""
        return None if self._counter is None else self._counter.rows

    def write(self, piece: bytes) -> int:
        """Take bytes; the thread waits here until there is room for them.

        Raises:
            ResultTooLargeError: there are more than allowed.
            LeftError: nobody reads them.

        """
        self._size += len(piece)
        if self._most is not None and self._size > self._most:
            raise ResultTooLargeError(self._most)
        if self._counter is not None:
            self._counter.feed(bytes(piece))
        self._held += piece
        if len(self._held) >= _PIECE:
            self._pass_on()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: bytes are passed on when they fill a piece."""

    def end(self, error: RequestError | None = None) -> None:
        """Report that the result is complete, or why it is not; the thread calls this last."""
        with suppress(LeftError):
            if error is None and self._held:
                self._pass_on()
        self._say(error)

    def _pass_on(self) -> None:
        piece, self._held = bytes(self._held), bytearray()
        while not self._room.acquire(timeout=1.0):
            if self._attempt.expired.is_set():
                break
        if self._left.is_set() or self._attempt.expired.is_set():
            raise LeftError
        self._say(piece)

    def _say(self, what: bytes | RequestError | None) -> None:
        # A loop that has ended accepts nothing.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._came.put_nowait, what)

    async def body(self) -> bytes | AsyncIterator[bytes]:
        """Return the result, or its pieces, once the first one is available.

        Raises:
            RequestError: there is no result.

        """
        first = await self._came.get()
        if isinstance(first, RequestError):
            raise first
        if first is None:
            return b""
        if len(first) >= _PIECE:
            return _Pieces(self, first)
        end = await self._came.get()
        if isinstance(end, RequestError):
            raise end
        return first

    async def following(self) -> bytes | None:
        """Return the next piece, for which there is room again; None after the last.

        Raises:
            RequestError: the result broke off.

        """
        self._room.release()
        piece = await self._came.get()
        if isinstance(piece, RequestError):
            raise piece
        return piece

    def leave(self) -> None:
        """Stop reading; an operation that is not over is cancelled."""
        self._left.set()
        self._room.release()
        self._attempt.give_up()


class _Pieces(AsyncIterator[bytes]):
    """The pieces of a result. A reader that stops early, or never begins, closes it.

    This is no generator: one that was never begun does nothing when it is closed.
    """

    def __init__(self, result: ResultPieces, first: bytes) -> None:
        self._result = result
        self._first: bytes | None = first

    async def __anext__(self) -> bytes:
        piece, self._first = self._first, None
        try:
            if piece is None:
                piece = await self._result.following()
        except BaseException:
            self._result.leave()
            raise
        if piece is None:
            self._result.leave()
            raise StopAsyncIteration
        return piece

    async def aclose(self) -> None:
        """Stop reading."""
        self._result.leave()
