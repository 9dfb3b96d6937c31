"""Data of a whole store are read once for each generation, however many requests need them."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from districtgraph.server.core.errors import RefusedError, UnavailableError
from districtgraph.server.store import generation_cache
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.outdated_reads import note_outdated_read, noting_outdated_reads
from districtgraph.server.store.read_turns import ReadTurns
from districtgraph.server.store.store_reader import StoreReader
from tests.patience import PATIENCE, wait_until


class Reading:
    """Counts how often a store is read, and may be made to wait."""

    def __init__(self) -> None:
        self.count = 0
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self, store: StoreReader, what: str = "") -> str:
        self.count += 1
        assert self.go_on.wait(PATIENCE)
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
        assert {item.result(PATIENCE) for item in found} == {"memory a"}
    assert reading.count == 1


def test_a_client_that_waits_too_long_gets_a_retry_after(monkeypatch: pytest.MonkeyPatch) -> None:
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
        assert first.result(PATIENCE) == "memory a"


def test_a_failed_read_is_repeated_by_the_next_request() -> None:
    reading, store = Reading(), StoreReader(MemoryBackend(""))
    cache = GenerationCache(reading)
    for _ in range(2):
        with pytest.raises(RefusedError):
            cache.of(store, "bad")
    assert reading.count == 2


def test_few_values_are_cached() -> None:
    reading, store = Reading(), StoreReader(MemoryBackend(""))
    cache = GenerationCache(reading, 2)
    for what in ("a", "b", "c", "c", "b", "a"):
        cache.of(store, what)
    assert reading.count == 4


def test_a_slow_value_is_the_previous_one_until_it_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    reading, memory = Reading(), MemoryBackend("")
    store, cache = StoreReader(memory), GenerationCache(reading, behind=True)
    assert cache.of(store, "a") == "memory a"
    reading.go_on.clear()
    memory.version = "next"
    # Nobody waits for it, and one thread reads it.
    assert [cache.of(store, "a") for _ in range(5)] == ["memory a"] * 5
    reading.go_on.set()
    wait_until(lambda: cache.of(store, "a") == "next a", "the new value")
    assert reading.count == 2


def test_a_failed_reload_leaves_the_old_data_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    answers: list[str] = ["first"]

    def read(_store: StoreReader) -> str:
        if not answers:
            raise RefusedError("no")
        return answers.pop()

    memory = MemoryBackend("")
    store, cache = StoreReader(memory), GenerationCache(read, behind=True)
    assert cache.of(store) == "first"
    memory.version = "next"
    assert cache.of(store) == "first"
    answers.append("second")
    wait_until(lambda: cache.of(store) == "second", "the new value")


class ChangingBackend(MemoryBackend):
    """Says what the last write changed."""

    last: frozenset[str] | None = None

    def changed(self, since: str, until: str) -> frozenset[str] | None:
        return self.last


@pytest.mark.parametrize(
    ("changed", "is_read_first"),
    [(frozenset({"urn:a"}), True), (frozenset({"urn:other"}), False), (None, True)],
)
def test_what_a_write_concerns_is_read_before_the_request_goes_on(
    monkeypatch: pytest.MonkeyPatch, changed: frozenset[str] | None, is_read_first: bool
) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    reading, memory = Reading(), ChangingBackend("")
    store = StoreReader(memory)
    cache = GenerationCache(reading, behind=True, concerns=lambda iris, what: f"urn:{what}" in iris)
    assert cache.of(store, "a") == "memory a"
    memory.version, memory.last = "next", changed
    assert cache.of(store, "a") == ("next a" if is_read_first else "memory a")
    wait_until(lambda: cache.of(store, "a") == "next a", "the new value")
    assert reading.count == 2


def test_who_needs_no_newer_value_gets_the_latest_and_others_wait_for_the_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    memory = MemoryBackend("")

    def read(store: StoreReader) -> str:
        return store.version

    store = StoreReader(memory)
    cache = GenerationCache(read, behind=True, concerns=lambda _changed: True)
    first = cache.latest(store)
    memory.version = "next"
    monkeypatch.setattr(cache, "_begin", lambda *_: None)
    assert cache.latest(store) == first != "next"
    assert cache.of(store) == "next"
    assert cache.latest(store) == "next"


def test_a_value_made_of_an_outdated_one_is_read_again_and_said_to_be_outdated() -> None:
    memory = MemoryBackend("")
    store, is_outdated = StoreReader(memory), [True]

    def read(_store: StoreReader) -> str:
        if is_outdated[0]:
            note_outdated_read()
            return "outdated"
        return "newest"

    inner = GenerationCache(read)
    outer = GenerationCache(inner.of)
    with noting_outdated_reads() as noted:
        assert outer.of(store) == "outdated"
    assert noted.any
    is_outdated[0] = False
    with noting_outdated_reads() as noted:
        assert outer.of(store) == "newest"
    assert not noted.any


def test_a_previous_value_is_noted_as_outdated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    reading, memory = Reading(), MemoryBackend("")
    store, cache = StoreReader(memory), GenerationCache(reading, behind=True)
    with noting_outdated_reads() as noted:
        cache.of(store, "a")
    assert not noted.any
    memory.version = "next"
    for read in (cache.of, cache.latest):
        with noting_outdated_reads() as noted:
            assert read(store, "a") == "memory a"
        assert noted.any


def test_what_is_read_apart_is_read_on_when_a_request_has_waited_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generation_cache, "_PATIENCE", 0.05)
    reading, store = Reading(), StoreReader(MemoryBackend(""))
    cache = GenerationCache(reading, behind=True, apart=True)
    reading.go_on.clear()
    with pytest.raises(UnavailableError) as caught:
        cache.of(store, "a")
    assert caught.value.reason == "reading"
    monkeypatch.setattr(generation_cache, "_PATIENCE", PATIENCE)
    reading.go_on.set()
    assert cache.of(store, "a") == "memory a"
    assert reading.count == 1


def test_an_error_of_what_is_read_apart_reaches_who_waits() -> None:
    reading, store = Reading(), StoreReader(MemoryBackend(""))
    cache = GenerationCache(reading, apart=True)
    with pytest.raises(RefusedError):
        cache.of(store, "bad")
    assert cache.of(store, "good") == "memory good"


def test_what_fails_apart_is_read_again_after_a_pause_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation_cache, "_PAUSE", 1e9)
    reading, memory = Reading(), MemoryBackend("")
    store, cache = StoreReader(memory), GenerationCache(reading, apart=True)
    for version in ("a", "a", "b"):
        memory.version = version
        with pytest.raises(RefusedError):
            cache.of(store, "bad")
    assert reading.count == 1
    other = GenerationCache(reading, apart=True)
    monkeypatch.setattr(generation_cache, "_PAUSE", 0.0)
    for count in (2, 3):
        with pytest.raises(RefusedError):
            other.of(store, "bad")
        assert reading.count == count


def test_requests_wait_for_a_read_together_no_longer_than_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generation_cache, "_PATIENCE", 0.2)
    reading, store = Reading(), StoreReader(MemoryBackend(""))
    cache = GenerationCache(reading, apart=True)
    reading.go_on.clear()
    with pytest.raises(UnavailableError):
        cache.of(store, "a")
    # Whoever comes later would wait for ever, if each had a patience of its own.
    monkeypatch.setattr(generation_cache, "_PATIENCE", 0.0)
    for _ in range(3):
        with pytest.raises(UnavailableError):
            cache.of(store, "a")
    reading.go_on.set()


def test_without_a_thread_to_spare_a_value_is_read_by_the_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    store = StoreReader(MemoryBackend(""))
    assert GenerationCache(Reading(), apart=True).of(store, "a") == "memory a"


def read_again(
    cache: GenerationCache[[str], str], store: StoreReader, names: Sequence[str]
) -> None:
    """Ask for values until all of them are of the store's current generation."""
    newest = [f"{store.version} {name}" for name in names]
    wait_until(lambda: [cache.of(store, name) for name in names] == newest, "the new values")


class CountedReading(Reading):
    """Notes how many reads ever ran at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.running = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, store: StoreReader, what: str = "") -> str:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            return super().__call__(store, what)
        finally:
            with self._lock:
                self.running -= 1


@pytest.mark.parametrize("share", [False, True])
def test_values_are_read_again_one_at_a_time(monkeypatch: pytest.MonkeyPatch, share: bool) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    reading, memory, turns = CountedReading(), MemoryBackend(""), ReadTurns()
    store = StoreReader(memory)
    caches = [GenerationCache(reading, behind=True, turns=turns) for _ in range(1 + share)]
    for cache in caches:
        assert [cache.of(store, what) for what in "abc"] == ["memory a", "memory b", "memory c"]
    memory.version = "next"
    reading.go_on.clear()
    for cache in caches:
        assert [cache.of(store, what) for what in "abc"] == ["memory a", "memory b", "memory c"]
    reading.go_on.set()
    for cache in caches:
        read_again(cache, store, "abc")
    assert reading.most == 1


def test_a_read_whose_turn_comes_late_is_of_the_store_as_it_is_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    reading, memory, turns = Reading(), MemoryBackend(""), ReadTurns()
    store, cache = StoreReader(memory), GenerationCache(reading, behind=True, turns=turns)
    assert cache.of(store, "a") == "memory a"
    with turns.turn():
        memory.version = "next"
        assert cache.of(store, "a") == "memory a"
        memory.version = "last"
    read_again(cache, store, "a")
    assert reading.count == 2


def test_a_read_that_gives_up_its_turn_lets_the_next_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    memory, turns, end = MemoryBackend(""), ReadTurns(), threading.Event()

    def read(store: StoreReader, what: str) -> str:
        if what == "long":
            turns.give_up()
            assert store.version == "memory" or end.wait(PATIENCE)
        return f"{store.version} {what}"

    store, cache = StoreReader(memory), GenerationCache(read, behind=True, turns=turns)
    assert [cache.of(store, "long"), cache.of(store, "b")] == ["memory long", "memory b"]
    memory.version = "next"
    assert cache.of(store, "long") == "memory long"
    read_again(cache, store, ["b"])
    assert cache.of(store, "long") == "memory long"
    end.set()
    read_again(cache, store, ["long"])


def test_a_turn_ends_with_a_read_that_fails() -> None:
    turns = ReadTurns()
    with pytest.raises(RefusedError), turns.turn():
        raise RefusedError("no")
    with turns.turn():
        turns.give_up()
        with turns.turn():
            pass
