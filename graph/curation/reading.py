"""Reads a text into its claims and audit: the rules first, then what curators say."""

from districtgraph.graph.claims.claim_files import ClaimFile
from districtgraph.graph.curation.audit import audit_document
from districtgraph.graph.curation.curation import curate
from districtgraph.graph.curation.overlay import Overlay
from districtgraph.graph.extraction.extraction import extract
from districtgraph.graph.extraction.indicators import load_index
from districtgraph.graph.extraction.lexicon import load_lexicon
from districtgraph.graph.text.documents import Document

__all__ = ["read_claims"]


def read_claims(document: Document, overlay: Overlay) -> ClaimFile:
    """Return the claims and the audit of a document.

    Raises:
        SourceFileError: a curated entry does not fit the text; names file and line.
        ClaimError: a claim breaks the rules of its kind.

    """
    extraction = extract(document, load_lexicon(), load_index())
    claims = curate(document, extraction, overlay)
    audit = audit_document(document, extraction, overlay, claims)
    return ClaimFile(document.record.key, document.record.sha256, claims, audit)
