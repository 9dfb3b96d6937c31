"""Begins with the files that took longest the last time, so that no worker ends with one of them.

A worker of pytest-xdist takes a whole file; of itself it begins with files of many tests, and comes
to those of few and long ones when the others have run out of work. What each file took is stored
in pytest's cache, for each selection of tests; where nothing is stored, `seconds_of_files.yaml` has
the longest. Files of which nothing is known keep their order, after those of which something is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
import yaml

__all__ = ["LongestFirst", "longest_first", "usual_seconds"]

_SHORT = 1.0
"""Seconds; the order of shorter files is left as it is."""

Item = TypeVar("Item")


def longest_first(
    items: Iterable[Item], file_of: Callable[[Item], str], seconds: Mapping[str, float]
) -> list[Item]:
    """Return items in the order of the seconds that their files took; their own order is kept."""

    def key(item: Item) -> float:
        took = seconds.get(file_of(item), 0.0)
        return -took if took >= _SHORT else 0.0

    return sorted(items, key=key)


@cache
def usual_seconds() -> Mapping[str, Mapping[str, float]]:
    """Return the seconds of the longest files, by the selection of tests and the file."""
    path = Path(__file__).with_name("seconds_of_files.yaml")
    found: Mapping[str, Mapping[str, float]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


class LongestFirst:
    """The plugin of a session: orders the tests in each worker, and records in their controller.

    Where there are no workers nothing is ordered.

    Args:
        config: that of the session.

    """

    def __init__(self, config: pytest.Config) -> None:
        # Without the plugin of the cache there is no such attribute.
        self._cache: pytest.Cache | None = getattr(config, "cache", None)
        self._selection = config.getoption("markexpr") or "all"
        self._name = f"seconds-of-files/{self._selection}"
        self._is_worker = hasattr(config, "workerinput")
        self._has_workers = bool(config.getoption("numprocesses", None)) and not self._is_worker
        self._seconds: dict[str, float] = defaultdict(float)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Order the tests; all workers read the same, as it is written when they have ended."""
        if self._is_worker:
            seconds = {**usual_seconds().get(self._selection, {}), **self._known()}
            items[:] = longest_first(items, lambda item: _file(item.nodeid), seconds)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a phase of a test took."""
        self._seconds[_file(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Record what the files took that have run, beside what is known of others."""
        if self._has_workers and self._cache is not None:
            rounded = {file: round(took, 1) for file, took in self._seconds.items()}
            self._cache.set(self._name, {**self._known(), **rounded})

    def _known(self) -> dict[str, float]:
        known = {} if self._cache is None else self._cache.get(self._name, {})
        return known if isinstance(known, dict) else {}


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]
