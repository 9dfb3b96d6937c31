"""What is kept of repeated queries: within its bounds, and nothing of an older store."""

from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.http.http_exchange import Headers
from districtgraph.server.sparql.result_cache import ResultCache

HEADERS: Headers = [(b"content-type", b"text/csv")]
SIZE = 1600
LARGEST = SIZE // 16


def filled(*keys: str) -> ResultCache:
    cache = ResultCache(SIZE)
    for key in keys:
        cache.put(key, HEADERS, key.encode() * LARGEST)
    return cache


def test_what_is_put_is_got() -> None:
    cache = filled("a")
    assert cache.get("a") == (HEADERS, b"a" * LARGEST)
    assert cache.get("b") is None


def test_a_result_of_more_than_a_sixteenth_is_not_kept() -> None:
    cache = ResultCache(SIZE)
    cache.put("large", HEADERS, b"x" * (LARGEST + 1))
    cache.put("fits", HEADERS, b"x" * LARGEST)
    assert cache.get("large") is None
    assert cache.get("fits") is not None


def test_what_was_not_used_for_longest_goes_first() -> None:
    cache = filled(*"abcdefghijklmnop")
    assert cache.get("a") is not None
    cache.put("q", HEADERS, b"q" * LARGEST)
    assert cache.get("b") is None
    assert all(cache.get(key) is not None for key in "acdefghijklmnopq")


def test_a_second_answer_to_the_same_request_takes_no_room() -> None:
    cache = filled(*"abcdefghijklmnop")
    cache.put("p", HEADERS, b"other")
    assert cache.get("p") == (HEADERS, b"p" * LARGEST)
    assert cache.get("a") is not None


def test_clearing_forgets_everything_and_frees_the_room() -> None:
    cache = filled(*"abcdefghijklmnop")
    cache.clear()
    assert all(cache.get(key) is None for key in "abcdefghijklmnop")
    for key in "ABCDEFGHIJKLMNOP":
        cache.put(key, HEADERS, b"x" * LARGEST)
    assert all(cache.get(key) is not None for key in "ABCDEFGHIJKLMNOP")


def test_a_cache_of_no_size_keeps_nothing_of_any_length() -> None:
    cache = ResultCache(0)
    cache.put("a", HEADERS, b"x")
    assert cache.get("a") is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2 * LARGEST))))
def test_the_bodies_never_exceed_the_size(puts: list[tuple[int, int]]) -> None:
    cache = ResultCache(SIZE)
    for key, length in puts:
        cache.put(key, HEADERS, b"x" * length)
        kept = [entry for number in range(31) if (entry := cache.get(number)) is not None]
        assert sum(len(body) for _, body in kept) <= SIZE
