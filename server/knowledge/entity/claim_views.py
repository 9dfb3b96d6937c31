"""Claims as a page shows them beside what they state: words, position, supplier."""

from dataclasses import dataclass

from districtgraph.server.knowledge.citations import Citation
from districtgraph.server.knowledge.claim_fields import figure_fields
from districtgraph.server.knowledge.entity.claim_records import StoredClaim
from districtgraph.server.knowledge.entity.figure_text import quantity_text
from districtgraph.server.knowledge.entity.names import Names, ShownTerm
from districtgraph.server.store.store_reader import Term

__all__ = [
    "CitationView",
    "ClaimView",
    "FigureView",
    "claim_view",
    "context_properties",
    "figure_view",
]

_SHOWN_ELSEWHERE = (
    "written",
    "modality",
    "period",
    "indicator",
    "value",
    "lower",
    "upper",
    "comparator",
    "unit",
    "counts",
    "rank",
    "rank_order",
)
"""Fields that a figure shows otherwise than as what it is about."""


@dataclass(frozen=True, slots=True)
class CitationView:
    """A quote with its place in the document.

    Attributes:
        quote: the exact words.
        start, end: offsets.
        source: link to the words in the document's reading view.
        evidence: link to the page of the evidence.
        document: the text that is quoted.

    """

    quote: str
    start: int
    end: int
    source: str
    evidence: str
    document: ShownTerm


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as evidence.

    Attributes:
        claim: the claim itself.
        kind: its class.
        citations: the words that it rests on.
        agents, rules: who supplied its fields, and by which rules.
        period: when it holds; None if the claim has no period.
        period_words: the words for it, if the period is unresolved.
        modality: whether it is achieved, ongoing, planned or aimed at.

    """

    claim: ShownTerm
    kind: ShownTerm
    citations: tuple[CitationView, ...]
    agents: tuple[ShownTerm, ...]
    rules: tuple[ShownTerm, ...]
    period: ShownTerm | None
    period_words: str
    modality: ShownTerm | None


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as a page shows it.

    Attributes:
        kind: local name of its class, such as ``Target``.
        quantity: the number with comparator and unit; empty if there is none.
        written: the quantity or rank in the words of the text.
        rank: position, for a ranking.
        rank_order, comparator: how to read the rank or the comparison.
        subject: the indicator, or the goal of a target without a number.
        context: the other things that it is about, with the property's name.
        claim: its evidence.

    """

    kind: str
    quantity: str
    written: str
    rank: str
    rank_order: ShownTerm | None
    comparator: ShownTerm | None
    subject: ShownTerm | None
    context: tuple[tuple[ShownTerm, ShownTerm], ...]
    claim: ClaimView


def context_properties() -> tuple[str, ...]:
    """Return the properties of what a figure is about, beside its indicator and period."""
    return tuple(
        name
        for field in figure_fields()
        if field.name not in _SHOWN_ELSEWHERE
        for name in field.properties
    )


def claim_view(record: StoredClaim, names: Names) -> ClaimView:
    """Return a claim as evidence."""
    return ClaimView(
        claim=names.resource(record.iri),
        kind=names.resource(names.short.iri(record.kind or "dg:Claim")),
        citations=tuple(_citation_view(citation, names) for citation in record.citations),
        agents=_resources(record, "prov:wasAttributedTo", names),
        rules=_resources(record, "dg:appliesRule", names),
        period=_resource(record, "dg:period", names),
        period_words=record.value("dg:periodAsWritten"),
        modality=_resource(record, "dg:modality", names),
    )


def figure_view(record: StoredClaim, names: Names, about: str) -> FigureView:
    """Return a figure as the page about a resource shows it, without repeating the resource."""
    subject = _resource(record, "dg:indicator", names) or _resource(record, "dg:goal", names)
    shown = (about, subject.iri if subject else "")
    return FigureView(
        kind=record.kind.removeprefix("dg:"),
        quantity=quantity_text(record, names),
        written=record.value("dg:asWritten"),
        rank=record.value("dg:rank"),
        rank_order=_resource(record, "dg:rankOrder", names),
        comparator=_resource(record, "dg:comparator", names),
        subject=subject,
        context=tuple(
            (names.resource(names.short.iri(name)), names.term(term))
            for name in context_properties()
            for term in record.fields.get(name, ())
            if term.value not in shown
        ),
        claim=claim_view(record, names),
    )


def _citation_view(citation: Citation, names: Names) -> CitationView:
    return CitationView(
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
        source=names.addresses.source(citation.document, citation.start, citation.end),
        evidence=names.addresses.document(citation.evidence),
        document=names.resource(citation.document),
    )


def _resource(record: StoredClaim, field: str, names: Names) -> ShownTerm | None:
    term: Term | None = record.one(field)
    return None if term is None else names.term(term)


def _resources(record: StoredClaim, field: str, names: Names) -> tuple[ShownTerm, ...]:
    return tuple(names.term(term) for term in record.fields.get(field, ()))
