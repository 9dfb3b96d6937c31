"""What is read of a whole store is read once for each generation, whoever asks meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from districtgraph.server.core.errors import RefusedError, UnavailableError
from districtgraph.server.store import generation_cache
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader


class Reading:
    """Counts how often a store is read, and may be made to wait."""

    def __init__(self) -> None:
        self.count = 0
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self, store: StoreReader, what: str = "") -> str:
        self.count += 1
        assert self.go_on.wait(30)
        if what == "bad":
            raise RefusedError("bad")
        return f"{store.version} {what}"


def test_it_is_read_once_a_generation() -> None:
    reading, memory = Reading(), MemoryBackend("")
    store, cache = StoreReader(memory), GenerationCache(reading)
    assert [cache.of(store, "a"), cache.of(store, "a")] == ["memory a"] * 2
    assert reading.count == 1
    memory.version = "next"
    assert [cache.of(store, "a"), cache.of(store, "b")] == ["next a", "next b"]
    assert reading.count == 3


def test_many_that_ask_at_once_have_it_read_once() -> None:
    reading, store = Reading(), StoreReader(MemoryBackend(""))
    cache = GenerationCache(reading)
    reading.go_on.clear()
    with ThreadPoolExecutor(8) as threads:
        found = [threads.submit(cache.of, store, "a") for _ in range(8)]
        reading.go_on.set()
        assert {item.result(30) for item in found} == {"memory a"}
    assert reading.count == 1


def test_who_waits_for_long_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation_cache, "_PATIENCE", 0.05)
    reading, store = Reading(), StoreReader(MemoryBackend(""))
    cache = GenerationCache(reading)
    reading.go_on.clear()
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(cache.of, store, "a")
        while not reading.count:
            pass
        with pytest.raises(UnavailableError):
            cache.of(store, "a")
        reading.go_on.set()
        assert first.result(30) == "memory a"


def test_what_fails_is_read_again_by_the_next() -> None:
    reading, store = Reading(), StoreReader(MemoryBackend(""))
    cache = GenerationCache(reading)
    for _ in range(2):
        with pytest.raises(RefusedError):
            cache.of(store, "bad")
    assert reading.count == 2


def test_few_values_are_kept() -> None:
    reading, store = Reading(), StoreReader(MemoryBackend(""))
    cache = GenerationCache(reading, 2)
    for what in ("a", "b", "c", "c", "b", "a"):
        cache.of(store, what)
    assert reading.count == 4
