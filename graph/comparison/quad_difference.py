"""The quads to remove from one dataset and to add to it so that it becomes another."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from districtgraph.graph.rdf.blank_nodes import Component, blank_nodes, components

__all__ = ["QuadDifference", "difference"]


@dataclass(frozen=True, slots=True)
class QuadDifference:
    """The difference of two datasets.

    Attributes:
        removed, added: quads without blank nodes, sorted.
        removed_components: quads connected by blank nodes, once per removal.
        added_components: quads connected by blank nodes, once per addition.

    """

    removed: tuple[Quad, ...]
    added: tuple[Quad, ...]
    removed_components: tuple[Component, ...] = ()
    added_components: tuple[Component, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added or self.removed_components or self.added_components)


def difference(old: Iterable[Quad], new: Iterable[Quad]) -> QuadDifference:
    """Return the difference of two datasets; the first is held in memory, the second is not.

    Args:
        old: quads in any order; duplicates count once.
        new: the same.

    Raises:
        NotInSparqlError: a graph has no IRI, or an object is a triple.

    """
    # The value says whether the new dataset has the quad too, so that no second set is held.
    ground, old_blank = _split(old)
    unchanged = dict.fromkeys(ground, False)
    added: set[Quad] = set()
    new_blank: set[Quad] = set()
    for quad in new:
        if blank_nodes(quad):
            new_blank.add(quad)
        elif quad in unchanged:
            unchanged[quad] = True
        else:
            added.add(quad)
    removed = (quad for quad, is_unchanged in unchanged.items() if not is_unchanged)
    return QuadDifference(
        _sorted(removed), _sorted(added), *_component_difference(old_blank, new_blank)
    )


def _split(quads: Iterable[Quad]) -> tuple[set[Quad], set[Quad]]:
    ground: set[Quad] = set()
    blank: set[Quad] = set()
    for quad in quads:
        (blank if blank_nodes(quad) else ground).add(quad)
    return ground, blank


def _component_difference(
    old: Iterable[Quad], new: Iterable[Quad]
) -> tuple[tuple[Component, ...], tuple[Component, ...]]:
    """Return the components to remove and to add.

    A component that occurs more than once cannot be removed once by a pattern: all of them
    are removed and as many added as there shall be.
    """
    before, after = components(old), components(new)
    differing = [item for item in before | after if before[item] != after[item]]
    added = Counter({item: after[item] for item in differing})
    return (
        tuple(sorted((item for item in differing if before[item]), key=str)),
        tuple(sorted(added.elements(), key=str)),
    )


def _sorted(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    return tuple(sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad.triple))))
