"""Reads what refers to a resource through blank nodes: the nearest things that have an IRI.

A class that demands a value of a property does so in an expression within it, which is a blank
node, often in a list of others.
"""

from collections.abc import Mapping

from pyoxigraph import NamedNode

from districtgraph.server.store.store_reader import Row, StoreReader

__all__ = ["read_owners"]

_DEEPEST = 10
"""Blank nodes, cells of lists among them, through which the things are looked for."""
_SCOPES = ("{}", "GRAPH ?graph {{ {} }}")
"""The default graph, and any other one."""
_MOST = 1000
"""Blank nodes that refer to a resource, and ways from them, that are read at most."""


def read_owners(store: StoreReader, iri: str) -> Mapping[str, tuple[NamedNode, ...]]:
    """Return what refers to a resource only through blank nodes, in the order of the IRIs.

    Args:
        store: the store.
        iri: the resource.

    Returns:
        The things by the property with which a blank node within them refers to the resource.

    """
    found: dict[str, set[NamedNode]] = {}
    for within in _SCOPES:
        first = _first(within)
        # Ask first whether there is anything to follow: the long query takes as long without it.
        if not any(store.rows(f"SELECT ?node0 {{ {first} }} LIMIT 1", iri=NamedNode(iri))):
            continue
        text = f"SELECT DISTINCT ?property {_STEPS} {{ {_ways(first, within)} }} LIMIT {_MOST}"
        for row in store.rows(text, iri=NamedNode(iri)):
            if owner := _owner(row):
                found.setdefault(row["property"].value, set()).add(owner)
    return {name: tuple(sorted(owners, key=str)) for name, owners in sorted(found.items())}


def _owner(row: Row) -> NamedNode | None:
    """Return the first thing with an IRI on a way from a blank node."""
    steps = (row.get(f"node{number}") for number in range(1, _DEEPEST + 1))
    return next((node for node in steps if isinstance(node, NamedNode)), None)


def _first(within: str) -> str:
    return within.format("?node0 ?property $iri") + " FILTER(isBlank(?node0))"


def _ways(first: str, within: str) -> str:
    """Return a pattern that goes from a resource over blank nodes to things with an IRI.

    Without property paths, since Virtuoso refuses them where their beginning is a variable.

    Args:
        first: the pattern of the first step.
        within: what each step is in. Oxigraph takes twenty times as long for one graph around
            all of them.

    """
    onwards = ""
    for number in reversed(range(1, _DEEPEST + 1)):
        step = within.format(f"?node{number} ?by{number} ?node{number - 1}")
        onwards = f"OPTIONAL {{ {step} FILTER(isBlank(?node{number - 1})) {onwards} }}"
    return f"{{ SELECT * {{ {first} }} LIMIT {_MOST} }} {onwards}"


_STEPS = " ".join(f"?node{number}" for number in range(1, _DEEPEST + 1))
