"""Source documents: the record that is committed, and the text that is not."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from districtgraph.graph.errors import DocumentError
from districtgraph.graph.text.yaml_files import read_yaml

__all__ = [
    "ARTICLES",
    "Document",
    "DocumentRecord",
    "article_folders",
    "read_document",
    "read_record",
    "source_path",
]

ARTICLES = Path(os.environ.get("DISTRICTGRAPH_ARTICLES") or Path(__file__).parents[1] / "corpus")
"""The folder of the articles: those of the repository, unless DISTRICTGRAPH_ARTICLES names one."""
_RECORD_KEYS = (
    "key",
    "file",
    "title",
    "language",
    "sha256",
    "characters",
    "subject",
)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is known of a source text without having it.

    Attributes:
        key: the document's name in IRIs, ASCII.
        file: its file's name within the folder of sources.
        title_zh, title_en: the title as printed, and its translation.
        language: BCP 47 tag of the text.
        sha256: of the file's bytes, lower-case hex.
        characters: length of the decoded text in code points.
        subject: local IRI of the place that the report is about.

    """

    key: str
    file: str
    title_zh: str
    title_en: str
    language: str
    sha256: str
    characters: int
    subject: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source text with its record."""

    record: DocumentRecord
    text: str


def article_folders(articles: Path = ARTICLES) -> tuple[Path, ...]:
    """Return the folders of all articles, in the order of their names."""
    return tuple(sorted(path.parent for path in articles.glob("*/document.yaml")))


def read_record(folder: Path) -> DocumentRecord:
    """Return the record in an article's folder; SourceFileError names what is malformed."""
    node = read_yaml(folder / "document.yaml")
    node.refuse_unknown(_RECORD_KEYS)
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
            "say where it is with --sources or DISTRICTGRAPH_SOURCES"
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != record.sha256:
        raise DocumentError(
            f"{path}: this is not the text that '{record.key}' was read from: "
            f"its SHA-256 is {digest}, on record is {record.sha256}"
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
