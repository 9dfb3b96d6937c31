"""A lock on a store's folder: one process at a time writes in it."""

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
"""Seconds after which a request that found another process there may be sent again."""


class StoreInUseError(RuntimeError):
    """Another process has the store; the message names the folder and what to do."""


@contextmanager
def locked(folder: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock of a store's folder; the kernel frees it with the process.

    On a disk that can only be read there may be no lock to hold; nobody can write there either.

    Args:
        folder: the store's.
        wait: seconds to wait for another process that is ending.

    Raises:
        StoreInUseError: another process holds it.
        OSError: it cannot be opened.

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
                        f"{folder}: another process writes this store; stop it first"
                    ) from error
                time.sleep(0.02)
        yield


def claim_store(folder: Path) -> Callable[[], None]:
    """Take a store for this process to serve, for as long as it lives; return what gives it up.

    Of two processes that were made to serve the same store, as by a server that forks, the second
    would read what the first replaces, and could write nothing.

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
        # Its writer has this one.
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
