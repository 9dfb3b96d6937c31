"""Checks a dataset before it is published: SHACL on all of it, HermiT on what it asserts."""

from pyoxigraph import BlankNode

from districtgraph.graph.dataset.assembly import GraphContents, merge
from districtgraph.graph.dataset.check_report import CheckReport
from districtgraph.graph.rdf.vocabulary import graph_name
from districtgraph.ontology.reasoning import refute
from districtgraph.ontology.validation import validate

__all__ = ["check_graphs"]


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
    return CheckReport(validate(merge(graphs)), refute(ontology, data))
