"""The claim: one typed record of what a text says, and the rules of each kind of claim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from districtgraph.graph.errors import ClaimError

__all__ = [
    "CURATOR",
    "MAX_QUOTE",
    "Claim",
    "ClaimKind",
    "ClaimPeriod",
    "Quote",
    "check_claim",
]

CURATOR = "curator"
"""What `by` says of a field that a person supplied; else it names the rule."""

MAX_QUOTE = 40
"""Code points that one quote may have: the text is somebody's, we cite phrases of it."""


class ClaimKind(StrEnum):
    """The kinds of claims; each is a class of the ontology."""

    OBSERVATION = "observation"
    TARGET = "target"
    RANKING = "ranking"
    COMPARISON = "comparison"
    STATEMENT = "statement"
    MENTION = "mention"


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Exact words of a text at `text[start:end]`, offsets in code points from 0."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ClaimPeriod:
    """A period by its words, resolved to inclusive dates only where the text gives them.

    Without words the text states no period. `gloss` is the English of the words.
    """

    words: Quote | None = None
    start: date | None = None
    end: date | None = None
    gloss: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a text says, in one place, with the words it rests on and who read them so.

    References (`indicator`, `place`, `subject` …) are local IRIs such as
    ``indicator/jobs-kept``. Numbers are in the base unit. `by` maps the name of each field that
    is set to the rule that found it, or to ``curator``.
    """

    key: str
    kind: ClaimKind
    evidence: tuple[Quote, ...]
    written: Quote | None = None
    modality: str | None = None
    period: ClaimPeriod | None = None
    indicator: str | None = None
    place: str | None = None
    initiative: str | None = None
    beneficiary: str | None = None
    industry: str | None = None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    comparator: str | None = None
    unit: str | None = None
    written_unit: str | None = None
    counts: str | None = None
    change_basis: Quote | None = None
    share_of: str | None = None
    share_of_place: str | None = None
    rank: int | None = None
    rank_order: str | None = None
    ranked_within: str | None = None
    ranked_among: ClaimPeriod | None = None
    compares_with: ClaimPeriod | None = None
    comparison_of: str | None = None
    goal: str | None = None
    subject: str | None = None
    property: str | None = None
    object: str | None = None
    mentions: str | None = None
    by: Mapping[str, str] = field(default_factory=dict)


_FIGURE = {"written", "modality", "period", "place"}
_QUANTITY = {"indicator", "comparator", "unit"}
_VALUE = {
    "value",
    "lower",
    "upper",
    "written_unit",
    "counts",
    "change_basis",
    "share_of",
    "share_of_place",
}
_ABOUT = {"initiative", "beneficiary", "industry"}

_REQUIRED: Mapping[ClaimKind, set[str]] = {
    ClaimKind.OBSERVATION: _FIGURE | _QUANTITY,
    ClaimKind.TARGET: _FIGURE,
    ClaimKind.RANKING: _FIGURE | {"indicator", "rank", "rank_order"},
    ClaimKind.COMPARISON: _FIGURE | {"indicator", "comparator", "compares_with"},
    ClaimKind.STATEMENT: {"modality", "subject", "property", "object"},
    ClaimKind.MENTION: {"mentions"},
}
_OPTIONAL: Mapping[ClaimKind, set[str]] = {
    ClaimKind.OBSERVATION: _VALUE | _ABOUT,
    ClaimKind.TARGET: _QUANTITY | _VALUE | _ABOUT | {"goal"},
    ClaimKind.RANKING: _ABOUT | {"ranked_within", "ranked_among"},
    ClaimKind.COMPARISON: _VALUE | _ABOUT | {"unit", "comparison_of"},
    ClaimKind.STATEMENT: {"period"},
    ClaimKind.MENTION: set(),
}
_ALWAYS = {"key", "kind", "evidence", "by"}


def check_claim(claim: Claim) -> None:
    """Raise ClaimError where the claim lacks or has what its kind excludes, naming claim and field.

    This is the check of the record; what the values mean is checked by SHACL and the reasoner.
    """
    given = {name for name in Claim.__slots__ if getattr(claim, name) not in (None, (), {})}
    given -= _ALWAYS
    required = _REQUIRED[claim.kind]
    _refuse(claim, "lacks", required - given)
    _refuse(claim, "may not have", given - required - _OPTIONAL[claim.kind])
    _refuse(claim, "does not say who supplied", given - set(claim.by))
    _check_evidence(claim)


def _refuse(claim: Claim, what: str, names: set[str]) -> None:
    if names:
        raise ClaimError(f"claim '{claim.key}' ({claim.kind}) {what} {', '.join(sorted(names))}")


def _check_evidence(claim: Claim) -> None:
    if not claim.evidence:
        raise ClaimError(f"claim '{claim.key}' has no evidence")
    for quote in claim.evidence:
        if len(quote.text) != quote.end - quote.start:
            raise ClaimError(f"claim '{claim.key}': offsets do not fit the quote '{quote.text}'")
        if not 0 < len(quote.text) <= MAX_QUOTE:
            raise ClaimError(
                f"claim '{claim.key}': the quote '{quote.text}' has {len(quote.text)} characters; "
                f"1 to {MAX_QUOTE} are allowed"
            )
