"""The head of a figure: the noun phrase that it measures, by the grammar of the clause.

Chinese names what is measured before the number, or after a count:

- The head is the clause before the number without times, places, adverbs, verbs of reaching and
  light verbs (全年完成绿化30万平方米 → 绿化); a verb that says what was done to the thing remains
  (新建绿道80公里 → 新建绿道).
- A count right after its verb measures the noun that follows (新建28个项目 → 项目), and so does
  every number between a verb and its object (发放3亿元贷款 → 贷款).
- 占, 比, 高于 and similar words end the phrase: the words before them name what is measured.
- A clause that contains nothing else (同比增长5%) continues the figure before, or the subject of
  the clause before (失业率保持低位，为3%).
- 分别 aligns names with numbers (甲、乙分别为1、2), or numbers with the figures before.

Each sentence is read once, from left to right.
"""

from collections.abc import Sequence
from dataclasses import replace

from districtgraph.graph.extraction.heads.clause_agents import without_agent
from districtgraph.graph.extraction.heads.counted_nouns import CountedNouns
from districtgraph.graph.extraction.heads.goals_beside_figures import (
    is_a_goal,
    measured_with_goal,
)
from districtgraph.graph.extraction.heads.head_grammar import LONGEST_NOUN, head_grammar
from districtgraph.graph.extraction.heads.head_patterns import (
    EARLIER,
    GOT_TO,
    LONGEST_LIST,
    OCCUPIED,
    OF_A_BUDGET,
    THEN,
    WHOLE_PLACE,
    before_others,
    goes_on,
    is_added_alone,
    is_aligned,
    is_governed,
    is_had_by_each,
    is_of_other_side,
    is_of_several,
    level_places,
    run_length,
    start_of_other_side,
    work_of_a_task,
)
from districtgraph.graph.extraction.heads.head_sentences import HeadSentence
from districtgraph.graph.extraction.heads.head_words import (
    Head,
    HeadReading,
    of_a_part,
    of_all,
    of_other_group,
    same_reading,
    with_owner,
    with_rate,
)
from districtgraph.graph.extraction.heads.labelled_numbers import before_bracket, label
from districtgraph.graph.extraction.heads.list_names import branches, listed_names, run_before
from districtgraph.graph.extraction.heads.noun_phrases import LONGEST_PHRASE, RATES
from districtgraph.graph.extraction.heads.parts_of_places import PartsOfPlaces
from districtgraph.graph.extraction.heads.place_lists import are_places
from districtgraph.graph.extraction.heads.row_heads import row_heads
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.extraction.quantities.quantity_records import RATIO
from districtgraph.graph.text.clauses import Sentence

__all__ = ["Head", "HeadReading", "find_heads"]


def find_heads(
    text: str,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    periods: Sequence[PeriodExpression],
    lexicon: Lexicon,
) -> tuple[HeadReading, ...]:
    """Return what each quantity of a sentence measures.

    Args:
        text: the whole text.
        sentence: the sentence.
        quantities: all quantities that begin in the sentence, in order.
        periods: the period expressions that begin in the sentence, in order.
        lexicon: the word lists.

    """
    cells = [item.cell for item in quantities if item.cell]
    if len(cells) == len(quantities):
        return row_heads(text, cells)
    read = HeadSentence(text, sentence, quantities, periods, head_grammar(lexicon))
    found = _Reader(read).read()
    return tuple(
        without_agent(reading, quantity, lexicon)
        for reading, quantity in zip(found, quantities, strict=True)
    )


_NEAR = 4
"""How many figures back the one may be that a name contrasts with: …9元，增长5%；农村|3元."""


class _Reader:
    """Reads one sentence. Offsets inside are relative to the sentence."""

    def __init__(self, sentence: HeadSentence) -> None:
        self.sentence = sentence
        self.counted = CountedNouns(sentence)
        self.parts = PartsOfPlaces(sentence, self.counted, self._end_of_noun)
        self.grammar = sentence.grammar
        self.masked = sentence.masked
        self.spans = sentence.spans
        self.quantities = sentence.quantities
        self.phrases = sentence.phrases
        self.found: list[HeadReading] = []

    def read(self) -> tuple[HeadReading, ...]:
        clause, last_end, outer_end = 0, 0, 0
        while len(self.found) < len(self.spans):
            i = len(self.found)
            start, _ = self.spans[i]
            clause = self.sentence.clause_at(clause, start)
            bracket = self.sentence.bracket_before(start)
            last_end = self._end_of_noun(i - 1) if i else 0
            begin = max(
                self.sentence.clause_start(clause), bracket, last_end if bracket else outer_end
            )
            self._read_from(i, clause, begin)
            if not bracket and i not in self.sentence.ages:
                outer_end = self._end_of_noun(len(self.found) - 1)
        return tuple(self.found)

    def _end_of_noun(self, i: int) -> int:
        """Return where the words about a figure end: after its noun, if that follows it."""
        head, end = self.found[i].head, self.spans[i][1]
        if head and head.start - self.sentence.offset >= end:
            return head.end - self.sentence.offset
        # 投资3亿元的甲、2亿元的乙: each noun belongs to the number before it.
        noun = self.counted.noun_after(i) if self.masked.startswith("的", end) else None
        return noun[1] if noun and self.masked.startswith(("、", "和", "与"), noun[1]) else end

    def _read_from(self, i: int, clause: int, begin: int) -> None:
        count = run_length(self.masked, self.spans, self.quantities, i)
        aligned = is_aligned(self.masked[begin : self.spans[i][0]])
        if aligned and self._read_with_levels(i, begin):
            return
        if count > 1 and self._read_list(i, count, clause, begin, aligned):
            return
        reading = self._read_one(i, clause, begin)
        if i and reading.head:
            last = self.found[-1].head
            between = self.masked[self.spans[i - 1][1] : reading.head.start - self.sentence.offset]
            owned = (
                with_owner(reading.head, last)
                or of_a_part(reading.head, last, between)
                or self._of_other_group(i, reading.head)
            )
            reading = replace(reading, head=owned) if owned else reading
        self.found.append(reading)

    def _of_other_group(self, i: int, head: Head) -> Head | None:
        """Complete a head that contrasts with what the figure before measures: …，农村|增长6%."""
        unit = self.quantities[i].unit
        alike = (
            k for k in range(i - 1, max(-1, i - 1 - _NEAR), -1) if self.quantities[k].unit == unit
        )
        last = next(alike, None)
        before = None if last is None else self.found[last].head
        return of_other_group(head, before, self.grammar.contrasts)

    def _read_list(self, i: int, count: int, clause: int, begin: int, aligned: bool) -> bool:
        """Align a list of numbers with their names; return whether that was possible."""
        if aligned and self._are_of_places(i, count, begin):
            self.found.extend([replace(self._same(i - 1), rule="aligned-list")] * count)
            return True
        phrase = self.sentence.phrase(i, begin)
        span = phrase.span or (self._subject_before(i, clause, LONGEST_PHRASE) if aligned else None)
        if span and aligned:
            span = before_others(self.masked, begin, span)
        names = listed_names(self.sentence, span, count, aligned=aligned) if span else []
        if aligned and not names and phrase.span:
            names = branches(self.sentence, begin, phrase.span, count)
        if names:
            named = [self._of_other_group(i, name) or name for name in names]
            self.found.extend(HeadReading(name, None, "aligned-list") for name in named)
            return True
        if phrase.span or not (
            aligned or self._follows_a_list(i, count) or self._are_rates_of_several(i, count)
        ):
            return False
        levels = run_before(self.sentence, self.found, i, count) or self._named_before(i)
        if len(levels) < count:
            return False
        self.found.extend(
            HeadReading(self.found[k].head, k, "aligned-list") for k in levels[-count:]
        )
        return True

    def _are_of_places(self, i: int, count: int, begin: int) -> bool:
        """Return whether places have parts of what was measured: 增长6%，甲县、乙县分别|增长7%."""
        if not i or self.found[-1].head is None:
            return False
        alike = self.quantities[i].unit in (*RATES, self.quantities[i - 1].unit)
        return alike and are_places(self.masked[begin : self.spans[i][0]], count)

    def _read_with_levels(self, i: int, begin: int) -> bool:
        """Align a list that has 持平 with the figures before: 分别增长1%、持平、下降3%."""
        places, count = level_places(self.masked, self.spans, begin, i)
        named = self._named_before(i)
        if not places or len(named) < count:
            return False
        whole = named[-count:]
        self.found.extend(
            HeadReading(self.found[whole[place]].head, whole[place], "aligned-list")
            for place in places
        )
        return True

    def _named_before(self, i: int) -> list[int]:
        """Return the figures before one that have a head of their own."""
        return [
            k
            for k in range(max(0, i - LONGEST_LIST), i)
            if self.found[k].follows is None and self.found[k].head
        ]

    def _are_rates_of_several(self, i: int, count: int) -> bool:
        """Return whether rates without names follow as many levels: …9人，…3元，增长8%和11%."""
        rates = all(self.counted.is_rate_of_change(k) or k > i for k in range(i, i + count))
        before = self.found[max(0, i - count) : i]
        return (
            rates
            and len(before) == count
            and all(item.head and item.follows is None for item in before)
            and all(self.quantities[i - k - 1].unit not in RATES for k in range(count))
        )

    def _follows_a_list(self, i: int, count: int) -> bool:
        """Return whether numbers continue a list: …为5万亩和2万吨，增长5%和4%, 由A、B提高到C、D."""
        before = self.found[max(0, i - count) : i]
        between = self.masked[self.spans[i - 1][1] : self.spans[i][0]] if i else ""
        goes_on = self.quantities[i].unit in RATES or (
            GOT_TO.fullmatch(between) or THEN.fullmatch(between)
        )
        return (
            count == len(before)
            and bool(i and goes_on)
            and all(item.rule == "aligned-list" for item in before)
        )

    def _read_one(self, i: int, clause: int, begin: int) -> HeadReading:
        if i and (same := self._of_another(i, max(begin, self.sentence.clause_start(clause)))):
            return same
        if part := self.parts.read(self.found, i):
            return part
        phrase = self.sentence.phrase(i, begin)
        if self.counted.is_given(i) and (funded := self.counted.funded(i)):
            return HeadReading(self.sentence.head(*funded), None, "noun-after")
        noun = self.counted.noun_after(i) if self.counted.may_take_noun(i, phrase) else None
        # 时令蔬菜700亩|种植: a verb after the number is no noun beside the one before it.
        if noun and not (phrase.span and self.phrases.is_verb(*noun)):
            return HeadReading(self.sentence.head(*noun), None, "noun-after")
        if verb := self.counted.verb_of_count(
            i, max(begin, self.sentence.clause_start(clause)), phrase
        ):
            return HeadReading(self.sentence.head(*verb), None, "verb-before")
        if phrase.span:
            return HeadReading(self.sentence.head(*phrase.span), None, "noun-before")
        if doing := self.counted.funded(i) or self.counted.doing(i):
            return HeadReading(self.sentence.head(*doing), None, "noun-after")
        return self._carried(i, clause, begin)

    def _of_another(self, i: int, begin: int) -> HeadReading | None:
        """Return the reading of a number that is about what an earlier one measures."""
        if self._is_got_to(i) or goes_on(self.masked, self.spans, self.quantities, i):
            return self._same(i - 1)
        if i > 1 and (self._is_of_its_budget(i) or self._is_had_by_each(i)):
            return self._same(i - 2)
        if self.masked.startswith("相比", self.spans[i][1]):
            # 与2010年的5万人相比: the other side of the comparison.
            return replace(self._same(i - 1), rule="other-side")
        if (measured := measured_with_goal(self.sentence, i, begin)) is not None:
            return self._same(measured)
        if self._is_added(i, begin):
            return replace(self._same(i - 1), rule="added")
        return None

    def _is_added(self, i: int, begin: int) -> bool:
        """Return whether a number says how many were added to those before: 企业90家，新增6家."""
        last, quantity = self.quantities[i - 1], self.quantities[i]
        alike = quantity.symbol == last.symbol and quantity.unit == last.unit
        return alike and is_added_alone(self.masked, begin, self.spans[i])

    def _is_of_its_budget(self, i: int) -> bool:
        """Return whether a rate says what of the budget before it is done: 完成预算9亿元的93%."""
        if self.quantities[i].unit not in RATES or i - 1 in self.sentence.ages:
            return False
        budget, end = self.spans[i - 1]
        between = self.masked[end : self.spans[i][0]]
        before = self.masked[self.spans[i - 2][1] : budget]
        return between == "的" and OF_A_BUDGET.search(before) is not None

    def _is_had_by_each(self, i: int) -> bool:
        """Return whether each of those counted has an amount: …962万元，11个村均超过|50万元."""
        alike = self.quantities[i].unit == self.quantities[i - 2].unit
        return alike and is_had_by_each(self.masked[self.spans[i - 2][1] : self.spans[i][0]])

    def _is_got_to(self, i: int) -> bool:
        """Return whether a change leads from the number right before to this one: 由A调整为B."""
        if not i or self.quantities[i].unit != self.quantities[i - 1].unit:
            return False
        (start, end), (position, _) = self.spans[i - 1], self.spans[i]
        begin = start - 1 if start else 0
        return self.masked[begin:start] in ("由", "从") and bool(
            GOT_TO.fullmatch(self.masked, end, position)
        )

    # What is carried over from the words before

    def _carried(self, i: int, clause: int, begin: int) -> HeadReading:
        if (size := OCCUPIED.search(self.masked, begin, self.spans[i][0])) is not None:
            # 项目投资9亿元，占地300亩: the area is no amount of what was named before.
            return HeadReading(self.sentence.head(*size.span("size")), None, "noun-before")
        of_people = self.quantities[i].counts and is_governed(self.masked, self.spans[i][0])
        if (
            of_people
            or is_of_several(self.masked, begin)
            or is_a_goal(self.masked, begin, self.spans[i])
            or EARLIER.search(self.masked, begin, self.spans[i][0])
        ):
            return HeadReading(None, None, "none")
        if whole := self._whole_place(i, begin):
            return HeadReading(self.sentence.head(*whole), None, "noun-before")
        subject = before_bracket(self.sentence, i) or label(self.sentence, i, clause)
        subject = subject or self._subject_before(i, clause)
        if subject := subject or work_of_a_task(self.masked, self.spans[i][1]):
            return HeadReading(self.sentence.head(*subject), None, "subject-before")
        last_end = self.spans[i - 1][1] if i else 0
        last = with_rate(self.found, self._last_outside(i), rate=self.quantities[i].unit in RATES)
        same = of_all(self._same(last), self.masked[last_end : self.spans[i][0]])
        bracket = self.sentence.bracket_before(self.spans[i][0])
        if bracket and is_of_other_side(self.masked, bracket, self.spans[i][0]):
            return replace(self._compared(clause, bracket) or same, rule="other-side")
        after_other_side = same.head is None and bool(i) and self.found[-1].rule == "other-side"
        return self._same(i - 1) if after_other_side else same

    def _compared(self, clause: int, bracket: int) -> HeadReading | None:
        """Return what is compared with the value in a bracket: 收入|高于江州市（12亿元）."""
        begin = self.sentence.clause_start(clause)
        start = start_of_other_side(self.masked, begin, bracket)
        span = self.phrases.trimmed(begin, start) if start else None
        return HeadReading(self.sentence.head(*span), None, "other-side") if span else None

    def _whole_place(self, i: int, begin: int) -> tuple[int, int] | None:
        """Return the place whose people or households are counted: 下辖9个村，|全镇|900户3000人."""
        if self.quantities[i].symbol not in ("户", "人", "口"):
            return None
        match = WHOLE_PLACE.fullmatch(self.masked, begin, self.spans[i][0])
        return match.span("place") if match else None

    def _same(self, last: int | None) -> HeadReading:
        """Return the reading of a figure that has its head from an earlier one."""
        return same_reading(self.found, last)

    def _last_outside(self, i: int) -> int | None:
        """Return the last figure before this one that is not in a bracket closed in between."""
        bracket = self.sentence.bracket_before(self.spans[i][0])
        for k in range(i - 1, max(-1, i - 1 - LONGEST_LIST), -1):
            inside = self.sentence.bracket_before(self.spans[k][0])
            if not inside or inside == bracket or self.masked[inside - 3 : inside - 1] == "持平":
                return k
        return None

    def _subject_before(
        self, i: int, clause: int, longest: int = LONGEST_NOUN
    ) -> tuple[int, int] | None:
        """Return the subject of the clause before, if that clause has no figure."""
        last_end = self.spans[i - 1][1] if i else 0
        # 三次产业结构进一步优化，调整为8：41：51: a ratio of three is no growth.
        multiple = self.quantities[i].unit == RATIO and self.quantities[i].value
        growth = self.counted.is_rate_of_change(i) or multiple
        if growth and i and "；" not in self.masked[last_end : self.sentence.clause_start(clause)]:
            return None
        for k in range(clause - 1, max(-1, clause - 4), -1):
            start, end = (
                self.sentence.clause_start(k),
                self.sentence.clauses[k].end - self.sentence.offset,
            )
            if start < last_end:
                return None
            if span := self.phrases.subject(start, end, longest):
                return span
        return None
