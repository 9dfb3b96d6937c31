"""Pages over the real dataset, and over any quads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset, read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application

PagesOf = Callable[..., FlaskClient]


@pytest.fixture
def real_pages_with(built: BuildResult, real_store: MemoryBackend) -> PagesOf:
    """Makes pages over the first article's graph with settings."""

    def make(**settings: Any) -> FlaskClient:
        config = ServerConfig(built.folder, **settings)
        return pages_application(config, read_dataset(built.folder), real_store).test_client()

    return make


@pytest.fixture
def real_pages(real_pages_with: PagesOf) -> FlaskClient:
    """The pages over the first article's graph, without the article."""
    return real_pages_with()


@pytest.fixture
def pages_of(tmp_path: Path) -> PagesOf:
    """Makes pages over a bare store of the quads that it is given."""

    def make(quads: str, **settings: Any) -> FlaskClient:
        config = ServerConfig(tmp_path, **settings)
        return pages_application(config, no_dataset(tmp_path), MemoryBackend(quads)).test_client()

    return make
