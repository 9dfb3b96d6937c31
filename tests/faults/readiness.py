"""Compares a server's report on its readiness with its behaviour."""

import time

from tests.patience import wait_until

from .exchange import ask, exchange
from .running_server import RunningServer

__all__ = ["lie_of", "wait_until_ready_is"]

_PATIENCE = 5.0
_TRIES = 3


def _ready(server: RunningServer) -> bool:
    return exchange(server.address, "GET", "/readyz", patience=_PATIENCE).ending == 200


def lie_of(server: RunningServer) -> list[str]:
    """Return the false statements in a server's report; empty if all are true.

    The state may change between two requests: only statements made both before and after count. A
    single query may be lost with its worker; one of several is answered.
    """
    before = _ready(server)
    for _ in range(_TRIES):
        answered = ask(server.address, f"ASK {{}} # {time.monotonic_ns()}", patience=_PATIENCE)
        if answered.ending == 200:
            return []
    if before and _ready(server):
        return [f"it says that it is ready, and answers: {answered}"]
    return []


def wait_until_ready_is(server: RunningServer, wanted: bool) -> None:
    """Wait until a server says that it is ready, or that it is not."""
    wait_until(lambda: _ready(server) is wanted, f"a server that says: ready is {wanted}")
