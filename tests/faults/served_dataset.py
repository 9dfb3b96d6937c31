"""A server with pages, over a copy of a built dataset that may be written to."""

import shutil
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from .exchange import AUTHORIZATION, ask, exchange
from .generators import dense_graph
from .health import live_workers
from .process_tree import tree
from .routes import ROUTE_REQUESTS
from .running_server import RunningServer

__all__ = ["served_dataset", "wait_until_whole", "warm_up"]

_WORKERS = 12
_ENDLESS = "SELECT (COUNT(*) AS ?n{}) {{ ?a ?b ?c . ?d ?e ?f }}"
_LONG = """SELECT (COUNT(*) AS ?n{}) {{
  {{ SELECT ?a {{ ?a ?b ?c }} LIMIT 500 }} {{ SELECT ?d {{ ?d ?e ?f }} LIMIT 500 }}
}}"""
"""Some 250,000 rows: tenths of a second, in which other workers get the other queries."""
_STILL = 0.3
"""Seconds without a change, and with all workers, after which no change is awaited."""
_ALL = (None, 200, 201, 204, 303, 404, 405, 503)


@contextmanager
def served_dataset(
    built: Path, folder: Path, settings: Mapping[str, str] | None = None
) -> Iterator[RunningServer]:
    """Serve a copy of a built dataset, with the dense graph of `generators.py` in its store.

    Args:
        built: the dataset.
        folder: where its copy goes.
        settings: environment variables, as `RunningServer` takes them.

    """
    data = folder / "data"
    files = shutil.ignore_patterns("store", "shared-queries")
    shutil.copytree(built, data, ignore=files)
    running = RunningServer(folder / "server", settings, data)
    running.start()
    try:
        headers = {"Content-Type": "application/n-triples", **AUTHORIZATION}
        added = exchange(running.address, "POST", "/store?default", dense_graph().encode(), headers)
        assert added.status in (200, 201, 204), str(added)
        yield running
    finally:
        running.stop()


def warm_up(server: RunningServer) -> None:
    """Ask every route once, and all workers at once: pools grow, and caches fill.

    Queries that never end cost their workers, so the last ones do end: a worker that has answered
    a query holds several times the memory of one that has not, until it is replaced.

    Raises:
        AssertionError: a route does not answer a proper request.

    """
    for request in ROUTE_REQUESTS:
        outcome = exchange(
            server.address, request.method, request.path, request.body, request.headers
        )
        assert outcome.status in _ALL and not outcome.hung, f"{request.name}: {outcome}"
    _ask_all_workers(server, _ENDLESS)
    with ThreadPoolExecutor(_WORKERS) as clients:
        for number in range(_WORKERS * 3):
            clients.submit(exchange, server.address, "GET", f"/browse/Claim?number={number}")
    wait_until_whole(server)
    _ask_all_workers(server, _LONG)


def _ask_all_workers(server: RunningServer, query: str) -> None:
    """Ask as many queries at once as there are workers; no address gets all of them."""
    with ThreadPoolExecutor(_WORKERS) as clients:
        for number in range(_WORKERS):
            text, source = query.format(number), f"127.0.0.{10 + number}"
            clients.submit(ask, server.address, text, {"timeout": "1"}, source=source)


def wait_until_whole(server: RunningServer, patience: float = 20.0) -> None:
    """Wait until all workers are there, and no process is started or ends any more."""
    give_up = time.monotonic() + patience
    since, members = time.monotonic(), tree(server.pid)
    while time.monotonic() < min(since + _STILL, give_up):
        time.sleep(0.05)
        now = tree(server.pid)
        if now != members or live_workers(server) < server.workers:
            since, members = time.monotonic(), now
