"""Reads the individuals that a parameter may name, with their names in the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.server.store.store_reader import StoreReader

__all__ = ["Individuals", "ParameterChoice", "individuals_of"]

_QUERY = Path(__file__).with_name("individuals.rq")


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


@dataclass(frozen=True)
class Individuals:
    """The individuals of one kind, in the order of their IRIs."""

    members: tuple[ParameterChoice, ...]

    def named(self, name: str) -> tuple[ParameterChoice, ...]:
        """Return who is named so: by IRI, key, the key's last part, label or notation.

        An IRI or a key is nobody else's; several may share a label.
        """
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

    """
    kinds = [NamedNode(iri if ":" in iri else store.base + iri) for iri in of]
    names: dict[str, list[tuple[str, str]]] = {}
    for row in store.rows(_QUERY, kinds=kinds):
        name = row["name"]
        assert isinstance(name, Literal), "labels and notations are literals"
        names.setdefault(row["individual"].value, []).append((name.value, name.language or ""))
    return Individuals(
        tuple(
            ParameterChoice(iri, _key(iri, store.base), tuple(found))
            for iri, found in names.items()
        )
    )


def _key(iri: str, base: str) -> str:
    return iri.removeprefix(f"{base}id/")
