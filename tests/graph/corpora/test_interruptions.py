"""A killed command leaves nothing incomplete, and a second one waits."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from districtgraph.graph.corpora.adding import add_texts, requests_of
from districtgraph.graph.corpora.corpus_building import build_corpus
from districtgraph.graph.corpora.corpus_folder import CorpusFolder, write_whole
from districtgraph.graph.corpora.corpus_parts import read_parts
from districtgraph.graph.corpora.document_reading import StatedFacts
from districtgraph.graph.corpora.parallel_work import Workplace
from districtgraph.graph.rdf.vocabulary import BASE
from tests.graph.corpora.conftest import REPORTS, add, empty_corpus, texts
from tests.patience import PATIENCE


def started(corpus: CorpusFolder, folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "districtgraph", "add", str(folder)]
    options = ["--corpus", str(corpus.path), "--jobs", "1"]
    return subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)


def content(corpus: CorpusFolder) -> dict[str, bytes]:
    """What the folder of documents has, by the paths of files."""
    files = corpus.documents.rglob("*")
    return {str(p.relative_to(corpus.documents)): p.read_bytes() for p in files if p.is_file()}


@pytest.mark.usefixtures("processes")
def test_killed_at_any_moment_the_next_run_gives_the_same(
    three: CorpusFolder, tmp_path: Path
) -> None:
    corpus, folder = empty_corpus(tmp_path / "corpus"), texts(tmp_path / "t")
    for wanted in (0, 1, 2):
        process = started(corpus, folder)
        give_up = time.monotonic() + PATIENCE
        # From when it has the lock, or the first or second document is there.
        while len(corpus.document_keys()) < wanted and process.poll() is None:
            assert time.monotonic() < give_up
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for key in corpus.document_keys():
            names = {path.name for path in corpus.document(key).iterdir()}
            assert names == {"record.yaml", "claims.jsonl"}
    add(corpus, folder)
    assert content(corpus) == content(three)
    made, reference = (read_parts(item.build, BASE) for item in (corpus, three))
    assert made.version == reference.version


@pytest.mark.usefixtures("processes")
def test_two_at_once_go_one_after_the_other(corpus: CorpusFolder, tmp_path: Path) -> None:
    one, other = texts(tmp_path / "1", ("a.txt",)), texts(tmp_path / "2", ("b.txt", "c.txt"))
    running = [started(corpus, one), started(corpus, other)]
    assert [process.wait(timeout=PATIENCE) for process in running] == [0, 0]
    assert len(corpus.document_keys()) == 3
    assert len(read_parts(corpus.build, BASE).documents) == 3


@pytest.mark.parametrize("moment", ["writing", "new", "old"])
def test_a_move_that_was_cut_is_finished_or_undone(
    corpus: CorpusFolder, tmp_path: Path, moment: str
) -> None:
    add(corpus, texts(tmp_path / "t", ("a.txt",)))
    before = content(corpus)
    place = corpus.document("150702-2019")
    if moment == "old":
        # The old one has been moved away, the new one not yet in.
        place.rename(corpus.documents / ".old-150702-2019")
        (corpus.documents / ".new-150702-2019").mkdir()
        for name, data in before.items():
            (corpus.documents / ".new-150702-2019" / Path(name).name).write_bytes(data)
    else:
        (corpus.documents / f".{moment}-150702-2019").mkdir()
        if moment == "new":
            for name, data in before.items():
                copy = corpus.documents / ".new-150702-2019" / Path(name).name
                copy.write_bytes(data)
    with corpus.locked():
        build_corpus(corpus)
    assert content(corpus) == before


def test_parts_that_were_not_noted_are_built_again(corpus: CorpusFolder, tmp_path: Path) -> None:
    add(corpus, texts(tmp_path / "t", ("a.txt",)))
    before = read_parts(corpus.build, BASE)
    (corpus.build / "parts.json").unlink()
    with corpus.locked():
        made, _ = build_corpus(corpus)
    assert made == before


def test_a_full_disk_leaves_what_was_there(
    corpus: CorpusFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    add(corpus, folder)
    before = content(corpus)
    (folder / "a.txt").write_text(REPORTS["a.txt"] + "财政收入3亿元。\n", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with corpus.locked(), pytest.raises(OSError, match="No space left"):
        requests = tuple(requests_of([folder], StatedFacts()))
        list(add_texts(corpus, requests, workplace=Workplace(1)))
    monkeypatch.undo()
    with corpus.locked():
        build_corpus(corpus)
    assert content(corpus) == before


def test_a_file_that_cannot_be_finished_is_not_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
