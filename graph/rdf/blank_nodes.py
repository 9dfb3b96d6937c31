"""Compares blank nodes by the statements about them: their names differ from file to file.

A dataset divides into ground quads and components, which are quads connected by blank nodes.
(Minimum self-contained graphs: Tummarello et al., Signing individual fragments of an RDF graph,
2005.) Two components are equal if canonical names (https://www.w3.org/TR/rdf-canon/) make
their quads equal.
"""

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple

from districtgraph.graph.errors import GraphError

__all__ = ["Component", "NotInSparqlError", "blank_nodes", "components"]

Component = tuple[Quad, ...]
"""Quads with canonical blank nodes, sorted."""


class NotInSparqlError(GraphError):
    """A quad that no SPARQL 1.1 Update can add or remove."""


def blank_nodes(quad: Quad) -> tuple[BlankNode, ...]:
    """Return the blank nodes of a quad.

    Raises:
        NotInSparqlError: one names a graph, or the object is a triple.

    """
    if isinstance(quad.graph_name, BlankNode):
        raise NotInSparqlError(f"the graph {quad.graph_name} has no IRI, as SPARQL requires")
    if isinstance(quad.object, Triple):
        raise NotInSparqlError(f"a triple is an object, which only RDF 1.2 allows: {quad}")
    return tuple(item for item in (quad.subject, quad.object) if isinstance(item, BlankNode))


def components(quads: Iterable[Quad]) -> Counter[Component]:
    """Return how often each component occurs in quads that all have blank nodes."""
    heads: dict[BlankNode, BlankNode] = {}
    held = list(quads)
    for quad in held:
        first, *others = blank_nodes(quad)
        for other in others:
            heads[_head(heads, other)] = _head(heads, first)
    groups: dict[BlankNode, list[Quad]] = {}
    for quad in held:
        groups.setdefault(_head(heads, blank_nodes(quad)[0]), []).append(quad)
    return Counter(_canonical(group) for group in groups.values())


def _head(heads: dict[BlankNode, BlankNode], node: BlankNode) -> BlankNode:
    """Return what represents the set of nodes that a node is in (union-find)."""
    while (above := heads.setdefault(node, node)) != node:
        heads[node] = heads[above]
        node = above
    return node


def _canonical(quads: Iterable[Quad]) -> Component:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(dataset, key=str))
