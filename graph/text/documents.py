"""Source documents: the record that is committed, and the text that is not."""

import hashlib
import os
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from districtgraph.graph.errors import DocumentError
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = [
    "ARTICLES",
    "Document",
    "DocumentRecord",
    "article_folders",
    "document_of",
    "read_document",
    "read_record",
    "source_path",
]

ARTICLES = Path(os.environ.get("DISTRICTGRAPH_ARTICLES") or Path(__file__).parents[1] / "corpus")
"""The folder of the articles: those of the repository, unless DISTRICTGRAPH_ARTICLES names one."""
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
"""A URL with characters of an IRI (RFC 3987)."""
_RECORD_KEYS = (
    "key",
    "file",
    "title",
    "language",
    "sha256",
    "characters",
    "subject",
    "published",
    "address",
    "read",
)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """The record of a source text, which exists even without the text.

    Attributes:
        key: the document's name in IRIs, ASCII.
        file: its file's name within the folder of sources.
        title_zh, title_en: the title as printed, and its translation.
        language: BCP 47 tag of the text.
        sha256: of the file's bytes, lower-case hex.
        characters: length of the decoded text in code points.
        subject: local IRI of the place that the report is about.
        published: the day that the text itself or its publisher gives.
        address: the URL of its publication.
        read: the day on which a person last read the claims against the text.

    """

    key: str
    file: str
    title_zh: str
    title_en: str
    language: str
    sha256: str
    characters: int
    subject: str
    published: date | None = None
    address: str | None = None
    read: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source text with its record."""

    record: DocumentRecord
    text: str


def article_folders(articles: Path = ARTICLES) -> tuple[Path, ...]:
    """Return the folders of all articles, in the order of their names."""
    return tuple(sorted(path.parent for path in articles.glob("*/document.yaml")))


def read_record(folder: Path) -> DocumentRecord:
    """Return the record in an article's folder; SourceFileError names a malformed part."""
    node = read_yaml(folder / "document.yaml")
    node.refuse_unknown(_RECORD_KEYS)
    return replace(
        document_of(node),
        published=_day(node, "published"),
        address=_address(node),
        read=_day(node, "read"),
    )


def document_of(node: Node) -> DocumentRecord:
    """Return the record of any document; SourceFileError names a malformed part."""
    title = node.node("title")
    return DocumentRecord(
        key=node.text("key"),
        file=node.text("file"),
        title_zh=title.text("zh"),
        title_en=title.text("en"),
        language=node.text("language"),
        sha256=node.text("sha256"),
        characters=node.integer("characters"),
        subject=node.text("subject"),
    )


def _address(node: Node) -> str | None:
    """Return the address of the record; SourceFileError if it is no URL."""
    text = node.optional_text("address")
    if text is not None and not _ADDRESS.fullmatch(text):
        raise node.error(
            "'address' is not a URL: write it as https://example.org/report", "address"
        )
    return text


def _day(node: Node, name: str) -> date | None:
    """Return a day of the record; SourceFileError if it is no day."""
    text = node.optional_text(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise node.error(f"'{name}' is not a date: write it as 2024-12-31", name) from error


def source_path(record: DocumentRecord) -> Path:
    """Return where the text is looked for: DISTRICTGRAPH_SOURCES, else ../shared/source."""
    folder = os.environ.get("DISTRICTGRAPH_SOURCES")
    return Path(folder or Path("..") / "shared" / "source") / record.file


def read_document(record: DocumentRecord, path: Path) -> Document:
    """Return the text of a record, after checking that it is that very text.

    Raises:
        DocumentError: the file is missing, is not UTF-8, or has another SHA-256 or length.

    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{path}: the source text of '{record.key}' cannot be read ({error.strerror}); "
            "name its folder with --sources or DISTRICTGRAPH_SOURCES"
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != record.sha256:
        raise DocumentError(
            f"{path}: this is not the text that '{record.key}' was read from: "
            f"its SHA-256 is {digest}, the recorded one is {record.sha256}"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}: not UTF-8 at byte {error.start}") from error
    if len(text) != record.characters:
        raise DocumentError(
            f"{path}: this text has {len(text)} characters; document.yaml of '{record.key}' says "
            f"characters: {record.characters}"
        )
    return Document(record, text)
