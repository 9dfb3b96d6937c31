"""The writer as the server sees it: writes go in, acknowledgements come out, crashes are mended.

Every writer but the first begins with the generation that was published last, so what its
predecessor had applied since is gone; what nobody was told of yet is applied once more.
"""

import asyncio
import json
import logging
import socket
import subprocess
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from districtgraph.server.core.errors import (
    StorageError,
    UnavailableError,
    remote_error,
)
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.writes import Write
from districtgraph.server.store.embedded.processes.child_process import set_niceness, start
from districtgraph.server.store.embedded.processes.frames import Kind, json_frame
from districtgraph.server.store.embedded.processes.process_streams import ProcessStreams
from districtgraph.server.store.embedded.writing.queued_write import (
    NOT_DONE,
    UNKNOWN,
    QueuedWrite,
    server_ends,
    too_late,
)
from districtgraph.server.store.embedded.writing.write_message import write_message

__all__ = ["WriterConnection"]

_LOG = logging.getLogger(__name__)
_MODULE = "districtgraph.server.store.embedded.writing.store_writer"
_NICENESS = 5
_GROUP = 0.02
"""Seconds for which writes that wait already are taken into one generation."""
_QUICK = 0.025
"""Seconds that the publishing of a group takes where the machine has time."""
_REST = 3.0
"""Times as long as a publishing that is not quick, writes are gathered for the next: each query
after one opens the new generation, which takes some milliseconds and 180 threads of the engine."""
_LONGEST_REST = 0.5
_IDLE = 1.0
"""Seconds without a write after which the writer is asked to refresh; then twice as many, …"""
_LONGEST_IDLE = 5.0
"""Seconds after which damage to the newest generation's files is found at the latest."""
_RESTART = 0.2
"""Seconds before a writer that failed is started again; twice as many after each failure, …"""
_LONGEST_RESTART = 30.0
_SETTLED = 10.0
"""Seconds after which a writer without a write is taken for sound."""
_PUBLISHING = 1.0
"""Seconds beyond its deadline that an applied write waits for its generation."""
_LONGEST_PUBLISHING = 300.0
"""Seconds after which a writer that starts or publishes is taken for stuck, and killed."""
_STUCK = 10.0
"""Seconds without an answer after which the server is not ready for writes."""
_ENDING = 3.0
"""Seconds that a writer has to end by itself when the server ends; then it is killed."""


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
        self._memory, self._folder = memory, folder
        self._longest_queue = queue
        self._published = published
        self._waiting: deque[QueuedWrite] = deque()
        self._arrived = asyncio.Event()
        self._applied: list[QueuedWrite] = []
        self._published_last: Path | None = None
        self._revert_to: Path | None = None
        """What the next writer begins with; None for what it finds to be the newest."""
        self._process: subprocess.Popen[bytes] | None = None
        self._work: asyncio.Task[None] | None = None
        self._failures = 0
        """Writers in a row that failed, though some may have been ready for a moment."""
        self._ready_since = 0.0
        self._next_group = 0.0
        """When the next group of writes may be taken up."""
        self._asked_at: float | None = None
        self.ready = asyncio.Event()
        self.trouble: StorageError | None = None
        """Why no writer can be started; None while nothing is known to be wrong."""

    async def open(self) -> None:
        """Start the writer; returns when the first generation is published."""
        self._work = asyncio.get_running_loop().create_task(self._keep_working())
        await self.ready.wait()

    async def close(self) -> None:
        """End the writer, within seconds whatever it is doing; what it had not published is gone.

        Its clients get no acknowledgement.
        """
        if self._work is not None:
            self._work.cancel()
            with suppress(asyncio.CancelledError):
                await self._work
        for write in [*self._waiting, *self._applied]:
            write.fail(server_ends(write))
        if self._process is not None:
            await _end(self._process)

    @property
    def stuck(self) -> bool:
        """Whether the writer has not answered for so long that its disk must be at fault."""
        asked = self._asked_at
        return asked is not None and asyncio.get_running_loop().time() - asked > _STUCK

    def check(self) -> None:
        """Raise StorageError where writes are known to fail: nothing needs to be read for one."""
        if self.trouble is not None:
            raise self.trouble.with_outcome(NOT_DONE)

    async def write(self, content: Write, seconds: float) -> bool:
        """Return, once a write is durable and visible to every next query, whether it made a graph.

        Args:
            content: the write.
            seconds: that it may take, waiting included.

        Raises:
            RequestError: the writer's refusal.
            StorageError: the store's files cannot be written.
            UnavailableError: too many writes wait, it was cut at its deadline, or the writer died.

        """
        self.check()
        if len(self._waiting) >= self._longest_queue:
            raise UnavailableError("too many writes wait already; try again soon", 2, "queue")
        loop = asyncio.get_running_loop()
        write = QueuedWrite(write_message(content), loop.time() + seconds)
        self._waiting.append(write)
        self._arrived.set()
        expiry = loop.call_at(write.deadline, self._expire, write)
        give_up = loop.call_at(write.deadline + _PUBLISHING, self._give_up, write)
        try:
            # A client that hangs up does not take its write back: it may have happened.
            return await asyncio.shield(write.done)
        finally:
            expiry.cancel()
            give_up.cancel()

    def _expire(self, write: QueuedWrite) -> None:
        if write not in self._waiting:
            return
        self._waiting.remove(write)
        if self.ready.is_set() and not write.tried:
            write.fail(too_late(f"waited for others until its deadline; {NOT_DONE}"))
            return
        write.fail(
            UnavailableError(
                f"there was no writer until this write's deadline; {write.outcome}", 5, "deadline"
            )
        )

    def _give_up(self, write: QueuedWrite) -> None:
        """Tell the client of a write that is applied, but not published in time."""
        write.fail(
            UnavailableError(
                f"this write was not published by its deadline; {UNKNOWN}", 5, "deadline"
            )
        )

    async def _keep_working(self) -> None:
        while True:
            try:
                await self._serve_one_process()
            except StorageError as error:
                self._fail_all(error)
            except (EOFError, OSError) as error:
                self._take_end(error)
            except Exception:
                _LOG.exception("unexpected error; the writer process is started again")
                self._failures += 1
                self._requeue()
            finally:
                self.ready.clear()
            if self._process is not None:
                await _end(self._process)
            await asyncio.sleep(self._pause())

    def _take_end(self, error: Exception) -> None:
        """Take note that the writer has ended without a word, or could not be started."""
        if (trouble := storage_error(error)) is not None:
            self._fail_all(trouble)
            return
        _LOG.warning("the writer process ended, and is started again: %r", error)
        # One that was ready was killed, from outside or at a write's deadline.
        self._failures = 0 if self.ready.is_set() else self._failures + 1
        self._requeue()

    def _pause(self) -> float:
        """Return the seconds until the next writer is started: none after a sound one."""
        if self._failures == 0:
            return 0.0
        return min(_RESTART * 2.0 ** min(self._failures - 1, 20), _LONGEST_RESTART)

    def _requeue(self) -> None:
        """Have what was applied, and is gone with its writer, applied once more."""
        self._revert_to = self._published_last
        self._waiting.extendleft(reversed(self._applied))
        self._applied = []
        self._arrived.set()

    def _fail_all(self, trouble: StorageError) -> None:
        """Tell everybody who waits that the store's files cannot be written."""
        settled = asyncio.get_running_loop().time() - self._ready_since > _SETTLED
        self._failures = 1 if self.ready.is_set() and settled else self._failures + 1
        if self.trouble is None or self.trouble.trouble != trouble.trouble:
            _LOG.warning(
                "the store cannot be written, which is tried again: %s",
                trouble.log_line,
            )
        self.trouble = trouble
        # Where the generation published last is damaged, the writer has to look for what is whole.
        self._revert_to = None if trouble.trouble == "damage" else self._published_last
        failed = [*self._applied, *self._waiting]
        self._applied = []
        self._waiting.clear()
        for write in failed:
            write.fail(trouble.with_outcome(write.outcome))

    def _recovered(self) -> None:
        if self.trouble is not None:
            _LOG.warning("the store can be written again")
        self.trouble = None
        self._ready_since = asyncio.get_running_loop().time()
        self.ready.set()

    async def _serve_one_process(self) -> None:
        """Start a writer and give it what comes; returns never.

        Raises:
            StorageError: the process cannot read or write the store's files, and has ended.
            EOFError, OSError: it has ended without a word, or could not be started.

        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = start(_MODULE, theirs.fileno(), self._arguments())
            # Where there is not enough of a processor, a write takes longer, not a lookup.
            set_niceness(self._process.pid, _NICENESS)
            reader, writer = await asyncio.open_connection(sock=ours)
        except BaseException:
            ours.close()
            raise
        process = ProcessStreams(reader, writer, self._arrived)
        try:
            await self._publish(process)
            self._recovered()
            idle = _IDLE
            while True:
                try:
                    async with asyncio.timeout(idle):
                        await self._arrived.wait()
                except TimeoutError:
                    await self._refresh(process)
                    idle = min(2 * idle, _LONGEST_IDLE)
                else:
                    await asyncio.sleep(self._next_group - asyncio.get_running_loop().time())
                    await self._apply_group(process)
                    idle = _IDLE
        finally:
            process.close()

    def _arguments(self) -> tuple[str, ...]:
        # Files are compared with their seals by a server's first writer, and where one is damaged.
        found = self.trouble.trouble if self.trouble is not None else ""
        contents = self._published_last is None or found == "damage"
        arguments = str(self._memory), str(int(contents)), str(self._folder)
        return arguments if self._revert_to is None else (*arguments, str(self._revert_to))

    async def _refresh(self, process: ProcessStreams) -> None:
        process.send(json_frame(Kind.REFRESH, None))
        generation = await self._next_generation(process)
        if generation != self._published_last:
            self._published_last = generation
            await self._published(generation, False)

    async def _apply_group(self, process: ProcessStreams) -> None:
        process.check()
        clock = asyncio.get_running_loop().time
        end = clock() + _GROUP
        while self._waiting and (not self._applied or clock() < end):
            await self._apply(self._waiting.popleft(), process)
        if not self._waiting:
            self._arrived.clear()
        if self._applied:
            began = clock()
            process.send(json_frame(Kind.PUBLISH, None))
            await self._publish(process)
            taken = clock() - began
            rest = min(_REST * taken, _LONGEST_REST) if taken > _QUICK else 0.0
            self._next_group = clock() + rest

    async def _apply(self, write: QueuedWrite, process: ProcessStreams) -> None:
        try:
            async with asyncio.timeout_at(write.deadline):
                process.send(write.message)
                kind, body = await process.receive()
        except TimeoutError:
            self._kill()
            write.fail(too_late("was cut at its deadline; the store is as it was before"))
            raise EOFError("killed at a write's deadline") from None
        except (EOFError, OSError):
            write.fail(
                UnavailableError(
                    f"the writer ended during this write; {NOT_DONE}: try again", 2, "crash"
                )
            )
            raise
        except asyncio.CancelledError:
            write.fail(server_ends(write))
            raise
        if kind == Kind.FAILURE:
            error = remote_error(json.loads(body))
            if isinstance(error, StorageError):
                write.fail(error.with_outcome(NOT_DONE))
                raise error
            write.fail(error)
            return
        write.created, write.tried = json.loads(body), True
        self._applied.append(write)

    def _kill(self) -> None:
        """End a writer that takes too long, whatever of its work has happened.

        Whether its transaction was just committed cannot be known, so the store goes back to what
        was published before.
        """
        assert self._process is not None
        self._process.kill()

    async def _publish(self, process: ProcessStreams) -> None:
        self._published_last = await self._next_generation(process)
        await self._published(self._published_last, True)
        for write in self._applied:
            self._failures = 0
            if not write.done.done():
                write.done.set_result(write.created)
        self._applied = []

    async def _next_generation(self, process: ProcessStreams) -> Path:
        """Return the generation that the writer tells of.

        Raises:
            StorageError: it tells that the store's files cannot be read or written.
            EOFError: it ended instead, or was stuck.

        """
        self._asked_at = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(_LONGEST_PUBLISHING):
                kind, body = await process.receive()
        except TimeoutError:
            self._kill()
            raise EOFError("killed, since it published nothing for too long") from None
        finally:
            self._asked_at = None
        if kind == Kind.FAILURE:
            raise remote_error(json.loads(body))
        return Path(json.loads(body))


async def _end(process: "subprocess.Popen[bytes]") -> None:
    """Wait for a process whose connection is closed, and kill it where it does not end."""
    clock = asyncio.get_running_loop().time
    kill_at = clock() + _ENDING
    # A process that waits for a broken disk cannot be killed; it ends with its parent, or the disk.
    while process.poll() is None and clock() < kill_at + 1:
        if clock() >= kill_at:
            process.kill()
        await asyncio.sleep(0.01)
