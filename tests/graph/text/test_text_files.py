"""Reports are read from files of five formats; errors say why one is unreadable and what to do."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from districtgraph.graph.errors import TextFileError
from districtgraph.graph.text import text_files
from districtgraph.graph.text.text_files import joined_lines, read_bytes, read_text, read_text_file
from tests.graph.sample_files import REPORT, docx, page, pdf


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (REPORT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + REPORT.encode(), "utf-8"),
        (REPORT.encode("gb18030"), "gb18030"),
        (REPORT.encode("gbk"), "gb18030"),
        (REPORT.encode("utf-16"), "utf-16"),
    ],
)
def test_the_encoding_is_reported_and_the_text_is_the_same(data: bytes, encoding: str) -> None:
    read = read_text(data, "report.txt")
    assert (read.text, read.encoding, read.format) == (REPORT, encoding, "text")
    assert read.sha256 == hashlib.sha256(REPORT.encode()).hexdigest()


def test_line_ends_stay_as_they_are() -> None:
    assert (
        read_text("增长6%。\r\n完成5亿元。\r\n".encode(), "-").text == "增长6%。\r\n完成5亿元。\r\n"
    )


def test_markdown_is_read_without_its_marks() -> None:
    source = "---\ntitle: x\n---\n# 工作报告\n\n> **全年**完成[投资5亿元](https://example.org)。\n"
    assert read_text(source.encode(), "a.md").text == "工作报告\n\n全年完成投资5亿元。\n"


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_page_is_its_title_and_main_text(charset: str) -> None:
    read = read_text(page(charset=charset), "report.html")
    assert read.format == "html"
    assert read.text.startswith("江州市云湖区2025年政府工作报告\n一、2025年工作回顾\n")
    assert "城镇新增就业5.9万人" in read.text
    assert "备案号" not in read.text
    assert "首页" not in read.text


def test_a_page_is_known_without_an_extension() -> None:
    assert read_text(page(), "standard input").format == "html"


def test_the_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    lines = [
        "江州市云湖区2025年政府工作报告",
        "　　全年地区生产总值达到512.6亿元，增长6.2%；一般公共预算收",
        "入完成31.5亿元，增长5.1%，高于全市平均水平，城镇新增就业5.9万",
        "人。",
        "- 1 -",
    ]
    read = read_text(pdf([lines, ["　　第二页，粮食产量56万吨。"]]), "report.pdf")
    assert read.format == "pdf"
    assert "一般公共预算收入完成31.5亿元" in read.text
    assert "新增就业5.9万人。\n　　第二页" in read.text
    assert "- 1 -" not in read.text


def test_short_lines_and_new_paragraphs_are_not_joined() -> None:
    assert joined_lines("标题\n一、回顾\n完成投资") == "标题\n一、回顾\n完成投资"


def test_a_docx_file_has_its_paragraphs_and_tables() -> None:
    read = read_text(docx(), "report.docx")
    assert read.format == "docx"
    assert read.text == f"{REPORT}粮食产量\t56万吨"


def _archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (bytes(range(256)) * 20, "binary file"),
        (b"The district built 45 parks.", "no Chinese text"),
        ("臺北市今年經濟發展的工作報告，國民生產總值".encode("big5"), "neither UTF-8 nor GB18030"),
        ("façade Straße".encode("latin-1"), "neither UTF-8 nor GB18030"),
        (b"\xff\xfe\x00", "begins as utf-16"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "save it as .docx"),
        (b"PK\x03\x04 damaged", "damaged archive"),
        (_archive(a=b"x"), "unpack it"),
        (b"%PDF-1.4 damaged", "cannot be read"),
        (pdf([[]]), "no text layer"),
        (_archive(**{"word/document.xml": b"x"}), "cannot be read"),
        (b"<!doctype html><html><body></body></html>", "no main text"),
    ],
)  # fmt: skip
def test_an_unreadable_file_gives_an_error_that_says_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(TextFileError, match=message) as raised:
        read_text(data, "the file")
    assert str(raised.value).startswith("the file: ")


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(TextFileError, match="cannot be read: No such file"):
        read_text_file(tmp_path / "none.txt")


def test_a_file_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "MAX_FILE_BYTES", 10)
    asked = []

    def read(size: int) -> bytes:
        asked.append(size)
        return b"x" * size

    with pytest.raises(TextFileError, match="more than 10 bytes"):
        read_bytes(read, "a")
    assert asked == [11]


@pytest.mark.parametrize(
    ("bound", "value", "data"),
    [
        ("MAX_TEXT_CHARACTERS", 20, REPORT.encode()),
        ("MAX_TEXT_CHARACTERS", 20, pdf([["全年地区生产总值达到512.6亿元，增长6.2%。"]])),
        ("MAX_PAGES", 1, pdf([["增长"], ["增长"]])),
        ("MAX_EXPANDED_BYTES", 100, docx()),
    ],
)
def test_the_size_of_a_file_is_bounded(
    bound: str, value: int, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_files, bound, value)
    with pytest.raises(TextFileError, match=r"allowed|more than"):
        read_text(data, "a")


@pytest.mark.parametrize(
    ("module", "data"), [("pypdf", pdf([["增长"]])), ("docx", docx()), ("trafilatura", page())]
)
def test_a_missing_extra_is_named(
    module: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(text_files, "import_module", missing)
    with pytest.raises(TextFileError, match=r"pip install 'districtgraph\[files\]'"):
        read_text(data, module)
