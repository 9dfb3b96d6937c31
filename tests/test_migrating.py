"""The how-to for data that refer to an earlier version: its update, and the IRIs that it names."""

import re

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from districtgraph.graph.dataset.build import BuildResult

from .conftest import ROOT

PAGE = (ROOT / "docs/how-to/migrate.md").read_text(encoding="utf-8")
(UPDATE,) = re.findall(r"^```sparql-update\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
BASE = "https://w3id.org/districtgraph/"
RENAMED = dict(re.findall(r"<([^>]+)> :is\s+<([^>]+)>", UPDATE))
GONE = re.findall(r"^- `id/(.+)`$", PAGE, re.MULTILINE)
ABOUT = NamedNode("http://example.org/about")
NOTE = NamedNode("http://example.org/graph")


def individual(name: str) -> NamedNode:
    return NamedNode(f"{BASE}id/{name}")


@pytest.fixture(scope="module")
def dataset(built: BuildResult) -> Store:
    store = Store()
    store.bulk_load(path=str(built.folder / "dataset.nq"), format=RdfFormat.N_QUADS)
    return store


def is_there(store: Store, node: NamedNode) -> bool:
    places = ((node, None, None), (None, node, None), (None, None, node))
    return any(next(store.quads_for_pattern(*place), None) for place in places)


def test_what_is_renamed_is_there_under_its_new_name_alone(dataset: Store) -> None:
    assert len(RENAMED) == 35
    assert [new for new in RENAMED.values() if not is_there(dataset, individual(new))] == []
    assert [old for old in RENAMED if is_there(dataset, individual(old))] == []


def test_what_is_gone_is_gone(dataset: Store) -> None:
    assert len(GONE) == 8
    assert [name for name in GONE if is_there(dataset, individual(name))] == []


def test_the_update_renames_subjects_and_objects_in_every_graph() -> None:
    store = Store()
    own = NamedNode("http://example.org/own")
    graphs = (DefaultGraph(), NOTE)
    for graph in graphs:
        for old in RENAMED:
            store.add(Quad(individual(old), ABOUT, own, graph))
            store.add(Quad(own, ABOUT, individual(old), graph))
        first, second, *_ = map(individual, RENAMED)
        store.add(Quad(first, ABOUT, second, graph))
    store.update(UPDATE)
    news = list(map(individual, RENAMED.values()))
    expected = {
        quad
        for graph in graphs
        for quad in (
            Quad(news[0], ABOUT, news[1], graph),
            *(Quad(new, ABOUT, own, graph) for new in news),
            *(Quad(own, ABOUT, new, graph) for new in news),
        )
    }
    assert set(store) == expected
    store.update(UPDATE)
    assert set(store) == expected


def test_the_terms_that_the_page_names_are_there(dataset: Store) -> None:
    terms = set(re.findall(r"\bdg:(\w+)", PAGE))
    assert len(terms) > 12
    assert [t for t in terms if not is_there(dataset, NamedNode(f"{BASE}ontology#{t}"))] == []
