"""A backend's loop in a thread: begun by the first request, and once."""

import threading

import pytest

from districtgraph.server.store.loop_thread import LoopThread, nothing_to_claim
from districtgraph.server.store.memory import MemoryBackend
from tests.patience import PATIENCE


class Counted(MemoryBackend):
    """Counts how often it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = 0

    async def open(self) -> None:
        self.opened += 1


@pytest.fixture
def backend(processes: None) -> Counted:
    return Counted()


def test_what_is_called_soon_is_called_in_the_loop(backend: Counted) -> None:
    running, called = LoopThread(backend, nothing_to_claim), threading.Event()
    running.loop()
    running.soon(called.set)
    assert called.wait(PATIENCE)
    running.close()


def test_what_comes_after_the_end_does_not_begin_it_again(backend: Counted) -> None:
    running, called = LoopThread(backend, nothing_to_claim), threading.Event()
    running.soon(called.set)
    assert backend.opened == 0
    running.loop()
    running.close()
    running.soon(called.set)
    assert backend.opened == 1
    assert not called.is_set()
