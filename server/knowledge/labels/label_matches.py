"""What a search for names returns, and the order of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from districtgraph.server.knowledge.labels.label_database import IndexedThing
from districtgraph.server.knowledge.labels.label_parts import IndexedName
from districtgraph.server.knowledge.labels.label_scoring import EXACT, LITERAL
from districtgraph.server.knowledge.labels.labelled import Labelled, LabelledName

__all__ = ["LabelMatch", "LabelMatches", "ScoredThing"]


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A result of a search.

    Attributes:
        thing: the thing with all its names.
        matched: the name or quote that matches best.
        score: how well it matches, from 0 to 100 (`label_scoring`).

    """

    thing: Labelled
    matched: LabelledName
    score: float

    @property
    def iri(self) -> str:
        """The IRI of the thing."""
        return self.thing.iri

    @property
    def labels(self) -> Mapping[str, str]:
        """The names that it is shown by, by language."""
        return self.thing.labels

    @property
    def kinds(self) -> frozenset[str]:
        """IRIs of its classes, inferred ones too."""
        return self.thing.kinds


@dataclass(frozen=True, slots=True)
class ScoredThing:
    """A thing that answers, with the name that answers best and its score."""

    entry: IndexedThing
    name: IndexedName
    score: float

    @property
    def order(self) -> tuple[int, int, bool, float, int, int]:
        """What results are sorted by."""
        # The same text first, then entities that hold it, then claims that do; of those the ones
        # that claims are about.
        band = (self.score < EXACT) + (self.score < LITERAL)
        unused = self.entry.uses == 0
        length = len(self.name.folded)
        return band, self.entry.rank, unused, -self.score, length, self.entry.id

    @property
    def match(self) -> LabelMatch:
        """The match as it is handed out; pinyin is no name that is shown."""
        thing, name = self.entry.thing, self.name
        matched = LabelledName(name.text, name.language, name.role == "preferred")
        if name.role == "pinyin":
            matched = thing.names[0]
        return LabelMatch(thing, matched, round(self.score, 1))


class LabelMatches(Sequence[LabelMatch]):
    """The results of a search, best first.

    Attributes:
        more: whether some candidates were not examined.

    """

    def __init__(self, found: Sequence[ScoredThing], more: bool) -> None:
        self._found, self.more = found, more

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> LabelMatch: ...
    @overload
    def __getitem__(self, at: slice) -> list[LabelMatch]: ...
    def __getitem__(self, at: int | slice) -> LabelMatch | list[LabelMatch]:
        if isinstance(at, slice):
            return [found.match for found in self._found[at]]
        return self._found[at].match

    def kinds(self) -> Counter[str]:
        """Return how many results have each most specific kind."""
        return Counter(found.entry.kind for found in self._found)

    def of_kind(self, kind: str) -> "LabelMatches":
        """Return those whose most specific kind is this one."""
        return LabelMatches([f for f in self._found if f.entry.kind == kind], self.more)
