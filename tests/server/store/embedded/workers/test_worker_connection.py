"""The connection to one worker, over a transport that only records what it is told."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from districtgraph.server.core.errors import StorageError
from districtgraph.server.store.embedded.processes.frames import FrameKind, frame
from districtgraph.server.store.embedded.workers.worker_connection import Task, WorkerConnection

PIECE = frame(FrameKind.PIECE, b"x" * (256 * 1024))
GENERATION = Path("generations/1")


class Transport:
    """Says whether it is read."""

    def __init__(self) -> None:
        self._paused = False

    def is_read(self) -> bool:
        return not self._paused

    def write(self, _message: bytes) -> None:
        """Drop a message."""

    def pause_reading(self) -> None:
        self._paused = True

    def resume_reading(self) -> None:
        self._paused = False


class Process:
    """No process."""

    pid = 1

    def kill(self) -> None:
        """Do nothing."""

    def poll(self) -> int | None:
        return None

    def wait(self, timeout: float) -> int:
        raise AssertionError(timeout)


class Events:
    """Lets every result be sent in pieces."""

    def progressed(self, worker: WorkerConnection) -> None:
        """Do nothing."""

    def may_stream(self, worker: WorkerConnection, task: Task) -> bool:
        return True

    def requeued(self, tasks: Iterable[Task]) -> None:
        raise AssertionError(tasks)

    def lost(self, worker: WorkerConnection) -> None:
        """Do nothing."""

    def unreadable(self, error: StorageError) -> None:
        raise AssertionError(error)


def connected() -> tuple[WorkerConnection, Transport]:
    worker, transport = WorkerConnection(Events(), Process()), Transport()
    worker.connection_made(cast(asyncio.Transport, transport))
    return worker, transport


def test_a_worker_is_read_again_once_its_result_has_ended() -> None:
    async def run() -> None:
        worker, transport = connected()
        first = Task(b"first", 60)
        worker.give(first, GENERATION)
        while transport.is_read():
            worker.data_received(PIECE)
        # The last piece and the end arrive together, and the client has taken nothing.
        worker.data_received(PIECE + frame(FrameKind.END))
        assert transport.is_read()
        second = Task(b"second", 60)
        worker.give(second, GENERATION)
        worker.data_received(frame(FrameKind.ANSWER, b"answer"))
        assert await second.first == b"answer"

    asyncio.run(run())


def test_what_the_client_of_an_earlier_result_takes_does_not_count_for_the_next() -> None:
    async def run() -> None:
        worker, transport = connected()
        first, second = Task(b"first", 60), Task(b"second", 60)
        worker.give(first, GENERATION)
        while transport.is_read():
            worker.data_received(PIECE)
        worker.data_received(frame(FrameKind.END))
        worker.give(second, GENERATION)
        while transport.is_read():
            worker.data_received(PIECE)
        worker.taken(first, first.size)
        assert not transport.is_read()
        worker.taken(second, second.size)
        assert transport.is_read()

    asyncio.run(run())
