"""The texts that an operator gives: shown only if they are the very texts on record."""

import hashlib
from pathlib import Path

import pytest

from districtgraph.server.knowledge.sources.source_texts import TextFolder, TextProblem, source_text

TEXT = "样板区建成公园5座。"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def write(folder: Path, content: bytes) -> str:
    (folder / "sample.txt").write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def test_the_text_on_record_is_returned(tmp_path: Path) -> None:
    write(tmp_path, TEXT.encode())
    assert source_text(TextFolder(tmp_path), "sample", SHA256) == TEXT


def test_line_ends_are_not_rewritten(tmp_path: Path) -> None:
    sha256 = write(tmp_path, "一\r\n二".encode())
    assert source_text(TextFolder(tmp_path), "sample", sha256) == "一\r\n二"


@pytest.mark.parametrize("sha256", ["0" * 64, None])
def test_another_text_is_not_shown(tmp_path: Path, sha256: str | None) -> None:
    write(tmp_path, TEXT.encode())
    assert source_text(TextFolder(tmp_path), "sample", sha256) is TextProblem.ANOTHER


def test_a_text_that_changes_under_the_server_is_looked_at_again(tmp_path: Path) -> None:
    write(tmp_path, TEXT.encode())
    assert source_text(TextFolder(tmp_path), "sample", SHA256) == TEXT
    write(tmp_path, f"{TEXT}又".encode())
    assert source_text(TextFolder(tmp_path), "sample", SHA256) is TextProblem.ANOTHER


def test_the_reason_for_a_missing_text_is_given(tmp_path: Path) -> None:
    assert source_text(None, "sample", SHA256) is TextProblem.NOT_GIVEN
    assert source_text(TextFolder(tmp_path), "sample", SHA256) is TextProblem.MISSING
    assert source_text(TextFolder(tmp_path / "no"), "sample", SHA256) is TextProblem.MISSING
    (tmp_path / "folder.txt").mkdir()
    assert source_text(TextFolder(tmp_path), "folder", SHA256) is TextProblem.MISSING
    assert (
        source_text(TextFolder(tmp_path), "sample", write(tmp_path, b"\xff"))
        is TextProblem.NOT_UTF8
    )


def test_the_texts_of_a_corpus_are_named_by_their_hashes(tmp_path: Path) -> None:
    (tmp_path / f"{SHA256}.txt").write_text(TEXT, encoding="utf-8")
    folder = TextFolder(tmp_path, by_hash=True)
    assert source_text(folder, "sample", SHA256) == TEXT
    assert source_text(folder, "sample", "0" * 64) is TextProblem.MISSING


def test_a_malformed_hash_leads_to_no_file(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    folder = TextFolder(tmp_path / "texts", by_hash=True)
    assert source_text(folder, "sample", "../secret") is TextProblem.MISSING
