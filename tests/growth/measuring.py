"""Measures how a function's time grows with its input, regardless of the machine's other load."""

import gc
import time
from collections.abc import Callable
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
"""The permitted growth beyond linear: eight times the input, at most 12 times the time, which
is 2.3 for each doubling. Stricter bounds find the memory of long texts, not the readers."""
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
    best_long = best_short = float("inf")
    for attempt in range(_TRIES):
        # No text twice, since its answer may be cached.
        best_long = min(best_long, seconds(read, make(large + _LONGER * attempt)))
        if best_long < floor:
            return True
        # As many short ones as make up the long one: other programs take their part of both alike.
        numbers = range(pieces * attempt, pieces * (attempt + 1))
        shorts = [make(small + _LONGER * number) for number in numbers]
        best_short = min(best_short, sum(seconds(read, short) for short in shorts))
        if best_long < allowed * best_short:
            return True
    return False
