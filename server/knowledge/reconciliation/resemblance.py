"""Measures how well a client's value agrees with one of the store."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from districtgraph.server.knowledge.labels.label_folding import fold
from districtgraph.server.knowledge.labels.label_index import LabelIndex
from districtgraph.server.knowledge.reconciliation.identifiers import Identifiers, node
from districtgraph.server.knowledge.reconciliation.messages import EntityReference, Value
from districtgraph.server.store.store_reader import Term

__all__ = ["Resemblance"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_PART = 0.5
"""The score of a name that contains the given one, or is contained in it."""


class Resemblance:
    """Compares values.

    Args:
        index: the names of things in the store.
        identifiers: the service's identifiers of them.

    """

    def __init__(self, index: LabelIndex, identifiers: Identifiers) -> None:
        self._index, self._identifiers = index, identifiers
        self._folded: dict[str, str] = {}

    def best(self, given: Iterable[Value], found: Iterable[Term]) -> float:
        """Return how well the best of some values fits the best of others, from 0 to 1."""
        known = list(found)
        return max((self.of(one, other) for one in given for other in known), default=0.0)

    def of(self, given: Value, found: Term) -> float:
        """Return how well a given value fits one of the store, from 0 to 1."""
        if isinstance(given, EntityReference):
            return float(self._identifiers.entity_iri(given.id) == found.value)
        if isinstance(found, Literal):
            return float(self._same_text(given, found.value))
        return self._name_fits(str(given), found.value)

    def terms(self, given: Value) -> Iterator[NamedNode | Literal]:
        """Yield the terms of the store that a given value may mean."""
        if isinstance(given, EntityReference):
            entity = node(self._identifiers.entity_iri(given.id))
            yield from () if entity is None else (entity,)
        elif isinstance(given, str):
            yield Literal(given)
            yield from (Literal(given, language=language) for language in ("zh", "en"))
            named = self._index.matches(given)
            yield from (NamedNode(match.iri) for match in named[:20] if match.score == 100)
        else:
            text = str(given).lower()
            kinds = ("boolean",) if isinstance(given, bool) else ("integer", "decimal", "double")
            yield from (Literal(text, datatype=NamedNode(_XSD + kind)) for kind in kinds)

    def _name_fits(self, given: str, iri: str) -> float:
        if iri in (given, self._identifiers.entity_iri(given)):
            return 1.0
        thing = self._index.thing(iri)
        text = self._fold(given)
        names = {self._fold(name.text) for name in thing.names} if thing else set()
        if text in names:
            return 1.0
        held = len(text) > 1 and any(text in name or name in text for name in names)
        return _PART if held else 0.0

    def _same_text(self, given: Value, found: str) -> bool:
        if isinstance(given, bool):
            return str(given).lower() == found
        if self._fold(str(given)) == self._fold(found):
            return True
        try:
            return Decimal(str(given)) == Decimal(found)
        except InvalidOperation:
            return False

    def _fold(self, text: str) -> str:
        # Each given value is compared with those of all candidates.
        if text not in self._folded:
            self._folded[text] = fold(text)
        return self._folded[text]
