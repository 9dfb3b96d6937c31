"""What documents share is made by several processes if it is much, to the same bytes."""

import json
from pathlib import Path

import pytest

from districtgraph.graph.corpora import corpus_building, corpus_statistics
from districtgraph.graph.corpora.adding import add_texts, requests_of
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.document_reading import StatedFacts
from districtgraph.graph.corpora.parallel_work import Workplace

from .conftest import empty_corpus, texts

pytestmark = pytest.mark.usefixtures("processes", "patience")


def added(folder: Path, reports: Path, processes: int) -> CorpusFolder:
    """Return a corpus of the reports of `conftest.py`, made by so many processes."""
    corpus = empty_corpus(folder)
    with corpus.locked():
        requests = tuple(requests_of([reports], StatedFacts()))
        found = list(add_texts(corpus, requests, workplace=Workplace(processes)))
    assert {item.state for item in found} == {"added"}
    return corpus


def test_two_processes_make_what_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = texts(tmp_path / "reports")
    one = added(tmp_path / "one", reports, 1)
    monkeypatch.setattr(corpus_building, "_FEW_PLACES", 0)
    monkeypatch.setattr(corpus_statistics, "_FEW", 0)
    two = added(tmp_path / "two", reports, 2)
    made = [json.loads((item.build / "parts.json").read_text("utf-8")) for item in (one, two)]
    assert made[0]["shared"] == made[1]["shared"]
    assert len([name for name in made[0]["shared"] if name.startswith("place/")]) == 2
    files = [sorted(path.name for path in (item.build / "parts").iterdir()) for item in (one, two)]
    assert files[0] == files[1]
