"""The store on disk: made whole or not at all, and answered by typed errors."""

import gzip
import shutil
from pathlib import Path

import pytest

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.core.errors import RefusedError
from districtgraph.server.http.media_types import GRAPH_FORMATS, RESULT_FORMATS
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.built_dataset import DatasetError, read_dataset
from districtgraph.server.store.embedded.engine.embedded_store import EmbeddedStore, StoreError
from districtgraph.server.store.embedded.folder.loading import (
    LoadingError,
    ensure_store,
    load_files,
    newest_generation,
)
from districtgraph.server.store.embedded.folder.store_lock import locked
from tests.server.conftest import QUADS

CSV = RESULT_FORMATS[2]


def answered(store: Path, text: str) -> str:
    return EmbeddedStore(newest_generation(store)).answer(QueryOperation(text), CSV).decode()


def test_a_store_is_made_once(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("store"))
    dataset = read_dataset(folder)
    (folder / "store" / ".loading-x").mkdir(parents=True)
    (folder / "store" / "older").mkdir()
    assert ensure_store(dataset)
    assert not ensure_store(dataset)
    assert [path.name for path in (folder / "store").iterdir()] == [dataset.version]
    assert answered(dataset.store, "ASK { ?s ?p ?o }") == "true"


def test_a_malformed_file_leaves_no_store(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("store"))
    (folder / "dataset.nq").write_text("no quads", encoding="utf-8")
    dataset = read_dataset(folder)
    with pytest.raises(LoadingError, match=r"dataset\.nq"):
        ensure_store(dataset)
    assert not dataset.store.exists()


def test_the_store_of_another_version_stays_while_it_is_used(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("store"))
    dataset = read_dataset(folder)
    for name in ("used", "unused"):
        (folder / "store" / name).mkdir(parents=True)
    with locked(folder / "store" / "used"):
        assert ensure_store(dataset)
    assert {path.name for path in dataset.store.parent.iterdir()} == {dataset.version, "used"}


def test_a_store_whose_replacement_was_interrupted_is_no_missing_store(
    data: Path, tmp_path: Path
) -> None:
    """Its writer was killed between two renames; see `finish_interrupted_swap`."""
    folder = tmp_path / "copy"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("store"))
    dataset = read_dataset(folder)
    written = tmp_path / "written.nt"
    written.write_text("<urn:written> <urn:by> <urn:someone> .", encoding="utf-8")
    load_files(dataset.store, [written])
    (dataset.store / "live").rename(dataset.store / "live.new")
    (dataset.store / "live.new" / "COMPLETE").touch()
    assert not ensure_store(dataset)
    load_files(dataset.store, [])
    assert answered(dataset.store, "ASK { <urn:written> ?p ?o }") == "true"


def test_files_are_added_each_whole_or_not_at_all(tmp_path: Path) -> None:
    store, sound, broken = tmp_path / "store", tmp_path / "sound.nt", tmp_path / "broken.nt"
    line = "<urn:{}> <urn:p> <urn:o> .\n"
    sound.write_text(line.format("sound"), encoding="utf-8")
    broken.write_text(line.format("broken") + "<urn:broken>", encoding="utf-8")
    load_files(store, [sound])
    with pytest.raises(LoadingError, match=r"broken\.nt"):
        load_files(store, [broken])
    sound.write_text(line.format("more"), encoding="utf-8")
    load_files(store, [sound])
    found = answered(store, "SELECT ?s { ?s ?p ?o } ORDER BY ?s").split()
    assert found == ["s", "urn:more", "urn:sound"]


def test_files_that_begin_with_a_byte_order_mark_are_loaded(tmp_path: Path) -> None:
    store, plain, packed = tmp_path / "store", tmp_path / "plain.nt", tmp_path / "packed.nt.gz"
    marked = "\ufeff<urn:{}> <urn:p> <urn:o> .\n"
    plain.write_text(marked.format("plain"), encoding="utf-8")
    packed.write_bytes(gzip.compress(marked.format("packed").encode()))
    load_files(store, [plain, packed])
    found = answered(store, "SELECT ?s { ?s ?p ?o } ORDER BY ?s").split()
    assert found == ["s", "urn:packed", "urn:plain"]
    plain.write_bytes(marked.format("plain").encode("utf-16-le"))
    with pytest.raises(LoadingError, match=r"plain\.nt: it begins with a mark of UTF-16"):
        load_files(store, [plain])


def test_a_missing_store_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store can be opened here"):
        EmbeddedStore(tmp_path / "nothing")


def test_what_the_engine_cannot_do_is_refused_and_not_raised(tmp_path: Path) -> None:
    (tmp_path / "data.nt").write_text("<urn:s> <urn:p> <urn:o> .", encoding="utf-8")
    load_files(tmp_path / "store", [tmp_path / "data.nt"])
    with pytest.raises(RefusedError):
        answered(tmp_path / "store", "SELECT (<urn:f>(1) AS ?x) { }")


def test_a_missing_dataset_is_reported(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="`districtgraph build` makes one"):
        read_dataset(tmp_path)
    (tmp_path / "manifest.json").write_text('{"version": 1}', encoding="utf-8")
    with pytest.raises(DatasetError, match="malformed"):
        read_dataset(tmp_path)


def test_a_description_adds_claims_under_the_dataset_s_own_base(tmp_path: Path) -> None:
    other = "http://example.net/graph/"
    quads = QUADS.replace(BASE, other)
    (tmp_path / "data.nq").write_text(quads, encoding="utf-8")
    load_files(tmp_path / "store", [tmp_path / "data.nq"])
    store = EmbeddedStore(newest_generation(tmp_path / "store"), other)
    query = QueryOperation("DESCRIBE <http://example.org/%E5%8C%BA>")
    turtle = store.answer(query, GRAPH_FORMATS[0]).decode()
    assert f"@prefix dg: <{other}ontology#>" in turtle
    assert "样板区在区里" in turtle
