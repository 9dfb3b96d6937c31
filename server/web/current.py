"""The current application's settings, dataset, store and addresses."""

from functools import lru_cache
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from flask import current_app, g, request

from districtgraph.graph.corpora.corpus_settings import (
    SETTINGS_FILE,
    CorpusError,
    CorpusSettings,
    read_settings,
)
from districtgraph.server.core.addresses import Addresses
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.client_address import client_address
from districtgraph.server.knowledge.labels.label_index import LabelIndex, LabelIndexes
from districtgraph.server.knowledge.sources.source_texts import TextFolder
from districtgraph.server.store.built_dataset import BuiltDataset, with_built_files
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.shared_queries import SharedQueries

__all__ = [
    "current_addresses",
    "current_client",
    "current_config",
    "current_corpus",
    "current_dataset",
    "current_label_index",
    "current_shared_queries",
    "current_store",
    "current_texts",
    "is_current_label_index",
    "names_read",
    "public_url",
]


def current_config() -> ServerConfig:
    """Return the settings."""
    return cast(ServerConfig, current_app.extensions["districtgraph"]["config"])


def current_corpus() -> CorpusSettings | None:
    """Return what the corpus that is served says of itself; None if none is served.

    It is read again when its file has changed; None, too, while that cannot be read.
    """
    folder = current_config().corpus
    if folder is None:
        return None
    try:
        return _settings(folder, (folder / SETTINGS_FILE).stat().st_mtime_ns)
    except (OSError, CorpusError):
        # It is unreadable, perhaps for the moment in which another process changes it.
        return None


@lru_cache(maxsize=1)
def _settings(folder: Path, _changed: int) -> CorpusSettings:
    return read_settings(folder)


def current_texts() -> TextFolder | None:
    """Return the folder of the texts that are shown: the operator's, or that of the corpus."""
    config, corpus = current_config(), current_corpus()
    if config.sources is not None:
        return TextFolder(Path(config.sources))
    if config.corpus is None or corpus is None:
        return None
    return TextFolder(config.corpus / corpus.texts, by_hash=True)


def current_dataset() -> BuiltDataset:
    """Return the dataset; that of a corpus with the files that are built of it now."""
    dataset = cast(BuiltDataset, current_app.extensions["districtgraph"]["dataset"])
    return with_built_files(dataset) if current_config().corpus else dataset


def current_store() -> StoreReader:
    """Return the store, as views ask it."""
    return cast(StoreReader, current_app.extensions["districtgraph"]["store"])


def current_label_index() -> LabelIndex:
    """Return the search over the names in the store.

    Raises:
        RequestError: the store gives no answer.

    """
    return cast(LabelIndexes, current_app.extensions["districtgraph"]["labels"]).current()


def names_read() -> int:
    """Return how many rows of names have been read for the first index, while it is being made."""
    return cast(LabelIndexes, current_app.extensions["districtgraph"]["labels"]).names_read


def is_current_label_index(index: LabelIndex) -> bool:
    """Return whether an index has the names that the store has now."""
    return cast(LabelIndexes, current_app.extensions["districtgraph"]["labels"]).is_current(index)


def current_shared_queries() -> SharedQueries:
    """Return the queries that short links lead to."""
    return cast(SharedQueries, current_app.extensions["districtgraph"]["shared_queries"])


def current_client() -> str:
    """Return the key of this request's client for limits per client."""
    # ProxyFix replaces values by those that proxies sent, and stores the originals.
    given = {**request.environ, **request.environ.get("werkzeug.proxy_fix.orig", {})}
    return client_address(request.headers, given.get("REMOTE_ADDR"), current_config().trusted_hops)


def public_url() -> str:
    """Return this server's address as clients see it, without a slash at the end."""
    return current_config().public_url or request.url_root.rstrip("/")


def current_addresses() -> Addresses:
    """Return the addresses of what the dataset mints, as this request's client sees them."""
    if "addresses" not in g:
        root = public_url()
        g.addresses = Addresses(current_dataset().base, root, urlsplit(root).path.rstrip("/"))
    return cast(Addresses, g.addresses)
