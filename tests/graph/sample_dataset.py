"""The dataset of a small article, built in this process without the checks."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from districtgraph.graph.claims.claim import CLAIM_SCHEMA, Claim, ClaimSchema
from districtgraph.graph.claims.claim_files import ClaimFile, dump_claim_file, read_claim_file
from districtgraph.graph.curation.articles import Article
from districtgraph.graph.curation.audit import audit_document
from districtgraph.graph.curation.curation import curate
from districtgraph.graph.curation.overlay import read_overlay
from districtgraph.graph.dataset.assembly import assemble, to_quads
from districtgraph.graph.extraction.extraction import extract
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.text.documents import read_document, read_record

from .sample_article import FIGURES, write_sample

GROWTH_TEXT = (
    "样板区报告　　今年，样板区产值同比增长8%。新建道路59公里，惠及居民3400余户。"
    "力争到2030年，产值达到5亿元。"
)
GROWTH_FIGURES = """\
document: sample
figures:
- key: growth
  figure: 8%
  quotes: [产值同比增长8%]
  indicator: indicator/growth-of-economic-indicators
- key: roads
  figure: 59公里
  quotes: [新建道路59公里]
  indicator: indicator/old-pipe-network-renovated
""" + FIGURES[FIGURES.index("- key: households") :]


def sample_article(
    folder: Path,
    *,
    text: str = GROWTH_TEXT,
    figures: str = GROWTH_FIGURES,
    schema: ClaimSchema = CLAIM_SCHEMA,
) -> Article:
    """Return an article, its claims read from its text, written to a file and read again."""
    article = write_sample(folder, text=text, figures=figures)
    record, overlay = read_record(article), read_overlay(article, schema)
    document = read_document(record, folder / record.file)
    extraction = extract(document.text, load_lexicon(), load_index())
    claims = curate(document, extraction, overlay, schema)
    audit = audit_document(document, extraction, overlay, claims)
    path = article / "claims.yaml"
    content = ClaimFile(record.key, record.sha256, claims, audit)
    path.write_text(dump_claim_file(content), encoding="utf-8")
    return Article(article, record, overlay, read_claim_file(path, schema))


def claims_of(article: Article) -> dict[str, Claim]:
    """Return the claims of an article by their keys."""
    return {claim.key: claim for claim in article.content.claims}


def quads_of(article: Article) -> tuple[Quad, ...]:
    """Return an article's dataset."""
    return to_quads(assemble([article]))


def n_quads(article: Article) -> str:
    """Return an article's dataset as N-Quads."""
    return as_n_quads(quads_of(article))


def as_n_quads(quads: Iterable[Quad]) -> str:
    """Return quads as N-Quads."""
    data = serialize(quads, format=RdfFormat.N_QUADS)
    assert data is not None
    return data.decode()
