"""Where query workers come from: a process that forks them, as the server sees it.

A worker that is forked is there in a few milliseconds; one that is started takes 80 ms of a
processor. The process that forks (`nursery_process`) has no store open
and no threads. Workers die with it, and it dies with the server; where it ends by itself, it is
started anew with the next worker.
"""

import asyncio
import errno
import logging
import os
import select
import signal
import socket
import struct
import subprocess
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from districtgraph.server.store.embedded.processes.child_process import start

__all__ = ["REPLY", "REQUEST", "ForkedWorker", "WorkerNursery", "WorkerProcess"]

REQUEST = b"w"
"""To the process that forks, with a worker's end of its connection: fork."""
REPLY = struct.Struct("!i")
"""From it, with a descriptor of the process: its number; a negative number is an error's."""
_ANSWER = 60.0
"""Seconds within which a worker is forked; what takes longer is taken for stuck, and killed."""
_END = 2.0
"""Seconds within which the process that forks is gone at the server's end."""

_LOG = logging.getLogger(__name__)


class WorkerProcess(Protocol):
    """A worker's process: one that is forked, or a `subprocess.Popen`."""

    @property
    def pid(self) -> int:
        """Its number."""

    def kill(self) -> None:
        """Kill it; nothing where it has ended."""

    def poll(self) -> int | None:
        """Return None while it is there."""

    def wait(self, timeout: float) -> int:
        """Wait for its end; raise `subprocess.TimeoutExpired` where it does not come."""


class ForkedWorker:
    """A process that another one forked: no child of this one, so that its number says little.

    Args:
        pid: its number.
        descriptor: of the process (pidfd_open(2)); closed when the end of the process is seen.

    """

    def __init__(self, pid: int, descriptor: int) -> None:
        self.pid = pid
        self._descriptor: int | None = descriptor

    def kill(self) -> None:
        """Kill it; nothing where it has ended."""
        if self._descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)

    def abandon(self) -> None:
        """Kill it, and do not wait for its end."""
        self.kill()
        self._close()

    def poll(self) -> int | None:
        """Return None while it is there."""
        return 0 if self._ends_within(0) else None

    def wait(self, timeout: float) -> int:
        """Wait for its end.

        Raises:
            TimeoutExpired: it does not come within these seconds.

        """
        if not self._ends_within(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return 0

    def _ends_within(self, seconds: float) -> bool:
        if self._descriptor is None:
            return True
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        if not poll.poll(seconds * 1000):
            return False
        self._close()
        return True

    def _close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class WorkerNursery:
    """Forks workers, in a process that it starts with the first.

    Args:
        arguments: of a worker's command line.

    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None
        self._asked: deque[asyncio.Future[ForkedWorker]] = deque()
        self._ended: list[subprocess.Popen[bytes]] = []
        self._proved = False
        """Whether the process has forked a worker: its end is none of its start then."""

    async def worker(self, connection: socket.socket) -> WorkerProcess:
        """Return a new worker's process.

        Args:
            connection: what the worker serves; the caller closes it.

        Raises:
            OSError: no process can be started, for now.

        """
        if not _can_fork():
            return start(
                "districtgraph.server.store.embedded.workers.query_worker",
                connection.fileno(),
                self._arguments,
            )
        proved = self._proved
        try:
            return await self._forked(connection)
        except ChildProcessError:
            if not proved:
                raise
        # It was killed just now, as what it had forked.
        return await self._forked(connection)

    async def _forked(self, connection: socket.socket) -> ForkedWorker:
        if self._connection is None:
            self._connection = self._start()
        try:
            socket.send_fds(self._connection, [REQUEST], [connection.fileno()])
        except ConnectionError as error:
            raise self._end("it was killed") from error
        asked: asyncio.Future[ForkedWorker] = asyncio.get_running_loop().create_future()
        self._asked.append(asked)
        try:
            async with asyncio.timeout(_ANSWER):
                return await asked
        except TimeoutError:
            raise self._end("it forks nothing") from None
        except asyncio.CancelledError:
            if not asked.cancelled() and asked.exception() is None:
                asked.result().abandon()
            raise

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                self._process = start(
                    "districtgraph.server.store.embedded.workers.nursery_process",
                    theirs.fileno(),
                    self._arguments,
                )
            ours.setblocking(False)
            asyncio.get_running_loop().add_reader(ours, self._take_reply)
        except BaseException:
            ours.close()
            raise
        self._proved = False
        return ours

    def _take_reply(self) -> None:
        assert self._connection is not None
        try:
            message, descriptors, _, _ = socket.recv_fds(
                self._connection, REPLY.size, 1, socket.MSG_CMSG_CLOEXEC
            )
        except BlockingIOError:
            return
        except OSError:
            message, descriptors = b"", []
        if not message:
            self._end("it was killed")
            return
        asked = self._asked.popleft()
        (number,) = REPLY.unpack(message)
        # Without a descriptor left here, none arrives; the worker ends with its connection.
        missing = errno.EMFILE if number > 0 and not descriptors else -number
        if descriptors:
            self._proved = True
            worker = ForkedWorker(number, descriptors[0])
            if asked.done():
                # Nobody waits for it any more.
                worker.abandon()
            else:
                asked.set_result(worker)
        elif not asked.done():
            asked.set_exception(OSError(missing, os.strerror(missing)))

    def _end(self, why: str) -> ChildProcessError:
        """End the process, and with it all workers; the next worker has it started anew.

        Args:
            why: in words; they follow "the process that forks query workers ended: ".

        Returns:
            the error for who waits.

        """
        error = ChildProcessError(f"the process that forks query workers ended: {why}")
        if self._connection is None or self._process is None:
            return error
        asyncio.get_running_loop().remove_reader(self._connection)
        self._connection.close()
        self._connection = None
        self._process.kill()
        self._ended.append(self._process)
        self._process = None
        if self._proved:
            _LOG.warning("%s; it is started anew", error)
        for asked in self._asked:
            if not asked.done():
                asked.set_exception(error)
        self._asked.clear()
        return error

    def reap(self) -> None:
        """Have the kernel forget processes that have ended."""
        self._ended = [process for process in self._ended if process.poll() is None]

    def close(self) -> None:
        """End the process."""
        self._proved = False
        self._end("the server ends")
        for process in self._ended:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_END)


def _can_fork() -> bool:
    """Return whether a process can be held by a descriptor here, as on Linux from 5.3 on."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except AttributeError:
        return False
    except OSError as error:
        return error.errno != errno.ENOSYS
    return True
