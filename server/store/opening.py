"""The door to the store on this machine: made, looked at, loaded, asked, opened for a server.

What is behind it, folders, locks, processes and the engine, is the embedded store's own matter.
"""

from collections.abc import Callable
from pathlib import Path

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.protocol import Query
from districtgraph.server.store.backend import Backend
from districtgraph.server.store.built_dataset import (
    BuiltDataset,
    DatasetError,
    read_dataset,
)
from districtgraph.server.store.embedded.engine.embedded_store import EmbeddedStore, StoreError
from districtgraph.server.store.embedded.folder.backup import BackupError, backup, restore
from districtgraph.server.store.embedded.folder.loading import (
    LoadingError,
    StoreUnavailableError,
    check_store,
    ensure_store,
    load_files,
    newest_generation,
)
from districtgraph.server.store.embedded.folder.store_folder import StoreDamagedError
from districtgraph.server.store.embedded.folder.store_lock import StoreInUseError, claim_store
from districtgraph.server.store.embedded.local_store import LocalStore, local_store
from districtgraph.server.store.embedded.processes.child_process import die_with_parent
from districtgraph.server.store.embedded.store_service import StoreService

__all__ = [
    "STORE_ERRORS",
    "LocalStore",
    "StoreInUseError",
    "ask",
    "backup",
    "base_of",
    "check_store",
    "claim_store",
    "die_with_parent",
    "ensure_store",
    "load_files",
    "local_store",
    "new_backend",
    "prepare_dataset",
    "restore",
]

STORE_ERRORS: tuple[type[Exception], ...] = (
    BackupError, LoadingError, StoreDamagedError, StoreError, StoreInUseError,
    StoreUnavailableError,
)  # fmt: skip
"""What goes wrong with a store on this machine; each message says what to do."""


def prepare_dataset(
    folder: Path, base_iri: str | None, tell: Callable[[str], None]
) -> BuiltDataset:
    """Return the dataset of a folder with its store, built and loaded where that is to be done.

    Args:
        folder: the dataset's.
        base_iri: base of all IRIs that are minted; None for that of the dataset which is there.
        tell: takes lines that say what is done.

    Raises:
        GraphRejectedError, ReasonerError: the graph is refused, or could not be checked.
        OSError: the dataset cannot be written.
        DatasetError, LoadingError, StoreDamagedError, StoreInUseError, StoreUnavailableError: see
            `read_dataset` and `ensure_store`.

    """
    # With the reasoner, which nothing else here needs.
    from districtgraph.graph.dataset.build import build

    build(folder, base=base_iri or base_of(folder) or BASE, tell=tell)
    dataset = read_dataset(folder)
    if ensure_store(dataset):
        tell(f"Loaded {dataset.counts['triples']:,} triples into {dataset.store}.")
    return dataset


def base_of(folder: Path) -> str | None:
    """Return the base IRI of the dataset that is there: another one is not made unasked."""
    try:
        return read_dataset(folder).base
    except DatasetError:
        return None


def new_backend(folder: Path, config: ServerConfig, base: str = BASE) -> Backend:
    """Return the backend of the store in a folder, which is still to be opened.

    Args:
        folder: the store's.
        config: the bounds.
        base: base IRI of the dataset in it.

    """
    return StoreService(folder, config, base)


def ask(folder: Path, query: Query, output: Format, base: str = BASE) -> bytes:
    """Return the answer of a store that nobody needs to serve, evaluated in this process.

    Args:
        folder: the store's.
        query: the operation.
        output: the format of the result.
        base: base IRI of the dataset in it.

    Raises:
        RequestError: the query cannot be answered.
        StoreDamagedError, StoreError: the store cannot be opened.

    """
    return EmbeddedStore(newest_generation(folder), base).answer(query, output)
