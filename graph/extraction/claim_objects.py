"""The claims that the rules find in a report, one record each, as `districtgraph extract` prints.

Every numeral of the text is in a claim, or is excluded with a reason, or is listed as unexplained.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from districtgraph.graph.extraction.claim_records import (
    ClaimObject,
    ExcludedNumeral,
    ExtractedClaims,
    Reading,
    SpanText,
    SubjectWords,
    TimeWords,
)
from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.extraction import Extraction, FoundFigure, extract
from districtgraph.graph.extraction.figure_places import FigurePlaces
from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.head_grammar import head_grammar
from districtgraph.graph.extraction.indicator_heads import Head
from districtgraph.graph.extraction.indicators import IndicatorIndex
from districtgraph.graph.extraction.lexicon_records import Lexicon
from districtgraph.graph.extraction.named_things import find_named_things
from districtgraph.graph.extraction.original_words import in_original_words
from districtgraph.graph.extraction.periods import (
    DocumentDate,
    Interval,
    PeriodExpression,
    find_periods,
)
from districtgraph.graph.extraction.quantities import Quantity
from districtgraph.graph.extraction.ranked_heads import RankedHeads
from districtgraph.graph.extraction.ranks import FoundRank, find_ranks
from districtgraph.graph.extraction.report_place import report_place
from districtgraph.graph.extraction.stated_date import stated_date
from districtgraph.graph.extraction.stated_objects import (
    named_objects,
    stated_objects,
    targeted_objects,
)
from districtgraph.graph.extraction.statements import find_statements
from districtgraph.graph.extraction.targeted_figures import find_targets
from districtgraph.graph.extraction.written_numbers import (
    has_unlisted_unit,
    is_approximate,
    kind_of,
    number_words,
    written_factor,
    written_unit,
)
from districtgraph.graph.rdf.vocabulary import individual
from districtgraph.graph.rdf.vocabulary import resolve as full_iri
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.numerals import Numeral, find_numerals
from districtgraph.graph.text.reading_view import reading_view

__all__ = ["extracted_claims"]

_LONGEST_QUOTE = 40
"""The most characters of a figure's quote, which is the phrase and not the sentence."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What all figures of a text share."""

    reading: Reading
    extraction: Extraction
    periods: tuple[PeriodExpression, ...]
    names: tuple[NamedThing, ...]
    lexicon: Lexicon
    subject: SubjectWords | None
    stated: DocumentDate

    @property
    def text(self) -> str:
        return self.reading.source.text


def extracted_claims(
    reading: Reading, lexicon: Lexicon, indicators: IndicatorIndex | None
) -> ExtractedClaims:
    """Return the claims of a text: figures, ranks, names and statements.

    The same text, place and dates give the same claims.

    Args:
        reading: the text, its place and dates.
        lexicon: the word lists of figures.
        indicators: links what a figure measures to an indicator; None to link nothing.

    """
    view = reading_view(reading.source.text)
    if view is None:
        return _claims_of(reading, lexicon, indicators)
    source = replace(reading.source, text=view.text)
    found = _claims_of(replace(reading, source=source), lexicon, indicators)
    return in_original_words(found, view, reading)


def _claims_of(
    reading: Reading, lexicon: Lexicon, indicators: IndicatorIndex | None
) -> ExtractedClaims:
    text = reading.source.text
    stated = _stated(reading, lexicon)
    extraction = extract(text, lexicon, indicators, stated)
    names = find_named_things(text)
    context = _Context(
        reading,
        extraction,
        find_periods(text, lexicon),
        names,
        lexicon,
        report_place(reading, names),
        stated,
    )
    found_ranks = tuple(find_ranks(text))
    figures = list(_figures(context, found_ranks))
    ranks = list(_ranks(context, found_ranks, figures))
    found = find_statements(text, names)
    claims = [
        *figures,
        *ranks,
        *named_objects(reading, names),
        *stated_objects(reading, found, context.subject),
        *targeted_objects(
            reading, find_targets(text, names, found, extraction.figures), context.subject
        ),
    ]
    return ExtractedClaims(
        reading,
        tuple(sorted(claims, key=lambda item: (item.start, item.end, item.kind, item.id))),
        tuple(_numerals(context, [*figures, *ranks])),
    )


def _stated(reading: Reading, lexicon: Lexicon) -> DocumentDate:
    """Return the dates that the owner gives; the missing ones are read from the text."""
    given, printed = reading.stated, stated_date(reading.source.text, lexicon)
    return DocumentDate(
        given.published or printed.published, given.reporting_year or printed.reporting_year
    )


# Figures


def _figures(context: _Context, ranks: Sequence[FoundRank]) -> Iterator[ClaimObject]:
    found = context.extraction.figures
    programmes = [name for name in context.names if name.kind == "programme" and not name.nested]
    sentences = _SentenceAt(context.extraction.sentences)
    edges = sorted(
        [(item.quantity.start, item.quantity.end) for item in found]
        + [(item.start, item.end) for item in ranks]
    )
    places = FigurePlaces(
        context.text,
        context.extraction.sentences,
        found,
        context.names,
        [(item.start, item.end) for item in context.periods],
        context.subject,
    )
    quoted = 0
    for index, figure in enumerate(found):
        quantity = figure.quantity
        sentence = sentences.at(quantity.start)
        programme = _programme(context.text, sentence, quantity.start, programmes)
        before, after = _room(quantity, edges)
        # A head between two figures is quoted with only one of them.
        room = max(before, quoted), after
        claim = _figure(context, figure, places.of(index), programme, room)
        quoted = claim.end
        yield claim


def _room(quantity: Quantity, edges: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the span from the end of the figure before a quantity to the start of the next."""
    at = bisect_left(edges, (quantity.start, quantity.end))
    before = edges[at - 1][1] if at else 0
    after = edges[at + 1][0] if at + 1 < len(edges) else quantity.end + _LONGEST_QUOTE
    return before, after


class _SentenceAt:
    """Finds the sentence of each position; positions must be asked for in ascending order."""

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
    subject: SubjectWords | None,
    programme: NamedThing | None,
    room: tuple[int, int],
) -> ClaimObject:
    quantity, head, base = figure.quantity, figure.head, figure.change.base
    number = number_words(context.text, quantity, context.lexicon)
    start, end = _quote(quantity, head, room)
    kind, sign = kind_of(figure), -1 if figure.change.falling else 1
    factor = written_factor(quantity, context.lexicon)
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
    rule = figure.head_rule or ("indicator-heads" if head else "number-grammar")
    return ClaimObject(
        id=f"{context.reading.key}/{number.start}-{number.end}",
        quote=context.text[start:end],
        start=start,
        end=end,
        number=number,
        kind=kind,
        value=written[0],
        unit=written_unit(quantity),
        unit_iri=None
        if has_unlisted_unit(quantity, context.lexicon)
        else full_iri(quantity.written_unit or quantity.unit).value,
        base_value=signed[0],
        base_unit_iri=full_iri(quantity.unit).value,
        lower=written[1],
        upper=written[2],
        comparator=quantity.comparator,
        approximate=is_approximate(quantity),
        indicator=individual(figure.indicator).value if figure.indicator else None,
        indicator_text=SpanText(head.text, head.start, head.end) if head else None,
        change_base=SpanText(base.text, base.start, base.end) if base else None,
        time=_time(context, figure.period, figure.modality.modality, quantity.start),
        modality=figure.modality.modality,
        cumulative=figure.cumulative,
        subject=subject,
        programme=programme.canonical or programme.text if programme else None,
        rule=str(rule),
        factor=factor,
    )


def _quote(quantity: Quantity, head: Head | None, room: tuple[int, int]) -> tuple[int, int]:
    """Return the shortest span that contains the figure and its head but no other figure."""
    start, end = quantity.start, quantity.end
    if head:
        wide = min(start, head.start), max(end, head.end)
        if room[0] <= wide[0] and wide[1] <= room[1] and wide[1] - wide[0] <= _LONGEST_QUOTE:
            return wide
    return start, end


def _time(
    context: _Context, period: PeriodExpression | None, modality: str, position: int
) -> TimeWords | None:
    if period is None:
        return None
    dates = period.resolved
    if dates and _cannot_be_over(context, modality, position, dates):
        dates = None
    first, last = (dates.start.isoformat(), dates.end.isoformat()) if dates else (None, None)
    return TimeWords(period.text, period.start, period.end, first, last)


def _cannot_be_over(context: _Context, modality: str, position: int, dates: Interval) -> bool:
    """Return whether a figure is achieved though its dates end after the day of the text.

    It was achieved in a part of that time which the words do not name. 预计 estimates all of it.
    """
    published = context.stated.published
    if modality != "achieved" or published is None or dates.end <= published:
        return False
    sentence = max(context.text.rfind(mark, 0, position) for mark in "。\n")
    return "预计" not in context.text[sentence + 1 : position]


_CLAUSE_END = re.compile("[，,；;：:。！？!?]")


def _programme(
    text: str, sentence: Sentence, position: int, programmes: Sequence[NamedThing]
) -> NamedThing | None:
    """Return the programme named last before a figure in the same clause."""
    before = [
        item
        for item in programmes
        if sentence.start <= item.start and item.end <= position and item.rule != "titles"
    ]
    if before and not _CLAUSE_END.search(text, before[-1].end, position):
        return before[-1]
    return None


# Ranks


def _ranks(
    context: _Context, ranks: Sequence[FoundRank], figures: Sequence[ClaimObject]
) -> Iterator[ClaimObject]:
    taken = [(item.number.start, item.number.end) for item in figures if item.number]
    heads = RankedHeads(
        context.text,
        head_grammar(context.lexicon),
        [(item.number.start, item.indicator_text) for item in figures if item.number],
    )
    for rank in ranks:
        span = rank.numeral_start, rank.numeral_end
        if not any(start < span[1] and span[0] < end for start, end in taken):
            yield _rank(context, rank, heads)


def _rank(context: _Context, rank: FoundRank, heads: RankedHeads) -> ClaimObject:
    text = context.text
    modality, period = context.extraction.aims.at(rank.numeral_start, rank.numeral_end)
    if text[rank.start] in "由从":
        period = None  # 由第9位升至第5位: the text does not say when it was the ninth.
    number = SpanText(
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
        indicator_text=heads.of(rank),
        time=_time(context, period, modality.modality, rank.numeral_start),
        modality=modality.modality,
        subject=context.subject,
        rule="ranks",
    )


# The census of numerals


def _numerals(context: _Context, claims: Sequence[ClaimObject]) -> Iterator[ExcludedNumeral]:
    """Yield the numerals that are in no claim, each with the reason if there is one."""
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
    """Return a function that says whether a numeral overlaps any of the spans."""
    covered = {at for start, end in spans for at in range(start, end)}
    return lambda numeral: any(at in covered for at in range(numeral.start, numeral.end))
