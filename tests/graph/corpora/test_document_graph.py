"""What the graph of a document of a corpus says of the document and of who read it."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.audit_records import Audit, AuditedNumeral
from districtgraph.graph.claims.claim import CURATOR
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.corpora.corpus_record import (
    ARTICLE_RECORD_FILE,
    CorpusRecord,
    read_corpus_record,
)
from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary
from districtgraph.graph.corpora.document_content import DocumentContent
from districtgraph.graph.corpora.document_graph import DocumentGraph, document_graph
from districtgraph.graph.rdf.vocabulary import expand, individual
from districtgraph.graph.text.documents import DocumentRecord

from .read_contents import content_of

TEXT = "海拉尔区工作报告\n2018年，全区产值9亿元。"
RECORD = CorpusRecord(
    DocumentRecord("a", "a.txt", "报告", "Report", "zh-Hans", "0", 9, "place/150702")
)
BY_CURATORS = Triple(
    individual("activity/a/extraction"),
    expand("prov:wasAssociatedWith"),
    individual("agent/curators"),
)


def graph(content: DocumentContent, record: CorpusRecord = RECORD) -> DocumentGraph:
    return document_graph(record, content, corpus_vocabulary())


def test_no_curator_had_a_part_in_what_rules_alone_have_read() -> None:
    made = graph(content_of(TEXT))
    assert not made.is_curated
    assert BY_CURATORS not in made.triples


@pytest.mark.parametrize("part", ["claims", "audit"])
def test_a_curator_s_claim_or_reason_is_a_part_in_it(part: str) -> None:
    content = content_of(TEXT)
    claim = content.claims[0]
    by_hand = replace(claim, by={**claim.by, "evidence": CURATOR})
    numeral = AuditedNumeral(Quote(0, 1, "海"), (), "name", CURATOR)
    changed = {
        "claims": replace(content, claims=(by_hand, *content.claims[1:])),
        "audit": replace(content, audit=Audit((numeral,), content.audit.sentences)),
    }
    made = graph(changed[part])
    assert made.is_curated
    assert BY_CURATORS in made.triples


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("https://example.org/2015", NamedNode("https://example.org/2015")),
        ("区政府档案", Literal("区政府档案")),
    ],
)
def test_where_a_text_is_from_is_an_iri_if_it_is_an_address(
    source: str, value: NamedNode | Literal
) -> None:
    made = graph(content_of(TEXT), replace(RECORD, source=source))
    assert Triple(individual("document/a"), expand("dcterms:source"), value) in made.triples


def test_an_article_has_its_day_and_its_address_in_a_corpus_too(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / ARTICLE_RECORD_FILE).write_text(
        "key: report\nfile: report.txt\ntitle: {zh: 报告, en: Report}\nlanguage: zh-Hans\n"
        'sha256: "0"\ncharacters: 9\nsubject: place/210104\npublished: 2024-05-01\n'
        "address: https://example.org/report\n",
        encoding="utf-8",
    )
    record = read_corpus_record(folder)
    assert (str(record.published), record.source) == ("2024-05-01", "https://example.org/report")
