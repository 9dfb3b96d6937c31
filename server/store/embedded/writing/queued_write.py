"""A write on its way to the writer, and what its client is told where it is not acknowledged."""

import asyncio

from districtgraph.server.core.errors import RequestError, UnavailableError

__all__ = ["NOT_DONE", "UNKNOWN", "QueuedWrite", "server_ends", "too_late"]

UNKNOWN = "the write has happened whole or not at all: look before you try again"
NOT_DONE = "the write has not happened"


class QueuedWrite:
    """A write on its way: it waits, is applied, then published and so acknowledged.

    Attributes:
        tried: whether a writer has applied it, so that it may be in a generation already.

    """

    __slots__ = ("created", "deadline", "done", "message", "tried")

    def __init__(self, message: bytes, deadline: float) -> None:
        self.message = message
        self.deadline = deadline
        self.created = False
        self.tried = False
        self.done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    @property
    def outcome(self) -> str:
        """What is known of it while it is not acknowledged, in words."""
        return UNKNOWN if self.tried else NOT_DONE

    def fail(self, error: RequestError) -> None:
        """End with an error, if it has not ended yet."""
        if not self.done.done():
            self.done.set_exception(error)
            # Its client may have hung up, and then nobody asks.
            self.done.exception()


def server_ends(write: QueuedWrite) -> UnavailableError:
    """Return the error of a write that the server's end cuts off."""
    return UnavailableError(f"the server is ending; {write.outcome}", 5, "ending")


def too_late(what: str) -> UnavailableError:
    """Return the error of a write whose deadline has passed."""
    return UnavailableError(
        f"the write {what}; ask for more time with the parameter timeout= (seconds), up to the "
        "operator's maximum",
        5,
        "deadline",
    )
