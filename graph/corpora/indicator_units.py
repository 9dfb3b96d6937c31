"""The units of indicators, which decide what a figure can be linked to."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from districtgraph.graph.extraction.quantities.quantity_records import COUNT
from districtgraph.graph.rdf.vocabulary import BASE, expand, individual, resolve, term
from districtgraph.ontology.described_nodes import DescribedNodes

__all__ = ["IndicatorUnits"]

_INDIVIDUALS = f"{BASE}id/"


class IndicatorUnits:
    """What the schemes say about the units of indicators.

    Args:
        concepts: the triples of the schemes.

    """

    def __init__(self, concepts: Iterable[Triple]) -> None:
        self._nodes = DescribedNodes(concepts)

    def fit(self, indicator: str, unit: str, is_change: bool) -> bool:
        """Return whether a figure can belong to an indicator.

        Args:
            indicator: its local IRI.
            unit: reference to the figure's base unit.
            is_change: whether the figure is a change whose base the text names.

        """
        node, given = individual(indicator), resolve(unit)
        counted = self._nodes.values(node, term("usuallyCounts"))
        if counted and unit != COUNT and not is_change:
            return False
        usual = self._nodes.values(node, term("usualUnit"))
        if not usual or given in usual or is_change:
            return True
        kinds = set(self._nodes.values(given, expand("qudt:hasQuantityKind")))
        return any(
            not kinds.isdisjoint(self._nodes.values(item, expand("qudt:hasQuantityKind")))
            for item in usual
        )

    def counted(self, indicator: str) -> str | None:
        """Return the local IRI of what an indicator counts; None if it counts nothing."""
        for kind in self._nodes.values(individual(indicator), term("usuallyCounts")):
            if isinstance(kind, NamedNode):
                return kind.value.removeprefix(_INDIVIDUALS)
        return None
