"""`record.yaml`: what is known about a document of a corpus besides its text."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from districtgraph.graph.text.documents import DocumentRecord, document_of, read_record
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = [
    "ARTICLE_RECORD_FILE",
    "RECORD_FILE",
    "CorpusRecord",
    "dump_record",
    "read_corpus_record",
]

RECORD_FILE = "record.yaml"
ARTICLE_RECORD_FILE = "document.yaml"
_KEYS = (
    "key", "file", "title", "language", "sha256", "characters", "subject", "published", "year",
    "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CorpusRecord:
    """A document's record, with what its owner states about it.

    Attributes:
        document: the record that every document has.
        published: the day of its publication.
        year: the year that it reports on, if its owner states it.
        source: the URL that the text is from.

    """

    document: DocumentRecord
    published: date | None = None
    year: int | None = None
    source: str | None = None

    @property
    def key(self) -> str:
        """The document's name."""
        return self.document.key

    @property
    def place_code(self) -> str:
        """The code of the place that the report is about."""
        return self.document.subject.removeprefix("place/")


def read_corpus_record(folder: Path) -> CorpusRecord:
    """Return the record in a document's folder; SourceFileError names a malformed entry."""
    if not (folder / RECORD_FILE).exists() and (folder / ARTICLE_RECORD_FILE).exists():
        article = read_record(folder)
        return CorpusRecord(article, article.published, source=article.address)
    node = read_yaml(folder / RECORD_FILE)
    node.refuse_unknown(_KEYS)
    document = document_of(node)
    if document.key != folder.name:
        raise node.error(f"'key' is not '{folder.name}', the name of its folder", "key")
    return CorpusRecord(
        document,
        _day(node),
        node.integer("year") if "year" in node else None,
        node.optional_text("source"),
    )


def _day(node: Node) -> date | None:
    value = node.optional_text("published")
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise node.error(
            f"'{value}' is not a date; write it as '2026-01-20'", "published"
        ) from error


def dump_record(record: CorpusRecord) -> str:
    """Return the file's text; the same record gives the same text."""
    document = record.document
    values: dict[str, object] = {
        "key": document.key,
        "file": document.file,
        "title": {"zh": document.title_zh, "en": document.title_en},
        "language": document.language,
        "sha256": document.sha256,
        "characters": document.characters,
        "subject": document.subject,
    }
    if record.published:
        values["published"] = record.published.isoformat()
    if record.year:
        values["year"] = record.year
    if record.source:
        values["source"] = record.source
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10**6)
