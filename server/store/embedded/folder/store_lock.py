"""A lock on a store's folder: one process at a time writes in it."""

import errno
import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["StoreInUseError", "locked"]


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
