"""The difference of two datasets: its update, applied to the old one, gives the new one."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Store,
    Triple,
)

from districtgraph.graph.comparison.quad_difference import difference
from districtgraph.graph.comparison.update_text import update_text
from districtgraph.graph.rdf.blank_nodes import NotInSparqlError, components

IRIS = [NamedNode(f"http://example.org/{name}") for name in ("a", "b", "区")]
BLANKS = [BlankNode(name) for name in ("x", "y", "z", "c14n0")]
LANGUAGES = st.sampled_from([None, "zh", "en"])
LITERALS = st.one_of(
    st.builds(lambda text, language: Literal(text, language=language), st.text(), LANGUAGES),
    st.sampled_from([Literal(1), Literal("1"), Literal(True), Literal("1.0"), Literal(1.0)]),
)
SUBJECTS = st.sampled_from([*IRIS, *BLANKS])
QUADS = st.builds(
    Quad,
    SUBJECTS,
    st.sampled_from(IRIS),
    st.one_of(SUBJECTS, LITERALS),
    st.sampled_from([DefaultGraph(), DefaultGraph(), *IRIS]),
)
DATASETS = st.lists(QUADS, max_size=12)


def canonical(quads: Iterable[Quad]) -> set[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def updated(old: Iterable[Quad], update: str) -> set[str]:
    store = Store()
    store.extend(old)
    if update:
        store.update(update)
    return canonical(store)


A, B, C = IRIS
X, Y, Z, N = BLANKS
G = DefaultGraph()


@given(DATASETS, DATASETS)
@settings(max_examples=300, deadline=None)
# One component is a part of the other; two are the same; a node occurs in two graphs.
@example([Quad(A, B, X, G), Quad(X, B, C, G), Quad(A, B, Y, G)], [Quad(A, B, X, G)])
@example([Quad(A, B, X, G), Quad(A, B, Y, G)], [Quad(A, B, X, G)])
@example([Quad(A, B, X, G)], [Quad(A, B, X, G), Quad(A, B, Y, G), Quad(A, B, Z, G)])
@example([Quad(A, B, X, G), Quad(A, B, X, C)], [Quad(A, B, X, G), Quad(A, B, Y, C)])
@example([Quad(X, B, Y, G), Quad(Y, B, X, G)], [Quad(X, B, X, G)])
@pytest.mark.usefixtures("patience")
def test_the_update_gives_the_new_dataset_exactly(old: list[Quad], new: list[Quad]) -> None:
    assert updated(old, update_text(difference(old, new))) == canonical(new)


@given(DATASETS, st.permutations(BLANKS))
@settings(max_examples=100, deadline=None)
def test_order_and_names_of_blank_nodes_are_no_difference(
    quads: list[Quad], names: list[BlankNode]
) -> None:
    renamed = dict(zip(BLANKS, names, strict=True))

    def moved(term: Any) -> Any:
        return renamed[term] if isinstance(term, BlankNode) else term

    other = [Quad(*map(moved, quad)) for quad in reversed(quads)]
    found = difference(quads, other)
    assert not found
    assert update_text(found) == ""


@pytest.mark.usefixtures("patience")
@given(DATASETS, DATASETS, DATASETS)
@settings(max_examples=200, deadline=None)
def test_other_data_in_the_store_stay(
    old: list[Quad], new: list[Quad], foreign: list[Quad]
) -> None:
    """Where they share no quad and no form of blank nodes with ours."""

    def elsewhere(node: Any) -> Any:
        if isinstance(node, NamedNode):
            return NamedNode(node.value.replace("example.org", "elsewhere.example"))
        return BlankNode(f"foreign{node.value}") if isinstance(node, BlankNode) else node

    # The predicates are all foreign, so that no component of ours can be found in theirs.
    others = [Quad(*map(elsewhere, quad)) for quad in foreign]
    update = update_text(difference(old, new))
    assert updated([*old, *others], update) == canonical([*new, *others])


def test_the_difference_is_sorted_and_each_quad_once() -> None:
    old = [Quad(B, B, C, G), Quad(A, B, C, G), Quad(A, B, C, G)]
    new = [Quad(A, A, A, A), Quad(A, A, A, G), Quad(A, A, A, A), Quad(A, B, C, G)]
    found = difference(old, new)
    assert found.removed == (Quad(B, B, C, G),)
    assert found.added == (Quad(A, A, A, A), Quad(A, A, A, G))


def test_connected_blank_nodes_are_one_component() -> None:
    quads = [Quad(X, A, Y, G), Quad(Y, A, Z, B), Quad(N, A, C, G)]
    assert sorted(len(item) for item in components(quads)) == [1, 2]


def test_a_graph_without_an_iri_is_refused() -> None:
    with pytest.raises(NotInSparqlError, match="the graph _:x has no IRI"):
        difference([Quad(A, B, C, X)], [])


def test_a_triple_as_an_object_is_refused() -> None:
    with pytest.raises(NotInSparqlError, match="is an object"):
        difference([], [Quad(A, B, Triple(A, B, C), G)])
