"""Proves committed claims against the text: quotes in place, numerals and sentences covered."""

from collections.abc import Iterator
from dataclasses import dataclass

from districtgraph.graph.articles import Article
from districtgraph.graph.audit import Audit, AuditedNumeral, AuditedSentence, gaps
from districtgraph.graph.claim_files import dump_claim_file
from districtgraph.graph.claims import Claim
from districtgraph.graph.documents import Document
from districtgraph.graph.reading import read_claims

__all__ = ["Verification", "audit_lines", "verify"]


@dataclass(frozen=True, slots=True)
class Verification:
    """What proving an article found; `problems` is empty where all is proved."""

    claims: int
    quotes: int
    covered: int
    excluded: int
    sentences: int
    problems: tuple[str, ...]


def verify(article: Article, document: Document) -> Verification:
    """Return what is wrong with an article's committed claims, against its text.

    Raises:
        SourceFileError: a curated entry does not fit the text; names file and line.

    """
    content = article.content
    wrong_quotes = [line for claim in content.claims for line in _wrong_quotes(claim, document)]
    problems = [*wrong_quotes, *gaps(content.audit), *_drift(article, document)]
    return Verification(
        claims=len(content.claims),
        quotes=sum(len(claim.evidence) for claim in content.claims),
        covered=sum(bool(item.claims) for item in content.audit.numerals),
        excluded=sum(not item.claims for item in content.audit.numerals),
        sentences=len(content.audit.sentences),
        problems=tuple(problems),
    )


def _wrong_quotes(claim: Claim, document: Document) -> Iterator[str]:
    for quote in claim.evidence:
        found = document.text[quote.start : quote.end]
        if found != quote.text:
            yield (
                f"claim '{claim.key}' quotes '{quote.text}' at {quote.start}, "
                f"where the text has '{found}'"
            )


def _drift(article: Article, document: Document) -> Iterator[str]:
    if read_claims(document, article.overlay) != article.content:
        fresh = dump_claim_file(read_claims(document, article.overlay)).splitlines()
        committed = dump_claim_file(article.content).splitlines()
        line = next(
            (
                i
                for i, pair in enumerate(zip(fresh, committed, strict=False), 1)
                if pair[0] != pair[1]
            ),
            min(len(fresh), len(committed)) + 1,
        )
        yield (
            f"claims.yaml is not what rules and overlay give now, from line {line} on: "
            "run `districtgraph extract` and review the difference"
        )


def audit_lines(audit: Audit) -> Iterator[str]:
    """Yield the audit for people: each numeral, then each sentence, with its claims or reason."""
    for numeral in audit.numerals:
        place = f"{numeral.quote.start:>5}–{numeral.quote.end:<5}"
        yield f"numeral  {place} {numeral.quote.text}  {_outcome(numeral)}"
    for item in audit.sentences:
        sentence = item.sentence
        place = f"{sentence.start:>5}–{sentence.end:<5}"
        yield f"sentence {place} no. {sentence.number}  {_outcome(item)}"


def _outcome(item: AuditedNumeral | AuditedSentence) -> str:
    if item.claims:
        return "← " + ", ".join(item.claims)
    return f"excluded: {item.reason} (by {item.by})" if item.reason else "OPEN"
