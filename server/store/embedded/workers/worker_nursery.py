"""The server's connection to the process that forks query workers.

Forking a worker takes a few milliseconds; starting one takes 80 ms of a processor. The process
that forks (`nursery_process`) has no store open and no threads. Workers die with it, and it dies
with the server; if it ends by itself, it is started again with the next worker.
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
"""The request to fork, sent with a worker's end of its connection."""
REPLY = struct.Struct("!i")
"""The reply: the number of the process, sent with a descriptor of it; a negative error number."""
_ANSWER = 60.0
"""Seconds within which a worker must be forked; otherwise the process is taken for stuck."""
_END = 2.0
"""Seconds to wait for the end of the process that forks when the server ends."""

_LOG = logging.getLogger(__name__)


class WorkerProcess(Protocol):
    """A worker's process: a forked one, or a `subprocess.Popen`."""

    @property
    def pid(self) -> int:
        """Its number."""

    def kill(self) -> None:
        """Kill it, unless it has ended."""

    def poll(self) -> int | None:
        """Return None while it is running."""

    def wait(self, timeout: float) -> int:
        """Wait for its end; raise `subprocess.TimeoutExpired` if it does not end in time."""


class ForkedWorker:
    """A process forked by another one. It is no child of this one, so its number may be reused.

    Args:
        pid: its number.
        descriptor: a descriptor of it (pidfd_open(2)), closed when the process has ended.

    """

    def __init__(self, pid: int, descriptor: int) -> None:
        self.pid = pid
        self._descriptor: int | None = descriptor

    def kill(self) -> None:
        """Kill it, unless it has ended."""
        if self._descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)

    def abandon(self) -> None:
        """Kill it without waiting for its end."""
        self.kill()
        self._close()

    def poll(self) -> int | None:
        """Return None while it is running."""
        return 0 if self._ends_within(0) else None

    def wait(self, timeout: float) -> int:
        """Wait for its end.

        Raises:
            TimeoutExpired: it does not end within these seconds.

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
    """Forks workers in a process that it starts for the first one.

    Args:
        arguments: the arguments of a worker's command line.

    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None
        self._asked: deque[asyncio.Future[ForkedWorker]] = deque()
        self._ended: list[subprocess.Popen[bytes]] = []
        self._proved = False
        """Whether the process has forked a worker, so that its end is no failure to start."""

    async def worker(self, connection: socket.socket) -> WorkerProcess:
        """Return a new worker's process.

        Args:
            connection: the worker's end of its connection; the caller closes it.

        Raises:
            OSError: no process can be started at the moment.

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
        # It was killed just now, like its workers.
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
        # If this process has no descriptor left, none arrives; the worker ends with its connection.
        missing = errno.EMFILE if number > 0 and not descriptors else -number
        if descriptors:
            self._proved = True
            worker = ForkedWorker(number, descriptors[0])
            if asked.done():
                # Nobody waits for it any longer.
                worker.abandon()
            else:
                asked.set_result(worker)
        elif not asked.done():
            asked.set_exception(OSError(missing, os.strerror(missing)))

    def _end(self, why: str) -> ChildProcessError:
        """End the process, and with it all workers; it is started again for the next worker.

        Args:
            why: the words after "the process that forks query workers ended: ".

        Returns:
            The error for the caller that waits.

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
            _LOG.warning("%s; it is started again", error)
        for asked in self._asked:
            if not asked.done():
                asked.set_exception(error)
        self._asked.clear()
        return error

    def reap(self) -> None:
        """Let the kernel release ended processes."""
        self._ended = [process for process in self._ended if process.poll() is None]

    def close(self) -> None:
        """End the process."""
        self._proved = False
        self._end("the server ends")
        for process in self._ended:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_END)


def _can_fork() -> bool:
    """Return whether processes have descriptors here, as on Linux since 5.3."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except AttributeError:
        return False
    except OSError as error:
        return error.errno != errno.ENOSYS
    return True
