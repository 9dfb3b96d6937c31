"""Builds a dataset once for all workers and for the next run: a build takes many seconds.

A dataset is stored in pytest's cache under a hash of everything that it is built from, so that any
change of an input, of the code or of a library rebuilds it. Each session reads its own copy, so
that a test that writes into it by mistake does not affect others. Whatever else takes long to make
from articles is stored in the same way.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from sys import version

import pytest

from districtgraph.graph.dataset import dataset_content
from districtgraph.graph.dataset.build import BuildResult, build, input_fingerprint
from districtgraph.graph.dataset.check_report import CheckReport
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.graph.text.documents import ARTICLES
from districtgraph.ontology.reasoning import Classification

__all__ = ["build_shared", "build_unchecked", "folder_made_once", "installed_packages"]

_NOTHING_WRONG = CheckReport((), Classification(consistent=True))
MOST_STORED = 3
"""Datasets that stay in a cache, each of another state of the code."""

Build = Callable[[Path], BuildResult]


def build_unchecked(folder: Path, articles: Path = ARTICLES, base: str = BASE) -> BuildResult:
    """Build without the checks, which start the reasoner: those of tests/graph build with them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dataset_content, "check_graphs", lambda graphs: _NOTHING_WRONG)
        return build(folder, articles=articles, base=base)


def build_shared(
    cache: Path, articles: Path, folder: Path, build: Build, base: str = BASE
) -> BuildResult:
    """Return a dataset in a folder, built only where the cache has none of the same inputs.

    Args:
        cache: the folder of the cache of these articles; made if it is not there.
        articles: the articles that the dataset is made from.
        folder: where the dataset goes.
        build: builds it into a folder, and returns at once where that folder has it.
        base: the base IRI that it builds with.

    """
    with _stored(cache, _key(articles, base)) as stored:
        result = build(stored)
        shutil.copytree(stored, folder, dirs_exist_ok=True)
    return BuildResult(folder, result.version, result.counts, rebuilt=result.rebuilt)


def folder_made_once(
    cache: Path, articles: Path, folder: Path, make: Callable[[Path], None]
) -> Path:
    """Return a folder of files made from articles, made only where the cache has none of the same.

    Args:
        cache: the folder of the cache of these files; made if it is not there.
        articles: the articles that they are made from.
        folder: where the files go.
        make: makes them in a new folder; the module that it is in counts among the inputs.

    """
    with _stored(cache, _key(articles, BASE, Path(make.__code__.co_filename))) as stored:
        if not stored.is_dir():
            # The files of a process that was killed meanwhile are not taken for complete.
            unfinished = stored.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(stored)
        shutil.copytree(stored, folder, dirs_exist_ok=True)
    return folder


@contextmanager
def _stored(cache: Path, key: str) -> Iterator[Path]:
    """Give the place of a key in a cache to one process at a time, and remove the oldest others."""
    stored = cache / key
    with _locked(cache):
        yield stored
        os.utime(stored)
        _remove_oldest(cache, stored)


def _key(articles: Path, base: str, *modules: Path) -> str:
    """Return a hash over inputs, code, Python and its packages, and modules of the tests."""
    texts = (module.read_text(encoding="utf-8") for module in modules)
    parts = (input_fingerprint(base, articles), version, *installed_packages(), *texts)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def installed_packages() -> Sequence[str]:
    """Return the names and versions of Python's packages, which do not change meanwhile."""
    return sorted(f"{item.name} {item.version}" for item in distributions())


@contextmanager
def _locked(cache: Path) -> Iterator[None]:
    """Let one process at a time build and copy; the lock of one that ends is free."""
    cache.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(cache / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _remove_oldest(cache: Path, used: Path) -> None:
    others = [path for path in cache.iterdir() if path.is_dir() and path != used]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[MOST_STORED - 1 :]:
        shutil.rmtree(path)
