"""Figures as claims that `districtgraph extract` prints."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from districtgraph.graph.extraction.extraction import FoundFigure
from districtgraph.graph.extraction.heads.indicator_heads import Head
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.printed_claims.claim_records import (
    ClaimObject,
    SpanText,
    SubjectWords,
)
from districtgraph.graph.extraction.printed_claims.figure_places import FigurePlaces
from districtgraph.graph.extraction.printed_claims.text_findings import TextFindings
from districtgraph.graph.extraction.printed_claims.written_numbers import (
    has_unlisted_unit,
    is_approximate,
    kind_of,
    number_words,
    written_factor,
    written_unit,
)
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.extraction.quantities.ranks import FoundRank
from districtgraph.graph.rdf.vocabulary import individual
from districtgraph.graph.rdf.vocabulary import resolve as full_iri
from districtgraph.graph.text.clauses import CLAUSE_ENDS, Sentence

__all__ = ["figure_objects"]

_LONGEST_QUOTE = 40
"""The most characters of a figure's quote, which is the phrase and not the sentence."""


def figure_objects(findings: TextFindings, ranks: Sequence[FoundRank]) -> Iterator[ClaimObject]:
    """Yield the figures of a text as claims, in order; ranks are in no quote of a figure."""
    found = findings.extraction.figures
    programmes = [name for name in findings.names if name.kind == "programme" and not name.nested]
    sentences = _SentenceAt(findings.extraction.sentences)
    edges = sorted(
        [(item.quantity.start, item.quantity.end) for item in found if not item.age]
        + [(item.start, item.end) for item in ranks]
    )
    places = FigurePlaces(
        findings.text,
        findings.extraction.sentences,
        found,
        findings.names,
        [(item.start, item.end) for item in findings.periods],
        findings.subject,
        findings.lexicon,
    )
    quoted = 0
    for index, figure in enumerate(found):
        quantity = figure.quantity
        if figure.age:
            continue
        sentence = sentences.at(quantity.start)
        programme = _programme(findings.text, sentence, quantity.start, programmes)
        before, after = _room(quantity, edges)
        # A head between two figures is quoted with only one of them.
        room = max(before, quoted), after
        about = places.of(index)
        if about.of_one_body:
            figure = replace(figure, indicator=None)
        claim = _figure(findings, figure, about.place, programme, room)
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
    findings: TextFindings,
    figure: FoundFigure,
    subject: SubjectWords | None,
    programme: NamedThing | None,
    room: tuple[int, int],
) -> ClaimObject:
    quantity, head, base = figure.quantity, figure.head, figure.change.base
    number = number_words(findings.text, quantity, findings.lexicon)
    start, end = _quote(findings.text, quantity, head, room)
    factor = written_factor(quantity, findings.lexicon)
    value, lower, upper = _signed(quantity, falling=figure.change.falling)
    rule = figure.head_rule or ("indicator-heads" if head else "number-grammar")
    return ClaimObject(
        id=f"{findings.reading.key}/{number.start}-{number.end}",
        quote=findings.text[start:end],
        start=start,
        end=end,
        number=number,
        kind=kind_of(figure),
        value=None if value is None else value / factor,
        unit=written_unit(quantity),
        unit_iri=None
        if has_unlisted_unit(quantity, findings.lexicon)
        else full_iri(quantity.written_unit or quantity.unit).value,
        base_value=value,
        base_unit_iri=full_iri(quantity.unit).value,
        lower=None if lower is None else lower / factor,
        upper=None if upper is None else upper / factor,
        comparator=quantity.comparator,
        approximate=is_approximate(quantity),
        indicator=individual(figure.indicator).value if figure.indicator else None,
        indicator_text=SpanText(head.text, head.start, head.end) if head else None,
        change_base=SpanText(base.text, base.start, base.end) if base else None,
        time=findings.time_of(figure.period, figure.modality.modality, quantity.start),
        modality=figure.modality.modality,
        cumulative=figure.cumulative,
        subject=subject,
        programme=programme.canonical or programme.text if programme else None,
        rule=str(rule),
        factor=factor,
    )


def _signed(
    quantity: Quantity, *, falling: bool
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return value, lower and upper bound of a figure; those of a fall are negative: 下降3%到5%."""
    lower, upper = quantity.lower, quantity.upper
    if quantity.comparator == "range" and lower is not None and upper is not None:
        lower, upper = min(lower, upper), max(lower, upper)
    if not falling:
        return quantity.value, lower, upper
    return _negative(quantity.value), _negative(upper), _negative(lower)


def _negative(value: Decimal | None) -> Decimal | None:
    return None if value is None else value * -1


def _quote(
    text: str, quantity: Quantity, head: Head | None, room: tuple[int, int]
) -> tuple[int, int]:
    """Return the shortest span that contains the figure and its head but no other figure.

    A cell of a table whose name is in the header is quoted alone.
    """
    start, end = quantity.start, quantity.end
    headed = head and quantity.cell and "\n" in text[head.start : start]
    if head and not headed:
        wide = min(start, head.start), max(end, head.end)
        if room[0] <= wide[0] and wide[1] <= room[1] and wide[1] - wide[0] <= _LONGEST_QUOTE:
            return wide
    return start, end


_CLAUSE_END = re.compile(f"[{CLAUSE_ENDS}]")


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
