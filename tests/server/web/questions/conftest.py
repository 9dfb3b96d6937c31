"""The catalogue over the built dataset, and the pages' client over the same."""

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.app import create_app
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.questions.catalogue import Catalogue
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.store_reader import StoreReader
from tests.memory_store import MemoryStore


@pytest.fixture(scope="session")
def memory(built: BuildResult) -> MemoryStore:
    return MemoryStore(read_dataset(built.folder).quads.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def catalogue(memory: MemoryStore) -> Catalogue:
    return Catalogue(StoreReader(memory))


@pytest.fixture(scope="session")
def api(built: BuildResult, memory: MemoryStore) -> FlaskClient:
    dataset = read_dataset(built.folder)
    return create_app(ServerConfig(built.folder), dataset, memory).test_client()
