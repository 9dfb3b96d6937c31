"""Lists of what the store holds: its classes, and the individuals of a class page by page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.graph.rdf.vocabulary import namespaces
from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.core.short_names import iri_of_short_name
from districtgraph.server.sparql.prebinding import query_text
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import StoreReader, natural_number

__all__ = [
    "PAGE_SIZE",
    "ListedIndividual",
    "Listing",
    "class_counts",
    "class_of_name",
    "is_large",
    "list_individuals",
    "name_of_class",
]

PAGE_SIZE = 100
_MOST_ORDERED = 5000
"""Individuals of a class that are listed by IRI; more come in the order in which they are found."""
_FOLDER = Path(__file__).parent
_MOST_COUNTED = 2_000_000
"""Triples of a store whose classes are counted; of a larger one, what its description says counts,
which a corpus keeps up to date."""
_COUNTS, _INDIVIDUALS = _FOLDER / "class-counts.rq", _FOLDER / "individuals.rq"
_LABELS = _FOLDER / "labels.rq"
_DESCRIBED, _FEW = _FOLDER / "described-counts.rq", _FOLDER / "class-count.rq"


@dataclass(frozen=True, slots=True)
class ListedIndividual:
    """An individual of a listing, with its names by language."""

    iri: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the individuals of a class.

    Attributes:
        class_iri: the class.
        total: individuals on all pages.
        page, pages: this page and the last one, from 1.
        individuals: those of this page, by IRI where there are not too many.

    """

    class_iri: str
    total: int
    page: int
    pages: int
    individuals: tuple[ListedIndividual, ...]


def class_counts(store: StoreReader) -> Mapping[str, int]:
    """Return how many individuals each class has, the largest first; asked once a generation.

    Of a large store, these are the numbers of its description, without what others wrote.
    """
    described = _DESCRIPTIONS.of(store)
    if described.triples > _MOST_COUNTED and described.classes:
        return described.classes
    return _CLASS_COUNTS.of(store)


def is_large(store: StoreReader) -> bool:
    """Return whether a store says of itself that it has too much to be counted or sorted."""
    return _DESCRIPTIONS.of(store).triples > _MOST_COUNTED


@dataclass(frozen=True, slots=True)
class _Description:
    """What a dataset says of itself: its triples, and its individuals by class."""

    triples: int
    classes: Mapping[str, int]


def _read_description(store: StoreReader) -> _Description:
    triples, classes = 0, {}
    for row in store.rows(_DESCRIBED):
        if "class" in row:
            classes[row["class"].value] = natural_number(row["number"]) or 0
        else:
            triples = natural_number(row["number"]) or 0
    ordered = sorted(classes.items(), key=lambda item: (-item[1], item[0]))
    return _Description(triples, dict(ordered))


_DESCRIPTIONS = GenerationCache(_read_description)


def _count(store: StoreReader, class_iri: str) -> int:
    """Return how many individuals a class has; of a large store's description, where many."""
    counts = class_counts(store)
    if not is_large(store) or counts.get(class_iri, 0) > _MOST_ORDERED:
        return counts.get(class_iri, 0)
    (row,) = store.rows(_FEW, **{"class": NamedNode(class_iri)})
    return int(row["number"].value)


def _read_counts(store: StoreReader) -> Mapping[str, int]:
    return {row["class"].value: int(row["count"].value) for row in store.rows(_COUNTS)}


_CLASS_COUNTS = GenerationCache(_read_counts, behind=True)


def list_individuals(store: StoreReader, class_iri: str, page: int) -> Listing:
    """Return a page of the individuals of a class.

    Args:
        store: the store.
        class_iri: the class; one without individuals has one page, which is empty.
        page: which page, from 1.

    Raises:
        NotFoundError: there are fewer pages.

    """
    total = _count(store, class_iri)
    pages = max(1, -(-total // PAGE_SIZE))
    if not 1 <= page <= pages:
        raise NotFoundError(f"<{class_iri}> has {pages} pages of individuals, from page=1")
    iris = _page(store, class_iri, (page - 1) * PAGE_SIZE, total) if total else []
    labels = labels_of(store, iris)
    individuals = tuple(ListedIndividual(iri, labels.get(iri, {})) for iri in iris)
    return Listing(class_iri, total, page, pages, individuals)


def _page(store: StoreReader, class_iri: str, offset: int, total: int) -> list[str]:
    # Both numbers are our own; SPARQL takes no term in their places.
    order = "ORDER BY ?individual\n" if total <= _MOST_ORDERED else ""
    query = f"{query_text(_INDIVIDUALS)}{order}LIMIT {PAGE_SIZE:d} OFFSET {offset:d}"
    rows = store.rows(query, **{"class": NamedNode(class_iri)})
    return [row["individual"].value for row in rows]


def labels_of(store: StoreReader, iris: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Return the names of resources by IRI and language."""
    found: dict[str, dict[str, str]] = {}
    nodes = [NamedNode(iri) for iri in iris]
    for triple in store.triples(_LABELS, resources=nodes) if nodes else []:
        name = triple.object
        if isinstance(triple.subject, NamedNode) and isinstance(name, Literal):
            found.setdefault(triple.subject.value, {})[name.language or ""] = name.value
    return found


def name_of_class(class_iri: str, base: str) -> str | None:
    """Return the name that a class has in addresses: ``Claim``, ``skos:Concept``; None for others.

    Args:
        class_iri: the class.
        base: base IRI of the dataset.

    """
    for prefix, namespace in namespaces(base).items():
        local = class_iri.removeprefix(namespace)
        if local != class_iri and local.replace("-", "_").isidentifier():
            return local if prefix == "dg" else f"{prefix}:{local}"
    return None


def class_of_name(name: str, base: str) -> str:
    """Return the class of a name; NotFoundError where its prefix is unknown."""
    iri = iri_of_short_name(name, base)
    if iri is None:
        raise NotFoundError(f"'{name}' has no prefix that this server knows")
    return iri
