"""The whole page about a resource, as its template has it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pyoxigraph import Literal, NamedNode

from districtgraph.server.knowledge.claim_fields import ordered_fields
from districtgraph.server.knowledge.entity.claim_views import (
    ClaimView,
    FigureView,
    claim_view,
    figure_view,
)
from districtgraph.server.knowledge.entity.claims_about import NEAREST
from districtgraph.server.knowledge.entity.incoming_views import (
    IncomingGroup,
    incoming_groups,
    incoming_page,
)
from districtgraph.server.knowledge.entity.names import LanguageName, ShownTerm
from districtgraph.server.knowledge.entity.reading import EntityReading
from districtgraph.server.knowledge.entity.relations import (
    Group,
    Section,
    other_groups,
    relation_sections,
    values_page,
)
from districtgraph.server.store.store_reader import Term, natural_number

__all__ = ["EmbeddedResource", "EntityView", "FieldView", "TextPosition", "entity_view"]

_DEFINING = ("skos:definition", "rdfs:comment", "dcterms:description", "skos:scopeNote")


@dataclass(frozen=True, slots=True)
class TextPosition:
    """The place of something in a document."""

    start: int
    end: int
    link: str
    document: ShownTerm
    words: LanguageName | None


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a claim: its values, and who supplied it."""

    property: ShownTerm
    values: tuple[ShownTerm, ...]
    agents: tuple[ShownTerm, ...]


@dataclass(frozen=True, slots=True)
class EmbeddedResource:
    """A part of the resource that has no page of its own."""

    anchor: str
    name: str
    rows: tuple[tuple[ShownTerm, ShownTerm], ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    """The content of the page.

    Attributes:
        title: the name in the reader's language.
        other_names: the rest.
        kinds: asserted classes.
        definitions: its definitions in the reader's language.
        place: for words of a document, their place in it.
        claim, figure, stated: for a claim, its evidence, its number, the triple that it states.
        fields: for a claim, its fields.
        figures, wider_figures: figures about it; figures that refer to it in another way.
        more_figures: there are more than these.
        more_statements, more_parts: there are more than the page shows.
        sections: relations.
        others: all other statements.
        parts: the nodes that it consists of.
        incoming, incoming_page: the resources that refer to it.
        values_page: its values of one property, if a page of them is requested.

    """

    title: LanguageName
    other_names: tuple[LanguageName, ...]
    kinds: tuple[ShownTerm, ...]
    definitions: tuple[LanguageName, ...]
    place: TextPosition | None
    claim: ClaimView | None
    figure: FigureView | None
    stated: tuple[ShownTerm, ...]
    fields: tuple[FieldView, ...]
    figures: tuple[FigureView, ...]
    wider_figures: tuple[FigureView, ...]
    more_figures: bool
    more_statements: bool
    more_parts: bool
    sections: tuple[Section, ...]
    others: tuple[Group, ...]
    parts: tuple[EmbeddedResource, ...]
    incoming: tuple[IncomingGroup, ...]
    incoming_page: IncomingGroup | None
    values_page: Group | None


@cache
def _first_fields() -> tuple[str, ...]:
    """Return the names of the fields that a claim's page shows first."""
    path = Path(__file__).with_name("claim_fields.yaml")
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8")))


def _claim_fields() -> Iterator[tuple[str, str]]:
    """Yield the name of each field of claims, as its concept has it, with each property of it."""
    for field in ordered_fields(_first_fields()):
        yield from ((field.concept, name) for name in field.properties)


def entity_view(reading: EntityReading) -> EntityView:
    """Return what the page about a resource shows."""
    record, names = reading.record, reading.names
    title = names.of(reading.iri)
    near, wide = _figures(reading)
    return EntityView(
        title=title,
        other_names=tuple(name for name in names.all(reading.iri) if name != title),
        kinds=tuple(_kinds(reading)),
        definitions=tuple(_definitions(reading)),
        place=_place(reading),
        claim=claim_view(record, names) if record else None,
        figure=figure_view(record, names, reading.iri) if record and record.is_figure else None,
        stated=_stated(reading),
        fields=tuple(_fields(reading)) if record else (),
        figures=near,
        wider_figures=wide,
        more_figures=reading.about.more,
        more_statements=reading.more_statements,
        more_parts=reading.parts.more,
        sections=() if record else tuple(relation_sections(reading)),
        others=tuple(other_groups(reading, _shown_fields(reading))),
        parts=tuple(_parts(reading)),
        incoming=tuple(incoming_groups(reading)),
        incoming_page=incoming_page(reading),
        values_page=values_page(reading),
    )


def _kinds(reading: EntityReading) -> Iterator[ShownTerm]:
    """Yield the asserted classes, ours first."""
    type_ = reading.short.iri("rdf:type")
    found = [item for item in reading.statements if item.property == type_]
    found.sort(key=lambda item: not item.object.value.startswith(reading.short.base))
    for statement in found:
        is_asserted = not statement.is_inferred(reading.short.base)
        if is_asserted and isinstance(statement.object, NamedNode):
            yield reading.names.resource(statement.object.value)


def _definitions(reading: EntityReading) -> Iterator[LanguageName]:
    """Yield its definitions and comments in the reader's language, else in any."""
    for name in _DEFINING:
        texts = [
            LanguageName(term.value, term.language or "")
            for term in reading.values(name)
            if isinstance(term, Literal)
        ]
        own = [text for text in texts if text.language.startswith(reading.names.language)]
        yield from own or texts


def _place(reading: EntityReading) -> TextPosition | None:
    """Return the place of evidence, a sentence or a numeral."""
    said = {name: terms for part in reading.parts.said.values() for name, terms in part}
    said |= {item.property: item.object for item in reading.statements}
    first, last, document = (
        next((said[i] for n in choice if (i := reading.short.iri(n)) in said), None)
        for choice in _PLACING
    )
    start, end = natural_number(first), natural_number(last)
    if start is None or end is None or document is None:
        return None
    words = said.get(reading.short.iri("oa:exact")) or said.get(reading.short.iri("dg:asWritten"))
    return TextPosition(
        start=start,
        end=end,
        link=reading.names.addresses.source(document.value, start, end),
        document=reading.names.term(document),
        words=LanguageName(words.value, words.language or "")
        if isinstance(words, Literal)
        else None,
    )


_PLACING = (
    ("oa:start", "dg:startOffset"),
    ("oa:end", "dg:endOffset"),
    ("oa:hasSource", "dg:ofDocument"),
)


def _stated(reading: EntityReading) -> tuple[ShownTerm, ...]:
    record = reading.record
    if record is None or record.kind != "dg:Statement":
        return ()
    fields = ("dg:statedSubject", "dg:statedProperty", "dg:statedObject")
    return tuple(reading.names.resource(record.value(field)) for field in fields)


def _fields(reading: EntityReading) -> Iterator[FieldView]:
    """Yield the fields of a claim with who supplied them, in the order of claim_fields.yaml."""
    agents = _suppliers(reading)
    for field, name in _claim_fields():
        property_ = reading.short.iri(name)
        values = tuple(
            reading.names.term(item.object)
            for item in reading.statements
            if item.property == property_ and not item.is_inferred(reading.short.base)
        )
        if values:
            supplied = tuple(reading.names.resource(agent) for agent in agents.get(field, ()))
            yield FieldView(reading.names.resource(property_), values, supplied)


def _suppliers(reading: EntityReading) -> dict[str, list[str]]:
    """Return the agents that supplied each field of a claim."""
    fields = f"{reading.short.base}id/claim-field/"
    supplies, agent = reading.short.iri("dg:suppliesField"), reading.short.iri("prov:agent")
    found: dict[str, list[str]] = {}
    for said in (*reading.parts.said.values(), *reading.attributions.said.values()):
        agents = [term.value for name, term in said if name == agent]
        for name, term in said:
            if name == supplies:
                found.setdefault(term.value.removeprefix(fields), []).extend(agents)
    return found


def _shown_fields(reading: EntityReading) -> Iterable[str]:
    """Return the properties that a claim's page shows as fields; its classes stay below, too."""
    if reading.record is None:
        return ()
    return [name for _, name in _claim_fields() if name != "rdf:type"]


def _figures(reading: EntityReading) -> tuple[tuple[FigureView, ...], tuple[FigureView, ...]]:
    """Return the figures of the resource, and those that refer to it in another way."""
    near: list[FigureView] = []
    wide: list[FigureView] = []
    for claim, role in reading.about.figures.items():
        if record := reading.claims.get(claim):
            figures = near if role in NEAREST else wide
            figures.append(figure_view(record, reading.names, reading.iri))
    return _in_text_order(near), _in_text_order(wide)


def _in_text_order(figures: list[FigureView]) -> tuple[FigureView, ...]:
    return tuple(sorted(figures, key=_position))


def _position(figure: FigureView) -> tuple[str, int, str]:
    first = next(iter(figure.claim.citations), None)
    if first is None:
        return "", 0, figure.claim.claim.iri
    return first.document.iri, first.start, figure.claim.claim.iri


def _parts(reading: EntityReading) -> Iterator[EmbeddedResource]:
    """Yield the statements about parts: under the part's anchor if it has one, lists by item."""
    names, said = reading.names, reading.parts.said
    rest = reading.short.iri("rdf:rest")
    later = {term for about in said.values() for name, term in about if name == rest}
    for part, about in said.items():
        if part in later:
            continue
        anchor = part.value.partition("#")[2] if isinstance(part, NamedNode) else ""
        shown = _with_items(about, said, rest)
        rows = tuple((names.resource(name), names.term(term)) for name, term in shown)
        yield EmbeddedResource(anchor, f"#{anchor}" if anchor else f"_:{part.value[:8]}", rows)


def _with_items(
    about: Sequence[tuple[str, Term]], said: Mapping[Term, Sequence[tuple[str, Term]]], rest: str
) -> Iterator[tuple[str, Term]]:
    """Yield the statements about a part; for a list, its items one after the other."""
    seen: set[Term] = set()
    left: Sequence[tuple[str, Term]] = about
    while left:
        following = [term for name, term in left if name == rest and term not in seen]
        yield from (item for item in left if item[0] != rest)
        seen.update(following)
        left = [item for term in following for item in said.get(term, ())]
