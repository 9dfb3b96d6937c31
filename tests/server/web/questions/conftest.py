"""The catalogue over the built dataset, and the pages' client over the same."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.questions.catalogue import Catalogue
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.application import pages_application


@pytest.fixture(scope="session")
def memory(real_store: MemoryBackend) -> MemoryBackend:
    return real_store


@pytest.fixture(scope="session")
def catalogue(memory: MemoryBackend) -> Catalogue:
    return Catalogue(StoreReader(memory))


@pytest.fixture(scope="session")
def series_store(series_quads: str) -> MemoryBackend:
    return MemoryBackend(series_quads)


@pytest.fixture(scope="session")
def series_catalogue(series_store: MemoryBackend) -> Catalogue:
    """The catalogue over reports of several places and years, for the questions across texts."""
    return Catalogue(StoreReader(series_store))


@pytest.fixture(scope="session")
def series_api(
    built: BuildResult, series_store: MemoryBackend, tmp_path_factory: pytest.TempPathFactory
) -> FlaskClient:
    dataset = read_dataset(built.folder)
    config = ServerConfig(built.folder)
    names = tmp_path_factory.mktemp("series-names")
    return pages_application(config, dataset, series_store, names).test_client()


@pytest.fixture(scope="session")
def api(built: BuildResult, memory: MemoryBackend, names: Path) -> FlaskClient:
    dataset = read_dataset(built.folder)
    config = ServerConfig(built.folder)
    return pages_application(config, dataset, memory, names).test_client()
