"""Records whether a request read outdated content, so that its result is not cached."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

__all__ = ["OutdatedReads", "note_outdated_read", "noting_outdated_reads"]


@dataclass(slots=True)
class OutdatedReads:
    """What is noted.

    Attributes:
        any: whether something was of an earlier generation, or was missing for now.

    """

    any: bool = False


_NOTED: ContextVar[OutdatedReads | None] = ContextVar("outdated-reads", default=None)


def note_outdated_read() -> None:
    """Note that a reader gets what a later reader of the same generation may not get."""
    noted = _NOTED.get()
    if noted is not None:
        noted.any = True


@contextmanager
def noting_outdated_reads() -> Iterator[OutdatedReads]:
    """Note the outdated reads of the block, for a block around it, too."""
    noted = OutdatedReads()
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)
        if noted.any:
            note_outdated_read()
