"""Joins what the rules find with what curators say, into the claims of a document."""

from collections.abc import Sequence

from districtgraph.graph.claims.claim import (
    CLAIM_SCHEMA,
    CURATOR,
    Claim,
    ClaimSchema,
    FigureClaim,
    Mention,
    Statement,
    check_claim,
)
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.anchoring import anchored
from districtgraph.graph.curation.figure_curation import (
    curated_figure,
    curated_period,
    rule_figure,
    with_words,
)
from districtgraph.graph.curation.overlay import (
    CuratedConcept,
    CuratedEntity,
    CuratedStatement,
    Overlay,
)
from districtgraph.graph.errors import ClaimError
from districtgraph.graph.extraction.extraction import Extraction, FoundFigure
from districtgraph.graph.extraction.names import FoundName
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.documents import Document

__all__ = ["curate"]


def curate(
    document: Document,
    extraction: Extraction,
    overlay: Overlay,
    schema: ClaimSchema = CLAIM_SCHEMA,
) -> tuple[Claim, ...]:
    """Return the claims of a document, ordered by their first evidence and key.

    Args:
        document: the text with its record.
        extraction: what the rules find in it.
        overlay: what curators say of it.
        schema: the kinds of claims, and their fields.

    Raises:
        SourceFileError: a curated entry does not fit the text or the rules; names file and line.
        ClaimError: a claim breaks the rules of its kind, or a key is given twice.

    """
    found = extraction.figures
    figures = [curated_figure(document, found, entry, schema) for entry in overlay.figures]
    claims: list[Claim] = [
        *figures,
        *_uncurated(document, found, figures, schema),
        *(_statement(document, entry) for entry in overlay.statements),
        *(_mention(document, extraction.names, entry) for entry in overlay.entities),
        *(_mention(document, extraction.names, entry) for entry in overlay.concepts),
    ]
    _check_keys(claims)
    for claim in claims:
        check_claim(claim)
        _check_no_sentence(claim, extraction.sentences)
    return tuple(sorted(claims, key=lambda claim: (claim.evidence[0].start, claim.key)))


def _uncurated(
    document: Document,
    found: Sequence[FoundFigure],
    figures: Sequence[Claim],
    schema: ClaimSchema,
) -> list[Claim]:
    """Return the figures that the rules understand without help.

    Those whose indicator no rule can tell are no claims; the audit reports their numerals.
    """
    taken = {claim.written.start for claim in figures if isinstance(claim, FigureClaim)}
    return [
        rule_figure(document, figure, schema)
        for figure in found
        if figure.indicator and figure.quantity.start not in taken
    ]


def _statement(document: Document, entry: CuratedStatement) -> Statement:
    period = curated_period(document, entry.source, entry.period) if entry.period else None
    words = [anchored(document.text, entry.open_list)] if entry.open_list else []
    needed = [*words, *([period.words] if period and period.words else [])]
    quotes = with_words([anchored(document.text, quote) for quote in entry.quotes], needed)
    said = [*(["period"] if period else []), *(["open_list"] if words else [])]
    fields = ("evidence", "kind", "modality", "object", "property", "subject", *said)
    return Statement(
        key="-".join(map(_slug, (entry.subject, entry.property, entry.object))),
        evidence=quotes,
        modality=entry.modality,
        subject=entry.subject,
        property=entry.property,
        object=entry.object,
        period=period,
        open_list=words[0] if words else None,
        by=dict.fromkeys(fields, CURATOR),
    )


def _mention(
    document: Document, names: Sequence[FoundName], entry: CuratedEntity | CuratedConcept
) -> Mention:
    quote = anchored(document.text, entry.quote)
    return Mention(
        key=f"mention-{_slug(entry.id, folder=True)}",
        evidence=(quote,),
        mentions=entry.id,
        by={"evidence": _name_rule(names, quote), "kind": CURATOR, "mentions": CURATOR},
    )


def _name_rule(names: Sequence[FoundName], quote: Quote) -> str:
    """Return the rule that finds a name by its marks, else that a curator did."""
    for name in names:
        if name.start - 1 <= quote.start and quote.end <= name.end + 1:
            return name.rule
    return CURATOR


def _slug(reference: str, folder: bool = False) -> str:
    """Return a reference as part of a key: the last part of its name, or the whole."""
    name = reference.rpartition(":")[2]
    return name.replace("/", "-") if folder else name.rpartition("/")[2]


def _check_keys(claims: Sequence[Claim]) -> None:
    seen: set[str] = set()
    for claim in claims:
        if claim.key in seen:
            raise ClaimError(f"the key '{claim.key}' is given to two claims")
        seen.add(claim.key)


def _check_no_sentence(claim: Claim, sentences: Sequence[Sentence]) -> None:
    """Refuse a quote that holds a whole sentence: the text is somebody's, we cite phrases of it."""
    for quote in claim.evidence:
        for sentence in sentences:
            # All but the closing mark.
            if quote.start <= sentence.start and sentence.end - 1 <= quote.end:
                raise ClaimError(
                    f"claim '{claim.key}' quotes the whole sentence {sentence.number}, "
                    f"'{quote.text}': quote phrases of it, several where one is not enough"
                )
