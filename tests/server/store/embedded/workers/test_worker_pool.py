"""The pool with real worker processes: answers, deadlines, full queues, crashes, generations."""

import asyncio
import csv
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from districtgraph.server.core.errors import RemoteError, UnavailableError
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.embedded.workers import long_queries, worker_pool
from districtgraph.server.store.embedded.workers.query_message import graph_message, query_message
from districtgraph.server.store.embedded.workers.worker_connection import WorkerConnection
from districtgraph.server.store.embedded.workers.worker_pool import Task, WorkerPool
from tests.leaping_clock import leap, run_with_leaps
from tests.patience import PATIENCE, until
from tests.server.child_processes import kill_all, nurseries, query_workers

pytestmark = pytest.mark.usefixtures("processes")

MEMORY = 2048 * 1024 * 1024
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n_ ?o }"
LONG = "SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""A result of 8 million rows."""
LATER = 2 * PATIENCE
"""The deadline of what others must not wait for: theirs comes first. Tests leap to it."""
T = TypeVar("T")


def store_of(folder: Path, triples: int) -> Path:
    store = Store(str(folder))
    store.bulk_extend(
        Quad(NamedNode(f"urn:s{number}"), NamedNode("urn:p"), Literal(str(number)))
        for number in range(triples)
    )
    store.flush()
    return folder


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("generation"), 200)


@asynccontextmanager
async def opened(
    generation: Path,
    workers: int = 1,
    queue: int = 4,
    max_result: int = 10**9,
    standing_by: int | None = 0,
) -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(workers, queue, MEMORY, max_result, standing_by=standing_by)
    await pool.open(generation)
    try:
        yield pool
    finally:
        await pool.close()


def task(text: str, deadline: float = PATIENCE) -> Task:
    return Task(query_message(QueryOperation(text), "CSV"), deadline)


async def asked(pool: WorkerPool, text: str, deadline: float = PATIENCE) -> str:
    answer = await pool.answer(task(text, deadline))
    assert isinstance(answer, bytes)
    return answer.decode()


async def asked_until_answered(pool: WorkerPool, text: str) -> str:
    """Ask again where a worker took the query whose end was not seen yet."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await asked(pool, text)
            except UnavailableError as error:
                assert error.reason == "crash", error


async def streamed(pool: WorkerPool, asked_for: Task) -> AsyncIterator[bytes]:
    answer = await pool.answer(asked_for)
    assert not isinstance(answer, bytes)
    return answer


async def reason(answer: Awaitable[T]) -> str:
    """Return why an answer is not given."""
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(UnavailableError) as caught:
            await answer
    assert caught.value.status == 503
    return caught.value.reason


def test_queries_are_answered_by_processes_of_their_own(generation: Path) -> None:
    async def scenario() -> list[str]:
        async with opened(generation, workers=3) as pool:
            answers = await asyncio.gather(*[asked(pool, COUNT) for _ in range(4)])
            assert 1 <= len(query_workers()) <= 3
            return answers

    assert asyncio.run(scenario()) == ["n\r\n200\r\n"] * 4
    assert query_workers() == nurseries() == []


def test_a_graph_is_read_by_a_worker_too(generation: Path) -> None:
    async def scenario() -> bytes:
        async with opened(generation) as pool:
            answer = await pool.answer(Task(graph_message("", "N_TRIPLES"), PATIENCE))
            assert isinstance(answer, bytes)
            return answer

    assert len(asyncio.run(scenario()).splitlines()) == 200


@pytest.mark.parametrize(
    ("message", "status", "said"),
    [
        (query_message(QueryOperation("SELECT * {"), "CSV"), 400, "line 1, column 11"),
        (query_message(QueryOperation("ASK {}", ("no iri",)), "CSV"), 400, "'no iri' is not"),
        (graph_message("urn:nothing", "TURTLE"), 404, "no graph <urn:nothing>"),
    ],
)
def test_a_refusal_is_the_worker_s_and_the_worker_goes_on(
    generation: Path, message: bytes, status: int, said: str
) -> None:
    async def scenario() -> RemoteError:
        async with opened(generation) as pool:
            assert await asked(pool, COUNT)
            before = query_workers()
            with pytest.raises(RemoteError) as caught:
                await pool.answer(Task(message, PATIENCE))
            assert await asked(pool, COUNT) == "n\r\n200\r\n"
            assert query_workers() == before
            return caught.value

    error = asyncio.run(scenario())
    assert error.status == status
    assert said in str(error)


def test_a_query_is_cut_at_its_deadline_and_the_next_is_answered(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation) as pool:
            runaway = task(RUNAWAY, deadline=LATER + PATIENCE)
            (answer,) = started(pool, runaway)
            await until(lambda: runaway.slow)
            await leap(LATER - PATIENCE)
            assert not answer.done(), "it is cut before its deadline"
            await leap(2 * PATIENCE)
            assert await reason(answer) == "deadline"
            assert await asked(pool, COUNT) == "n\r\n200\r\n"

    run_with_leaps(scenario())


def test_waiting_counts_towards_the_deadline(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation) as pool:
            first = asyncio.ensure_future(pool.answer(task(RUNAWAY)))
            await until(lambda: pool.busy == 1 and pool.waiting == 0)
            assert await reason(asked(pool, COUNT, deadline=0.2)) == "deadline"
            assert pool.waiting == 0
            first.cancel()

    asyncio.run(scenario())


def test_a_full_queue_refuses_at_once(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation, queue=1) as pool:
            running = task(RUNAWAY)
            first = asyncio.ensure_future(pool.answer(running))
            await until(lambda: pool.busy == 1 and pool.waiting == 0)
            second = asyncio.ensure_future(asked(pool, COUNT))
            await until(lambda: pool.waiting == 1)
            assert await reason(asked(pool, COUNT)) == "queue"
            pool.cancel(running)
            assert await reason(first) == "client"
            assert await second == "n\r\n200\r\n"
            assert pool.waiting == 0

    asyncio.run(scenario())


def test_a_query_given_up_while_it_waits_is_never_asked(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation) as pool:
            running, waiting = task(RUNAWAY), task(COUNT)
            first = asyncio.ensure_future(pool.answer(running))
            await until(lambda: pool.busy == 1 and pool.waiting == 0)
            second = asyncio.ensure_future(pool.answer(waiting))
            await until(lambda: pool.waiting == 1)
            pool.cancel(waiting)
            assert pool.waiting == 0
            assert await reason(second) == "client"
            pool.cancel(running)
            assert await reason(first) == "client"
            assert await asked(pool, COUNT) == "n\r\n200\r\n"

    asyncio.run(scenario())


def test_a_worker_that_dies_fails_its_query_alone(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation) as pool:
            first = asyncio.ensure_future(pool.answer(task(RUNAWAY)))
            await until(lambda: pool.busy == 1 and pool.waiting == 0)
            second = asyncio.ensure_future(asked(pool, COUNT))
            await until(lambda: pool.waiting == 1)
            kill_all(query_workers())
            assert await reason(first) == "crash"
            assert await second == "n\r\n200\r\n"

    asyncio.run(scenario())


def test_workers_that_die_idle_are_replaced(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation, workers=2) as pool:
            assert await asked(pool, COUNT)
            killed = kill_all(query_workers())
            await until(lambda: not killed & {each.process.pid for each in pool._workers})
            assert killed
            assert await asked(pool, COUNT) == "n\r\n200\r\n"

    asyncio.run(scenario())


def test_the_next_query_after_a_new_generation_sees_it(generation: Path, tmp_path: Path) -> None:
    newer = store_of(tmp_path / "newer", 7)

    async def scenario() -> None:
        async with opened(generation, workers=2) as pool:
            assert await asked(pool, COUNT) == "n\r\n200\r\n"
            await pool.open(newer)
            assert newer in pool.generations_in_use()
            for _ in range(6):
                assert await asked(pool, COUNT) == "n\r\n7\r\n"

    asyncio.run(scenario())


def test_a_generation_that_a_query_reads_is_in_use_until_its_end(
    generation: Path, tmp_path: Path
) -> None:
    newer = store_of(tmp_path / "newer", 7)

    async def scenario() -> None:
        async with opened(generation) as pool:
            running = task(RUNAWAY)
            first = asyncio.ensure_future(pool.answer(running))
            await until(lambda: pool.busy == 1 and pool.waiting == 0)
            await pool.open(newer)
            assert pool.generations_in_use() == {generation, newer}
            pool.cancel(running)
            assert await reason(first) == "client"
            assert await asked(pool, COUNT) == "n\r\n7\r\n"
            assert pool.generations_in_use() == {newer}

    asyncio.run(scenario())


def test_a_long_result_comes_in_pieces_and_is_complete(generation: Path) -> None:
    query = "SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f }"

    async def scenario() -> list[bytes]:
        async with opened(generation) as pool:
            pieces = [piece async for piece in await streamed(pool, task(query))]
            assert await asked(pool, COUNT) == "n\r\n200\r\n"
            return pieces

    pieces = asyncio.run(scenario())
    assert len(pieces) > 1
    assert len(set(map(tuple, csv.reader(b"".join(pieces).decode().splitlines())))) == 40_001


def test_a_reader_who_goes_frees_the_worker(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation) as pool:
            pieces = await streamed(pool, task(LONG, deadline=LATER))
            assert await anext(pieces)
            await pieces.aclose()  # type: ignore[attr-defined]
            assert await asked(pool, COUNT) == "n\r\n200\r\n"

    asyncio.run(scenario())


def test_a_reader_who_goes_before_the_first_piece_frees_the_worker(generation: Path) -> None:
    """As HEAD does, which has the headers only."""

    async def scenario() -> None:
        async with opened(generation) as pool:
            pieces = await streamed(pool, task(LONG, deadline=LATER))
            await pieces.aclose()  # type: ignore[attr-defined]
            assert await asked(pool, COUNT) == "n\r\n200\r\n"

    asyncio.run(scenario())


def test_a_deadline_within_a_result_breaks_it_off(generation: Path) -> None:
    async def scenario() -> str:
        async with opened(generation) as pool:
            pieces = await streamed(pool, task(LONG, deadline=LATER))
            assert await anext(pieces)
            await leap(LATER)
            with pytest.raises(UnavailableError) as caught:
                async for _ in pieces:
                    pass
            assert await asked(pool, COUNT) == "n\r\n200\r\n"
            return caught.value.reason

    assert run_with_leaps(scenario()) == "deadline"


@pytest.mark.parametrize("bound", [1000, 600_000])
def test_a_result_over_the_bound_is_507_before_or_within_it(generation: Path, bound: int) -> None:
    async def scenario() -> RemoteError:
        async with opened(generation, max_result=bound) as pool:
            with pytest.raises(RemoteError) as caught:
                answer = await pool.answer(task(LONG))
                assert not isinstance(answer, bytes)
                async for _ in answer:
                    pass
            assert await asked(pool, COUNT) == "n\r\n200\r\n"
            return caught.value

    error = asyncio.run(scenario())
    assert error.status == 507
    assert f"{bound:,} bytes" in str(error)


def test_a_graph_is_read_whole_however_large(generation: Path) -> None:
    async def scenario() -> bytes:
        async with opened(generation, max_result=1000) as pool:
            answer = await pool.answer(Task(graph_message(None, "N_QUADS"), PATIENCE))
            assert isinstance(answer, bytes)
            return answer

    assert len(asyncio.run(scenario()).splitlines()) == 200


SLOW = "SELECT (COUNT(*) AS ?n{}) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n_ ?o }}"


def slow_task(number: int, client: str, deadline: float = LATER) -> Task:
    message = query_message(QueryOperation(SLOW.format(number)), "CSV")
    return Task(message, deadline, client=client)


def started(pool: WorkerPool, *tasks: Task) -> "list[asyncio.Future[object]]":
    return [asyncio.ensure_future(pool.answer(each)) for each in tasks]


def at_work(tasks: list[Task]) -> int:
    """Count the long queries that run now.

    Where a short one takes a second, as on a busy machine, one of them is cut for it, and the place
    then goes to the next of them.
    """
    return sum(each.slow and not each.first.done() for each in tasks)


async def given_up(pool: WorkerPool, tasks: list[Task]) -> None:
    for each in tasks:
        pool.cancel(each)


def test_a_worker_killed_while_its_client_reads_nothing_is_replaced(generation: Path) -> None:
    """A1: the end of a process that is not read from was never seen."""

    async def scenario() -> None:
        async with opened(generation, workers=2) as pool:
            await asked(pool, COUNT)
            for _ in range(3):
                unread = await streamed(pool, task(LONG, deadline=LATER))
                # A process that is being started then would seem to take too long for it.
                await until(lambda: pool.live == 2)
                await leap(LATER)
                await until(lambda: pool.busy == 0)
                await unread.aclose()  # type: ignore[attr-defined]
            assert await asked(pool, COUNT) == "n\r\n200\r\n"
            await until(lambda: pool.live == 2)

    run_with_leaps(scenario())


def test_a_dead_worker_is_replaced(generation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WorkerConnection, "connection_lost", lambda *_: None)

    async def scenario() -> None:
        async with opened(generation) as pool:
            await asked(pool, COUNT)
            before = kill_all(query_workers())
            await until(lambda: not before & {each.process.pid for each in pool._workers})
            monkeypatch.undo()
            await until(lambda: pool.live == 1)
            assert await asked(pool, COUNT) == "n\r\n200\r\n"

    asyncio.run(scenario())


def test_an_idle_pool_looks_seldom(generation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looked a hundred times a second, which cost a server that nobody asks 1.3 % of a core."""

    async def scenario() -> list[float]:
        async with opened(generation) as pool:
            assert await asked(pool, COUNT) == "n\r\n200\r\n"
            await until(lambda: pool._workers.complete)
            looks: list[float] = []
            monkeypatch.setattr(pool._workers, "look_after", looks.append)
            await until(lambda: len(looks) > 5)
            monkeypatch.undo()
            return [later - earlier for earlier, later in pairwise(looks)]

    assert min(asyncio.run(scenario())[1:]) > worker_pool._IDLE_TICK / 2


def test_a_query_is_watched_at_once_after_an_idle_time(
    generation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool, "_IDLE_TICK", 3600.0)

    async def scenario() -> str:
        async with opened(generation) as pool:
            assert await asked(pool, COUNT) == "n\r\n200\r\n"
            await until(lambda: pool._workers.complete and not pool._to_do.is_set())
            return await reason(asked(pool, RUNAWAY, deadline=0.2))

    assert asyncio.run(scenario()) == "deadline"


def test_a_short_query_is_answered_however_many_long_ones_one_client_asks(
    generation: Path,
) -> None:
    """B4: they took all workers."""

    async def scenario() -> None:
        async with opened(generation, workers=4, queue=64) as pool:
            tasks = [slow_task(number, "crowd") for number in range(8)]
            answers = started(pool, *tasks)
            await until(lambda: at_work(tasks) == 3)
            for _ in range(20):
                assert await asked(pool, COUNT) == "n\r\n200\r\n"
                assert at_work(tasks) <= 3, "a long query runs beyond the places"
            await given_up(pool, tasks)
            await asyncio.gather(*answers, return_exceptions=True)

    asyncio.run(scenario())


def test_who_waits_for_a_place_gets_one_of_the_client_that_holds_most(generation: Path) -> None:
    async def scenario() -> list[str]:
        async with opened(generation, workers=4, queue=64) as pool:
            crowd = [slow_task(number, "crowd") for number in range(3)]
            answers = started(pool, *crowd)
            await until(lambda: all(each.slow for each in crowd))
            other = slow_task(9, "other")
            answers += started(pool, other)
            await until(lambda: other.slow)
            ended = [answer for answer in answers if answer.done()]
            why = [await reason(answer) for answer in ended]
            await given_up(pool, [*crowd, other])
            await asyncio.gather(*answers, return_exceptions=True)
            return why

    assert asyncio.run(scenario()) == ["crowded"]


def test_a_client_s_own_queries_are_not_cut_for_one_another(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation, workers=4, queue=64) as pool:
            tasks = [slow_task(number, "one") for number in range(5)]
            answers = started(pool, *tasks)
            await until(lambda: at_work(tasks) == 3 and pool.waiting == 2)
            await leap(long_queries._SHARE + 2 * long_queries._PATIENCE)
            assert not any(answer.done() for answer in answers)
            await leap(LATER)
            assert await asyncio.gather(*map(reason, answers)) == ["deadline"] * 5

    run_with_leaps(scenario())


def test_a_query_set_aside_gives_its_whole_answer_later(generation: Path) -> None:
    rows = "SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f }"

    async def scenario() -> int:
        async with opened(generation, workers=2) as pool:
            runs = slow_task(0, "a")
            first = started(pool, runs)[0]
            await until(lambda: runs.slow)
            long = Task(query_message(QueryOperation(rows), "CSV"), 2 * LATER, client="a")
            answer = asyncio.ensure_future(streamed(pool, long))
            await until(lambda: long.long)
            assert pool.waiting == 1, "there was one place, and it was taken"
            assert not first.done()
            await leap(LATER)
            assert await reason(first) == "deadline"
            return b"".join([piece async for piece in await answer]).count(b"\r\n")

    assert run_with_leaps(scenario()) == 40_001


def test_a_query_known_to_be_long_waits_for_a_place_at_once(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation, workers=2) as pool:
            known, again = slow_task(0, "a"), slow_task(0, "a")
            answers = started(pool, known)
            await until(lambda: known.slow)
            await given_up(pool, [known])
            answers += started(pool, again)
            await asyncio.sleep(0)
            assert again.long
            await given_up(pool, [again])
            await asyncio.gather(*answers, return_exceptions=True)

    asyncio.run(scenario())


def test_one_client_does_not_fill_the_queue_for_another(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation, queue=3) as pool:
            running = slow_task(0, "crowd")
            answers = started(pool, running)
            await until(lambda: running.slow)
            crowd = [
                Task(query_message(QueryOperation(COUNT), "CSV"), PATIENCE, client="crowd")
                for _ in "123"
            ]
            answers += started(pool, *crowd)
            other = Task(query_message(QueryOperation(COUNT), "CSV"), PATIENCE, client="other")
            answers += started(pool, other)
            assert await reason(answers[3]) == "queue"
            pool.cancel(running)
            assert await answers[-1] == b"n\r\n200\r\n"
            await asyncio.gather(*answers, return_exceptions=True)

    asyncio.run(scenario())


def test_queries_wait_no_longer_than_their_deadline_before_there_is_a_store() -> None:
    async def scenario() -> str:
        pool = WorkerPool(1, 4, MEMORY, 10**9)
        pool.start()
        try:
            return await reason(asked(pool, COUNT, deadline=0.2))
        finally:
            await pool.close()

    assert asyncio.run(scenario()) == "deadline"


def test_reserve_processes_answer_short_queries_too(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation, workers=1, standing_by=None) as pool:
            running = task(RUNAWAY)
            answers = started(pool, running)
            await until(lambda: running.slow)
            assert await asked(pool, COUNT) == "n\r\n200\r\n"
            await until(lambda: pool.live == 2)
            pool.cancel(running)
            await asyncio.gather(*answers, return_exceptions=True)

    asyncio.run(scenario())


def test_a_query_that_waited_behind_a_long_one_is_answered_once(generation: Path) -> None:
    """And the process that had it before does not begin it."""

    async def scenario() -> None:
        async with opened(generation, workers=2, queue=64) as pool:
            await asked(pool, COUNT)
            await until(lambda: pool.live == 2)
            for number in range(20):
                # On a busy machine the short ones take seconds together.
                long = slow_task(number, "a")
                answers = started(pool, long)
                short = [asked(pool, f"{COUNT} # {number} {each}") for each in range(5)]
                assert await asyncio.gather(*short) == ["n\r\n200\r\n"] * 5
                pool.cancel(long)
                assert await reason(answers[0]) == "client"

    asyncio.run(scenario())


def test_after_the_forking_process_is_killed_there_are_workers_again(generation: Path) -> None:
    async def scenario() -> None:
        async with opened(generation, workers=2) as pool:
            running = started(pool, task(RUNAWAY))[0]
            await until(lambda: pool.busy == 1 and pool.waiting == 0)
            killed = kill_all(nurseries())
            assert await reason(running) == "crash"
            assert await asked_until_answered(pool, COUNT) == "n\r\n200\r\n"
            await until(lambda: pool.live == 2)
            assert len(nurseries()) == 1
            assert not killed & set(nurseries())

    asyncio.run(scenario())
    assert query_workers() == nurseries() == []


def test_a_query_waits_behind_a_long_one_only_once(
    generation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It went from one worker that was held up to the next, for 10 ms at each."""
    behind: list[bool] = []
    give = WorkerConnection.give

    def noted(self: WorkerConnection, task: Task, generation: Path) -> None:
        if task.requeued:
            behind.append(bool(self.tasks))
        give(self, task, generation)

    monkeypatch.setattr(WorkerConnection, "give", noted)

    async def scenario() -> None:
        async with opened(generation, workers=6, queue=64) as pool:
            await until(lambda: pool.live == 6)
            while not behind:
                # All at once: some are given to a worker that is busy with another query.
                long = [slow_task(len(behind), "a") for _ in range(2)]
                answers = started(pool, *long)
                short = [asked(pool, f"{COUNT} # {number}") for number in range(4)]
                assert await asyncio.gather(*short) == ["n\r\n200\r\n"] * 4
                await given_up(pool, long)
                await asyncio.gather(*answers, return_exceptions=True)
            assert not any(behind)

    asyncio.run(scenario())
