"""Every numeral of a text that no curator has seen is in a claim or has a reason."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_record import read_corpus_record
from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary
from districtgraph.graph.corpora.document_content import dump_content, read_content
from districtgraph.graph.corpora.document_graph import document_graph
from districtgraph.graph.corpora.machine_audit import open_numerals
from districtgraph.graph.corpora.part_checks import check_document
from districtgraph.graph.dataset.check_report import GraphRejectedError
from districtgraph.graph.mapping.claim_mapping import claim_iri
from districtgraph.graph.rdf.vocabulary import expand, individual, term
from districtgraph.graph.text.numerals import find_numerals
from tests.graph.corpora.read_contents import content_of

TEXT = (
    "一、工作回顾\n2018年，全区地区生产总值完成109.5亿元，增长3.2%。"
    "推进三大攻坚战。第三产业发展。编号甲7乙。\n"
)


def test_every_numeral_of_the_text_is_audited() -> None:
    audit = content_of(TEXT).audit
    starts = [numeral.start for numeral in find_numerals(TEXT)]
    assert [item.quote.start for item in audit.numerals] == starts
    assert all(item.claims or (item.reason and item.by) for item in audit.numerals)


def test_a_numeral_is_in_the_claims_that_state_it_or_has_the_reason_of_a_rule() -> None:
    content = content_of(TEXT)
    found = {item.quote.text: item for item in content.audit.numerals}
    (figure,) = (item for item in content.figures if item.written.text.startswith("109.5"))
    assert found["109.5亿"].claims == (figure.key,)
    assert figure.key in found["2018"].claims
    outline = found["一"]
    assert (outline.claims, outline.reason, outline.by) == ((), "ordinal", "numeral-exclusions")


def test_a_numeral_that_nothing_explains_is_open_for_a_curator() -> None:
    content = content_of(TEXT)
    assert [quote.text for quote in open_numerals(content.audit)] == ["7"]
    assert content.open == open_numerals(content.audit)


def test_the_audit_of_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    content = content_of(TEXT)
    (tmp_path / "claims.jsonl").write_text(dump_content(content), encoding="utf-8")
    assert read_content(tmp_path) == content


def _triples(three: CorpusFolder, key: str) -> set[Triple]:
    folder = three.document(key)
    record, content = read_corpus_record(folder), read_content(folder)
    return set(document_graph(record, content, corpus_vocabulary(three.build)).triples)


def test_the_audit_of_a_document_is_in_its_graph(three: CorpusFolder) -> None:
    content = read_content(three.document("150702-2019"))
    triples = _triples(three, "150702-2019")
    kinds = Counter(triple.object for triple in triples if triple.predicate == expand("rdf:type"))
    covered = sum(bool(item.claims) for item in content.audit.numerals)
    assert kinds[term("CoveredNumeral")] == covered > 0
    assert kinds[term("ExcludedNumeral")] == len(content.audit.numerals) - covered > 0
    numerals = {t.subject for t in triples if t.object == term("Numeral")}
    inside = {t.subject for t in triples if t.predicate == term("inSentence")}
    assert numerals <= inside


@pytest.mark.usefixtures("patience")
def test_a_numeral_without_a_reason_is_refused(three: CorpusFolder) -> None:
    folder = three.document("150702-2019")
    record, content = read_corpus_record(folder), read_content(folder)
    first, *rest = content.audit.numerals
    bare = replace(first, claims=(), reason=None, by=None)
    audit = replace(content.audit, numerals=(bare, *rest))
    vocabulary = corpus_vocabulary(three.build)
    graph = document_graph(record, replace(content, audit=audit), vocabulary)
    with pytest.raises(GraphRejectedError, match="must have claims, or a reason why it has none"):
        check_document(graph, vocabulary)


def test_claims_whose_fields_are_supplied_alike_share_an_attribution(three: CorpusFolder) -> None:
    content = read_content(three.document("150702-2019"))
    triples = _triples(three, "150702-2019")
    attributed = {
        t.subject: t.object for t in triples if t.predicate == expand("prov:qualifiedAttribution")
    }
    fields: dict[object, set[object]] = {}
    for triple in triples:
        if triple.predicate == term("suppliesField"):
            fields.setdefault(triple.subject, set()).add(triple.object)
    shared: dict[NamedNode, set[tuple[tuple[str, str], ...]]] = {}
    for claim in content.claims:
        node = attributed[claim_iri("150702-2019", claim.key)]
        assert isinstance(node, NamedNode)
        names = {individual(f"claim-field/{name.replace('_', '-')}") for name in claim.by}
        assert fields[node] == names
        shared.setdefault(node, set()).add(tuple(sorted(claim.by.items())))
    assert all(len(suppliers) == 1 for suppliers in shared.values())
    assert len(shared) < len(content.claims)
