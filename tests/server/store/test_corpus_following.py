"""A served store has what its corpus has, and what users wrote."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from districtgraph.graph.corpora.corpus_building import build_corpus
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import BuiltParts, part_lines, parts_of, read_parts
from districtgraph.graph.corpora.part_changes import default_lines
from districtgraph.server.core.asker import Asker
from districtgraph.server.http.media_types import RESULT_FORMATS
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store import corpus_following
from districtgraph.server.store.backend import UNCONDITIONAL, Condition
from districtgraph.server.store.corpus_following import CorpusFollower
from districtgraph.server.store.memory import MemoryBackend
from tests.graph.corpora.conftest import REPORTS, add, empty_corpus, texts
from tests.patience import until

pytestmark = pytest.mark.usefixtures("patience")

MINE = "INSERT DATA { <urn:me> <urn:says> 1 . GRAPH <urn:mine> { <urn:a> <urn:b> <urn:c> } }"


def loaded(corpus: CorpusFolder) -> MemoryBackend:
    """A store with what the corpus is built into, as `serve` loads it."""
    parts = read_parts(corpus.build, corpus.settings.base)
    lines = [line for part in parts.all() for line in part_lines(corpus.build, part)]
    (corpus.build / "store").mkdir(exist_ok=True)
    parts.write(corpus.build / "store")
    return MemoryBackend(b"".join((*lines, *default_lines(lines))).decode())


def quads(backend: MemoryBackend) -> set[str]:
    """All quads but those with blank nodes, whose names are the store's own."""
    query = "SELECT ?g ?s ?p ?o { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } }"
    found = backend.answer(QueryOperation(query), RESULT_FORMATS[3]).decode()
    return {line for line in found.splitlines() if "_:" not in line}


def triples(backend: MemoryBackend) -> set[tuple[str, str, str]]:
    """All triples of the default graph, in the syntax of TSV."""
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    rows = backend.answer(QueryOperation(query), RESULT_FORMATS[3]).decode().splitlines()[1:]
    return {(s, p, o) for s, p, o in (row.split("\t", 2) for row in rows)}


def follow(corpus: CorpusFolder, backend: MemoryBackend) -> bool:
    follower = CorpusFollower(corpus.build, corpus.settings.base, backend)
    return asyncio.run(follower.follow())


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a corpus, which tests change copies of."""
    folder = tmp_path_factory.mktemp("two-reports")
    corpus = empty_corpus(folder / "corpus")
    add(corpus, texts(folder / "t", ("a.txt", "c.txt")))
    return folder


@pytest.fixture
def corpus(two_reports: Path, tmp_path: Path) -> CorpusFolder:
    shutil.copytree(two_reports, tmp_path, dirs_exist_ok=True)
    return CorpusFolder(tmp_path / "corpus")


def test_without_a_change_nothing_is_written(corpus: CorpusFolder) -> None:
    assert not follow(corpus, loaded(corpus))


@pytest.mark.parametrize("change", ["added", "replaced", "removed"])
def test_a_change_gives_what_a_fresh_load_gives(
    corpus: CorpusFolder, tmp_path: Path, change: str
) -> None:
    backend = loaded(corpus)
    asyncio.run(backend.update(Update(MINE), Asker()))
    version, before = backend.version, triples(backend)
    folder = tmp_path / "t"
    if change == "added":
        add(corpus, texts(folder, ("b.txt",)))
    elif change == "replaced":
        (folder / "a.txt").write_text(REPORTS["a.txt"].replace("109.5", "9.5"), "utf-8")
        add(corpus, folder)
    else:
        with corpus.locked():
            corpus.remove("150702-2019")
            build_corpus(corpus)
    assert follow(corpus, backend)
    # What is derived from the store has to read these again, and no more than these.
    changed = backend.changed(version, backend.version)
    assert changed is not None
    ends = {end for s, _, o in before ^ triples(backend) for end in (s, o) if end.startswith("<")}
    assert ends
    assert {end.strip("<>") for end in ends} <= changed
    mentioned = {part.strip("<>") for triple in before | triples(backend) for part in triple}
    assert len(changed & mentioned) < len(mentioned) / 2
    parts = read_parts(corpus.build, corpus.settings.base)
    lines = [line for part in parts.all() for line in part_lines(corpus.build, part)]
    fresh = MemoryBackend(b"".join((*lines, *default_lines(lines))).decode())
    asyncio.run(fresh.update(Update(MINE), Asker()))
    assert quads(backend) == quads(fresh)
    assert read_parts(corpus.build / "store", corpus.settings.base) == parts


def test_a_write_that_was_not_noted_is_applied_again_in_vain(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    backend = loaded(corpus)
    note = corpus.build / "store" / "parts.json"
    before = note.read_bytes()
    add(corpus, texts(tmp_path / "t", ("b.txt",)))
    follow(corpus, backend)
    once = quads(backend)
    note.write_bytes(before)
    assert follow(corpus, backend)
    assert quads(backend) == once


def test_what_is_added_while_a_change_is_applied_comes_with_the_next(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    """The next change is compared with files that the corpus itself does not use any more."""
    backend = loaded(corpus)
    folder = tmp_path / "t"
    add(corpus, texts(folder, ("b.txt",)))
    write = backend.update

    async def slow(update: Update, asker: Asker, condition: Condition = UNCONDITIONAL) -> None:
        (folder / "b.txt").write_text(REPORTS["b.txt"].replace("3200", "3300"), "utf-8")
        add(corpus, folder)
        await write(update, asker, condition)

    backend.update = slow  # type: ignore[method-assign]
    assert follow(corpus, backend)
    backend.update = write  # type: ignore[method-assign]
    assert follow(corpus, backend)
    assert quads(backend) == quads(loaded(corpus))


def test_starting_a_corpus_again_does_not_touch_the_store(corpus: CorpusFolder) -> None:
    backend = loaded(corpus)
    before = quads(backend)
    (corpus.build / "parts.json").write_text("{}", encoding="utf-8")
    assert not follow(corpus, backend)
    assert quads(backend) == before


def test_a_file_of_another_form_is_read_once(
    corpus: CorpusFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[bytes] = []

    def counted(content: bytes, base: str) -> BuiltParts:
        reads.append(content)
        return parts_of(content, base)

    monkeypatch.setattr(corpus_following, "parts_of", counted)
    backend = loaded(corpus)
    file = corpus.build / "parts.json"
    known = file.read_bytes()
    file.write_bytes(b'{"form": "of a later program"}')
    follower = CorpusFollower(corpus.build, corpus.settings.base, backend)
    for _ in range(3):
        assert not asyncio.run(follower.follow())
    assert len(reads) == 1
    file.write_bytes(known)
    assert not asyncio.run(follower.follow())
    assert reads[1:] == [known]


def test_without_a_thread_for_it_the_corpus_is_followed_later(
    corpus: CorpusFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = loaded(corpus)
    version = backend.version
    add(corpus, texts(tmp_path / "t", ("b.txt",)))
    failures = iter([RuntimeError("can't start new thread")])

    async def to_thread(function: Callable[..., Any], *given: Any) -> Any:
        for error in failures:
            raise error
        return function(*given)

    monkeypatch.setattr(corpus_following, "_PATIENCE", 0)
    monkeypatch.setattr(asyncio, "to_thread", to_thread)

    async def scenario() -> None:
        follower = CorpusFollower(corpus.build, corpus.settings.base, backend)
        task = asyncio.ensure_future(follower.run())
        await until(lambda: backend.version != version, "another version")
        task.cancel()

    asyncio.run(scenario())
