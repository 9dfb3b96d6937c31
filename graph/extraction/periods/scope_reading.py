"""The times that headings and the beginnings of paragraphs set, sentence by sentence."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.heading_frames import (
    below_a_year,
    heading_frame,
    still_ahead,
)
from districtgraph.graph.extraction.periods.paragraph_kinds import (
    is_feature,
    is_note,
    is_reported_speech,
)
from districtgraph.graph.extraction.periods.part_marks import (
    TITLE,
    has_figures,
    is_heading,
    rank_of,
)
from districtgraph.graph.extraction.periods.passages import (
    is_history,
    is_of_a_bulletin,
    last_time,
    opens_passage,
    years_of,
)
from districtgraph.graph.extraction.periods.period_places import (
    changes_the_time,
    is_one_of,
    is_part_of,
    is_short,
)
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.periods.period_scopes import Frame, Scope
from districtgraph.graph.extraction.periods.period_topics import after_topic, topic_of
from districtgraph.graph.extraction.quantities.quantity_guards import is_quoted
from districtgraph.graph.text.clauses import Sentence

__all__ = ["read_scopes", "times_by_sentence"]

_APART = re.compile("[，,]|我们|全[省市区县州旗]")
# 一是 … 二是 … within a paragraph; 第一，… 第二，… as paragraphs of a speech.
_ITEM = re.compile("(?P<number>[一二三四五六七八九十]{1,2})是")
_POINT = re.compile("第(?P<number>[一二三四五六七八九十]{1,2})[，,]")

# 过去，办证要跑3个部门。改革后，只跑1个: what was once is over.
_AFTERWARDS = re.compile("[一-鿿]{2,10}后[，,]|如今|现在|经过|通过|自此|从此|这几年|近年")
_LIST_FOLLOWS = re.compile(r"[：:]\s*\n\s*(?:1[、.．]|[（(][一1][）)]|一、|①)")


def times_by_sentence(
    sentences: Sequence[Sentence], periods: Sequence[PeriodExpression]
) -> list[list[PeriodExpression]]:
    """Return the times that begin in each sentence."""
    found: list[list[PeriodExpression]] = [[] for _ in sentences]
    starts = [sentence.start for sentence in sentences]
    for item in periods:
        index = bisect_right(starts, item.start) - 1
        if index >= 0:
            found[index].append(item)
    return found


def read_scopes(
    text: str,
    sentences: Sequence[Sentence],
    periods: Sequence[Sequence[PeriodExpression]],
    lexicon: Lexicon,
    events: frozenset[int] = frozenset(),
) -> Iterator[Scope]:
    """Yield the times that each sentence inherits.

    Args:
        text: the whole text.
        sentences: all of its sentences and headings, in order.
        periods: the period expressions of each.
        lexicon: the word lists, for the headings that look ahead.
        events: where the times begin that only say when something happened.

    """
    reader = _Reader(text, lexicon, events, _latest_year(periods))
    ends = (0, *(sentence.end for sentence in sentences))
    for sentence, end, inside in zip(sentences, ends, periods, strict=False):
        between = text[end : sentence.start]
        begins = not sentence.start or "\n" in between or "　" in between
        yield reader.read(sentence, inside, begins=begins)


class _Reader:
    """Reads the sentences of a text one by one, and remembers what they set for those after them.

    Args:
        text: the whole text.
        lexicon: the word lists.
        events: where the times begin that only say when something happened.
        latest: the latest year that the text is about; None if it names none.

    """

    def __init__(
        self, text: str, lexicon: Lexicon, events: frozenset[int], latest: int | None
    ) -> None:
        self._text, self._lexicon, self._events, self._latest = text, lexicon, events, latest
        self._feature = is_feature(text)
        self._frames: tuple[Frame, ...] = ()
        self._level = TITLE
        """The rank of the part that the last heading has begun."""
        self._first_body = True
        """Whether there were only headings so far."""
        self._before_points: tuple[Frame, ...] | None = None
        """The frames before 第一，…, until the next heading."""
        # Of the paragraph:
        self._paragraph: PeriodExpression | None = None
        self._years: set[int] = set()
        self._in_list = False
        """Whether 一是 has begun a list in it."""
        self._before_list: PeriodExpression | None = None
        """Its time before that list."""
        self._opening = True
        """Whether it has had no figure so far."""
        self._reported, self._note = False, False
        # Of the sentence before:
        self._last: PeriodExpression | None = None
        self._previous: Sequence[PeriodExpression] = ()

    def read(
        self, sentence: Sentence, inside: Sequence[PeriodExpression], *, begins: bool
    ) -> Scope:
        """Return what a sentence inherits, and take up what it sets.

        Args:
            sentence: the sentence.
            inside: its times.
            begins: whether it begins a paragraph.

        """
        leads = begins and _leads_in(self._text, sentence, inside)
        led = None if leads else _time_of_a_list(self._text, sentence, inside)
        if begins:
            self._begin_paragraph(sentence, inside, leads=leads)
            self._last = None
        else:
            self._last = last_time(self._text, sentence, self._last, self._previous, self._events)
        self._previous = inside
        if self._paragraph and self._paragraph.kind == "occasion":
            ended = _AFTERWARDS.match(self._text, sentence.start)
            self._paragraph = None if ended else self._paragraph
        if item := _ITEM.match(self._text, sentence.start):
            self._begin_item(first=item.group("number") == "一")
        scope = Scope(self._last or self._paragraph, self._frames)
        inherited = _inside(scope, reported=self._reported, note=self._note)
        if not self._note and (leads or not is_heading(self._text, sentence)):
            self._take_up(sentence, inside)
        if led:
            self._begin_list(led)
        return inherited

    def _begin_list(self, led: PeriodExpression) -> None:
        """Let the items of a list inherit its time, whatever their marks."""
        self._level = self._rank_around_a_list()
        outer = tuple(frame for frame in self._frames if frame.rank <= self._level)
        self._frames = (*outer, Frame(self._level + 0.25, led, is_heading=False))

    def _rank_around_a_list(self) -> float:
        """Return the rank of the numbered part that a list is in."""
        return max((frame.rank for frame in self._frames if frame.is_numbered), default=TITLE)

    def _begin_item(self, *, first: bool) -> None:
        """Forget what an item of a list was about: 二是风险加大。6月末剩余9户。三是收入增长5%."""
        if first:
            self._in_list, self._before_list = True, self._paragraph
        elif self._in_list:
            self._paragraph = self._before_list

    def _begin_point(self, *, first: bool) -> None:
        """Forget what a paragraph of a speech was about: 第二，…截至9月底…, 第三，…."""
        if first:
            self._before_points = self._frames
        elif self._before_points is not None:
            self._frames = self._before_points

    def _begin_paragraph(
        self, sentence: Sentence, inside: Sequence[PeriodExpression], *, leads: bool
    ) -> None:
        self._paragraph, self._opening, self._years = None, True, set()
        self._in_list = False
        self._reported = self._feature and is_reported_speech(self._text, sentence.start)
        self._note = is_note(self._text, sentence.start)
        if point := _POINT.match(self._text, sentence.start):
            self._begin_point(first=point.group("number") == "一")
        rank = rank_of(self._text, sentence, inside, self._first_body)
        if leads:
            # The list that follows is within the numbered part, whatever its marks.
            self._level = self._rank_around_a_list()
        elif rank is not None:
            self._before_points = None
            frame = heading_frame(self._text, sentence, inside, rank, self._lexicon)
            frame = still_ahead(self._text, sentence, frame, self._frames)
            frame = below_a_year(self._text, sentence, frame, self._frames)
            self._level = frame.rank
            self._frames = (*(item for item in self._frames if item.rank < frame.rank), frame)
            figures = has_figures(self._text, sentence, inside)
            self._opening = not sentence.heading and not figures

    def _take_up(self, sentence: Sentence, inside: Sequence[PeriodExpression]) -> None:
        """Take up what a sentence that is no heading sets for those after it."""
        self._first_body = False
        if inside:
            self._take_up_times(sentence, inside)
        self._opening = self._opening and not has_figures(self._text, sentence, inside)

    def _take_up_times(self, sentence: Sentence, inside: Sequence[PeriodExpression]) -> None:
        scope = Scope(self._paragraph, self._frames)
        lasting = [item for item in inside if item.start not in self._events]
        topic = topic_of(self._text, sentence, lasting)
        past = topic is not None and self._latest is not None and is_history(topic, self._latest)
        frames = scope.of_headings.frames if past else self._frames
        scene = self._feature and (self._reported or not is_of_a_bulletin(topic))
        opens = self._opening and not past and not scene
        opens = opens and opens_passage(self._text, sentence, inside, topic, scope, self._years)
        self._paragraph, self._frames = _after(
            self._text, inside, topic, Scope(self._paragraph, frames), self._level, opens
        )
        self._years.update(years_of(inside))


def _inside(scope: Scope, *, reported: bool, note: bool) -> Scope:
    """Return what a sentence inherits in a paragraph of speech, or in a note."""
    if note:
        return Scope(None, ())
    return Scope(scope.paragraph, scope.of_headings.frames) if reported else scope


def _leads_in(text: str, sentence: Sentence, inside: Sequence[PeriodExpression]) -> bool:
    """Return whether a line with a time leads in a list: 过去一年，我们做了以下工作：…."""
    if not sentence.heading or not text.endswith(("：", ":"), sentence.start, sentence.end):
        return False
    return len(inside) == 1 and bool(_APART.match(text, inside[0].end))


def _time_of_a_list(
    text: str, sentence: Sentence, inside: Sequence[PeriodExpression]
) -> PeriodExpression | None:
    """Return the year of a list that the end of a paragraph leads in: 今年办好12件实事：, 1、…."""
    if len(inside) != 1 or not _LIST_FOLLOWS.match(text, sentence.end - 1):
        return None
    item = inside[0]
    of_a_year = item.kind == "year" or item.resolution in ("this-year", "next-year")
    named = is_quoted(text, item.start)  # 《2020年体检方案》
    return item if of_a_year and not (item.comparison or named) else None


def _latest_year(periods: Sequence[Sequence[PeriodExpression]]) -> int | None:
    """Return the latest year in figures that a text is about, not one that it aims at."""
    years = [
        item.last.year
        for inside in periods
        for item in inside
        if item.last and item.kind != "plan" and item.role not in ("deadline", "since")
    ]
    return max(years, default=None)


def _after(
    text: str,
    inside: Sequence[PeriodExpression],
    topic: PeriodExpression | None,
    scope: Scope,
    level: float,
    opens: bool,
) -> tuple[PeriodExpression | None, tuple[Frame, ...]]:
    """Return the times that are inherited after a sentence with its times, and with its topic."""
    if topic is None:
        changes = any(_turns_to(text, item, scope.paragraph) for item in inside)
    else:
        # 2020年新增5家，2024年新增8家。: the text does not say when the next figure is.
        changes = any(changes_the_time(text, topic, item) for item in inside)
    if changes:
        return None, tuple(frame for frame in scope.frames if frame.rank != level + 0.25)
    if (
        topic is None
        or is_part_of(topic, scope.paragraph)
        or is_one_of(text, topic, scope.inherited)
    ):
        return scope.paragraph, scope.frames
    if is_short(topic) and scope.inherited and not is_short(scope.inherited):
        # 2024年工作回顾 …春节期间，…。新增景区3家: some days displace no year.
        topic = replace(topic, inherits=False)
    return after_topic(topic, scope, level, opens)


def _turns_to(text: str, item: PeriodExpression, paragraph: PeriodExpression | None) -> bool:
    """Return whether a clause goes on about one of the years that its paragraph is about.

    2016—2020年，…。水平提高，2020年，参保率95%。覆盖率99%: the text does not say when the last was.
    """
    if paragraph is None:
        return False
    if paragraph.role == "deadline" and item.resolution == "document-date":
        return True  # 到2035年，…。目前已有9家。…: what follows is no longer aimed at.
    if paragraph.kind not in ("years", "plan"):
        return False
    if item.kind != "year" or item.comparison:
        return False
    apart = text[item.start - 1 : item.start] in "，,；;" and text[item.end : item.end + 1] in "，,"
    return apart and item.resolved is not None
