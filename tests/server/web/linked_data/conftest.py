"""The linked data of the built dataset, in this process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application

ApplicationOf = Callable[..., Flask]


@pytest.fixture(scope="session")
def application(built: BuildResult, real_store: MemoryBackend, names: Path) -> ApplicationOf:
    """Makes applications over the built dataset with settings."""
    dataset = read_dataset(built.folder)

    def make(**settings: Any) -> Flask:
        config = ServerConfig(built.folder, **settings)
        return pages_application(config, dataset, real_store, names)

    return make


@pytest.fixture(scope="session")
def linked(application: ApplicationOf) -> FlaskClient:
    """A client of the built dataset's linked data."""
    return application().test_client()
