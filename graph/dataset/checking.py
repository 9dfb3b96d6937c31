"""Checks a dataset before it is published: SHACL on all of it, HermiT on what it asserts."""

from dataclasses import dataclass

from pyoxigraph import BlankNode

from districtgraph.graph.dataset.assembly import GraphContents, merge
from districtgraph.graph.rdf.vocabulary import graph_name
from districtgraph.ontology.reasoning import Classification, classify, format_contradiction
from districtgraph.ontology.validation import Violation, format_violation, validate

__all__ = ["CheckReport", "GraphRejectedError", "check_graphs"]


class GraphRejectedError(ValueError):
    """The dataset is wrong; the message names the culprits, one per line."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The results of the checks."""

    violations: tuple[Violation, ...]
    classification: Classification

    def raise_for_errors(self) -> None:
        """Raise GraphRejectedError if anything is wrong."""
        lines = [format_violation(violation) for violation in self.violations]
        lines += [f"{iri}: no such thing can exist" for iri in self.classification.unsatisfiable]
        if not self.classification.consistent:
            lines.append(format_contradiction(self.classification))
        if lines:
            raise GraphRejectedError("\n".join(lines))


def check_graphs(graphs: GraphContents) -> CheckReport:
    """Return what SHACL and HermiT find.

    HermiT gets only the asserted data, since it makes its own inferences.
    """
    ontology = graphs[graph_name("ontology")]
    of_ontology = set(ontology)
    asserted = {name: triples for name, triples in graphs.items() if name != graph_name("inferred")}
    data = [
        triple
        for triple in merge(asserted)
        if triple not in of_ontology and not isinstance(triple.subject, BlankNode)
    ]
    return CheckReport(validate(merge(graphs)), classify(ontology, data))
