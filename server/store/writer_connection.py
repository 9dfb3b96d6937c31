"""The writer as the server sees it: writes go in, acknowledgements come out, crashes are mended."""

import asyncio
import json
import logging
import socket
import subprocess
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from districtgraph.server.errors import RemoteError, RequestError, UnavailableError
from districtgraph.server.workers.child_process import start
from districtgraph.server.workers.frames import Kind, json_frame, receive_frame

__all__ = ["WriterConnection"]

_LOG = logging.getLogger(__name__)
_GROUP = 0.02
"""Seconds for which writes that wait already are taken into one generation."""
_IDLE = 1.0
"""Seconds without a write after which the writer is asked to refresh; then twice as many, …"""
_LONGEST_IDLE = 60.0
_RESTART = 0.2
"""Seconds between two tries to start a writer that fails."""


class _Write:
    """A write on its way: it waits, is applied, then published and so acknowledged."""

    __slots__ = ("created", "deadline", "done", "message")

    def __init__(self, message: bytes, deadline: float) -> None:
        self.message = message
        self.deadline = deadline
        self.created = False
        self.done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def fail(self, error: RequestError) -> None:
        if not self.done.done():
            self.done.set_exception(error)
            # Its client may have hung up, and then nobody asks.
            self.done.exception()


class WriterConnection:
    """Sends writes one by one to the writer process, which it starts and restarts.

    Args:
        folder: the store's folder.
        memory: bytes of the process's address space.
        queue: the most writes that wait.
        published: told of every new generation, before the writes in it are acknowledged, and
            whether anything else is in it than in the one before.

    """

    def __init__(
        self,
        folder: Path,
        memory: int,
        queue: int,
        published: Callable[[Path, bool], Awaitable[None]],
    ) -> None:
        self._arguments: tuple[str, ...] = (str(memory), str(folder))
        self._longest_queue = queue
        self._published = published
        self._waiting: deque[_Write] = deque()
        self._arrived = asyncio.Event()
        self._applied: list[_Write] = []
        self._published_last: Path | None = None
        self._revert = False
        """Whether the next writer has to begin with what was published last."""
        self._process: subprocess.Popen[bytes] | None = None
        self._work: asyncio.Task[None] | None = None
        self.ready = asyncio.Event()

    async def open(self) -> None:
        """Start the writer; returns when the first generation is published."""
        self._work = asyncio.get_running_loop().create_task(self._keep_working())
        await self.ready.wait()

    async def close(self) -> None:
        """End the writer after what it is doing."""
        if self._work is not None:
            self._work.cancel()
            with suppress(asyncio.CancelledError):
                await self._work
        if self._process is not None:
            await asyncio.to_thread(self._process.wait)

    async def write(self, content: dict[str, Any], seconds: float) -> bool:
        """Return, once a write is durable and visible to every next query, whether it made a graph.

        Args:
            content: as `districtgraph.server.store.store_writer.Writer.apply` takes it.
            seconds: that it may take, waiting included.

        Raises:
            RequestError: the writer's refusal.
            UnavailableError: too many writes wait, it was cut at its deadline, or the writer died.

        """
        if len(self._waiting) >= self._longest_queue:
            raise UnavailableError("too many writes wait already; try again soon", 2, "queue")
        loop = asyncio.get_running_loop()
        write = _Write(json_frame(Kind.WRITE, content), loop.time() + seconds)
        self._waiting.append(write)
        self._arrived.set()
        expiry = loop.call_at(write.deadline, self._expire, write)
        try:
            # A client that hangs up does not take its write back: it may have happened.
            return await asyncio.shield(write.done)
        finally:
            expiry.cancel()

    def _expire(self, write: _Write) -> None:
        if write in self._waiting:
            self._waiting.remove(write)
            write.fail(_too_late("waited for others until its deadline, and has not happened"))

    async def _keep_working(self) -> None:
        while True:
            try:
                await self._serve_one_process()
            except (EOFError, OSError) as error:
                _LOG.warning("the writer process ended, and is started again: %r", error)
            finally:
                self.ready.clear()
            if self._process is not None:
                await asyncio.to_thread(self._process.wait)
            await asyncio.sleep(
                _RESTART if not self._process or self._process.returncode == 1 else 0
            )

    async def _serve_one_process(self) -> None:
        """Start a writer and give it what comes; returns never.

        Raises:
            EOFError, OSError: the process has ended, or could not be started.

        """
        ours, theirs = socket.socketpair()
        arguments = self._arguments
        if self._revert and self._published_last is not None:
            arguments += (str(self._published_last),)
        self._process = start("districtgraph.server.store.store_writer", theirs.fileno(), arguments)
        theirs.close()
        reader, writer = await asyncio.open_connection(sock=ours)
        process = _ProcessStreams(reader, writer, self._arrived)
        try:
            # What a predecessor applied is in the store's log, and so in this first generation.
            await self._publish(process)
            self.ready.set()
            idle = _IDLE
            while True:
                try:
                    async with asyncio.timeout(idle):
                        await self._arrived.wait()
                except TimeoutError:
                    await self._refresh(process)
                    idle = min(2 * idle, _LONGEST_IDLE)
                else:
                    await self._apply_group(process)
                    idle = _IDLE
        finally:
            process.close()

    async def _refresh(self, process: "_ProcessStreams") -> None:
        process.send(json_frame(Kind.REFRESH, None))
        _, body = await process.receive()
        generation = Path(json.loads(body))
        if generation != self._published_last:
            self._published_last = generation
            await self._published(generation, False)

    async def _apply_group(self, process: "_ProcessStreams") -> None:
        process.check()
        clock = asyncio.get_running_loop().time
        end = clock() + _GROUP
        while self._waiting and (not self._applied or clock() < end):
            await self._apply(self._waiting.popleft(), process)
        if not self._waiting:
            self._arrived.clear()
        if self._applied:
            process.send(json_frame(Kind.PUBLISH, None))
            await self._publish(process)

    async def _apply(self, write: _Write, process: "_ProcessStreams") -> None:
        try:
            async with asyncio.timeout_at(write.deadline):
                process.send(write.message)
                kind, body = await process.receive()
        except TimeoutError:
            self._kill_and_revert()
            write.fail(_too_late("was cut at its deadline; the store is as it was before"))
            raise EOFError("killed at a write's deadline") from None
        except (EOFError, OSError):
            write.fail(
                UnavailableError(
                    "the writer ended during this write; it has happened whole or not at all: "
                    "look, then try again",
                    2,
                    "crash",
                )
            )
            raise
        if kind == Kind.FAILURE:
            write.fail(RemoteError(json.loads(body)))
            return
        write.created = json.loads(body)
        self._applied.append(write)

    def _kill_and_revert(self) -> None:
        """End a write that takes too long, whatever of it has happened.

        Whether its transaction was just committed cannot be known, so the store goes back to what
        was published before, and the writes that were applied since are applied once more.
        """
        assert self._process is not None
        self._process.kill()
        self._revert = True
        self._waiting.extendleft(reversed(self._applied))
        self._applied = []
        self._arrived.set()

    async def _publish(self, process: "_ProcessStreams") -> None:
        _, body = await process.receive()
        self._published_last, self._revert = Path(json.loads(body)), False
        await self._published(self._published_last, True)
        for write in self._applied:
            if not write.done.done():
                write.done.set_result(write.created)
        self._applied = []


class _ProcessStreams:
    """What goes to a process and comes from it; its end is noticed also when nothing is awaited.

    Args:
        reader, writer: of the socket.
        ended: set when the process is gone.

    """

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ended: asyncio.Event
    ) -> None:
        self._writer = writer
        self._ended = ended
        self._replies: asyncio.Queue[tuple[int, bytes] | None] = asyncio.Queue()
        self._gone = False
        self._reading = asyncio.get_running_loop().create_task(self._read(reader))

    async def _read(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                self._replies.put_nowait(await receive_frame(reader))
        except (EOFError, OSError):
            self._gone = True
            self._replies.put_nowait(None)
            self._ended.set()

    def check(self) -> None:
        """Raise EOFError if the process is gone."""
        if self._gone:
            raise EOFError("the process ended")

    def send(self, message: bytes) -> None:
        self._writer.write(message)

    async def receive(self) -> tuple[int, bytes]:
        """Return the next message's kind and body; raise EOFError if the process is gone."""
        reply = await self._replies.get()
        if reply is None:
            raise EOFError("the process ended")
        return reply

    def close(self) -> None:
        self._reading.cancel()
        self._writer.close()


def _too_late(what: str) -> UnavailableError:
    return UnavailableError(
        f"the write {what}; ask for more time with the parameter timeout= (seconds), up to the "
        "operator's maximum",
        5,
        "deadline",
    )
