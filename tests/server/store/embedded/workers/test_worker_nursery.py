"""The process that forks query workers: its cost, and the consequences when a process dies."""

import asyncio
import os
import resource
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from districtgraph.server.store.embedded.processes.child_process import processor_seconds
from districtgraph.server.store.embedded.processes.frames import FrameKind, frame
from districtgraph.server.store.embedded.workers import worker_nursery
from districtgraph.server.store.embedded.workers.worker_nursery import WorkerNursery, WorkerProcess
from tests.patience import PATIENCE, until
from tests.server.child_processes import children, kill_all, nurseries, query_workers

pytestmark = pytest.mark.usefixtures("processes")

MEMORY = 1024 * 1024 * 1024
ARGUMENTS = (str(MEMORY), "1000000", "0", "https://example.org/")
EXECUTED = "districtgraph.server.store.embedded.workers.query_worker"
READY = frame(FrameKind.READY)


@asynccontextmanager
async def opened() -> AsyncIterator[WorkerNursery]:
    nursery = WorkerNursery(ARGUMENTS)
    try:
        yield nursery
    finally:
        nursery.close()


async def forked(nursery: WorkerNursery) -> tuple[WorkerProcess, socket.socket]:
    """Return a worker that is ready, and the connection to it."""
    ours, theirs = socket.socketpair()
    try:
        with theirs:
            worker = await nursery.worker(theirs)
    except OSError:
        ours.close()
        raise
    ours.setblocking(False)
    async with asyncio.timeout(PATIENCE):
        assert await asyncio.get_running_loop().sock_recv(ours, len(READY)) == READY
    return worker, ours


def descriptors(process: int) -> int:
    return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


def states(parent: int) -> list[str]:
    """Return the state of each child of a process, zombies included."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(fields[0])
    return found


async def until_gone(worker: WorkerProcess) -> None:
    await until(lambda: worker.poll() is not None, "the end of a worker")


def test_a_worker_costs_a_fraction_of_a_start() -> None:
    """One that was started had used 80 ms of a processor when it was ready."""

    async def scenario() -> tuple[float, float]:
        async with opened() as nursery:
            workers = [await forked(nursery) for _ in range(4)]
            used = min(processor_seconds(worker.pid) for worker, _ in workers)
            start = processor_seconds(nurseries()[0])
            for _, connection in workers:
                connection.close()
            return used, start

    used, start = asyncio.run(scenario())
    assert used < start / 4


def test_the_process_that_forks_has_one_thread_and_retains_nothing_of_a_worker() -> None:
    async def scenario() -> None:
        async with opened() as nursery:
            (await forked(nursery))[1].close()
            (process,) = nurseries()
            before, own = descriptors(process), descriptors(os.getpid())
            for _ in range(8):
                worker, connection = await forked(nursery)
                assert descriptors(worker.pid) <= 4, "a worker has what is another's"
                worker.kill()
                await until_gone(worker)
                connection.close()
            assert descriptors(process) == before
            assert descriptors(os.getpid()) == own
            assert len(list(Path(f"/proc/{process}/task").iterdir())) == 1
            async with asyncio.timeout(PATIENCE):
                while states(process):
                    assert "Z" not in states(process), "a worker is left as a zombie"
                    await asyncio.sleep(0.01)

    asyncio.run(scenario())


def test_a_worker_has_bounded_memory_and_a_group_of_its_own() -> None:
    async def scenario() -> None:
        async with opened() as nursery:
            worker, connection = await forked(nursery)
            assert resource.prlimit(worker.pid, resource.RLIMIT_AS) == (MEMORY, MEMORY)
            assert resource.prlimit(worker.pid, resource.RLIMIT_CORE) == (0, 0)
            assert os.getpgid(worker.pid) == worker.pid
            connection.close()
            await until_gone(worker)

    asyncio.run(scenario())


def test_a_worker_ends_with_its_connection() -> None:
    async def scenario() -> None:
        async with opened() as nursery:
            worker, connection = await forked(nursery)
            assert worker.poll() is None
            connection.close()
            await until_gone(worker)
            worker.kill()

    asyncio.run(scenario())


def test_workers_die_with_the_process_that_forked_them_and_it_is_restarted() -> None:
    async def scenario() -> None:
        async with opened() as nursery:
            worker, connection = await forked(nursery)
            killed = kill_all(nurseries())
            await until_gone(worker)
            connection.close()
            other, connection = await forked(nursery)
            assert not killed & set(nurseries())
            assert len(nurseries()) == 1
            assert query_workers() == [other.pid]
            connection.close()

    asyncio.run(scenario())
    assert nurseries() == query_workers() == []


def test_a_stopped_worker_is_killed_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        async with opened() as nursery:
            (await forked(nursery))[1].close()
            killed = nurseries()
            os.kill(killed[0], signal.SIGSTOP)
            monkeypatch.setattr(worker_nursery, "_ANSWER", 0.1)
            ours, theirs = socket.socketpair()
            # The one after it may be there in time or not.
            with ours, theirs, suppress(OSError):
                (await nursery.worker(theirs)).kill()
            monkeypatch.undo()
            (await forked(nursery))[1].close()
            assert len(nurseries()) == 1
            assert killed != nurseries()

    asyncio.run(scenario())


def test_without_descriptors_there_is_an_error_and_later_a_worker() -> None:
    async def scenario() -> None:
        async with opened() as nursery:
            (await forked(nursery))[1].close()
            (process,) = nurseries()
            limits = resource.prlimit(process, resource.RLIMIT_NOFILE)
            taken = {int(each.name) for each in Path(f"/proc/{process}/fd").iterdir()}
            lowest_free = min(set(range(100)) - taken)
            resource.prlimit(process, resource.RLIMIT_NOFILE, (lowest_free, limits[1]))
            with pytest.raises(OSError, match=r"[Tt]oo many open files"):
                await forked(nursery)
            resource.prlimit(process, resource.RLIMIT_NOFILE, limits)
            (await forked(nursery))[1].close()
            assert nurseries() == [process]

    asyncio.run(scenario())


def test_a_query_that_nobody_waits_for_is_killed() -> None:
    async def scenario() -> None:
        async with opened() as nursery:
            ours, theirs = socket.socketpair()
            with ours, theirs:
                waits = asyncio.ensure_future(nursery.worker(theirs))
                await asyncio.sleep(0)
                waits.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await waits
                other, connection = await forked(nursery)
                await until(lambda: query_workers() == [other.pid], "the end of the other worker")
                connection.close()

    asyncio.run(scenario())


def test_workers_start_even_without_process_descriptors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "pidfd_open")

    async def scenario() -> None:
        async with opened() as nursery:
            worker, connection = await forked(nursery)
            assert children(EXECUTED) == query_workers() == [worker.pid]
            assert nurseries() == []
            connection.close()
            await until_gone(worker)

    asyncio.run(scenario())
