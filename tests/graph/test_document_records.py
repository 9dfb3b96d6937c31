"""A document's record is checked against the text itself."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from districtgraph.graph.errors import DocumentError, SourceFileError
from districtgraph.graph.text.documents import DocumentRecord, read_document, read_record

TEXT = "全年新增就业5.9万人。\n"


@pytest.fixture
def record(tmp_path: Path) -> DocumentRecord:
    data = TEXT.encode("utf-8")
    (tmp_path / "report.txt").write_bytes(data)
    return DocumentRecord(
        key="report",
        file="report.txt",
        title_zh="报告",
        title_en="Report",
        language="zh-Hans",
        sha256=hashlib.sha256(data).hexdigest(),
        characters=len(TEXT),
        subject="id/place/210104",
    )


def test_a_text_of_the_length_on_record_is_read(record: DocumentRecord, tmp_path: Path) -> None:
    assert read_document(record, tmp_path / record.file).text == TEXT


@pytest.mark.parametrize("more", [-1, 1, 1000])
def test_another_length_is_refused(record: DocumentRecord, tmp_path: Path, more: int) -> None:
    wrong = replace(record, characters=len(TEXT) + more)
    with pytest.raises(DocumentError, match=rf"{len(TEXT)} characters; .* {len(TEXT) + more}"):
        read_document(wrong, tmp_path / record.file)


RECORD = """\
key: report
file: report.txt
title: {zh: 报告, en: Report}
language: zh-Hans
sha256: "0"
characters: 9
subject: place/210104
"""


@pytest.mark.parametrize("address", ["example.org/report", "https://example.org/a report", "档案"])
def test_what_is_no_address_is_refused_with_its_place(tmp_path: Path, address: str) -> None:
    (tmp_path / "document.yaml").write_text(f"{RECORD}address: {address}\n", encoding="utf-8")
    with pytest.raises(SourceFileError, match=r"document.yaml:8: 'address' is not a URL"):
        read_record(tmp_path)


def test_a_record_may_have_days_and_an_address(tmp_path: Path) -> None:
    more = "published: 2024-05-01\naddress: https://example.org/report\nread: 2026-11-28\n"
    (tmp_path / "document.yaml").write_text(RECORD + more, encoding="utf-8")
    record = read_record(tmp_path)
    assert (str(record.published), str(record.read)) == ("2024-05-01", "2026-11-28")
    assert record.address == "https://example.org/report"


def test_an_invalid_day_is_refused(tmp_path: Path) -> None:
    (tmp_path / "document.yaml").write_text(f"{RECORD}read: today\n", encoding="utf-8")
    with pytest.raises(SourceFileError, match="'read' is not a date: write it as 2024-12-31"):
        read_record(tmp_path)
