"""A frozen corpus of invented reports on two places over three years, and on their city.

`extract` produced its claims; after a change of the rules or of the files' form, regenerate
them with `districtgraph extract --sources tests/corpus/series`, and DISTRICTGRAPH_ARTICLES set to
that folder.
Known of it: GDP of 2021 is in two reports, rounded in one; retail sales of 2022 are revised in
words, GDP of 2022 without; new jobs of 2023 are given twice in one report; targets are met, missed
and nearly met; a programme is written in two ways.
"""

from functools import cache
from pathlib import Path

from districtgraph.graph.curation.articles import Article, read_articles
from districtgraph.graph.dataset.assembly import assemble, to_quads
from districtgraph.graph.rdf.serialization import serialise_dataset
from districtgraph.graph.text.documents import Document, read_document

__all__ = ["SERIES_CORPUS", "SERIES_QUADS", "series_articles", "series_text_of", "write_series"]

SERIES_CORPUS = Path(__file__).with_name("corpus") / "series"
SERIES_QUADS = "series.nq"


@cache
def series_articles() -> tuple[Article, ...]:
    """Return the reports as they are committed."""
    return read_articles(SERIES_CORPUS)


def write_series(folder: Path) -> None:
    """Write their dataset without its description, in N-Quads, for the fixture `series_quads`."""
    files = serialise_dataset(to_quads(assemble(series_articles())))
    (folder / SERIES_QUADS).write_bytes(files["dataset.nq"])


def series_text_of(article: Article) -> Document:
    """Return the text that a report of this corpus was read from."""
    return read_document(article.record, SERIES_CORPUS / article.record.file)
