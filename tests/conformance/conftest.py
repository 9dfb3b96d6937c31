"""The servers of the suites, one process each for the session."""

import os
from collections.abc import Iterator

import pytest

from .servers import Server, districtgraph, oxigraph, oxigraph_binary


@pytest.fixture(scope="session")
def subject(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Our server; DISTRICTGRAPH_CONFORMANCE_SUBJECT=oxigraph tries the suites on Oxigraph's."""
    folder = tmp_path_factory.mktemp("store")
    foreign = os.environ.get("DISTRICTGRAPH_CONFORMANCE_SUBJECT") == "oxigraph"
    with oxigraph(folder) if foreign else districtgraph(folder) as server:
        yield server


@pytest.fixture(scope="session")
def native(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Oxigraph's own server; without its command skip, and fail in CI, where it always is."""
    if oxigraph_binary() is None:
        message = "the oxigraph command is missing: install the PyPI package oxigraph"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture
def server(subject: Server) -> Server:
    """Our server with nothing in its store."""
    subject.clear()
    return subject
