"""An endpoint with Chinese data, and the clients for Node, installed once.

DISTRICTGRAPH_CLIENTS_QUERY and DISTRICTGRAPH_CLIENTS_UPDATE name another endpoint for the
clients, such as one of `oxigraph serve`, to find out whether a fault is theirs or ours. All data of
that endpoint is deleted.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.exchange import AUTHORIZATION
from tests.faults.running_server import RunningServer
from tests.patience import PATIENCE, PATIENT_VARIABLES

from .clients import CLIENTS, NODE_CLIENTS, Client
from .endpoint import Endpoint

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def endpoint(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    if query := os.environ.get("DISTRICTGRAPH_CLIENTS_QUERY"):
        other = Endpoint(query, os.environ["DISTRICTGRAPH_CLIENTS_UPDATE"], guarded=False)
        other.load()
        yield other
        return
    running = RunningServer(tmp_path_factory.mktemp("clients") / "store", PATIENT_VARIABLES)
    running.start()
    try:
        url = f"{running.address}/sparql"
        ours = Endpoint(url, url, headers=AUTHORIZATION)
        ours.load()
        yield ours
    finally:
        running.stop()


@pytest.fixture(scope="session")
def installed(processes: None) -> None:
    """Install the packages that package-lock.json names, unless they are there already."""
    if shutil.which("npm") is None:
        message = "npm is missing: install Node.js 20 or later to try the clients of its world"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    lock, done = HERE / "package-lock.json", HERE / "node_modules" / ".package-lock.json"
    if done.exists() and done.stat().st_mtime > lock.stat().st_mtime:
        return
    npm = subprocess.run(["npm", "ci"], cwd=HERE, capture_output=True, timeout=PATIENCE)
    assert npm.returncode == 0, npm.stderr.decode("utf-8", "replace")


@pytest.fixture(params=list(CLIENTS))
def client(request: pytest.FixtureRequest) -> Client:
    if request.param in NODE_CLIENTS:
        request.getfixturevalue("installed")
    return CLIENTS[request.param]
