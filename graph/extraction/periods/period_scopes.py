"""The times that a sentence inherits from the headings and paragraphs before it."""

from dataclasses import dataclass

from districtgraph.graph.extraction.periods.period_records import PeriodExpression

__all__ = ["Frame", "Scope"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A time that a heading or the beginning of a paragraph sets for what follows.

    Attributes:
        rank: of the heading, or a little more for a paragraph in its part; larger ones are within.
        expression: the time; None if it names none.
        ahead: whether what follows lies ahead; None if that is not said.
        is_heading: whether it is a heading.
        year: the year that it names beside the years of a plan.

    """

    rank: float
    expression: PeriodExpression | None
    ahead: bool | None = None
    is_heading: bool = True
    year: int | None = None

    @property
    def is_numbered(self) -> bool:
        """Whether it is the heading of a part with a number, as 一、 and （一）."""
        return self.is_heading and self.rank == int(self.rank)


@dataclass(frozen=True, slots=True)
class Scope:
    """The times that a sentence inherits from the text before it."""

    paragraph: PeriodExpression | None
    frames: tuple[Frame, ...]

    @property
    def inherited(self) -> PeriodExpression | None:
        """The time that a reader has in mind when the sentence begins."""
        if self.paragraph:
            return self.paragraph
        ahead = False
        for frame in reversed(self.frames):
            # What lies ahead is not in the time of the past parts around it, but of a plan.
            if frame.expression and (frame.ahead or not ahead):
                return frame.expression
            ahead = ahead or bool(frame.ahead)
        return None

    @property
    def of_headings(self) -> "Scope":
        """What holds by the headings alone."""
        return Scope(None, tuple(frame for frame in self.frames if frame.is_heading))

    @property
    def year_under_review(self) -> int | None:
        """The year that the nearest heading with a time names (2024年工作回顾)."""
        times = [item.expression for item in self.frames if item.is_heading and item.expression]
        named = times[-1].resolved if times and not self.ahead else None
        return named.start.year if named and named.start.year == named.end.year else None

    @property
    def past_year(self) -> int | None:
        """The year that 过去一年 means: the one under review, also beside the years of a plan."""
        named = [frame.year for frame in self.frames if frame.year and not self.ahead]
        return self.year_under_review or (named[-1] if named else None)

    @property
    def ahead(self) -> bool:
        """Whether the part of the document is about what lies ahead."""
        stated = [frame.ahead for frame in self.frames if frame.ahead is not None]
        return bool(stated) and stated[-1]
