"""What an assistant is answered: plain records, from which the schemas of the tools are made.

They have no slots: the protocol's SDK would take a slot for the default value of its field.
"""

from dataclasses import dataclass

__all__ = [
    "Attribution",
    "Cited",
    "Fact",
    "Found",
    "Kind",
    "Parameter",
    "QueryAnswer",
    "Question",
    "QuestionAnswer",
    "Quote",
    "SourceText",
]

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Kind:
    """A class of things in the graph, and how many there are."""

    iri: str
    zh: str
    en: str
    count: int


@dataclass(frozen=True)
class Parameter:
    """What a question may be given."""

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
class Quote:
    """The exact words that a claim rests on, and where they stand in the text.

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
    quotes: list[Quote]


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
class Fact:
    """One thing that a claim says: a property with its value, and the value's names."""

    property: str
    value: Value
    zh: str | None
    en: str | None


@dataclass(frozen=True)
class Attribution:
    """Who supplied which fields of a claim: rules, which are named, or curators."""

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
    facts: list[Fact]
    quotes: list[Quote]
    sources: list[SourceText]
    attributions: list[Attribution]
