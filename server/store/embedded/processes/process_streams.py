"""The messages to and from a process that does one thing at a time."""

import asyncio

from districtgraph.server.store.embedded.processes.frames import receive_frame

__all__ = ["ProcessStreams"]


class ProcessStreams:
    """Sends messages to a process and receives its messages; notices its end at any time.

    Args:
        reader, writer: the streams of the socket.
        ended: is set when the process is gone.

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
        """Send a message."""
        self._writer.write(message)

    async def receive(self) -> tuple[int, bytes]:
        """Return the next message's kind and body; raise EOFError if the process is gone."""
        reply = await self._replies.get()
        if reply is None:
            raise EOFError("the process ended")
        return reply

    def close(self) -> None:
        """Close the connection."""
        self._reading.cancel()
        self._writer.close()
