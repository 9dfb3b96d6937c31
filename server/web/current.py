"""What the running application serves: its settings, dataset and store, and its addresses."""

from typing import cast
from urllib.parse import urlsplit

from flask import current_app, g, request

from districtgraph.server.core.addresses import Addresses
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.client_address import client_address
from districtgraph.server.knowledge.labels.label_index import LabelIndex, LabelIndexes
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.shared_queries import SharedQueries

__all__ = [
    "current_addresses",
    "current_client",
    "current_config",
    "current_dataset",
    "current_label_index",
    "current_shared_queries",
    "current_store",
    "public_url",
]


def current_config() -> ServerConfig:
    """Return the settings."""
    return cast(ServerConfig, current_app.extensions["districtgraph"]["config"])


def current_dataset() -> BuiltDataset:
    """Return the dataset."""
    return cast(BuiltDataset, current_app.extensions["districtgraph"]["dataset"])


def current_store() -> StoreReader:
    """Return the store, as views ask it."""
    return cast(StoreReader, current_app.extensions["districtgraph"]["store"])


def current_label_index() -> LabelIndex:
    """Return the search over the names of what is in the store.

    Raises:
        RequestError: the store gives no answer.

    """
    return cast(LabelIndexes, current_app.extensions["districtgraph"]["labels"]).current()


def current_shared_queries() -> SharedQueries:
    """Return the queries that short links lead to."""
    return cast(SharedQueries, current_app.extensions["districtgraph"]["shared_queries"])


def current_client() -> str:
    """Return what stands for the client of this request in bounds for each."""
    # Where ProxyFix has put what proxies say, it keeps what was there.
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
