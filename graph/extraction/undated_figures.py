"""Figures that no time dates: the size of a territory or of one work, whenever it is measured."""

import re

from districtgraph.graph.extraction.heads.head_words import Head
from districtgraph.graph.extraction.heads.noun_phrases import RATES
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.period_places import is_of_an_event
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = ["UndatedFigures"]

# 实施项目9个，总投资4亿元: several works.
_COUNTED = re.compile("[0-9一二两三四五六七八九十百][余多]?[个项处家宗]")
_DISTANT = re.compile("(?<![差间车])距离?[一-鿿]{1,12}$")
_LENGTH = "unit:M"
_UPGRADED = re.compile("升[级格]为|晋升为")
_SIGNED = re.compile(
    "(?:签约|签订|签署)(?!仅|不到|的|以来|后|[一二三四五六七八九十0-9]+(?:年|个月))"
)
_INVESTMENTS = ("投资", "投资额", "投资总额")


class UndatedFigures:
    """Tells which figures of a text no time dates.

    Args:
        text: the text.
        lexicon: the word lists.
        events: where the times begin that only say when something happened.

    """

    def __init__(self, text: str, lexicon: Lexicon, events: frozenset[int]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.events = events

    def contains(
        self, sentence: Sentence, period: PeriodExpression, head: Head, quantity: Quantity
    ) -> bool:
        """Return whether no time dates a figure: the size of a territory, or of one work.

        Money signed for on a day is of that day.
        """
        if period.end <= sentence.start and self._is_of_a_territory(sentence, head, quantity):
            return self._is_in_sentence(period) or quantity.unit == _LENGTH
        apart = self.text.find("\n", period.end, quantity.start) >= 0
        before = apart and self._is_in_sentence(period)
        of_project = self.text.find("项目", sentence.start, quantity.start) >= 0
        before = before or (period.end <= sentence.start and of_project)
        of_one = before and not _COUNTED.search(self.text, sentence.start, quantity.start)
        if self._is_signed_for(sentence, period, head, quantity) and not apart:
            return False
        # 五年改造小区9个，地铁2028年建成，线路全长9公里: it has that length once it is there.
        of_one = of_one or any(period.end <= at < quantity.start for at in self.events)
        # 2021年升级为国家级，规划面积76平方公里
        of_one = of_one or _UPGRADED.search(self.text, period.end, quantity.start) is not None
        return is_of_an_event(period, head.name, self.lexicon, apart=apart, of_one=of_one)

    def _is_signed_for(
        self, sentence: Sentence, period: PeriodExpression, head: Head, quantity: Quantity
    ) -> bool:
        """Return whether a figure is the money signed for on a day: 9日，签约9个，总投资4亿元."""
        signed = _SIGNED.search(self.text, max(period.end, sentence.start), quantity.start)
        return period.kind == "day" and bool(signed) and head.name.endswith(_INVESTMENTS)

    def _is_of_a_territory(self, sentence: Sentence, head: Head, quantity: Quantity) -> bool:
        """Return whether a figure is the size of a territory, or what it has: 下辖11个社区.

        So is how far it is from another: 距县城23公里.
        """
        if quantity.unit in RATES:
            return False
        sizes = self.lexicon.territory_sizes
        clause = self.text[clause_start(self.text, sentence, quantity.start) : quantity.start]
        far = quantity.unit == _LENGTH and _DISTANT.search(clause) is not None
        return far or clause.rstrip("有共").endswith(sizes) or head.name.endswith(sizes)

    def _is_in_sentence(self, period: PeriodExpression) -> bool:
        """Return whether a time is in a sentence, not in a heading, which holds for all below."""
        end = self.text.find("\n", period.end)
        return "。" in self.text[period.end : end if end >= 0 else None]
