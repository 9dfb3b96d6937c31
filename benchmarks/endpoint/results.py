"""What a run found, as it is stored in JSON."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

__all__ = ["LOAD", "Measured", "Results", "ServerResults", "machine", "merged"]

LOAD = "load"
"""The workload of bulk loading, which has no description of its own."""


@dataclass(slots=True)
class Measured:
    """The figures of one workload on one server.

    Attributes:
        problem: why there are none, or no more; none where all is well.
        values: a value per round.
        details: the rest of each round's figure.

    """

    problem: str | None = None
    values: list[float] = field(default_factory=list)
    details: list[dict[str, float]] = field(default_factory=list)

    @property
    def value(self) -> float | None:
        """The median of the rounds, or none."""
        return median(self.values) if self.values and not self.problem else None


@dataclass(slots=True)
class ServerResults:
    """What was found of one server.

    Attributes:
        title: its name for people.
        durability: what an acknowledged update survives.
        version: what it calls itself.
        obstacle: why it took no part; none where it did.
        workloads: by their names.
        memory: bytes (``resident``, ``proportional``) and processes, by ``start`` and ``end``.
        disk: bytes of its folder, by ``start`` and ``end``.
        healthy: latencies in seconds, by ``alone`` and ``burning``; none where it did not answer.
        still_burning: of the eight runaway queries, those not answered at the end.
        lookups_asked: distinct lookups that it answered, by which one sees whether they came round.

    """

    title: str
    durability: str
    version: str = ""
    obstacle: str | None = None
    workloads: dict[str, Measured] = field(default_factory=dict)
    memory: dict[str, dict[str, int]] = field(default_factory=dict)
    disk: dict[str, int] = field(default_factory=dict)
    healthy: dict[str, dict[str, float] | None] = field(default_factory=dict)
    still_burning: int | None = None
    lookups_asked: int = 0

    def measured(self, workload: str) -> Measured:
        """Return the record of a workload, made where there is none."""
        return self.workloads.setdefault(workload, Measured())


@dataclass(slots=True)
class Results:
    """What a run found.

    Attributes:
        triples: of the data.
        seed: of the data.
        lookups: distinct lookups that there are.
        seconds: that a workload went on in each round.
        rounds: how often each was measured.
        machine: what it ran on, and when.
        load: of the machine in the minute before each round, other programs included.
        servers: by their names, in the order of the table.

    """

    triples: int
    seed: int
    lookups: int
    seconds: float
    rounds: int
    machine: dict[str, str] = field(default_factory=dict)
    load: list[float] = field(default_factory=list)
    servers: dict[str, ServerResults] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write the results; an existing file is replaced at once."""
        staging = path.with_suffix(".new")
        staging.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        staging.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Results":
        """Read results that were written before."""
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        servers = {}
        for name, item in content.pop("servers").items():
            workloads = {key: Measured(**value) for key, value in item.pop("workloads").items()}
            servers[name] = ServerResults(**item, workloads=workloads)
        return cls(**content, servers=servers)


def merged(results: Sequence[Results]) -> list[Results]:
    """Return runs over the same data as one: of what both have measured, the first one's figures.

    So a run that takes long may be made in several, each with some of the workloads.
    """
    found: dict[tuple[int, int], Results] = {}
    for run in results:
        first = found.setdefault((run.triples, run.seed), run)
        if first is run:
            continue
        first.load += run.load
        for name, server in run.servers.items():
            known = first.servers.setdefault(name, server)
            known.workloads = {**server.workloads, **known.workloads}
    return sorted(found.values(), key=lambda run: run.triples)


def machine() -> dict[str, str]:
    """Return what the run runs on, and the date."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processors": f"{os.cpu_count()} × {_processor()}",
        "memory": f"{pages / 2**30:.0f} GiB",
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
