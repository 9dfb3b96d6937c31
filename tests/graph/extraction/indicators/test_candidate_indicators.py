import pytest

from districtgraph.graph.extraction.indicators.candidate_indicators import (
    MAX_EXAMPLES,
    UnlinkedFigure,
    candidate_key,
    collect_candidates,
)
from districtgraph.graph.mapping.candidate_mapping import CANDIDATE_SCHEME, candidate_triples
from districtgraph.ontology.loading import load_ontology, load_schemes
from districtgraph.ontology.materialisation import materialise
from districtgraph.ontology.validation import validate


def figure(
    head: str, symbol: str = "座", quote: str = "5座", document: str = "a"
) -> UnlinkedFigure:
    return UnlinkedFigure(head, symbol, quote, document)


def test_heads_that_normalise_alike_are_one_candidate() -> None:
    (found,) = collect_candidates(
        [figure("垃圾中转站"), figure("“垃圾中转站”", document="b"), figure("垃圾 中转站", "个")]
    )
    assert (found.label, found.count, found.documents) == ("“垃圾中转站”", 3, 2)
    assert found.units == ("座", "个")
    assert found.key == candidate_key("垃圾中转站")


def test_the_most_frequent_candidate_comes_first() -> None:
    found = collect_candidates([figure("热力站"), figure("过街天桥"), figure("过街天桥")])
    assert [(item.label, item.count) for item in found] == [("过街天桥", 2), ("热力站", 1)]


def test_the_order_of_figures_changes_nothing() -> None:
    figures = [figure("热力站"), figure("过街天桥"), figure("过街天桥", "条")]
    assert collect_candidates(figures) == collect_candidates(reversed(figures))


def test_examples_are_few_and_distinct() -> None:
    (found,) = collect_candidates(figure("热力站", quote=f"{n}座") for n in [*range(20), 1])
    assert found.examples == tuple(f"{n}座" for n in range(MAX_EXAMPLES))


def test_figures_without_a_head_propose_nothing() -> None:
    assert collect_candidates([figure(""), figure("，")]) == ()


@pytest.mark.usefixtures("patience")
def test_candidates_conform_to_the_shapes() -> None:
    candidates = collect_candidates([figure("热力站"), figure("过街天桥")])
    triples = list(candidate_triples(candidates))
    assert any(triple.subject == CANDIDATE_SCHEME for triple in triples)
    known = [*load_ontology(), *load_schemes(), *triples]
    assert validate([*known, *materialise(known)]) == ()


def test_without_candidates_there_is_no_scheme() -> None:
    assert list(candidate_triples([])) == []
