"""What the running application serves: its settings and dataset."""

from typing import cast

from flask import current_app, request

from districtgraph.server.built_dataset import BuiltDataset
from districtgraph.server.config import ServerConfig

__all__ = ["current_config", "current_dataset", "public_url"]


def current_config() -> ServerConfig:
    """Return the settings."""
    return cast(ServerConfig, current_app.extensions["districtgraph"]["config"])


def current_dataset() -> BuiltDataset:
    """Return the dataset."""
    return cast(BuiltDataset, current_app.extensions["districtgraph"]["dataset"])


def public_url() -> str:
    """Return this server's address as clients see it, without a slash at the end."""
    return current_config().public_url or request.url_root.rstrip("/")
