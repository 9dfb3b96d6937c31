"""What is measured on a loaded server: each workload with the answer it is checked by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from benchmarks.endpoint.answers import graph_answer, rows_of
from benchmarks.endpoint.generated_data import GeneratedData
from benchmarks.endpoint.http_requests import (
    JSON_RESULTS,
    Stream,
    ask,
    download,
    query_path,
    timed_requests,
)
from benchmarks.endpoint.lookups import LookupFile
from benchmarks.endpoint.query_texts import query_text
from benchmarks.endpoint.server_descriptions import ServerDescription
from benchmarks.endpoint.wrk_load import LoadError, WrkLoad, measure_load

__all__ = ["READS", "UPDATES", "Subject", "Workload", "WorkloadFigure"]

_MANY = 8
_WRITERS = 4
_SAMPLE = 50
_LONG = 20.0
"""Seconds from which on a download is not repeated."""
_GRAPH_QUERY = "dump"


@dataclass(frozen=True, slots=True)
class WorkloadFigure:
    """One measurement.

    Attributes:
        value: in the workload's unit.
        details: what else was measured, in seconds, bytes and counts.

    """

    value: float
    details: dict[str, float]


@dataclass(slots=True)
class Subject:
    """A loaded server as the workloads see it.

    Attributes:
        server: what it is.
        port: where it listens.
        data: what it holds.
        lookups: what may be looked up in it.
        asked: lookups that it has answered so far.
        written: triples that updates have added so far.
        checked: how its dumps came as they were checked.
        numbers: a number that was not used before, for what must differ between requests.

    """

    server: ServerDescription
    port: int
    data: GeneratedData
    lookups: LookupFile
    asked: int = 0
    written: int = 0
    checked: dict[str, Stream] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def rows(self, query: str) -> object:
        """Return a query's rows, comparable with those of another server."""
        return rows_of(ask(self.port, self.server.query, query, self.data.patience))

    def path(self, query: str) -> str:
        """Return a query's path and query string."""
        return query_path(self.server.query, query)


@dataclass(frozen=True, slots=True)
class Workload:
    """A workload.

    Attributes:
        name: what `--workloads` takes.
        title: what the table says.
        unit: of the figure.
        more_is_better: whether it is a rate, else it is a duration.
        answer: gives what all servers must agree on.
        measure: measures for some seconds.

    """

    name: str
    title: str
    unit: str
    more_is_better: bool
    answer: Callable[[Subject], object]
    measure: Callable[[Subject, float], WorkloadFigure]

    def measuring(self, seconds: float) -> Callable[[Subject], WorkloadFigure]:
        """Return what measures a server for some seconds."""
        return lambda subject: self.measure(subject, seconds)


def _details(load: WrkLoad) -> dict[str, float]:
    return {
        "requests": load.requests, "seconds": load.seconds, "bytes": load.bytes,
        "p50": load.p50, "p95": load.p95, "longest": load.longest,
    }  # fmt: skip


def _lookup_answers(subject: Subject) -> object:
    step = max(1, subject.lookups.count // _SAMPLE)
    queries = [
        unquote(query_text("lookup", subject=name, predicate=predicate))
        for begin in range(0, subject.lookups.count, step)
        for name, predicate in subject.lookups.sample(1, begin)
    ]
    return [
        rows_of(ask(subject.port, subject.server.query, item, subject.data.patience))
        for item in queries
    ]


def _measure_lookups(subject: Subject, seconds: float, connections: int) -> WrkLoad:
    marked = query_text("lookup", subject="@S@", predicate="@P@")
    path = subject.path(marked).replace("%40S%40", "@S@").replace("%40P%40", "@P@")
    offset = subject.lookups.offset(subject.asked)
    load = measure_load(
        subject.port,
        "lookups.lua",
        [path, str(subject.lookups.path.resolve()), str(offset)],
        connections=connections,
        seconds=seconds,
        headers={"Accept": JSON_RESULTS},
    )
    subject.asked += load.requests + connections
    return load


def _lookups(subject: Subject, seconds: float) -> WorkloadFigure:
    load = _measure_lookups(subject, seconds, _MANY)
    return WorkloadFigure(load.per_second, _details(load))


def _lookup_latency(subject: Subject, seconds: float) -> WorkloadFigure:
    load = _measure_lookups(subject, seconds, 1)
    return WorkloadFigure(load.p50 * 1000, _details(load))


def _one_lookup(subject: Subject) -> str:
    ((name, predicate),) = subject.lookups.sample(1, subject.lookups.count // 2)
    return unquote(query_text("lookup", subject=name, predicate=predicate))


def _repeated(subject: Subject, seconds: float) -> WorkloadFigure:
    load = measure_load(
        subject.port,
        "repeated.lua",
        [subject.path(_one_lookup(subject))],
        connections=_MANY,
        seconds=seconds,
        headers={"Accept": JSON_RESULTS},
    )
    return WorkloadFigure(load.per_second, _details(load))


def _row_sets(name: str, title: str) -> Workload:
    """Return a workload that asks for documents in turn; a comment's number keeps caches out."""

    def measure(subject: Subject, seconds: float) -> WorkloadFigure:
        query = query_text(name, document="@D@") + "\n#@N@"
        path = subject.path(query).replace("%40D%40", "@D@").replace("%40N%40", "@N@")
        load = measure_load(
            subject.port,
            "numbered.lua",
            ["GET", path, "", str(next(subject.numbers) * 10_000_000), _documents(subject)],
            connections=1,
            seconds=seconds,
            headers={"Accept": JSON_RESULTS},
        )
        return WorkloadFigure(load.per_second, _details(load))

    def answer(subject: Subject) -> object:
        return subject.rows(query_text(name, document=0))

    return Workload(name, title, "per second", True, answer, measure)


def _documents(subject: Subject) -> str:
    return str(max(1, subject.data.whole_documents))


def _single(name: str, title: str) -> Workload:
    """Return the workload that asks one query over and over, each time as a new text."""

    def measure(subject: Subject, seconds: float) -> WorkloadFigure:
        paths = [
            subject.path(f"{query_text(name)}\n#{next(subject.numbers)}") for _ in range(10_000)
        ]
        taken = timed_requests(subject.port, paths, seconds, subject.data.patience)
        details = {"requests": len(taken), "shortest": min(taken), "longest": max(taken)}
        return WorkloadFigure(median(taken) * 1000, details)

    return Workload(
        name, title, "ms", False, lambda subject: subject.rows(query_text(name)), measure
    )


def _dump_target(subject: Subject, *, protocol: bool) -> str:
    if protocol and subject.server.dump:
        return subject.server.dump
    return subject.path(f"{query_text(_GRAPH_QUERY)}\n#{next(subject.numbers)}")


def _dump(name: str, title: str, *, protocol: bool, **asked: bool) -> Workload:
    """Return the workload of a dump.

    Args:
        name: of the workload.
        title: of the workload.
        protocol: whether it is asked for by the Graph Store Protocol, where the server has that.
        **asked: ``packed``: see `download`; ``once``: only the download of the check is a figure.

    """
    packed, once = asked.get("packed", False), asked.get("once", False)

    def answer(subject: Subject) -> object:
        with TemporaryDirectory(prefix="benchmark-dump-") as folder:
            path = Path(folder) / "dump.nt"
            target = _dump_target(subject, protocol=protocol)
            stream = download(subject.port, target, subject.data.patience, path, packed=packed)
            subject.checked[name] = stream
            return graph_answer(path)

    def measure(subject: Subject, seconds: float) -> WorkloadFigure:
        # What took minutes as it was checked is not waited for again.
        checked = subject.checked[name]
        streams = [checked] if once or checked.seconds > _LONG else []
        while not streams or (not once and sum(item.seconds for item in streams) < seconds):
            target = _dump_target(subject, protocol=protocol)
            streams.append(download(subject.port, target, subject.data.patience, packed=packed))
        if len(sizes := {item.bytes for item in streams}) > 1:
            raise LoadError(f"dumps of different sizes: {sorted(sizes)} bytes")
        middle = median(item.seconds for item in streams)
        return WorkloadFigure(
            subject.data.triples / middle,
            {"requests": len(streams), "seconds": middle, "bytes": sizes.pop()},
        )

    return Workload(name, title, "triples/s", True, answer, measure)


def _written(subject: Subject) -> int:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s <urn:benchmark:written> ?o }"
    (row,) = rows_of(
        ask(
            subject.port,
            subject.server.query,
            f"{query}\n#{next(subject.numbers)}",
            subject.data.patience,
        )
    )
    return int(float(row.removeprefix("n=")))


def _updates(subject: Subject, seconds: float) -> WorkloadFigure:
    server = subject.server
    opening = f"GRAPH <{server.update_graph}> {{" if server.update_graph else ""
    closing = "}" if server.update_graph else ""
    headers = {"Content-Type": "application/sparql-update"}
    if server.authorization:
        headers["Authorization"] = server.authorization
    text = query_text("update", open=opening, close=closing, number="@N@")
    before = _written(subject)
    # With --loaded the store has the triples of earlier runs.
    first = (next(subject.numbers) + before) * 10_000_000
    load = measure_load(
        subject.port,
        "numbered.lua",
        ["POST", server.update, text, str(first), "1"],
        connections=_WRITERS,
        seconds=seconds,
        headers=headers,
    )
    added = _written(subject) - before
    subject.written += added
    if not load.requests <= added <= load.requests + _WRITERS:
        raise LoadError(f"{load.requests} updates were acknowledged, and {added} triples are there")
    return WorkloadFigure(load.per_second, _details(load))


READS = (
    Workload("lookups", "distinct one-row lookups, 8 connections", "per second", True,
             _lookup_answers, _lookups),
    Workload("lookup-latency", "distinct one-row lookup, 1 connection, median", "ms", False,
             _lookup_answers, _lookup_latency),
    Workload("repeated", "one lookup repeated, 8 connections", "per second", True,
             lambda subject: subject.rows(_one_lookup(subject)), _repeated),
    _row_sets("rows", "1,000 rows of one pattern, 1 connection"),
    _row_sets("rows-joined", "1,000 rows of four patterns, 1 connection"),
    _single("count-by-indicator", "aggregate: count by group"),
    _single("sum-by-indicator", "aggregate: sum and maximum by group"),
    _single("join-by-city", "aggregate: join, filter, sum by group"),
    _single("path", "property paths"),
    _dump("dump-first",
          "first dump of the default graph, by Graph Store Protocol where there is one",
          protocol=True, once=True),
    _dump("dump", "the same dump from the second time on", protocol=True),
    _dump("dump-packed",
          "the same, compressed where the server offers it, and decompressed by curl",
          protocol=True, packed=True),
    _dump("construct", "dump of the default graph, by CONSTRUCT", protocol=False),
)  # fmt: skip
"""Workloads that leave the data as it is."""

UPDATES = (
    Workload("updates", "updates of one triple, 4 connections", "per second", True,
             _written, _updates),
)  # fmt: skip
"""Workloads that add to the data, and are therefore run after all others."""
