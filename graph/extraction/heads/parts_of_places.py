"""Numbers that places have of what was measured: 新增企业90家，其中甲区20家，乙区12家."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.heads.counted_nouns import CountedNouns
from districtgraph.graph.extraction.heads.head_patterns import LONGEST_LIST
from districtgraph.graph.extraction.heads.head_sentences import HeadSentence
from districtgraph.graph.extraction.heads.head_words import HeadReading, same_reading
from districtgraph.graph.extraction.heads.place_lists import (
    AMONG,
    first_place,
    may_have_a_part,
    part_of,
)

__all__ = ["OF_A_PLACE", "PartsOfPlaces"]

OF_A_PLACE = "of-a-place"
"""The rule of such numbers."""


class PartsOfPlaces:
    """Reads the numbers of one sentence that places have of a whole.

    Args:
        sentence: the sentence.
        counted: its counted nouns.
        end_of_noun: returns where the words about a figure end, by its index.

    """

    def __init__(
        self, sentence: HeadSentence, counted: CountedNouns, end_of_noun: Callable[[int], int]
    ) -> None:
        self.counted = counted
        self.end_of_noun = end_of_noun
        self.masked = sentence.masked
        self.spans = sentence.spans
        self.quantities = sentence.quantities

    def read(self, found: Sequence[HeadReading], i: int) -> HeadReading | None:
        """Return the reading of a number that is a place's part of a whole, None if it is none.

        Its head is None where the sentence before has to say what is measured.

        Args:
            found: the readings of the numbers before it.
            i: its index.

        """
        if not may_have_a_part(self.masked, self.spans[i][0]):
            return None
        before = self.masked[self.end_of_noun(i - 1) if i else 0 : self.spans[i][0]]
        part = part_of(before)
        if part is None or self.counted.noun_after(i):
            return None
        rate = self.counted.is_rate_of_change(i)
        goes_on = bool(i) and found[i - 1].rule == OF_A_PLACE
        if part.changes != rate or not (part.known or part.among or goes_on):
            return None
        if goes_on_from := self._after_own_number(found, i):
            return goes_on_from
        among = self.masked.rfind(AMONG, 0, self.spans[i][0])
        if among >= 0 and (not i or self.spans[0][0] > among):
            return HeadReading(None, None, OF_A_PLACE)
        if among < 0 and not (goes_on or before.startswith(("（", "("))):
            return None
        whole = self._whole_of(found, i, among if among >= 0 else self.spans[i][0])
        return None if whole is None else replace(same_reading(found, whole), rule=OF_A_PLACE)

    def _after_own_number(self, found: Sequence[HeadReading], i: int) -> HeadReading | None:
        """Return the reading of a number after one that a place has of its own.

        其中甲区出口9亿元，乙区|8亿元: of the exports, too.
        """
        head = found[i - 1].head if i and found[i - 1].rule != OF_A_PLACE else None
        if head is None:
            return None
        begin = self.end_of_noun(i - 2) if i > 1 else 0
        place = first_place(self.masked[begin : self.spans[i - 1][0]])
        last, quantity = self.quantities[i - 1], self.quantities[i]
        alike = (last.unit, last.symbol) == (quantity.unit, quantity.symbol)
        if not (place and alike):
            return None
        if head.text.startswith(place) and not head.completed:
            size = len(place)
            head = replace(head, start=head.start + size, text=head.text[size:])
        return HeadReading(head, i - 1, OF_A_PLACE)

    def _whole_of(self, found: Sequence[HeadReading], i: int, end: int) -> int | None:
        """Return the index of the nearest number before `end` that this can be a part of."""
        quantity, rate = self.quantities[i], self.counted.is_rate_of_change(i)
        for k in range(i - 1, max(-1, i - 1 - LONGEST_LIST), -1):
            other = self.quantities[k]
            alike = (other.unit, other.symbol) == (quantity.unit, quantity.symbol)
            alike = alike and self.counted.is_rate_of_change(k) == rate
            whole = found[k].head is not None and found[k].rule != OF_A_PLACE
            if alike and whole and self.spans[k][1] <= end:
                return k
        return None
