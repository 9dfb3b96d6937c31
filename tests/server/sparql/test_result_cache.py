"""The cache of results stays within its bounds, and drops results of an older store."""

from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.http.http_exchange import Headers
from districtgraph.server.sparql.result_cache import ResultCache

HEADERS: Headers = [(b"content-type", b"text/csv")]
ENTRY = 4096
SIZE = ENTRY * 16
BESIDES = 1024 + sum(len(name) + len(value) for name, value in HEADERS)
"""Bytes that count beside the key's and the body's."""
LARGEST = ENTRY - BESIDES - 1
"""Bytes of the largest body whose key is one byte."""


def put(cache: ResultCache, key: str, body: bytes) -> None:
    cache.put(key, len(key), HEADERS, body)


def filled(*keys: str) -> ResultCache:
    cache = ResultCache(SIZE)
    for key in keys:
        put(cache, key, key.encode() * LARGEST)
    return cache


def test_a_cached_response_is_returned() -> None:
    cache = filled("a")
    assert cache.get("a") == (HEADERS, b"a" * LARGEST)
    assert cache.get("b") is None


def test_a_result_of_more_than_a_sixteenth_is_not_cached() -> None:
    cache = ResultCache(SIZE)
    put(cache, "l", b"x" * (LARGEST + 1))
    put(cache, "f", b"x" * LARGEST)
    assert cache.get("l") is None
    assert cache.get("f") is not None


def test_the_response_unused_for_longest_is_dropped_first() -> None:
    cache = filled(*"abcdefghijklmnop")
    assert cache.get("a") is not None
    put(cache, "q", b"q" * LARGEST)
    assert cache.get("b") is None
    assert all(cache.get(key) is not None for key in "acdefghijklmnopq")


def test_a_second_answer_to_the_same_request_takes_no_room() -> None:
    cache = filled(*"abcdefghijklmnop")
    put(cache, "p", b"other")
    assert cache.get("p") == (HEADERS, b"p" * LARGEST)
    assert cache.get("a") is not None


def test_clearing_forgets_everything_and_frees_the_room() -> None:
    cache = filled(*"abcdefghijklmnop")
    cache.clear()
    assert all(cache.get(key) is None for key in "abcdefghijklmnop")
    for key in "ABCDEFGHIJKLMNOP":
        put(cache, key, b"x" * LARGEST)
    assert all(cache.get(key) is not None for key in "ABCDEFGHIJKLMNOP")


def test_a_cache_of_no_size_stores_nothing_of_any_length() -> None:
    cache = ResultCache(0)
    put(cache, "a", b"x")
    assert cache.get("a") is None


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 2 * LARGEST))))
def test_keys_heads_and_bodies_together_never_exceed_the_size(puts: list[tuple[int, int]]) -> None:
    cache = ResultCache(SIZE)
    keys = ["k" * number * 100 for number in range(31)]
    for number, length in puts:
        put(cache, keys[number], b"x" * length)
        cached = {key: entry for key in keys if (entry := cache.get(key)) is not None}
        held = sum(len(key) + BESIDES + len(body) for key, (_, body) in cached.items())
        assert held == cache.used <= SIZE


def test_a_long_key_counts_as_a_long_body_does() -> None:
    cache = ResultCache(SIZE)
    put(cache, "k" * ENTRY, b"x")
    assert cache.get("k" * ENTRY) is None
    assert cache.used == 0
