"""Whether a figure is achieved or lies ahead, and its time: each depends on the other."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from districtgraph.graph.extraction.heads.noun_phrases import RATES
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.modality.compared_goals import TASK, compared_goal
from districtgraph.graph.extraction.modality.deadlines import has_just_begun
from districtgraph.graph.extraction.modality.done_by_now import lasts_beyond
from districtgraph.graph.extraction.modality.figure_modality import (
    AHEAD,
    DEFAULT_MODALITY,
    FoundCue,
    ModalityReading,
    find_cues,
    modality_of,
)
from districtgraph.graph.extraction.modality.modality_cues import modality_grammar
from districtgraph.graph.extraction.modality.sections import SubjectSpan
from districtgraph.graph.extraction.periods.period_records import WHOLE_YEAR, PeriodExpression
from districtgraph.graph.extraction.periods.timeline import Timeline
from districtgraph.graph.extraction.quantities.changes import Change, FigureKind
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.extraction.quantities.quantity_records import TableCell
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = ["CHANGES", "FigureAims"]

_PART = re.compile("(?:[，,；;]?其中[，,：:]?|[、；;])[一-鿿]{2,12}")
# 新建充电站60座，公共绿地120公顷: the next work of a list, under the same verb.
_NEXT_WORK = re.compile("[，,、](?:(?![达到至为增减升降均每有])[一-鿿]){2,8}")
CHANGES = ("growth", "points", "difference")
"""The kinds of figures that are changes."""
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


@dataclass(frozen=True, slots=True)
class FigureAims:
    """Reads modality and time in one text.

    Attributes:
        text: the text.
        lexicon: the word lists.
        year: the year that the text looks back on, if it names one.
        published: the day of the text, if that is known.
        timeline: the times of the text.
        parts: the parts of the text, in order.

    """

    text: str
    lexicon: Lexicon
    year: int | None
    published: date | None
    timeline: Timeline
    parts: Sequence[SubjectSpan]

    def part(self, sentence: Sentence) -> SubjectSpan | None:
        """Return the part of the text that a sentence is in."""
        index = bisect_right(self.parts, sentence.start, key=lambda item: item.start)
        return self.parts[index - 1] if index else None

    def at(self, start: int, end: int) -> tuple[ModalityReading, PeriodExpression | None]:
        """Return modality and time of something that no quantity expresses, such as a rank.

        Args:
            start: where it begins.
            end: where it ends.

        """
        sentences = self.timeline.sentences
        sentence = sentences[bisect_right(sentences, start, key=lambda item: item.start) - 1]
        cues = find_cues(self.text, sentence, self.lexicon)
        period = self.timeline.at(start)
        modality = self._modality(sentence, (start, end), "level", cues, period)
        if modality.modality in AHEAD:
            period = self._undated_if_over(period, sentence)
        return modality, period

    def of(
        self,
        sentence: Sentence,
        quantity: Quantity,
        change: Change,
        cues: Sequence[FoundCue],
        before: tuple[Quantity, ModalityReading] | None,
    ) -> tuple[ModalityReading, PeriodExpression | None]:
        """Return modality and time of a figure.

        Args:
            sentence: its sentence.
            quantity: its number.
            change: its kind.
            cues: the cues of its sentence.
            before: the figure before it in the text, if there is one.

        """
        if quantity.cell and (quantity.cell.year or quantity.cell.ahead):
            return self._of_column(quantity, quantity.cell)
        text = self.text
        period = self.timeline.at(quantity.start)
        span = quantity.start, quantity.end
        modality = self._modality(sentence, span, change.kind, cues, period)
        if before and before[0].start >= sentence.start:
            modality = self._as_its_level(*before, quantity, change, modality)
            if self._is_part_of_a_plan(*before, quantity, modality):
                modality = replace(modality, modality="plan")
            if self._is_part_of_a_task(*before, quantity, modality):
                modality = before[1]
        clause = clause_start(text, sentence, quantity.start)
        if self._is_allotted(clause, quantity, before, period, modality):
            modality = ModalityReading("plan", "安排", None)
        if modality.modality in AHEAD:
            period = self._undated_if_over(period, sentence)
        if goal := compared_goal(text, quantity.start, quantity.end):
            # 1—5月完成年度预算9亿元的45%: the budget is that of the year.
            modality = goal
            period = period if period and _is_a_year(period) else None
        return modality, period

    def _of_column(
        self, quantity: Quantity, cell: TableCell
    ) -> tuple[ModalityReading, PeriodExpression | None]:
        """Return modality and time of a cell whose header has a year or an aim: 2026年计划."""
        period = self._in_header(cell.year[0]) if cell.year else self.timeline.at(quantity.start)
        if cell.ahead:
            words = self.text[slice(*cell.ahead)]
            return ModalityReading("target", words, cell.ahead[0]), period
        if period and lasts_beyond(period, self.published):
            return ModalityReading("target", period.text, period.start), period
        return ModalityReading(DEFAULT_MODALITY, None), period

    def _in_header(self, start: int) -> PeriodExpression | None:
        """Return the time that begins at a position."""
        periods = self.timeline.periods
        at = bisect_left(periods, start, key=lambda item: item.start)
        return periods[at] if at < len(periods) and periods[at].start == start else None

    def _modality(
        self,
        sentence: Sentence,
        span: tuple[int, int],
        kind: FigureKind,
        cues: Sequence[FoundCue],
        period: PeriodExpression | None,
    ) -> ModalityReading:
        return modality_of(
            self.text,
            sentence,
            span,
            self.lexicon,
            cues=cues,
            kind=kind,
            period=period if self._decides(period, sentence) else None,
            part=self.part(sentence),
            year=self.year,
            published=self.published,
            over=self._is_over(period, sentence),
        )

    def _decides(self, period: PeriodExpression | None, sentence: Sentence) -> bool:
        """Return whether a time decides if a figure lies ahead: one of its sentence, or to come."""
        if period is None or period.start >= sentence.start:
            return True
        if has_just_begun(period, self.published):
            return True
        part = self.part(sentence)
        if self.published is None and self.year and period.first and part is None:
            # News of a report: what follows 2025年，… is after the year that it reviews.
            return period.first.year > self.year
        return bool(self.published and period.first and period.first > self.published)

    def _is_over(self, period: PeriodExpression | None, sentence: Sentence) -> bool:
        """Return whether a figure inherits a time that had passed when the text came out."""
        if period is None or period.start >= sentence.start or self.published is None:
            return False
        # 截至9日，…。项目规划建设…: the days of a count say nothing of what is still to come.
        counted = period.kind == "day"
        return not counted and period.last is not None and period.last < self.published

    def _is_allotted(
        self,
        clause: int,
        quantity: Quantity,
        before: tuple[Quantity, ModalityReading] | None,
        period: PeriodExpression | None,
        modality: ModalityReading,
    ) -> bool:
        """Return whether a number is on the list of a year that is not over: 民生类安排项目9个."""
        if modality.cue or period is None or not self._is_this_year(period):
            return False
        listed = "安排" in self.text[clause : quantity.start]
        if not listed and before and before[1].cue in _ALLOTTING:
            listed = bool(_ON_THE_LIST.fullmatch(self.text, before[0].end, quantity.start))
        return listed and lasts_beyond(period, self.published)

    def _is_this_year(self, period: PeriodExpression) -> bool:
        """Return whether words name the year of the text: 今年, or 2026年 in a text of 2026."""
        if period.resolution == "this-year":
            return True
        year = self.published.year if self.published else None
        return period.kind == "year" and period.first is not None and period.first.year == year

    def _as_its_level(
        self,
        last: Quantity,
        before: ModalityReading,
        quantity: Quantity,
        change: Change,
        modality: ModalityReading,
    ) -> ModalityReading:
        """Return the modality of a change that follows a planned amount: 拟安排9亿元，比上年增长5%.

        A word of its own, such as 已, decides otherwise.
        """
        own = modality.cue is not None or change.kind not in CHANGES
        if own or before.modality not in AHEAD:
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

    def _is_built(self, quantity: Quantity) -> bool:
        """Return whether a number measures what is built: 120公顷, 3座, no money and no people."""
        return not (quantity.unit in RATES or quantity.is_money or quantity.counts)

    def _is_part_of_a_task(
        self,
        last: Quantity,
        before: ModalityReading,
        quantity: Quantity,
        modality: ModalityReading,
    ) -> bool:
        """Return whether a number is a part of a task: 下达任务9亿元，其中国道6亿元."""
        alike = before.cue == TASK and modality.cue is None and quantity.unit == last.unit
        return alike and _PART.fullmatch(self.text, last.end, quantity.start) is not None

    def _is_part_of_a_plan(
        self,
        last: Quantity,
        before: ModalityReading,
        quantity: Quantity,
        modality: ModalityReading,
    ) -> bool:
        """Return whether a count is of a part of what is planned: 安排项目9个，其中工业类3个."""
        between = self.text[last.end : quantity.start]
        if modality.modality == "target" and before.modality == "plan":
            goes_on = _NEXT_WORK.fullmatch(between) is not None and self._is_built(quantity)
            if goes_on and not modality_grammar(self.lexicon).outcomes.search(between):
                return True
        return (
            modality.modality == "target"
            and before.modality == "plan"
            and quantity.unit == last.unit not in RATES
            and bool(_PART.fullmatch(between) or _ON_THE_LIST.fullmatch(between))
        )


def _is_a_year(period: PeriodExpression) -> bool:
    """Return whether words name a whole year: 2024年, 今年, 全年."""
    if period.part != WHOLE_YEAR:
        return False
    return period.kind == "year" or period.resolution in ("this-year", "reporting-year")
