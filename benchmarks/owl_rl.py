"""Compares OWL 2 RL engines on the dataset's asserted triples: time, and what each misses.

python benchmarks/owl_rl.py
"""

import time

import owlrl
from rdflib import BNode, Graph, URIRef
from reasonable import PyReasoner

from districtgraph.graph.curation.articles import read_articles
from districtgraph.graph.dataset.assembly import assert_graphs, load_vocabulary, merge
from districtgraph.ontology.materialisation import materialise

BASE = "https://w3id.org/districtgraph/id/"
LOGIC = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#")
Names = set[tuple[str, str, str]]


def main() -> None:
    """Print a table."""
    triples = merge(assert_graphs(read_articles(), load_vocabulary()))
    graph = Graph()
    graph.parse(data="\n".join(f"{triple} ." for triple in triples), format="nt")
    given = _wanted(graph)
    results: dict[str, tuple[float, Names]] = {}

    start = time.perf_counter()
    reasoner = PyReasoner()
    reasoner.from_graph(graph)
    closure = list(reasoner.reason())
    results["reasonable"] = (time.perf_counter() - start, _wanted(closure) - given)

    start = time.perf_counter()
    ours = materialise(triples)
    names = {(t.subject.value, t.predicate.value, t.object.value) for t in ours}  # type: ignore[union-attr]
    elapsed = time.perf_counter() - start
    results["reasonable + chains"] = (elapsed, {n for n in names if n[0].startswith(BASE)})

    start = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    results["owlrl"] = (time.perf_counter() - start, _wanted(graph) - given)

    everything = set().union(*(found for _, found in results.values()))
    print(f"{len(triples)} triples asserted, {len(everything)} consequences on individuals")
    for name, (seconds, found) in results.items():
        print(
            f"{name:20} {seconds:6.2f} s   found {len(found):5}   missed {len(everything - found)}"
        )


def _wanted(triples: object) -> Names:
    return {
        (str(s), str(p), str(o))
        for s, p, o in triples  # type: ignore[attr-defined]
        if str(s).startswith(BASE)
        and isinstance(o, URIRef)
        and not isinstance(s, BNode)
        and not str(p).startswith(LOGIC)
        and not str(o).startswith(LOGIC)
    }


if __name__ == "__main__":
    main()
