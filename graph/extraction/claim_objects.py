"""What the rules find in a report, as one record a claim: what `districtgraph extract` prints.

Every numeral of the text is in a claim, or is excluded with a reason, or is listed as unexplained.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal

from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.extraction import Extraction, FoundFigure, extract
from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.indicator_heads import Head
from districtgraph.graph.extraction.lexicon import Lexicon
from districtgraph.graph.extraction.named_things import find_named_things
from districtgraph.graph.extraction.periods import (
    DocumentDate,
    PeriodExpression,
    find_periods,
    resolve,
)
from districtgraph.graph.extraction.places import Place
from districtgraph.graph.extraction.quantities import Quantity
from districtgraph.graph.extraction.ranks import FoundRank, find_ranks
from districtgraph.graph.extraction.statements import FoundStatement, find_statements
from districtgraph.graph.rdf.vocabulary import individual
from districtgraph.graph.rdf.vocabulary import resolve as full_iri
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.documents import Document, DocumentRecord
from districtgraph.graph.text.numerals import Numeral, find_numerals
from districtgraph.graph.text.text_files import ReadText

__all__ = [
    "ClaimObject",
    "ExcludedNumeral",
    "ExtractedClaims",
    "Reading",
    "Words",
    "extracted_claims",
    "json_line",
]

_LONGEST_QUOTE = 40
"""Characters that a quote of a figure may have: it is the phrase, not the sentence."""
_APPROXIMATE = re.compile("约|近|左右|上下|余|多|几|数|将近|接近|大概|大致|前后|许")


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


@dataclass(frozen=True, slots=True)
class _Context:
    """What all figures of a text share."""

    reading: Reading
    extraction: Extraction
    periods: tuple[PeriodExpression, ...]
    names: tuple[NamedThing, ...]
    lexicon: Lexicon
    subject: SubjectWords | None

    @property
    def text(self) -> str:
        return self.reading.source.text


def extracted_claims(
    reading: Reading, lexicon: Lexicon, indicators: Mapping[str, str]
) -> ExtractedClaims:
    """Return the claims of a text: figures, ranks, names and statements.

    The same text, place and dates give the same claims.

    Args:
        reading: the text, its place and dates.
        lexicon: the word lists of figures.
        indicators: zh label or alternative label → local IRI of the indicator.

    """
    text = reading.source.text
    extraction = extract(_document(reading), lexicon, indicators)
    names = find_named_things(text)
    context = _Context(
        reading,
        extraction,
        find_periods(text, lexicon),
        names,
        lexicon,
        _subject(reading, names),
    )
    found_ranks = tuple(find_ranks(text))
    figures = list(_figures(context, found_ranks))
    ranks = list(_ranks(context, found_ranks, figures))
    claims = [
        *figures,
        *ranks,
        *(_name(reading, name) for name in names),
        *_statements(context, find_statements(text, names)),
    ]
    return ExtractedClaims(
        reading,
        tuple(sorted(claims, key=lambda item: (item.start, item.end, item.kind, item.id))),
        tuple(_numerals(context, [*figures, *ranks])),
    )


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


def _document(reading: Reading) -> Document:
    source = reading.source
    title = next((line.strip() for line in source.text.splitlines() if line.strip()), "")
    record = DocumentRecord(
        key=reading.key,
        file=source.name,
        title_zh=title,
        title_en=title,
        language="zh-Hans",
        sha256=source.sha256,
        characters=len(source.text),
        subject=f"place/{reading.place.code}"
        if reading.place and reading.place.code
        else "place/unknown",
    )
    return Document(record, source.text)


_HEADING_REACH = 120
"""Characters at the beginning of a text in which its place is named."""


def _subject(reading: Reading, names: Sequence[NamedThing]) -> SubjectWords | None:
    """Return the report's place: as it is given, else as its title names it."""
    if reading.place:
        return SubjectWords(reading.place.name, reading.place.code)
    for name in names:
        if name.start > _HEADING_REACH:
            return None
        if name.kind == "place" and name.text[-1] in "省市区县旗州盟" and not name.nested:
            return SubjectWords(name.text, None)
    return None


# Figures


def _figures(context: _Context, ranks: Sequence[FoundRank]) -> Iterator[ClaimObject]:
    found = context.extraction.figures
    programmes = [name for name in context.names if name.kind == "programme" and not name.nested]
    sentences = _SentenceAt(context.extraction.sentences)
    edges = sorted(
        [(item.quantity.start, item.quantity.end) for item in found]
        + [(item.start, item.end) for item in ranks]
    )
    for figure in found:
        quantity = figure.quantity
        sentence = sentences.at(quantity.start)
        programme = _programme(context.text, sentence, quantity.start, programmes)
        yield _figure(context, figure, figure.head, programme, _room(quantity, edges))


def _room(quantity: Quantity, edges: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return what lies between the figure before a quantity and the one after it."""
    at = bisect_left(edges, (quantity.start, quantity.end))
    before = edges[at - 1][1] if at else 0
    after = edges[at + 1][0] if at + 1 < len(edges) else quantity.end + _LONGEST_QUOTE
    return before, after


class _SentenceAt:
    """Finds the sentence of rising positions, without going back."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._index = 0

    def at(self, position: int) -> Sentence:
        while self._sentences[self._index].end <= position:
            self._index += 1
        return self._sentences[self._index]


def _figure(
    context: _Context,
    figure: FoundFigure,
    head: Head | None,
    programme: NamedThing | None,
    room: tuple[int, int],
) -> ClaimObject:
    quantity = figure.quantity
    number = _number_words(context, quantity)
    start, end = _quote(quantity, head, room)
    kind, sign = _kind(figure), -1 if figure.change.falling else 1
    factor = _factor(quantity, context.lexicon)
    bounds = (
        sorted(
            ((quantity.lower, quantity.upper)), key=lambda item: (item is None, item or Decimal(0))
        )
        if quantity.comparator == "range"
        else [quantity.lower, quantity.upper]
    )
    signed = [None if item is None else item * sign for item in (quantity.value, *bounds)]
    if sign < 0:
        signed[1], signed[2] = signed[2], signed[1]
    written = [None if item is None else item / factor for item in signed]
    rule = getattr(figure, "head_rule", "") or ("indicator-heads" if head else "number-grammar")
    return ClaimObject(
        id=f"{context.reading.key}/{number.start}-{number.end}",
        quote=context.text[start:end],
        start=start,
        end=end,
        number=number,
        kind=kind,
        value=written[0],
        unit=_unit(quantity),
        unit_iri=full_iri(quantity.written_unit or quantity.unit).value,
        base_value=signed[0],
        base_unit_iri=full_iri(quantity.unit).value,
        lower=written[1],
        upper=written[2],
        comparator=quantity.comparator,
        approximate=_is_approximate(quantity),
        indicator=individual(figure.indicator).value if figure.indicator else None,
        indicator_text=Words(head.text, head.start, head.end) if head else None,
        change_base=figure.change.base.text if figure.change.base else None,
        time=_time(context, figure.period),
        modality=figure.modality.modality,
        cumulative=getattr(figure, "cumulative", None),
        subject=context.subject,
        programme=programme.canonical or programme.text if programme else None,
        rule=str(rule),
        factor=factor,
    )


def _number_words(context: _Context, quantity: Quantity) -> Words:
    """Return the quantity alone, its unit included, without approximations at its edges."""
    core = getattr(quantity, "core_start", 0), getattr(quantity, "core_end", 0)
    start, end = core if core[1] else _core(quantity, context.lexicon)
    return Words(context.text[start:end], start, end)


def _core(quantity: Quantity, lexicon: Lexicon) -> tuple[int, int]:
    start, end = quantity.start, quantity.end
    for item in sorted(lexicon.before, key=lambda item: -len(item.word)):
        if quantity.text.startswith(item.word) and len(item.word) < len(quantity.text):
            start += len(item.word)
            break
    for item in sorted(lexicon.after, key=lambda item: -len(item.word)):
        if quantity.text.endswith(item.word) and start < end - len(item.word):
            end -= len(item.word)
            break
    return start, end


def _quote(quantity: Quantity, head: Head | None, room: tuple[int, int]) -> tuple[int, int]:
    """Return the shortest words that have the figure and its head, between the other figures."""
    start, end = quantity.start, quantity.end
    if head:
        wide = min(start, head.start), max(end, head.end)
        if room[0] <= wide[0] and wide[1] <= room[1] and wide[1] - wide[0] <= _LONGEST_QUOTE:
            return wide
    return start, end


_KINDS = {"growth": "growth", "difference": "change", "points": "points", "share": "share"}


def _kind(figure: FoundFigure) -> str:
    quantity = figure.quantity
    if figure.change.kind == "ratio":
        return _kind_of_ratio(quantity.text)
    if figure.change.kind in _KINDS:
        return _KINDS[figure.change.kind]
    if quantity.comparator == "range":
        return "range"
    return "count" if quantity.unit == "unit:NUM" and quantity.symbol else "value"


def _kind_of_ratio(words: str) -> str:
    if "倍" in words or "番" in words:
        return "multiple"
    return "share" if "分之" in words else "ratio"


def _factor(quantity: Quantity, lexicon: Lexicon) -> Decimal:
    """Return what one written unit is in the base unit."""
    if not quantity.symbol:
        return Decimal(1)
    return next((u.factor for u in lexicon.units if quantity.symbol in u.symbols), Decimal(1))


def _unit(quantity: Quantity) -> str | None:
    """Return the unit as it is written; 个 before 百分点 counts, it is no part of the unit."""
    if quantity.symbol:
        return quantity.symbol.replace("个百分点", "百分点")
    if "百分之" in quantity.text:
        return "%"
    return "倍" if "番" in quantity.text else None


def _is_approximate(quantity: Quantity) -> bool:
    return quantity.comparator == "about" or bool(_APPROXIMATE.search(quantity.approximation))


def _time(context: _Context, period: PeriodExpression | None) -> TimeWords | None:
    if period is None:
        return None
    dates = resolve(period, context.reading.stated)
    first, last = (dates.start.isoformat(), dates.end.isoformat()) if dates else (None, None)
    return TimeWords(period.text, period.start, period.end, first, last)


_CLAUSE_END = re.compile("[，,；;：:。！？!?]")


def _programme(
    text: str, sentence: Sentence, position: int, programmes: Sequence[NamedThing]
) -> NamedThing | None:
    """Return the programme that is named last before a figure in the clause that it stands in."""
    before = [
        item
        for item in programmes
        if sentence.start <= item.start and item.end <= position and item.rule != "titles"
    ]
    if before and not _CLAUSE_END.search(text, before[-1].end, position):
        return before[-1]
    return None


# Ranks, names, statements


def _ranks(
    context: _Context, ranks: Sequence[FoundRank], figures: Sequence[ClaimObject]
) -> Iterator[ClaimObject]:
    taken = [(item.number.start, item.number.end) for item in figures if item.number]
    for rank in ranks:
        span = rank.numeral_start, rank.numeral_end
        if not any(start < span[1] and span[0] < end for start, end in taken):
            yield _rank(context, rank)


def _rank(context: _Context, rank: FoundRank) -> ClaimObject:
    text = context.text
    head = text[rank.head_start : rank.head_end]
    number = Words(
        text[rank.numeral_start : rank.numeral_end], rank.numeral_start, rank.numeral_end
    )
    return ClaimObject(
        id=f"{context.reading.key}/{number.start}-{number.end}",
        quote=text[rank.start : rank.end],
        start=rank.start,
        end=rank.end,
        number=number,
        kind="rank",
        value=None if rank.rank is None else Decimal(rank.rank),
        upper=None if rank.within is None else Decimal(rank.within),
        comparator="equal" if rank.within is None else "at-most",
        approximate=False,
        indicator_text=Words(head, rank.head_start, rank.head_end) if len(head) > 1 else None,
        modality="achieved",
        subject=context.subject,
        rule="ranks",
    )


def _name(reading: Reading, name: NamedThing) -> ClaimObject:
    return ClaimObject(
        id=f"{reading.key}/name-{name.start}-{name.end}",
        quote=name.text,
        start=name.start,
        end=name.end,
        kind="name",
        rule=name.rule,
        name=NameFields(name.kind, name.canonical or None, name.nested),
    )


def _statements(context: _Context, found: Iterable[FoundStatement]) -> Iterator[ClaimObject]:
    area = context.subject.text if context.subject else "本地"
    for item in found:
        subject = _side(item.subject, area)
        obj = _side(item.object, area)
        places = "-".join(
            "area" if side.start is None else str(side.start) for side in (subject, obj)
        )
        yield ClaimObject(
            id=f"{context.reading.key}/statement-{places}-{item.property}",
            quote=context.text[item.start : item.end],
            start=item.start,
            end=item.end,
            kind="statement",
            subject=context.subject,
            rule=item.rule,
            statement=StatementFields(subject, item.property, obj),
        )


def _side(name: NamedThing | None, area: str) -> Side:
    if name is None:
        return Side(area, None, None)
    return Side(name.canonical or name.text, name.start, name.kind)


# The census of numerals


def _numerals(context: _Context, claims: Sequence[ClaimObject]) -> Iterator[ExcludedNumeral]:
    """Yield the numerals of a text that are in no claim, each with the reason, if there is one."""
    covers = _covering([(item.start, item.end) for item in claims])
    in_figure = _covering(
        [(item.quantity.start, item.quantity.end) for item in context.extraction.figures]
    )
    in_period = _covering([(item.start, item.end) for item in context.periods])
    in_name = _covering([(item.start, item.end) for item in context.names])
    for numeral in find_numerals(context.text):
        if covers(numeral) or in_figure(numeral):
            continue
        reason = "date" if in_period(numeral) else None
        reason = reason or exclusion_reason(context.text, numeral, context.lexicon)
        reason = reason or ("name" if in_name(numeral) else None)
        yield ExcludedNumeral(numeral.text, numeral.start, numeral.end, reason)


def _covering(spans: Sequence[tuple[int, int]]) -> Callable[[Numeral], bool]:
    """Return a test of whether a numeral touches one of some spans."""
    covered = {at for start, end in spans for at in range(start, end)}
    return lambda numeral: any(at in covered for at in range(numeral.start, numeral.end))
