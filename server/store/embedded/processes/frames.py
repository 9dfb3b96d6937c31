"""Messages between this server's processes: a kind, a length and that many bytes.

Bodies other than results are JSON, so that a broken process can send nothing but data.
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
    # The processes that this server starts do not load asyncio, so that they start quickly.
    from asyncio import StreamReader

__all__ = ["FrameBuffer", "FrameKind", "FrameReader", "frame", "json_frame", "receive_frame"]

_HEAD = struct.Struct("!BI")
_CHUNK = 64 * 1024
"""Bytes to read at a time: beyond 128 KiB, glibc asks the kernel for memory each time."""


class FrameKind(IntEnum):
    """The kinds of messages."""

    OPEN = 1
    """To a worker: the folder of the generation to answer from."""
    QUERY = 2
    """To a worker: a query."""
    GRAPH = 3
    """To a worker: the content of a graph, or of the whole store."""
    WRITE = 4
    """To the writer: an update or a write of a graph."""
    PUBLISH = 5
    """To the writer: make applied writes durable, and publish them."""
    REFRESH = 6
    """To the writer: publish again if the engine has merged files."""
    LOG = 18
    """To the writer: make applied writes durable in the log; the number of the last one, and how
    many there are. If there is little space, it publishes them instead."""
    SKIP = 17
    """To a worker: the first and the last number, from 0, of the queries that others answer now."""
    PREPARE = 16
    """To a worker: examine the text of an operation before its evaluation."""
    PARTIAL = 7
    """From a worker, before the end of a result: it is only the requested part."""
    READY = 9
    """From a worker: it has started."""
    ROWS = 8
    """From a worker, before the end of a result: how many rows it has."""
    ANSWER = 10
    """From a worker: a whole result."""
    PIECE = 11
    """From a worker: a part of a result; more follows."""
    END = 12
    """From a worker: there are no more parts."""
    FAILURE = 13
    """From a worker or the writer: the error for a client."""
    APPLIED = 14
    """From the writer: a write is committed, but neither durable nor visible yet."""
    PUBLISHED = 15
    """From the writer: a generation with everything applied so far is durable and can be opened; at
    its start also the number of the last write that it found in the log, or 0."""
    LOGGED = 19
    """From the writer: the applied writes are durable; whether the log is to be published."""


def frame(kind: FrameKind, body: bytes = b"") -> bytes:
    """Return the bytes of a message."""
    return _HEAD.pack(kind, len(body)) + body


def json_frame(kind: FrameKind, content: object) -> bytes:
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
    """Reads messages from a socket, in a process that does nothing else in the meantime.

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
        """Wait until something can be read, or for some seconds; return whether it can."""
        return bool(self._messages) or bool(self._poll.poll(seconds * 1000))

    def read(self) -> tuple[FrameKind, Any] | None:
        """Return the next message's kind and decoded body; None when the other side is gone.

        Raises:
            ValueError: a message is of no known kind, or its body is not JSON.

        """
        while not self._messages:
            data = self._connection.recv(_CHUNK)
            if not data:
                return None
            self._messages.extend(self._buffer.feed(data))
        # A message to skip the next query arrives after that query.
        with suppress(BlockingIOError):
            more = self._connection.recv(_CHUNK, socket.MSG_DONTWAIT)
            self._messages.extend(self._buffer.feed(more))
        kind, body = self._messages.popleft()
        return FrameKind(kind), json.loads(body.decode("ascii")) if body else None

    def skips(self, number: int) -> bool:
        """Return whether a message to skip a query has arrived."""
        ranges = [json.loads(body) for kind, body in self._messages if kind == FrameKind.SKIP]
        return any(first <= number <= last for first, last in ranges)


class FrameBuffer:
    """Splits the bytes from another process into messages."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._size = 0
        self._needed = _HEAD.size
        """The bytes needed to complete the next message or its header."""

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """Return the messages, kind and body, that are complete with these bytes."""
        self._chunks.append(data)
        self._size += len(data)
        if self._size < self._needed:
            # A long message is joined once, not at each of its chunks.
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
