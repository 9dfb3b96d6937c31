"""Loads data into an on-disk Oxigraph store, whole or not at all.

What a store's folder holds stands in `districtgraph.server.store.store_writer`.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.store_lock import StoreInUseError, locked
from districtgraph.server.store.store_writer import mend

__all__ = ["LoadingError", "ensure_store", "load_files", "newest_generation"]


class LoadingError(ValueError):
    """A file cannot be loaded; the message names it."""


def ensure_store(dataset: BuiltDataset) -> bool:
    """Make the store of a dataset's version where it is not there yet.

    The store is loaded beside its place and moved in when it is durable: a load that is interrupted
    leaves nothing that looks like a store. Stores of other versions are removed, unless a server
    is using them.

    Returns:
        True where the store was made.

    """
    target = dataset.store
    if (target / "live").is_dir():
        return False
    if target.is_dir():
        # Its replacement may have been interrupted between two steps.
        with locked(target):
            mend(target)
        if (target / "live").is_dir():
            return False
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = target.with_name(f".loading-{dataset.version}")
    shutil.rmtree(staging, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    load_files(staging, [dataset.quads])
    staging.rename(target)
    for other in target.parent.iterdir():
        if other != target:
            _remove_unused(other)
    return True


def load_files(folder: Path, files: Sequence[Path]) -> None:
    """Add RDF files to a store that no server has open; each file whole or not at all.

    Raises:
        LoadingError: a file of an unknown extension, or malformed.
        StoreInUseError: a server has the store open.

    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        mend(folder)
        store = Store(str(folder / "live"))
        for path in files:
            rdf_format = RdfFormat.from_extension(path.suffix.lstrip("."))
            if rdf_format is None:
                raise LoadingError(f"{path}: the extension names no RDF format")
            try:
                store.bulk_load(path=str(path), format=rdf_format)
            except (OSError, SyntaxError, ValueError) as error:
                raise LoadingError(f"{path}: {error}") from error
        store.flush()
        generations = folder / "generations"
        generations.mkdir(exist_ok=True)
        number = max((int(p.name) for p in generations.iterdir() if p.name.isdigit()), default=0)
        store.backup(str(generations / str(number + 1)))


def newest_generation(folder: Path) -> Path:
    """Return the newest generation of a store: what may be opened beside a server."""
    return max((folder / "generations").iterdir(), key=lambda path: int(path.name))


def _remove_unused(folder: Path) -> None:
    try:
        with locked(folder):
            shutil.rmtree(folder, ignore_errors=True)
    except (StoreInUseError, OSError):
        return
