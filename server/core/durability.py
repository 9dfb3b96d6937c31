"""Has the disk keep what was written, even if the power is cut."""

import os
from pathlib import Path

__all__ = ["synchronise"]


def synchronise(path: Path) -> None:
    """Wait until the disk has a file's content, or the names of the files in a folder.

    Raises:
        OSError: it cannot be opened or written.

    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
