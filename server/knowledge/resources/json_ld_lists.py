"""Finds the lists of a document that JSON-LD can write as lists, in linear time.

These are the well-formed ones that one thing has: every cell is a blank node with one first, one
rest and nothing else, which only its predecessor or the list's owner mentions
(https://www.w3.org/TR/json-ld11-api/#serialize-rdf-as-json-ld-algorithm).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

__all__ = ["NIL", "RdfList", "find_lists"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST = f"{_RDF}first", f"{_RDF}rest"
NIL = NamedNode(f"{_RDF}nil")
Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal
Values = Mapping[str, Sequence[Value]]
"""The values of a node's properties, by their IRIs."""


class RdfList(NamedTuple):
    """A list: its cells and, in the same order, its items."""

    cells: tuple[BlankNode, ...]
    items: tuple[Value, ...]


class _Owner(NamedTuple):
    """What mentions a cell, and by which property."""

    node: Node
    by: str


def find_lists(nodes: Mapping[Node, Values]) -> dict[BlankNode, RdfList]:
    """Return the lists by their first cells."""
    cells = _cells(nodes)
    lists: dict[BlankNode, RdfList] = {}
    for cell in cells:
        if nodes[cell][_REST] == [NIL]:
            chain = _chain(cell, cells)
            if cells[chain[0]].by != _REST:
                items = tuple(nodes[cell][_FIRST][0] for cell in chain)
                lists[chain[0]] = RdfList(tuple(chain), items)
    return lists


def _cells(nodes: Mapping[Node, Values]) -> dict[BlankNode, _Owner]:
    """Return what can be a cell of a list, with what mentions it."""
    owners: dict[Node, _Owner | None] = {}
    for node, values in nodes.items():
        for property_, items in values.items():
            for item in items:
                if isinstance(item, BlankNode):
                    owners[item] = None if item in owners else _Owner(node, property_)
    return {
        node: owner
        for node, owner in owners.items()
        if owner is not None and isinstance(node, BlankNode) and _is_cell(nodes.get(node, {}))
    }


def _is_cell(values: Values) -> bool:
    return values.keys() == {_FIRST, _REST} and all(len(items) == 1 for items in values.values())


def _chain(last: BlankNode, cells: Mapping[BlankNode, _Owner]) -> list[BlankNode]:
    """Return the cells of a list in their order, from its last one upwards as far as they go.

    It ends: each cell has one rest, so no cell comes twice above one whose rest is nil.
    """
    chain = [last]
    while (owner := cells[chain[-1]]).by == _REST and isinstance(owner.node, BlankNode):
        if owner.node not in cells:
            break
        chain.append(owner.node)
    return chain[::-1]
