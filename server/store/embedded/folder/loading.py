"""Loads data into an on-disk Oxigraph store, completely or not at all.

The contents of a store's folder are described in
`districtgraph.server.store.embedded.folder.store_folder`.
"""

import os
import shutil
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat, Store

from districtgraph.graph.rdf.rdf_source import rdf_source
from districtgraph.server.core.errors import StorageError
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.embedded.engine.complaints import document_complaint
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.folder.generation_seal import make_seal
from districtgraph.server.store.embedded.folder.log_replay import replay
from districtgraph.server.store.embedded.folder.store_folder import (
    CLEAN,
    Beginning,
    StoreDamagedError,
    begin,
    choose_beginning,
    end_in_order,
    generation_numbers,
    require_space,
    unpublished_updates,
    whole_generation,
)
from districtgraph.server.store.embedded.folder.store_lock import StoreInUseError, locked

__all__ = [
    "LoadingError",
    "StoreUnavailableError",
    "check_store",
    "ensure_store",
    "load_checked",
    "load_files",
    "newest_generation",
]


_ENDING = 2.0
"""Seconds that a server which was just killed may take to release its store."""


_NEW = "live.new"
"""Where in `generations` a first live store is loaded."""
_PUBLISHING = 3.0
"""Seconds within which a running server publishes the updates that it has acknowledged."""
_LOOK_AGAIN = 0.02
"""Seconds between two checks of whether it has."""


class LoadingError(ValueError):
    """A file cannot be loaded; the message names it."""


class StoreUnavailableError(RuntimeError):
    """A store's folder cannot be read or written; the message names it and what to do."""


def check_store(folder: Path) -> None:
    """Make sure that a store can be served: a copy in its folder is intact, or the folder is new.

    If the disk cannot be written, as when it is full, an intact generation is enough.

    Raises:
        StoreDamagedError: no copy in it is intact.
        StoreInUseError: another process writes it.
        StoreUnavailableError: it cannot be read, or it is new and cannot be written.

    """
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
        # Only to report at once that another server has it; the writer takes the lock permanently.
        with locked(folder, _ENDING):
            chosen = choose_beginning(folder, contents=True)
        if chosen.source is None or whole_generation(folder) is None:
            require_space(folder)
            if not os.access(folder, os.W_OK):
                raise StorageError("read-only", f"{folder} cannot be written")
    except (OSError, StorageError) as error:
        raise _unavailable(folder, error) from error


def ensure_store(dataset: BuiltDataset) -> bool:
    """Make the store of a dataset's version unless it exists.

    The store is loaded under another name and moved into place when it is durable: an interrupted
    load leaves nothing that looks like a store. An existing store is never replaced, damaged or
    not, since it may have more than the dataset. Stores of other versions are removed, unless a
    server is using them.

    Returns:
        True if the store was made.

    Raises:
        LoadingError: the dataset's file is malformed.
        StoreDamagedError: the store exists, and no copy in it is intact.
        StoreInUseError: it is being written.
        StoreUnavailableError: it cannot be read, or cannot be made.

    """
    target = dataset.store
    try:
        if target.is_dir() and _holds_store(target):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = target.with_name(f".loading-{dataset.version}")
        shutil.rmtree(staging, ignore_errors=True)
        try:
            load_files(staging, [dataset.quads])
            shutil.rmtree(target, ignore_errors=True)
            staging.rename(target)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
    except OSError as error:
        raise _unavailable(target, error) from error
    for other in target.parent.iterdir():
        if other != target:
            _remove_unused(other)
    return True


def _holds_store(folder: Path) -> bool:
    """Return whether a folder has any part of a store, to be served or to be examined."""
    return any(_is_part_of_store(path) for path in folder.iterdir())


def _is_part_of_store(path: Path) -> bool:
    if path.name in ("lock", "incoming", CLEAN):
        return False
    # An empty folder is none, and neither is one with a load that was interrupted.
    return not path.is_dir() or any(part.name != _NEW for part in path.iterdir())


def load_files(folder: Path, files: Sequence[Path]) -> None:
    """Add RDF files to a store that no server has open; all of them or none.

    Raises:
        LoadingError: a file has an unknown extension, or is malformed.
        StoreDamagedError: no copy in the folder is intact.
        StoreInUseError: a server has the store open.
        StoreUnavailableError: the folder cannot be read or written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            require_space(folder)
            chosen = begin(folder, contents=True)
            if chosen.source is None:
                with _new_live(folder) as fresh:
                    _load(folder, fresh, files, chosen)
            else:
                _load(folder, folder / "live", files, chosen)
            end_in_order(folder, generation_numbers(folder)[-1])
    except (OSError, RuntimeError, StorageError) as error:
        if isinstance(error, StoreDamagedError | StoreInUseError):
            raise
        raise _unavailable(folder, error) from error


def load_checked(folder: Path, documents: Iterable[bytes]) -> None:
    """Make a store from documents that are known to be right, in a new folder.

    Args:
        folder: the store's folder.
        documents: N-Quads, each whole lines, that the engine has written. IRIs and language tags
            are not checked again. A blank node's label means the same node in all of them.

    Raises:
        LoadingError: a document is malformed.
        StoreUnavailableError: the folder cannot be written.

    """
    try:
        folder.mkdir(parents=True)
        with locked(folder), _new_live(folder) as fresh:
            require_space(folder)
            _load_checked(folder, fresh, documents)
        end_in_order(folder, generation_numbers(folder)[-1])
    except (OSError, RuntimeError, StorageError) as error:
        raise _unavailable(folder, error) from error


def _load_checked(folder: Path, live: Path, documents: Iterable[bytes]) -> None:
    store = Store(str(live))
    try:
        content = cast(IO[bytes], _Documents(documents))
        store.bulk_load(content, RdfFormat.N_QUADS, lenient=True)
    except (SyntaxError, ValueError) as error:
        raise LoadingError(document_complaint(str(error))) from error
    _publish(folder, store)


class _Documents:
    """Documents as one file, of which the engine reads some 2 KB at a time."""

    def __init__(self, documents: Iterable[bytes]) -> None:
        self._documents = iter(documents)
        self._document = b""
        self._position = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most so many; none at the end."""
        while self._position == len(self._document):
            following = next(self._documents, None)
            if following is None:
                return b""
            self._document, self._position = following, 0
        content = self._document[self._position : self._position + size]
        self._position += len(content)
        return content


@contextmanager
def _new_live(folder: Path) -> Iterator[Path]:
    """Provide a folder for a first live store, which is put in place once it is published.

    A load that is killed leaves it where the next writer removes it.
    """
    fresh = folder / "generations" / _NEW
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.parent.mkdir(exist_ok=True)
    try:
        yield fresh
        fresh.rename(folder / "live")
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _load(folder: Path, live: Path, files: Sequence[Path], beginning: Beginning) -> None:
    """Load files into a live store, publish it and close it.

    The live store has a part of them if this fails or is killed after the first of several files,
    so what it had before is in a generation, with which the next writer begins.
    """
    store = Store(str(live))
    replay(folder, store, beginning.logged)
    if files and beginning.source is not None and not generation_numbers(folder):
        _publish(folder, store, beginning.number)
    for path in files:
        gzipped = path.suffix == ".gz"
        name = path.with_suffix("") if gzipped else path
        rdf_format = RdfFormat.from_extension(name.suffix.lstrip("."))
        if rdf_format is None:
            raise LoadingError(f"{path}: the extension names no RDF format")
        try:
            with rdf_source(path, gzipped=gzipped) as source:
                store.bulk_load(source.content, rdf_format, path=source.path)
        except (OSError, EOFError, RuntimeError, SyntaxError, ValueError, zlib.error) as error:
            if storage_error(error) is not None:
                raise
            raise LoadingError(f"{path}: {document_complaint(str(error))}") from error
    _publish(folder, store, beginning.number)


def _publish(folder: Path, store: Store, newest: int = 0) -> None:
    """Publish a live store as a generation with a higher number than all others."""
    store.flush()
    generations = folder / "generations"
    generations.mkdir(exist_ok=True)
    generation = generations / str(max([newest, *generation_numbers(folder)]) + 1)
    try:
        store.backup(str(generation))
        make_seal(generation, {})
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise


def newest_generation(folder: Path) -> Path:
    """Return the newest generation of a store, which may be opened while a server runs.

    This waits until the server has published the updates that it has acknowledged.

    Raises:
        StoreDamagedError: there is none, or the log is damaged.
        StoreUnavailableError: acknowledged updates are not published in time.

    """
    first, give_up = _newest_number(folder), time.monotonic() + _PUBLISHING
    while (newest := _newest_number(folder)) == first and unpublished_updates(folder, newest):
        if time.monotonic() > give_up:
            raise StoreUnavailableError(
                f"{folder}: updates that were acknowledged are in no generation yet; start "
                "`districtgraph serve` with --store once, which publishes them"
            )
        time.sleep(_LOOK_AGAIN)
    return folder / "generations" / str(newest)


def _newest_number(folder: Path) -> int:
    numbers = generation_numbers(folder)
    if not numbers:
        raise StoreDamagedError(
            f"{folder}: no generation of this store is here; `districtgraph serve` with "
            "--store publishes one"
        )
    return numbers[-1]


def _unavailable(folder: Path, error: Exception) -> StoreUnavailableError:
    trouble = storage_error(error)
    reason = str(error) if trouble is None else trouble.log_line
    return StoreUnavailableError(f"{folder}: the store cannot be opened: {reason}")


def _remove_unused(folder: Path) -> None:
    with suppress(StoreInUseError, OSError), locked(folder):
        shutil.rmtree(folder, ignore_errors=True)
