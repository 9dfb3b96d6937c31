"""What tests of all parts share: where texts are, and one built dataset for the session."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from districtgraph.graph.dataset.build import BuildResult, build

from .live_server import serving

ROOT = Path(__file__).parent.parent
# How long an example takes says how busy the machine is, nothing about what is tested.
hypothesis.settings.register_profile("districtgraph", deadline=None)
hypothesis.settings.load_profile("districtgraph")


def folder_or_skip(variable: str, default: str) -> Path:
    """Return a folder of texts; without it skip, and fail in CI, where it always is."""
    folder = Path(os.environ.get(variable) or ROOT / default)
    if folder.is_dir():
        return folder
    message = f"{folder} is missing: set {variable} to run this test"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def sources() -> Path:
    return folder_or_skip("DISTRICTGRAPH_SOURCES", "../shared/source")


@pytest.fixture(scope="session")
def corpus() -> Path:
    return folder_or_skip("DISTRICTGRAPH_CORPUS", "../shared/corpus")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """The dataset, built once for all tests that only read it."""
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def address(built: BuildResult) -> Iterator[str]:
    """The address of a server over the built dataset, in a process of its own."""
    with serving(built.folder) as url:
        yield url
