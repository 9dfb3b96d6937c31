"""Every backend that a server can have: add a new one to `BACKENDS`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.backend import Backend
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.opening import new_backend
from tests.engines.running import ENGINES, Engines, RunningEngine
from tests.patience import PATIENT_SETTINGS


def embedded(folder: Path) -> Backend:
    return new_backend(
        folder / "store", ServerConfig(folder, workers=1, query_log="-", **PATIENT_SETTINGS)
    )


BACKENDS: dict[str, Callable[[Path], Backend]] = {
    "memory": lambda _: MemoryBackend(),
    "embedded": embedded,
}


def remote(engine: RunningEngine, folder: Path) -> Backend:
    settings = {**PATIENT_SETTINGS, **engine.settings, "engine_only_writer": 1, "query_log": "-"}
    return new_backend(folder / "store", ServerConfig(folder, **settings))


@pytest.fixture(params=[*BACKENDS, *ENGINES])
def made(
    processes: None, engines: Engines, request: pytest.FixtureRequest, tmp_path: Path
) -> Backend:
    """An empty backend of each kind, to be opened."""
    if request.param in BACKENDS:
        return BACKENDS[request.param](tmp_path)
    return remote(engines.empty(request.param), tmp_path)
