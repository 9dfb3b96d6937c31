"""A store without triples that are only inferred, for queries with `infer=false`."""

from pyoxigraph import DefaultGraph, NamedNode, Store

from districtgraph.graph.rdf.vocabulary import is_inferred_graph

__all__ = ["explicit_store"]


def explicit_store(store: Store, base: str) -> Store:
    """Return a store in memory with the asserted triples.

    Inferred triples are in named graphs of their own and in the default graph. A triple that is
    also asserted, in another graph, remains.

    Args:
        store: the store with all triples.
        base: the base IRI of the dataset and so of these graphs.

    """
    inferred = {
        graph
        for graph in store.named_graphs()
        if isinstance(graph, NamedNode) and is_inferred_graph(graph.value, base)
    }
    only = {
        quad.triple
        for graph in inferred
        for quad in store.quads_for_pattern(None, None, None, graph)
        if not any(
            other.graph_name not in inferred and not isinstance(other.graph_name, DefaultGraph)
            for other in store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        )
    }
    made = Store()
    made.bulk_extend(
        quad
        for quad in store
        if quad.graph_name not in inferred
        and not (isinstance(quad.graph_name, DefaultGraph) and quad.triple in only)
    )
    for graph in store.named_graphs():
        if graph not in inferred:
            made.add_graph(graph)
    return made
