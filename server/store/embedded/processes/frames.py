"""Messages between this server's processes: a kind, a length and that many bytes.

Bodies are JSON where they are not a result, so that a broken process can send nothing but data.
"""

import json
import select
import socket
import struct
from collections import deque
from contextlib import suppress
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The processes that this server starts load no event loop: they are to be there soon.
    from asyncio import StreamReader

__all__ = ["FrameBuffer", "FrameReader", "Kind", "frame", "json_frame", "receive_frame"]

_HEAD = struct.Struct("!BI")
_CHUNK = 64 * 1024
"""Bytes that are read at a time: beyond 128 KiB, glibc asks the kernel for memory each time."""


class Kind(IntEnum):
    """What a message is."""

    OPEN = 1
    """To a worker: the folder of the generation that it answers from now on."""
    QUERY = 2
    """To a worker: a query."""
    GRAPH = 3
    """To a worker: the content of a graph, or of the whole store."""
    WRITE = 4
    """To the writer: an update or a write of a graph."""
    PUBLISH = 5
    """To the writer: make durable what was applied, and publish it."""
    REFRESH = 6
    """To the writer: publish again if the engine has merged files since."""
    SKIP = 17
    """To a worker: the first and the last of the queries, from 0, that others answer now."""
    PREPARE = 16
    """To a worker: look through the text of an operation, before that is evaluated."""
    PARTIAL = 7
    """From a worker, before the end of a result: it is a part, since no more was wanted."""
    READY = 9
    """From a worker: it has started."""
    ROWS = 8
    """From a worker, before the end of a result: how many rows it has."""
    ANSWER = 10
    """From a worker: a whole result."""
    PIECE = 11
    """From a worker: a part of a result; more follows."""
    END = 12
    """From a worker: the parts were all."""
    FAILURE = 13
    """From a worker or the writer: the error that a client is to be told."""
    APPLIED = 14
    """From the writer: a write is committed, but not durable nor visible yet."""
    PUBLISHED = 15
    """From the writer: a generation with everything applied so far is durable and can be opened."""


def frame(kind: Kind, body: bytes = b"") -> bytes:
    """Return a message as it is sent."""
    return _HEAD.pack(kind, len(body)) + body


def json_frame(kind: Kind, content: object) -> bytes:
    """Return a message with a JSON body."""
    return frame(kind, json.dumps(content).encode("ascii"))


async def receive_frame(reader: "StreamReader") -> tuple[int, bytes]:
    """Return the next message's kind and body.

    Raises:
        EOFError: the other side is gone (asyncio's IncompleteReadError is one).

    """
    kind, length = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    return kind, await reader.readexactly(length)


class FrameReader:
    """Reads messages from a socket, in a process that does nothing else meanwhile.

    Args:
        connection: the socket, blocking.

    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = FrameBuffer()
        self._messages: deque[tuple[int, bytes]] = deque()
        self._poll = select.poll()
        self._poll.register(connection, select.POLLIN)

    def comes_within(self, seconds: float) -> bool:
        """Wait for some seconds, or until something can be read; return whether it can."""
        return bool(self._messages) or bool(self._poll.poll(seconds * 1000))

    def read(self) -> tuple[Kind, Any] | None:
        """Return the next message's kind and decoded body; None when the other side is gone.

        Raises:
            ValueError: a message is of no known kind, or its body is not JSON.

        """
        while not self._messages:
            data = self._connection.recv(_CHUNK)
            if not data:
                return None
            self._messages.extend(self._buffer.feed(data))
        # That what is next is to be skipped is told behind it.
        with suppress(BlockingIOError):
            more = self._connection.recv(_CHUNK, socket.MSG_DONTWAIT)
            self._messages.extend(self._buffer.feed(more))
        kind, body = self._messages.popleft()
        return Kind(kind), json.loads(body.decode("ascii")) if body else None

    def skips(self, number: int) -> bool:
        """Return whether it has arrived that a query is to be skipped."""
        ranges = [json.loads(body) for kind, body in self._messages if kind == Kind.SKIP]
        return any(first <= number <= last for first, last in ranges)


class FrameBuffer:
    """Cuts what arrives from another process into messages."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._size = 0
        self._needed = _HEAD.size
        """Bytes with which the next message, or its head, is complete."""

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """Return the messages, kind and body, that are complete with these bytes."""
        self._chunks.append(data)
        self._size += len(data)
        if self._size < self._needed:
            # A long message is put together once, not at each of its chunks.
            return []
        data = b"".join(self._chunks) if len(self._chunks) > 1 else data
        messages, start = [], 0
        self._needed = _HEAD.size
        while self._size - start >= _HEAD.size:
            kind, length = _HEAD.unpack_from(data, start)
            end = start + _HEAD.size + length
            if end > self._size:
                self._needed = end - start
                break
            messages.append((kind, data[start + _HEAD.size : end]))
            start = end
        self._chunks = [data[start:]] if start < self._size else []
        self._size -= start
        return messages
