"""What the server counts, for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

__all__ = ["CONTENT_TYPE_LATEST", "Metrics"]

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)

_MOST_KEPT = 1000


@dataclass(slots=True)
class _Counted:
    """Requests since metrics were last asked for: the client library takes locks for each."""

    seconds: list[float] = field(default_factory=list)
    sent: int = 0


class Metrics:
    """The metrics of one server process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._counted: dict[tuple[str, int], _Counted] = {}
        self.requests = Counter(
            "districtgraph_requests",
            "Requests answered.",
            ["route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "districtgraph_request_seconds",
            "Seconds from a request to the end of its response.",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.sent = Counter(
            "districtgraph_response_bytes", "Bytes of bodies sent.", registry=self.registry
        )
        self.cut = Counter(
            "districtgraph_cut",
            "Operations that were cut, by reason.",
            ["reason"],
            registry=self.registry,
        )
        self.cache_hits = Counter(
            "districtgraph_cache_hits", "Queries answered from the cache.", registry=self.registry
        )
        self.busy = Gauge("districtgraph_workers_busy", "Workers at work.", registry=self.registry)
        self.waiting = Gauge(
            "districtgraph_queries_waiting", "Queries that wait.", registry=self.registry
        )

    def count(self, route: str, status: int, seconds: float, sent: int) -> None:
        """Count a request that was answered.

        Args:
            route: the resource, not the whole path.
            status: the response's.
            seconds: from the request to the end of the response.
            sent: bytes of the body.

        """
        counted = self._counted.get((route, status))
        if counted is None:
            counted = self._counted[route, status] = _Counted()
        counted.seconds.append(seconds)
        counted.sent += sent
        if len(counted.seconds) >= _MOST_KEPT:
            self._settle(route, status, counted)

    def _settle(self, route: str, status: int, counted: "_Counted") -> None:
        self.requests.labels(route, str(status)).inc(len(counted.seconds))
        histogram = self.seconds.labels(route)
        for seconds in counted.seconds:
            histogram.observe(seconds)
        self.sent.inc(counted.sent)
        counted.seconds.clear()
        counted.sent = 0

    def exposition(self) -> bytes:
        """Return all metrics as text."""
        for (route, status), counted in self._counted.items():
            self._settle(route, status, counted)
        return generate_latest(self.registry)
