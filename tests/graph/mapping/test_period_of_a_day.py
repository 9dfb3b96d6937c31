"""A figure dated to one day, from the text to the checked files."""

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from districtgraph.graph.claims.claim_files import dump_claim_file
from districtgraph.graph.claims.evidence import ClaimPeriod
from districtgraph.graph.curation.overlay import read_overlay
from districtgraph.graph.curation.reading import read_claims
from districtgraph.graph.dataset.build import build
from districtgraph.graph.mapping.period_mapping import period_iri, period_triples
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.graph.text.documents import read_document, read_record
from tests.graph.sample_article import ENTITIES, TEXT, write_sample

# A locality, which needs no area code.
PLACE = ENTITIES.replace("District,", "Locality,")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@pytest.mark.usefixtures("processes")
def test_a_figure_of_one_day_is_built(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    text = TEXT.replace("今年，", "截至2024年5月1日，")
    article = write_sample(corpus, text=text, entities=PLACE)
    record = read_record(article)
    content = read_claims(read_document(record, corpus / record.file), read_overlay(article))
    (article / "claims.yaml").write_text(dump_claim_file(content), encoding="utf-8")
    build(tmp_path / "out", articles=corpus)
    quads: list[Quad] = list(
        parse(path=str(tmp_path / "out" / "dataset.nq"), format=RdfFormat.N_QUADS)
    )
    day = NamedNode(f"{BASE}id/period/2024-05-01")
    labels = {quad.object for quad in quads if quad.subject == day and quad.predicate == LABEL}
    assert labels == {
        Literal("2024年5月1日", language="zh"),
        Literal("1 May 2024", language="en"),
    }


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english", "name"),
    [
        ("2024-05-01", "2024-05-01", "2024年5月1日", "1 May 2024", "2024-05-01"),
        ("2024-01-01", "2024-12-31", "2024年", "2024", "2024"),
        (
            "2024-01-01",
            "2024-06-30",
            "2024年上半年",
            "first half of 2024",
            "2024-01-01--2024-06-30",
        ),
        (
            "2024-01-01",
            "2024-09-30",
            "2024年前三季度",
            "first three quarters of 2024",
            "2024-01-01--2024-09-30",
        ),
        ("2024-02-01", "2024-02-29", "2024年2月", "February 2024", "2024-02-01--2024-02-29"),
        (
            "2024-03-01",
            "2024-05-31",
            "2024年3月至5月",
            "March to May 2024",
            "2024-03-01--2024-05-31",
        ),
        ("2021-01-01", "2025-12-31", "2021年至2025年", "2021 to 2025", "2021-01-01--2025-12-31"),
        (
            "2024-01-01",
            "2024-03-04",
            "2024年1月1日至2024年3月4日",
            "1 January 2024 to 4 March 2024",
            "2024-01-01--2024-03-04",
        ),
    ],
)
def test_a_period_is_labelled_as_a_person_writes_it(
    first: str, last: str, chinese: str, english: str, name: str
) -> None:
    period = ClaimPeriod(None, date.fromisoformat(first), date.fromisoformat(last))
    labels = {
        triple.object
        for triple in period_triples("sample", period, "claim")
        if triple.predicate == LABEL
    }
    assert labels == {Literal(chinese, language="zh"), Literal(english, language="en")}
    assert period_iri("sample", period, "claim").value.endswith(f"/period/{name}")
