"""Finds the claims about a resource: figures in any role, and statements with it as object."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.knowledge.claim_fields import figure_fields, property_nodes
from districtgraph.server.knowledge.entity.short_names import ShortNames
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["FIGURES_SHOWN", "NEAREST", "NO_CLAIMS", "ClaimsAbout", "read_claims_about"]

_QUERY = Path(__file__).with_name("claims_about.rq")
_OBJECT = "dg:statedObject"
NEAREST = (
    "dg:place",
    "dg:initiative",
    "dg:indicator",
    "dg:goal",
    "dg:beneficiary",
    "dg:industry",
    "dg:counts",
    "dg:unit",
    "dg:period",
)
"""The properties by which a figure is one of a resource itself; other fields come after them."""
_FIRST = (*NEAREST, "dg:concernsInitiative")
_EVERYWHERE = ("modality", "comparator", "rank_order")
"""Fields whose few concepts have so many figures that no page lists them."""
FIGURES_SHOWN = 40
"""Figures that a page shows at most; the query asks for one more."""


@dataclass(frozen=True, slots=True)
class ClaimsAbout:
    """The claims about a resource.

    Attributes:
        figures: claim → the property that links it with the resource, the closest of several.
        objects: the statements whose object it is.
        more: there are more figures than these.

    """

    figures: Mapping[str, str]
    objects: tuple[str, ...]
    more: bool


NO_CLAIMS = ClaimsAbout({}, (), False)
"""Placeholder for the claims on a page that shows none."""


def read_claims_about(store: StoreReader, iri: str, short: ShortNames) -> ClaimsAbout:
    """Return the claims about a resource."""
    figures: dict[str, str] = {}
    objects: list[str] = []
    roles = property_nodes(dict.fromkeys((*_FIRST, *_other_roles())), store.base)
    # Not every engine answers in the order of VALUES; the statements keep theirs.
    nearness = {node.value: rank for rank, node in enumerate(roles)}
    rows = store.rows(_QUERY, iri=NamedNode(iri), roles=roles)
    for row in sorted(rows, key=lambda row: nearness.get(row["role"].value, len(roles))):
        role = short.of(row["role"].value) or ""
        if role == _OBJECT:
            objects.append(row["claim"].value)
        else:
            figures.setdefault(row["claim"].value, role)
    shown = dict(list(figures.items())[:FIGURES_SHOWN])
    return ClaimsAbout(shown, tuple(objects), len(figures) > FIGURES_SHOWN)


def _other_roles() -> Iterator[str]:
    """Yield the properties of the fields of figures that lead to things."""
    for field in figure_fields():
        if field.names_by and field.name not in _EVERYWHERE:
            yield field.states.property
