"""Clients that misbehave beside a healthy one, and what the server holds before and after."""

import time
from dataclasses import dataclass

from .counts import Counts, counted, settled
from .crowd import Crowd, crowded
from .exchange import exchange
from .healthy_client import HealthyClient, Measurements
from .running_server import RunningServer

__all__ = ["MOST_SECONDS_OF_A_PAGE", "Trial", "is_ready", "tried"]

MOST_SECONDS_OF_A_PAGE = 2.0
"""Seconds in which a page is answered that asks a handful of queries."""
_AFTER = 0.5


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it.

    Attributes:
        during, after: what a healthy client went through beside those, and when they had gone.
        before, left: what the server held before, and at last.
        ready: whether the server says that it is, at last.

    """

    during: Measurements
    after: Measurements
    before: Counts
    left: Counts
    ready: bool

    def faults(self) -> list[str]:
        """Return what is wrong with it, in words; nothing where all is well."""
        found = []
        for when, measured in (("during", self.during), ("after", self.after)):
            if not measured.seconds or not measured.pages:
                found.append(f"{when}: the healthy client was not answered at all")
            if measured.wrongs:
                found.append(f"{when}: {measured.wrongs} wrong answers: {measured.wrong}")
            if measured.delay:
                found.append(f"{when}: {measured.delay}")
            if measured.worst_page > MOST_SECONDS_OF_A_PAGE:
                found.append(f"{when}: a page took {measured.worst_page:.2f} s")
        if not self.left.back_to(self.before):
            found.append(f"not given back: {self.left}, before {self.before}")
        if not self.ready:
            found.append("the server says that it is not ready")
        return found


def is_ready(server: RunningServer) -> bool:
    """Return whether the server says that it is ready."""
    return exchange(server.address, "GET", "/readyz", patience=5).ending == 200


def tried(
    server: RunningServer,
    healthy: HealthyClient,
    crowd: Crowd,
    seconds: float,
    before: Counts | None = None,
) -> Trial:
    """Let a crowd misbehave for some seconds beside a healthy client, and wait for what it leaves.

    Args:
        server: that both ask.
        healthy: who asks already.
        crowd: who misbehaves.
        seconds: for which it does.
        before: what the server held before any crowd came; counted now where it is not given.

    """
    before = before or counted(server)
    healthy.take()
    with crowded(crowd):
        time.sleep(seconds)
        during = healthy.take()
    left = settled(server, before)
    healthy.take()
    time.sleep(_AFTER)
    return Trial(during, healthy.take(), before, left, is_ready(server))
