"""All misbehaviours at once for minutes, beside readers and writers and a healthy client.

    python -m tests.faults.misbehaviour_soak --minutes 10
    python -m tests.faults.misbehaviour_soak --minutes 10 --data build

Serves a copy of the built dataset, which it builds where --data names none. Those that misbehave,
those that read and write, and the healthy client are processes of their own. Prints a summary as
JSON; the exit code is 1 after a wrong answer, a lookup of the healthy client that took longer than
300 ms, growing memory, or something that the server did not give back.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from districtgraph.graph.dataset.build import build

from .counts import Counts, counted, settled
from .crowd import Crowd, crowded
from .healthy_client import MOST_SECONDS, HealthyClient, Measurements
from .memory_watch import MemoryWatch
from .misbehaviours import MISBEHAVIOURS, Misbehaviour
from .mixed_load import MixedLoad, Tally
from .routes import ROUTE_REQUESTS
from .running_server import RunningServer
from .served_dataset import served_dataset, warm_up
from .trial import is_ready

__all__ = ["main"]

_PAGES = ("/healthz", "/editor", "/browse/Claim")
_SAMPLE = 0.5
_SHARE = 4
"""All are there at once: each has a share of the connections that it has alone."""
_FEWEST = 2
_RATE = 2.0
"""Connections a second of each kind that asks for something: some 26 requests a second in all, of
which the dearest page takes 0.1 s and one in sixteen is a query without an end."""
_PATIENCE = 60.0


def _crowds(address: str) -> list[Crowd]:
    return [
        Crowd(address, _fewer(each), ROUTE_REQUESTS, rate=_RATE) for each in MISBEHAVIOURS.values()
    ]


def _fewer(misbehaviour: Misbehaviour) -> Misbehaviour:
    return replace(misbehaviour, connections=max(misbehaviour.connections // _SHARE, _FEWEST))


def _mixed_load(address: str, minutes: float, results: Connection) -> None:
    """Read and write as `mixed_load.py` does, without its hostile requests."""
    tally = Tally()
    load = MixedLoad(address, tally)
    until = time.monotonic() + minutes * 60
    steps: list[tuple[Callable[[], None], float]] = [(load.look_up, 0.05), (load.scan, 0.2)]
    steps += [(load.own_values(number), 0.2) for number in range(2)]
    threads = [
        threading.Thread(target=_repeat, args=(step, pause, until, tally)) for step, pause in steps
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.send({"outcomes": dict(sorted(tally.counts.items())), "wrong": tally.wrong})


def _repeat(step: Callable[[], None], pause: float, until: float, tally: Tally) -> None:
    while time.monotonic() < until:
        try:
            step()
        except Exception as error:
            tally.blame("mixed load", repr(error))
        time.sleep(pause)


def _soak(server: RunningServer, minutes: float) -> dict[str, Any]:
    warm_up(server)
    before, watch = counted(server), MemoryWatch(server.pid)
    receive, send = multiprocessing.Pipe(duplex=False)
    readers_and_writers = multiprocessing.get_context("spawn").Process(
        target=_mixed_load, args=(server.address, minutes, send), daemon=True
    )
    with HealthyClient(server.address, _PAGES) as healthy:
        readers_and_writers.start()
        with crowded(*_crowds(server.address)):
            until = time.monotonic() + minutes * 60
            while time.monotonic() < until:
                watch.sample()
                time.sleep(_SAMPLE)
            during = healthy.take()
        load = receive.recv() if receive.poll(_PATIENCE) else {"wrong": ["it did not end"]}
        left = settled(server, before, _PATIENCE)
    readers_and_writers.join(_PATIENCE)
    return _summary(during, load, watch, before, left, is_ready(server))


def _summary(
    healthy: Measurements,
    load: dict[str, Any],
    watch: MemoryWatch,
    before: Counts,
    left: Counts,
    ready: bool,
) -> dict[str, Any]:
    right = (
        bool(healthy.seconds)
        and not healthy.wrongs
        and not healthy.cut
        and healthy.worst <= MOST_SECONDS
        and not load["wrong"]
        and not watch.grows
        and left.back_to(before)
        and ready
    )
    return {
        "right": right,
        "healthy lookups, ms": healthy.summary(),
        "readers and writers": {**load, "wrong": load["wrong"][:10]},
        "memory, MiB": watch.summary(),
        "held before": before.summary(),
        "held after": left.summary(),
        "ready": ready,
    }


def main() -> None:
    """Run for as long as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--data", type=Path, help="folder of a built dataset")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        data = options.data or build(folder / "built").folder
        server = stack.enter_context(served_dataset(data, folder / "served"))
        summary = _soak(server, options.minutes)
    print(json.dumps(summary, indent=2, ensure_ascii=False))
    sys.exit(not summary["right"])


if __name__ == "__main__":
    main()
