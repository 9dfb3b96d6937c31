"""Loads a built dataset into an on-disk Oxigraph store, whole or not at all."""

import shutil
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from districtgraph.server.built_dataset import BuiltDataset

__all__ = ["ensure_store"]


def ensure_store(dataset: BuiltDataset) -> bool:
    """Make the store of a dataset's version where it is not there yet.

    The store is loaded beside its place and moved in when it is durable: a load that is interrupted
    leaves nothing that looks like a store. Stores of other versions are removed.

    Returns:
        True where the store was made.

    """
    target = dataset.store
    if target.is_dir():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = target.with_name(f".loading-{dataset.version}")
    shutil.rmtree(staging, ignore_errors=True)
    _load(dataset.quads, staging)
    staging.rename(target)
    for other in target.parent.iterdir():
        if other != target:
            shutil.rmtree(other, ignore_errors=True)
    return True


def _load(quads: Path, folder: Path) -> None:
    store = Store(str(folder))
    store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    store.flush()
