"""The linked data of the built dataset, in this process."""

from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application


def application(folder: Path, public_url: str | None = None, trusted_hops: int = 0) -> Flask:
    """Return the application over a built dataset."""
    config = ServerConfig(folder, public_url=public_url, trusted_hops=trusted_hops)
    dataset = read_dataset(folder)
    return pages_application(config, dataset, _store(dataset.quads))


@cache
def _store(quads: Path) -> MemoryBackend:
    """Return a store of a built dataset's quads, which no test changes."""
    return MemoryBackend(quads.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def linked(built: BuildResult) -> FlaskClient:
    """A client of the built dataset's linked data."""
    return application(built.folder).test_client()
