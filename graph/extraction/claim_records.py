"""The records of what `districtgraph extract` prints, and how a claim becomes a line of JSON."""

import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal

from districtgraph.graph.extraction.periods import DocumentDate
from districtgraph.graph.extraction.places import Place
from districtgraph.graph.text.text_files import ReadText

__all__ = [
    "ClaimObject",
    "ExcludedNumeral",
    "ExtractedClaims",
    "NameFields",
    "Reading",
    "Side",
    "StatementFields",
    "SubjectWords",
    "TimeWords",
    "Words",
    "json_line",
]


@dataclass(frozen=True, slots=True)
class Words:
    """Exact words at `text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words for a time, with the days that they mean where the document dates them."""

    text: str
    start: int
    end: int
    resolved_start: str | None
    resolved_end: str | None


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """Whom a claim is about: the report's place, with its code where it is known."""

    text: str
    code: str | None


@dataclass(frozen=True, slots=True)
class NameFields:
    """What a name names; `canonical` is its full form in this text where it is a short one."""

    type: str
    canonical: str | None
    nested: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a statement; without a place in the text it is the report's own area."""

    text: str
    start: int | None
    type: str | None


@dataclass(frozen=True, slots=True)
class StatementFields:
    """What a statement says."""

    subject: Side
    property: str
    object: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimObject:
    """One claim; the fields are in the order that they are printed in.

    `text[start:end] == quote` holds for the text that was read. Numbers are in the unit as written,
    `base_value` in the unit `base_unit_iri`; `factor`, which is not printed, is between the two.
    """

    id: str
    quote: str
    start: int
    end: int
    number: Words | None = None
    kind: str
    value: Decimal | None = None
    unit: str | None = None
    unit_iri: str | None = None
    base_value: Decimal | None = None
    base_unit_iri: str | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    comparator: str | None = None
    approximate: bool | None = None
    indicator: str | None = None
    indicator_text: Words | None = None
    change_base: str | None = None
    time: TimeWords | None = None
    modality: str | None = None
    cumulative: str | None = None
    subject: SubjectWords | None = None
    programme: str | None = None
    rule: str
    name: NameFields | None = None
    statement: StatementFields | None = None
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class ExcludedNumeral:
    """A numeral that bears no claim, and why; without a reason it is unexplained."""

    text: str
    start: int
    end: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class ExtractedClaims:
    """All claims of a text in its order, and the numerals that are in none."""

    reading: "Reading"
    claims: tuple[ClaimObject, ...]
    numerals: tuple[ExcludedNumeral, ...]

    @property
    def unexplained(self) -> tuple[ExcludedNumeral, ...]:
        """The numerals that are in no claim and that no rule excludes."""
        return tuple(item for item in self.numerals if item.reason is None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with what its owner says of it: the place that it is about, and its dates."""

    source: ReadText
    place: Place | None = None
    stated: DocumentDate = field(default_factory=DocumentDate)

    @property
    def key(self) -> str:
        """The name of the document in ids: the beginning of its text's hash."""
        return f"text-{self.source.sha256[:12]}"


def json_line(claim: ClaimObject) -> str:
    """Return a claim as one line of JSON: fields in their order, what does not apply as null.

    Fields of names and statements are left out of the claims of figures, as theirs are null there.
    """
    values = {
        name: value
        for name, value in asdict(claim).items()
        if name != "factor" and (value is not None or name not in _OWN_FIELDS)
    }
    return json.dumps(values, ensure_ascii=False, default=_number)


_OWN_FIELDS = frozenset(("name", "statement"))


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is no number")
    return int(value) if value == value.to_integral_value() else float(value)
