"""The whole page about a resource, as its template has it."""

from collections.abc import Iterable, Iterator
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
    source_link,
)
from districtgraph.server.knowledge.entity.incoming_views import (
    IncomingGroup,
    incoming_groups,
    incoming_page,
)
from districtgraph.server.knowledge.entity.names import Name, ShownTerm
from districtgraph.server.knowledge.entity.reading import EntityReading
from districtgraph.server.knowledge.entity.relations import (
    Group,
    Section,
    other_groups,
    relation_sections,
)

__all__ = ["EntityView", "FieldView", "Part", "TextPosition", "entity_view"]

_DEFINING = ("skos:definition", "rdfs:comment", "dcterms:description", "skos:scopeNote")
_NEAR = (
    "dg:place",
    "dg:initiative",
    "dg:indicator",
    "dg:goal",
    "dg:beneficiary",
    "dg:industry",
    "dg:counts",
    "dg:unit",
    "dg:period",
)
"""By which properties a figure is one of the resource itself."""


@dataclass(frozen=True, slots=True)
class TextPosition:
    """Where something stands in a document."""

    start: int
    end: int
    link: str
    document: ShownTerm
    words: Name | None


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a claim: its values, and who supplied it."""

    property: ShownTerm
    values: tuple[ShownTerm, ...]
    agents: tuple[ShownTerm, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the resource that has no page of its own."""

    anchor: str
    name: str
    rows: tuple[tuple[ShownTerm, ShownTerm], ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    """What the page shows.

    Attributes:
        title: the name in the reader's language.
        other_names: the rest.
        kinds: asserted classes; `more_kinds`: those that follow.
        definitions: what it is, in the reader's language.
        place: where it stands in a document, for what is words of one.
        claim, figure, stated: for a claim, its evidence, its number, the triple that it states.
        fields: for a claim, what it holds.
        figures, wider_figures: figures of it; figures that refer to it in another way.
        more_figures: there are more than these.
        more_statements: there are more than the page shows.
        sections: relations.
        others: all other statements.
        parts: what it consists of.
        incoming, incoming_page: what refers to it.

    """

    title: Name
    other_names: tuple[Name, ...]
    kinds: tuple[ShownTerm, ...]
    more_kinds: tuple[ShownTerm, ...]
    definitions: tuple[Name, ...]
    place: TextPosition | None
    claim: ClaimView | None
    figure: FigureView | None
    stated: tuple[ShownTerm, ...]
    fields: tuple[FieldView, ...]
    figures: tuple[FigureView, ...]
    wider_figures: tuple[FigureView, ...]
    more_figures: bool
    more_statements: bool
    sections: tuple[Section, ...]
    others: tuple[Group, ...]
    parts: tuple[Part, ...]
    incoming: tuple[IncomingGroup, ...]
    incoming_page: IncomingGroup | None


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
    kinds = list(_kinds(reading))
    near, wide = _figures(reading)
    return EntityView(
        title=title,
        other_names=tuple(name for name in names.all(reading.iri) if name != title),
        kinds=tuple(term for term, inferred in kinds if not inferred),
        more_kinds=tuple(term for term, inferred in kinds if inferred),
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
        sections=() if record else tuple(relation_sections(reading)),
        others=tuple(other_groups(reading, _shown_fields(reading))),
        parts=tuple(_parts(reading)),
        incoming=tuple(incoming_groups(reading)),
        incoming_page=incoming_page(reading),
    )


def _kinds(reading: EntityReading) -> Iterator[tuple[ShownTerm, bool]]:
    """Yield the classes, ours first, and whether they are only inferred."""
    type_ = reading.short.iri("rdf:type")
    found = [item for item in reading.statements if item.property == type_]
    found.sort(key=lambda item: not item.object.value.startswith(reading.short.base))
    for statement in found:
        if isinstance(statement.object, NamedNode):
            term = reading.names.resource(statement.object.value)
            yield term, statement.is_inferred(reading.short.base)


def _definitions(reading: EntityReading) -> Iterator[Name]:
    """Yield the texts that tell what it is: in the reader's language, else as they are."""
    for name in _DEFINING:
        texts = [
            Name(term.value, term.language or "")
            for term in reading.values(name)
            if isinstance(term, Literal)
        ]
        own = [text for text in texts if text.language.startswith(reading.names.language)]
        yield from own or texts


def _place(reading: EntityReading) -> TextPosition | None:
    """Return where it stands, for evidence, sentences and numerals."""
    said = {name: terms for part in reading.parts.values() for name, terms in part}
    said |= {item.property: item.object for item in reading.statements}
    start, end, document = (
        next((said[i] for n in choice if (i := reading.short.iri(n)) in said), None)
        for choice in _PLACING
    )
    if start is None or end is None or document is None:
        return None
    words = said.get(reading.short.iri("oa:exact")) or said.get(reading.short.iri("dg:asWritten"))
    return TextPosition(
        start=int(start.value),
        end=int(end.value),
        link=source_link(reading.names.addresses, document.value, int(start.value), int(end.value)),
        document=reading.names.term(document),
        words=Name(words.value, words.language or "") if isinstance(words, Literal) else None,
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
    for said in reading.parts.values():
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
            figures = near if role in _NEAR else wide
            figures.append(figure_view(record, reading.names, reading.iri))
    return _in_text_order(near), _in_text_order(wide)


def _in_text_order(figures: list[FigureView]) -> tuple[FigureView, ...]:
    return tuple(sorted(figures, key=_position))


def _position(figure: FigureView) -> tuple[str, int, str]:
    first = next(iter(figure.claim.citations), None)
    if first is None:
        return "", 0, figure.claim.claim.iri
    return first.document.iri, first.start, figure.claim.claim.iri


def _parts(reading: EntityReading) -> Iterator[Part]:
    """Yield what is said of the parts: those with an anchor under its name."""
    names = reading.names
    for part, said in reading.parts.items():
        anchor = part.value.partition("#")[2] if isinstance(part, NamedNode) else ""
        rows = tuple((names.resource(name), names.term(term)) for name, term in said)
        yield Part(anchor, f"#{anchor}" if anchor else f"_:{part.value[:8]}", rows)
