"""Limits how often something may be done, by each client and by all together."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from districtgraph.server.core.errors import TooManyRequestsError

__all__ = ["Rate", "RateLimit"]

_CLIENTS = 10_000
"""Clients that are counted separately; the one not seen for longest is dropped first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A number of actions at once, then one more every so many seconds."""

    at_once: int
    seconds: float


@dataclass(slots=True)
class _Bucket:
    left: float
    seen: float


class RateLimit:
    """Refuses actions that are too frequent; thread-safe.

    Args:
        of_client: the rate of one client.
        of_all: the rate of all clients together.
        clock: returns seconds; only differences matter.
        most: clients that are counted separately.

    """

    def __init__(
        self,
        of_client: Rate,
        of_all: Rate,
        clock: Callable[[], float] = time.monotonic,
        most: int = _CLIENTS,
    ) -> None:
        self._of_client, self._of_all = of_client, of_all
        self._clock, self._most = clock, most
        self._lock = threading.Lock()
        self._clients: OrderedDict[str, _Bucket] = OrderedDict()
        self._all = _Bucket(of_all.at_once, clock())

    def take(self, client: str) -> None:
        """Count one more of a client.

        Raises:
            TooManyRequestsError: it, or all together, did too many; this one is not counted.

        """
        with self._lock:
            now = self._clock()
            own = self._bucket(client, now)
            wait = max(_wait(own, self._of_client, now), _wait(self._all, self._of_all, now))
            if wait > 0:
                raise TooManyRequestsError(
                    f"too many in a short time; try again in {math.ceil(wait)} seconds",
                    math.ceil(wait),
                )
            own.left -= 1
            self._all.left -= 1

    def _bucket(self, client: str, now: float) -> _Bucket:
        bucket = self._clients.get(client)
        if bucket is None:
            bucket = self._clients[client] = _Bucket(self._of_client.at_once, now)
            while len(self._clients) > self._most:
                self._clients.popitem(last=False)
        self._clients.move_to_end(client)
        return bucket


def _wait(bucket: _Bucket, rate: Rate, now: float) -> float:
    """Fill a bucket with what time gave it; return the seconds until it holds one."""
    bucket.left = min(bucket.left + (now - bucket.seen) / rate.seconds, rate.at_once)
    bucket.seen = now
    return (1 - bucket.left) * rate.seconds
