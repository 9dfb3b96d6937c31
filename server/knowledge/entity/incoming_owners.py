"""Reads what refers to a resource through blank nodes: the nearest things that have an IRI.

A class that demands a value of a property does so in an expression within it, which is a blank
node, often in a list of others.
"""

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode

from districtgraph.server.store.store_reader import StoreReader

__all__ = ["read_owners"]

_REST = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>"
_DEEPEST = 6
"""Blank nodes within blank nodes through which the things are looked for."""
_MOST = 1000
"""Things that are read at most."""


def read_owners(store: StoreReader, iri: str) -> Mapping[str, tuple[NamedNode, ...]]:
    """Return what refers to a resource only through blank nodes, in the order of the IRIs.

    Args:
        store: the store.
        iri: the resource.

    Returns:
        The things by the property with which a blank node within them refers to the resource.

    """
    branches = " UNION ".join(_branches())
    text = f"SELECT DISTINCT ?property ?owner {{ {branches} }} LIMIT {_MOST}"
    found: dict[str, list[NamedNode]] = {}
    for row in store.rows(text, iri=NamedNode(iri)):
        owner = row["owner"]
        if isinstance(owner, NamedNode):
            found.setdefault(row["property"].value, []).append(owner)
    return {name: tuple(sorted(owners, key=str)) for name, owners in sorted(found.items())}


def _branches() -> Iterator[str]:
    """Yield a pattern for each number of blank nodes in between, in any graph."""
    nodes = "?node0 ?property $iri . FILTER(isBlank(?node0))"
    steps = f"{{ SELECT ?node0 ?property {{ {nodes} }} LIMIT {_MOST} }}"
    for number in range(_DEEPEST):
        # An item of a list belongs to what has the list.
        up = f"?head{number} {_REST}* ?node{number} . ?above{number} ?by{number} ?head{number} ."
        steps += f" {up} FILTER(?by{number} != {_REST})"
        ends = f"{steps} FILTER(isIRI(?above{number})) BIND(?above{number} AS ?owner)"
        yield f"{{ {ends} }}"
        yield f"{{ GRAPH ?graph {{ {ends} }} }}"
        steps += f" FILTER(isBlank(?above{number}))"
        steps = steps.replace(f"?above{number}", f"?node{number + 1}")
