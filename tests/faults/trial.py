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
    """The result of a trial.

    Attributes:
        during, after: a healthy client's measurements during the misbehaviour, and after it.
        before, left: the server's resources before and at the end.
        ready: whether the server reports at the end that it is ready.

    """

    during: Measurements
    after: Measurements
    before: Counts
    left: Counts
    ready: bool

    def faults(self) -> list[str]:
        """Return the problems, in words, with those of time; empty if there are none."""
        return self.wrongs() + self.delays()

    def delays(self) -> list[str]:
        """Return what was late during and after the misbehaviour, in words."""
        found = []
        for when, measured in (("during", self.during), ("after", self.after)):
            if measured.delay:
                found.append(f"{when}: {measured.delay}")
            if measured.worst_page > MOST_SECONDS_OF_A_PAGE:
                found.append(f"{when}: a page took {measured.worst_page:.2f} s")
            if measured.cut:
                found.append(f"{when}: {measured.cut} pages were not ready by their deadline")
        return found

    def wrongs(self) -> list[str]:
        """Return what was wrong, unanswered or not given back, in words."""
        found = []
        for when, measured in (("during", self.during), ("after", self.after)):
            if not measured.seconds or not measured.pages:
                found.append(f"{when}: the healthy client was not answered at all")
            if measured.wrongs:
                found.append(f"{when}: {measured.wrongs} wrong answers: {measured.wrong}")
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
        server: the server of both.
        healthy: the healthy client, already running.
        crowd: the misbehaving clients.
        seconds: the duration.
        before: the server's resources before any crowd came; counted now if not given.

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
