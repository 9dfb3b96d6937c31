"""What tests of all parts share: where texts are, and one built dataset for the session."""

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path

import hypothesis
import pytest

from districtgraph.graph.curation.articles import Article, read_articles
from districtgraph.graph.dataset import build as build_module
from districtgraph.graph.dataset.build import BuildResult, build
from districtgraph.graph.dataset.checking import CheckReport
from districtgraph.ontology.reasoning import Classification

from .live_server import serving
from .small_corpus import SMALL_CORPUS
from .unit_guard import PERMISSIONS, bounding_time, forbidding

ROOT = Path(__file__).parent.parent
# How long an example takes says how busy the machine is, nothing about what is tested.
hypothesis.settings.register_profile("districtgraph", deadline=None)
hypothesis.settings.load_profile("districtgraph")
_NOTHING_WRONG = CheckReport((), Classification(consistent=True))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the unit tests: those to which no fixture permits more."""
    for item in items:
        if PERMISSIONS.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.unit)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Hold what a unit test's fixtures do to what a unit test may do."""
    with forbidding() if _is_unit(item) else nullcontext():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Hold a unit test to what it may do."""
    with ExitStack() as stack:
        if _is_unit(item):
            stack.enter_context(bounding_time())
            stack.enter_context(forbidding())
        return (yield)


def _is_unit(item: pytest.Item) -> bool:
    return item.get_closest_marker("unit") is not None


@pytest.fixture(scope="session")
def processes() -> None:
    """Permit what asks for this to start processes and to use the network; see unit_guard."""


@pytest.fixture(scope="session")
def patience() -> None:
    """Permit what asks for this to take long; see unit_guard."""


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
    """The dataset, built once for all tests that only read it.

    The checks, which start the reasoner, are tested by those of tests/graph that build with them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_module, "check_graphs", lambda graphs: _NOTHING_WRONG)
        return build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def reports() -> tuple[Article, ...]:
    """The articles of the small corpus."""
    return read_articles(SMALL_CORPUS)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """The dataset of the small corpus, unchecked as the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_module, "check_graphs", lambda graphs: _NOTHING_WRONG)
        return build(tmp_path_factory.mktemp("small"), articles=SMALL_CORPUS)


@pytest.fixture(scope="session")
def address(built: BuildResult, processes: None) -> Iterator[str]:
    """The address of a server over the built dataset, in a process of its own."""
    with serving(built.folder) as url:
        yield url
