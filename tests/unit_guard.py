"""Enforces what makes unit tests fast: no process, no connection, little processor time.

A test may start processes and open connections if it asks for the fixture `processes`, itself or
through another fixture, such as one that starts a server; it may take long if it asks for
`patience`. All others are unit tests: they get the marker `unit`, which `make unit` selects, and
fail if they start a process, open a connection or take long. There is no list to maintain.
"""

import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

# When it is imported, it binds a socket to find out about IPv6; whoever imports it first does.
import urllib3.util.connection as _  # noqa: F401

__all__ = [
    "NO_UNIT_TESTS",
    "PERMISSIONS",
    "ForbiddenInUnitTestError",
    "bounding_time",
    "forbidding",
]

PERMISSIONS = frozenset({"processes", "patience"})
"""The fixtures that let a test do more than a unit test may."""
NO_UNIT_TESTS = re.compile(
    rf'^pytestmark = (?:\[\s*)?[^\n]*usefixtures\([^)]*"(?:{"|".join(sorted(PERMISSIONS))})"',
    re.MULTILINE,
)
"""The mark by which a file gives all of its tests a permission."""
MOST_SECONDS = 2.0
"""Processor seconds of a unit test: most take a hundredth, few half of one; load may double it."""
_YARDSTICK_SECONDS = 0.012
"""What the yardstick takes on the machine that the bound was found on; another may take longer."""

_STARTS = frozenset({"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.system"})
_CONNECTS = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"})
_FORBIDDEN = _STARTS | _CONNECTS


class ForbiddenInUnitTestError(AssertionError):
    """A unit test started a process, used the network or took long."""


@dataclass
class _Watch:
    """The state that the audit hook reads; a hook, once added, stays until Python ends."""

    active: bool = False
    others: frozenset[int] = frozenset()
    seen: list[str] = field(default_factory=list)


_WATCH = _Watch()


@contextmanager
def forbidding() -> Iterator[None]:
    """Forbid processes and connections to this thread and to those that it starts.

    Raises:
        ForbiddenInUnitTestError: at the call itself, and again at the end, as code may catch it.

    """
    # Threads of earlier tests' fixtures may go on with what those tests were allowed.
    _WATCH.others = frozenset(thread.ident or 0 for thread in threading.enumerate()) - {
        threading.get_ident()
    }
    _WATCH.seen = []
    _WATCH.active = True
    try:
        yield
    finally:
        _WATCH.active = False
    if _WATCH.seen:
        raise ForbiddenInUnitTestError(_WATCH.seen[0])


@contextmanager
def bounding_time(most_seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Bound the processor time of this thread, on a slower machine by as much more.

    Raises:
        ForbiddenInUnitTestError: at the end, where it took more.

    """
    started = time.thread_time()
    yield
    took = time.thread_time() - started
    if took > most_seconds and took > most_seconds * _slowness():
        raise ForbiddenInUnitTestError(
            f"a unit test takes {took:.1f} s of a processor: let it ask for the fixture `patience`"
        )


def _slowness() -> float:
    """Return how many times as long as on the machine of the bound this one takes now."""
    return max(1.0, min(_yardstick(), _yardstick(), _yardstick()) / _YARDSTICK_SECONDS)


def _yardstick() -> float:
    started = time.thread_time()
    sum(number * number % 7 for number in range(200_000))
    return time.thread_time() - started


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if not _WATCH.active or event not in _FORBIDDEN or threading.get_ident() in _WATCH.others:
        return
    detail = arguments[1] if len(arguments) > 1 else ""
    message = (
        f"a unit test calls {event} {detail!r}: let it, or its fixture that does, "
        "ask for the fixture `processes`"
    )
    _WATCH.seen.append(message)
    if threading.current_thread() is not threading.main_thread():
        # The test may wait for this thread for ever.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)
    raise ForbiddenInUnitTestError(message)


def _interrupt(_signal: int, _frame: object) -> None:
    if _WATCH.active and _WATCH.seen:
        raise ForbiddenInUnitTestError(_WATCH.seen[0])


signal.signal(signal.SIGUSR1, _interrupt)


sys.addaudithook(_audit)
