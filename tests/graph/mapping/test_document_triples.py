"""The triples of a document and of the run that read it."""

from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.mapping.document_mapping import document_triples
from districtgraph.graph.rdf.vocabulary import expand, individual
from districtgraph.graph.text.documents import DocumentRecord

RECORD = DocumentRecord("doc", "doc.txt", "报告", "Report", "zh-Hans", "0", 9, "place/1")
DOCUMENT = individual("document/doc")
RUN = individual("activity/doc/extraction")


def test_a_run_names_the_rules_that_it_went_by() -> None:
    association = NamedNode(f"{RUN.value}#rules")
    triples = set(document_triples(RECORD, "1", {"statement-verbs", "number-grammar"}))
    assert Triple(RUN, expand("prov:qualifiedAssociation"), association) in triples
    assert (
        Triple(association, expand("prov:agent"), individual("agent/extraction-rules")) in triples
    )
    plans = {triple.object for triple in triples if triple.predicate == expand("prov:hadPlan")}
    assert plans == {individual("rule/statement-verbs"), individual("rule/number-grammar")}


def test_a_run_ends_when_a_person_has_read_its_claims() -> None:
    read = replace(RECORD, read=date(2026, 11, 28))
    ended = [
        t.object for t in document_triples(read, "1") if t.predicate == expand("prov:endedAtTime")
    ]
    assert ended == [Literal("2026-11-28T00:00:00Z", datatype=expand("xsd:dateTime"))]


def test_a_document_has_the_day_and_address_that_it_gives() -> None:
    given = replace(RECORD, published=date(2024, 5, 1), address="https://example.org/report")
    triples = set(document_triples(given, "1"))
    day = Literal("2024-05-01", datatype=expand("xsd:date"))
    assert Triple(DOCUMENT, expand("dcterms:issued"), day) in triples
    assert (
        Triple(DOCUMENT, expand("dcterms:source"), NamedNode("https://example.org/report"))
        in triples
    )


@pytest.mark.parametrize("predicate", ["dcterms:issued", "dcterms:source", "prov:endedAtTime"])
def test_nothing_is_guessed_of_a_document_that_gives_none(predicate: str) -> None:
    assert not [t for t in document_triples(RECORD, "1") if t.predicate == expand(predicate)]
