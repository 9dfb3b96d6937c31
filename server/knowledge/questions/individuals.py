"""Reads the individuals that a parameter may name, with their names in the store."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.server.knowledge.labels.exact_names import literals_of_name
from districtgraph.server.sparql.prebinding import query_text
from districtgraph.server.store.store_reader import Row, StoreReader

__all__ = ["MOST_OFFERED", "Individuals", "ParameterChoice", "individuals_of"]

MOST_OFFERED = 600
"""The most individuals of a kind that forms and descriptions list; of more, one is named."""
_LONGEST_NAME = 1000
"""Characters of a name or an IRI that is looked up."""
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

    def title(self, language: str) -> str:
        """Return the label in a language, else any name."""
        by_language = {tag: name for name, tag in reversed(self.names)}
        return by_language.get(language) or next(iter(by_language.values()), self.key)


LookUp = Callable[[str], "Individuals"]
"""Returns the individuals of a kind that a name may mean."""


@dataclass(frozen=True)
class Individuals:
    """The individuals of one kind, in the order of their IRIs; of many, a way to find one.

    Attributes:
        members: the individuals; none if there are more than `MOST_OFFERED`.
        look_up: finds those that a name may mean, if there are too many for `members`.

    """

    members: tuple[ParameterChoice, ...]
    look_up: LookUp | None = None

    @property
    def are_many(self) -> bool:
        """Whether there are too many to be offered for a choice."""
        return self.look_up is not None

    def named(self, name: str) -> tuple[ParameterChoice, ...]:
        """Return who is named so: by IRI, key, the key's last part, label or notation.

        An IRI or a key is nobody else's; several may share a label.

        Raises:
            RequestError: the store, which is asked where there are many, does not answer.

        """
        if self.look_up:
            return self.look_up(name).named(name)
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


def individuals_of(store: StoreReader, of: Iterable[str]) -> Individuals:
    """Return the individuals of some kinds.

    Args:
        store: the store.
        of: classes and concept schemes, as IRIs or relative to the dataset's base.

    Raises:
        RequestError: the store does not answer.

    """
    kinds = [NamedNode(iri if ":" in iri else store.base + iri) for iri in of]
    first = store.rows(f"{query_text(_IRIS)}LIMIT {MOST_OFFERED + 1:d}", kinds=kinds)
    if len(first) <= MOST_OFFERED:
        return _individuals(store.rows(_ALL, kinds=kinds), store.base)
    keys = {_key(row["individual"].value, store.base) for row in first}
    folders = sorted({folder for key in keys if (folder := key.rpartition("/")[0])})
    return Individuals((), partial(_individuals_named, store, kinds, folders))


def _individuals_named(
    store: StoreReader, kinds: Sequence[NamedNode], folders: Sequence[str], name: str
) -> Individuals:
    """Return the individuals that a name may mean: an IRI, a key, its last part, or a label.

    The store compares letters exactly: of each label a few spellings are looked up.
    """
    name = name.strip()
    if len(name) > _LONGEST_NAME:
        return Individuals(())
    keys = (name, *(f"{folder}/{name}" for folder in folders))
    given = (name, *(f"{store.base}id/{key}" for key in keys))
    candidates = [iri for text in given if (iri := _iri(text))]
    spelt = dict.fromkeys((name, name.lower(), name.upper(), name.capitalize(), name.title()))
    labels = [label for text in spelt for label in literals_of_name(text)]
    rows = store.rows(_NAMED, kinds=list(kinds), candidates=candidates, labels=labels)
    return _individuals(rows, store.base)


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
