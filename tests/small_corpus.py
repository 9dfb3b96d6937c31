"""A frozen corpus of two invented reports with their texts, for tests of rules, mapping and pages.

`extract` produced its claims; after a change of the rules or of the files' form, regenerate
them with `DISTRICTGRAPH_ARTICLES=tests/corpus districtgraph extract --sources tests/corpus`.
"""

from pathlib import Path

from districtgraph.graph.curation.articles import Article
from districtgraph.graph.text.documents import Document, read_document

__all__ = ["SMALL_CORPUS", "text_of"]

SMALL_CORPUS = Path(__file__).with_name("corpus")


def text_of(article: Article) -> Document:
    """Return the text that an article of this corpus was read from."""
    return read_document(article.record, SMALL_CORPUS / article.record.file)
