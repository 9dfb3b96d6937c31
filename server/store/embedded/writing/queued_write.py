"""A write on its way to the writer, and the errors for clients whose writes fail."""

import asyncio

from districtgraph.server.core.errors import RequestError, UnavailableError

__all__ = ["NOT_DONE", "UNKNOWN", "QueuedWrite", "server_ends", "too_late", "unpublished"]

UNKNOWN = "the write has happened whole or not at all: look before you try again"
NOT_DONE = "the write has not happened"


class QueuedWrite:
    """A write on its way: it waits, is applied, and then published and acknowledged.

    Attributes:
        tried: whether a writer has applied it, so that it may be in a generation already.
        quick: whether it may be acknowledged before it is published.

    """

    __slots__ = ("created", "deadline", "done", "message", "quick", "tried")

    def __init__(self, message: bytes, deadline: float, quick: bool = False) -> None:
        self.message = message
        self.deadline = deadline
        self.quick = quick
        self.created = False
        self.tried = False
        self.done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    @property
    def outcome(self) -> str:
        """A description of what is known about it while it is not acknowledged."""
        return UNKNOWN if self.tried else NOT_DONE

    def acknowledge(self) -> None:
        """End successfully, if it has not ended yet."""
        if not self.done.done():
            self.done.set_result(self.created)

    def fail(self, error: RequestError) -> None:
        """End with an error, if it has not ended yet."""
        if not self.done.done():
            self.done.set_exception(error)
            # If its client has hung up, nobody else reads the exception.
            self.done.exception()


def server_ends(write: QueuedWrite) -> UnavailableError:
    """Return the error of a write that is cut off because the server ends."""
    return UnavailableError(f"the server is ending; {write.outcome}", 5, "ending")


def too_late(what: str) -> UnavailableError:
    """Return the error of a write whose deadline has passed."""
    return UnavailableError(
        f"the write {what}; ask for more time with the parameter timeout= (seconds), up to the "
        "operator's maximum",
        5,
        "deadline",
    )


def unpublished() -> UnavailableError:
    """Return the error of a write that was applied, but not published in time."""
    return UnavailableError(
        f"this write was not published by its deadline; {UNKNOWN}", 5, "deadline"
    )
