"""A server with short deadlines over a small dense graph, one for each file of tests."""

from collections.abc import Iterator

import pytest

from .running_server import RunningServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path_factory.mktemp("faults") / "store")
    running.start()
    try:
        loaded = running.load_dense_graph()
        assert loaded.status in (200, 201, 204), str(loaded)
        yield running
    finally:
        running.stop()
