"""Kinds of damage to a file: each function takes its path and damages it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

__all__ = ["Damage", "emptied", "halved", "noise", "removed"]

Damage = Callable[[Path], None]


def removed(path: Path) -> None:
    if path.is_dir():
        # A server may be removing old generations itself.
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()


def halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def noise(path: Path) -> None:
    """Overwrite in place: hard links to the file see it too."""
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
