"""Writes a difference as a SPARQL 1.1 Update that turns one dataset into the other.

Statements about blank nodes are removed by patterns that match exactly these and no larger
structure, so that other data in the same store stay unchanged.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, groupby

from pyoxigraph import BlankNode, DefaultGraph, Quad

from districtgraph.graph.comparison.quad_difference import QuadDifference
from districtgraph.graph.rdf.blank_nodes import Component, blank_nodes

__all__ = ["update_text"]

_Write = Callable[[object], str]
"""Writes a term."""


def update_text(difference: QuadDifference) -> str:
    """Return an update (https://www.w3.org/TR/sparql11-update/), empty if nothing differs.

    It is one request, which a store does as a whole or not at all.
    """
    operations = [_delete_component(item) for item in difference.removed_components]
    if difference.removed:
        operations.append("DELETE DATA {\n" + _block(difference.removed, str) + "}")
    # A blank node's label belongs to one operation: all additions are in one.
    additions = _block(difference.added, str) + "".join(
        _block(component, _labelled(number))
        for number, component in enumerate(difference.added_components)
    )
    if additions:
        operations.append("INSERT DATA {\n" + additions + "}")
    return " ;\n".join(operations) + "\n" if operations else ""


def _labelled(number: int) -> _Write:
    def write(term: object) -> str:
        return f"_:n{number}{term.value}" if isinstance(term, BlankNode) else str(term)

    return write


def _variable(term: object) -> str:
    return f"?{term.value}" if isinstance(term, BlankNode) else str(term)


def _block(quads: Iterable[Quad], write: _Write) -> str:
    """Return quads as SPARQL has them between braces, a graph after the other."""
    lines: list[str] = []
    for graph, group in groupby(quads, key=lambda quad: quad.graph_name):
        triples = [
            f"{write(quad.subject)} {write(quad.predicate)} {write(quad.object)} ."
            for quad in group
        ]
        if isinstance(graph, DefaultGraph):
            lines += triples
        else:
            lines += [f"GRAPH {write(graph)} {{", *triples, "}"]
    return "".join(f"  {line}\n" for line in lines)


def _delete_component(component: Component) -> str:
    quads = sorted(component, key=lambda quad: (str(quad.graph_name), str(quad.triple)))
    nodes = sorted({node for quad in quads for node in blank_nodes(quad)}, key=str)
    pattern = _block(quads, _variable)
    conditions = [
        *(f"isBlank({_variable(node)})" for node in nodes),
        *(
            f"!sameTerm({_variable(one)}, {_variable(other)})"
            for one, other in combinations(nodes, 2)
        ),
    ]
    lines = [f"FILTER ({' && '.join(conditions)})"]
    lines += [line for node in nodes for line in _nothing_else(node, quads)]
    where = pattern + "".join(f"  {line}\n" for line in lines)
    return f"DELETE {{\n{pattern}}} WHERE {{\n{where}}}"


_PLACES = (
    ("subject", False),
    ("object", False),
    ("subject", True),
    ("object", True),
)
"""The positions of blank nodes in a quad, and whether it is in a named graph."""


def _nothing_else(node: BlankNode, quads: Iterable[Quad]) -> Iterator[str]:
    """Yield conditions that a node occurs in these quads and in no others."""
    for position, named in _PLACES:
        parts = ("subject", "predicate", "object", "graph_name")[: 4 if named else 3]
        others = [name for name in parts if name != position]
        known = [
            " && ".join(
                f"sameTerm(?any_{name}, {_variable(getattr(quad, name))})" for name in others
            )
            for quad in quads
            if getattr(quad, position) == node
            and isinstance(quad.graph_name, DefaultGraph) != named
        ]
        terms = {name: f"?any_{name}" for name in others} | {position: _variable(node)}
        found = f"{terms['subject']} {terms['predicate']} {terms['object']}"
        if named:
            found = f"GRAPH {terms['graph_name']} {{ {found} }}"
        unknown = f" FILTER (!({' || '.join(f'({item})' for item in known)}))" if known else ""
        yield f"FILTER NOT EXISTS {{ {found}{unknown} }}"
