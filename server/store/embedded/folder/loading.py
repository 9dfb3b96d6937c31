"""Loads data into an on-disk Oxigraph store, whole or not at all.

What a store's folder holds stands in `districtgraph.server.store.embedded.folder.store_folder`.
"""

import gzip
import os
import shutil
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat, Store

from districtgraph.server.core.errors import StorageError
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.embedded.engine.complaints import document_complaint
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.folder.generation_seal import make_seal
from districtgraph.server.store.embedded.folder.store_folder import (
    CLEAN,
    StoreDamagedError,
    begin,
    choose_beginning,
    end_in_order,
    generation_numbers,
    require_space,
    whole_generation,
)
from districtgraph.server.store.embedded.folder.store_lock import StoreInUseError, locked

__all__ = [
    "LoadingError",
    "StoreUnavailableError",
    "check_store",
    "ensure_store",
    "load_files",
    "newest_generation",
]


_ENDING = 2.0
"""Seconds that a server which was just killed may take to let go of its store."""


class LoadingError(ValueError):
    """A file cannot be loaded; the message names it."""


class StoreUnavailableError(RuntimeError):
    """A store's folder cannot be read or written; the message names it and what to do."""


def check_store(folder: Path) -> None:
    """Make sure that a store can be served: a copy in its folder is whole, or the folder is new.

    Where nothing can be written, as on a full disk, a whole generation is enough.

    Raises:
        StoreDamagedError: no copy in it is whole.
        StoreInUseError: another process writes it.
        StoreUnavailableError: it cannot be read, or there is nothing to read and nothing can be
            written.

    """
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
        # Only to tell at once if another server has it; the writer takes the lock for good.
        with locked(folder, _ENDING):
            chosen = choose_beginning(folder, contents=True)
        if chosen.source is None or whole_generation(folder) is None:
            require_space(folder)
            if not os.access(folder, os.W_OK):
                raise StorageError("read-only", f"{folder} cannot be written")
    except (OSError, StorageError) as error:
        raise _unavailable(folder, error) from error


def ensure_store(dataset: BuiltDataset) -> bool:
    """Make the store of a dataset's version where it is not there yet.

    The store is loaded beside its place and moved in when it is durable: a load that is interrupted
    leaves nothing that looks like a store. A store that is there is never replaced, damaged or not:
    it may have more than the dataset. Stores of other versions are removed, unless a server
    is using them.

    Returns:
        True where the store was made.

    Raises:
        LoadingError: the dataset's file is malformed.
        StoreDamagedError: the store is there, and no copy in it is whole.
        StoreInUseError: it is being written.
        StoreUnavailableError: it cannot be read, or not be made.

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
    """Return whether anything of a store is there, to be served or to be kept for a look at it."""
    return any(
        path.name not in ("lock", "incoming", CLEAN)
        and not (path.is_dir() and not any(path.iterdir()))
        for path in folder.iterdir()
    )


def load_files(folder: Path, files: Sequence[Path]) -> None:
    """Add RDF files to a store that no server has open; all of them or none.

    Raises:
        LoadingError: a file of an unknown extension, or malformed.
        StoreDamagedError: no copy in the folder is whole.
        StoreInUseError: a server has the store open.
        StoreUnavailableError: the folder cannot be read or written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            require_space(folder)
            begin(folder, contents=True)
            try:
                _load(folder, files)
            except BaseException:
                # What was loaded is in the live store alone, and in no generation.
                if not generation_numbers(folder):
                    shutil.rmtree(folder / "live", ignore_errors=True)
                raise
    except (OSError, RuntimeError, StorageError) as error:
        if isinstance(error, StoreDamagedError | StoreInUseError):
            raise
        raise _unavailable(folder, error) from error


def _load(folder: Path, files: Sequence[Path]) -> None:
    store = Store(str(folder / "live"))
    for path in files:
        packed = path.suffix == ".gz"
        name = path.with_suffix("") if packed else path
        rdf_format = RdfFormat.from_extension(name.suffix.lstrip("."))
        if rdf_format is None:
            raise LoadingError(f"{path}: the extension names no RDF format")
        try:
            if packed:
                with gzip.open(path) as file:
                    store.bulk_load(cast(IO[bytes], file), rdf_format)
            else:
                store.bulk_load(path=str(path), format=rdf_format)
        except (OSError, EOFError, RuntimeError, SyntaxError, ValueError, zlib.error) as error:
            if storage_error(error) is not None:
                raise
            raise LoadingError(f"{path}: {document_complaint(str(error))}") from error
    store.flush()
    generations = folder / "generations"
    generations.mkdir(exist_ok=True)
    generation = generations / str(max(generation_numbers(folder), default=0) + 1)
    try:
        store.backup(str(generation))
        make_seal(generation, {})
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    end_in_order(folder, int(generation.name))


def newest_generation(folder: Path) -> Path:
    """Return the newest generation of a store: what may be opened beside a server.

    Raises:
        StoreDamagedError: there is none.

    """
    numbers = generation_numbers(folder)
    if not numbers:
        raise StoreDamagedError(
            f"{folder}: no generation of this store is here; `districtgraph serve` with "
            "--store publishes one"
        )
    return folder / "generations" / str(numbers[-1])


def _unavailable(folder: Path, error: Exception) -> StoreUnavailableError:
    trouble = storage_error(error)
    told = str(error) if trouble is None else trouble.log_line
    return StoreUnavailableError(f"{folder}: the store cannot be opened: {told}")


def _remove_unused(folder: Path) -> None:
    with suppress(StoreInUseError, OSError), locked(folder):
        shutil.rmtree(folder, ignore_errors=True)
