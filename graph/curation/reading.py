"""Reads a text into its claims and audit: the rules first, then what curators say."""

from pathlib import Path

from districtgraph.graph.claims.claim_files import ClaimFile
from districtgraph.graph.curation.audit import audit_document
from districtgraph.graph.curation.curation import curate
from districtgraph.graph.curation.overlay import Overlay, read_overlay
from districtgraph.graph.curation.overlay_references import check_references
from districtgraph.graph.curation.problems import Problems
from districtgraph.graph.extraction.extraction import extract
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.text.documents import Document

__all__ = ["read_article_claims", "read_claims"]


def read_article_claims(document: Document, folder: Path) -> ClaimFile:
    """Return the claims and the audit of a document whose overlay is in a folder.

    Raises:
        SourceFileError: entries are malformed, refer to what nothing is called, or do not fit the
            text; all at once, each with file, line and, where there is one, the nearest right word.
        ClaimError: claims break the rules of their kind.

    """
    problems = Problems()
    overlay = read_overlay(folder, problems=problems)
    check_references(overlay, problems=problems)
    return read_claims(document, overlay, problems)


def read_claims(
    document: Document, overlay: Overlay, problems: Problems | None = None
) -> ClaimFile:
    """Return the claims and the audit of a document.

    Args:
        document: the text with its record.
        overlay: what curators say of it.
        problems: known problems of the overlay, which are raised together with those found here.

    Raises:
        SourceFileError: a curated entry does not fit the text; names file and line.
        ClaimError: a claim breaks the rules of its kind.

    """
    extraction = extract(document.text, load_lexicon(), load_index())
    claims = curate(document, extraction, overlay, problems=problems)
    audit = audit_document(document, extraction, overlay, claims)
    return ClaimFile(document.record.key, document.record.sha256, claims, audit)
