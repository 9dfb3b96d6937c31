"""Checks that a server gives the right answers at once, whatever other clients do."""

import itertools
import re
import time
from typing import Final

from tests.patience import PATIENCE

from .exchange import Outcome, ask, exchange, rows
from .generators import NODES
from .running_server import RunningServer

__all__ = [
    "PROMPT",
    "busy_workers",
    "count_everything",
    "fastest_lookup",
    "live_workers",
    "lookup",
    "seconds_until_no_worker_is_busy",
]

PROMPT: Final = 0.1
_TRIES: Final = 3
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_COUNT: Final = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_numbers = itertools.count()


def lookup(server: RunningServer, patience: float = PATIENCE) -> Outcome:
    """Ask for one node's label, each time in other words so that no cache answers; check it."""
    number = next(_numbers)
    node = f"http://example.org/n/{number % NODES}"
    query = f"SELECT ?label{number} {{ <{node}> <{_LABEL}> ?label{number} }} LIMIT 1"
    outcome = ask(server.address, query, patience=patience)
    expected = {"type": "literal", "value": f"节点{number % NODES}", "xml:lang": "zh"}
    assert rows(outcome) == [{f"label{number}": expected}], str(outcome)
    return outcome


def fastest_lookup(server: RunningServer) -> float:
    """Return the seconds of the fastest of a few lookups: a busy machine may slow one."""
    return min(lookup(server).seconds for _ in range(_TRIES))


def count_everything(server: RunningServer) -> int:
    """Return how many triples there are, in all graphs."""
    return int(rows(ask(server.address, _COUNT))[0]["n"]["value"])


def busy_workers(server: RunningServer) -> int:
    """Return how many workers the server says are at work, blocked ones among them."""
    return _workers(server, "busy")


def live_workers(server: RunningServer) -> int:
    """Return how many workers the server says can take queries."""
    return _workers(server, "live")


def _workers(server: RunningServer, how: str) -> int:
    body = exchange(server.address, "GET", "/metrics").body.decode()
    found = re.search(rf"^districtgraph_workers_{how} ([0-9.]+)$", body, re.MULTILINE)
    assert found, f"the metrics do not say how many workers are {how}"
    return int(float(found.group(1)))


def seconds_until_no_worker_is_busy(server: RunningServer, patience: float) -> float:
    """Return how long it takes until no worker is at work; more than patience where it never is."""
    started = time.monotonic()
    while (waited := time.monotonic() - started) <= patience and busy_workers(server):
        time.sleep(0.02)
    return waited
