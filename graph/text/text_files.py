"""Reads a report from a file: plain text, Markdown, HTML, PDF with a text layer, or DOCX.

The result is the text to which offsets refer, with the hash under which it can be stored. Nothing
is read from the network, and all inputs have limits.
"""

import hashlib
import io
import logging
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from districtgraph.graph.errors import TextFileError
from districtgraph.graph.text.decoding import decoded

__all__ = [
    "MAX_EXPANDED_BYTES",
    "MAX_FILE_BYTES",
    "MAX_PAGES",
    "MAX_TEXT_CHARACTERS",
    "ReadText",
    "TextFormat",
    "read_bytes",
    "read_text",
    "read_text_file",
]

MAX_FILE_BYTES = 50_000_000
"""The most bytes of a file. A work report has about 60,000, as PDF a few million."""
MAX_EXPANDED_BYTES = 200_000_000
"""The most bytes of all unpacked parts of a DOCX file."""
MAX_PAGES = 2_000
"""The most pages of a PDF file."""
MAX_TEXT_CHARACTERS = 2_000_000
"""The most characters of a text: a hundred times a work report."""

TextFormat = Literal["text", "markdown", "html", "pdf", "docx"]
"""The format of a file."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as it was read: offsets of claims are into `text`.

    Attributes:
        name: the file's name, or - for standard input.
        text: its text without a byte order mark; line ends are those of the file.
        format: of the file.
        encoding: how its bytes were decoded, empty for PDF and DOCX, which say it themselves.
        sha256: of `text` in UTF-8, lower-case hex: the name that it can be stored by.

    """

    name: str
    text: str
    format: TextFormat
    encoding: str
    sha256: str


def read_text_file(path: Path) -> ReadText:
    """Return the text of a file.

    Raises:
        TextFileError: it cannot be read, is too large, or has no Chinese text; says what to do.

    """
    try:
        with path.open("rb") as file:
            data = read_bytes(file.read, str(path))
    except OSError as error:
        raise TextFileError(f"{path}: cannot be read: {error.strerror or error}") from error
    return read_text(data, str(path))


def read_bytes(read: Callable[[int], bytes], name: str) -> bytes:
    """Return what `read` gives; TextFileError where that is more than MAX_FILE_BYTES."""
    data = read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise TextFileError(
            f"{name}: has more than {MAX_FILE_BYTES:,} bytes; give the report alone, or its text"
        )
    return data


def read_text(data: bytes, name: str) -> ReadText:
    """Return the text that bytes hold; see `read_text_file`."""
    if not data.strip():
        raise TextFileError(f"{name}: is empty")
    form = _format(data, name)
    text, encoding = _READERS[form](data, name)
    text = _cleaned(text)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise TextFileError(
            f"{name}: its text has {len(text):,} characters; {MAX_TEXT_CHARACTERS:,} are allowed"
        )
    _refuse_without_chinese(text, form, name)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return ReadText(name, text, form, encoding, digest)


# Which format

_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_BEGINNING = 4096
"""How many bytes are searched for the beginning of an HTML page."""


def _format(data: bytes, name: str) -> TextFormat:
    """Return the format of a file, judged by its content first, as an extension may be wrong."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed_format(data, name)
    if data.startswith(_OLD_WORD):
        raise TextFileError(
            f"{name}: is a file of an old office program (.doc); save it as .docx or as text"
        )
    suffix = Path(name).suffix.lower()
    if suffix in (".html", ".htm", ".xhtml") or _HTML.match(
        data.lstrip(b"\xef\xbb\xbf")[:_BEGINNING]
    ):
        return "html"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _packed_format(data: bytes, name: str) -> TextFormat:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise TextFileError(f"{name}: is a damaged archive: {error}") from error
    if "word/document.xml" not in {member.filename for member in members}:
        raise TextFileError(f"{name}: is an archive, not a report; unpack it and give its files")
    if sum(member.file_size for member in members) > MAX_EXPANDED_BYTES:
        raise TextFileError(
            f"{name}: has more than {MAX_EXPANDED_BYTES:,} bytes unpacked; save its text alone"
        )
    return "docx"


# Formats

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)


def _plain(data: bytes, name: str) -> tuple[str, str]:
    return decoded(data, name)


_MARKDOWN = (
    (re.compile(r"^\ufeff?---\n.*?\n---\n", re.S), ""),
    (re.compile(r"^ {0,3}#{1,6} +(.*?)(?: +#+)?$", re.M), r"\1"),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"^ {0,3}> ?", re.M), ""),
)


def _markdown(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of Markdown without the marks of headings, emphasis and links."""
    text, encoding = decoded(data, name)
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    return text, encoding


def _html(data: bytes, name: str) -> tuple[str, str]:
    """Return the title and the main text of a page, without menus and footer."""
    trafilatura = _extra("trafilatura", "HTML", name)
    declared = _CHARSET.search(data[:_BEGINNING])
    page, encoding = decoded(data, name, declared.group(1).decode("ascii") if declared else "")
    try:
        found = trafilatura.bare_extraction(
            page, include_comments=False, include_tables=True, with_metadata=True
        )
    except Exception as error:
        raise TextFileError(f"{name}: the page cannot be read: {error}") from error
    text = (found.text or "") if found else ""
    if not text.strip():
        raise TextFileError(f"{name}: the page has no main text; save the report as text")
    return _from_title(text, (found.title or "").strip()), encoding


_BEFORE_TITLE = 200
"""The most characters of menus before the title in the extracted text of a short page."""


def _from_title(text: str, title: str) -> str:
    """Return a text from its title on, adding the title if it is missing."""
    at = text.find(title) if title else 0
    if at < 0:
        return f"{title}\n{text}"
    return text[at:] if at <= _BEFORE_TITLE else text


def _pdf(data: bytes, name: str) -> tuple[str, str]:
    """Return the text layer of a PDF file, its lines joined to paragraphs."""
    pypdf = _extra("pypdf", "PDF", name)
    # The library logs its repairs; an unreadable file is reported once, here.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise TextFileError(f"{name}: is protected by a password")
        if len(reader.pages) > MAX_PAGES:
            raise TextFileError(f"{name}: has {len(reader.pages)} pages; {MAX_PAGES} are allowed")
        pages = _bounded_pages(reader.pages, name)
    except TextFileError:
        raise
    except Exception as error:
        raise TextFileError(f"{name}: is a PDF file that cannot be read: {error}") from error
    text = joined_lines("\n".join(pages))
    if not text.strip():
        raise TextFileError(
            f"{name}: has no text layer: it is a scan; recognise its text first (OCR)"
        )
    return text, ""


def _bounded_pages(pages: Any, name: str) -> list[str]:
    texts: list[str] = []
    size = 0
    for page in pages:
        texts.append(page.extract_text().strip("\n"))
        size += len(texts[-1])
        if size > MAX_TEXT_CHARACTERS:
            raise TextFileError(f"{name}: has more than {MAX_TEXT_CHARACTERS:,} characters")
    return texts


_PAGE_NUMBER = re.compile(
    r"[ 　]*[-—–·]*[ 　]*(?:第[ 　]*)?[0-9]{1,4}(?:[ 　]*页)?[ 　]*[-—–·]*[ 　]*"
)
_PARAGRAPH = re.compile(r"[ 　]{2,}|　|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]")
_CLOSED = "。！？；：:;!?”》）)"
_SHORTEST_FULL_LINE = 18
"""The fewest characters of a full line; shorter ones are headings and cells."""
_FULL_LINE = 0.85
"""A line of this part of the usual length that does not end a sentence continues in the next."""


def joined_lines(text: str) -> str:
    """Join the lines of each paragraph, and drop lines with page numbers.

    A line continues in the next one if it is about as long as other lines, does not end a sentence,
    and the next one begins no paragraph.
    """
    lines = [line.rstrip() for line in text.splitlines() if not _PAGE_NUMBER.fullmatch(line)]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    full = max(_FULL_LINE * usual, _SHORTEST_FULL_LINE)
    joined: list[str] = []
    previous = ""
    for line in lines:
        goes_on = len(previous) >= full and previous[-1:] not in _CLOSED
        if joined and previous and line and goes_on and not _PARAGRAPH.match(line):
            joined[-1] += line.lstrip()
        else:
            joined.append(line)
        previous = line
    return "\n".join(joined)


def _docx(data: bytes, name: str) -> tuple[str, str]:
    """Return the paragraphs and the cells of a DOCX file in their order."""
    docx = _extra("docx", "DOCX", name)
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = [_block(item) for item in document.iter_inner_content()]
    except Exception as error:
        raise TextFileError(f"{name}: is a DOCX file that cannot be read: {error}") from error
    text = "\n".join(blocks)
    if not text.strip():
        raise TextFileError(f"{name}: contains no text")
    return text, ""


def _block(item: Any) -> str:
    if hasattr(item, "rows"):
        return "\n".join("\t".join(cell.text for cell in row.cells) for row in item.rows)
    return str(item.text)


_READERS: dict[TextFormat, Callable[[bytes, str], tuple[str, str]]] = {
    "text": _plain,
    "markdown": _markdown,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
}


def _extra(module: str, what: str, name: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise TextFileError(
            f"{name}: to read {what}, install the extra: pip install 'districtgraph[files]'"
        ) from error


# Refusing texts that are not Chinese

_LEAST_CHINESE = 0.2
"""The smallest share of Chinese characters among the letters of a Chinese text."""


def _cleaned(text: str) -> str:
    """Return a text without a byte order mark and without NUL characters."""
    return text.removeprefix("\ufeff").replace("\x00", "")


def _refuse_without_chinese(text: str, form: TextFormat, name: str) -> None:
    letters = sum(character.isalpha() for character in text)
    chinese = sum("㐀" <= character <= "鿿" for character in text)
    if not text.strip():
        raise TextFileError(f"{name}: contains no text")
    if chinese < _LEAST_CHINESE * letters or not chinese:
        raise TextFileError(
            f"{name}: contains no Chinese text ({chinese} Chinese characters among "
            f"{letters} letters); the rules read reports in Chinese"
        )
