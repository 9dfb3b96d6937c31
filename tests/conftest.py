"""Shared by all tests: the places of texts, and one built dataset for the session."""

import gc
import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from werkzeug.routing import Rule

from districtgraph.graph.curation.articles import Article, read_articles
from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.graph.text.documents import ARTICLES
from districtgraph.server.store import generation_cache
from districtgraph.server.web import application

from .compiled_routes import compiled_once
from .compiled_templates import CompiledTemplates
from .engines.running import Engines
from .live_server import serving
from .longest_first import LongestFirst
from .patience import PATIENCE
from .series_corpus import SERIES_CORPUS, SERIES_QUADS, write_series
from .shared_datasets import build_shared, build_unchecked, folder_made_once
from .small_corpus import SMALL_CORPUS
from .temporary_folders import use_memory
from .unit_guard import NO_UNIT_TESTS, PERMISSIONS, bounding_time, forbidding

ROOT = Path(__file__).parent.parent
_OF_THE_ALONE = ROOT / "tests" / "faults"
"""The folder in which `make test` looks for tests that run alone: to collect all takes seconds."""
OTHER_BASE = "https://example.org/kg/"
# The time of an example shows how busy the machine is, and nothing about the tested code.
hypothesis.settings.register_profile("whole", deadline=None)
hypothesis.settings.register_profile("unit", deadline=None, max_examples=25)
# While tests are collected next to nothing becomes garbage, and looking for it takes a second.
gc.disable()


def pytest_configure(config: pytest.Config) -> None:
    """Use folders in memory, begin with the longest files, try fewer examples in unit tests."""
    use_memory()
    hypothesis.settings.load_profile("unit" if _only_unit_tests(config) else "whole")
    config.pluginmanager.register(LongestFirst(config))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Spare `-m unit` the import of files in which no test is one, as they say at their top."""
    if not _only_unit_tests(config) or not collection_path.match("test_*.py"):
        return None
    return NO_UNIT_TESTS.search(collection_path.read_text(encoding="utf-8")) is not None or None


def _only_unit_tests(config: pytest.Config) -> bool:
    return bool(config.getoption("markexpr") == "unit")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the unit tests: those to which no fixture permits more.

    Raises:
        pytest.UsageError: `make test` would run a test neither side by side nor alone.

    """
    for item in items:
        if item.get_closest_marker("alone") and not item.path.is_relative_to(_OF_THE_ALONE):
            raise pytest.UsageError(f"{item.nodeid}: tests that run alone are in {_OF_THE_ALONE}")
        if PERMISSIONS.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.unit)


def pytest_collection_finish() -> None:
    """Have the collector of garbage never look at the tests, which stay until the process ends."""
    gc.freeze()
    gc.enable()


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


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Compile each template once for all applications, which are made in hundreds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": CompiledTemplates()})
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_routes() -> Iterator[None]:
    """Compile each route once for all applications."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compiled_once(Rule._compile_builder))
        yield


@pytest.fixture(scope="session", autouse=True)
def patient_pages() -> Iterator[None]:
    """Let pages wait for what they read as long as a busy machine needs to read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "INDEX_PATIENCE", PATIENCE)
        patch.setattr(generation_cache, "_PATIENCE", PATIENCE)
        yield


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
    return folder_or_skip("DISTRICTGRAPH_DEVELOPMENT_CORPUS", "../shared/corpus")


def _cache(request: pytest.FixtureRequest, name: str) -> Path | None:
    """Return a folder of pytest's cache; None where nothing is to be taken from there.

    Where coverage is measured, and where pytest has no cache, everything is built.
    """
    plugins = request.config.pluginmanager
    if plugins.has_plugin("_cov") or not plugins.has_plugin("cacheprovider"):
        return None
    assert request.config.cache
    return request.config.cache.mkdir(f"dataset-{name}")


def _dataset(
    request: pytest.FixtureRequest, articles: Path, name: str, base: str = BASE
) -> BuildResult:
    """Return a dataset of the session's own, from the cache where its inputs are unchanged."""
    paths: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    cache = _cache(request, name)
    if cache is None:
        return build_unchecked(paths.mktemp(name), articles, base)

    def build(folder: Path) -> BuildResult:
        return build_unchecked(folder, articles, base)

    return build_shared(cache, articles, paths.mktemp(name), build, base)


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest) -> BuildResult:
    """The dataset, built once for all tests that only read it, unchecked."""
    return _dataset(request, ARTICLES, "built")


@pytest.fixture(scope="session")
def moved(request: pytest.FixtureRequest) -> BuildResult:
    """The same dataset as a build under `OTHER_BASE` makes it."""
    return _dataset(request, ARTICLES, "moved", OTHER_BASE)


@pytest.fixture(scope="session")
def reports() -> tuple[Article, ...]:
    """The articles of the small corpus."""
    return read_articles(SMALL_CORPUS)


@pytest.fixture(scope="session")
def small(request: pytest.FixtureRequest) -> BuildResult:
    """The dataset of the small corpus, built once as the other."""
    return _dataset(request, SMALL_CORPUS, "small")


@pytest.fixture(scope="session")
def series_quads(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The dataset of `series_corpus` without its description, in N-Quads."""
    folder = tmp_path_factory.mktemp("series")
    cache = _cache(request, "series")
    if cache is None:
        write_series(folder)
    else:
        folder_made_once(cache, SERIES_CORPUS, folder, write_series)
    return (folder / SERIES_QUADS).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def address(built: BuildResult, processes: None) -> Iterator[str]:
    """The address of a server over the built dataset, in a process of its own."""
    with serving(built.folder) as url:
        yield url


@pytest.fixture(scope="session")
def engines(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Other engines that a server can run in front of."""
    with ExitStack() as stack:
        yield Engines(tmp_path_factory.mktemp("engines"), stack)


@pytest.fixture(scope="session")
def rdf_tests() -> Path:
    return folder_or_skip("DISTRICTGRAPH_RDF_TESTS", "../shared/rdf-tests")
