"""The store on disk: made whole or not at all, and answered by typed errors."""

from pathlib import Path

import pytest

from districtgraph.server.built_dataset import DatasetError, read_dataset
from districtgraph.server.loading import ensure_store
from districtgraph.server.media_types import RESULT_FORMATS
from districtgraph.server.protocol import Query
from districtgraph.server.store import EmbeddedStore, StoreError


def test_a_store_is_made_once(data: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "copy"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("store"))
    dataset = read_dataset(folder)
    (folder / "store" / ".loading-x").mkdir(parents=True)
    (folder / "store" / "older").mkdir()
    assert ensure_store(dataset)
    assert not ensure_store(dataset)
    assert [path.name for path in (folder / "store").iterdir()] == [dataset.version]
    answer = EmbeddedStore(dataset.store).answer(Query("ASK { ?s ?p ?o }"), RESULT_FORMATS[2])
    assert b"".join(answer) == b"true"


def test_a_malformed_file_leaves_no_store(data: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "copy"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("store"))
    (folder / "dataset.nq").write_text("no quads", encoding="utf-8")
    dataset = read_dataset(folder)
    with pytest.raises(SyntaxError):
        ensure_store(dataset)
    assert not dataset.store.exists()


def test_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store can be opened here"):
        EmbeddedStore(tmp_path / "nothing")


def test_no_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="`districtgraph build` makes one"):
        read_dataset(tmp_path)
    (tmp_path / "manifest.json").write_text('{"version": 1}', encoding="utf-8")
    with pytest.raises(DatasetError, match="malformed"):
        read_dataset(tmp_path)
