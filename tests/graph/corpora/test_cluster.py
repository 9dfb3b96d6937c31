"""A Dask cluster builds a corpus to the same bytes as one process, also when a worker dies."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

from districtgraph.graph.corpora import parallel_work
from districtgraph.graph.corpora.adding import Added, add_texts, requests_of
from districtgraph.graph.corpora.corpus_building import Progress, build_corpus
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.document_reading import StatedFacts
from districtgraph.graph.corpora.parallel_work import ClusterError, Workplace

from .conftest import REPORTS, empty_corpus

_REPORTS = 12
_DASK: Any = distributed  # Its classes have no types.

pytestmark = pytest.mark.usefixtures("processes")


@pytest.fixture(scope="module")
def cluster(processes: None) -> Iterator[Any]:
    """A scheduler and two workers, each a process of its own."""
    with _DASK.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50
    ) as made:
        yield made


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for year in range(2004, 2004 + _REPORTS):
        text = REPORTS["a.txt"].replace("2019年", f"{year}年").replace("2018年", f"{year - 1}年")
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    return folder


def _added(
    corpus: CorpusFolder, folder: Path, workplace: Workplace, report: Any = lambda _: None
) -> list[Added]:
    with corpus.locked():
        requests = tuple(requests_of([folder], StatedFacts()))
        return list(add_texts(corpus, requests, report, workplace=workplace))


def _content(corpus: CorpusFolder) -> dict[str, bytes]:
    return {
        str(path.relative_to(corpus.path)): path.read_bytes()
        for folder in (corpus.documents, corpus.build / "parts")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_cluster_gives_the_same_bytes_although_a_worker_is_killed(
    cluster: Any, reports: Path, tmp_path: Path
) -> None:
    alone, shared = empty_corpus(tmp_path / "alone"), empty_corpus(tmp_path / "shared")
    _added(alone, reports, Workplace(1))
    with _DASK.Client(cluster) as client:
        processes = list(client.run(os.getpid).values())
    killed: list[int] = []

    def kill_one(_progress: Progress) -> None:
        if not killed:
            killed.append(processes[0])
            os.kill(processes[0], signal.SIGKILL)

    added = _added(shared, reports, Workplace(cluster=cluster.scheduler_address), kill_one)
    assert killed
    assert [each.state for each in added] == ["added"] * _REPORTS
    assert len(_content(alone)) > 2 * _REPORTS
    assert _content(shared) == _content(alone)


def test_a_cluster_builds_what_is_in_a_corpus(cluster: Any, reports: Path, tmp_path: Path) -> None:
    corpus = empty_corpus(tmp_path / "corpus")
    _added(corpus, reports, Workplace(1))
    before = _content(corpus)
    (corpus.build / "parts.json").unlink()
    with corpus.locked():
        _, failures = build_corpus(
            corpus, workplace=Workplace(cluster=cluster.scheduler_address), reread=True
        )
    assert not failures
    assert _content(corpus) == before


def test_a_worker_with_other_rules_is_refused(
    cluster: Any, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel_work, "_versions", lambda: ("other", "rules"))
    corpus = empty_corpus(tmp_path / "corpus")
    with pytest.raises(ClusterError, match="another version of districtgraph"):
        _added(corpus, reports, Workplace(cluster=cluster.scheduler_address))
    assert not list(corpus.document_keys())


def test_a_cluster_without_workers_is_refused(reports: Path, tmp_path: Path) -> None:
    corpus = empty_corpus(tmp_path / "corpus")
    with (
        _DASK.LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as idle,
        pytest.raises(ClusterError, match="no workers; start one with `dask worker`"),
    ):
        _added(corpus, reports, Workplace(cluster=idle.scheduler_address))


def test_an_address_without_a_scheduler_is_refused(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel_work, "_CONNECT", 0.2)
    corpus = empty_corpus(tmp_path / "corpus")
    with pytest.raises(ClusterError, match="start one with `dask scheduler`"):
        _added(corpus, reports, Workplace(cluster="tcp://127.0.0.1:1"))
    with pytest.raises(ClusterError, match="start one with `dask scheduler`"):
        _added(corpus, reports, Workplace(cluster="no address"))
