"""Limits how many values are read again at a time, for nobody waits for them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["ReadTurns"]


class ReadTurns:
    """Reads take turns, one at a time, so that they leave workers and processors to clients."""

    def __init__(self) -> None:
        self._free = threading.Semaphore(1)
        self._mine = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for this thread's turn; it ends with the block, or when it is given up."""
        self._free.acquire()
        self._mine.is_held = True
        try:
            yield
        finally:
            self.give_up()

    def give_up(self) -> None:
        """Let the next read begin, if this thread has the turn: this one will take long."""
        if getattr(self._mine, "is_held", False):
            self._mine.is_held = False
            self._free.release()
