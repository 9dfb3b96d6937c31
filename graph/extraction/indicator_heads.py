"""The head of a figure: the noun phrase that it measures, by the grammar of the clause.

Chinese names what is measured before the number, or after a count:

- What is left of the clause before the number is the head, without times, places, adverbs, verbs
  of reaching and light verbs (全年完成绿化30万平方米 → 绿化); a verb that says what was done to the
  thing stays (新建绿道80公里 → 新建绿道).
- A count whose verb stands right before it measures the noun that follows (新建28个项目 → 项目),
  and so does every number between a verb and its object (发放3亿元贷款 → 贷款).
- 占, 比, 高于 and their like end the phrase: what comes before them is measured.
- A clause that holds nothing else (同比增长5%) goes on about the figure before, or about the
  subject of the clause before (失业率保持低位，为3%).
- 分别 aligns names with numbers (甲、乙分别为1、2), or numbers with the figures before.

Each sentence is read once, from left to right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from districtgraph.graph.extraction.head_grammar import (
    BRACKET,
    FIGURE,
    LONGEST_NOUN,
    PERIOD,
    HeadGrammar,
    head_grammar,
)
from districtgraph.graph.extraction.heads import Head, completed
from districtgraph.graph.extraction.lexicon_records import Lexicon
from districtgraph.graph.extraction.noun_phrases import LONGEST_PHRASE, NounPhrases, Phrase
from districtgraph.graph.extraction.periods import PeriodExpression
from districtgraph.graph.extraction.quantities import Quantity
from districtgraph.graph.text.clauses import Sentence, split_clauses

__all__ = ["Head", "HeadReading", "find_heads"]


_LONGEST_BRACKET = 300
"""Characters before a figure within which the bracket is opened that it stands in."""

_LONGEST_CHAIN = 5
"""Figures right after one another that count the same noun: 96户177人."""

_LONGEST_LIST = 40
"""Numbers of a list, and figures before it among which 分别 finds what it goes on about."""

_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_JOINED = re.compile(r"[、，,和与及以至—－-]{0,2}")
_CHANGING = re.compile("[增减升降涨跌落高低快慢长窄缩][^，；。：]*$")
# 65条、总长度57.9公里的道路: both numbers are of the noun after the last.
_SHARED_NOUN = re.compile(
    f"、(?:总长度?|总面积|总里程|共|总计){FIGURE}+(?=的)|、{FIGURE}+(?=[一-鿿])"
)
_JOINED_ANEW = re.compile(
    r"[、，,和与及以至—－-]{0,2}(?:(?<=[、和与])(?:增长|上升|提高|下降|减少|降低))?"
)
# 由A调整优化为B: after 由 or 从 any verb gets to the second number.
_GOT_TO = re.compile(f"[^，,；;。：:、{FIGURE}]{{0,10}}[为至到成][近约超了]*")
# 贡献了全国38.7%的增量: the rate is of the noun after it.
_ATTRIBUTED = re.compile(
    "(?:贡献|创造|提供|支撑|承担|吸纳|集聚|汇聚|拥有|生产|撑起|占有|消耗)了?(?:全[国省市区县球]|世界|我国)?[近约超]*$"
)
_RATES = ("unit:PERCENT", "unit/percentage-point")
_BOTH = ("城镇", "农村")
"""What 城乡 names, in the order of the numbers that 分别 gives."""

_RESPECTIVELY = re.compile("分别|依次")
_NAME_JOINTS = re.compile("、|以及|和|与|及")


@dataclass(frozen=True, slots=True)
class HeadReading:
    """The head of a figure and, by its place in the sentence, the figure that it is taken from.

    `follows` is None where the figure has words of its own; `rule` names how the head was found.
    """

    head: Head | None
    follows: int | None
    rule: str


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
        self.masked = self._mask(periods)
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
            if not bracket:
                outer_end = self._end_of_noun(len(self.found) - 1)
        return tuple(self.found)

    def _end_of_noun(self, i: int) -> int:
        """Return where the words about a figure end: with its noun, if that comes after it."""
        head, end = self.found[i].head, self.spans[i][1]
        if head and head.start - self.offset >= end:
            return head.end - self.offset
        # 投资3亿元的甲、2亿元的乙: each noun belongs to the number before.
        noun = self._noun_after(i) if self.masked.startswith("的", end) else None
        return noun[1] if noun and self.masked.startswith("、", noun[1]) else end

    # The sentence

    def _mask(self, periods: Sequence[PeriodExpression]) -> str:
        """Return the sentence with its times, quantities and plain brackets replaced."""
        characters = list(self.plain)
        for period in periods:
            start, end = period.start - self.offset, period.end - self.offset
            if self.plain.startswith("项目前", max(0, start - 1)):
                continue
            characters[start:end] = PERIOD * (end - start)
        for start, end in self.spans:
            characters[start:end] = FIGURE * (end - start)
        del characters[len(self.plain) :]
        masked = "".join(characters)
        return _BRACKETED.sub(_hide_bracket, masked)

    def _clause_at(self, clause: int, position: int) -> int:
        while self.clauses[clause].end - self.offset <= position:
            clause += 1
        return clause

    def _clause_start(self, clause: int) -> int:
        return self.clauses[clause].start - self.offset

    def _bracket_before(self, position: int) -> int:
        """Return where the words of a bracket begin in which a position stands, 0 outside."""
        begin = max(0, position - _LONGEST_BRACKET)
        opened = max(self.masked.rfind(mark, begin, position) for mark in "（(")
        closed = max(self.masked.rfind(mark, begin, position) for mark in "）)")
        return opened + 1 if opened > closed else 0

    # A figure, or a list of them

    def _read_from(self, i: int, clause: int, begin: int) -> None:
        count = self._run_length(i)
        before = self.masked[begin : self.spans[i][0]]
        if count > 1 and self._read_list(
            i, count, clause, begin, bool(_RESPECTIVELY.search(before))
        ):
            return
        self.found.append(self._read_one(i, clause, begin))

    def _run_length(self, i: int) -> int:
        """Return how many numbers stand in one list from here on: 3%、4%和5%."""
        count = 1
        begin = max(0, self.spans[i][0] - LONGEST_PHRASE)
        aligned = _RESPECTIVELY.search(self.masked, begin, self.spans[i][0])
        joined = _JOINED_ANEW if aligned else _JOINED
        while count < _LONGEST_LIST and i + count < len(self.spans):
            between = self.masked[self.spans[i + count - 1][1] : self.spans[i + count][0]]
            if not between or not joined.fullmatch(between):
                break
            count += 1
        return count

    def _read_list(self, i: int, count: int, clause: int, begin: int, aligned: bool) -> bool:
        """Align a list of numbers with their names; tell whether that could be done."""
        phrase = self._phrase(i, begin)
        span = phrase.span or (self._subject_before(i, clause, LONGEST_PHRASE) if aligned else None)
        names = self._names(span, count) if span else []
        if names:
            self.found.extend(HeadReading(name, None, "aligned-list") for name in names)
            return True
        if not aligned or phrase.span:
            return False
        levels = [
            k
            for k in range(max(0, i - _LONGEST_LIST), i)
            if self.found[k].follows is None and self.found[k].head
        ]
        if len(levels) < count:
            return False
        self.found.extend(
            HeadReading(self.found[k].head, k, "aligned-list") for k in levels[-count:]
        )
        return True

    def _names(self, span: tuple[int, int], count: int) -> list[Head]:
        """Return the names of a list if there are as many as numbers."""
        start, end = span
        for joints in (_NAME_JOINTS, re.compile("、")):
            cuts = [m.span() for m in joints.finditer(self.masked, start, end)]
            if len(cuts) + 1 == count:
                edges = [start, *(edge for cut in cuts for edge in cut), end]
                parts = list(zip(edges[::2], edges[1::2], strict=True))
                return completed([self._head(*part) for part in parts], self.grammar)
        if count == len(_BOTH) and self.masked.startswith("城乡", start, end):
            whole = self._head(start, end)
            return [replace(whole, completed=word + whole.text[2:]) for word in _BOTH]
        return []

    def _head(self, start: int, end: int) -> Head:
        return Head(start + self.offset, end + self.offset, self.plain[start:end])

    def _phrase(self, i: int, begin: int) -> Phrase:
        rate = self.quantities[i].unit in _RATES
        return self.phrases.before(begin, self.spans[i][0], rate=rate)

    def _read_one(self, i: int, clause: int, begin: int) -> HeadReading:
        if self._is_got_to(i):
            return self._same(i - 1)
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

    def _may_take_noun(self, i: int, phrase: Phrase) -> bool:
        """Tell whether the noun after a number is what it measures."""
        quantity = self.quantities[i]
        start, end = self.spans[i]
        rate = quantity.unit in _RATES and self.masked.startswith("的", end)
        if rate and _ATTRIBUTED.search(self.masked, max(0, start - 12), start):
            return True
        if phrase.span is None or phrase.verb:
            return not self._tells_change(i)
        if quantity.unit in (*_RATES, "unit:UNITLESS"):
            return False
        if quantity.unit.startswith("unit:CCY"):
            return False
        # 户 and 人 count a noun after 的 (3948人的饮水问题), 座 and 公里 one without (22座公园).
        described = self.masked.startswith("的", self.spans[i][1])
        return described if quantity.counts else bool(quantity.symbol) and not described

    def _is_got_to(self, i: int) -> bool:
        """Tell whether a change gets to a number from the one right before: 由A调整为B."""
        if not i or self.quantities[i].unit != self.quantities[i - 1].unit:
            return False
        (start, end), (position, _) = self.spans[i - 1], self.spans[i]
        begin = start - 1 if start else 0
        return self.masked[begin:start] in ("由", "从") and bool(
            _GOT_TO.fullmatch(self.masked, end, position)
        )

    def _verb_of_count(self, i: int, begin: int, phrase: Phrase) -> tuple[int, int] | None:
        """Return the verb that a count goes on with about the things named before: 开工248个."""
        quantity = self.quantities[i]
        if quantity.unit != "unit:NUM" or not quantity.symbol or not phrase.verb:
            return None
        if phrase.span and not self.phrases.is_verb(*phrase.span):
            return None
        return self.phrases.verb(begin, self.spans[i][0])

    def _tells_change(self, i: int) -> bool:
        """Tell whether a rate stands after a verb of change: no noun after it is counted."""
        if self.quantities[i].unit not in _RATES:
            return False
        start = self.spans[i][0]
        return bool(_CHANGING.search(self.masked, max(0, start - 4), start))

    def _doing(self, i: int) -> tuple[int, int] | None:
        """Return what a number of people does, where no noun tells who they are."""
        if not self.quantities[i].counts:
            return None
        match = self.grammar.doing.match(self.masked, self._end_of_chain(i, 1))
        return match.span("doing") if match else None

    def _end_of_chain(self, i: int, gap: int) -> int:
        """Return where the last of the figures ends that stand right after one another."""
        end = self.spans[i][1]
        for k in range(i + 1, min(i + _LONGEST_CHAIN, len(self.spans))):
            if self.spans[k][0] - end > gap:
                break
            end = self.spans[k][1]
        return end

    def _noun_after(self, i: int) -> tuple[int, int] | None:
        # 96户177人贫困人口: both count the noun after the last.
        end = self._end_of_chain(i, 0)
        if shared := _SHARED_NOUN.match(self.masked, end):
            end = shared.end()
        if self.grammar.not_counted.match(self.masked, end):
            return None
        match = self.grammar.noun.match(self.masked, end)
        if match is None:
            return None
        start, end = match.span("noun")
        noun = match.group("noun")
        if noun.endswith(("工程建设", "项目建设")):
            return start, end - 2
        if noun.endswith("中") and not noun.endswith(("高中", "初中")):
            return start, end - 1
        tail = self.grammar.noun_tails.suffix(self.masked, start + 2, end)
        if tail and self.phrases.is_verb(start, end - tail):
            return None
        return start, end - tail

    # What is carried over from before

    def _carried(self, i: int, clause: int, begin: int) -> HeadReading:
        subject = self._before_bracket(i) or self._subject_before(i, clause)
        if subject:
            return HeadReading(self._head(*subject), None, "subject-before")
        return self._same(self._last_outside(i))

    def _same(self, last: int | None) -> HeadReading:
        """Return that a figure goes on about another one before it."""
        if last is None or self.found[last].head is None:
            return HeadReading(None, None, "none")
        follows = self.found[last].follows
        return HeadReading(self.found[last].head, last if follows is None else follows, "same")

    def _last_outside(self, i: int) -> int | None:
        """Return the figure before, but none in a bracket that ends before this one."""
        bracket = self._bracket_before(self.spans[i][0])
        for k in range(i - 1, max(-1, i - 1 - _LONGEST_LIST), -1):
            inside = self._bracket_before(self.spans[k][0])
            if not inside or inside == bracket:
                return k
        return None

    def _before_bracket(self, i: int) -> tuple[int, int] | None:
        """Return the noun that a bracket is about: 汽车（增长5%）."""
        bracket = self._bracket_before(self.spans[i][0])
        if not bracket or self.masked[bracket - 2 : bracket - 1] == FIGURE:
            return None
        begin = max(0, bracket - LONGEST_PHRASE)
        edges = [
            self.masked.rfind(mark, begin, bracket - 1) + 1 for mark in f"、，；：。{FIGURE}）)"
        ]
        return self.phrases.trimmed(max(begin, *edges), bracket - 1)

    def _subject_before(
        self, i: int, clause: int, longest: int = LONGEST_NOUN
    ) -> tuple[int, int] | None:
        """Return the subject of the clause before, where that one has no figure of its own."""
        last_end = self.spans[i - 1][1] if i else 0
        growth = self._tells_change(i) or self.quantities[i].unit in ("unit:UNITLESS",)
        if growth and i and "；" not in self.masked[last_end : self._clause_start(clause)]:
            return None
        for k in range(clause - 1, max(-1, clause - 4), -1):
            start, end = self._clause_start(k), self.clauses[k].end - self.offset
            if start < last_end:
                return None
            if span := self.phrases.subject(start, end, longest):
                return span
        return None


def _hide_bracket(match: re.Match[str]) -> str:
    return match.group() if FIGURE in match.group() else BRACKET * len(match.group())
