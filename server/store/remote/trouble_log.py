"""Logs occasionally that the engine is unavailable, and once that it is back.

A line for each failed request would fill the operator's disk, or a pipe that nobody reads.
"""

import logging
import threading
import time

__all__ = ["TroubleLog"]

_LOG = logging.getLogger(__name__)
_EVERY = 10.0
"""Seconds between two lines about failed requests."""


class TroubleLog:
    """Counts the requests that the engine does not answer; all methods are for any thread.

    Args:
        every: seconds between two lines.

    """

    def __init__(self, every: float = _EVERY) -> None:
        self._every = every
        self._lock = threading.Lock()
        self._said = -every
        self._failed = 0
        self._in_trouble = False

    def failed(self, detail: str) -> None:
        """Record a request without an answer, and log it unless one was logged recently."""
        now = time.monotonic()
        with self._lock:
            self._failed += 1
            if now - self._said < self._every:
                return
            failed, self._failed = self._failed, 0
            self._said, self._in_trouble = now, True
        more = f" ({failed - 1} more since the last line)" if failed > 1 else ""
        _LOG.warning("%s%s", detail, more)

    def answered(self) -> None:
        """Record an answer, and log it if failures were logged before."""
        if not self._in_trouble:
            return
        with self._lock:
            failed, self._failed = self._failed, 0
            was_in_trouble, self._in_trouble = self._in_trouble, False
        if was_in_trouble:
            _LOG.warning("the engine answers again; %d more requests had no answer", failed)
