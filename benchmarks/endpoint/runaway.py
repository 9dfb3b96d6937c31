"""A healthy lookup's latency while queries burn that no server can finish."""

import http.client
import select
import socket
import time
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import unquote

from benchmarks.endpoint.http_requests import JSON_RESULTS
from benchmarks.endpoint.query_texts import query_text
from benchmarks.endpoint.workloads import Subject

__all__ = ["RUNAWAYS", "Health", "healthy_latency", "with_runaways"]

RUNAWAYS = 8
_PATIENCE = 10.0
"""Seconds after which a healthy lookup counts as not answered."""
_SETTLE = 1.0
_SAMPLE = 10_000


@dataclass(frozen=True, slots=True)
class Health:
    """Latencies of one-row lookups asked one after the other, in seconds.

    Attributes:
        requests: that were answered.
        p50: median latency.
        p95: latency that 95 % did not exceed.
        longest: the longest.

    """

    requests: int
    p50: float
    p95: float
    longest: float


def healthy_latency(subject: Subject, seconds: float) -> Health | None:
    """Ask distinct lookups for some seconds; return none where one is not answered within 10 s.

    They are none that were asked before: a server that keeps results would answer from those.
    """
    begin = subject.asked % max(1, subject.lookups.count - _SAMPLE)
    subject.asked += _SAMPLE
    paths = [
        subject.path(unquote(query_text("lookup", subject=name, predicate=predicate)))
        for name, predicate in subject.lookups.sample(_SAMPLE, begin)
    ]
    connection = http.client.HTTPConnection("127.0.0.1", subject.port, timeout=_PATIENCE)
    taken: list[float] = []
    end = time.perf_counter() + seconds
    try:
        while not taken or time.perf_counter() < end:
            taken.append(_timed(connection, paths[len(taken) % len(paths)]))
    except OSError:
        return None
    finally:
        connection.close()
    if len(taken) == 1:
        return Health(1, taken[0], taken[0], taken[0])
    cuts = quantiles(taken, n=100, method="inclusive")
    return Health(len(taken), cuts[49], cuts[94], max(taken))


def with_runaways(subject: Subject, seconds: float) -> tuple[Health | None, int]:
    """Start eight runaway queries and measure the healthy lookup meanwhile.

    Returns:
        The latencies, or none where a lookup was not answered within 10 s; and how many of the
        eight were still burning at the end.

    """
    burning = [_start(subject, number) for number in range(RUNAWAYS)]
    try:
        time.sleep(_SETTLE)
        health = healthy_latency(subject, seconds)
        answered, _, _ = select.select(burning, [], [], 0)
        return health, RUNAWAYS - len(answered)
    finally:
        for connection in burning:
            connection.close()


def _start(subject: Subject, number: int) -> socket.socket:
    target = subject.path(query_text("runaway", number=number))
    connection = socket.create_connection(("127.0.0.1", subject.port), timeout=_PATIENCE)
    head = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {JSON_RESULTS}\r\n\r\n"
    connection.sendall(head.encode("ascii"))
    return connection


def _timed(connection: http.client.HTTPConnection, target: str) -> float:
    begin = time.perf_counter()
    connection.request("GET", target, headers={"Accept": JSON_RESULTS})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise OSError(f"status {response.status}")
    return time.perf_counter() - begin
