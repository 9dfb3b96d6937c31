"""Starts, stops and communicates with the writer's process."""

import asyncio
import json
import socket
import subprocess
from collections.abc import Sequence
from typing import Any

from districtgraph.server.core.errors import remote_error
from districtgraph.server.store.embedded.processes.child_process import set_niceness, start
from districtgraph.server.store.embedded.processes.frames import FrameKind
from districtgraph.server.store.embedded.processes.process_streams import ProcessStreams

__all__ = ["WriterProcess"]

_MODULE = "districtgraph.server.store.embedded.writing.store_writer"
_NICENESS = 5
_LONGEST_PUBLISHING = 300.0
"""Seconds after which a writer that starts or publishes counts as stuck, and is killed."""
_STUCK = 10.0
"""Seconds without an answer after which the server is not ready for writes."""
_ENDING = 3.0
"""Seconds that a writer has to end by itself when the server ends, before it is killed."""


class WriterProcess:
    """The current process of the writer, and the messages to and from it.

    Args:
        ended: is set when the process is gone.

    """

    def __init__(self, ended: asyncio.Event) -> None:
        self._ended = ended
        self._process: subprocess.Popen[bytes] | None = None
        self._streams: ProcessStreams
        self._asked_at: float | None = None

    @property
    def stuck(self) -> bool:
        """Whether the writer has not answered for so long that its disk must be at fault."""
        asked = self._asked_at
        return asked is not None and asyncio.get_running_loop().time() - asked > _STUCK

    async def start(self, arguments: Sequence[str]) -> None:
        """Start a process.

        Raises:
            OSError: it cannot be started.

        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = start(_MODULE, theirs.fileno(), arguments)
            # On a busy machine, writes should become slower, but not lookups.
            set_niceness(self._process.pid, _NICENESS)
            reader, writer = await asyncio.open_connection(sock=ours)
        except BaseException:
            ours.close()
            raise
        self._streams = ProcessStreams(reader, writer, self._ended)

    def check(self) -> None:
        """Raise EOFError if the process is gone."""
        self._streams.check()

    def send(self, message: bytes) -> None:
        """Send a message."""
        self._streams.send(message)

    async def receive(self) -> tuple[int, bytes]:
        """Return the next message's kind and body; raise EOFError if the process is gone."""
        return await self._streams.receive()

    async def reply(self) -> Any:
        """Return the writer's answer when it starts, publishes or logs.

        Raises:
            StorageError: the store's files cannot be read or written.
            EOFError: the writer ended instead, or was stuck.

        """
        self._asked_at = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(_LONGEST_PUBLISHING):
                kind, body = await self.receive()
        except TimeoutError:
            self.kill()
            raise EOFError("killed, since it published nothing for too long") from None
        finally:
            self._asked_at = None
        if kind == FrameKind.FAILURE:
            raise remote_error(json.loads(body))
        return json.loads(body)

    def kill(self) -> None:
        """Kill a writer that takes too long.

        Its transaction may or may not have been committed, so the store goes back to what was
        published or logged before.
        """
        assert self._process is not None
        self._process.kill()

    def close(self) -> None:
        """Close the connection."""
        self._streams.close()

    async def end(self) -> None:
        """Wait for a process whose connection is closed, and kill it if it does not end."""
        if self._process is None:
            return
        clock = asyncio.get_running_loop().time
        kill_at = clock() + _ENDING
        # A process that waits for a broken disk cannot be killed; it ends with its parent.
        while self._process.poll() is None and clock() < kill_at + 1:
            if clock() >= kill_at:
                self._process.kill()
            await asyncio.sleep(0.01)
