"""Servers with short deadlines over a small dense graph, one for each file of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from districtgraph.graph.dataset.build import BuildResult

from .lateness import TRIES, TooLateError
from .running_server import RunningServer, serving_dense_graph
from .served_dataset import served_dataset


@pytest.fixture(scope="module")
def server(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with serving_dense_graph(tmp_path_factory.mktemp("faults") / "store") as running:
        yield running


@pytest.fixture(scope="module")
def paged_server(
    processes: None, built: BuildResult, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """One that has pages too: over a copy of the built dataset, with the dense graph in it."""
    with served_dataset(built.folder, tmp_path_factory.mktemp("paged")) as running:
        yield running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a test of this folder again that was only too late."""
    again = pytest.mark.flaky(reruns=TRIES - 1, only_rerun=[TooLateError.__name__])
    folder = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker(again)
