"""What the rules find in a whole text, from which its claims are made."""

from dataclasses import dataclass

from districtgraph.graph.extraction.extraction import Extraction
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.periods.period_records import (
    DocumentDate,
    Interval,
    PeriodExpression,
)
from districtgraph.graph.extraction.printed_claims.claim_records import (
    Reading,
    SubjectWords,
    TimeWords,
)

__all__ = ["TextFindings"]

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class TextFindings:
    """What all claims of a text are made from.

    Attributes:
        reading: the text, its place and dates as its owner gives them.
        extraction: figures, numerals and marked names.
        periods: all expressions of time.
        names: all named things.
        lexicon: the word lists.
        subject: the place that the text is about, None where it is not known.
        stated: the dates of the text, also those that are only printed in it.

    """

    reading: Reading
    extraction: Extraction
    periods: tuple[PeriodExpression, ...]
    names: tuple[NamedThing, ...]
    lexicon: Lexicon
    subject: SubjectWords | None
    stated: DocumentDate

    @property
    def text(self) -> str:
        """The text."""
        return self.reading.source.text

    def time_of(
        self, period: PeriodExpression | None, modality: str, position: int
    ) -> TimeWords | None:
        """Return the words of a claim's time, dated as far as they can be.

        Args:
            period: the time; None of a claim without one.
            modality: the claim's modality.
            position: where its number begins.

        """
        if period is None:
            return None
        dates = period.resolved
        if dates and self._cannot_be_over(modality, position, dates):
            dates = None
        first, last = (dates.start.isoformat(), dates.end.isoformat()) if dates else (None, None)
        return TimeWords(period.text, period.start, period.end, first, last)

    def _cannot_be_over(self, modality: str, position: int, dates: Interval) -> bool:
        """Return whether a figure is achieved though its dates end after the day of the text.

        It was achieved in a part of that time which the words do not name. 预计 estimates all of
        it, and a report on a year that comes out in its December is about all of it.
        """
        published = self.stated.published
        if modality != "achieved" or published is None or dates.end <= published:
            return False
        of_its_year = published.month == _DECEMBER and published.year == self.stated.reporting_year
        if of_its_year and dates.end.year == published.year:
            return False
        sentence = max(self.text.rfind(mark, 0, position) for mark in "。\n")
        return "预计" not in self.text[sentence + 1 : position]
