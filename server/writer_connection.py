"""The writer as the server sees it: writes go in, acknowledgements come out, crashes are mended."""

import asyncio
import json
import socket
import subprocess
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

from districtgraph.server.child_process import start
from districtgraph.server.errors import RemoteError, RequestError, UnavailableError
from districtgraph.server.frames import FrameBuffer, Kind, json_frame

__all__ = ["WriterConnection"]

_TICK = 0.05
_RESTART = 0.2
"""Seconds between two tries to start a writer that fails at once."""


class _Write:
    """A write on its way: sent, then applied, then published and so acknowledged."""

    __slots__ = ("created", "deadline", "done", "message", "seconds")

    def __init__(self, message: bytes, seconds: float) -> None:
        self.message = message
        self.seconds = seconds
        self.deadline: float | None = None
        self.created = False
        self.done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def fail(self, error: RequestError) -> None:
        if not self.done.done():
            self.done.set_exception(error)


class WriterConnection(asyncio.Protocol):
    """Sends writes to the writer process, which it starts and restarts.

    Args:
        folder: the store's folder.
        memory: bytes of the process's address space.
        queue: the most writes that wait.
        published: told of every new generation, before the writes in it are acknowledged.

    """

    def __init__(
        self,
        folder: Path,
        memory: int,
        queue: int,
        published: Callable[[Path], Awaitable[None]],
    ) -> None:
        self._folder = folder
        self._memory = memory
        self._longest_queue = queue
        self._published = published
        self._sent: deque[_Write] = deque()
        self._applied: list[_Write] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._transport: asyncio.WriteTransport | None = None
        self._buffer = FrameBuffer()
        self._verdict: UnavailableError | None = None
        self._closing = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.ready = asyncio.Event()

    async def open(self) -> None:
        """Start the writer; returns when the first generation is published."""
        self._run(self._watch())
        await self._start()
        await self.ready.wait()

    async def close(self) -> None:
        """End the writer after what it is doing."""
        self._closing = True
        for task in list(self._tasks):
            task.cancel()
        if self._transport is not None:
            self._transport.close()
        if self._process is not None:
            await asyncio.to_thread(self._process.wait)

    async def write(self, content: dict[str, Any], seconds: float) -> bool:
        """Return, once a write is durable and visible to every next query, whether it made a graph.

        Args:
            content: as `districtgraph.server.store_writer.Writer.apply` takes it.
            seconds: that it may take, from when its turn comes.

        Raises:
            RequestError: the writer's refusal.
            UnavailableError: too many writes wait, it was cut at its deadline, or the writer died.

        """
        if len(self._sent) >= self._longest_queue:
            raise UnavailableError("too many writes wait already; try again soon", 2, "queue")
        write = _Write(json_frame(Kind.WRITE, content), seconds)
        self._sent.append(write)
        if self.ready.is_set() and self._transport is not None:
            self._transport.write(write.message)
            self._time_head()
        # A client that hangs up does not take its write back: it may have happened.
        return await asyncio.shield(write.done)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection (asyncio.Protocol)."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Take the writer's reports, which come in the order of the writes (asyncio.Protocol)."""
        for kind, body in self._buffer.feed(data):
            if kind == Kind.PUBLISHED:
                self._run(self._acknowledge(Path(json.loads(body)), self._applied))
                self._applied = []
                continue
            write = self._sent.popleft()
            if kind == Kind.APPLIED:
                write.created = json.loads(body)
                self._applied.append(write)
            else:
                write.fail(RemoteError(json.loads(body)))
            self._time_head()

    def connection_lost(self, _error: Exception | None) -> None:
        """Start another writer (asyncio.Protocol).

        What was applied is in the store's log: the next writer's first generation has it, and that
        acknowledges it. Of the write that was under way nobody knows; those behind it go again.
        """
        self.ready.clear()
        self._transport = None
        self._buffer = FrameBuffer()
        if self._sent and self._sent[0].deadline is not None:
            self._sent.popleft().fail(
                self._verdict
                or UnavailableError(
                    "the writer ended during this write; it has happened whole or not at all: "
                    "look, then try again",
                    2,
                    "crash",
                )
            )
        self._verdict = None
        if not self._closing:
            self._run(self._restart())

    def _time_head(self) -> None:
        if self._sent and self._sent[0].deadline is None:
            loop = asyncio.get_running_loop()
            self._sent[0].deadline = loop.time() + self._sent[0].seconds

    async def _acknowledge(self, generation: Path, writes: list[_Write]) -> None:
        await self._published(generation)
        for write in writes:
            if not write.done.done():
                write.done.set_result(write.created)
        if not self.ready.is_set():
            self.ready.set()
            for write in self._sent:
                assert self._transport is not None
                self._transport.write(write.message)
            self._time_head()

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        arguments = (str(self._memory), str(self._folder))
        module = "districtgraph.server.store_writer"
        self._process = start(module, theirs.fileno(), arguments)
        theirs.close()
        await asyncio.get_running_loop().connect_accepted_socket(lambda: self, ours)

    async def _restart(self) -> None:
        if self._process is not None:
            await asyncio.to_thread(self._process.wait)
            await asyncio.sleep(_RESTART if self._process.returncode == 1 else 0)
        await self._start()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            head = self._sent[0] if self._sent else None
            if head is None or head.deadline is None or self._process is None:
                continue
            if asyncio.get_running_loop().time() > head.deadline and self._verdict is None:
                self._verdict = UnavailableError(
                    "the write was cut at its deadline; the store is as it was before it",
                    5,
                    "deadline",
                )
                self._process.kill()

    def _run(self, coroutine: Any) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
