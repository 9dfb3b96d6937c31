"""The time of each figure, as a reader infers it from sentence, paragraph, section and title.

A reader of 过去五年，…。…。 or of a heading 2013年工作回顾 remembers the time until the next one.
So the time of a figure is the first of these that exists: the time before it in its sentence; the
one at the beginning of an earlier sentence of its paragraph; the one that opened an earlier
paragraph of its section; the one that a heading above it names. Words such as 全年 and 目前 do not
reach beyond their sentence.

年底 and 上半年 get their year in the same way. In a part of a document that looks ahead and names
no year they remain undated, since the year that the document reports on is over.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.aligned_times import (
    MOST_TIMES,
    AlignedTime,
    aligned_time,
    closes_a_note,
    end_of_bracket_mark,
)
from districtgraph.graph.extraction.periods.attributive_times import (
    describes_an_amount,
    is_an_aside,
    is_of_a_list,
    is_of_a_noun,
    is_of_things_counted,
    opens_within,
)
from districtgraph.graph.extraction.periods.averaged_times import averaged_time
from districtgraph.graph.extraction.periods.counts_to_date import (
    counts_to_date,
    is_moment,
    is_no_count_up_to,
    is_of_more_than_days,
)
from districtgraph.graph.extraction.periods.dated_times import (
    begins_a_year,
    date_all,
    may_mean_a_part,
    this_year,
    without_now,
    year_around,
)
from districtgraph.graph.extraction.periods.event_days import day_of_the_event
from districtgraph.graph.extraction.periods.event_times import event_times
from districtgraph.graph.extraction.periods.paragraph_kinds import (
    describes_the_present,
    speech_start,
)
from districtgraph.graph.extraction.periods.part_marks import TITLE
from districtgraph.graph.extraction.periods.period_places import (
    begins_to_yield,
    dates_its_clause,
    is_event,
    is_in_operation,
    is_of_other_side,
    is_of_the_news,
    is_one_of,
    is_streak,
    is_to_be,
    sets_out,
    streak_reaches,
)
from districtgraph.graph.extraction.periods.period_records import DocumentDate, PeriodExpression
from districtgraph.graph.extraction.periods.period_scopes import Scope
from districtgraph.graph.extraction.periods.plan_years import stated_plans
from districtgraph.graph.extraction.periods.scope_reading import read_scopes, times_by_sentence
from districtgraph.graph.extraction.quantities.quantity_guards import is_quoted
from districtgraph.graph.text.clauses import CLAUSE_MARKS, Sentence, clause_start

__all__ = ["Timeline", "read_timeline"]

# 2018年脱贫30户，未脱贫|5户: what is left over is so at the time of the text.
_LEFT_OVER = re.compile("(?:目前|现)?(?:尚未|仍未|还未|未(?!来)|尚有|还剩|剩余)")
_STOCK = re.compile("余额|存栏|保有量|人口|床位|在校|在册|总数|库存|待售")
# 2008年，…。如今，…；…: they turn to the present for the rest of the sentence.
_TURNS = ("如今", "今天", "现在")
_OPENING = 2
"""The most characters before a time that opens its sentence."""
_AT_THE_TIME = re.compile("[^，,；;。0-9]{1,12}(?<![同及按准限历用小工])时[，,]")
# A bracket begins a note, whose time is a figure's only right after that; see `_noted`.
_CLAUSE_OR_NOTE = re.compile(f"[{CLAUSE_MARKS}（(]")
_NUMBER = re.compile(r"\d|百|千|万|分之|[一二两三四五六七八九]成|一半|半数|两位数")
# 截至9月底，开工9个；其中，…: what is among them is so at that time.
_PART_AFTER = re.compile("[；;](?!其中)")


@dataclass(frozen=True, slots=True)
class Timeline:
    """The times of a text in order, dated if text or document allow it; see `read_timeline`.

    `parts` are the parts of years that the text may report on, as 一季度 and 1—9月; `events` is
    where the times begin that only say when something happened.
    """

    text: str
    sentences: tuple[Sentence, ...]
    periods: tuple[PeriodExpression, ...]
    scopes: tuple[Scope, ...]
    dated: tuple[PeriodExpression, ...]
    parts: tuple[PeriodExpression, ...] = ()
    events: frozenset[int] = frozenset()

    def at(self, position: int) -> PeriodExpression | None:
        """Return the time of a figure at a position, with its dates if these are known."""
        index = bisect_right(self.sentences, position, key=lambda item: item.start) - 1
        if index < 0:
            return None
        sentence = self.sentences[index]
        before = self._between(sentence.start, position)
        if placed := self._by_its_place(sentence, before, position):
            return placed.expression
        own = self._within(sentence, position)
        outset = sets_out(self.text, position)
        if outset is not None and not (own and outset <= own.start < position):
            return None  # 收入比由2.5降至今年的2.1: the text does not say when it was 2.5.
        clause = clause_start(self.text, sentence, position)
        if is_in_operation(self.text, clause, position, sentence.start) and not (
            own and own.start >= clause
        ):
            return None
        if own and not self._is_total_over_more(own, index, position):
            return self._averaged(self._dated(own), sentence, position)
        if own is None and any(self._is_over(item, sentence, position) for item in before):
            return None  # 公司2015年落户，年产…: the text does not say when.
        found = self._inherited(index, position)
        return self._averaged(found, sentence, position) if found else None

    def _is_total_over_more(self, own: PeriodExpression, index: int, position: int) -> bool:
        """Return whether a running total is over more years than the one before it.

        五年来，…。2025年接待游客9万人，累计引进企业30家。
        """
        clause = clause_start(self.text, self.sentences[index], position)
        total = own.start < clause and self.text.startswith("累计", clause)
        return total and is_one_of(self.text, own, self.scopes[index].inherited)

    def _inherited(self, index: int, position: int) -> PeriodExpression | None:
        """Return the time that a sentence inherits, which one about an event of a day does not."""
        sentence = self.sentences[index]
        before = self._between(sentence.start, position)
        if any(is_event(self.text, item) for item in before):
            return None
        if day := day_of_the_event(self.text, self.sentences, self._between, index, position):
            return self._dated(day)
        scope = self.scopes[index]
        news = any(is_of_the_news(self.text, item) for item in before)
        if news or describes_the_present(self.text, position):
            scope = scope.of_headings  # 12日，记者获悉，企业已达9家: a new piece of news.
        if (found := scope.inherited) is None:
            return None
        speech = speech_start(self.text, position)
        if speech is not None and found.start < speech:
            return None
        if self._counts_nothing_up_to(found, sentence, position) or is_of_more_than_days(
            self.text, found, sentence, position
        ):
            return None
        dated = self._dated(found)
        if self._is_narrowed(dated, sentence) or self._is_of_a_stock(dated, sentence, position):
            return replace(dated, first=None, last=None)
        return dated

    def _counts_nothing_up_to(
        self, found: PeriodExpression, sentence: Sentence, position: int
    ) -> bool:
        """Return whether a sentence counts nothing up to the day of the text that it inherits."""
        among = self.text.startswith("其中", sentence.start)
        if found.start >= sentence.start or among:
            return False
        return is_no_count_up_to(self.text, found, sentence, position)

    def _is_of_a_stock(self, item: PeriodExpression, sentence: Sentence, position: int) -> bool:
        """Return whether the end of a month in an earlier sentence says nothing of a figure.

        9月末，贷款余额9亿元。存款余额8亿元。新增就业5万人: the last is of more than September.
        """
        if item.kind != "month" or item.role != "during" or not is_moment(item):
            return False
        clause = clause_start(self.text, sentence, position)
        return _STOCK.search(self.text, clause, position) is None

    def _is_narrowed(self, item: PeriodExpression, sentence: Sentence) -> bool:
        """Return whether 今年以来 of another paragraph may mean a part of the year."""
        apart = "\n" in self.text[item.end : sentence.start]
        return apart and may_mean_a_part(item, self.parts)

    def reported_until(self) -> date | None:
        """Return the last day of the part of a year that the title names: of 2018年上半年."""
        frames = self.scopes[-1].frames if self.scopes else ()
        for frame in frames:
            title = frame.expression if frame.rank == TITLE else None
            if title and title.last and title.kind in ("half-year", "quarter", "month"):
                return title.last
        return None

    def _within(self, sentence: Sentence, position: int) -> PeriodExpression | None:
        """Return the nearest time before a figure in its sentence, or one after it in its clause.

        确保某项目10万平方米主体年内完工: the clause has its time after the figure.
        """
        clause = clause_start(self.text, sentence, position)
        before = self._between(sentence.start, position)
        if not any(item.start >= clause for item in before) and (
            after := self._after(sentence, position)
        ):
            return after
        event: PeriodExpression | None = None
        for item in reversed(before[self._yields(before) :]):
            event = item if item.start in self.events else event
            if event and item.kind in ("day", "month", "quarter"):
                continue  # 3月启动整治，8月完工，更换管道3公里: not in March.
            if item.comparison:
                if is_of_other_side(self.text, item, position):
                    return item
                continue
            if not self._reaches(item, sentence, position):
                continue
            if not is_streak(item) or streak_reaches(self.text, item, clause, position):
                return item
        return None

    def _yields(self, times: Sequence[PeriodExpression]) -> int:
        """Return the place after the last time at which a work begins to yield, 0 without one.

        如今…，年底建成后，产能达到9万吨: neither now nor at the end of the year.
        """
        found = [k for k, item in enumerate(times, 1) if begins_to_yield(self.text, item)]
        return found[-1] if found else 0

    def _by_its_place(
        self, sentence: Sentence, before: Sequence[PeriodExpression], position: int
    ) -> AlignedTime | None:
        """Return the time of a number in a time, before one in brackets, or in a list with times.

        连续|12个月增长: how long it went on has no time of its own.
        """
        if before and position < before[-1].end:
            return AlignedTime(None)
        if noted := self._noted(sentence, position):
            return AlignedTime(self._dated(noted))
        nearest = before[-MOST_TIMES:]
        return aligned_time(self.text, [self._dated(item) for item in nearest], position)

    def _noted(self, sentence: Sentence, position: int) -> PeriodExpression | None:
        """Return the time in brackets right after a figure: 人口9万人（2010年人口普查）."""
        opened = end_of_bracket_mark(self.text, position, sentence.end)
        inside = self._between(opened, opened + 1) if opened else ()
        noted = inside[0] if inside and not inside[0].comparison else None
        return noted if noted and closes_a_note(self.text, noted.end) else None

    def _after(self, sentence: Sentence, position: int) -> PeriodExpression | None:
        """Return the time after a figure in its clause."""
        end = _CLAUSE_OR_NOTE.search(self.text, position, sentence.end)
        after = self._between(position, end.start() if end else sentence.end)
        after = tuple(
            item
            for item in after
            if is_to_be(self.text, item)
            # 全长9公里的铁路2023年3月动工: when work began says nothing of how long it is.
            or not (
                (item.start in self.events and "的" in self.text[position : item.start])
                or dates_its_clause(self.text, item)
                or is_of_a_list(self.text, item)
            )
        )
        dates = after and not after[0].comparison and not is_streak(after[0])
        return after[0] if dates else None

    def _between(self, start: int, end: int) -> tuple[PeriodExpression, ...]:
        first = bisect_right(self.periods, start - 1, key=lambda item: item.start)
        last = bisect_right(self.periods, end - 1, key=lambda item: item.start)
        return self.periods[first:last]

    def _averaged(
        self, item: PeriodExpression, sentence: Sentence, position: int
    ) -> PeriodExpression:
        clause = clause_start(self.text, sentence, position)
        earlier = self._between(sentence.start, item.start)
        return averaged_time(self.text, item, earlier, clause, position)

    def _reaches(self, item: PeriodExpression, sentence: Sentence, position: int) -> bool:
        """Return whether a time dates a figure that follows it in its sentence."""
        begin = clause_start(self.text, sentence, position)
        if self._is_of_its_clause(item, sentence, begin):
            return False
        if self._is_of_other_words(item, position):
            return False
        if item.end > position or (item.text[0] not in "“" and is_quoted(self.text, item.start)):
            return False
        between = self.text[item.end : position]
        another_part = _PART_AFTER.search(between)
        if another_part and self._dates_its_part(item, sentence):
            return False
        before = self.text[max(sentence.start, item.start - 1) : item.start]
        outset = item.role != "since" and item.kind != "years" and before in ("由", "从")
        if outset and _NUMBER.search(between):
            return False  # 由2010年的4亿元增加到9亿元: what the change started from.
        if before == "在" and "基础上" in between:
            return False  # 在2011年突破3亿元的基础上，突破5亿元: what the rise set out from.
        if describes_an_amount(self.text, item, begin, position):
            return False
        opened = self.text[sentence.start : item.start]
        inside = max(opened.rfind("（"), opened.rfind("(")) > max(
            opened.rfind("）"), opened.rfind(")")
        )
        return not (inside and re.search("[）)]", between))

    def _is_of_other_words(self, item: PeriodExpression, position: int) -> bool:
        """Return whether a time is a noun's, or outside the speech that a figure is in.

        28日，村民说：“一天能挣90元。”
        """
        speech = speech_start(self.text, position)
        return is_of_a_noun(self.text, item) or (speech is not None and item.start < speech)

    def _is_of_its_clause(self, item: PeriodExpression, sentence: Sentence, clause: int) -> bool:
        """Return whether a time does not reach into a later clause, which begins at `clause`."""
        if item.start in self.events:
            # 1998年改制时，厂里只有42名工人
            return item.start < clause and not _AT_THE_TIME.match(self.text, item.end)
        if counts_to_date(self.text, item, clause):
            return True
        if item.end > clause:
            return item.start < clause and dates_its_clause(self.text, item)
        return (
            _LEFT_OVER.match(self.text, clause) is not None
            or dates_its_clause(self.text, item)
            or is_of_things_counted(self.text, item, clause)
            or (is_an_aside(self.text, item) and self._follows_a_time(item, sentence))
        )

    def _follows_a_time(self, item: PeriodExpression, sentence: Sentence) -> bool:
        return any(not each.comparison for each in self._between(sentence.start, item.start))

    def _is_over(self, item: PeriodExpression, sentence: Sentence, position: int) -> bool:
        """Return whether a time of a sentence is that of an event before a figure."""
        clause = clause_start(self.text, sentence, position)
        over = item.start in self.events or counts_to_date(self.text, item, clause)
        return over or begins_to_yield(self.text, item)

    def _dates_its_part(self, item: PeriodExpression, sentence: Sentence) -> bool:
        """Return whether a time dates no more than the part of a sentence that it is in.

        - 1—9月，…；目前在库项目9个；投资同比增长5%: what is there now;
        - 投资五年累计9亿元；收入…: the years of a sum;
        - 年均增长14%，2011年达420亿元；甲…: a year within a part.
        """
        clause = clause_start(self.text, sentence, item.start)
        within = item.years and self.text[clause : item.start].strip("“　 ")
        inner = within or opens_within(self.text, sentence.start, item.start)
        turns = item.text.endswith(_TURNS) and item.start <= sentence.start + _OPENING
        return bool(inner) or (item.resolution == "document-date" and not turns)

    def _dated(self, item: PeriodExpression) -> PeriodExpression:
        index = bisect_right(self.dated, item.start, key=lambda other: other.start) - 1
        return self.dated[index]


def read_timeline(
    text: str,
    sentences: Sequence[Sentence],
    periods: Sequence[PeriodExpression],
    lexicon: Lexicon,
    stated: DocumentDate | None = None,
) -> Timeline:
    """Return the times of a text as a reader understands them.

    Args:
        text: the whole text.
        sentences: all of its sentences and headings, in order.
        periods: all of its period expressions, in order.
        lexicon: the word lists, for the headings that look ahead.
        stated: what is known about the document; `stated_date.stated_date` reads it from the text.

    """
    by_sentence = times_by_sentence(sentences, periods)
    events = event_times(text, periods, lexicon)
    scopes = tuple(read_scopes(text, sentences, by_sentence, lexicon, events))
    dated: list[PeriodExpression] = []
    current, plans = this_year(scopes, stated), stated_plans(text)
    found: dict[int, PeriodExpression] = {}
    for scope, inside in zip(scopes, by_sentence, strict=True):
        outer = scope.inherited
        known = found.get(outer.start, outer) if outer else None
        year = year_around(known, scope, stated, current)
        dated.extend(date_all(inside, scope, stated, current, year, plans))
        found.update((item.start, item) for item in dated[len(dated) - len(inside) :])
    if sentences and sentences[0].heading and stated and stated.published:
        dated = without_now(dated, dated[: len(by_sentence[0])], stated.published)
    parts = tuple(item for item in dated if begins_a_year(item))
    return Timeline(text, tuple(sentences), tuple(periods), scopes, tuple(dated), parts, events)
