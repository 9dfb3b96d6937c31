"""Pages get threads in turn, within bounds; who waits for nothing holds none."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from districtgraph.server.core.asker import CURRENT_ASKER, Asker
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.http.page_threads import PageThreads
from tests.patience import PATIENCE, until

pytestmark = pytest.mark.usefixtures("processes")


class Held:
    """A function that runs until it is released; each call records its client."""

    def __init__(self) -> None:
        self.end = threading.Event()
        self.running = 0

    def __call__(self) -> str:
        self.running += 1
        self.end.wait(PATIENCE)
        asker = CURRENT_ASKER.get()
        return asker.client if asker else ""


@contextmanager
def threads_of(number: int, queue: int = 10) -> Iterator[tuple[PageThreads, Held]]:
    threads, held = PageThreads(number, queue), Held()
    try:
        yield threads, held
    finally:
        held.end.set()
        threads.close()


async def reason(running: "asyncio.Future[str]") -> str:
    with pytest.raises(UnavailableError) as caught:
        await running
    return caught.value.reason


def test_a_function_runs_for_its_client_and_its_result_comes_back() -> None:
    async def scenario() -> str:
        with threads_of(1) as (threads, held):
            held.end.set()
            return await threads.run(Asker("me"), held)

    assert asyncio.run(scenario()) == "me"


def test_an_error_of_the_function_is_the_caller_s() -> None:
    def fails() -> None:
        raise KeyError("x")

    async def scenario() -> None:
        with threads_of(1) as (threads, _):
            with pytest.raises(KeyError):
                await threads.run(Asker(), fails)
            assert threads.running == 0

    asyncio.run(scenario())


def test_one_client_never_has_all_threads() -> None:
    async def scenario() -> list[str]:
        with threads_of(4) as (threads, held):
            crowd = [asyncio.ensure_future(threads.run(Asker("crowd"), held)) for _ in range(9)]
            await until(lambda: held.running == 3)
            other = asyncio.ensure_future(threads.run(Asker("other"), held))
            await until(lambda: held.running == 4)
            held.end.set()
            return await asyncio.gather(other, *crowd)

    assert asyncio.run(scenario()) == ["other", *["crowd"] * 9]


def test_too_many_are_refused_at_once() -> None:
    async def scenario() -> str:
        with threads_of(1, queue=1) as (threads, held):
            running = [asyncio.ensure_future(threads.run(Asker("a"), held)) for _ in range(2)]
            await until(lambda: held.running == 1)
            why = await reason(asyncio.ensure_future(threads.run(Asker("a"), held)))
            held.end.set()
            await asyncio.gather(*running)
            return why

    assert asyncio.run(scenario()) == "queue"


def test_a_late_page_gets_an_error_and_loses_its_place_in_the_queue() -> None:
    async def scenario() -> str:
        with threads_of(1) as (threads, held):
            first = asyncio.ensure_future(threads.run(Asker("a"), held))
            await until(lambda: held.running == 1)
            soon = asyncio.get_running_loop().time() + 0.05
            late = asyncio.ensure_future(threads.run(Asker("a", deadline=soon), held))
            why = await reason(late)
            held.end.set()
            await first
            assert held.running == 1
            return why

    assert asyncio.run(scenario()) == "deadline"


def test_a_client_that_hangs_up_loses_its_place_in_the_queue() -> None:
    async def gone() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def scenario() -> str:
        with threads_of(1) as (threads, held):
            first = asyncio.ensure_future(threads.run(Asker("a"), held))
            await until(lambda: held.running == 1)
            why = await reason(asyncio.ensure_future(threads.run(Asker("a", gone), held)))
            held.end.set()
            await first
            assert held.running == 1
            return why

    assert asyncio.run(scenario()) == "client"


def test_a_thread_that_cannot_be_started_is_no_thread_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_start(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    async def scenario() -> tuple[str, int]:
        with threads_of(1) as (threads, held):
            held.end.set()
            with monkeypatch.context() as patched:
                patched.setattr(threading.Thread, "start", no_start)
                for _ in range(2):
                    assert (
                        await reason(asyncio.ensure_future(threads.run(Asker("a"), held)))
                        == "queue"
                    )
            return await threads.run(Asker("b"), held), held.running

    # What was refused does not run later, either.
    assert asyncio.run(scenario()) == ("b", 1)
