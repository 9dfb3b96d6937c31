"""Writes as messages to the writer: the name of the record, then its fields."""

from collections.abc import Callable, Sequence
from typing import Any

from districtgraph.server.store.embedded.engine.writes import (
    CheckWrite,
    DeleteWrite,
    FetchedDocument,
    LoadWrite,
    StoredDocument,
    UpdateWrite,
    Write,
)
from districtgraph.server.store.embedded.processes.frames import FrameKind, json_frame

__all__ = ["decoded_write", "write_message"]


def write_message(write: Write) -> bytes:
    """Return the message for a write."""
    return json_frame(FrameKind.WRITE, [type(write).__name__, *write])


def decoded_write(fields: Sequence[Any]) -> Write:
    """Return the write of a decoded message.

    Raises:
        KeyError, TypeError, ValueError: the message is malformed.

    """
    name, *values = fields
    return _DECODERS[name](*values)


def _update(
    text: str,
    base: str | None,
    merged: Sequence[str],
    loaded: Sequence[Sequence[Any] | None],
    sent: str | None,
) -> UpdateWrite:
    documents = tuple(None if item is None else FetchedDocument(*item) for item in loaded)
    return UpdateWrite(text, base, tuple(merged), documents, sent)


def _load(
    graph: str | None,
    documents: Sequence[Sequence[str]],
    base: str,
    replace: bool,
    exists: bool | None,
) -> LoadWrite:
    found = tuple(StoredDocument(*item) for item in documents)
    return LoadWrite(graph, found, base, replace, exists)


_DECODERS: dict[str, Callable[..., Write]] = {
    UpdateWrite.__name__: _update,
    CheckWrite.__name__: CheckWrite,
    LoadWrite.__name__: _load,
    DeleteWrite.__name__: DeleteWrite,
}
