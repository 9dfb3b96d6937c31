"""Pages over the real dataset, and over any quads."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset, read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application

PagesOf = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def real_application(
    built: BuildResult, real_store: MemoryBackend, names: Path
) -> Callable[..., Flask]:
    """Makes applications over the first article's graph with settings.

    Tests that only read share one for each setting, with what it has in its caches.
    """
    dataset = read_dataset(built.folder)

    @cache
    def make(**settings: Any) -> Flask:
        config = ServerConfig(built.folder, **settings)
        return pages_application(config, dataset, real_store, names)

    return make


@pytest.fixture(scope="session")
def real_pages_with(real_application: Callable[..., Flask]) -> PagesOf:
    """Makes clients, each without cookies, of pages over the first article's graph."""
    return lambda **settings: real_application(**settings).test_client()


@pytest.fixture
def real_pages(real_pages_with: PagesOf) -> FlaskClient:
    """The pages over the first article's graph, without the article."""
    return real_pages_with()


@pytest.fixture
def new_real_pages(built: BuildResult, real_store: MemoryBackend) -> FlaskClient:
    """The same, but no other test has used them, so that they have nothing in their caches."""
    dataset = read_dataset(built.folder)
    return pages_application(ServerConfig(built.folder), dataset, real_store).test_client()


@pytest.fixture
def pages_of(tmp_path: Path) -> PagesOf:
    """Makes pages over a bare store of the quads that it is given."""

    def make(quads: str, **settings: Any) -> FlaskClient:
        config = ServerConfig(tmp_path, **settings)
        return pages_application(config, no_dataset(tmp_path), MemoryBackend(quads)).test_client()

    return make
