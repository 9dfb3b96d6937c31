"""Records of the audit: the claims that use a numeral or a sentence, or the reason for none."""

from dataclasses import dataclass

from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.text.clauses import Sentence

__all__ = ["Audit", "AuditedNumeral", "AuditedSentence"]


@dataclass(frozen=True, slots=True)
class AuditedNumeral:
    """A numeral with the keys of the claims that use it, or the reason why none does.

    `by` is the rule or curator that gave the reason.
    """

    quote: Quote
    claims: tuple[str, ...]
    reason: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class AuditedSentence:
    """A sentence with the keys of the claims that rest on it, or the reason why none does."""

    sentence: Sentence
    claims: tuple[str, ...]
    reason: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one document."""

    numerals: tuple[AuditedNumeral, ...]
    sentences: tuple[AuditedSentence, ...]
