"""The noun phrase before a number: the rest of its clause once everything else is removed."""

import re
import unicodedata
from dataclasses import dataclass

from districtgraph.graph.extraction.heads.head_grammar import EDGES, FIGURE, HeadGrammar
from districtgraph.graph.extraction.heads.phrase_ends import PhraseEnds
from districtgraph.graph.extraction.heads.phrase_starts import ALL_DONE, its_amount, leading_words
from districtgraph.graph.extraction.quantities.quantity_records import (
    COUNT,
    PERCENT,
    PERCENTAGE_POINT,
)

__all__ = ["LONGEST_PHRASE", "RATES", "NounPhrases", "Phrase"]

LONGEST_PHRASE = 60
"""How many characters before a number are searched for its head; no noun phrase is longer."""

RATES = (PERCENT, PERCENTAGE_POINT)
"""Units of rates and of their differences."""

_MONEY = "unit:CCY_CNY"
_PAST = re.compile("(?<![通经超不度透渡])过$")
_LONGEST_VERB = 3
"""The most characters of a single verb."""

_PICTURES = "\U0001f000"
"""From this character on there are pictures, with which posts mark their paragraphs, as with ✅."""
_SHORTEST_VERB = 2
_AND_OTHERS = re.compile("(?<![高平中优初同相不])等(?![级效同于候待])")
_WORD = re.compile("[A-Za-z一-鿿]")
# 人均拥有道路面积, 每百户拥有汽车: for each of whom is part of what is measured.
_FOR_EACH = re.compile("每|[人户亩]均")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is left before a number: a noun phrase, only verbs, or nothing.

    Attributes:
        span: the span of the noun phrase, relative to the sentence, if there is one.
        verb: whether the phrase is only a verb, or a verb is right before the number.

    """

    span: tuple[int, int] | None
    verb: bool


class NounPhrases:
    """The noun phrases of a sentence in which times, figures and brackets are masked."""

    def __init__(self, masked: str, grammar: HeadGrammar) -> None:
        self.masked = masked
        self.grammar = grammar
        self.words = grammar.phrases
        self.actors = grammar.actors
        self.ends = PhraseEnds(masked, grammar)

    def before(self, begin: int, end: int, unit: str) -> Phrase:
        """Return the noun phrase or verbs in the words from `begin` to the number at `end`.

        Args:
            begin: where the words about the number begin.
            end: where the number begins.
            unit: of the number.

        """
        begin = max(begin, end - LONGEST_PHRASE)
        after = self._after_bracket(begin, end)
        found = self._between(after, end, unit)
        return found if found.span or after == begin else self._between(begin, end, unit)

    def _between(self, begin: int, end: int, unit: str) -> Phrase:
        rate, percent = unit in RATES, unit == RATES[0]
        verb = self.ends.with_verb(begin, end)
        # 达到或快于预期进度的|22项: the count has no other name than what those counted do.
        related = unit == COUNT and self.masked.endswith("的", begin, end)
        for cut in self.grammar.cut.finditer(self.masked, begin, end):
            if related and cut.start() > begin and cut.group() in self.words.comparing:
                continue
            if not cut.group("no") and (rate or not cut.group("rate")):
                if (
                    percent
                    and cut.group("rate") in self.words.causing
                    and self._is_first(begin, cut.start())
                ):
                    # 带动劳动生产率提升2%: what is named is what rises.
                    begin = cut.end()
                    continue
                end = cut.start()
                verb = False
                break
        end = self.ends.without_particle(begin, end)
        begin, end = self._granted(begin, end)
        if unit == _MONEY and _PAST.search(self.masked, begin, end):
            end -= 1  # 纳税过亿元的企业
        pieces = self.ends.between_times(begin, end)
        for start, stop in reversed(pieces):
            span = self.trimmed(start, stop)
            if span and not self._is_who_acts(*span, stop):
                return Phrase(span, verb)
        return Phrase(None, verb)

    def _after_bracket(self, begin: int, end: int) -> int:
        """Return where the words after a bracket with figures begin: 9个项目（市级4个）|投资."""
        closed = max(self.masked.rfind(mark, begin, end) for mark in "）)")
        return closed + 1 if FIGURE in self.masked[begin : max(closed, begin)] else begin

    def _granted(self, begin: int, end: int) -> tuple[int, int]:
        """Return a span from what is granted on: 车间最高|奖励|60万元, 车间|最高补|60万元."""
        at = self.masked.rfind("最高", begin, end)
        match = self.grammar.granted.fullmatch(self.masked, at, end) if at >= 0 else None
        if match is None:
            return begin, end
        return match.span("noun") if match.group("noun") else (begin, at)

    def _is_who_acts(self, start: int, end: int, stop: int) -> bool:
        """Return whether a phrase is a division that did something: 东川区已建成46个."""
        return self.actors.division.fullmatch(self.masked, start, end) is not None and bool(
            self.actors.did.fullmatch(self.masked, end, stop)
        )

    def _is_first(self, begin: int, end: int) -> bool:
        """Return whether only marks are between two positions."""
        return not self.masked[begin:end].strip(EDGES)

    def trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the noun phrase in a span, None if there is none."""
        end = self.ends.without_trail(start, end)
        begin = self._after_light_verb(start, end)
        begin = self._without_lead(begin, end)
        end = self.ends.without_trail(begin, end)
        if end - begin < 2 and self.masked[begin:end] not in self.grammar.single:
            return None
        if self._is_generic(begin, end) or not self._has_word(begin, end):
            return None
        # A verb that is the object of another one counts as a noun: 完成绿化.
        light = self._light_before(start, begin)
        begin = self._after_owner(begin, end)
        begin, end = self._without_quote(begin, end)
        if self.actors.said.match(self.masked, begin, end):
            return None
        if light and self.grammar.of_subject.prefix(self.masked, begin, end) == end - begin:
            stop = begin - light
            # 企业累计完成产值: an adverb between does not part the subject from its verb.
            stop -= next(
                (
                    len(word)
                    for word in self.words.in_all
                    if self.masked.endswith(word, start, stop)
                ),
                0,
            )
            subject = self._without_lead(start, stop)
            # 项目当年完成投资: the words between do not belong to the name.
            if self.ends.without_trail(subject, stop) == stop > subject + 1:
                return subject, end
        if self.is_verb(begin, end) and not light:
            # Two verbs are one noun: 新增造林, 招商引资.
            return (begin, end) if end - begin > _LONGEST_VERB else None
        return begin, end

    def _light_before(self, start: int, begin: int) -> int:
        """Return the length of the words from a light verb to a noun: 实施免费|手术, 0 for none."""
        masked, grammar = self.masked, self.grammar
        stop, light = begin, grammar.light.suffix(masked, start, begin)
        while not light and (size := grammar.lead.suffix(masked, start, stop)):
            stop -= size
            light = grammar.light.suffix(masked, start, stop)
        return light + begin - stop if light else 0

    def _after_owner(self, start: int, end: int) -> int:
        """Return where a noun begins, after the words for what it is of, or who did it."""
        start = self._after_attribute(start, end)
        if self.masked.endswith("总投资", start, end) and self.grammar.attributive.search(
            self.masked, start, end - 3
        ):
            start = end - 3
        if amount := its_amount(self.masked, start, end):
            start = amount
        return self._after_others(self._after_adverb(start, end) or start, end)

    def _after_adverb(self, start: int, end: int) -> int:
        """Return where the verb after an adverb for all that was done begins, 0 without one.

        旅游局、热线共|接听投诉电话: who did it is no part of what is counted.
        """
        match = ALL_DONE.search(self.masked, start + 2, end)
        if match is None:
            return 0
        at = self._without_lead(match.end(), end)
        verb = self.grammar.verbs.prefix(self.masked, at, end)
        return at if verb > 1 and end - at > verb + 1 else 0

    def _after_attribute(self, start: int, end: int) -> int:
        """Return where a noun begins, after the clause that describes it: 位于城东的公园."""
        at = self.masked.rfind("的", start, end - 2)
        if at < 0 or not self.grammar.attributive.search(self.masked, start, at):
            return start
        return self._without_lead(at + 1, end)

    def _without_quote(self, start: int, end: int) -> tuple[int, int]:
        """Remove a quotation mark at an end of the phrase that has no counterpart in it."""
        phrase = self.masked[start:end]
        if (phrase.startswith("“") and "”" not in phrase) or phrase.startswith("”"):
            start = self._after_space(start + 1, end)
        elif phrase.endswith("”") and "“" not in phrase:
            end = start + len(self.masked[start : end - 1].rstrip())
        return start, end

    def _after_space(self, start: int, end: int) -> int:
        return end - len(self.masked[start:end].lstrip())

    def _after_others(self, start: int, end: int) -> int:
        """Return where the name of a kind begins, after its instances: 甲、乙等城市道路."""
        last = start
        for match in _AND_OTHERS.finditer(self.masked, start, end - 2):
            last = match.end()
        return self._after_space(last, end)

    def _without_lead(self, start: int, end: int) -> int:
        while start < end:
            size = self._lead_size(start, end)
            if not size:
                break
            start += size
        return start

    def _lead_size(self, start: int, end: int) -> int:
        masked, grammar = self.masked, self.grammar
        if (
            masked[start] in EDGES
            or masked[start] >= _PICTURES
            or unicodedata.category(masked[start]) == "So"
            or (masked[start] == "级" and masked[start - 1] == FIGURE)
        ):
            # 8万吨级货船: the grade is not part of the name.
            return 1
        if led := leading_words(masked, start, end):
            return led
        if grammar.not_lead.prefix(masked, start, end) or grammar.trade.match(masked, start, end):
            return 0
        verb = grammar.verbs.prefix(masked, start, end)
        size = grammar.lead.prefix(masked, start, end)
        if size > verb or (size and size == verb == end - start):
            return size
        weak = grammar.weak.prefix(masked, start, end)
        if weak > verb and self._is_before_verb(start + weak, end):
            return weak
        size = grammar.light.prefix(masked, start, end)
        if size > verb:
            noun = masked.startswith(grammar.not_light_before, start + size)
            return 0 if noun else size
        if verb:
            return 0
        actor = self.actors.named.match(masked, start, end) or self._who_will(start, end)
        return len(actor.group()) if actor else 0

    def _who_will(self, start: int, end: int) -> re.Match[str] | None:
        match = self.actors.willing.match(self.masked, start, end)
        if match is None or self.masked[match.end() : end] == "投资":
            return match
        if match.group().endswith(self.words.aiming):
            return match  # 河州力争产值突破9亿元: no verb is between.
        acts = self.grammar.verbs.prefix(self.masked, match.end(), end)
        return match if acts or self.grammar.light.prefix(self.masked, match.end(), end) else None

    def _is_before_verb(self, start: int, end: int) -> bool:
        """Return whether a verb follows here, or nothing: 重点实施, not 重点项目."""
        masked, grammar = self.masked, self.grammar
        return (
            start == end
            or grammar.light.prefix(masked, start, end) > 0
            or grammar.verbs.prefix(masked, start, end) > 1
        )

    def _after_light_verb(self, start: int, end: int) -> int:
        last = start
        for match in self.grammar.middle.finditer(self.masked, start, end):
            before = self.masked[start : match.start()]
            quoted = before.count("“") > before.count("”")  # “高效办成一件事”平均办理时间
            if match.end() < end and not quoted and not _FOR_EACH.search(before):
                last = match.end()
        return last

    def is_verb(self, start: int, end: int) -> bool:
        """Return whether a span consists of verbs only: 新建, 新建、改建."""
        masked, grammar = self.masked, self.grammar
        while start < end:
            # The longer verb counts: 种植, not 种.
            size = max(
                grammar.verbs.prefix(masked, start, end), grammar.light.prefix(masked, start, end)
            ) or int(masked[start] in f"{EDGES}和及并再新各")
            if not size:
                return False
            start += size
        return True

    def verb(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the verbs of a span without other words; None if they only say how many."""
        masked, grammar = self.masked, self.grammar
        while end > start and masked[end - 1] in f"{EDGES}近约":
            end -= 1
        while start < end and (
            size := int(masked[start] in EDGES) or grammar.lead.prefix(masked, start, end)
        ):
            start += size
        if end - start < _SHORTEST_VERB or masked.startswith(self.words.counting, start, end):
            return None
        return (start, end) if self.is_verb(start, end) else None

    def _has_word(self, start: int, end: int) -> bool:
        return _WORD.search(self.masked, start, end) is not None

    def _is_generic(self, start: int, end: int) -> bool:
        return self.grammar.generic.prefix(self.masked, start, end) == end - start

    def subject(self, start: int, end: int, longest: int) -> tuple[int, int] | None:
        """Return the subject of a clause; None if it has none, or one longer than `longest`."""
        start = self._without_lead_of_subject(start, end)
        if self.grammar.no_subject.match(self.masked, start, end):
            return None
        stop = self.grammar.subject_end.search(self.masked, start + 1, end)
        end = stop.start() if stop else end
        span = self.trimmed(start, end)
        return span if span and span[1] - span[0] <= longest else None

    def _without_lead_of_subject(self, start: int, end: int) -> int:
        while start < end and self.masked[start] in EDGES:
            start += 1
        while size := self._before_subject(start, end):
            start += size
        return start

    def _before_subject(self, start: int, end: int) -> int:
        """Return the length of a word such as 其中 before a subject, 0 where there is none."""
        words = self.words.before_subjects
        return next((len(word) for word in words if self.masked.startswith(word, start, end)), 0)
