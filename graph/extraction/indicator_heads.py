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

from districtgraph.graph.extraction.head_grammar import (
    FIGURE,
    LONGEST_NOUN,
    HeadGrammar,
    head_grammar,
)
from districtgraph.graph.extraction.head_patterns import (
    ATTRIBUTED,
    CHANGING,
    GOT_TO,
    LONGEST_LIST,
    OF_A_BUDGET,
    QUOTED,
    SHARED_NOUN,
    before_others,
    end_of_measured,
    goes_on,
    is_aged,
    is_aligned,
    is_of_other_side,
    is_of_people,
    is_place,
    is_whose,
    names_as_many,
    opening_of,
    run_length,
    work_of_a_task,
)
from districtgraph.graph.extraction.heads import (
    Head,
    HeadReading,
    after_counted_noun,
    names_of_list,
    of_all,
    with_owner,
    with_rate,
    without_tail,
)
from districtgraph.graph.extraction.lexicon_records import Lexicon
from districtgraph.graph.extraction.masked_sentences import mask
from districtgraph.graph.extraction.noun_phrases import LONGEST_PHRASE, RATES, NounPhrases, Phrase
from districtgraph.graph.extraction.periods import PeriodExpression
from districtgraph.graph.extraction.quantities import Quantity
from districtgraph.graph.text.clauses import Sentence, split_clauses

__all__ = ["Head", "HeadReading", "find_heads"]
_LONGEST_BRACKET = 300
"""How many characters before a figure are searched for the bracket that it is in."""
_LONGEST_CHAIN = 5
"""The most consecutive figures that count the same noun: 96户177人."""


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
    if not quantities:
        return ()
    return _Reader(text, sentence, quantities, periods, head_grammar(lexicon)).read()


_NOTHING = Phrase(None, False)


class _Reader:
    """Reads one sentence. Offsets inside are relative to the sentence."""

    def __init__(
        self,
        text: str,
        sentence: Sentence,
        quantities: Sequence[Quantity],
        periods: Sequence[PeriodExpression],
        grammar: HeadGrammar,
    ) -> None:
        self.offset = sentence.start
        self.plain = text[sentence.start : sentence.end]
        self.quantities = quantities
        self.spans = [(q.start - self.offset, q.end - self.offset) for q in quantities]
        self.grammar = grammar
        self.clauses = split_clauses(text, sentence)
        times = [(item.start - self.offset, item.end - self.offset) for item in periods]
        # 60岁以上人口 has the age in its name.
        self.ages = frozenset(i for i, q in enumerate(quantities) if self._is_age(q))
        others = [span for i, span in enumerate(self.spans) if i not in self.ages]
        self.masked = mask(self.plain, times, others)
        self.phrases = NounPhrases(self.masked, grammar)
        self.found: list[HeadReading] = []

    def read(self) -> tuple[HeadReading, ...]:
        clause, last_end, outer_end = 0, 0, 0
        while len(self.found) < len(self.spans):
            i = len(self.found)
            start, _ = self.spans[i]
            clause = self._clause_at(clause, start)
            bracket = self._bracket_before(start)
            last_end = self._end_of_noun(i - 1) if i else 0
            begin = max(self._clause_start(clause), bracket, last_end if bracket else outer_end)
            self._read_from(i, clause, begin)
            if not bracket and i not in self.ages:
                outer_end = self._end_of_noun(len(self.found) - 1)
        return tuple(self.found)

    def _is_age(self, quantity: Quantity) -> bool:
        return quantity.symbol in ("岁", "周岁") and is_aged(self.plain, quantity.end - self.offset)

    def _end_of_noun(self, i: int) -> int:
        """Return where the words about a figure end: after its noun, if that follows it."""
        head, end = self.found[i].head, self.spans[i][1]
        if head and head.start - self.offset >= end:
            return head.end - self.offset
        # 投资3亿元的甲、2亿元的乙: each noun belongs to the number before it.
        noun = self._noun_after(i) if self.masked.startswith("的", end) else None
        return noun[1] if noun and self.masked.startswith(("、", "和", "与"), noun[1]) else end

    def _clause_at(self, clause: int, position: int) -> int:
        while self.clauses[clause].end - self.offset <= position:
            clause += 1
        return clause

    def _clause_start(self, clause: int) -> int:
        return self.clauses[clause].start - self.offset

    def _bracket_before(self, position: int) -> int:
        """Return where the bracket that contains a position begins, 0 outside of brackets."""
        begin = max(0, position - _LONGEST_BRACKET)
        opened = max(self.masked.rfind(mark, begin, position) for mark in "（(")
        closed = max(self.masked.rfind(mark, begin, position) for mark in "）)")
        return opened + 1 if opened > closed else 0

    def _read_from(self, i: int, clause: int, begin: int) -> None:
        count = run_length(self.masked, self.spans, self.quantities, i)
        before = self.masked[begin : self.spans[i][0]]
        if count > 1 and self._read_list(i, count, clause, begin, is_aligned(before)):
            return
        reading = self._read_one(i, clause, begin)
        if i and reading.head and (owned := with_owner(reading.head, self.found[-1].head)):
            reading = replace(reading, head=owned)
        self.found.append(reading)

    def _read_list(self, i: int, count: int, clause: int, begin: int, aligned: bool) -> bool:
        """Align a list of numbers with their names; return whether that was possible."""
        phrase = self._phrase(i, begin)
        span = phrase.span or (self._subject_before(i, clause, LONGEST_PHRASE) if aligned else None)
        if span and aligned:
            span = before_others(self.masked, begin, span)
        names = names_of_list(self.masked, span, count, self._head, self.grammar) if span else []
        if names:
            self.found.extend(HeadReading(name, None, "aligned-list") for name in names)
            return True
        if phrase.span or not (aligned or self._follows_a_list(i, count)):
            return False
        levels = [
            k
            for k in range(max(0, i - LONGEST_LIST), i)
            if self.found[k].follows is None and self.found[k].head
        ]
        if len(levels) < count:
            return False
        self.found.extend(
            HeadReading(self.found[k].head, k, "aligned-list") for k in levels[-count:]
        )
        return True

    def _follows_a_list(self, i: int, count: int) -> bool:
        """Return whether numbers continue a list: …为5万亩和2万吨，增长5%和4%, 由A、B提高到C、D."""
        before = self.found[max(0, i - count) : i]
        goes_on = self.quantities[i].unit in RATES or (
            i and GOT_TO.fullmatch(self.masked, self.spans[i - 1][1], self.spans[i][0])
        )
        return (
            count == len(before)
            and bool(goes_on)
            and all(item.rule == "aligned-list" for item in before)
        )

    def _head(self, start: int, end: int) -> Head:
        return Head(start + self.offset, end + self.offset, self.plain[start:end])

    def _phrase(self, i: int, begin: int) -> Phrase:
        start, unit = self.spans[i][0], self.quantities[i].unit
        if opened := opening_of(self.masked, begin, start):
            # 性别比（以女性为100，男性对女性的比例）由104: the bracket only explains the noun.
            outer = self.clauses[self._clause_at(0, opened)].start - self.offset
            return self.phrases.before(outer, opened, unit)
        return self.phrases.before(begin, start, unit)

    def _read_one(self, i: int, clause: int, begin: int) -> HeadReading:
        if self._is_got_to(i) or goes_on(self.masked, self.spans, self.quantities, i):
            return self._same(i - 1)
        if i > 1 and self._is_of_its_budget(i):
            return self._same(i - 2)
        if i and self.masked.startswith("相比", self.spans[i][1]):
            # 与2010年的5万人相比: the other side of the comparison.
            return replace(self._same(i - 1), rule="other-side")
        phrase = self._phrase(i, begin)
        noun = self._noun_after(i) if self._may_take_noun(i, phrase) else None
        if noun:
            return HeadReading(self._head(*noun), None, "noun-after")
        if verb := self._verb_of_count(i, max(begin, self._clause_start(clause)), phrase):
            return HeadReading(self._head(*verb), None, "verb-before")
        if phrase.span:
            return HeadReading(self._head(*phrase.span), None, "noun-before")
        if doing := self._doing(i):
            return HeadReading(self._head(*doing), None, "noun-after")
        return self._carried(i, clause, begin)

    def _is_of_its_budget(self, i: int) -> bool:
        """Return whether a rate says what of the budget before it is done: 完成预算9亿元的93%."""
        if self.quantities[i].unit not in RATES or i - 1 in self.ages:
            return False
        budget, end = self.spans[i - 1]
        between = self.masked[end : self.spans[i][0]]
        before = self.masked[self.spans[i - 2][1] : budget]
        return between == "的" and OF_A_BUDGET.search(before) is not None

    def _may_take_noun(self, i: int, phrase: Phrase) -> bool:
        """Return whether the noun after a number is what it measures."""
        quantity = self.quantities[i]
        start, end = self.spans[i]
        rate = quantity.unit in RATES and self.masked.startswith("的", end)
        if rate and ATTRIBUTED.search(self.masked, max(0, start - 12), start):
            return True
        if phrase.span and self.masked.startswith((" ", "\u3000"), end):
            return False  # 签约项目10个 总投资158亿元: a title
        if phrase.span is None or phrase.verb:
            return not self._is_rate_of_change(i)
        # 合作社只有7户社员, 甲、乙等20户企业: the words before only say whose or which they are.
        whose = is_whose(self.masked, start) or self._is_where(phrase.span)
        whose = whose or names_as_many(self.masked, phrase.span, quantity)
        if quantity.unit == "unit:NUM" and whose:
            return True
        if quantity.unit in (*RATES, "unit:UNITLESS") or quantity.unit.startswith("unit:CCY"):
            return False
        # 户 and 人 count a noun after 的 (3948人的饮水问题), 座 and 公里 one without 的 (22座公园).
        described = self.masked.startswith("的", end) or is_of_people(self.masked, end)
        return described if quantity.counts else bool(quantity.symbol) and not described

    def _is_where(self, span: tuple[int, int]) -> bool:
        """Return whether the words before a count only name a place: 园区10户企业."""
        return is_place(self.masked[slice(*span)])

    def _is_got_to(self, i: int) -> bool:
        """Return whether a change leads from the number right before to this one: 由A调整为B."""
        if not i or self.quantities[i].unit != self.quantities[i - 1].unit:
            return False
        (start, end), (position, _) = self.spans[i - 1], self.spans[i]
        begin = start - 1 if start else 0
        return self.masked[begin:start] in ("由", "从") and bool(
            GOT_TO.fullmatch(self.masked, end, position)
        )

    def _verb_of_count(self, i: int, begin: int, phrase: Phrase) -> tuple[int, int] | None:
        """Return the verb of a count that continues the things named before: 开工248个."""
        quantity = self.quantities[i]
        if quantity.unit != "unit:NUM" or not quantity.symbol or not phrase.verb:
            return None
        if phrase.span and not self.phrases.is_verb(*phrase.span):
            return None
        return self.phrases.verb(begin, self.spans[i][0])

    def _is_rate_of_change(self, i: int) -> bool:
        """Return whether this is a rate after a verb of change; then it has no noun after it."""
        if self.quantities[i].unit not in RATES:
            return False
        start = self.spans[i][0]
        return bool(CHANGING.search(self.masked, max(0, start - 4), start))

    def _doing(self, i: int) -> tuple[int, int] | None:
        """Return what a number of people does, if no noun says who they are."""
        if not self.quantities[i].counts:
            return None
        match = self.grammar.doing.match(self.masked, self._end_of_chain(i, 1))
        return match.span("doing") if match else None

    def _end_of_chain(self, i: int, gap: int) -> int:
        """Return the end of the last of several consecutive figures."""
        end = self.spans[i][1]
        for k in range(i + 1, min(i + _LONGEST_CHAIN, len(self.spans))):
            if self.spans[k][0] - end > gap:
                break
            end = self.spans[k][1]
        return end

    def _noun_after(self, i: int) -> tuple[int, int] | None:
        # 96户177人贫困人口: both count the noun after the second.
        end = self._end_of_chain(i, 0)
        if shared := SHARED_NOUN.match(self.masked, end):
            end = shared.end()
        if self.grammar.not_counted.match(self.masked, end):
            return None
        quoted = QUOTED.match(self.masked, end)
        match = self.grammar.noun.match(self.masked, quoted.end() if quoted else end)
        if match is None:
            return quoted.span("words") if quoted else None
        start, end = match.span("noun")
        if quoted:
            return quoted.start(), end
        inner = QUOTED.match(self.masked, end)
        rest = self.grammar.noun.match(self.masked, inner.end()) if inner else None
        if rest:
            # 1.4万户乡村“美丽庭院”建设: the quoted words are in the middle of the noun.
            return start, rest.end("noun")
        counts = self.quantities[i].unit == "unit:NUM"
        if size := after_counted_noun(match.group("noun"), counts=counts):
            return start, end - size
        return without_tail(self.masked, (start, end), self.grammar, self.phrases.is_verb)

    # What is carried over from the words before

    def _carried(self, i: int, clause: int, begin: int) -> HeadReading:
        subject = self._before_bracket(i) or self._subject_before(i, clause)
        subject = subject or work_of_a_task(self.masked, self.spans[i][1])
        if subject:
            return HeadReading(self._head(*subject), None, "subject-before")
        last_end = self.spans[i - 1][1] if i else 0
        last = with_rate(self.found, self._last_outside(i), rate=self.quantities[i].unit in RATES)
        same = of_all(self._same(last), self.masked[last_end : self.spans[i][0]])
        bracket = self._bracket_before(self.spans[i][0])
        if bracket and is_of_other_side(self.masked, bracket, self.spans[i][0]):
            return replace(same, rule="other-side")
        return same

    def _same(self, last: int | None) -> HeadReading:
        """Return the reading of a figure that has its head from an earlier one."""
        if last is None or self.found[last].head is None:
            return HeadReading(None, None, "none")
        follows = self.found[last].follows
        return HeadReading(self.found[last].head, last if follows is None else follows, "same")

    def _last_outside(self, i: int) -> int | None:
        """Return the last figure before this one that is not in a bracket closed in between."""
        bracket = self._bracket_before(self.spans[i][0])
        for k in range(i - 1, max(-1, i - 1 - LONGEST_LIST), -1):
            inside = self._bracket_before(self.spans[k][0])
            if not inside or inside == bracket or self.masked[inside - 3 : inside - 1] == "持平":
                return k
        return None

    def _before_bracket(self, i: int) -> tuple[int, int] | None:
        """Return the noun that a bracket refers to: 汽车（增长5%）."""
        bracket = self._bracket_before(self.spans[i][0])
        if not bracket or self.masked[bracket - 2 : bracket - 1] == FIGURE:
            return None
        begin = max(0, bracket - LONGEST_PHRASE)
        if not (end := end_of_measured(self.masked, begin, bracket - 1)):
            return None
        edges = [
            self.masked.rfind(mark, begin, bracket - 1) + 1 for mark in f"、，；：。{FIGURE}）)"
        ]
        return self.phrases.trimmed(max(begin, *edges), end)

    def _subject_before(
        self, i: int, clause: int, longest: int = LONGEST_NOUN
    ) -> tuple[int, int] | None:
        """Return the subject of the clause before, if that clause has no figure."""
        last_end = self.spans[i - 1][1] if i else 0
        growth = self._is_rate_of_change(i) or self.quantities[i].unit in ("unit:UNITLESS",)
        if growth and i and "；" not in self.masked[last_end : self._clause_start(clause)]:
            return None
        for k in range(clause - 1, max(-1, clause - 4), -1):
            start, end = self._clause_start(k), self.clauses[k].end - self.offset
            if start < last_end:
                return None
            if span := self.phrases.subject(start, end, longest):
                return span
        return None
