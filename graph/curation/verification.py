"""Proves committed claims against the text: quotes in place, numerals and sentences covered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from districtgraph.graph.claims.audit_records import AuditedNumeral, AuditedSentence
from districtgraph.graph.claims.claim import Claim
from districtgraph.graph.claims.claim_files import ClaimFile, dump_claim_file
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.articles import Article
from districtgraph.graph.curation.audit import gaps
from districtgraph.graph.curation.reading import read_claims
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.documents import Document

__all__ = ["Verification", "audit_lines", "verify"]


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of verifying an article; `problems` is empty if everything is verified."""

    claims: int
    quotes: int
    covered: int
    excluded: int
    sentences: int
    problems: tuple[str, ...]


def verify(article: Article, document: Document) -> Verification:
    """Return the problems of an article's committed claims, compared with its text.

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
    read = read_claims(document, article.overlay)
    if read != article.content:
        fresh = dump_claim_file(read).splitlines()
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


def audit_lines(content: ClaimFile) -> Iterator[str]:
    """Yield the audit for people: numerals, quotes and sentences with their claims or reasons."""
    for numeral in content.audit.numerals:
        yield f"numeral  {_place(numeral.quote)} {numeral.quote.text}  {_outcome(numeral)}"
    for quote, keys in _quotes(content.claims).items():
        yield f"quote    {_place(quote)} {quote.text}  ← {', '.join(keys)}"
    for item in content.audit.sentences:
        yield f"sentence {_place(item.sentence)} no. {item.sentence.number}  {_outcome(item)}"


def _place(span: Quote | Sentence) -> str:
    return f"{span.start:>5}–{span.end:<5}"


def _quotes(claims: Iterable[Claim]) -> dict[Quote, list[str]]:
    """Return each quote with the keys of the claims that rest on it, in the order of the text."""
    pairs = sorted((quote, claim.key) for claim in claims for quote in claim.evidence)
    quotes: dict[Quote, list[str]] = {}
    for quote, key in pairs:
        quotes.setdefault(quote, []).append(key)
    return quotes


def _outcome(item: AuditedNumeral | AuditedSentence) -> str:
    if item.claims:
        return "← " + ", ".join(item.claims)
    return f"excluded: {item.reason} (by {item.by})" if item.reason else "OPEN"
