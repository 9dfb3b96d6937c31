"""The audit: every numeral and every sentence of a text, with its claims or the reason for none."""

from collections.abc import Iterator, Mapping, Sequence

from districtgraph.graph.claims.audit_records import Audit, AuditedNumeral, AuditedSentence
from districtgraph.graph.claims.claim import CURATOR, Claim, value_fields
from districtgraph.graph.claims.evidence import ClaimPeriod, Quote
from districtgraph.graph.curation.anchoring import anchored
from districtgraph.graph.curation.overlay import CuratedExclusion, Overlay
from districtgraph.graph.extraction.extraction import Extraction, FoundNumeral
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.documents import Document

__all__ = [
    "EXCLUSION_RULE",
    "HEADING_RULE",
    "audit_document",
    "curated_exclusions",
    "gaps",
    "used_words",
]

HEADING_RULE = "headings"
EXCLUSION_RULE = "numeral-exclusions"


def audit_document(
    document: Document, extraction: Extraction, overlay: Overlay, claims: Sequence[Claim]
) -> Audit:
    """Return the audit of a document.

    Raises:
        SourceFileError: a curated exclusion anchors to nothing, or to what a claim covers.

    """
    numerals = tuple(
        _numeral(found, claims, dict(curated_exclusions(document.text, overlay.numerals)))
        for found in extraction.numerals
    )
    sentences = tuple(
        _sentence(sentence, claims, dict(curated_exclusions(document.text, overlay.sentences)))
        for sentence in extraction.sentences
    )
    return Audit(numerals, sentences)


def gaps(audit: Audit) -> tuple[str, ...]:
    """Return what the audit leaves open, one line each; nothing if it is complete."""
    numerals = (
        f"numeral '{item.quote.text}' at {item.quote.start} has no claim and no reason"
        for item in audit.numerals
        if not item.claims and not item.reason
    )
    sentences = (
        f"sentence {item.sentence.number} at {item.sentence.start}–{item.sentence.end} has no "
        "claim and no reason"
        for item in audit.sentences
        if not item.claims and not item.reason
    )
    return (*numerals, *sentences)


def curated_exclusions(
    text: str, entries: Sequence[CuratedExclusion]
) -> Iterator[tuple[Quote, str]]:
    """Yield the words of a text that curators exclude, with the reasons.

    Raises:
        SourceFileError: an exclusion anchors to nothing; names file and line.

    """
    return ((anchored(text, entry.quote), entry.reason) for entry in entries)


def _numeral(
    found: FoundNumeral, claims: Sequence[Claim], curated: Mapping[Quote, str]
) -> AuditedNumeral:
    numeral = found.numeral
    quote = Quote(numeral.start, numeral.end, numeral.text)
    covering = tuple(
        claim.key
        for claim in claims
        if any(words.start <= quote.start and quote.end <= words.end for words in used_words(claim))
    )
    if covering:
        return AuditedNumeral(quote, covering)
    for words, reason in curated.items():
        if words.start <= quote.start and quote.end <= words.end:
            return AuditedNumeral(quote, (), reason, CURATOR)
    return AuditedNumeral(quote, (), found.reason, EXCLUSION_RULE if found.reason else None)


def used_words(claim: Claim) -> Iterator[Quote]:
    """Yield the words that a claim uses as value, rank or time.

    That is not all of its evidence: PM2.5 in the evidence of a ranking is no number of the claim.
    """
    for field in value_fields(type(claim)):
        value = getattr(claim, field.name)
        if isinstance(value, Quote):
            yield value
        elif isinstance(value, ClaimPeriod) and value.words:
            yield value.words


def _sentence(
    sentence: Sentence, claims: Sequence[Claim], curated: Mapping[Quote, str]
) -> AuditedSentence:
    resting = tuple(
        claim.key
        for claim in claims
        if any(sentence.start <= quote.start < sentence.end for quote in claim.evidence)
    )
    if resting:
        return AuditedSentence(sentence, resting)
    for words, reason in curated.items():
        if sentence.start <= words.start < sentence.end:
            return AuditedSentence(sentence, (), reason, CURATOR)
    if sentence.heading:
        return AuditedSentence(sentence, (), "heading", HEADING_RULE)
    return AuditedSentence(sentence, ())
