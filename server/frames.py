"""Messages between this server's processes: a kind, a length and that many bytes.

Bodies are JSON where they are not a result, so that a broken process can send nothing but data.
"""

import json
import socket
import struct
from enum import IntEnum
from typing import Any

__all__ = ["FrameBuffer", "Kind", "frame", "json_frame", "read_frame"]

_HEAD = struct.Struct("!BI")


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


def read_frame(connection: socket.socket) -> tuple[Kind, Any] | None:
    """Return the next message's kind and decoded JSON body; None when the other side is gone."""
    head = _read_exactly(connection, _HEAD.size)
    if head is None:
        return None
    kind, length = _HEAD.unpack(head)
    body = _read_exactly(connection, length)
    return None if body is None else (Kind(kind), json.loads(body))


def _read_exactly(connection: socket.socket, length: int) -> bytes | None:
    data = connection.recv(length) if length else b""
    while len(data) < length:
        more = connection.recv(length - len(data))
        if not more:
            return None
        data += more
    return data


class FrameBuffer:
    """Cuts what arrives from another process into messages."""

    def __init__(self) -> None:
        self._data = b""

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """Return the messages, kind and body, that are complete with these bytes."""
        data = self._data + data if self._data else data
        messages, start, size = [], 0, len(data)
        while size - start >= _HEAD.size:
            kind, length = _HEAD.unpack_from(data, start)
            end = start + _HEAD.size + length
            if end > size:
                break
            messages.append((kind, data[start + _HEAD.size : end]))
            start = end
        self._data = data[start:] if start else data
        return messages
