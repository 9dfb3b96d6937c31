"""The nearest neighbours of a resource, for a picture and for the list that says the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.knowledge.entity.names import ShownTerm, read_names
from districtgraph.server.knowledge.entity.reading import SHOWN, EntityReading
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["Arrow", "Neighbourhood", "read_neighbourhood"]

_QUERY = Path(__file__).with_name("neighbourhood.rq")
_MOST = 24
_LEFT_OUT = (
    "rdf:type",
    "rdfs:isDefinedBy",
    "dg:hasClaim",
    "dg:concernsPlace",
    "dg:concernsInitiative",
    "dg:statedProperty",
    "dg:suppliesField",
    "skos:broaderTransitive",
    "skos:topConceptOf",
    "skos:hasTopConcept",
    "prov:wasAttributedTo",
    "prov:wasGeneratedBy",
    "prov:qualifiedAttribution",
)
"""Properties left out because they would crowd the picture and add nothing new."""
_LEFT_OUT_AROUND = (
    *_LEFT_OUT,
    "dg:statedSubject",
    "dg:statedObject",
    "dg:mentions",
    "dg:place",
)
"""The same for incoming properties: the statement of a claim already has an arrow."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow of the picture.

    Attributes:
        source, target: positions among the nodes.
        property: its label.

    """

    source: int
    target: int
    property: ShownTerm


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The picture.

    Attributes:
        nodes: the resource first, then its neighbours.
        kinds: for each node, the folder of its IRI; empty for foreign IRIs.
        links: the arrows.
        left_out: number of neighbours that are not in it.

    """

    nodes: tuple[ShownTerm, ...]
    kinds: tuple[str, ...]
    links: tuple[Arrow, ...]
    left_out: int

    def as_data(self) -> dict[str, object]:
        """Return what the script that draws it reads."""
        return {
            "nodes": [
                {"label": node.text, "language": node.language, "link": node.link, "kind": kind}
                for node, kind in zip(self.nodes, self.kinds, strict=True)
            ],
            "links": [
                {"source": link.source, "target": link.target, "label": link.property.text}
                for link in self.links
            ],
        }


def read_neighbourhood(store: StoreReader, reading: EntityReading) -> Neighbourhood | None:
    """Return the neighbours of a resource and how they are related; None if it has none."""
    arrows = list(dict.fromkeys(_arrows(reading)))
    others = _spread(arrows, reading.iri)
    if not others:
        return None
    iris = [reading.iri, *others[:_MOST]]
    position = {iri: index for index, iri in enumerate(iris)}
    between = _between(store, iris[1:], reading) if len(iris) > 2 else []
    names = reading.names
    # The page itself may mention none of the properties by which its neighbours are related.
    properties = read_names(store, {arrow[1] for arrow in (*arrows, *between)}, names)
    links = tuple(
        Arrow(position[source], position[target], properties.resource(property_))
        for source, property_, target in _without_inverses([*arrows, *between], reading)
        if source in position and target in position
    )
    return Neighbourhood(
        nodes=tuple(names.resource(iri) for iri in iris),
        kinds=tuple(_kind(iri, reading.short.base) for iri in iris),
        links=links,
        left_out=max(0, len(others) - _MOST),
    )


def _arrows(reading: EntityReading) -> Iterator[tuple[str, str, str]]:
    left_out = {reading.short.iri(name) for name in _LEFT_OUT}
    for statement in reading.statements:
        if isinstance(statement.object, NamedNode) and statement.property not in left_out:
            yield reading.iri, statement.property, statement.object.value
    around = {reading.short.iri(name) for name in _LEFT_OUT_AROUND}
    # Engines group them in an order of their own.
    for property_, subjects in sorted(reading.incoming.subjects.items()):
        if property_ not in around:
            iris = sorted(term.value for term in subjects if isinstance(term, NamedNode))
            yield from ((iri, property_, reading.iri) for iri in iris[:SHOWN])


def _spread(arrows: Iterable[tuple[str, str, str]], iri: str) -> list[str]:
    """Return the neighbours: one of each property, then a second of each, and so on."""
    by_property: dict[str, list[str]] = {}
    for source, property_, target in arrows:
        other = target if source == iri else source
        if other.partition("#")[0] != iri:
            by_property.setdefault(property_, []).append(other)
    rounds = chain.from_iterable(zip_longest(*by_property.values()))
    return list(dict.fromkeys(other for other in rounds if other))


def _between(
    store: StoreReader, iris: Iterable[str], reading: EntityReading
) -> list[tuple[str, str, str]]:
    """Return how the neighbours are related to each other."""
    left_out = {reading.short.iri(name) for name in _LEFT_OUT}
    rows = store.rows(_QUERY, things=[NamedNode(iri) for iri in iris])
    found = [(row["subject"].value, row["property"].value, row["object"].value) for row in rows]
    return sorted(arrow for arrow in found if arrow[1] not in left_out)


def _without_inverses(
    arrows: Iterable[tuple[str, str, str]], reading: EntityReading
) -> Iterator[tuple[str, str, str]]:
    """Yield each arrow once, whichever way round it is said."""
    seen: set[tuple[str, str, str]] = set()
    for source, property_, target in arrows:
        inverses = reading.relations.inverses.get(property_, frozenset())
        if source != target and not any((target, other, source) in seen for other in inverses):
            if (source, property_, target) not in seen:
                yield source, property_, target
            seen.add((source, property_, target))


def _kind(iri: str, base: str) -> str:
    individuals = f"{base}id/"
    return iri.removeprefix(individuals).split("/")[0] if iri.startswith(individuals) else ""
