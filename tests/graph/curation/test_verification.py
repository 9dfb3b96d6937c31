from dataclasses import replace
from pathlib import Path

import pytest

from districtgraph.graph.claims.audit_records import Audit
from districtgraph.graph.claims.claim import Claim
from districtgraph.graph.claims.claim_files import dump_claim_file, read_claim_file
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.articles import Article
from districtgraph.graph.curation.overlay import read_overlay
from districtgraph.graph.curation.reading import read_claims
from districtgraph.graph.curation.verification import verify
from districtgraph.graph.text.documents import Document, read_document, read_record
from tests.graph.sample_article import write_sample


@pytest.fixture
def proved(tmp_path: Path) -> tuple[Article, Document]:
    folder = write_sample(tmp_path)
    record = read_record(folder)
    document = read_document(record, tmp_path / record.file)
    overlay = read_overlay(folder)
    content = read_claims(document, overlay)
    (folder / "claims.yaml").write_text(dump_claim_file(content), encoding="utf-8")
    return Article(folder, record, overlay, read_claim_file(folder / "claims.yaml")), document


def with_first_claim(article: Article, claim: Claim) -> Article:
    rest = article.content.claims[1:]
    return replace(article, content=replace(article.content, claims=(claim, *rest)))


def test_an_unchanged_article_is_verified(proved: tuple[Article, Document]) -> None:
    assert verify(*proved).problems == ()


def test_a_quote_that_is_not_there_is_named(proved: tuple[Article, Document]) -> None:
    article, document = proved
    claim = article.content.claims[0]
    moved = replace(claim, evidence=(Quote(1, 4, "板样区"),))
    problems = verify(with_first_claim(article, moved), document).problems
    assert f"claim '{claim.key}' quotes '板样区' at 1, where the text has '板区报'" in problems


def test_a_changed_value_is_drift(proved: tuple[Article, Document]) -> None:
    article, document = proved
    changed = with_first_claim(article, replace(article.content.claims[0], key="other"))
    (problem,) = verify(changed, document).problems
    assert "is not what rules and overlay give now, from line 7 on" in problem


def test_a_numeral_left_out_of_the_audit_is_a_gap(proved: tuple[Article, Document]) -> None:
    article, document = proved
    numerals = tuple(replace(item, claims=()) for item in article.content.audit.numerals)
    audit = Audit(numerals, article.content.audit.sentences)
    open_audit = replace(article, content=replace(article.content, audit=audit))
    assert len(verify(open_audit, document).problems) == len(numerals) + 1
