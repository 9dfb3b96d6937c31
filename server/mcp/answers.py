"""The answers to an assistant: plain records, from which the tools' schemas are derived.

They have no slots, because the protocol's SDK would mistake a slot for its field's default value.
"""

from dataclasses import dataclass

__all__ = [
    "Attribution",
    "Cited",
    "CitedQuote",
    "ClaimFact",
    "ClassCount",
    "Found",
    "Parameter",
    "QueryAnswer",
    "Question",
    "QuestionAnswer",
    "SourceText",
]

Value = str | int | float | bool | None


@dataclass(frozen=True)
class ClassCount:
    """A class of things in the graph, and how many there are."""

    iri: str
    zh: str
    en: str
    count: int


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question."""

    name: str
    type: str
    zh: str
    en: str
    example: str


@dataclass(frozen=True)
class Question:
    """A question of the catalogue."""

    name: str
    group: str
    zh: str
    en: str
    description: str
    parameters: list[Parameter]


@dataclass(frozen=True)
class CitedQuote:
    """The exact words that a claim rests on, and where they are in the text.

    Attributes:
        claim, document, evidence: IRIs.
        quote: the words.
        start, end: offsets in Unicode code points, from 0; the end is exclusive.

    """

    claim: str
    quote: str
    start: int
    end: int
    document: str
    evidence: str


@dataclass(frozen=True)
class QuestionAnswer:
    """Rows of a question, and the quotes of the claims that they name."""

    question: str
    columns: list[str]
    rows: list[dict[str, Value]]
    more: bool
    quotes: list[CitedQuote]


@dataclass(frozen=True)
class QueryAnswer:
    """The rows of a SELECT, or the truth of an ASK."""

    columns: list[str]
    rows: list[dict[str, Value]]
    more: bool
    boolean: bool | None


@dataclass(frozen=True)
class Found:
    """Something whose name answers a search."""

    iri: str
    zh: str
    en: str
    kind: str
    matched: str
    score: float


@dataclass(frozen=True)
class ClaimFact:
    """One thing that a claim says: a property with its value, and the value's names."""

    property: str
    value: Value
    zh: str | None
    en: str | None


@dataclass(frozen=True)
class Attribution:
    """A supplier of a claim's fields, a named rule or the curators, and the fields."""

    agent: str
    fields: list[str]
    rules: list[str]


@dataclass(frozen=True)
class SourceText:
    """A text that is quoted."""

    iri: str
    zh: str | None
    en: str | None
    sha256: str | None


@dataclass(frozen=True)
class Cited:
    """A claim with its evidence."""

    claim: str
    facts: list[ClaimFact]
    quotes: list[CitedQuote]
    sources: list[SourceText]
    attributions: list[Attribution]
