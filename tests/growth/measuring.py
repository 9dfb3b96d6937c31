"""Measures how a function's time grows with its input, regardless of the machine's other load."""

import gc
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from districtgraph.server.core.errors import RequestError

__all__ = ["is_linear", "seconds"]

_FLOOR = 0.01
"""Processor seconds under which nothing is too slow, and too short to be compared."""
_FLOOR_PER_CHARACTER = 300e-9
"""The same for each character of an input, since for long ones getting the memory takes time by
leaps: 40 ns a character become 127 on a quiet machine and more than 150 on a busy one. The square
of the length is far beyond."""
_ALLOWED = 1.5
"""The permitted growth beyond that of a linear reader in the same moment: eight times the input,
at most 12 times the time, which is 2.3 for each doubling."""
_PIECE = 4
"""Characters of a piece of the linear reader, about as long as what a client's text is cut into."""
_TRIES = 8
_LONGER = 8
"""Characters by which the text of another try is longer."""


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return the processor time of this thread that a function takes; refusing is an answer."""
    gc.disable()
    started = time.thread_time()
    try:
        with suppress(RequestError):
            read(text)
        return time.thread_time() - started
    finally:
        gc.enable()


def _pieces(text: str) -> object:
    """Read a text in linear time, by as many small objects as others keep of it."""
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]


class _Growth:
    """How much longer a long text takes than short ones which make it up; the best of all tries."""

    def __init__(self, read: Callable[[str], object]) -> None:
        self._read = read
        self.long = self._short = float("inf")

    def measure_long(self, text: str) -> None:
        self.long = min(self.long, seconds(self._read, text))

    def measure_short(self, texts: Sequence[str]) -> None:
        self._short = min(self._short, sum(seconds(self._read, text) for text in texts))

    @property
    def factor(self) -> float:
        return self.long / self._short


def is_linear(
    read: Callable[[str], object], make: Callable[[int], str], small: int, large: int
) -> bool:
    """Return whether the time for a large input is not far beyond what that for a small one says.

    Args:
        read: the function.
        make: an input of about a length.
        small, large: the lengths.

    """
    floor = max(_FLOOR, _FLOOR_PER_CHARACTER * large)
    pieces = max(large // small, 1)
    allowed = _ALLOWED * large / (small * pieces)
    growth, linear = _Growth(read), _Growth(_pieces)
    for attempt in range(_TRIES):
        # No text twice, since its answer may be cached.
        long = make(large + _LONGER * attempt)
        growth.measure_long(long)
        if growth.long < floor:
            return True
        # As many short ones as make up the long one: other programs take their part of both alike.
        numbers = range(pieces * attempt, pieces * (attempt + 1))
        shorts = [make(small + _LONGER * number) for number in numbers]
        growth.measure_short(shorts)
        if growth.factor < allowed:
            return True
        linear.measure_long(long)
        linear.measure_short(shorts)
    # But for memory: what is short stays in a processor's caches, and who else uses them makes what
    # is long slower. The linear reader has that too; a few tries of it may say too much.
    return growth.factor < allowed * linear.factor
