"""What took longest begins, and the order within a file stays."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from .conftest import ROOT
from .longest_first import LongestFirst, longest_first, usual_seconds


class Cache:
    """As pytest's."""

    def __init__(self) -> None:
        self.stored: dict[str, Any] = {}

    def get(self, name: str, default: object) -> object:
        return self.stored.get(name, default)

    def set(self, name: str, value: object) -> None:
        self.stored[name] = value


def plugin(
    cache: Cache | None,
    *,
    worker: bool = False,
    processes: int | None = 2,
    selection: str = "unit",
) -> LongestFirst:
    options = {"markexpr": selection, "numprocesses": processes}
    config = SimpleNamespace(cache=cache, getoption=lambda name, default=None: options[name])
    if worker:
        config.workerinput = {}
    return LongestFirst(cast(pytest.Config, config))


def run(plugin: LongestFirst, **seconds: float) -> None:
    for file, took in seconds.items():
        for phase in (took / 4, took * 3 / 4):
            report = SimpleNamespace(nodeid=f"{file}::test", duration=phase)
            plugin.pytest_runtest_logreport(cast(pytest.TestReport, report))
    plugin.pytest_sessionfinish()


def ordered(plugin: LongestFirst, *names: str) -> list[str]:
    items = [SimpleNamespace(nodeid=name) for name in names]
    plugin.pytest_collection_modifyitems(cast(list[pytest.Item], items))
    return [item.nodeid for item in items]


def test_long_files_come_first_and_tests_of_a_file_stay_together() -> None:
    items = ["a::1", "a::2", "b::1", "new::1", "c::1", "c::2"]
    found = longest_first(items, lambda item: item[: item.index(":")], {"b": 3, "c": 90, "a": 0.4})
    assert found == ["c::1", "c::2", "b::1", "a::1", "a::2", "new::1"]


def test_workers_use_what_the_last_run_recorded() -> None:
    cache = Cache()
    run(plugin(cache), a=2.0, b=8.0)
    run(plugin(cache), c=4.0)
    assert ordered(plugin(cache, worker=True), "a::1", "b::1", "c::1") == ["b::1", "c::1", "a::1"]


def test_without_workers_nothing_is_ordered_or_recorded() -> None:
    cache = Cache()
    run(plugin(cache, processes=None), b=8.0)
    assert cache.stored == {}
    run(plugin(cache), b=8.0)
    assert ordered(plugin(cache, processes=None), "a::1", "b::1") == ["a::1", "b::1"]


def test_without_a_cache_the_order_stays() -> None:
    run(plugin(None), b=8.0)
    assert ordered(plugin(None, worker=True), "a::1", "b::1") == ["a::1", "b::1"]


def test_what_somebody_else_has_written_there_is_nothing_known() -> None:
    cache = Cache()
    cache.set("seconds-of-files/unit", ["b", 8])
    assert ordered(plugin(cache, worker=True), "a::1", "b::1") == ["a::1", "b::1"]


def test_the_first_run_begins_with_the_usual_longest() -> None:
    slow, slower = (f"{file}::1" for file in list(usual_seconds()["not alone"])[1::-1])
    first = plugin(Cache(), worker=True, selection="not alone")
    assert ordered(first, "a::1", slow, slower) == [slower, slow, "a::1"]


def test_what_was_recorded_counts_more_than_what_is_usual() -> None:
    cache = Cache()
    (longest, *_) = usual_seconds()["not alone"]
    run(plugin(cache, selection="not alone"), **{longest: 2.0, "b": 8.0})
    again = plugin(cache, worker=True, selection="not alone")
    assert ordered(again, f"{longest}::1", "b::1") == ["b::1", f"{longest}::1"]


def test_the_usual_longest_are_files_and_the_longest_are_first() -> None:
    assert usual_seconds().keys() == {"not alone", "unit"}
    for files in usual_seconds().values():
        assert [name for name in files if not (ROOT / name).is_file()] == []
        assert list(files.values()) == sorted(files.values(), reverse=True)
        assert min(files.values()) >= 1
