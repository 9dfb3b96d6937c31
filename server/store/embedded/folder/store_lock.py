"""A lock on a store's folder, so that only one process at a time writes to it."""

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from districtgraph.server.core.errors import UnavailableError

__all__ = ["StoreInUseError", "claim_store", "locked"]

_LATER = 5
"""Seconds after which a request that found the store locked may be repeated."""


class StoreInUseError(RuntimeError):
    """Another process is using the store; the message names the folder and what to do."""


@contextmanager
def locked(folder: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock of a store's folder; the kernel releases it when the process ends.

    On a read-only disk there may be no lock to hold, but nobody can write there either.

    Args:
        folder: the store's folder.
        wait: seconds to wait for another process that is ending.

    Raises:
        StoreInUseError: another process holds it.
        OSError: the lock cannot be opened.

    """
    try:
        file = (folder / "lock").open("a")
    except OSError as error:
        if error.errno != errno.EROFS:
            raise
        yield
        return
    end = time.monotonic() + wait
    with file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= end:
                    raise StoreInUseError(
                        f"{folder}: another process writes this store; stop it first, or give "
                        "this one a folder of its own (--data or --store)"
                    ) from error
                time.sleep(0.02)
        yield


def claim_store(folder: Path) -> Callable[[], None]:
    """Claim a store for this process for as long as it lives; return a function that releases it.

    Of two processes that serve the same store, as with a server that forks, the second would read
    generations that the first removes, and could not write.

    Raises:
        UnavailableError: another process serves it.

    """
    taken = UnavailableError(
        "another process serves this store already: have one process with several threads "
        "(gunicorn --workers 1 --threads 16), or `districtgraph serve`",
        _LATER,
        "lock",
    )
    try:
        # The writer of a server holds this lock.
        with locked(folder):
            descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(descriptor)
                raise
    except (StoreInUseError, BlockingIOError) as error:
        raise taken from error
    return partial(os.close, descriptor)
