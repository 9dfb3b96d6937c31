"""The files of the index of a store's names: one that is searched, and one that is being built.

    names-1.sqlite     the index
    names-2.sqlite     the next one, once it is complete; a third one replaces the first
    building.*         the one that is being built, and the rows that it is built from

A file with the name of an index is complete and on disk, even if its process was killed.
"""

import logging
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from districtgraph.server.knowledge.labels.label_database import LabelDatabase

__all__ = ["IndexFiles", "temporary_folder"]

_LOG = logging.getLogger(__name__)
_KEPT = 2
"""Indexes that are there at the same time: requests may still read the one before."""


def temporary_folder(owner: object) -> Path:
    """Return a new folder that is removed when its owner is not used any more."""
    folder = Path(tempfile.mkdtemp(prefix="districtgraph-names-"))
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return folder


class IndexFiles:
    """The files of one store's indexes.

    Args:
        folder: where they are; None for a temporary folder.

    """

    def __init__(self, folder: Path | None) -> None:
        self._asked = folder
        self._found: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder, made where it is missing; a temporary one where it cannot be written."""
        if self._found is None:
            self._found = self._made()
        return self._found

    def _made(self) -> Path:
        if self._asked is not None:
            try:
                self._asked.mkdir(parents=True, exist_ok=True)
                (self._asked / "building.try").touch()
            except OSError as error:
                _LOG.warning("the index of names is not reused, but rebuilt: %s", error)
            else:
                return self._asked
        return temporary_folder(self)

    def left(self) -> LabelDatabase | None:
        """Return the index of an earlier process, if it can be read; remove all other files."""
        for path in self.folder.glob("building.*"):
            path.unlink(missing_ok=True)
        for path in reversed(self._indexes()):
            database = LabelDatabase(path)
            if database.is_readable():
                return database
            database.close()
            _remove(path)
        return None

    @contextmanager
    def building(self) -> Iterator[tuple[Path, LabelDatabase]]:
        """Give a file for rows, and an index that is to be made."""
        rows, path = self.folder / "building.rows", self.folder / "building.sqlite"
        _remove(rows)
        _remove(path)
        try:
            yield rows, LabelDatabase(path)
        except BaseException:
            _remove(path)
            raise
        finally:
            _remove(rows)

    def in_place(self, made: LabelDatabase) -> LabelDatabase:
        """Return an index that was made, under its own name from now on."""
        made.close()
        before = self._indexes()
        number = 1 + max((_number(path) for path in before), default=0)
        path = made.path.rename(self.folder / f"names-{number}.sqlite")
        for old in before[: 1 - _KEPT or None]:
            _remove(old)
        return LabelDatabase(path)

    def _indexes(self) -> list[Path]:
        found = (path for path in self.folder.glob("names-*.sqlite") if _number(path))
        return sorted(found, key=_number)


def _number(path: Path) -> int:
    text = path.stem.removeprefix("names-")
    return int(text) if text.isascii() and text.isdigit() else 0


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{end}").unlink(missing_ok=True)
