"""Recognises the engine's errors about the files of the store, rather than about an operation."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from districtgraph.server.core.errors import RefusedError, StorageError

__all__ = ["query_errors", "storage_error"]

_ENGINE = ("IO error", "Corruption")
"""How errors of the storage begin, unlike those about an operation."""
_BY_NUMBER = {
    errno.ENOSPC: "space",
    errno.EDQUOT: "space",
    errno.EROFS: "read-only",
    errno.EMFILE: "descriptors",
    errno.ENFILE: "descriptors",
}
_BY_WORDS = (
    ("No space left on device", "space"),
    ("Disk quota exceeded", "space"),
    ("Read-only file system", "read-only"),
    ("Too many open files", "descriptors"),
    ("Corruption", "damage"),
    ("No such file or directory", "damage"),
    ("Input/output error", "device"),
)


def storage_error(error: BaseException) -> StorageError | None:
    """Return what an error says about the store's files; None if it is about something else.

    Args:
        error: an error of the engine or of the operating system.

    """
    if isinstance(error, StorageError):
        return error
    if not isinstance(error, OSError | RuntimeError):
        return None
    number = getattr(error, "errno", None)
    if number in _BY_NUMBER:
        return StorageError(_BY_NUMBER[number], str(error))
    words = str(error)
    if not words.startswith(_ENGINE):
        return None
    trouble = next((found for part, found in _BY_WORDS if part in words), "device")
    return StorageError(trouble, words)


@contextmanager
def query_errors() -> Iterator[None]:
    """Translate the engine's errors for a query into errors for its client.

    Raises:
        RefusedError: the engine refuses the query, for example an unknown function.
        StorageError: the store's files are at fault.

    """
    try:
        yield
    except (ValueError, RuntimeError, OSError) as error:
        raise storage_error(error) or RefusedError(str(error)) from error
