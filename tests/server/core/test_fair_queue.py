"""Clients take turns, and none can keep the others out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.core.fair_queue import FairQueue, QueueFullError

CLIENTS = "abc"


def taken(queue: FairQueue[str], under_way: dict[str, int] | None = None) -> list[str]:
    return [queue.take(under_way or {})[1] for _ in range(len(queue))]


def filled(*items: str, most: int = 10) -> FairQueue[str]:
    queue: FairQueue[str] = FairQueue(most)
    for item in items:
        queue.add(item[0], item)
    return queue


def test_among_equal_clients_the_first_item_is_next() -> None:
    assert taken(filled("a1", "b1", "a2", "c1")) == ["a1", "b1", "a2", "c1"]


def test_the_client_with_the_fewest_running_items_is_next() -> None:
    assert taken(filled("a1", "a2", "b1"), {"a": 1}) == ["b1", "a1", "a2"]


def test_an_item_that_is_put_back_is_the_first_of_its_client() -> None:
    queue = filled("a1", "b1", "a2")
    client, item = queue.take()
    queue.put_back(client, item)
    assert taken(queue) == ["a1", "b1", "a2"]


def test_a_full_queue_refuses_the_client_that_fills_it() -> None:
    queue = filled("a1", "a2", "a3", most=3)
    with pytest.raises(QueueFullError):
        queue.add("a", "a4")
    assert len(queue) == 3


def test_in_a_full_queue_another_client_takes_the_place_of_the_last_of_the_crowd() -> None:
    queue = filled("a1", "a2", "a3", most=3)
    assert queue.add("b", "b1") == "a3"
    with pytest.raises(QueueFullError):
        queue.add("b", "b2")
    assert taken(queue) == ["a1", "a2", "b1"]


def test_items_that_wait_elsewhere_count() -> None:
    queue = filled(most=2)
    with pytest.raises(QueueFullError):
        queue.add("a", "a1", besides=2)
    assert queue.add("a", "a1", besides=1) is None


def test_items_are_distinguished_by_identity() -> None:
    queue: FairQueue[list[int]] = FairQueue(3)
    one, other = [1], [1]
    queue.add("a", one)
    queue.add("a", other)
    assert queue.remove("a", other)
    assert not queue.remove("a", other)
    assert queue.take()[1] is one


def test_those_that_fulfil_a_condition_go_and_the_others_stay() -> None:
    queue = filled("a1", "b2", "a2", "c1")
    assert sorted(queue.remove_where(lambda item: item.endswith("2"))) == ["a2", "b2"]
    assert list(queue) == ["a1", "c1"]
    assert queue.clients == 2


def test_nothing_is_taken_of_nothing() -> None:
    with pytest.raises(IndexError):
        filled().take()


@given(st.lists(st.sampled_from([*CLIENTS, "take"])), st.integers(1, 6))
def test_the_waiting_items_are_those_added_and_neither_refused_nor_taken(
    steps: list[str], most: int
) -> None:
    queue: FairQueue[int] = FairQueue(most)
    waiting: set[int] = set()
    for number, step in enumerate(steps):
        if step == "take":
            if queue:
                waiting.remove(queue.take()[1])
            continue
        try:
            displaced = queue.add(step, number)
        except QueueFullError:
            assert len(queue) == most
            continue
        waiting.add(number)
        waiting -= {displaced}
    assert set(queue) == waiting
    assert len(queue) == len(waiting) <= most
