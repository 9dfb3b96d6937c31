"""Derives the consequences of one document's triples, with an ontology that is compiled once.

`districtgraph.ontology.materialisation` derives everything again for every graph. A
corpus has one vocabulary and thousands of documents: here its axioms become tables, and
what a document adds is derived by looking up in them. Both give the same triples; a test compares
them.
"""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from districtgraph.ontology.derivation import Derivation, DerivationRules, Facts
from districtgraph.ontology.rule_tables import RuleTables, rule_tables
from districtgraph.ontology.wanted_triples import defined_terms, is_wanted

__all__ = ["AssertionRules", "compile_rules"]


class AssertionRules:
    """What a document's assertions entail under a vocabulary.

    Args:
        tables: its axioms.
        facts: all that is known of its own individuals, what follows included.
        terms: its classes and properties.

    """

    def __init__(self, tables: RuleTables, facts: Facts, terms: set[NamedNode]) -> None:
        self._rules = DerivationRules(tables)
        self._facts = facts
        self._terms = terms

    def follow(self, given: Iterable[Triple]) -> tuple[Triple, ...]:
        """Return what follows from assertions and is neither given nor the vocabulary's, sorted."""
        found = (Triple(*fact) for fact in Derivation(self._rules, self._facts).run(given))
        return tuple(sorted((t for t in found if is_wanted(t, self._terms)), key=str))


def compile_rules(
    ontology: Iterable[Triple],
    individuals: Iterable[Triple],
    inferred: tuple[Triple, ...] | None = None,
) -> tuple[AssertionRules, tuple[Triple, ...]]:
    """Return the rules of a vocabulary, and what follows for its own individuals, sorted.

    Args:
        ontology: the axioms.
        individuals: what every document may refer to: concepts, units, agents, places.
        inferred: what this has returned for the same vocabulary before; None if that is unknown.

    """
    axioms = set(ontology)
    known = axioms.union(individuals)
    if inferred is None:
        # Here, as loading the reasoner takes longer than all else, and it is needed once.
        from districtgraph.ontology.materialisation import materialise

        inferred = materialise(known)
    facts = Facts()
    for triple in (*known, *inferred):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            facts.add((triple.subject, triple.predicate, triple.object))
    return AssertionRules(rule_tables(axioms), facts, defined_terms(known)), inferred
