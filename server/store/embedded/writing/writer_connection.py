"""The server's connection to the writer: sends writes, passes on answers, handles crashes.

Every writer except the first begins with the generation that was published last, and with the log
after it. So other writes that its predecessor had applied are lost; those that were not reported as
failed are applied again.

Each query sees everything that was acknowledged before. While nobody reads, quick updates are
acknowledged when they are in the log; a query then waits until they are published.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from districtgraph.server.core.errors import StorageError, UnavailableError, remote_error
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.writes import Write
from districtgraph.server.store.embedded.processes.frames import FrameKind, json_frame
from districtgraph.server.store.embedded.writing.queued_write import (
    NOT_DONE,
    QueuedWrite,
    server_ends,
    too_late,
    unpublished,
)
from districtgraph.server.store.embedded.writing.quick_writes import is_quick
from districtgraph.server.store.embedded.writing.unpublished import Unpublished
from districtgraph.server.store.embedded.writing.write_message import write_message
from districtgraph.server.store.embedded.writing.writer_process import WriterProcess

__all__ = ["WriterConnection"]

_LOG = logging.getLogger(__name__)
_GROUP = 0.02
"""Seconds during which waiting writes are collected into one generation."""
_QUICK = 0.025
"""Seconds that publishing a group takes on a machine that is not busy."""
_REST = 3.0
"""After a slow publication, writes are collected for this many times its duration, because the next
query of each worker opens the new generation: some milliseconds, and 180 threads of the engine."""
_LONGEST_REST = 0.5
_IDLE = 1.0
"""Seconds without a write after which the writer has to refresh; then twice as many, …"""
_LONGEST_IDLE = 5.0
"""The most seconds until damage to the newest generation's files is found."""
_RESTART = 0.2
"""Seconds before a failed writer is started again; twice as many after each failure, …"""
_LONGEST_RESTART = 30.0
_SETTLED = 10.0
"""Seconds after which a writer counts as working even without a write."""
_PUBLISHING = 1.0
"""Seconds beyond its deadline that an applied write waits for its generation."""


class WriterConnection:
    """Sends writes one by one to the writer's process, which it starts and restarts.

    Args:
        folder: the store's folder.
        memory: the most bytes of the process's address space.
        queue: the most writes that wait.
        published: is called with every new generation, before the writes in it are acknowledged,
            and with the number of an earlier one that has the same content, 0 for none.
        nobody_reads: returns whether quick writes may be acknowledged before they are published.
        logged: is called before such writes are acknowledged.

    """

    def __init__(
        self,
        folder: Path,
        memory: int,
        queue: int,
        published: Callable[[Path, int], Awaitable[None]],
        nobody_reads: Callable[[], bool] = lambda: False,
        logged: Callable[[], None] = lambda: None,
    ) -> None:
        self._memory, self._folder = memory, folder
        self._longest_queue = queue
        self._published, self._nobody_reads = published, nobody_reads
        self._waiting: deque[QueuedWrite] = deque()
        self._arrived = asyncio.Event()
        self._applied: list[QueuedWrite] = []
        self._in_log: list[QueuedWrite] = []
        """Writes that a writer has to log and has not confirmed; the log may have them."""
        self._logged_last = 0
        """The number of the last write that was ever sent to the log."""
        self.unpublished = Unpublished(self._arrived.set, logged)
        self._published_last: Path | None = None
        self._revert_to: Path | None = None
        """The generation with which the next writer begins; None for the newest that it finds."""
        self._process = WriterProcess(self._arrived)
        self._work: asyncio.Task[None] | None = None
        self._failures = 0
        """How many successive writers failed, though some may have been ready for a moment."""
        self._ready_since = 0.0
        self._next_group = 0.0
        """When the next group of writes may begin."""
        self.ready = asyncio.Event()
        self.trouble: StorageError | None = None
        """Why no writer can be started; None if no problem is known."""

    async def open(self) -> None:
        """Start the writer; returns when the first generation is published."""
        self._work = asyncio.get_running_loop().create_task(self._keep_working())
        await self.ready.wait()

    async def close(self) -> None:
        """End the writer within seconds; writes that it has not published are lost.

        These are not acknowledged.
        """
        if self._work is not None:
            self._work.cancel()
            with suppress(asyncio.CancelledError):
                await self._work
        for write in [*self._waiting, *self._applied, *self._in_log]:
            write.fail(server_ends(write))
        await self._process.end()

    @property
    def stuck(self) -> bool:
        """Whether the writer has not answered for so long that its disk must be at fault."""
        return self._process.stuck

    @property
    def idle(self) -> bool:
        """Whether no write waits, is being applied, or is applied but not published."""
        return not (self._arrived.is_set() or self._applied or self._in_log)

    def check(self) -> None:
        """Raise StorageError if writes are known to fail, before any document is received."""
        if self.trouble is not None:
            raise self.trouble.with_outcome(NOT_DONE)

    async def visible(self, deadline: float) -> None:
        """Wait until queries see all acknowledged writes; see `Unpublished.visible`."""
        await self.unpublished.visible(deadline, lambda: self.trouble)

    async def write(self, content: Write, seconds: float) -> bool:
        """Write, wait until that is durable and visible to later queries; return if a graph is new.

        Args:
            content: the write.
            seconds: the most seconds for it, including waiting.

        Raises:
            RequestError: the writer refuses it.
            StorageError: the store's files cannot be written.
            UnavailableError: too many writes wait, its deadline passed, or the writer died.

        """
        self.check()
        if len(self._waiting) >= self._longest_queue:
            raise UnavailableError("too many writes wait already; try again soon", 2, "queue")
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        write = QueuedWrite(write_message(content), deadline, is_quick(content))
        self._waiting.append(write)
        self._arrived.set()
        expiry = loop.call_at(write.deadline, self._expire, write)
        give_up = loop.call_at(write.deadline + _PUBLISHING, lambda: write.fail(unpublished()))
        try:
            # A write continues when its client hangs up, since it may have happened already.
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
            await self._process.end()
            await asyncio.sleep(self._pause())

    def _take_end(self, error: Exception) -> None:
        """Handle that the writer has ended without a message, or could not be started."""
        if (trouble := storage_error(error)) is not None:
            self._fail_all(trouble)
            return
        _LOG.warning("the writer process ended, and is started again: %r", error)
        # A writer that was ready was killed, from outside or at a write's deadline.
        self._failures = 0 if self.ready.is_set() else self._failures + 1
        self._requeue()

    def _pause(self) -> float:
        """Return the seconds until the next writer is started: 0 after a working one."""
        if self._failures == 0:
            return 0.0
        return min(_RESTART * 2.0 ** min(self._failures - 1, 20), _LONGEST_RESTART)

    def _requeue(self) -> None:
        """Queue the writes that were applied and lost with their writer again."""
        self._revert_to = self._published_last
        self._waiting.extendleft(reversed(self._applied))
        self._applied = []
        self._arrived.set()

    def _fail_all(self, trouble: StorageError) -> None:
        """Fail all waiting writes, since the store's files cannot be written."""
        settled = asyncio.get_running_loop().time() - self._ready_since > _SETTLED
        self._failures = 1 if self.ready.is_set() and settled else self._failures + 1
        if self.trouble is None or self.trouble.trouble != trouble.trouble:
            _LOG.warning(
                "the store cannot be written, which is tried again: %s",
                trouble.log_line,
            )
        self.trouble = trouble
        # If the generation published last is damaged, the next writer has to find an intact copy.
        self._revert_to = None if trouble.trouble == "damage" else self._published_last
        failed = [*self._in_log, *self._applied, *self._waiting]
        self._in_log, self._applied = [], []
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
        """Start a writer and send it all writes; never returns.

        Raises:
            StorageError: the process cannot read or write the store's files, and has ended.
            EOFError, OSError: it has ended without a message, or could not be started.

        """
        process = self._process
        await process.start(self._arguments())
        try:
            await self._take_over(await process.reply())
            self._recovered()
            idle = _IDLE
            while True:
                left = self.unpublished.seconds_left()
                try:
                    async with asyncio.timeout(idle if left is None else left):
                        await self._arrived.wait()
                except TimeoutError:
                    if left is not None:
                        await self._publish_applied(process)
                        continue
                    await self._refresh(process)
                    idle = min(2 * idle, _LONGEST_IDLE)
                else:
                    await self._take_up(process)
                    idle = _IDLE
        finally:
            process.close()

    def _arguments(self) -> tuple[str, ...]:
        # A server's first writer compares files with their seals, and so does one after damage.
        found = self.trouble.trouble if self.trouble is not None else ""
        contents = self._published_last is None or found == "damage"
        arguments = str(self._memory), str(int(contents)), str(self._folder)
        return arguments if self._revert_to is None else (*arguments, str(self._revert_to))

    async def _refresh(self, process: WriterProcess) -> None:
        process.send(json_frame(FrameKind.REFRESH, None))
        generation = Path((await process.reply())[0])
        if generation != self._published_last:
            before, self._published_last = self._published_last, generation
            await self._published(generation, int(before.name) if before else 0)

    async def _take_up(self, process: WriterProcess) -> None:
        """Publish what is due, or apply a group of writes."""
        process.check()
        # Acknowledged writes must not wait for a slow write, because a query may need them.
        left = self.unpublished.seconds_left()
        if left is not None and (left <= 0 or not self._next_is_quick()):
            await self._publish_applied(process)
        quick = self._next_is_quick()
        if self._waiting and not quick:
            await asyncio.sleep(self._next_group - asyncio.get_running_loop().time())
        await self._apply_group(process, quick)

    def _next_is_quick(self) -> bool:
        return bool(self._waiting) and self._waiting[0].quick and self._nobody_reads()

    async def _apply_group(self, process: WriterProcess, quick: bool) -> None:
        clock = asyncio.get_running_loop().time
        end = clock() + _GROUP
        while self._waiting and (not self._applied or clock() < end):
            if quick and not self._waiting[0].quick:
                break
            await self._apply(self._waiting.popleft(), process)
        if not self._waiting:
            self._arrived.clear()
        if self._applied and quick:
            await self._log_applied(process)
        elif self._applied:
            await self._publish_applied(process)

    async def _log_applied(self, process: WriterProcess) -> None:
        self._in_log, self._applied = self._applied, []
        self._logged_last += len(self._in_log)
        process.send(json_frame(FrameKind.LOG, [self._logged_last, len(self._in_log)]))
        reply = await process.reply()
        if isinstance(reply, list):
            self._in_log, self._applied = [], self._in_log
            await self._take_over(reply)
            return
        self.unpublished.add(len(self._in_log), bool(reply))
        self._acknowledge_logged()

    def _acknowledge_logged(self) -> None:
        self._failures = 0
        for write in self._in_log:
            write.acknowledge()
        self._in_log = []

    async def _publish_applied(self, process: WriterProcess) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        process.send(json_frame(FrameKind.PUBLISH, None))
        await self._take_over(await process.reply())
        taken = clock() - began
        rest = min(_REST * taken, _LONGEST_REST) if taken > _QUICK else 0.0
        self._next_group = clock() + rest

    async def _apply(self, write: QueuedWrite, process: WriterProcess) -> None:
        try:
            async with asyncio.timeout_at(write.deadline):
                process.send(write.message)
                kind, body = await process.receive()
        except TimeoutError:
            process.kill()
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
        if kind == FrameKind.FAILURE:
            error = remote_error(json.loads(body))
            if isinstance(error, StorageError):
                write.fail(error.with_outcome(NOT_DONE))
                raise error
            write.fail(error)
            return
        write.created, write.tried = json.loads(body), True
        self._applied.append(write)

    async def _take_over(self, published: Sequence[Any]) -> None:
        self._published_last, logged = Path(published[0]), published[1]
        # A query between these two steps would miss writes, but none can run.
        self.unpublished.published()
        await self._published(self._published_last, published[2])
        self.unpublished.release()
        if self._in_log and logged == self._logged_last:
            self._acknowledge_logged()
        elif self._in_log:
            # The predecessor ended before it had logged them.
            self._waiting.extendleft(w for w in reversed(self._in_log) if not w.done.done())
            self._in_log = []
            self._arrived.set()
        for write in self._applied:
            self._failures = 0
            write.acknowledge()
        self._applied = []
