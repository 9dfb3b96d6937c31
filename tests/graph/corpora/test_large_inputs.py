"""A document that is too large, and a folder with many texts of which some are broken."""

from pathlib import Path

import pytest

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import read_parts
from districtgraph.graph.text.text_files import MAX_FILE_BYTES, MAX_TEXT_CHARACTERS
from tests.graph.corpora.conftest import REPORTS, add, texts

pytestmark = pytest.mark.usefixtures("processes")

BROKEN = {
    "empty.txt": b"",
    "spaces.txt": b" \n \n",
    "english.txt": b"Nothing in Chinese here.",
    "nowhere.txt": "去年生产总值完成3亿元。".encode(),
    "half-a-character.txt": "海拉尔区政府工作报告".encode()[:-1] + b"\n",
    "packed.docx": b"PK\x03\x04 broken",
    "not-a.pdf": b"%PDF-1.4 broken",
    "zeros.txt": bytes(4096),
    "noise.txt": bytes(range(128, 256)) * 8,
    "page.html": b"<html><body></body></html>",
}
WHOLE = 40


@pytest.mark.usefixtures("patience")
def test_a_document_of_fifty_megabytes_is_refused_and_the_others_go_in(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    folder = texts(tmp_path / "t", ("a.txt",))
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    sentence = "2019年，全区地区生产总值完成113.1亿元。\n"
    long = REPORTS["a.txt"] + sentence * (MAX_TEXT_CHARACTERS // len(sentence) + 1)
    (folder / "long.txt").write_text(long, encoding="utf-8")
    found = {Path(item.file).name: item for item in add(corpus, folder)}
    assert {name: item.state for name, item in found.items()} == {
        "a.txt": "added",
        "huge.txt": "refused",
        "long.txt": "refused",
    }
    assert f"{MAX_FILE_BYTES // 1_000_000}" in found["huge.txt"].message
    assert f"{MAX_TEXT_CHARACTERS:,}" in found["long.txt"].message
    assert corpus.document_keys() == ("150702-2019",)


@pytest.mark.usefixtures("patience")
def test_of_a_folder_with_ten_broken_texts_all_others_go_in(
    corpus: CorpusFolder, tmp_path: Path
) -> None:
    folder = tmp_path / "t"
    folder.mkdir()
    for number in range(WHOLE):
        text = REPORTS["a.txt"] + f"财政收入{number + 1}亿元。\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)
    found = add(corpus, folder)
    refused = {Path(item.file).name for item in found if item.state == "refused"}
    assert refused == set(BROKEN)
    assert all(item.message for item in found if item.state == "refused")
    assert len(corpus.document_keys()) == WHOLE
    parts = read_parts(corpus.build, corpus.settings.base)
    assert set(parts.documents) == set(corpus.document_keys())
    # Documents that exist already are reported as unchanged, and broken ones are tried again.
    again = add(corpus, folder)
    assert sum(item.state == "unchanged" for item in again) == WHOLE
    assert sum(item.state == "refused" for item in again) == len(BROKEN)
