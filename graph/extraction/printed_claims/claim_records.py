"""The records that `districtgraph extract` prints, and a claim as a line of JSON."""

import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal

from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.extraction.printed_claims.place_record import Place
from districtgraph.graph.text.text_files import ReadText

__all__ = [
    "ClaimObject",
    "ExcludedNumeral",
    "ExtractedClaims",
    "NameFields",
    "Reading",
    "Side",
    "SpanText",
    "StatementFields",
    "SubjectWords",
    "TimeWords",
    "json_line",
]


@dataclass(frozen=True, slots=True)
class SpanText:
    """Exact words at `text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words for a time, with the days that they mean if the document dates them."""

    text: str
    start: int
    end: int
    resolved_start: str | None
    resolved_end: str | None


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """The place that a claim is about, with its code if that is known.

    `start` and `end` are where the text names it for this claim, None of the text's own place.
    """

    text: str
    code: str | None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class NameFields:
    """What a name refers to.

    `canonical` is the full name in this text if this is a short form, or the name in simplified
    characters without line ends if the text spells it otherwise.
    """

    type: str
    canonical: str | None
    nested: bool


@dataclass(frozen=True, slots=True)
class Side:
    """Subject or object of a statement; without offsets it is the report's own area."""

    text: str
    start: int | None
    type: str | None


@dataclass(frozen=True, slots=True)
class StatementFields:
    """What a statement says."""

    subject: Side
    property: str
    object: Side

    def is_of_a_figure(self) -> bool:
        """Return whether the object is what a figure measures, which is no entity of the graph."""
        return self.object.type == "indicator"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimObject:
    """One claim; its fields are in the order in which they are printed.

    `text[start:end] == quote` holds for the text that was read. Numbers are in the unit as written,
    `base_value` in the unit `base_unit_iri`; `factor`, which is not printed, converts one into the
    other.
    """

    id: str
    quote: str
    start: int
    end: int
    number: SpanText | None = None
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
    indicator_text: SpanText | None = None
    change_base: SpanText | None = None
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
    """A numeral that is in no claim, and why; without a reason it is unexplained."""

    text: str
    start: int
    end: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class ExtractedClaims:
    """All claims of a text in the order of the text, and the numerals that are in none."""

    reading: "Reading"
    claims: tuple[ClaimObject, ...]
    numerals: tuple[ExcludedNumeral, ...]

    @property
    def unexplained(self) -> tuple[ExcludedNumeral, ...]:
        """The numerals that are in no claim and that no rule excludes."""
        return tuple(item for item in self.numerals if item.reason is None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with what its owner states about it: the place that it is about, and its dates."""

    source: ReadText
    place: Place | None = None
    stated: DocumentDate = field(default_factory=DocumentDate)

    @property
    def key(self) -> str:
        """The document's name in ids: the first digits of its text's hash."""
        return f"text-{self.source.sha256[:12]}"


def json_line(claim: ClaimObject) -> str:
    """Return a claim as one line of JSON: fields in order, null for those that do not apply.

    Claims of figures leave out the fields of names and statements. The base of a change is given by
    its words.
    """
    values = {
        name: value
        for name, value in asdict(claim).items()
        if name != "factor" and (value is not None or name not in _OWN_FIELDS)
    }
    values["change_base"] = claim.change_base.text if claim.change_base else None
    return json.dumps(values, ensure_ascii=False, default=_number)


_OWN_FIELDS = frozenset(("name", "statement"))


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is no number")
    return int(value) if value == value.to_integral_value() else float(value)
