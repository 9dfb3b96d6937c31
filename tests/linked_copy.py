"""Copies of folders in which files stay one that are one."""

import os
import shutil
from pathlib import Path

__all__ = ["linked_copy"]


def linked_copy(source: Path, target: Path) -> Path:
    """Copy a folder with its hard links, which share what is damaged in place; return the copy."""
    seen: dict[int, Path] = {}

    def copy(path: str, to: str) -> str:
        inode = Path(path).stat().st_ino
        if inode in seen:
            os.link(seen[inode], to)
        else:
            shutil.copy2(path, to)
            seen[inode] = Path(to)
        return to

    shutil.copytree(source, target, copy_function=copy)
    return target
