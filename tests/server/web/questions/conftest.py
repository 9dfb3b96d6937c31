"""The catalogue over the built dataset, and the pages' client over the same."""

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.questions.catalogue import Catalogue
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.application import pages_application
from tests.series_corpus import series_n_quads


@pytest.fixture(scope="session")
def memory(real_store: MemoryBackend) -> MemoryBackend:
    return real_store


@pytest.fixture(scope="session")
def catalogue(memory: MemoryBackend) -> Catalogue:
    return Catalogue(StoreReader(memory))


@pytest.fixture(scope="session")
def series_catalogue() -> Catalogue:
    """The catalogue over reports of several places and years, for the questions across texts."""
    return Catalogue(StoreReader(MemoryBackend(series_n_quads())))


@pytest.fixture(scope="session")
def api(built: BuildResult, memory: MemoryBackend) -> FlaskClient:
    dataset = read_dataset(built.folder)
    return pages_application(ServerConfig(built.folder), dataset, memory).test_client()
