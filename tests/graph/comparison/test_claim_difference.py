"""Differences by claim: added, removed and changed ones, with names and quotes of both sides."""

import json
from collections.abc import Iterable
from functools import partial

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.comparison.claim_difference import ChangeKind, ClaimChange, claim_changes
from districtgraph.graph.comparison.difference_report import difference_json, difference_lines
from districtgraph.graph.comparison.quad_difference import QuadDifference, difference
from districtgraph.graph.rdf.vocabulary import BASE, expand, individual, term

CLAIM = individual("claim/sample/jobs")
OTHER = individual("claim/sample/parks")


def named(node: NamedNode, zh: str, en: str) -> list[tuple[NamedNode, NamedNode, Literal]]:
    label = expand("rdfs:label")
    return [(node, label, Literal(zh, language="zh")), (node, label, Literal(en, language="en"))]


def claim(node: NamedNode, value: str, words: str, start: int) -> list[Quad]:
    """Return a claim's quads, in its graph and in the default one."""
    evidence = individual(f"evidence/sample/{start}-{start + len(words)}")
    quote, position = (NamedNode(f"{evidence.value}#{part}") for part in ("quote", "position"))
    triples: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (node, expand("rdf:type"), term("Observation")),
        *named(node, f"岗位：{words}", f"Jobs: {words}"),
        (node, term("value"), Literal(value)),
        (node, term("evidence"), evidence),
        (evidence, expand("oa:hasSelector"), quote),
        (evidence, expand("oa:hasSelector"), position),
        (quote, expand("oa:exact"), Literal(words, language="zh")),
        (position, expand("oa:start"), Literal(start)),
        (position, expand("oa:end"), Literal(start + len(words))),
    ]
    return [Quad(*triple, graph) for triple in triples for graph in (node, DefaultGraph())]


def vocabulary() -> list[Quad]:
    triples = [
        *named(term("value"), "数值", "value"),
        *named(term("Observation"), "观测值", "observation"),
        *named(term("evidence"), "证据", "evidence"),
    ]
    return [Quad(*triple, DefaultGraph()) for triple in triples]


def compared(
    old: Iterable[Quad], new: Iterable[Quad], base: str = BASE
) -> tuple[tuple[ClaimChange, ...], QuadDifference]:
    before, after = [*vocabulary(), *old], [*vocabulary(), *new]
    found = difference(before, after)
    return claim_changes(partial(iter, before), partial(iter, after), base, found), found


@pytest.mark.parametrize("graphs", [True, False])
def test_claims_that_came_went_and_changed(graphs: bool) -> None:
    third = individual("claim/sample/third")
    old = [*claim(CLAIM, "7", "七个", 5), *claim(OTHER, "1", "一座", 9)]
    new = [*claim(CLAIM, "8", "七个", 5), *claim(third, "3", "三人", 20)]
    if not graphs:
        old, new = ([q for q in side if q.graph_name == DefaultGraph()] for side in (old, new))
    changes, _ = compared(old, new)
    assert [(change.claim, change.change) for change in changes] == [
        (CLAIM.value, ChangeKind.CHANGED),
        (OTHER.value, ChangeKind.REMOVED),
        (third.value, ChangeKind.ADDED),
    ]
    changed, removed, added = changes
    assert changed.quotes == (Quote(5, 7, "七个"),)
    assert removed.quotes == (Quote(9, 11, "一座"),)
    assert added.labels == {"zh": "岗位：三人", "en": "Jobs: 三人"}
    (field,) = changed.fields
    assert field.property.labels["zh"] == "数值"
    assert ([value.text for value in field.old], [value.text for value in field.new]) == (
        ["7"],
        ["8"],
    )


def test_other_words_are_reported_as_words() -> None:
    changes, found = compared(claim(CLAIM, "7", "七个", 5), claim(CLAIM, "7", "七多个", 8))
    lines = list(difference_lines(changes, found, "zh"))
    assert lines[2:5] == ["~ 岗位：七多个 (观测值)", f"    {CLAIM.value}", "    “七多个” 8–11"]
    assert "    证据: “七个” 5–7 → “七多个” 8–11" in lines


def test_a_triple_of_a_claim_about_something_else_is_reported_with_its_subject() -> None:
    place = individual("place/210104")
    labels = [Quad(*triple, DefaultGraph()) for triple in named(place, "大东区", "Dadong")]
    stated = Quad(place, term("runs"), individual("programme/parks"), CLAIM)
    old = [*claim(CLAIM, "7", "七个", 5), *labels]
    changes, found = compared(old, [*old, stated])
    lines = list(difference_lines(changes, found, "zh"))
    assert "    大东区 · dg:runs: + https://w3id.org/districtgraph/id/programme/parks" in lines
    assert list(difference_lines(compared([*old, stated], old)[0], found, "en"))[5].endswith(
        "Dadong · dg:runs: - https://w3id.org/districtgraph/id/programme/parks"
    )


def test_an_added_claim_is_reported_with_its_values_only() -> None:
    changes, found = compared([], claim(CLAIM, "7", "七个", 5))
    assert list(difference_lines(changes, found, "en")) == [
        "claims: 1 added, 0 removed, 0 changed; quads: 20 added, 0 removed",
        "",
        "+ Jobs: 七个 (observation)",
        f"    {CLAIM.value}",
        "    “七个” 5–7",
        "    value: 7",
        "",
        "default graph: +10 -0",
    ]


def test_a_claim_without_names_is_reported_by_its_iri() -> None:
    bare = [
        Quad(CLAIM, term("evidence"), individual("evidence/sample/1-2"), CLAIM),
        Quad(CLAIM, term("value"), Literal("7"), CLAIM),
    ]
    changes, found = compared([], bare)
    lines = list(difference_lines(changes, found, "zh"))
    assert lines[2:] == [f"+ {CLAIM.value}", f"    {CLAIM.value}", "    数值: 7"]
    assert changes[0].kind is None


def test_differences_outside_claims_are_counted_by_graph() -> None:
    graph = NamedNode("https://example.org/areas")
    changes, found = compared([], [Quad(graph, graph, Literal("区"), graph)])
    assert changes == ()
    assert list(difference_lines(changes, found, "zh"))[-1] == "https://example.org/areas: +1 -0"


def test_no_difference_is_said() -> None:
    changes, found = compared(claim(CLAIM, "7", "七个", 5), claim(CLAIM, "7", "七个", 5))
    assert list(difference_lines(changes, found, "zh")) == ["no difference"]
    content = json.loads(difference_json(changes, found))
    assert content == {"quads": {"added": 0, "removed": 0}, "claims": []}


def test_only_what_differs_is_looked_up() -> None:
    """The datasets are read four times in all, regardless of their size."""
    reads = []
    old, new = claim(CLAIM, "7", "七个", 5), claim(CLAIM, "8", "七个", 5)

    def read(quads: list[Quad]) -> Iterable[Quad]:
        reads.append(len(quads))
        return iter(quads)

    changes = claim_changes(partial(read, old), partial(read, new), BASE, difference(old, new))
    assert len(changes) == 1
    assert len(reads) <= 8
