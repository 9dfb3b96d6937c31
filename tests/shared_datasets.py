"""Builds a dataset once for all workers and for the next run: a build takes many seconds.

A dataset is stored in pytest's cache under a hash of everything that it is built from, so that any
change of an input, of the code or of a library rebuilds it. Each session reads its own copy, so
that a test that writes into it by mistake does not affect others.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from sys import version

import pytest

from districtgraph.graph.dataset import build as build_module
from districtgraph.graph.dataset.build import BuildResult, build, input_fingerprint
from districtgraph.graph.dataset.checking import CheckReport
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.graph.text.documents import ARTICLES
from districtgraph.ontology.reasoning import Classification

__all__ = ["build_shared", "build_unchecked"]

_NOTHING_WRONG = CheckReport((), Classification(consistent=True))
MOST_STORED = 3
"""Datasets that stay in a cache, each of another state of the code."""

Build = Callable[[Path], BuildResult]


def build_unchecked(folder: Path, articles: Path = ARTICLES, base: str = BASE) -> BuildResult:
    """Build without the checks, which start the reasoner: those of tests/graph build with them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_module, "check_graphs", lambda graphs: _NOTHING_WRONG)
        return build(folder, articles=articles, base=base)


def build_shared(cache: Path, articles: Path, folder: Path, build: Build) -> BuildResult:
    """Return a dataset in a folder, built only where the cache has none of the same inputs.

    Args:
        cache: the folder of the cache of these articles; made if it is not there.
        articles: the articles that the dataset is made from.
        folder: where the dataset goes.
        build: builds it into a folder, and returns at once where that folder has it.

    """
    stored = cache / _key(articles)
    with _locked(cache):
        result = build(stored)
        os.utime(stored)
        _remove_oldest(cache, stored)
        shutil.copytree(stored, folder, dirs_exist_ok=True)
    return BuildResult(folder, result.version, result.counts, rebuilt=result.rebuilt)


def _key(articles: Path) -> str:
    """Return a hash over inputs, code, Python and its packages."""
    packages = sorted(f"{item.name} {item.version}" for item in distributions())
    parts = (input_fingerprint(BASE, articles), version, *packages)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


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
