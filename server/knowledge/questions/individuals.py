"""Reads the individuals that a parameter may name, with their names in the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode
from rapidfuzz.fuzz import ratio

from districtgraph.server.knowledge.labels.exact_names import literals_of_name
from districtgraph.server.knowledge.labels.label_folding import fold
from districtgraph.server.knowledge.labels.label_index import LONGEST_SEARCH, LabelIndexes
from districtgraph.server.sparql.prebinding import query_text
from districtgraph.server.store.store_reader import Row, StoreReader

__all__ = [
    "MOST_OFFERED",
    "IndividualSearch",
    "Individuals",
    "ParameterChoice",
    "individuals_of",
]

MOST_OFFERED = 600
"""The most individuals of a kind that forms and descriptions list; of more, one is named."""
_LONGEST_NAME = 1000
"""Characters of a name or an IRI that is looked up."""
_SIMILAR = 5
"""Most individuals that a name is taken for a misspelling of."""
_ALL = Path(__file__).with_name("individuals.rq")
_IRIS = Path(__file__).with_name("individual-iris.rq")
_NAMED = Path(__file__).with_name("individuals-named.rq")


@dataclass(frozen=True, slots=True)
class ParameterChoice:
    """An individual that a parameter may name.

    Attributes:
        iri: its IRI.
        key: the part after ``BASEid/``, such as ``place/210104``; for others the IRI.
        names: labels and notations, with their languages ("" for none).

    """

    iri: str
    key: str
    names: tuple[tuple[str, str], ...]

    def closest(self, text: str) -> str:
        """Return the name that is spelt most like a text."""
        folded = fold(text)
        return max((name for name, _ in self.names), key=lambda name: ratio(folded, fold(name)))

    def title(self, language: str) -> str:
        """Return the label in a language, else any name."""
        by_language = {tag: name for name, tag in reversed(self.names)}
        return by_language.get(language) or next(iter(by_language.values()), self.key)


@dataclass(frozen=True)
class Individuals:
    """The individuals of one kind, in the order of their IRIs; of many, a way to find one.

    Attributes:
        members: the individuals; none if there are more than `MOST_OFFERED`.
        search: finds them by names, if there are too many for `members`.

    """

    members: tuple[ParameterChoice, ...]
    search: "IndividualSearch | None" = None

    @property
    def are_many(self) -> bool:
        """Whether there are too many to be offered for a choice."""
        return self.search is not None

    def named(self, name: str) -> tuple[ParameterChoice, ...]:
        """Return who is named so: by IRI, key, the key's last part, label or notation.

        An IRI or a key is nobody else's; several may share a label.

        Raises:
            RequestError: the store, which is asked where there are many, does not answer.

        """
        if self.search:
            return self.search.named(name)
        return self._exactly.get(name) or self._loosely.get(name.strip().casefold(), ())

    @cached_property
    def _exactly(self) -> Mapping[str, tuple[ParameterChoice, ...]]:
        return {name: (item,) for item in self.members for name in (item.iri, item.key)}

    @cached_property
    def _loosely(self) -> Mapping[str, tuple[ParameterChoice, ...]]:
        found: dict[str, tuple[ParameterChoice, ...]] = {}
        for item in self.members:
            names = {item.key.rpartition("/")[2], *(name for name, _ in item.names)}
            for name in {name.casefold() for name in names}:
                found[name] = (*found.get(name, ()), item)
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All that one of them alone is named by, IRIs left out."""
        spelt = {
            name
            for item in self.members
            for name in (item.key, item.key.rpartition("/")[2], *(name for name, _ in item.names))
        }
        return tuple(sorted(name for name in spelt if len(self.named(name)) == 1))

    def beginning(self, text: str) -> list[str]:
        """Return the first names that begin with a text."""
        start = text.strip().casefold()
        found = (name for name in self.names if name.casefold().startswith(start))
        return list(islice(found, _SIMILAR)) if start else []


class IndividualSearch:
    """Finds individuals of kinds that have too many of them to be read.

    Args:
        store: the store.
        kinds: the classes and concept schemes.
        folders: what comes before the last part of their keys.
        labels: the index of the store's names; None if there is none.

    """

    def __init__(
        self,
        store: StoreReader,
        kinds: Sequence[NamedNode],
        folders: Sequence[str],
        labels: LabelIndexes | None,
    ) -> None:
        self._store, self._kinds, self._folders, self._labels = store, kinds, folders, labels

    def named(self, name: str) -> tuple[ParameterChoice, ...]:
        """Return who is named so; see `Individuals.named`.

        The store compares letters exactly: of each label a few spellings are looked up, and others,
        such as traditional characters, in the index.
        """
        name = name.strip()
        if len(name) > _LONGEST_NAME:
            return ()
        keys = (name, *(f"{folder}/{name}" for folder in self._folders))
        given = (name, *(f"{self._store.base}id/{key}" for key in keys))
        spelt = dict.fromkeys((name, name.lower(), name.upper(), name.capitalize(), name.title()))
        labels = [label for text in spelt for label in literals_of_name(text)]
        found = self._individuals([iri for text in given if (iri := _iri(text))], labels)
        if named := found.named(name):
            return named
        folded = fold(name)
        return tuple(
            item
            for item in self.similar(name)
            if any(fold(other) == folded for other, _ in item.names)
        )

    def similar(self, name: str) -> tuple[ParameterChoice, ...]:
        """Return who has a name much like this one, the likeliest first; nobody without an index.

        A request does not wait for an index: this only helps to correct a name.
        """
        index = self._labels.newest() if self._labels else None
        if index is None or len(name) > LONGEST_SEARCH:
            return ()
        kinds = [kind.value for kind in self._kinds]
        iris = [match.iri for match in index.search(name, kinds=kinds, limit=_SIMILAR)]
        # The store may have changed since the index was built.
        found = self._individuals([iri for text in iris if (iri := _iri(text))], [])
        known = {item.iri: item for item in found.members}
        return tuple(known[iri] for iri in iris if iri in known)

    def _individuals(
        self, candidates: Sequence[NamedNode], labels: Sequence[Literal]
    ) -> Individuals:
        rows = self._store.rows(_NAMED, kinds=self._kinds, candidates=candidates, labels=labels)
        return _individuals(rows, self._store.base)


def individuals_of(
    store: StoreReader, of: Iterable[str], labels: LabelIndexes | None = None
) -> Individuals:
    """Return the individuals of some kinds.

    Args:
        store: the store.
        of: classes and concept schemes, as IRIs or relative to the dataset's base.
        labels: the index of the store's names.

    Raises:
        RequestError: the store does not answer.

    """
    kinds = [NamedNode(iri if ":" in iri else store.base + iri) for iri in of]
    first = store.rows(f"{query_text(_IRIS)}LIMIT {MOST_OFFERED + 1:d}", kinds=kinds)
    if len(first) <= MOST_OFFERED:
        return _individuals(store.rows(_ALL, kinds=kinds), store.base)
    keys = {_key(row["individual"].value, store.base) for row in first}
    folders = sorted({folder for key in keys if (folder := key.rpartition("/")[0])})
    return Individuals((), IndividualSearch(store, kinds, folders, labels))


def _iri(text: str) -> NamedNode | None:
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _individuals(rows: Iterable[Row], base: str) -> Individuals:
    names: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        name = row["name"]
        assert isinstance(name, Literal), "labels and notations are literals"
        names.setdefault(row["individual"].value, []).append((name.value, name.language or ""))
    return Individuals(
        tuple(ParameterChoice(iri, _key(iri, base), tuple(found)) for iri, found in names.items())
    )


def _key(iri: str, base: str) -> str:
    return iri.removeprefix(f"{base}id/")
