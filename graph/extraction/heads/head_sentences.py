"""A sentence as its heads are read: its figures, masked words, clauses and brackets.

Offsets inside are relative to the sentence.
"""

import re
from collections.abc import Sequence

from districtgraph.graph.extraction.heads.head_grammar import HeadGrammar
from districtgraph.graph.extraction.heads.head_patterns import opening_of
from districtgraph.graph.extraction.heads.head_words import Head
from districtgraph.graph.extraction.heads.masked_sentences import mask
from districtgraph.graph.extraction.heads.noun_phrases import NounPhrases, Phrase
from districtgraph.graph.extraction.heads.people_by_age import names_people
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.quantities.comparisons import compared_value
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.extraction.quantities.quantity_records import PERCENT
from districtgraph.graph.text.clauses import Sentence, split_clauses

__all__ = ["HeadSentence"]

_COMPARED = re.compile("[比较](?![例重])[^，,；;的]{2,14}$")
_LONGEST_BRACKET = 300
"""How many characters before a figure are searched for the bracket that it is in."""


class HeadSentence:
    """One sentence with its quantities.

    `spans` are those of the quantities, `ages` the indexes of those that belong to a name
    (60岁以上人口), and `masked` the words without times, figures and brackets.
    """

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
        self.ages = frozenset(i for i, q in enumerate(quantities) if names_people(text, q))
        others = [span for i, span in enumerate(self.spans) if i not in self.ages]
        self.masked = mask(self.plain, times, others)
        self.phrases = NounPhrases(self.masked, grammar)

    def clause_at(self, clause: int, position: int) -> int:
        """Return the index of the clause of a position, searched from `clause` on."""
        while self.clauses[clause].end - self.offset <= position:
            clause += 1
        return clause

    def clause_start(self, clause: int) -> int:
        """Return where a clause begins."""
        return self.clauses[clause].start - self.offset

    def bracket_before(self, position: int) -> int:
        """Return where the bracket that contains a position begins, 0 outside of brackets."""
        begin = max(0, position - _LONGEST_BRACKET)
        opened = max(self.masked.rfind(mark, begin, position) for mark in "（(")
        closed = max(self.masked.rfind(mark, begin, position) for mark in "）)")
        return opened + 1 if opened > closed else 0

    def head(self, start: int, end: int) -> Head:
        """Return the head of a span, without white space at its end."""
        words = self.plain[start:end].rstrip()
        return Head(start + self.offset, start + self.offset + len(words), words)

    def phrase(self, i: int, begin: int) -> Phrase:
        """Return the noun phrase or verbs before a figure, from `begin` on."""
        start, unit = self.spans[i][0], self.quantities[i].unit
        if opened := opening_of(self.masked, begin, start):
            # 性别比（以女性为100，男性对女性的比例）由104: the bracket only explains the noun.
            outer = self.clauses[self.clause_at(0, opened)].start - self.offset
            return self.phrases.before(outer, opened, unit)
        if self.quantities[i].text.startswith("翻") and (
            compared := _COMPARED.search(self.masked, begin, start)
        ):
            start = compared.start()  # 比改造前|翻了一番
        elif unit == PERCENT and (other := compared_value(self.masked, begin, start)):
            start = other.start  # 人均产值力争达到|全省平均水平的85%
        return self.phrases.before(begin, start, unit)
