"""What the rules read in a text that a test has."""

import hashlib

from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary
from districtgraph.graph.corpora.document_content import DocumentContent
from districtgraph.graph.corpora.document_reading import (
    StatedFacts,
    document_record,
    read_document_content,
)
from districtgraph.graph.text.text_files import ReadText

__all__ = ["content_of"]


def content_of(text: str, year: int | None = 2019, place: str = "150702") -> DocumentContent:
    """Return what a text of a place, by default 海拉尔区, claims."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = ReadText("a.txt", text, "text", "utf-8", digest)
    record = document_record(source, "a", StatedFacts(place=place, year=year))
    return read_document_content(source, record, corpus_vocabulary())
