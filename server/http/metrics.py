"""The server's metrics, for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from bisect import bisect_left
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

__all__ = ["CONTENT_TYPE_LATEST", "Metrics"]

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_BOUNDS = (*map(str, map(float, _BUCKETS)), "+Inf")


class _Route:
    """Durations of the requests of one route, in seconds; no bucket counts those of another."""

    __slots__ = ("buckets", "sum")

    def __init__(self) -> None:
        self.buckets = [0] * len(_BOUNDS)
        self.sum = 0.0


class _Requests(Collector):
    """Counts requests in plain integers, since the client library locks for each count."""

    def __init__(self) -> None:
        self.answered: dict[tuple[str, int], int] = {}
        self.routes: dict[str, _Route] = {}
        self.sent = 0

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics (prometheus_client.registry.Collector)."""
        answered = CounterMetricFamily(
            "districtgraph_requests", "Requests answered.", labels=["route", "status"]
        )
        for (route, status), number in self.answered.items():
            answered.add_metric([route, str(status)], number)
        yield answered
        seconds = HistogramMetricFamily(
            "districtgraph_request_seconds",
            "Seconds from a request to the end of its response.",
            labels=["route"],
        )
        for route, durations in self.routes.items():
            total, cumulative = 0, []
            for bound, number in zip(_BOUNDS, durations.buckets, strict=True):
                total += number
                cumulative.append((bound, float(total)))
            seconds.add_metric([route], cumulative, durations.sum)
        yield seconds
        yield CounterMetricFamily(
            "districtgraph_response_bytes", "Bytes of bodies sent.", value=self.sent
        )


class Metrics:
    """The metrics of one server process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = _Requests()
        self.registry.register(self._requests)
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
        self.live = Gauge(
            "districtgraph_workers_live", "Workers that are there.", registry=self.registry
        )
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
        requests = self._requests
        requests.sent += sent
        answered = requests.answered
        key = (route, status)
        answered[key] = answered.get(key, 0) + 1
        durations = requests.routes.get(route)
        if durations is None:
            durations = requests.routes[route] = _Route()
        durations.buckets[bisect_left(_BUCKETS, seconds)] += 1
        durations.sum += seconds

    def exposition(self) -> bytes:
        """Return all metrics as text."""
        return generate_latest(self.registry)
