"""Consequences are looked up, and equal those that the reasoner derives."""

from districtgraph.ontology.assertion_rules import compile_rules
from districtgraph.ontology.materialisation import materialise
from tests.ontology.conftest import Triples


def test_the_same_follows_as_from_everything_at_once(
    ontology: Triples, schemes: Triples, valid: Triples
) -> None:
    rules, of_vocabulary = compile_rules(ontology, schemes)
    vocabulary = {*ontology, *schemes}
    everything = set(materialise(vocabulary.union(valid)))
    followed = set(rules.follow(valid))
    assert everything - set(of_vocabulary) == followed - vocabulary
    assert len(followed) > 30
