"""What has changed in a document's folder is noticed, by a look at what was there."""

import os
from pathlib import Path

import pytest

from districtgraph.graph.corpora.fingerprints import document_state, is_as_noted


@pytest.fixture
def document(tmp_path: Path) -> Path:
    folder = tmp_path / "150702-2019"
    folder.mkdir()
    for name in ("record.yaml", "claims.jsonl"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def test_a_document_is_as_it_was_noted(document: Path) -> None:
    assert is_as_noted(document, document_state(document))
    assert not is_as_noted(document, None)
    assert not is_as_noted(document.with_name("gone"), document_state(document))


@pytest.mark.parametrize("change", ["edited", "replaced", "removed", "added"])
def test_a_change_is_noticed(document: Path, change: str) -> None:
    noted = document_state(document)
    path = document / "claims.jsonl"
    if change == "edited":
        path.write_text("other", encoding="utf-8")
    elif change == "replaced":
        (document / "new").write_text("claims.jsonl", encoding="utf-8")
        (document / "new").replace(path)
        os.utime(path, ns=(0, 1))
    elif change == "removed":
        path.unlink()
    else:
        (document / "overlay.yaml").write_text("x", encoding="utf-8")
        os.utime(document, ns=(0, 1))
    assert not is_as_noted(document, noted)


def test_a_file_that_a_document_does_not_have_changes_nothing(document: Path) -> None:
    noted = document_state(document)
    (document / "notes.txt").write_text("x", encoding="utf-8")
    os.utime(document, ns=(0, 1))
    assert is_as_noted(document, noted)
    # As versions before wrote it, without the time of the folder.
    assert is_as_noted(document, noted[:-1])
