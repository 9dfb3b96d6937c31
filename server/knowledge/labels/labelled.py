"""Reads everything that has a name: its names, its kinds and its rank among results."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.knowledge.labels.label_rows import LabelRow, LabelRows
from districtgraph.server.sparql.prebinding import query_text
from districtgraph.server.store.store_reader import StoreReader

__all__ = [
    "KindSizes",
    "Labelled",
    "LabelledName",
    "SearchRank",
    "label_rows",
    "labelled_of",
    "read_labelled",
]

_QUERY = Path(__file__).with_name("labels.rq")
_THINGS = "# things: of these"
_COUNTED = "# counted: of these"
_NOT_COUNTED: Mapping[str, int] = {}
_PREFERRED = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
)
"""Properties of the names that things are shown by; the others are aliases and codes."""
_QUOTE = "http://www.w3.org/ns/oa#exact"


class SearchRank(IntEnum):
    """The order of equally good matches.

    Concepts are kinds and aims: people look for the programme before the facility of that name.
    """

    ENTITY = 0
    CONCEPT = 1
    FIGURE = 2
    STATEMENT = 3
    MENTION = 4
    APPARATUS = 5


_ENTITY = SearchRank.ENTITY


@dataclass(frozen=True, slots=True)
class LabelledName:
    """One name; its language is empty if it has none."""

    text: str
    language: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """Something that has a name.

    Attributes:
        iri: its IRI.
        names: all its names, preferred ones first.
        kinds: IRIs of its classes, inferred ones too, and of the schemes that it is a concept of.
        kind: the most specific of them: asserted, with a name of its own, and of few things; a
            scheme if no class has a name; empty if there is none.
        rank: its place among equally good results.
        uses: how many claims are about it.
        quotes: for a claim, the words that it rests on.

    """

    iri: str
    names: tuple[LabelledName, ...]
    kinds: frozenset[str]
    kind: str
    rank: SearchRank
    uses: int = 0
    quotes: tuple[str, ...] = field(default=())

    @property
    def labels(self) -> dict[str, str]:
        """The names that it is shown by, by language."""
        return {name.language: name.text for name in reversed(self.names) if name.preferred}

    def label(self, language: str) -> str:
        """Return the name to show in a language: if it has none, one in another."""
        labels = self.labels or {"": self.names[0].text}
        return labels.get(language) or labels.get("") or next(iter(labels.values()))


def label_rows(
    store: StoreReader, things: Collection[str] | None = None, uses: Collection[str] = ()
) -> Iterator[LabelRow]:
    """Yield the rows of labels.rq as they arrive.

    Args:
        store: the store.
        things: IRIs of the things to read; None for all.
        uses: those among them whose claims are not counted.

    Raises:
        RequestError: the store gives no answer.

    """
    query: str | Path = _QUERY
    given: dict[str, list[NamedNode]] = {}
    if things is not None:
        text = query_text(_QUERY).replace(_THINGS, "VALUES ?iri { $things }")
        query = text.replace(_COUNTED, "VALUES ?iri { $counted }")
        iris = [NamedNode(iri) for iri in things]
        # Not every engine takes VALUES without any.
        counted = [iri for iri in iris if iri.value not in uses] or iris
        given = {"things": iris, "counted": counted}
    rows = store.texts(query, **given)
    next(rows, None)
    return (LabelRow(*row) for row in rows)


def read_labelled(
    store: StoreReader,
    things: Collection[str] | None = None,
    known: "KindSizes | None" = None,
    uses: Mapping[str, int] = _NOT_COUNTED,
) -> list[Labelled]:
    """Return all named things, in the order of IRIs.

    Args:
        store: the store.
        things: IRIs of the things to read; None for all.
        known: the number of things of each named kind, if only some things are read.
        uses: the number of claims about things for which they need not be counted.

    Raises:
        RequestError: the store gives no answer.

    """
    with LabelRows() as rows:
        rows.add(label_rows(store, things, uses))
        return list(labelled_of(rows, known, uses))


KindSizes = Mapping[str, tuple[int, bool]]
"""For each known kind: the number of its things, and whether it has a name itself."""


def labelled_of(
    rows: LabelRows, known: KindSizes | None = None, uses: Mapping[str, int] = _NOT_COUNTED
) -> Iterator[Labelled]:
    """Yield the things of some rows, in the order of their IRIs; see `read_labelled`."""
    specific = _SpecificKinds(
        rows.kind_sizes() if known is None else {**rows.kind_sizes(), **known}
    )
    ranks = {kind: SearchRank[name.upper()] for kind, name in rows.ranks().items()}
    same: dict[frozenset[str], frozenset[str]] = {}
    for iri, own in rows.things():
        names = tuple(
            sorted(
                {_name(row) for row in own if row.label and row.property != _QUOTE},
                key=lambda name: (not name.preferred, name.language, name.text),
            )
        )
        kinds = frozenset(row.kind for row in own if row.kind)
        kinds = same.setdefault(kinds, kinds)
        yield Labelled(
            iri,
            names,
            kinds,
            specific.of(own),
            max((ranks.get(kind, _ENTITY) for kind in kinds), default=_ENTITY),
            uses.get(iri) or sum(int(row.detail) for row in own if not row.kind and row.detail),
            tuple(sorted({row.label for row in own if row.property == _QUOTE})),
        )


def _name(row: LabelRow) -> LabelledName:
    return LabelledName(row.label, row.language.lower(), row.property in _PREFERRED)


class _SpecificKinds:
    """Finds the most specific kind of things."""

    def __init__(self, sizes: KindSizes) -> None:
        self._sizes = sizes
        self._known: dict[tuple[tuple[str, str], ...], str] = {}

    def of(self, rows: Iterable[LabelRow]) -> str:
        """Return the most specific kind of a thing; empty if it has none."""
        kinds = tuple(sorted({(row.kind, row.detail) for row in rows if row.kind}))
        if kinds not in self._known:
            self._known[kinds] = self._best(kinds)
        return self._known[kinds]

    def _best(self, kinds: Sequence[tuple[str, str]]) -> str:
        origins: dict[str, set[str]] = {}
        for kind, how in kinds:
            origins.setdefault(kind, set()).add(how)
        return min(origins, key=lambda kind: self._order(kind, origins[kind]), default="")

    def _order(self, kind: str, origins: Collection[str]) -> tuple[bool, bool, bool, int, str]:
        size, named = self._sizes.get(kind, (0, False))
        return not named, "scheme" in origins, "inferred" in origins, size, kind
