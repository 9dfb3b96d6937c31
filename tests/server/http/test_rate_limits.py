"""Rates of each client and of all together, in bounded memory."""

import pytest

from districtgraph.server.core.errors import TooManyRequestsError
from districtgraph.server.http.rate_limits import Rate, RateLimit


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def taken(limit: RateLimit, client: str, tries: int) -> int:
    done = 0
    for _ in range(tries):
        try:
            limit.take(client)
        except TooManyRequestsError:
            continue
        done += 1
    return done


def test_a_client_has_its_rate_and_takes_nothing_from_others() -> None:
    clock = Clock()
    limit = RateLimit(Rate(3, 10), Rate(100, 1), clock)
    assert taken(limit, "a", 5) == 3
    assert taken(limit, "b", 5) == 3
    clock.now = 9.5
    with pytest.raises(TooManyRequestsError) as caught:
        limit.take("a")
    assert caught.value.retry_after == 1
    clock.now = 10.5
    assert taken(limit, "a", 5) == 1
    clock.now = 1000
    assert taken(limit, "a", 5) == 3


def test_all_together_have_theirs() -> None:
    clock = Clock()
    limit = RateLimit(Rate(3, 10), Rate(10, 1), clock)
    assert sum(taken(limit, f"{number}", 3) for number in range(20)) == 10
    clock.now = 2
    assert sum(taken(limit, f"{number}", 3) for number in range(20)) == 2


def test_the_number_of_separately_counted_clients_is_bounded() -> None:
    limit = RateLimit(Rate(1, 10), Rate(10**6, 1), Clock(), most=100)
    for number in range(1000):
        limit.take(f"{number}")
    assert len(limit._clients) == 100
    assert taken(limit, "999", 1) == 0
