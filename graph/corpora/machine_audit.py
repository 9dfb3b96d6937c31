"""The audit of a text that no curator has read: each numeral with its claims or its reason.

It is the audit of `graph/curation/audit.py`, made in one pass over the text, with two more reasons:
`open` for a numeral that nothing explains, and `unread` for a sentence with numerals from which no
claim was read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from districtgraph.graph.claims.audit_records import Audit, AuditedNumeral, AuditedSentence
from districtgraph.graph.claims.claim import CURATOR, Claim, Mention
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.audit import (
    EXCLUSION_RULE,
    HEADING_RULE,
    curated_exclusions,
    used_words,
)
from districtgraph.graph.curation.overlay import Overlay
from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.printed_claims.claim_records import ExtractedClaims
from districtgraph.graph.text.clauses import Sentence, split_sentences
from districtgraph.graph.text.numerals import Numeral, find_numerals

__all__ = ["OPEN", "machine_audit", "open_numerals"]

OPEN = "open"
"""Reason of a numeral that nothing explains: a curator has to look."""
_UNREAD = "unread"


def machine_audit(
    extracted: ExtractedClaims, claims: Sequence[Claim], overlay: Overlay | None
) -> Audit:
    """Return the audit of a text: its numerals, and the sentences with claims or numerals.

    Args:
        extracted: what the rules find in it.
        claims: the document's claims, in the order of the text.
        overlay: what curators say; None if there is no overlay.

    Raises:
        SourceFileError: a curated exclusion is not in the text; names file and line.

    """
    text = extracted.reading.source.text
    numerals = tuple(_numerals(text, extracted, claims, overlay))
    return Audit(numerals, tuple(_sentences(text, numerals, claims, overlay)))


def open_numerals(audit: Audit) -> tuple[Quote, ...]:
    """Return the numerals that nothing explains."""
    return tuple(
        item.quote for item in audit.numerals if not item.claims and item.reason in (None, OPEN)
    )


def _numerals(
    text: str, extracted: ExtractedClaims, claims: Sequence[Claim], overlay: Overlay | None
) -> Iterator[AuditedNumeral]:
    claimed = _Spans((words, claim.key) for claim in claims for words in used_words(claim))
    named = _Spans(
        (quote, claim.key)
        for claim in claims
        if isinstance(claim, Mention)
        for quote in claim.evidence
    )
    curated = dict(curated_exclusions(text, overlay.numerals)) if overlay else {}
    by_hand = _Spans(curated.items())
    known = {item.start: item.reason for item in extracted.numerals}
    for numeral in find_numerals(text):
        quote = Quote(numeral.start, numeral.end, numeral.text)
        if keys := claimed.around(quote):
            yield AuditedNumeral(quote, keys)
        elif reasons := by_hand.around(quote):
            yield AuditedNumeral(quote, (), reasons[0], CURATOR)
        else:
            reason = _reason(text, numeral, known) or ("name" if named.around(quote) else OPEN)
            yield AuditedNumeral(quote, (), reason, EXCLUSION_RULE)


def _reason(text: str, numeral: Numeral, known: Mapping[int, str | None]) -> str | None:
    if numeral.start in known:
        return known[numeral.start]
    return exclusion_reason(text, numeral, load_lexicon())


class _Spans:
    """Names of spans of a text, found by the words that the spans contain."""

    def __init__(self, spans: Iterable[tuple[Quote, str]]) -> None:
        self._at: dict[int, dict[tuple[int, str], None]] = {}
        for quote, name in spans:
            for position in range(quote.start, quote.end):
                self._at.setdefault(position, {})[quote.end, name] = None

    def around(self, quote: Quote) -> tuple[str, ...]:
        """Return the names of the spans that contain a whole quote."""
        found = (name for end, name in self._at.get(quote.start, ()) if quote.end <= end)
        return tuple(dict.fromkeys(found))


def _sentences(
    text: str, numerals: Sequence[AuditedNumeral], claims: Sequence[Claim], overlay: Overlay | None
) -> Iterator[AuditedSentence]:
    curated = dict(curated_exclusions(text, overlay.sentences)) if overlay else {}
    starts = [(quote.start, claim.key) for claim in claims for quote in claim.evidence]
    starts += [(item.quote.start, "") for item in numerals]
    starts += [(words.start, "") for words in curated]
    sentences = split_sentences(text)
    resting: dict[int, dict[str, None]] = {}
    number = 0
    for start, key in sorted(set(starts)):
        while sentences[number].end <= start:
            number += 1
        keys = resting.setdefault(number, {})
        if key:
            keys[key] = None
    for number, keys in resting.items():
        yield _sentence(sentences[number], tuple(keys), curated)


def _sentence(
    sentence: Sentence, keys: tuple[str, ...], curated: Mapping[Quote, str]
) -> AuditedSentence:
    if keys:
        return AuditedSentence(sentence, keys)
    for words, reason in curated.items():
        if sentence.start <= words.start < sentence.end:
            return AuditedSentence(sentence, (), reason, CURATOR)
    if sentence.heading:
        return AuditedSentence(sentence, (), "heading", HEADING_RULE)
    return AuditedSentence(sentence, (), _UNREAD, EXCLUSION_RULE)
