"""The checks before publication: their inputs and their messages."""

from collections.abc import Iterable, Sequence

import pytest
from pyoxigraph import BlankNode, Triple

from districtgraph.graph.curation.articles import Article
from districtgraph.graph.dataset import checking
from districtgraph.graph.dataset.assembly import GraphContents, assemble
from districtgraph.graph.dataset.check_report import CheckReport, GraphRejectedError
from districtgraph.graph.dataset.checking import check_graphs
from districtgraph.graph.rdf.vocabulary import expand, graph_name, individual
from districtgraph.ontology.reasoning import Classification
from districtgraph.ontology.violations import Violation

A = expand("rdf:type")
PLACE = individual("place/990101")
CONSISTENT = Classification(consistent=True)
VIOLATION = Violation("urn:claim", "", "", "错", "the unit is missing: give one")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Sequence[Triple]]:
    """Replaces validation and the reasoner, and records their inputs."""
    given: dict[str, Sequence[Triple]] = {}

    def validate(triples: Iterable[Triple]) -> tuple[Violation, ...]:
        given["shapes"] = tuple(triples)
        return (VIOLATION,)

    def refute(ontology: Sequence[Triple], data: Sequence[Triple]) -> Classification:
        given["ontology"], given["data"] = ontology, data
        return CONSISTENT

    monkeypatch.setattr(checking, "validate", validate)
    monkeypatch.setattr(checking, "refute", refute)
    return given


AXIOM = Triple(expand("dg:Subdistrict"), A, expand("owl:Class"))
ASSERTED = Triple(PLACE, A, expand("dg:Subdistrict"))
INFERRED = Triple(PLACE, A, expand("dg:Place"))
SELECTOR = Triple(BlankNode("b"), A, expand("oa:TextPositionSelector"))
GRAPHS: GraphContents = {
    graph_name("ontology"): (AXIOM,),
    graph_name("entities"): (ASSERTED, SELECTOR, AXIOM),
    graph_name("inferred"): (INFERRED,),
}


def test_shapes_see_everything_and_the_reasoner_what_is_asserted(
    asked: dict[str, Sequence[Triple]],
) -> None:
    report = check_graphs(GRAPHS)
    assert report == CheckReport((VIOLATION,), CONSISTENT)
    assert set(asked["shapes"]) == {AXIOM, ASSERTED, SELECTOR, INFERRED}
    assert tuple(asked["ontology"]) == (AXIOM,)
    assert tuple(asked["data"]) == (ASSERTED,)


def test_nothing_wrong_is_no_error() -> None:
    CheckReport((), CONSISTENT).raise_for_errors()


def test_an_error_names_every_culprit_on_a_line() -> None:
    impossible = Classification(consistent=True, unsatisfiable=("urn:class",))
    with pytest.raises(GraphRejectedError) as caught:
        CheckReport((VIOLATION, VIOLATION), impossible).raise_for_errors()
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert all("urn:claim" in line and "give one" in line for line in lines[:2])
    assert lines[2] == "urn:class: no such thing can exist"


def test_a_contradiction_is_an_error_that_names_the_individual() -> None:
    contradiction = Classification(consistent=False, culprits=("urn:two-things-at-once",))
    with pytest.raises(GraphRejectedError, match="urn:two-things-at-once"):
        CheckReport((), contradiction).raise_for_errors()


@pytest.mark.usefixtures("warm")
def test_the_small_corpus_is_right(reports: tuple[Article, ...]) -> None:
    check_graphs(assemble(reports)).raise_for_errors()


@pytest.mark.usefixtures("warm")
def test_violations_of_shapes_and_contradictions_are_found(
    reports: tuple[Article, ...],
) -> None:
    graphs = dict(assemble(reports))
    entities = graph_name("entities")
    wrong = Triple(PLACE, A, expand("dg:PrefectureLevelCity"))
    graphs[entities] = (*graphs[entities], wrong)
    report = check_graphs(graphs)
    assert not report.classification.consistent
    assert PLACE.value in report.classification.culprits
    with pytest.raises(GraphRejectedError, match="place/990101"):
        report.raise_for_errors()
