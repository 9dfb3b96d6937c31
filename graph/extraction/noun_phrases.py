"""The noun phrase before a number: the rest of its clause once everything else is removed."""

import re
from dataclasses import dataclass

from districtgraph.graph.extraction.head_grammar import (
    BRACKET,
    FIGURE,
    PERIOD,
    HeadGrammar,
)
from districtgraph.graph.extraction.phrase_starts import ALL_DONE, its_amount, leading_words

__all__ = ["LONGEST_PHRASE", "RATES", "NounPhrases", "Phrase"]

LONGEST_PHRASE = 60
"""How many characters before a number are searched for its head; no noun phrase is longer."""

RATES = ("unit:PERCENT", "unit/percentage-point")
"""Units of rates and of their differences."""

_LONGEST_VERB = 3
"""The most characters of a single verb."""

_SHORTEST_VERB = 2
# Verbs before a number that only say how many there are, or how many more.
_COUNTING = (
    *(
        "完成",
        "实现",
        "达",
        "拥有",
        "具有",
        "涉及",
        "包括",
        "包含",
        "存在",
        "形成",
        "设有",
        "建有",
        "取得",
    ),
    *("增加", "减少", "净增", "压减", "压缩", "缩减", "调减", "调增", "削减"),
)

_EDGES = (
    f"{PERIOD}{BRACKET}{FIGURE} \t\n\u00a0\u3000、，,；;：:。！？（）()【】*＊的了●■◆▲★•·►▶○□◇—–→√"
)
# Adverbs for completed actions: a verb after one ends the clause (工程累计建设).
_PERFECT = (
    "累计",
    "累积",
    "共",
    "已",
    "已经",
    "共计",
    "全部",
    "总共",
    "新近",
    "再",
    "成功",
    "顺利",
)
_IN_ALL = ("累计", "共计", "合计", "共")
_AND_OTHERS = re.compile("(?<![高平中优初同相不])等(?![级效同于候待])")
_YEARS = re.compile("[一二三四五六七八九十两几0-9]{1,3}年(?:来|间)?$")
# 投资五年|累计: the years over which a sum is made.
_YEARS_LONG = re.compile("(?<![每第连近前后])[二三四五两3-5]年$")
# 拉动 and 带动 as the verb of a clause.
_CAUSING = ("拉动", "带动")
_LESS = ("少了", "多了")
# 产值向千亿元迈进: the particle before the number belongs to the verb after it.
_TOWARDS = re.compile(f"向{FIGURE}+(?:台阶|大关|目标)?(?:迈进|冲刺|进军|挺进|迈步|跨越)")
# 对欧盟出口: with whom there is trade is part of the name.
_TRADE_WITH = re.compile(
    "对(?:欧盟|东盟|俄罗斯|俄|美国?|日本?|韩国?|港澳台|香港|台湾|台|蒙古|蒙|中亚|非洲|非|拉美|印度|越南?|“一带一路”|共建|RCEP)"
    "[^，,、；;。的]{0,8}?(?:进出口|出口|进口|贸易)"
)
_WORD = re.compile("[A-Za-z一-鿿]")
# 社区还结合: an adverb shows that these are a subject and a verb, not a noun.
_SUBJECT_AND_VERB = re.compile("[一-鿿]{2,8}(?:还(?![本款贷债林草湿田湖])|[也又])(?:[一-鿿]{1,3})$")
_DISTRICT = re.compile(
    r"[一-鿿]{2,8}?(?:自治[区州县旗]|(?<![城上超夜股都楼集门])市(?![场政民容值面])|省|县)(?![级直属道外内域干])(?=..)"
    # 江东区将投入, but 高新区产值.
    r"|[一-鿿]{2,6}?(?:区|镇|乡|街道|集团|公司)(?=将|拟|计划|预计|累计|全年|今年|去年|先后|共|还)"
)


# 华兴科技将投资: who will do something, if a verb of doing follows.
_WHO_WILL = re.compile("[一-鿿A-Za-z0-9]{2,12}?(?<![即必])(?:将|拟|计划)(?![军来领士要生定订单])")
_DIVISION = re.compile("[一-鿿]{1,5}(?:区|县|镇|乡|街道|旗)")
_ACTED = re.compile(
    "(?:目前|先后|累计|共|已经?|新|再|成功){1,3}(?:建成|完成|新建|改造|打造|培育|引进|开工|设立|投用|开通)了?"
)


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

    def before(self, begin: int, end: int, unit: str) -> Phrase:
        """Return the noun phrase or verbs in the words from `begin` to the number at `end`.

        Args:
            begin: where the words about the number begin.
            end: where the number begins.
            unit: of the number.

        """
        rate, percent = unit in RATES, unit == RATES[0]
        begin = max(begin, end - LONGEST_PHRASE)
        verb = self._ends_with_verb(begin, end)
        for cut in self.grammar.cut.finditer(self.masked, begin, end):
            if not cut.group("no") and (rate or not cut.group("rate")):
                if percent and cut.group("rate") in _CAUSING and self._is_first(begin, cut.start()):
                    # 带动劳动生产率提升2%: what is named is what rises.
                    begin = cut.end()
                    continue
                end = cut.start()
                verb = False
                break
        end = self._without_particle(begin, end)
        pieces = self._between_times(begin, end)
        for start, stop in reversed(pieces):
            span = self.trimmed(start, stop)
            if span and not self._is_who_acts(*span, stop):
                return Phrase(span, verb)
        return Phrase(None, verb)

    def _without_particle(self, begin: int, end: int) -> int:
        """Return where a phrase ends before a single character that belongs to a verb."""
        if self.masked.endswith(_LESS, begin, end):
            end -= 1
        if end > begin and _TOWARDS.match(self.masked, end - 1):
            end -= 1
        # 高0.8个百分点: a single character right before the number can be a verb: not 新增.
        single = end > begin and self.masked[end - 1] in "增降升涨跌高低多少"
        single = single and not self.masked.endswith("新增", begin, end)
        return end - (single and self.grammar.trail.suffix(self.masked, begin, end) < 2)

    def _is_who_acts(self, start: int, end: int, stop: int) -> bool:
        """Return whether a phrase is a division that did something: 东川区已建成46个."""
        return _DIVISION.fullmatch(self.masked, start, end) is not None and bool(
            _ACTED.fullmatch(self.masked, end, stop)
        )

    def _is_first(self, begin: int, end: int) -> bool:
        """Return whether only marks are between two positions."""
        return not self.masked[begin:end].strip(_EDGES)

    def _ends_with_verb(self, begin: int, end: int) -> bool:
        while end > begin and self.masked[end - 1] in "了的近约":
            end -= 1
        return self.grammar.trailing_verbs.suffix(self.masked, begin, end) > 0

    def _between_times(self, begin: int, end: int) -> list[tuple[int, int]]:
        pieces = []
        while (at := self.masked.find(PERIOD, begin, end)) >= 0:
            pieces.append((begin, at))
            begin = at + 1
        return [*(item for item in pieces if item[0] < item[1]), (begin, end)]

    def trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the noun phrase in a span, None if there is none."""
        end = self._without_trail(start, end)
        begin = self._after_light_verb(start, end)
        begin = self._without_lead(begin, end)
        end = self._without_trail(begin, end)
        if end - begin < 2 and self.masked[begin:end] not in self.grammar.single:
            return None
        if self._is_generic(begin, end) or not self._has_word(begin, end):
            return None
        # A verb that is the object of another one counts as a noun: 完成绿化.
        light = self.grammar.light.suffix(self.masked, start, begin)
        begin = self._after_owner(begin, end)
        begin, end = self._without_quote(begin, end)
        if _SUBJECT_AND_VERB.match(self.masked, begin, end):
            return None
        if light and self.grammar.of_subject.prefix(self.masked, begin, end) == end - begin:
            stop = begin - light
            # 企业累计完成产值: an adverb between does not part the subject from its verb.
            stop -= next(
                (len(word) for word in _IN_ALL if self.masked.endswith(word, start, stop)), 0
            )
            subject = self._without_lead(start, stop)
            # 项目当年完成投资: the words between do not belong to the name.
            if self._without_trail(subject, stop) == stop > subject + 1:
                return subject, end
        if self.is_verb(begin, end) and not light:
            # Two verbs are one noun: 新增造林, 招商引资.
            return (begin, end) if end - begin > _LONGEST_VERB else None
        return begin, end

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

    def _without_trail(self, start: int, end: int) -> int:
        masked, grammar = self.masked, self.grammar
        while end > start:
            if masked[end - 1] in _EDGES:
                end -= 1
            elif grammar.not_trail.suffix(masked, start, end):
                break
            elif years := _YEARS_LONG.search(masked, max(start, end - 6), end):
                end = years.start()
            elif size := grammar.trail.suffix(masked, start, end):
                end -= size
            elif years := _YEARS.search(masked, max(start, end - 6), end):
                end = years.start()
            elif size := self._trailing_predicate(start, end):
                end -= size
            else:
                break
        return end

    def _trailing_predicate(self, start: int, end: int) -> int:
        """Return the length of an adverb and verb at the end of a phrase: 工程累计建设."""
        size = self.grammar.trailing_verbs.suffix(self.masked, start, end)
        return size if size and self.masked.endswith(_PERFECT, start, end - size) else 0

    def _without_lead(self, start: int, end: int) -> int:
        while start < end:
            size = self._lead_size(start, end)
            if not size:
                break
            start += size
        return start

    def _lead_size(self, start: int, end: int) -> int:
        masked, grammar = self.masked, self.grammar
        if masked[start] in _EDGES or (masked[start] == "级" and masked[start - 1] == FIGURE):
            # 8万吨级货船: the grade is not part of the name.
            return 1
        if led := leading_words(masked, start, end):
            return led
        if grammar.not_lead.prefix(masked, start, end) or _TRADE_WITH.match(masked, start, end):
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
        actor = _DISTRICT.match(masked, start, end) or self._who_will(start, end)
        return len(actor.group()) if actor else 0

    def _who_will(self, start: int, end: int) -> re.Match[str] | None:
        match = _WHO_WILL.match(self.masked, start, end)
        if match is None or self.masked[match.end() : end] == "投资":
            return match
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
            if match.end() < end and "每" not in self.masked[start : match.start()]:
                last = match.end()
        return last

    def is_verb(self, start: int, end: int) -> bool:
        """Return whether a span consists of verbs only: 新建, 新建、改建."""
        masked, grammar = self.masked, self.grammar
        while start < end:
            size = (
                grammar.verbs.prefix(masked, start, end)
                or grammar.light.prefix(masked, start, end)
                or int(masked[start] in f"{_EDGES}和及并再新各")
            )
            if not size:
                return False
            start += size
        return True

    def verb(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the verbs of a span without other words; None if they only say how many."""
        masked, grammar = self.masked, self.grammar
        while end > start and masked[end - 1] in f"{_EDGES}近约":
            end -= 1
        while start < end and (
            size := int(masked[start] in _EDGES) or grammar.lead.prefix(masked, start, end)
        ):
            start += size
        if end - start < _SHORTEST_VERB or masked.startswith(_COUNTING, start, end):
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
        while start < end and self.masked[start] in _EDGES:
            start += 1
        while size := _words_prefix(self.grammar, self.masked, start, end):
            start += size
        return start


def _words_prefix(grammar: HeadGrammar, masked: str, start: int, end: int) -> int:
    for word in ("其中", "全市", "全区", "全县", "全省", "全年", "今年", "去年", "目前"):
        if masked.startswith(word, start, end):
            return len(word)
    return 0
