"""Reads the committed files of the articles."""

from dataclasses import dataclass
from pathlib import Path

from districtgraph.graph.claims.claim_files import ClaimFile, read_claim_file
from districtgraph.graph.curation.overlay import Overlay, read_overlay
from districtgraph.graph.curation.overlay_references import check_references
from districtgraph.graph.curation.problems import Problems
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.text.documents import (
    ARTICLES,
    DocumentRecord,
    article_folders,
    read_record,
)

__all__ = ["CLAIM_FILE", "Article", "read_article", "read_articles"]

CLAIM_FILE = "claims.yaml"


@dataclass(frozen=True, slots=True)
class Article:
    """A document as it is in the repository: everything except its text."""

    folder: Path
    record: DocumentRecord
    overlay: Overlay
    content: ClaimFile


def read_articles(folder: Path = ARTICLES) -> tuple[Article, ...]:
    """Return all articles, in the order of their folders.

    Raises:
        SourceFileError: a file is missing or malformed; names file and line.

    """
    return tuple(map(read_article, article_folders(folder)))


def read_article(folder: Path) -> Article:
    """Return the article of one folder; SourceFileError as for all of them."""
    record = read_record(folder)
    content = read_claim_file(folder / CLAIM_FILE)
    if content.document != record.key or content.sha256 != record.sha256:
        raise SourceFileError(
            folder / CLAIM_FILE,
            1,
            "belongs to another document or another text: run `districtgraph extract`",
        )
    problems = Problems()
    overlay = read_overlay(folder, problems=problems)
    check_references(overlay, problems=problems)
    problems.raise_all()
    return Article(folder, record, overlay, content)
