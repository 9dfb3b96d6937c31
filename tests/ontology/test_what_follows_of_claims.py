"""Inferences from claims: those that must be drawn, and those that must not."""

from pyoxigraph import NamedNode, Triple

from districtgraph.graph.rdf.vocabulary import expand, individual, term
from districtgraph.ontology.loading import load_ontology, load_schemes
from districtgraph.ontology.materialisation import materialise

TYPE = expand("rdf:type")


def followed(*triples: Triple) -> set[Triple]:
    return set(materialise([*load_ontology(), *load_schemes(), *triples]))


def above(node: NamedNode, class_: str) -> tuple[Triple, ...]:
    more_than = individual("comparator/more-than")
    return Triple(node, TYPE, term(class_)), Triple(node, term("comparator"), more_than)


def test_a_comparison_bounds_no_number_and_an_observation_does() -> None:
    comparison, observation = individual("claim/a/1"), individual("claim/a/2")
    found = followed(*above(comparison, "Comparison"), *above(observation, "Observation"))
    bound = term("LowerBoundClaim")
    assert Triple(observation, TYPE, bound) in found
    assert Triple(comparison, TYPE, bound) not in found


def test_a_claim_concerns_the_dimensions_of_what_it_is_about() -> None:
    care, station = individual("dimension/elderly-care"), individual("programme/stations")
    figure, statement = individual("claim/a/1"), individual("claim/a/2")
    indicator = individual("indicator/communities-with-care-stations")
    found = followed(
        Triple(station, term("dimension"), care),
        Triple(figure, term("indicator"), indicator),
        Triple(statement, term("statedObject"), station),
    )
    concerns = term("concernsDimension")
    assert {t.subject for t in found if t.predicate == concerns and t.object == care} == {
        figure,
        statement,
    }
