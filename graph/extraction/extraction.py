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
from districtgraph.graph.extraction.done_by_now import lasts_beyond
from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.figure_links import FigureLinks
from districtgraph.graph.extraction.indicator_heads import Head, HeadReading, find_heads
from districtgraph.graph.extraction.indicators import IndicatorIndex
from districtgraph.graph.extraction.lexicon_records import Lexicon
from districtgraph.graph.extraction.modality import (
    FoundCue,
    ModalityReading,
    find_cues,
    modality_of,
)
from districtgraph.graph.extraction.names import MarkedName, find_names
from districtgraph.graph.extraction.noun_phrases import RATES
from districtgraph.graph.extraction.periods import DocumentDate, PeriodExpression, find_periods
from districtgraph.graph.extraction.quantities import Quantity, find_quantities
from districtgraph.graph.extraction.sections import SubjectSpan, find_parts, reporting_year
from districtgraph.graph.extraction.timeline import Timeline, read_timeline
from districtgraph.graph.text.clauses import Sentence, clause_start, split_sentences
from districtgraph.graph.text.documents import Document
from districtgraph.graph.text.numerals import Numeral, find_numerals

__all__ = ["Extraction", "FoundFigure", "FoundNumeral", "extract", "find_figures"]

_PART = re.compile("(?:[，,；]?其中[，,：:]?|、)[一-鿿]{2,8}")
_CHANGES = ("growth", "points", "difference")
_ALLOTTING = ("安排", "今年安排", "本年度计划")
# 安排项目9项，总投资4亿元，年度投资计划1亿元
_ON_THE_LIST = re.compile(
    "[）)]?[，,、](?:其中)?(?:项目|年度)?"
    "(?:总投资|投资计划|计划投资|(?:预备|储备|续建|新开工|前期|正式|重点)项目)(?:额|为|约|达)*"
)
# 9亿元，比上年完成数增长: a change of the amount before it.
_CHANGE_OF_IT = re.compile(
    "[，,、]?(?:同比|同口径|[比较](?:[^，,；;。0-9]{0,4}年)?[^，,；;。0-9已]{0,8}?)(?:增长|增加|提高|下降|减少|降低|[增减])[了约近]?"
)
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
    numerals = tuple(
        FoundNumeral(numeral, exclusion_reason(text, numeral, lexicon))
        for numeral in find_numerals(text)
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
            last = quantities[number - 1] if number else None
            modality, period = self._aim(sentence, (last, quantity), change, (cues, part))
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

    def _aim(
        self,
        sentence: Sentence,
        quantities: tuple[Quantity | None, Quantity],
        change: Change,
        context: tuple[Sequence[FoundCue], SubjectSpan | None],
    ) -> tuple[ModalityReading, PeriodExpression | None]:
        """Return whether a figure is achieved or lies ahead, and its time.

        Args:
            sentence: its sentence.
            quantities: the one before it in the sentence, if any, and its own.
            change: its kind.
            context: the cues of the sentence, and the part of the text.

        """
        (last, quantity), (cues, part) = quantities, context
        text, lexicon = self.text, self.lexicon
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
            over=self._is_over(period, sentence),
        )
        if last:
            modality = self._as_its_level(last, quantity, change, modality)
        if last and self._is_part_of_a_plan(last, quantity, modality):
            modality = replace(modality, modality="plan")
        clause = clause_start(text, sentence, quantity.start)
        if self._is_allotted(clause, quantity, period, modality):
            modality = ModalityReading("plan", "安排", None)
        if modality.modality in ("target", "plan"):
            period = self._undated_if_over(period, sentence)
        if goal := compared_goal(text, quantity.start, quantity.end):
            # 1—5月完成年度预算9亿元的45%: the budget is that of the year.
            modality = goal
            period = period if period is None or period.kind == "year" else None
        return modality, period

    def _decides(self, period: PeriodExpression | None, sentence: Sentence) -> bool:
        """Return whether a time tells if a figure lies ahead: one of its sentence, or to come."""
        if period is None or period.start >= sentence.start:
            return True
        if has_just_begun(period, self.published):
            return True
        return bool(self.published and period.first and period.first > self.published)

    def _is_over(self, period: PeriodExpression | None, sentence: Sentence) -> bool:
        """Return whether a figure inherits a time that had passed when the text came out."""
        if period is None or period.start >= sentence.start or self.published is None:
            return False
        return period.last is not None and period.last < self.published

    def _is_allotted(
        self,
        clause: int,
        quantity: Quantity,
        period: PeriodExpression | None,
        modality: ModalityReading,
    ) -> bool:
        """Return whether a number is on the list of a year that is not over: 民生类安排项目9个."""
        if modality.cue or period is None or period.resolution != "this-year":
            return False
        listed = "安排" in self.text[clause : quantity.start]
        if not listed and self.figures and self.figures[-1].modality.cue in _ALLOTTING:
            end = self.figures[-1].quantity.end
            listed = _ON_THE_LIST.fullmatch(self.text, end, quantity.start) is not None
        return listed and lasts_beyond(period, self.published)

    def _as_its_level(
        self, last: Quantity, quantity: Quantity, change: Change, modality: ModalityReading
    ) -> ModalityReading:
        """Return the modality of a change that follows a planned amount: 拟安排9亿元，比上年增长5%.

        A word of its own, such as 已, decides otherwise.
        """
        before = self.figures[-1].modality
        own = modality.cue is not None or change.kind not in _CHANGES
        if own or before.modality not in ("target", "plan"):
            return modality
        between = self.text[last.end : quantity.start]
        return before if _CHANGE_OF_IT.fullmatch(between) else modality

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
