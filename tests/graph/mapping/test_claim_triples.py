"""The triples of a claim: its content, its evidence, and who supplied it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.claims.claim import (
    Claim,
    Comparison,
    Mention,
    Observation,
    Ranking,
    Statement,
    Target,
)
from districtgraph.graph.claims.evidence import ClaimPeriod, Quote
from districtgraph.graph.errors import ClaimError
from districtgraph.graph.mapping.claim_mapping import claim_iri, claim_triples
from districtgraph.graph.mapping.labels import Labels
from districtgraph.graph.rdf.vocabulary import expand, individual, resolve, term

WORDS = Quote(10, 13, "12个")
QUOTE = Quote(4, 13, "完成小区改造12个")
NAMES = {
    "place/1": ("样板区", "Sample District"),
    "indicator/parks": ("公园", "Parks"),
    "goal/green": ("绿", "Green"),
}
LABELS = Labels(
    names={
        **{individual(name).value: labels for name, labels in NAMES.items()},
        term("runs").value: ("实施", "runs"),
    },
    kinds={individual("place/1").value: (term("District"),)},
    labelled_by={individual("place/1").value: expand("rdfs:label")},
)


def observation(**fields: object) -> Observation:
    given: dict[str, object] = {
        "written": WORDS,
        "modality": "achieved",
        "period": ClaimPeriod(),
        "indicator": "indicator/parks",
        "place": "place/1",
        "comparator": "equal",
        "unit": "unit:NUM",
        **fields,
    }
    by = {**dict.fromkeys(given, "number-grammar"), "kind": "curator", "evidence": "curator"}
    return Observation(key="k", evidence=(QUOTE,), by=by, **given)  # type: ignore[arg-type]


def said(claim: Claim) -> dict[NamedNode, set[object]]:
    """Return what the graph of a claim says of the claim."""
    found: dict[NamedNode, set[object]] = {}
    for triple in claim_triples("doc", claim, LABELS):
        if triple.subject == claim_iri("doc", claim.key):
            found.setdefault(triple.predicate, set()).add(triple.object)
    return found


def number(text: str, kind: str = "decimal") -> Literal:
    return Literal(text, datatype=expand(f"xsd:{kind}"))


@pytest.mark.parametrize(
    ("field", "value", "property_", "object_"),
    [
        ("value", Decimal("1E+3"), "value", number("1000")),
        ("value", Decimal("0.50"), "value", number("0.5")),
        ("value", Decimal(0), "value", number("0")),
        ("lower", Decimal(10), "lowerBound", number("10")),
        ("upper", Decimal(99), "upperBound", number("99")),
        ("modality", "plan", "modality", individual("modality/plan")),
        ("comparator", "about", "comparator", individual("comparator/about")),
        ("unit", "unit:KiloM", "unit", resolve("unit:KiloM")),
        ("written_unit", "unit:KiloM", "writtenUnit", resolve("unit:KiloM")),
        ("counts", "counted-kind/park", "counts", individual("counted-kind/park")),
        ("written", WORDS, "asWritten", Literal("12个", language="zh")),
        ("change_basis", Quote(1, 3, "同比"), "changeBasis", Literal("同比", language="zh")),
        ("share_of", "indicator/parks", "shareOf", individual("indicator/parks")),
    ],
)
def test_a_field_has_its_property_and_its_datatype(
    field: str, value: object, property_: str, object_: NamedNode | Literal
) -> None:
    assert said(observation(**{field: value}))[term(property_)] == {object_}


def test_the_graph_of_a_claim_contains_only_its_content() -> None:
    found = said(observation())
    absent = ("value", "lowerBound", "upperBound", "writtenUnit", "changeBasis", "goal", "rank")
    assert [name for name in absent if term(name) in found] == []


def test_a_resolved_period_is_shared_and_has_its_words() -> None:
    period = ClaimPeriod(Quote(0, 5, "2021年"), date(2021, 1, 1), date(2021, 12, 31))
    found = said(observation(period=period))
    assert found[term("period")] == {individual("period/2021")}
    assert found[term("periodAsWritten")] == {Literal("2021年", language="zh")}


def test_a_period_that_is_compared_with_has_no_words_of_the_claim_s_own() -> None:
    claim = Comparison(
        key="k", evidence=(QUOTE,), written=WORDS, modality="achieved", period=ClaimPeriod(),
        indicator="indicator/parks", place="place/1", comparator="more-than",
        compares_with=ClaimPeriod(Quote(0, 4, "此前4年")), comparison_of="other",
    )  # fmt: skip
    found = said(claim)
    assert found[term("comparesWith")] == {individual("period/doc/0-4")}
    assert term("periodAsWritten") not in found
    assert found[term("comparisonOf")] == {claim_iri("doc", "other")}


def test_evidence_has_its_words_and_its_place() -> None:
    triples = claim_triples("doc", observation(), LABELS)
    evidence = individual("evidence/doc/4-13")
    words, position = (NamedNode(f"{evidence.value}#{part}") for part in ("quote", "position"))
    assert {
        Triple(claim_iri("doc", "k"), term("evidence"), evidence),
        Triple(evidence, expand("oa:hasSource"), individual("document/doc")),
        Triple(words, expand("oa:exact"), Literal("完成小区改造12个")),
        Triple(position, expand("oa:start"), number("4", "integer")),
        Triple(position, expand("oa:end"), number("13", "integer")),
    } <= set(triples)


def test_each_field_names_its_rule_or_its_curator() -> None:
    claim = observation(written_unit="unit:KiloM")
    triples = set(claim_triples("doc", claim, LABELS))
    rules, curation = (
        NamedNode(f"{claim_iri('doc', 'k').value}#{source}") for source in ("rules", "curation")
    )
    supplies = term("suppliesField")
    assert Triple(rules, supplies, individual("claim-field/written-unit")) in triples
    assert Triple(rules, term("appliesRule"), individual("rule/number-grammar")) in triples
    assert {t.object for t in triples if (t.subject, t.predicate) == (curation, supplies)} == {
        individual("claim-field/kind"),
        individual("claim-field/evidence"),
    }


def test_a_statement_states_its_triple() -> None:
    claim = Statement(
        key="k", evidence=(QUOTE,), modality="achieved", subject="place/1", property="runs",
        object="goal/green",
    )  # fmt: skip
    triples = claim_triples("doc", claim, LABELS)
    assert Triple(individual("place/1"), term("runs"), individual("goal/green")) in triples
    assert said(claim)[term("statedProperty")] == {term("runs")}
    assert said(claim)[expand("rdfs:label")] == {
        Literal("样板区 — 实施 — 绿", language="zh"),
        Literal("Sample District – runs – Green", language="en"),
    }


def test_a_mention_gives_class_and_chinese_name_of_what_it_mentions() -> None:
    claim = Mention(key="k", evidence=(QUOTE,), mentions="place/1")
    triples = claim_triples("doc", claim, LABELS)
    place = individual("place/1")
    assert Triple(place, expand("rdf:type"), term("District")) in triples
    assert Triple(place, expand("rdfs:label"), Literal("样板区", language="zh")) in triples
    assert said(claim)[expand("rdf:type")] == {term("Mention")}


def test_a_target_without_an_indicator_is_named_by_its_goal() -> None:
    claim = Target(
        key="k", evidence=(QUOTE,), written=WORDS, modality="target", period=ClaimPeriod(),
        place="place/1", goal="goal/green",
    )  # fmt: skip
    assert Literal("绿：12个", language="zh") in said(claim)[expand("rdfs:label")]


def test_a_rank_is_a_whole_number() -> None:
    claim = Ranking(
        key="k", evidence=(QUOTE,), written=WORDS, modality="achieved", period=ClaimPeriod(),
        indicator="indicator/parks", place="place/1", rank=1, rank_order="lowest-first",
    )  # fmt: skip
    assert said(claim)[term("rank")] == {number("1", "integer")}
    assert said(claim)[term("rankOrder")] == {individual("rank-order/lowest-first")}


def test_a_claim_about_an_unknown_entity_is_refused() -> None:
    with pytest.raises(ClaimError, match="'indicator/none' is unknown"):
        claim_triples("doc", observation(indicator="indicator/none"), LABELS)


def test_two_claims_without_a_period_do_not_share_one() -> None:
    periods = {
        triple.object
        for key in ("first", "second")
        for triple in claim_triples("doc", replace(observation(), key=key), LABELS)
        if triple.predicate == term("period")
    }
    assert periods == {individual("period/doc/of/first"), individual("period/doc/of/second")}
