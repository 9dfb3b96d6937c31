"""Checks the names by which an overlay refers to classes, properties, concepts and things."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from pyoxigraph import NamedNode

from districtgraph.graph.claims.claim import CLAIM_SCHEMA, ClaimSchema
from districtgraph.graph.claims.claim_fields import Datatype
from districtgraph.graph.curation.overlay import (
    CuratedEntity,
    CuratedPeriod,
    CuratedStatement,
    Overlay,
)
from districtgraph.graph.curation.problems import Problems
from districtgraph.graph.rdf.vocabulary import BASE, NAMESPACES
from districtgraph.graph.text.yaml_files import Node
from districtgraph.ontology.loading import load_ontology, load_schemes

__all__ = ["check_references"]

_OWL = NAMESPACES["owl"]
_TYPE = NamedNode(f"{NAMESPACES['rdf']}type")
_PROPERTIES = frozenset({f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty"})
_OURS = f"{BASE}ontology#"
_INDIVIDUALS = f"{BASE}id/"
_ELSEWHERE = ("document/", "place/")
"""Folders of things that an overlay need not name: its document, and divisions by their codes."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """A name in an overlay; `known` are those of its sort, which `sort` is called in English."""

    name: str
    sort: str
    known: Collection[str]
    source: Node


def check_references(
    overlay: Overlay,
    things_elsewhere: bool = False,
    schema: ClaimSchema = CLAIM_SCHEMA,
    problems: Problems | None = None,
) -> None:
    """Refuse names that nothing has: they would become nodes of which nothing is said.

    Args:
        overlay: what curators say of a document.
        things_elsewhere: it may refer to things that other documents name.
        schema: the kinds of claims, and their fields.
        problems: takes the unknown names, for the caller to raise with what else is wrong; None
            to raise them here.

    Raises:
        SourceFileError: names are unknown; all at once, each with file, line and the nearest right
            one.

    """
    found = problems or Problems()
    named = overlay.named | {item.id for item in overlay.entities}
    things = None if things_elsewhere else named
    found.each(_refuse_unknown, _references(overlay, things, schema))
    if problems is None:
        found.raise_all()


def _refuse_unknown(reference: _Reference) -> None:
    if reference.name in reference.known:
        return
    close = get_close_matches(reference.name, reference.known, n=1)
    hint = f"; did you mean '{close[0]}'?" if close else ""
    raise reference.source.error(f"no {reference.sort} is called '{reference.name}'{hint}")


def _references(
    overlay: Overlay, things: Collection[str] | None, schema: ClaimSchema
) -> Iterator[_Reference]:
    for entity in overlay.entities:
        yield from _of_entity(entity)
    for concept in overlay.concepts:
        yield from _of_thing(concept.id, things, concept.source)
    for statement in overlay.statements:
        yield from _of_statement(statement, things)
    for excluded in (*overlay.numerals, *overlay.sentences):
        yield _in_scheme("exclusion-reason", excluded.reason, excluded.quote.source)
    yield from _of_figures(overlay, things, schema)


def _of_figures(
    overlay: Overlay, things: Collection[str] | None, schema: ClaimSchema
) -> Iterator[_Reference]:
    fields = {item.name: item for item in schema.figure_fields}
    for figure in overlay.figures:
        for name, value in figure.values.items():
            if isinstance(value, CuratedPeriod):
                yield from _of_period(value)
            elif isinstance(value, str) and fields[name].datatype in _REFERRING:
                yield from _of_thing(fields[name].states.folder + value, things, figure.source)


_REFERRING = frozenset({Datatype.CONCEPT, Datatype.ENTITY})


def _of_entity(entity: CuratedEntity) -> Iterator[_Reference]:
    source = entity.quote.source
    yield _Reference(entity.type.removeprefix("dg:"), "class", _terms().classes, source)
    if entity.kind:
        yield _in_scheme("initiative-kind", entity.kind, source)
    for name in entity.about:
        yield _in_scheme("dimension", name, source)


def _of_statement(
    statement: CuratedStatement, things: Collection[str] | None
) -> Iterator[_Reference]:
    yield from _of_thing(statement.subject, things, statement.source)
    yield _Reference(statement.property, "property", _terms().properties, statement.source)
    yield from _of_thing(statement.object, things, statement.source)
    if statement.modality:
        yield _in_scheme("modality", statement.modality, statement.source)
    yield from _of_period(statement.period)


def _of_period(period: CuratedPeriod | None) -> Iterator[_Reference]:
    if period:
        yield _in_scheme("period-role", period.role, period.quote.source)


def _of_thing(name: str, things: Collection[str] | None, source: Node) -> Iterator[_Reference]:
    """Yield the reference to a concept or a thing; what has a prefix is not ours to know."""
    folder, _, last = name.rpartition("/")
    if ":" in name:
        return
    if folder in _terms().concepts:
        yield _in_scheme(folder, last, source)
    elif things is not None and not name.startswith(_ELSEWHERE[0]) and not _is_division(name):
        yield _Reference(name, "thing of entities.yaml", things, source)


def _is_division(name: str) -> bool:
    return name.startswith(_ELSEWHERE[1]) and name[len(_ELSEWHERE[1]) :][:6].isdigit()


def _in_scheme(folder: str, name: str, source: Node) -> _Reference:
    return _Reference(name, f"concept of {folder}/", _terms().concepts[folder], source)


@dataclass(frozen=True, slots=True)
class _Terms:
    """Names of classes and properties; the last parts of concepts' IRIs, by their folders."""

    classes: frozenset[str]
    properties: frozenset[str]
    concepts: dict[str, frozenset[str]]


@cache
def _terms() -> _Terms:
    kinds = [
        (triple.subject.value, triple.object.value)
        for triple in load_ontology()
        if triple.predicate == _TYPE
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
    ]
    concepts: dict[str, set[str]] = {}
    for triple in load_schemes():
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(_INDIVIDUALS):
            folder, _, last = triple.subject.value.removeprefix(_INDIVIDUALS).rpartition("/")
            concepts.setdefault(folder, set()).add(last)
    return _Terms(
        classes=_short(iri for iri, kind in kinds if kind == f"{_OWL}Class"),
        properties=_short(iri for iri, kind in kinds if kind in _PROPERTIES),
        concepts={folder: frozenset(names) for folder, names in concepts.items()},
    )


def _short(iris: Iterable[str]) -> frozenset[str]:
    """Return the names by which overlays call terms: ours without a prefix, others with theirs."""
    prefixes = {iri: "" if iri == _OURS else f"{name}:" for name, iri in NAMESPACES.items()}
    return frozenset(
        prefix + iri.removeprefix(namespace)
        for iri in iris
        for namespace, prefix in prefixes.items()
        if iri.startswith(namespace)
    )
