"""The claims: one typed record for each kind, whose annotations declare all fields of claims.

To add a field, write it into the record of each kind that has it, and run `make claim-fields`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, ClassVar
from weakref import WeakKeyDictionary

from districtgraph.graph.claims.claim_fields import (
    ClaimField,
    ClaimKey,
    Concept,
    Count,
    Datatype,
    Entity,
    FieldValue,
    Number,
    Period,
    PropertyName,
    States,
    Words,
    declared_fields,
    merged_fields,
)
from districtgraph.graph.claims.evidence import MAX_QUOTE, Quote
from districtgraph.graph.errors import ClaimError

__all__ = [
    "CLAIM_SCHEMA",
    "CURATOR",
    "Claim",
    "ClaimKind",
    "ClaimRecord",
    "ClaimSchema",
    "Comparison",
    "FigureClaim",
    "Mention",
    "Observation",
    "QuantityClaim",
    "Ranking",
    "Statement",
    "Target",
    "check_claim",
    "make_claim",
    "value_fields",
]

CURATOR = "curator"
"""The value of `by` for a field that a person supplied; otherwise it names the rule."""


class ClaimKind(StrEnum):
    """The kinds of claims."""

    OBSERVATION = "observation"
    TARGET = "target"
    RANKING = "ranking"
    COMPARISON = "comparison"
    STATEMENT = "statement"
    MENTION = "mention"

    @property
    def class_name(self) -> str:
        """Prefixed name of the kind's class in the ontology."""
        return f"dg:{self.value.capitalize()}"


# Fields of several records, or required in some and optional in others.
Modality = Annotated[Concept, States("dg:modality", zh="状态", en="modality", folder="modality/")]
StatedPeriod = Annotated[
    Period, States("dg:period", zh="时期", en="period", words="dg:periodAsWritten")
]
Indicator = Annotated[Concept, States("dg:indicator", zh="指标", en="indicator")]
Comparator = Annotated[
    Concept, States("dg:comparator", zh="比较符", en="comparator", folder="comparator/")
]
Unit = Annotated[Entity, States("dg:unit", zh="单位", en="unit")]
PeriodRole = Annotated[
    Concept, States("dg:periodRole", zh="时期作用", en="role of the period", folder="period-role/")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecord:
    """Fields of every claim: its key, its kind, its evidence, and who supplied each field.

    Local IRIs refer to things, such as ``indicator/jobs-kept``. `by` maps the name of each field
    that is set to the rule that found it, or to ``curator``.
    """

    kind: ClassVar[
        Annotated[ClaimKind, Datatype.KIND, States("rdf:type", zh="论断类型", en="kind of claim")]
    ]
    key: str
    evidence: Annotated[
        tuple[Quote, ...], Datatype.EVIDENCE, States("dg:evidence", zh="依据", en="evidence")
    ]
    by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureClaim(ClaimRecord):
    """Fields of every figure: its words, modality, period, indicator and place."""

    written: Annotated[Words, States("dg:asWritten", zh="原文写法", en="words as written")]
    modality: Modality
    period: StatedPeriod
    period_role: PeriodRole | None = None
    indicator: Indicator | None = None
    place: Annotated[Entity, States("dg:place", zh="地点", en="place")]
    initiative: Annotated[Entity, States("dg:initiative", zh="举措", en="initiative")] | None = None
    beneficiary: (
        Annotated[Concept, States("dg:beneficiary", zh="受益对象", en="beneficiary")] | None
    ) = None
    industry: Annotated[Concept, States("dg:industry", zh="产业", en="industry")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityClaim(FigureClaim):
    """Fields of a figure with a number; numbers are in the base unit `unit`."""

    value: Annotated[Number, States("dg:value", zh="数值", en="value")] | None = None
    lower: Annotated[Number, States("dg:lowerBound", zh="下限", en="lower bound")] | None = None
    upper: Annotated[Number, States("dg:upperBound", zh="上限", en="upper bound")] | None = None
    comparator: Comparator | None = None
    unit: Unit | None = None
    written_unit: (
        Annotated[Entity, States("dg:writtenUnit", zh="原文单位", en="unit as written")] | None
    ) = None
    counts: Annotated[Concept, States("dg:counts", zh="计数对象", en="counted kind")] | None = None
    accumulation: (
        Annotated[
            Concept,
            States("dg:accumulation", zh="累计方式", en="accumulation", folder="accumulation/"),
        ]
        | None
    ) = None
    denominator_of: (
        Annotated[ClaimKey, States("dg:denominatorOf", zh="作为分母所对", en="denominator of")]
        | None
    ) = None
    change_basis: (
        Annotated[Words, States("dg:changeBasis", zh="比较基准", en="basis of change")] | None
    ) = None
    figure_kind: (
        Annotated[
            Concept,
            States("dg:figureKind", zh="数据类型", en="kind of figure", folder="figure-kind/"),
        ]
        | None
    ) = None
    measured: (
        Annotated[Words, States("dg:measuredAsWritten", zh="指标原文", en="indicator as written")]
        | None
    ) = None
    qualifier: Annotated[Words, States("dg:qualifier", zh="限定语", en="qualifier")] | None = None
    share_of: Annotated[Concept, States("dg:shareOf", zh="占比对象", en="share of")] | None = None
    share_of_place: (
        Annotated[Entity, States("dg:shareOfPlace", zh="占比地区", en="share of place")] | None
    ) = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(QuantityClaim):
    """The amount of something."""

    kind = ClaimKind.OBSERVATION
    indicator: Indicator
    comparator: Comparator
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(QuantityClaim):
    """The amount that something is to reach, or a goal without a number."""

    kind = ClaimKind.TARGET
    goal: Annotated[Entity, States("dg:goal", zh="目标", en="goal")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(FigureClaim):
    """The rank of something among others."""

    kind = ClaimKind.RANKING
    indicator: Indicator
    rank: Annotated[Count, States("dg:rank", zh="位次", en="rank")]
    rank_order: Annotated[
        Concept, States("dg:rankOrder", zh="排序方向", en="rank order", folder="rank-order/")
    ]
    ranked_within: (
        Annotated[Entity, States("dg:rankedWithin", zh="排名范围", en="ranked within")] | None
    ) = None
    ranked_among: (
        Annotated[Period, States("dg:rankedAmong", zh="排名时段", en="ranked among")] | None
    ) = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(QuantityClaim):
    """The amount of something compared with another period."""

    kind = ClaimKind.COMPARISON
    indicator: Indicator
    comparator: Comparator
    compares_with: Annotated[Period, States("dg:comparesWith", zh="比较时期", en="compared with")]
    compared_indicator: (
        Annotated[
            Concept, States("dg:comparesWithIndicator", zh="比较指标", en="compared indicator")
        ]
        | None
    ) = None
    aggregate: (
        Annotated[
            Concept, States("dg:aggregate", zh="汇总方式", en="aggregate", folder="aggregate/")
        ]
        | None
    ) = None
    comparison_of: (
        Annotated[ClaimKey, States("dg:comparisonOf", zh="被比较的观测值", en="comparison of")]
        | None
    ) = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(ClaimRecord):
    """A relation between two things."""

    kind = ClaimKind.STATEMENT
    modality: Modality
    period: StatedPeriod | None = None
    period_role: PeriodRole | None = None
    subject: Annotated[Entity, States("dg:statedSubject", zh="陈述主语", en="stated subject")]
    property: Annotated[
        PropertyName, States("dg:statedProperty", zh="陈述谓词", en="stated property")
    ]
    object: Annotated[Entity, States("dg:statedObject", zh="陈述宾语", en="stated object")]
    open_list: (
        Annotated[Words, States("dg:openListAsWritten", zh="列举未尽", en="open list")] | None
    ) = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(ClaimRecord):
    """A name of something."""

    kind = ClaimKind.MENTION
    mentions: Annotated[Entity, States("dg:mentions", zh="提及", en="individual mentioned")]


Claim = Observation | Target | Ranking | Comparison | Statement | Mention
"""One assertion of a text, with its place."""


@dataclass(frozen=True)
class ClaimSchema:
    """The records of all kinds, and the fields that they declare.

    Args:
        records: one for each kind.

    """

    records: tuple[type[Claim], ...]

    @cached_property
    def by_kind(self) -> Mapping[ClaimKind, type[Claim]]:
        """The record of each kind."""
        return MappingProxyType({record.kind: record for record in self.records})

    @cached_property
    def fields(self) -> tuple[ClaimField, ...]:
        """Every field, once."""
        return merged_fields(
            field for record in self.records for field in declared_fields(record, record.kind)
        )

    @cached_property
    def figure_fields(self) -> tuple[ClaimField, ...]:
        """The fields that figures may have, without kind and evidence."""
        figures = {record.kind for record in self.records if issubclass(record, FigureClaim)}
        return tuple(field for field in self.fields if field.is_value and field.kinds & figures)


CLAIM_SCHEMA = ClaimSchema((Observation, Target, Ranking, Comparison, Statement, Mention))
"""The schema of claims."""


def value_fields(record: type[Any]) -> tuple[ClaimField, ...]:
    """Return the fields of a record without kind and evidence, in their order in files."""
    if record not in _VALUES:
        declared = declared_fields(record, record.kind)
        _VALUES[record] = tuple(field for field in declared if field.is_value)
    return _VALUES[record]


_VALUES: WeakKeyDictionary[type[Any], tuple[ClaimField, ...]] = WeakKeyDictionary()
"""The fields that records have beside kind and evidence, read once."""


def make_claim(
    record: type[Claim],
    key: str,
    evidence: Sequence[Quote],
    values: Mapping[str, FieldValue],
    by: Mapping[str, str],
) -> Claim:
    """Return a claim.

    Args:
        record: the class of its kind.
        key: its name within the document.
        evidence: the words that it rests on.
        values: the other fields, by name.
        by: who supplied each field, kind and evidence included.

    Raises:
        ClaimError: it lacks a required field or has one that its kind excludes; the message names
            claim and field.

    """
    declared, claim = value_fields(record), f"claim '{key}' ({record.kind})"
    _refuse(f"{claim} lacks", {field.name for field in declared if field.required} - set(values))
    _refuse(f"{claim} may not have", set(values) - {field.name for field in declared})
    known: Mapping[str, Any] = values
    made: Claim = record(key=key, evidence=tuple(evidence), by=by, **known)
    check_claim(made)
    return made


def check_claim(claim: Claim) -> None:
    """Raise ClaimError if a claim has no evidence, or does not say who supplied a field.

    This checks the record only; SHACL and the reasoner check the meaning of its values.
    """
    fields = value_fields(type(claim))
    given = {field.name for field in fields if getattr(claim, field.name) is not None}
    _refuse(f"claim '{claim.key}' ({claim.kind}) does not say who supplied", given - set(claim.by))
    if not claim.evidence:
        raise ClaimError(f"claim '{claim.key}' has no evidence")
    for quote in claim.evidence:
        _check_quote(claim.key, quote)


def _refuse(what: str, names: set[str]) -> None:
    if names:
        raise ClaimError(f"{what} {', '.join(sorted(names))}")


def _check_quote(key: str, quote: Quote) -> None:
    if len(quote.text) != quote.end - quote.start:
        raise ClaimError(f"claim '{key}': offsets do not fit the quote '{quote.text}'")
    if not 0 < len(quote.text) <= MAX_QUOTE:
        raise ClaimError(
            f"claim '{key}': the quote '{quote.text}' has {len(quote.text)} characters; "
            f"1 to {MAX_QUOTE} are allowed"
        )
