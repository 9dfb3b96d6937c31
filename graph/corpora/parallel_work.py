"""Runs the work on documents in many processes: on the cores of this machine, or on a Dask cluster.

A cluster's workers read and write the folder of the corpus themselves, so it must be at the same
path on every machine, as on a shared file system.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from districtgraph.graph.corpora.document_building import begin_worker
from districtgraph.graph.corpora.fingerprints import mapping_version, rules_version
from districtgraph.graph.errors import GraphError

__all__ = ["THIS_MACHINE", "ClusterError", "Workplace", "run_all"]

_AHEAD = 4
"""How many documents wait for each process; this bounds the texts in memory."""
_CONNECT = 10.0
"""Seconds within which a cluster's scheduler must answer."""
Work = TypeVar("Work", bound=tuple[Any, ...])
Result = TypeVar("Result")


class ClusterError(GraphError):
    """A cluster cannot be reached, or its workers cannot do this work."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where documents are read and mapped.

    Attributes:
        processes: how many to use on this machine; None for one per core.
        cluster: address of a Dask scheduler, as ``tcp://10.0.0.1:8786``; None for this machine.

    """

    processes: int | None = None
    cluster: str | None = None


THIS_MACHINE = Workplace()


def run_all(
    function: Callable[[Work], Result],
    work: Sequence[Work],
    corpus: Path,
    workplace: Workplace = THIS_MACHINE,
    few: int = 0,
) -> Iterator[tuple[Work, Result]]:
    """Yield each piece of work with its result, in the order in which they finish.

    Only a few pieces are in progress at a time, so that memory use does not grow with their number.

    Args:
        function: a function at the top level of a module, so that other processes find it.
        work: plain values; paths among them may be relative.
        corpus: the corpus, whose folder all workers must see.
        workplace: where the function runs.
        few: the most pieces that this process does itself, as other processes take longer to start.

    Raises:
        ClusterError: the cluster cannot be reached, or its workers cannot do the work.

    """
    if len(work) <= few:
        yield from ((item, function(item)) for item in work)
        return
    if workplace.cluster is not None:
        with _cluster(workplace.cluster, corpus) as (executor, number):
            yield from _run(executor, number, function, work)
        return
    number = min(workplace.processes or os.cpu_count() or 1, len(work))
    if number > 1:
        with _processes(number, corpus) as executor:
            yield from _run(executor, number, function, work)
        return
    begin_worker(corpus)
    for item in work:
        yield item, function(item)


def _run(
    executor: Executor, number: int, function: Callable[[Work], Result], work: Sequence[Work]
) -> Iterator[tuple[Work, Result]]:
    waiting = iter(work)
    running: dict[Future[Result], Work] = {}

    def submit(items: Iterator[Work]) -> None:
        for item in items:
            running[executor.submit(function, _absolute(item))] = item

    submit(islice(waiting, number * _AHEAD))
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield running.pop(future), future.result()
            submit(islice(waiting, 1))


def _absolute(item: Work) -> Any:
    """Return a piece of work with absolute paths, since other processes have other folders."""
    return tuple(value.absolute() if isinstance(value, Path) else value for value in item)


@contextmanager
def _processes(number: int, corpus: Path) -> Iterator[Executor]:
    pool = ProcessPoolExecutor(number, get_context("spawn"), begin_worker, (corpus.absolute(),))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _cluster(address: str, corpus: Path) -> Iterator[tuple[Executor, int]]:
    """Connect to a cluster; yield an executor and the number of its threads."""
    with _client(address) as client:
        number = _checked_threads(client, address, corpus.absolute())
        # When a worker dies, others process its documents again, with identical results.
        with client.get_executor(pure=False) as executor:
            yield executor, number


def _client(address: str) -> AbstractContextManager[Any]:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "--cluster needs Dask, which is not installed: pip install 'districtgraph[cluster]'"
        ) from None
    try:
        connected: AbstractContextManager[Any] = Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECT, set_as_default=False
        )
        return connected
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{address}: no Dask scheduler answers there ({error}); start one with "
            "`dask scheduler`, and give the address that it prints"
        ) from error


def _checked_threads(client: Any, address: str, corpus: Path) -> int:
    """Return how many threads the workers have, after checking that all can do the work.

    Raises:
        ClusterError: there is no worker, or one has other rules or does not see the corpus.

    """
    ours = _versions()
    answers = client.run(_prepared, corpus, on_error="return")
    for worker, answer in answers.items():
        if isinstance(answer, BaseException):
            raise ClusterError(f"{worker}: cannot build documents: {answer}")
        seen, versions = answer
        if not seen:
            raise ClusterError(f"{worker}: does not see {corpus}; mount it there at the same path")
        if versions != ours:
            raise ClusterError(
                f"{worker}: has another version of districtgraph; install this one there, so that "
                "the same text gives the same bytes"
            )
    number: int = sum(client.nthreads().values())
    if not number:
        raise ClusterError(f"{address}: the cluster has no workers; start one with `dask worker`")
    return number


def _prepared(corpus: Path) -> tuple[bool, tuple[str, str]]:
    """Prepare a worker; return whether it sees a corpus, and the versions of its rules."""
    begin_worker(corpus)
    return corpus.is_dir(), _versions()


def _versions() -> tuple[str, str]:
    return mapping_version(), rules_version()
