"""The triples of a document and of the run that read it."""

from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.mapping.document_mapping import document_triples, source_triple
from districtgraph.graph.rdf.vocabulary import expand, individual
from districtgraph.graph.text.documents import DocumentRecord

RECORD = DocumentRecord("doc", "doc.txt", "报告", "Report", "zh-Hans", "0", 9, "place/1")
DOCUMENT = individual("document/doc")
RUN = individual("activity/doc/extraction")


def test_a_run_names_the_rules_that_it_went_by() -> None:
    rules = {"statement-verbs", "number-grammar"}
    triples = set(document_triples(RECORD, "1", rules))
    plans = [(t.subject, t.object) for t in triples if t.predicate == expand("prov:hadPlan")]
    # The constraint key-properties of https://www.w3.org/TR/prov-constraints/.
    assert len({association for association, _ in plans}) == len(plans)
    assert {plan for _, plan in plans} == {individual(f"rule/{rule}") for rule in rules}
    for association, _ in plans:
        assert Triple(RUN, expand("prov:qualifiedAssociation"), association) in triples
        agent = individual("agent/extraction-rules")
        assert Triple(association, expand("prov:agent"), agent) in triples


@pytest.mark.parametrize("is_curated", [True, False])
def test_only_a_run_with_curators_was_associated_with_them(is_curated: bool) -> None:
    curators = individual("agent/curators")
    triples = set(document_triples(RECORD, "1", is_curated=is_curated))
    assert (Triple(RUN, expand("prov:wasAssociatedWith"), curators) in triples) is is_curated


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


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("https://example.org/2015", NamedNode("https://example.org/2015")),
        ("区政府档案", Literal("区政府档案")),
    ],
)
def test_an_address_is_an_iri_and_other_words_are_words(
    source: str, value: NamedNode | Literal
) -> None:
    assert source_triple("doc", source) == Triple(DOCUMENT, expand("dcterms:source"), value)


@pytest.mark.parametrize("predicate", ["dcterms:issued", "dcterms:source", "prov:endedAtTime"])
def test_nothing_is_guessed_of_a_document_that_gives_none(predicate: str) -> None:
    assert not [t for t in document_triples(RECORD, "1") if t.predicate == expand(predicate)]
