"""What the rules find in a text: its names, and its figures with what their context says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.heads.indicator_heads import Head, HeadReading, find_heads
from districtgraph.graph.extraction.heads.parts_of_places import OF_A_PLACE
from districtgraph.graph.extraction.heads.people_by_age import names_people
from districtgraph.graph.extraction.indicators.figure_links import FigureLinks, MeasuredFigure
from districtgraph.graph.extraction.indicators.indicator_index import IndicatorIndex
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.modality.figure_aims import CHANGES, FigureAims
from districtgraph.graph.extraction.modality.figure_modality import (
    AHEAD,
    ModalityReading,
    find_cues,
)
from districtgraph.graph.extraction.modality.prose_outlook import with_prose
from districtgraph.graph.extraction.modality.sections import SubjectSpan, find_parts, reporting_year
from districtgraph.graph.extraction.names.marked_names import MarkedName, find_names
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.periods.period_records import DocumentDate, PeriodExpression
from districtgraph.graph.extraction.periods.timeline import read_timeline
from districtgraph.graph.extraction.quantities.changes import (
    Change,
    change_of,
    gets_to,
    sets_out,
)
from districtgraph.graph.extraction.quantities.changes_beside_others import (
    added_to,
    bases_of_all_below,
    in_other_units,
    narrowed,
    of_goal,
    of_other_side,
    with_base_of,
    with_base_of_all,
)
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity, find_quantities
from districtgraph.graph.extraction.undated_figures import UndatedFigures
from districtgraph.graph.text.clauses import Sentence, clause_start, split_sentences
from districtgraph.graph.text.numerals import Numeral, find_numerals

__all__ = ["Extraction", "FoundFigure", "FoundNumeral", "extract", "find_figures"]

# 1—11月累计上涨
_WHOLE_AGAIN = re.compile("月份?(?:累计|平均)")
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
        age: whether it is an age by which people are named (60岁以上老人), which is no claim.

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
    age: bool = False


@dataclass(frozen=True, slots=True)
class FoundNumeral:
    """A numeral, and why it is no figure if the rules find a reason."""

    numeral: Numeral
    reason: str | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that the rules find in one text; `aims` has modality and time at any position."""

    sentences: tuple[Sentence, ...]
    figures: tuple[FoundFigure, ...]
    numerals: tuple[FoundNumeral, ...]
    names: tuple[MarkedName, ...]
    aims: FigureAims


def extract(
    text: str,
    lexicon: Lexicon,
    indicators: IndicatorIndex | None = None,
    stated: DocumentDate | None = None,
) -> Extraction:
    """Return what the rules find.

    Args:
        text: the text.
        lexicon: the word lists.
        indicators: links what a figure measures to an indicator; None to link nothing.
        stated: when the text was published and which year it reports on, as far as known.

    """
    numerals = tuple(
        FoundNumeral(numeral, exclusion_reason(text, numeral, lexicon))
        for numeral in find_numerals(text)
    )
    aims = _aims(text, lexicon, stated)
    figures = _figures(text, lexicon, indicators, aims)
    return Extraction(aims.timeline.sentences, figures, numerals, find_names(text), aims)


def find_figures(
    text: str,
    lexicon: Lexicon,
    indicators: IndicatorIndex | None = None,
    stated: DocumentDate | None = None,
) -> tuple[FoundFigure, ...]:
    """Return the figures of a text in order; the arguments are those of `extract`."""
    return _figures(text, lexicon, indicators, _aims(text, lexicon, stated))


def _aims(text: str, lexicon: Lexicon, stated: DocumentDate | None) -> FigureAims:
    sentences = split_sentences(text)
    published = stated.published if stated else None
    timeline = read_timeline(text, sentences, find_periods(text, lexicon), lexicon, stated)
    year = (stated.reporting_year if stated else None) or reporting_year(text, sentences, lexicon)
    parts = with_prose(text, find_parts(text, sentences, lexicon, published), lexicon, published)
    # What a report on a half of a year says of all of it lies ahead.
    day = published or timeline.reported_until()
    return FigureAims(text, lexicon, year, day, timeline, parts)


def _figures(
    text: str, lexicon: Lexicon, indicators: IndicatorIndex | None, aims: FigureAims
) -> tuple[FoundFigure, ...]:
    sentences = aims.timeline.sentences
    reader = _Reader(text, lexicon, aims, indicators)
    quantities = _by_sentence(sentences, find_quantities(text, lexicon))
    periods = _by_sentence(sentences, aims.timeline.periods)
    for number, found in quantities.items():
        reader.read(sentences[number], found, periods.get(number, []))
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


def _is_of_years(period: PeriodExpression | None) -> bool:
    """Return whether a time is that of several years: “十三五”期间, 五年来."""
    return period is not None and (period.kind in ("plan", "years") or bool(period.years))


class _Reader:
    """Reads the sentences of a text one by one into figures."""

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        aims: FigureAims,
        indicators: IndicatorIndex | None,
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.aims = aims
        self.links = FigureLinks(text, indicators)
        self.bases = bases_of_all_below(text)
        self.undated = UndatedFigures(text, lexicon, aims.timeline.events)
        self.figures: list[FoundFigure] = []

    def read(
        self,
        sentence: Sentence,
        quantities: Sequence[Quantity],
        periods: Sequence[PeriodExpression],
    ) -> None:
        """Add the figures of a sentence."""
        heads = find_heads(self.text, sentence, quantities, periods, self.lexicon)
        cues = find_cues(self.text, sentence, self.lexicon)
        first = len(self.figures)
        for number, quantity in enumerate(quantities):
            change = self._change(sentence, quantities, heads, number)
            modality, period = self.aims.of(sentence, quantity, change, cues, self._last())
            change = with_base_of_all(
                change, self.bases, quantity.start, several_years=_is_of_years(period)
            )
            head = heads[number].head
            dated = quantity.cell and quantity.cell.year
            if period and head and not dated:
                undated = self.undated.contains(sentence, period, head, quantity)
                period = None if undated else period
            reading, follows = self._reading(sentence, quantity, change, heads, number)
            named = None if follows is None else self.figures[follows]
            modality = self._modality(modality, reading, named)
            before = self.figures[first:]
            measured = MeasuredFigure(sentence, reading, change, quantity, named, before)
            age = names_people(self.text, quantity)
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
                    self._cumulative(sentence, quantity),
                    self.aims.part(sentence),
                    None if age else self.links.of(measured),
                    age,
                )
            )

    def _change(
        self,
        sentence: Sentence,
        quantities: Sequence[Quantity],
        heads: Sequence[HeadReading],
        number: int,
    ) -> Change:
        """Return the kind of a figure: by its clause, and by the figure before it."""
        text, quantity = self.text, quantities[number]
        change = change_of(text, sentence, quantity, self.lexicon)
        if head := heads[number].head:
            change = added_to(text, head.end, quantity, change)
        if not number:
            return change
        earlier, last = quantities[number - 1], self.figures[-1].change
        change = narrowed(text, quantity.start, change, last)
        change = of_other_side(change, last, heads[number].rule)
        change = of_goal(text, (quantity.start, quantity.end), change, last)
        change = in_other_units(text, earlier, quantity, change, last)
        return with_base_of(text, earlier.end, quantity.start, change, last)

    def _reading(
        self,
        sentence: Sentence,
        quantity: Quantity,
        change: Change,
        heads: Sequence[HeadReading],
        number: int,
    ) -> tuple[HeadReading, int | None]:
        """Return what a figure measures, and the place of the figure that names it, if another."""
        reading = heads[number]
        opens = not any(item.head for item in heads[:number])
        if reading.rule == OF_A_PLACE and reading.head is None and opens:
            return self._part_of_sentence_before(reading, quantity, change, sentence)
        if reading.head is None and change.kind in CHANGES and opens:
            return self._continued(reading, quantity)
        first = len(self.figures) - number
        return reading, None if reading.follows is None else first + reading.follows

    def _modality(
        self, modality: ModalityReading, reading: HeadReading, whole: FoundFigure | None
    ) -> ModalityReading:
        """Return the modality of a figure; a part that lies ahead is planned as its whole is."""
        if whole is None or reading.rule != OF_A_PLACE:
            return modality
        both = {modality.modality, whole.modality.modality} <= set(AHEAD)
        return whole.modality if both else modality

    def _last(self) -> tuple[Quantity, ModalityReading] | None:
        """Return the number and modality of the figure that was read last."""
        last = self.figures[-1] if self.figures else None
        return (last.quantity, last.modality) if last else None

    def _continued(
        self, reading: HeadReading, quantity: Quantity
    ) -> tuple[HeadReading, int | None]:
        """Return the last figure's head for a change that begins a sentence: 其中，6月份增长4%."""
        last = self.figures[-1] if self.figures else None
        if last is None or "\n" in self.text[last.quantity.end : quantity.start]:
            return reading, None
        whole = self._before_parts(quantity)
        place = len(self.figures) - 1 if whole is None else whole
        last = self.figures[place]
        follows = place if last.follows is None else last.follows
        return HeadReading(last.head, None, "sentence-before"), follows

    def _part_of_sentence_before(
        self, reading: HeadReading, quantity: Quantity, change: Change, sentence: Sentence
    ) -> tuple[HeadReading, int | None]:
        """Return what a place has a part of: 新增企业90家。其中，甲区|20家.

        No head where the sentence before has several numbers like it.
        """
        begin = self.text.rfind("。", 0, max(0, sentence.start - 1)) + 1
        begin = max(begin, self.text.rfind("\n", 0, sentence.start) + 1)
        alike = [
            place
            for place, item in enumerate(self.figures)
            if begin <= item.quantity.start < sentence.start
            and item.head
            and item.head_rule != OF_A_PLACE
            and (item.quantity.unit, item.quantity.symbol) == (quantity.unit, quantity.symbol)
            and item.change.kind == change.kind
        ]
        names = {item.head.name for place in alike if (item := self.figures[place]).head}
        if len(names) != 1:
            return reading, None
        whole = self.figures[alike[0]]
        follows = alike[0] if whole.follows is None else whole.follows
        return HeadReading(whole.head, None, OF_A_PLACE), follows

    def _before_parts(self, quantity: Quantity) -> int | None:
        """Return the last figure of the whole if a change for another time follows its parts.

        11月，价格上涨1%，其中：食品上涨2%。1-11月累计上涨|3%: the last is of all prices, too.
        """
        begin = self.text.rfind("\n", 0, quantity.start) + 1
        parts = self.text.rfind("其中", begin, quantity.start)
        opened = self.text.rfind("。", begin, quantity.start) + 1
        if (
            parts < 0
            or parts > opened
            or not _WHOLE_AGAIN.search(self.text, opened, quantity.start)
        ):
            return None
        inside = range(len(self.figures) - 1, -1, -1)
        place = next((i for i in inside if self.figures[i].quantity.start < parts), None)
        return place if place is not None and self.figures[place].quantity.start > begin else None

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

    def _cumulative(self, sentence: Sentence, quantity: Quantity) -> str | None:
        clause = clause_start(self.text, sentence, quantity.start)
        governing = self.text[clause : quantity.start]
        words = self.lexicon.changes.cumulative
        return next((word for word in words if word in governing), None)
