"""What the server counts, for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

__all__ = ["CONTENT_TYPE_LATEST", "Metrics"]

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


class Metrics:
    """The metrics of one server process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._children: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
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
        children = self._children.get((route, status))
        if children is None:
            children = (
                self.requests.labels(route, str(status)), self.seconds.labels(route)
            )  # fmt: skip
            self._children[route, status] = children
        children[0].inc()
        children[1].observe(seconds)
        self.sent.inc(sent)

    def exposition(self) -> bytes:
        """Return all metrics as text."""
        return generate_latest(self.registry)
