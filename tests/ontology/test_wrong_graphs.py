"""The checks bite: graphs wrong in one thing each, refused by the check that is meant to."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple, parse

from districtgraph.ontology import hermit
from districtgraph.ontology.loading import load_ontology, load_schemes
from districtgraph.ontology.materialisation import materialise
from districtgraph.ontology.reasoning import classify
from districtgraph.ontology.validation import validate

from .warm_reasoner import WarmReasoner

pytestmark = pytest.mark.usefixtures("processes")

FOLDER = Path(__file__).parent
STARTED = hermit._start
"""Starts HermiT in a Java process of its own, as a build does."""
SKOS = "http://www.w3.org/2004/02/skos/core#"
DOWNWARDS = {NamedNode(f"{SKOS}hasTopConcept"), NamedNode(f"{SKOS}narrower")}
"""Properties that lead from a concept to all others of its scheme."""
WRONG = sorted((FOLDER / "wrong").glob("*.ru"))


@dataclass(frozen=True)
class WrongGraph:
    """The header of a file of wrong/, and its SPARQL Update."""

    update: str
    check: str
    culprit: str
    message: str


def read(path: Path) -> WrongGraph:
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^# (check|culprit|message): (.+)$", text, re.MULTILINE))
    return WrongGraph(text, **header)


def apply(update: str) -> list[Triple]:
    """The valid graph after an update; a change that changes nothing is a broken test."""
    store = Store()
    store.extend(parse(path=str(FOLDER / "valid.ttl"), format=RdfFormat.TURTLE))
    before = set(store)
    store.update(update)
    assert set(store) != before
    return [quad.triple for quad in store]


@cache
def scheme_triples() -> dict[object, list[Triple]]:
    by_subject: dict[object, list[Triple]] = {}
    for triple in load_schemes():
        by_subject.setdefault(triple.subject, []).append(triple)
    return by_subject


def concepts_of(data: list[Triple]) -> list[Triple]:
    """What the schemes say of all that a graph leads to: hundreds of others are no matter of it.

    Concepts that are only named, as narrower ones, are then undefined, in the valid graph as well.
    """
    found: list[Triple] = []
    reached: set[object] = set()
    waiting: list[object] = [term for triple in data for term in (triple.subject, triple.object)]
    while waiting:
        term = waiting.pop()
        if term in reached:
            continue
        reached.add(term)
        for triple in scheme_triples().get(term, ()):
            found.append(triple)
            if triple.predicate not in DOWNWARDS:
                waiting.append(triple.object)
    return found


def violations(data: list[Triple]) -> list[tuple[str, str]]:
    known = [*load_ontology(), *concepts_of(data), *data]
    return [(found.focus, found.en) for found in validate([*known, *materialise(known)])]


@cache
def undefined_anyway() -> frozenset[tuple[str, str]]:
    return frozenset(violations(valid()))


def valid() -> list[Triple]:
    quads: list[Quad] = list(parse(path=str(FOLDER / "valid.ttl"), format=RdfFormat.TURTLE))
    return [quad.triple for quad in quads]


def schemes() -> list[Triple]:
    return [t for t in load_schemes() if not isinstance(t.subject, BlankNode)]


def test_there_are_wrong_graphs_for_both_checks() -> None:
    checks = [read(path).check for path in WRONG]
    assert checks.count("hermit") >= 13
    assert checks.count("shacl") >= 31


def test_the_valid_graph_passes_both() -> None:
    whole = [*load_ontology(), *load_schemes(), *valid()]
    assert validate([*whole, *materialise(whole)]) == ()
    assert classify(load_ontology(), [*valid(), *schemes()]).consistent


SHACL = [path for path in WRONG if read(path).check == "shacl"]
HERMIT = [path for path in WRONG if read(path).check == "hermit"]


@pytest.mark.parametrize("path", SHACL, ids=lambda path: path.stem)
def test_shacl_names_the_culprit(path: Path) -> None:
    wrong = read(path)
    found = set(violations(apply(wrong.update))) - undefined_anyway()
    assert any(focus == wrong.culprit and wrong.message in text for focus, text in found), found


@pytest.mark.parametrize("path", HERMIT, ids=lambda path: path.stem)
def test_hermit_names_the_culprit(path: Path, warm: WarmReasoner) -> None:
    wrong = read(path)
    found = classify(load_ontology(), apply(wrong.update))
    assert not found.consistent
    assert wrong.culprit in found.culprits
    assert len(found.culprits) <= 2


def test_a_warm_reasoner_finds_what_one_that_is_started_finds(warm: WarmReasoner) -> None:
    wrong = apply(read(HERMIT[0]).update)
    by_warm = [classify(load_ontology(), data) for data in (valid(), wrong)]
    assert warm.runs > 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hermit, "_start", STARTED)
        assert [classify(load_ontology(), data) for data in (valid(), wrong)] == by_warm
