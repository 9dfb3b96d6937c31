"""Reads districts with their figures, initiatives, organisations and sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.server.knowledge.districts.across_texts import AcrossTexts, read_across_texts
from districtgraph.server.knowledge.figures.figure import Figure, Named
from districtgraph.server.knowledge.figures.figure_reading import (
    claims_of_place,
    names_of,
    read_figures,
)
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.store_reader import Row, StoreReader

__all__ = [
    "AuditedSource",
    "District",
    "ListedDistrict",
    "cached_district",
    "list_districts",
    "read_district",
]

_HERE = Path(__file__).parent
_DISTRICTS = _HERE / "districts.rq"
_COUNTS = _HERE / "figure-counts.rq"
_DISTRICT = _HERE / "district.rq"
_SOURCES = _HERE / "sources.rq"
_AUDIT = _HERE / "audit.rq"
_MOST_FIGURES = 500
"""Figures of a district that are read at once."""


@dataclass(frozen=True, slots=True)
class ListedDistrict:
    """A district in a list, with its code and how many figures there are."""

    name: Named
    code: str
    figures: int


@dataclass(frozen=True, slots=True)
class AuditedSource:
    """A document with the number of claims on a district, and its audit.

    Attributes:
        name: of the document.
        claims: that rest on it and are on the district.
        audit: how many ``Sentence``, ``CoveredNumeral``, ``ExcludedNumeral`` it has.

    """

    name: Named
    claims: int
    audit: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class District:
    """A district with everything that its page shows.

    Attributes:
        name: of the district.
        within: the areas that it lies in.
        figures: some of its figures, in the order of the texts.
        total: the number of its figures.
        initiatives: by their kind; None for those without one.
        organisations: those linked with it.
        sources: the documents, those with most claims first.
        across: targets with what was reached, and conflicts.

    """

    name: Named
    within: tuple[Named, ...]
    figures: tuple[Figure, ...]
    total: int
    initiatives: tuple[tuple[Named | None, tuple[Named, ...]], ...]
    organisations: tuple[Named, ...]
    sources: tuple[AuditedSource, ...]
    across: AcrossTexts


def list_districts(
    store: StoreReader, language: str, first: int, most: int
) -> tuple[Sequence[ListedDistrict], int]:
    """Return some of the districts, in the order of their IRIs, and the number of all.

    Args:
        store: the store.
        language: of names.
        first: number of the first one, from 0.
        most: how many to return.

    """
    return _LISTS.of(store, language, first, most)


def _read_list(
    store: StoreReader, language: str, first: int, most: int
) -> tuple[Sequence[ListedDistrict], int]:
    rows = store.rows(_DISTRICTS, language=Literal(language))
    shown = rows[first : first + most]
    places = [NamedNode(row["place"].value) for row in shown]
    counts = {
        row["place"].value: int(row["figures"].value)
        for row in (store.rows(_COUNTS, places=places) if places else [])
    }
    return [_listed(row, counts) for row in shown], len(rows)


_LISTS = GenerationCache(_read_list, most=16, behind=True)
"""The figures of dozens of districts are counted: they may be those of a moment ago."""


def _listed(row: Row, counts: Mapping[str, int]) -> ListedDistrict:
    iri = row["place"].value
    label = row["label"].value if "label" in row else iri.rpartition("/")[2]
    code = row["code"].value if "code" in row else ""
    return ListedDistrict(Named(iri, label), code, counts.get(iri, 0))


def cached_district(
    store: StoreReader, place: str, language: str, first: int = 0, most: int = _MOST_FIGURES
) -> District:
    """Return what `read_district` does, read once for each version of the store."""
    return _PORTRAITS.of(store, place, language, first, most)


def read_district(
    store: StoreReader, place: str, language: str, first: int = 0, most: int = _MOST_FIGURES
) -> District:
    """Return a district with a part of its figures.

    Args:
        store: the store.
        place: the district's IRI.
        language: of names.
        first: number of the first of its figures that is read, from 0.
        most: how many of them are read.

    """
    node = NamedNode(place)
    rows = store.rows(_DISTRICT, place=node)
    claims = claims_of_place(store, place, first, most)
    total = next((int(row["figures"].value) for row in store.rows(_COUNTS, places=[node])), 0)
    sources = store.rows(_SOURCES, place=node)
    terms = {row[name].value for row in rows for name in ("thing", "kind") if name in row}
    terms |= {row["document"].value for row in sources}
    names = names_of(store, {place, *terms}, language)
    return District(
        name=names[place],
        within=_named(rows, "within", names),
        figures=tuple(read_figures(store, claims, language)),
        total=total,
        initiatives=_initiatives(rows, names),
        organisations=_named(rows, "organisation", names),
        sources=_audited(store, sources, names),
        across=read_across_texts(store, place, language),
    )


def _named(rows: Iterable[Row], role: str, names: Mapping[str, Named]) -> tuple[Named, ...]:
    found = {row["thing"].value for row in rows if row["role"].value == role}
    return tuple(names[iri] for iri in sorted(found))


def _initiatives(
    rows: Iterable[Row], names: Mapping[str, Named]
) -> tuple[tuple[Named | None, tuple[Named, ...]], ...]:
    """Return initiatives by kind, the kind with most of them first."""
    groups: dict[str, set[str]] = {}
    for row in rows:
        if row["role"].value == "initiative":
            kind = row["kind"].value if "kind" in row else ""
            groups.setdefault(kind, set()).add(row["thing"].value)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(
        (names.get(kind), tuple(names[iri] for iri in sorted(things))) for kind, things in ordered
    )


def _audited(
    store: StoreReader, rows: Sequence[Row], names: Mapping[str, Named]
) -> tuple[AuditedSource, ...]:
    if not rows:
        return ()
    audits = _AUDITS.of(store, tuple(row["document"].value for row in rows))
    return tuple(
        AuditedSource(
            names[row["document"].value],
            int(row["claims"].value),
            audits.get(row["document"].value, {}),
        )
        for row in rows
    )


def _read_audits(store: StoreReader, documents: tuple[str, ...]) -> Mapping[str, Mapping[str, int]]:
    audits: dict[str, dict[str, int]] = {}
    for row in store.rows(_AUDIT, documents=[NamedNode(iri) for iri in documents]):
        audit = audits.setdefault(row["document"].value, {})
        audit[row["kind"].value.rpartition("#")[2]] = int(row["number"].value)
    return audits


_AUDITS = GenerationCache(_read_audits, most=64, behind=True)
"""Thousands of numerals and sentences are counted: it may be those of a moment ago."""


def _is_of(changed: frozenset[str], place: str, *page: object) -> bool:
    """Return whether what changed mentions the district, as each figure of it does."""
    del page
    return place in changed


_PORTRAITS = GenerationCache(read_district, most=32, behind=True, concerns=_is_of)
