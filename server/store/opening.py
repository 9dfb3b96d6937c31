"""Creates, loads, queries and opens the store on this machine.

Callers need not know its folders, locks, processes and engine.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.backend import Backend
from districtgraph.server.store.built_dataset import (
    BuiltDataset,
    DatasetError,
    no_dataset,
    read_dataset,
)
from districtgraph.server.store.embedded.engine.embedded_store import EmbeddedStore, StoreError
from districtgraph.server.store.embedded.folder.backup import BackupError, backup, restore
from districtgraph.server.store.embedded.folder.loading import (
    LoadingError,
    StoreUnavailableError,
    check_store,
    ensure_store,
    load_checked,
    load_files,
    newest_generation,
)
from districtgraph.server.store.embedded.folder.store_folder import StoreDamagedError
from districtgraph.server.store.embedded.folder.store_lock import StoreInUseError, claim_store
from districtgraph.server.store.embedded.local_store import LocalStore, local_store
from districtgraph.server.store.embedded.processes.child_process import die_with_parent
from districtgraph.server.store.embedded.store_service import StoreService
from districtgraph.server.store.remote.engine import engine_of
from districtgraph.server.store.remote.publishing import Published, PublishingError
from districtgraph.server.store.remote.publishing import publish as publish_to
from districtgraph.server.store.remote.remote_service import RemoteService

__all__ = [
    "STORE_ERRORS",
    "LocalStore",
    "StoreInUseError",
    "ask",
    "backup",
    "base_of",
    "check_engine",
    "check_store",
    "claim_store",
    "dataset_of",
    "die_with_parent",
    "ensure_store",
    "load_checked",
    "load_files",
    "local_store",
    "new_backend",
    "prepare_dataset",
    "publish",
    "restore",
]

STORE_ERRORS: tuple[type[Exception], ...] = (
    BackupError, LoadingError, PublishingError, StoreDamagedError, StoreError, StoreInUseError,
    StoreUnavailableError,
)  # fmt: skip
"""The errors of stores; each message says what to do."""


def prepare_dataset(
    folder: Path, base_iri: str | None, report: Callable[[str], None]
) -> BuiltDataset:
    """Return the dataset of a folder with its store, building and loading them if necessary.

    Args:
        folder: the dataset's folder.
        base_iri: the base of all minted IRIs; None for that of the existing dataset.
        report: is called with a line about each step.

    Raises:
        GraphRejectedError, ReasonerError: the graph is refused, or could not be checked.
        OSError: the dataset cannot be written.
        DatasetError, LoadingError, StoreDamagedError, StoreInUseError, StoreUnavailableError: see
            `read_dataset` and `ensure_store`.

    """
    # This imports the reasoner, which nothing else here needs.
    from districtgraph.graph.dataset.build import build

    build(folder, base=base_iri or base_of(folder) or BASE, report=report)
    dataset = read_dataset(folder)
    if ensure_store(dataset):
        report(f"Loaded {dataset.counts['triples']:,} triples into {dataset.store}.")
    return dataset


def base_of(folder: Path) -> str | None:
    """Return the base IRI of the existing dataset, which is not changed without being asked to."""
    try:
        return read_dataset(folder).base
    except DatasetError:
        return None


def dataset_of(config: ServerConfig) -> BuiltDataset:
    """Return the dataset whose pages and files are served.

    With another engine, this is the dataset in the data folder, if there is one.

    Raises:
        DatasetError: there is no dataset, and nothing else to serve.

    """
    if config.engine is not None:
        try:
            return read_dataset(config.data)
        except DatasetError:
            return no_dataset(config.data)
    return read_dataset(config.data) if config.store is None else no_dataset(config.store)


def publish(
    config: ServerConfig, files: Sequence[Path], report: Callable[[str], None]
) -> Published:
    """Write the graphs of RDF files to the engine in the settings, as far as they differ.

    Args:
        config: the settings, which name the engine.
        files: the RDF files.
        report: is called with lines about the progress.

    Raises:
        SettingError: the settings name no engine.
        PublishingError: the engine did not accept everything.

    """
    return publish_to(engine_of(config), files, report)


def check_engine(config: ServerConfig) -> None:
    """Make sure that the settings name an engine; SettingError if they do not."""
    engine_of(config)


def new_backend(folder: Path, config: ServerConfig, base: str = BASE) -> Backend:
    """Return the backend of the engine in the settings, or else of the store in a folder.

    It is not open yet.

    Args:
        folder: the store's folder.
        config: the limits.
        base: the base IRI of the dataset in it.

    """
    return RemoteService(config, base) if config.engine else StoreService(folder, config, base)


def ask(folder: Path, query: QueryOperation, output: Format, base: str = BASE) -> bytes:
    """Return the result of a query, evaluated in this process over a store that is not served.

    Args:
        folder: the store's folder.
        query: the operation.
        output: the format of the result.
        base: base IRI of the dataset in it.

    Raises:
        RequestError: the query cannot be answered.
        StoreDamagedError, StoreError: the store cannot be opened.

    """
    return EmbeddedStore(newest_generation(folder), base).answer(query, output)
