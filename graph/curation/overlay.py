"""The curated overlay of an article: claims that rules cannot find, anchored by quotes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

from districtgraph.graph.claims.claim import CLAIM_SCHEMA, ClaimSchema
from districtgraph.graph.claims.claim_fields import Datatype
from districtgraph.graph.curation.problems import Problems
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = [
    "CuratedConcept",
    "CuratedEntity",
    "CuratedExclusion",
    "CuratedFigure",
    "CuratedPeriod",
    "CuratedStatement",
    "CuratedValue",
    "Overlay",
    "QuotedWords",
    "read_overlay",
    "read_overlay_file",
]


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words of the text; `nth` says which occurrence where there is more than one."""

    words: str
    nth: int | None
    source: Node = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CuratedPeriod:
    """A period by its words, with dates where the text gives them, else with its English.

    `role` is what the period is to the claim, a key of the scheme period-roles.
    """

    quote: QuotedWords
    first: str | None
    last: str | None
    gloss: str | None
    role: str = "during"


CuratedValue = str | int | Decimal | QuotedWords | CuratedPeriod
"""A value of a claim's field; words have no place yet."""


@dataclass(frozen=True, slots=True)
class CuratedEntity:
    """A named individual: local IRI, class, kind, dimensions, labels and the words that name it."""

    id: str
    type: str
    kind: str | None
    about: tuple[str, ...]
    zh: str
    en: str
    quote: QuotedWords


@dataclass(frozen=True, slots=True)
class CuratedConcept:
    """A concept of a scheme that the text names; the words if they are none of its labels."""

    id: str
    quote: QuotedWords | None
    source: Node = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CuratedStatement:
    """A relation that the text states.

    Attributes:
        subject, property, object: the relation.
        modality: whether it holds, has been completed, is under way, planned or aimed at; None to
            leave it to the rules.
        period: the words that say when, where some govern it.
        open_list: the words that say that the list which the object is in goes on.
        quotes: the words that it rests on.

    """

    subject: str
    property: str
    object: str
    modality: str | None
    period: CuratedPeriod | None
    open_list: QuotedWords | None
    quotes: tuple[QuotedWords, ...]
    source: Node = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CuratedFigure:
    """A curator's addition to a figure of the rules, or a claim that no rule finds.

    Attributes:
        figure: the quantity that the rules find; None for a claim added by hand.
        added: kind of a claim added by hand.
        values: by the name of the claim's field.

    """

    key: str
    figure: QuotedWords | None
    added: str | None
    quotes: tuple[QuotedWords, ...]
    values: Mapping[str, CuratedValue]
    source: Node = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CuratedExclusion:
    """Words whose numeral, or whose sentence, bears no claim, and the reason."""

    quote: QuotedWords
    reason: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that curators say of one article."""

    entities: tuple[CuratedEntity, ...]
    concepts: tuple[CuratedConcept, ...]
    statements: tuple[CuratedStatement, ...]
    figures: tuple[CuratedFigure, ...]
    numerals: tuple[CuratedExclusion, ...]
    sentences: tuple[CuratedExclusion, ...]
    named: frozenset[str] = frozenset()
    """IRIs of the individuals, those of malformed entries too: who refers to these is not wrong."""


def read_overlay(
    folder: Path, schema: ClaimSchema = CLAIM_SCHEMA, problems: Problems | None = None
) -> Overlay:
    """Return the overlay in an article's folder.

    Args:
        folder: the article's.
        schema: the kinds of claims, and their fields.
        problems: takes the wrong entries, for the caller to raise with what else is wrong; None to
            raise them here.

    Raises:
        SourceFileError: a file is missing or malformed; names file and line, of all entries that
            are wrong at once.

    """
    unreadable = Problems()
    read = unreadable.each(partial(_file, folder), _FILES)
    # What a file that cannot be read says, others refer to.
    unreadable.raise_all()
    entities, statements, figures = read
    return _overlay(entities, statements, figures, schema, problems)


_FILES: Mapping[str, tuple[str, ...]] = {
    "entities": ("entities", "concepts"),
    "statements": ("statements",),
    "figures": ("figures", "numerals", "sentences"),
}
"""The files of an article's overlay, and the lists in each."""


def _file(folder: Path, name: str) -> Node:
    node = read_yaml(folder / f"{name}.yaml")
    if node.text("document") != folder.name:
        raise node.error(f"'document' is not '{folder.name}', the name of its folder", "document")
    node.refuse_unknown(("document", *_FILES[name]))
    return node


def read_overlay_file(
    path: Path, schema: ClaimSchema = CLAIM_SCHEMA, problems: Problems | None = None
) -> Overlay:
    """Return an overlay that is in one file; arguments and errors as of `read_overlay`."""
    node = read_yaml(path)
    node.refuse_unknown(("document", *(item for lists in _FILES.values() for item in lists)))
    if node.text("document") != path.parent.name:
        raise node.error(
            f"'document' is not '{path.parent.name}', the name of its folder", "document"
        )
    return _overlay(node, node, node, schema, problems)


def _overlay(
    entities: Node,
    statements: Node,
    figures: Node,
    schema: ClaimSchema,
    collected: Problems | None,
) -> Overlay:
    problems = collected or Problems()
    overlay = Overlay(
        entities=tuple(problems.each(_entity, entities.nodes("entities"))),
        concepts=tuple(problems.each(_concept, entities.nodes("concepts"))),
        statements=tuple(problems.each(_statement, statements.nodes("statements"))),
        figures=tuple(problems.each(partial(_figure, schema), figures.nodes("figures"))),
        numerals=tuple(problems.each(_exclusion, figures.nodes("numerals"))),
        sentences=tuple(problems.each(_exclusion, figures.nodes("sentences"))),
        named=frozenset(str(node.get("id")) for node in entities.nodes("entities")),
    )
    if collected is None:
        problems.raise_all()
    return overlay


def _quoted(value: object, source: Node) -> QuotedWords:
    if isinstance(value, str) and value:
        return QuotedWords(value, None, source)
    if isinstance(value, Node):
        value.refuse_unknown(("quote", "nth"))
        return QuotedWords(value.text("quote"), value.integer("nth"), value)
    raise source.error("a quote must be a text, or {quote: …, nth: …}")


def _quotes(node: Node) -> tuple[QuotedWords, ...]:
    values = node.get("quotes")
    if not isinstance(values, list) or not values:
        raise node.error(
            "'quotes' is missing or empty: a claim needs the words that support it", "quotes"
        )
    return tuple(_quoted(value, node) for value in values)


def _entity(node: Node) -> CuratedEntity:
    node.refuse_unknown(("id", "type", "kind", "about", "zh", "en", "quote", "nth"))
    words = node.optional_text("quote") or node.text("zh")
    nth = node.integer("nth") if "nth" in node else 1
    return CuratedEntity(
        node.text("id"),
        node.text("type"),
        node.optional_text("kind"),
        node.texts("about") if "about" in node else (),
        node.text("zh"),
        node.text("en"),
        QuotedWords(words, nth, node),
    )


def _concept(node: Node) -> CuratedConcept:
    node.refuse_unknown(("id", "quote"))
    quote = QuotedWords(node.text("quote"), 1, node) if "quote" in node else None
    return CuratedConcept(node.text("id"), quote, node)


def _statement(node: Node) -> CuratedStatement:
    node.refuse_unknown(("is", "modality", "period", "open", "quotes"))
    triple = node.texts("is")
    if len(triple) != 3:
        raise node.error("'is' must be [subject, property, object]", "is")
    return CuratedStatement(
        subject=triple[0],
        property=triple[1],
        object=triple[2],
        modality=node.optional_text("modality"),
        period=_period(node.node("period")) if "period" in node else None,
        open_list=_quoted(node["open"], node) if "open" in node else None,
        quotes=_quotes(node),
        source=node,
    )


def _figure(schema: ClaimSchema, node: Node) -> CuratedFigure:
    fields = {item.name: item for item in schema.figure_fields}
    node.refuse_unknown(("key", "figure", "added", "quotes", "why", *fields))
    if ("figure" in node) == ("added" in node):
        raise node.error("a claim needs 'figure', as the rules find it, or 'added', not both")
    return CuratedFigure(
        key=node.text("key"),
        figure=_quoted(node["figure"], node) if "figure" in node else None,
        added=node.optional_text("added"),
        quotes=_quotes(node),
        values={
            name: _READ[item.datatype](node, name) for name, item in fields.items() if name in node
        },
        source=node,
    )


def _reference(node: Node, name: str) -> str:
    value = node[name]
    if not isinstance(value, str):
        raise node.error(f"'{name}' is not a text", name)
    return value


def _number(node: Node, name: str) -> Decimal:
    text = _reference(node, name)
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise node.error(f"'{text}' is not a decimal number", name) from error


_READ: Mapping[Datatype, Callable[[Node, str], CuratedValue]] = {
    Datatype.CONCEPT: _reference,
    Datatype.ENTITY: _reference,
    Datatype.CLAIM: _reference,
    Datatype.PROPERTY: _reference,
    Datatype.NUMBER: _number,
    Datatype.COUNT: Node.integer,
    Datatype.WORDS: lambda node, name: _quoted(node[name], node),
    Datatype.PERIOD: lambda node, name: _period(node.node(name)),
}


def _period(node: Node) -> CuratedPeriod:
    node.refuse_unknown(("words", "nth", "from", "to", "en", "role"))
    if ("from" in node) != ("to" in node):
        raise node.error("a period has both 'from' and 'to', or neither")
    nth = node.integer("nth") if "nth" in node else None
    return CuratedPeriod(
        QuotedWords(node.text("words"), nth, node),
        node.optional_text("from"),
        node.optional_text("to"),
        node.optional_text("en"),
        node.optional_text("role") or "during",
    )


def _exclusion(node: Node) -> CuratedExclusion:
    node.refuse_unknown(("quote", "nth", "reason"))
    nth = node.integer("nth") if "nth" in node else None
    return CuratedExclusion(QuotedWords(node.text("quote"), nth, node), node.text("reason"))
