"""The paths from a resource to its parts: blank nodes, items of lists, IRIs within its document.

SPARQL has no path that ends at the first node with an IRI, and blank nodes cannot be addressed. So
the properties that lead to parts are found level by level, and then all parts are read by these
paths.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from districtgraph.server.store.store_reader import StoreReader

__all__ = ["PartPaths", "part_paths", "patterns"]

_REST = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>"
_DEEPEST = 6
"""Parts within parts that are looked for."""
_MOST = 100
"""Ways to parts that are looked at, of each length."""

Path = tuple[str, ...]


class PartPaths(NamedTuple):
    """The properties that lead from a resource to its parts, one after the other.

    Attributes:
        paths: the shorter first; items of a list need no step of their own.
        more: there are parts that none of these leads to.

    """

    paths: tuple[Path, ...] = ()
    more: bool = False


def part_paths(store: StoreReader, iri: str) -> PartPaths:
    """Return the ways to the parts of a resource, and to theirs in turn."""
    found: list[Path] = []
    level: Sequence[Path] = [()]
    more = False
    for _ in range(_DEEPEST):
        level = _next(store, iri, level)
        if not level:
            return PartPaths(tuple(found), more)
        more = more or len(level) > _MOST
        level = level[:_MOST]
        found += level
    return PartPaths(tuple(found), more or bool(_next(store, iri, level)))


def _next(store: StoreReader, iri: str, level: Sequence[Path]) -> list[Path]:
    """Return the ways that are longer by one; those whose last part is not nameless are ends."""
    # In the text: the engine does not propagate BIND into branches, and would scan everything.
    begun = "$iri" if level == [()] else "?part"
    ends = f"{begun} ?property ?object . {_is_part('?object')} FILTER(?property != {_REST})"
    text = f"SELECT DISTINCT ?path ?property {{ {patterns(level, ends)} }} LIMIT {_MOST + 1}"
    rows = store.rows(text, iri=NamedNode(iri))
    return sorted((*level[int(row["path"].value)], row["property"].value) for row in rows)


def patterns(paths: Sequence[Path], said: str) -> str:
    """Return a pattern for all parts on some paths, beginning with `$iri` itself.

    Args:
        paths: the paths.
        said: a pattern for the statements about each ``?part``.

    """
    branches = []
    for number, path in enumerate(paths):
        within = f"{_steps(path)} {said}"
        branches += [
            f"{{ BIND({number} AS ?path) {within} }}",
            f"{{ BIND({number} AS ?path) GRAPH ?graph {{ {within} }} }}",
        ]
    return " UNION ".join(branches)


def _steps(path: Path) -> str:
    # With the properties named, the engine begins at the resource and follows them.
    steps = []
    here = "$iri"
    for number, iri in enumerate(path, 1):
        there = "?part" if number == len(path) else f"?p{number}"
        steps.append(f"{here} {NamedNode(iri)}/{_REST}* {there} . {_is_part(there)}")
        here = there
    return " ".join(steps)


def _is_part(name: str) -> str:
    return f'FILTER(isBlank({name}) || STRSTARTS(STR({name}), CONCAT(STR($iri), "#")))'
