"""Prefixed names of IRIs, for any base of the dataset."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from districtgraph.graph.rdf.vocabulary import namespaces
from districtgraph.server.core.short_names import short_name

__all__ = ["ShortNames"]

_LONGEST_CACHED = 256
"""Characters of an IRI up to which its name is cached."""


@dataclass(frozen=True, slots=True)
class ShortNames:
    """Names terms as our files do: ``dg:runs`` is a term of the dataset's own ontology.

    Attributes:
        base: base IRI of the dataset.

    """

    base: str

    def of(self, iri: str) -> str | None:
        """Return the prefixed name of an IRI; None where no prefix fits."""
        return _short(self.base, iri) if len(iri) <= _LONGEST_CACHED else _named(self.base, iri)

    def iri(self, name: str) -> str:
        """Return the IRI of a prefixed name; KeyError on an unknown prefix."""
        prefix, _, local = name.partition(":")
        return _namespaces(self.base)[prefix] + local

    def readable(self, iri: str) -> str:
        """Return the short form of an IRI: the part after our base, or a prefixed name."""
        return short_name(iri, self.base)


@cache
def _namespaces(base: str) -> Mapping[str, str]:
    return namespaces(base)


@lru_cache(maxsize=4096)
def _short(base: str, iri: str) -> str | None:
    return _named(base, iri)


def _named(base: str, iri: str) -> str | None:
    for prefix, namespace in _namespaces(base).items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return None
