"""What the store has names for: its names, its kinds and how it stands among results."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from districtgraph.server.http.media_types import RESULT_FORMATS
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["Labelled", "Name", "Standing", "read_labelled"]

_QUERY = Path(__file__).with_name("labels.rq")
_CSV = next(item for item in RESULT_FORMATS if item.engine == "CSV")
_PREFERRED = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
)
"""Properties of the names that things are shown by; the others are aliases and codes."""


class Standing(IntEnum):
    """Which of two equally good matches comes first.

    Concepts are kinds and aims: people look for the programme before the facility of that name.
    """

    ENTITY = 0
    CONCEPT = 1
    FIGURE = 2
    STATEMENT = 3
    MENTION = 4
    APPARATUS = 5


_ENTITY = Standing.ENTITY


@dataclass(frozen=True, slots=True)
class Name:
    """One name; its language is empty where it has none."""

    text: str
    language: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """Something that has a name.

    Attributes:
        iri: what it is.
        names: all its names, those that it is shown by first.
        kinds: IRIs of its classes, inferred ones too, and of the schemes that it is a concept of.
        kind: the most telling of them: asserted, with a name of its own, and of few things; a
            scheme if no class has a name; empty where there is none.
        standing: how it stands among results.

    """

    iri: str
    names: tuple[Name, ...]
    kinds: frozenset[str]
    kind: str
    standing: Standing

    @property
    def labels(self) -> dict[str, str]:
        """The names that it is shown by, by language."""
        return {name.language: name.text for name in reversed(self.names) if name.preferred}

    def label(self, language: str) -> str:
        """Return the name to show in a language: where it has none, one in another."""
        labels = self.labels or {"": self.names[0].text}
        return labels.get(language) or labels.get("") or next(iter(labels.values()))


class _Rows:
    """The rows of labels.rq, sorted by what they tell."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self.names: dict[str, list[Name]] = {}
        self.kinds: dict[str, set[str]] = {}
        self.schemes: set[str] = set()
        self.inferred: set[tuple[str, str]] = set()
        self.standings: dict[str, Standing] = {}
        for iri, prop, label, language, kind, told, standing in rows:
            if standing:
                self.standings[kind] = Standing[standing.upper()]
            elif kind:
                self._add_kind(iri, kind, told)
            elif label:
                name = Name(label, language.lower(), prop in _PREFERRED)
                self.names.setdefault(iri, []).append(name)

    def _add_kind(self, iri: str, kind: str, told: str) -> None:
        self.kinds.setdefault(iri, set()).add(kind)
        if told == "scheme":
            self.schemes.add(kind)
        elif told == "inferred":
            self.inferred.add((iri, kind))


def read_labelled(store: StoreReader) -> list[Labelled]:
    """Return everything that has a name, in the order of IRIs.

    Raises:
        RequestError: the store gives no answer.

    """
    # As CSV: of a large store this is what takes the time, and terms take five times as long.
    answer = store.answer(_QUERY, _CSV).decode("utf-8")
    _head, *rows = csv.reader(io.StringIO(answer, newline=""))
    return list(_labelled(_Rows(rows)))


def _labelled(rows: _Rows) -> Iterator[Labelled]:
    sizes = Counter(kind for iri in rows.names for kind in rows.kinds.get(iri, ()))
    known: dict[frozenset[str], frozenset[str]] = {}
    for iri, names in sorted(rows.names.items()):
        kinds = frozenset(rows.kinds.get(iri, ()))
        kinds = known.setdefault(kinds, kinds)
        yield Labelled(
            iri,
            tuple(sorted(names, key=lambda name: (not name.preferred, name.language, name.text))),
            kinds,
            min(kinds, key=lambda kind: _telling(rows, sizes, iri, kind), default=""),
            max((rows.standings.get(kind, _ENTITY) for kind in kinds), default=_ENTITY),
        )


def _telling(
    rows: _Rows, sizes: Mapping[str, int], iri: str, kind: str
) -> tuple[bool, bool, bool, int, str]:
    """Return what sorts the kinds of a thing, the most telling one first."""
    inferred = (iri, kind) in rows.inferred
    return kind not in rows.names, kind in rows.schemes, inferred, sizes[kind], kind
