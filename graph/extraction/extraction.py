"""What the rules find in a text: its names, and its figures with what their context says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from districtgraph.graph.extraction.changes import (
    Change,
    change_of,
    gets_to,
    narrowed,
    sets_out,
)
from districtgraph.graph.extraction.compared_goals import compared_goal
from districtgraph.graph.extraction.deadlines import has_just_begun
from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.figure_links import FigureLinks
from districtgraph.graph.extraction.indicator_heads import Head, HeadReading, find_heads
from districtgraph.graph.extraction.indicators import IndicatorIndex
from districtgraph.graph.extraction.lexicon_records import Lexicon
from districtgraph.graph.extraction.modality import ModalityReading, find_cues, modality_of
from districtgraph.graph.extraction.names import MarkedName, find_names
from districtgraph.graph.extraction.noun_phrases import RATES
from districtgraph.graph.extraction.periods import DocumentDate, PeriodExpression, find_periods
from districtgraph.graph.extraction.punctuation import (
    as_written,
    change_as_written,
    head_as_written,
    widened,
)
from districtgraph.graph.extraction.quantities import Quantity, find_quantities
from districtgraph.graph.extraction.sections import SubjectSpan, find_parts, reporting_year
from districtgraph.graph.extraction.timeline import Timeline, read_timeline
from districtgraph.graph.text.clauses import Sentence, clause_start, split_sentences
from districtgraph.graph.text.documents import Document
from districtgraph.graph.text.numerals import Numeral, find_numerals

__all__ = ["Extraction", "FoundFigure", "FoundNumeral", "extract", "find_figures"]

_PART = re.compile("(?:[，,；]?其中[，,：:]?|、)[一-鿿]{2,8}")
_CHANGES = ("growth", "points", "difference")
_Placed = TypeVar("_Placed", Quantity, PeriodExpression)


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A quantity with what the words around it say about it.

    Attributes:
        quantity: the number with its unit.
        period: the words of its time.
        modality: whether it is achieved, ongoing, planned or aimed at.
        change: whether it is a level, a growth or a share, and what it is compared with.
        head: the words that name what is measured.
        head_rule: how the head was found.
        follows: the index among the text's figures of the one that names what this one measures
            (GDP为300亿元，增长5%); None if this one has a head of its own.
        base: the index of the figure that a change starts from (由5亿元增加到9亿元).
        cumulative: the word that marks a running total (累计).
        part: the part of the report that it is in.
        indicator: the indicator whose label names what the figure measures, if there is one.

    """

    quantity: Quantity
    period: PeriodExpression | None
    modality: ModalityReading
    change: Change
    head: Head | None
    head_rule: str
    follows: int | None = None
    base: int | None = None
    cumulative: str | None = None
    part: SubjectSpan | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class FoundNumeral:
    """A numeral, and why it is no figure if the rules find a reason."""

    numeral: Numeral
    reason: str | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that the rules find in one text."""

    sentences: tuple[Sentence, ...]
    figures: tuple[FoundFigure, ...]
    numerals: tuple[FoundNumeral, ...]
    names: tuple[MarkedName, ...]


def extract(
    document: Document,
    lexicon: Lexicon,
    indicators: IndicatorIndex | None = None,
    stated: DocumentDate | None = None,
) -> Extraction:
    """Return what the rules find.

    Args:
        document: the text with its record.
        lexicon: the word lists.
        indicators: links what a figure measures to an indicator; None to link nothing.
        stated: when the document was published and which year it reports on, as far as known.

    """
    text = document.text
    plain = widened(text)
    numerals = tuple(
        FoundNumeral(numeral, exclusion_reason(plain, numeral, lexicon))
        for numeral in find_numerals(plain)
    )
    return Extraction(
        split_sentences(text),
        find_figures(text, lexicon, indicators, stated),
        numerals,
        find_names(text),
    )


def find_figures(
    text: str,
    lexicon: Lexicon,
    indicators: IndicatorIndex | None = None,
    stated: DocumentDate | None = None,
) -> tuple[FoundFigure, ...]:
    """Return the figures of a text in order; the arguments are those of `extract`."""
    plain = widened(text)
    figures = _read(plain, lexicon, indicators, stated)
    return figures if plain is text else tuple(_as_written(text, item) for item in figures)


def _as_written(text: str, figure: FoundFigure) -> FoundFigure:
    return replace(
        figure,
        quantity=as_written(text, figure.quantity) or figure.quantity,
        period=as_written(text, figure.period),
        change=change_as_written(text, figure.change),
        head=head_as_written(text, figure.head),
    )


def _read(
    text: str,
    lexicon: Lexicon,
    indicators: IndicatorIndex | None,
    stated: DocumentDate | None,
) -> tuple[FoundFigure, ...]:
    sentences = split_sentences(text)
    parts = find_parts(text, sentences, lexicon, stated.published if stated else None)
    found_periods = find_periods(text, lexicon)
    timeline = read_timeline(text, sentences, found_periods, lexicon, stated)
    year = (stated.reporting_year if stated else None) or reporting_year(text, sentences, lexicon)
    reader = _Reader(
        text, lexicon, year, stated.published if stated else None, timeline, indicators
    )
    quantities = _by_sentence(sentences, find_quantities(text, lexicon))
    periods = _by_sentence(sentences, found_periods)
    part = 0
    for number, sentence in enumerate(sentences):
        while part < len(parts) and parts[part].start <= sentence.start:
            part += 1
        if number in quantities:
            reader.read(
                sentence,
                quantities[number],
                periods.get(number, []),
                parts[part - 1] if part else None,
            )
    return tuple(reader.figures)


def _by_sentence(
    sentences: Sequence[Sentence], items: Sequence[_Placed]
) -> dict[int, list[_Placed]]:
    """Group items, which are in the order of the text, by the number of their sentence."""
    found: dict[int, list[_Placed]] = {}
    number = 0
    for item in items:
        while sentences[number].end <= item.start:
            number += 1
        found.setdefault(number, []).append(item)
    return found


class _Reader:
    """Reads the sentences of a text one by one into figures."""

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        year: int | None,
        published: date | None,
        timeline: Timeline,
        indicators: IndicatorIndex | None,
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.year = year
        self.published = published
        self.timeline = timeline
        self.links = FigureLinks(text, indicators)
        self.figures: list[FoundFigure] = []

    def read(
        self,
        sentence: Sentence,
        quantities: Sequence[Quantity],
        periods: Sequence[PeriodExpression],
        part: SubjectSpan | None,
    ) -> None:
        """Add the figures of a sentence."""
        text, lexicon = self.text, self.lexicon
        heads = find_heads(text, sentence, quantities, periods, lexicon)
        cues = find_cues(text, sentence, lexicon)
        first = len(self.figures)
        for number, quantity in enumerate(quantities):
            clause = clause_start(text, sentence, quantity.start)
            change = change_of(text, sentence, quantity, lexicon)
            if number:
                change = narrowed(text, quantity.start, change, self.figures[-1].change)
            period = self.timeline.at(quantity.start)
            modality = modality_of(
                text,
                sentence,
                (quantity.start, quantity.end),
                lexicon,
                cues=cues,
                kind=change.kind,
                period=period if self._decides(period, sentence) else None,
                part=part,
                year=self.year,
                published=self.published,
            )
            if number and self._is_part_of_a_plan(quantities[number - 1], quantity, modality):
                modality = replace(modality, modality="plan")
            if modality.modality in ("target", "plan"):
                period = self._undated_if_over(period, sentence)
            if goal := compared_goal(text, quantity.start, quantity.end):
                # 1—5月完成年度预算9亿元的45%: the budget is that of the year.
                modality = goal
                period = period if period is None or period.kind == "year" else None
            reading = heads[number]
            follows = None if reading.follows is None else first + reading.follows
            if reading.head is None and change.kind in _CHANGES:
                reading, follows = self._continued(reading, quantity)
            named = None if follows is None else self.figures[follows]
            indicator = self.links.of(
                sentence, reading, change, quantity, named, self.figures[first:]
            )
            self.figures.append(
                FoundFigure(
                    quantity,
                    period,
                    modality,
                    change,
                    reading.head,
                    reading.rule,
                    follows,
                    self._base(first, number, quantities, sentence),
                    self._cumulative(clause, quantity.start),
                    part,
                    indicator,
                )
            )

    def _decides(self, period: PeriodExpression | None, sentence: Sentence) -> bool:
        """Return whether a time tells if a figure lies ahead: one of its sentence, or to come."""
        if period is None or period.start >= sentence.start:
            return True
        if has_just_begun(period, self.published):
            return True
        return bool(self.published and period.first and period.first > self.published)

    def _undated_if_over(
        self, period: PeriodExpression | None, sentence: Sentence
    ) -> PeriodExpression | None:
        """Return the time of what lies ahead, undated if it is an earlier sentence's and over."""
        if period is None or period.start >= sentence.start or period.last is None:
            return period
        if self.published is None or period.last >= self.published:
            return period
        return replace(period, first=None, last=None, resolution="never")

    def _is_part_of_a_plan(
        self, last: Quantity, quantity: Quantity, modality: ModalityReading
    ) -> bool:
        """Return whether a count is of a part of what is planned: 安排项目9个，其中工业类3个."""
        between = self.text[last.end : quantity.start]
        return (
            modality.modality == "target"
            and self.figures[-1].modality.modality == "plan"
            and quantity.unit == last.unit not in RATES
            and _PART.fullmatch(between) is not None
        )

    def _continued(
        self, reading: HeadReading, quantity: Quantity
    ) -> tuple[HeadReading, int | None]:
        """Return the last figure's head for a change that begins a sentence: 其中，6月份增长4%."""
        last = self.figures[-1] if self.figures else None
        if last is None or "\n" in self.text[last.quantity.end : quantity.start]:
            return reading, None
        place = len(self.figures) - 1
        follows = place if last.follows is None else last.follows
        return HeadReading(last.head, None, "sentence-before"), follows

    def _base(
        self, first: int, number: int, quantities: Sequence[Quantity], sentence: Sentence
    ) -> int | None:
        """Return the figure before this one if a change starts from it and ends at this one."""
        if not number:
            return None
        last, quantity = quantities[number - 1], quantities[number]
        if quantity.unit != last.unit or not gets_to(
            self.text, last.end, quantity.start, self.lexicon
        ):
            return None
        clause = clause_start(self.text, sentence, last.start)
        return first + number - 1 if sets_out(self.text, clause, last.start) else None

    def _cumulative(self, clause: int, position: int) -> str | None:
        governing = self.text[clause:position]
        words = self.lexicon.changes.cumulative
        return next((word for word in words if word in governing), None)
