"""The noun after a count, and whether it is what the count measures: 新建28个|项目."""

import re

from districtgraph.graph.extraction.heads.head_patterns import (
    ATTRIBUTED,
    CHANGING,
    QUOTED,
    SHARED_NOUN,
    after_dimension,
    is_a_thing,
    is_first_of_a_size,
    is_of_people,
    is_place,
    is_whose,
)
from districtgraph.graph.extraction.heads.head_sentences import HeadSentence
from districtgraph.graph.extraction.heads.head_words import after_counted_noun, without_tail
from districtgraph.graph.extraction.heads.noun_phrases import RATES, Phrase
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.extraction.quantities.quantity_records import COUNT, RATIO

__all__ = ["CountedNouns"]

# 国家级、省级|企业; 困境、留守、流动|儿童
_KIND = re.compile("[一-鿿]{1,4}[级型式类性]")
_KINDS = re.compile("(?:、[一-鿿]{2,4}){0,3}、(?=[一-鿿]{2})")
# 9个对外贸带动作用强、前景好的成长型|产业集群
_DESCRIBED = re.compile(
    "(?:对|在|以|与|从|具有|引领|拥有|能够?|支撑|带动)[^，,；;。：:\x01-\x08]{3,60}的(?P<noun>[^，,；;。、：:的\x01-\x08]{3,16})(?=[，,；;。]|$)"
)
# 为9户20人发放|临时救助金|3万元
_GIVEN = re.compile(
    "(?:发放|提供|拨付|兑现|支付|报销|减免|办理)了?(?P<noun>[^，,；;。、：:\x01-\x08]{2,20})"
)
_GIVING = ("拿出", "拿出了", "筹集", "筹资", "出资")
# 拿出9亿元|建立|创业基金
_FUNDED = re.compile(
    "(?:专项)?(?:用于|建立|设立|成立)了?(?P<noun>[^，,；;。、：:的\x01-\x08]{3,16})(?=[，,；;。、]|$)"
)
# 9个县（市、区）, 23个镇（街道）
_LEVEL = "(?:[市州盟地县区旗镇乡村]|街道|社区)"
_LEVELS = re.compile(
    f"{_LEVEL}{{1,2}}[（(](?:{_LEVEL}|、)+[）)](?:区(?!域))?"
    # 16个区、县
    f"|{_LEVEL}(?:、{_LEVEL})+(?![一-鿿]{{0,2}}、|级|域)"
)
_POPULATION = re.compile("(?:常住|户籍|流动|农业|城镇|农村|贫困|脱贫|外来)*人口")
# 32个新建、改扩建|项目: works at several stages.
_STAGE = "(?:新建|续建|改建|扩建|改造|改扩建|新开工|在建|储备|前期|竣工|投产)"
_STAGES = re.compile(f"(?:{_STAGE}[、和与及])+{_STAGE}")
_SIZES = ("总长", "全长", "总长度", "总里程", "总面积", "总建筑面积", "占地面积")
_OF_PEOPLE = ("名", "人", "位")
_BEFORE_PEOPLE = ("名", "位")
"""Measure words of people alone, which their noun follows as a rule."""
_LASTING = ("个月", "周", "个星期", "天", "小时")
_LONGEST_CHAIN = 5
"""The most consecutive figures that count the same noun: 96户177人."""


class CountedNouns:
    """Reads the words around the counts of one sentence."""

    def __init__(self, sentence: HeadSentence) -> None:
        self.sentence = sentence
        self.grammar = sentence.grammar
        self.masked = sentence.masked
        self.spans = sentence.spans
        self.quantities = sentence.quantities
        self.phrases = sentence.phrases

    def may_take_noun(self, i: int, phrase: Phrase) -> bool:
        """Return whether the noun after a number is what it measures."""
        quantity = self.quantities[i]
        start, end = self.spans[i]
        part = quantity.unit in RATES or "分之" in quantity.text
        rate = part and self.masked.startswith("的", end)
        if rate and ATTRIBUTED.search(self.masked, max(0, start - 12), start):
            return True
        # 签约项目10个 总投资158亿元: a title; 4条干渠总长21公里、2条支渠: the length of the first.
        words = self.masked[slice(*phrase.span)] if phrase.span else ""
        apart = self.masked.startswith((" ", "\u3000"), end) or self._is_how_long(i)
        if words in _SIZES or (words and apart):
            return False
        if self._describes_a_thing(i) or self._counts_a_population(i):
            return True
        if phrase.span is None or phrase.verb:
            return not self.is_rate_of_change(i)
        # 合作社只有7户社员, 甲、乙等20户企业: the words before only say whose or which they are.
        whose = is_whose(self.masked, start) or self._is_where(phrase.span)
        whose = whose or _names_as_many(self.masked, phrase.span, quantity)
        if quantity.unit == COUNT and whose:
            return True
        if quantity.symbol in _BEFORE_PEOPLE:
            return True  # 表彰9名教师: whatever the verb, a noun right after is who is counted.
        if quantity.unit in (*RATES, RATIO) or quantity.is_money:
            return False
        # 户 and 人 count a noun after 的 (3948人的饮水问题), 座 and 公里 one without 的 (22座公园).
        # 带动160户|800名村民: both are of the noun after the second.
        last = self._end_of_chain(i, 0)
        described = self.masked.startswith("的", end) or is_of_people(self.masked, last)
        return described if quantity.counts else bool(quantity.symbol) and not described

    def _describes_a_thing(self, i: int) -> bool:
        """Return whether the words before a number only introduce the thing that it describes.

        租下一间40平方米的门面, 一条35米长的生产线, 全省首个50亿元项目
        """
        start, end = self.spans[i]
        introduced = self._continues(i) or is_a_thing(self.masked, start)
        described = self.masked.startswith("的", after_dimension(self.masked, end))
        return (introduced and described) or is_first_of_a_size(self.masked, start)

    def _counts_a_population(self, i: int) -> bool:
        """Return whether a number without a unit is before the people counted: 9万|常住人口."""
        end = self.spans[i][1]
        return not self.quantities[i].symbol and _POPULATION.match(self.masked, end) is not None

    def _is_how_long(self, i: int) -> bool:
        """Return whether a number says for how long: 采购经理指数连续|9个月|高于."""
        lasting = self.quantities[i].symbol in _LASTING
        return lasting and self.sentence.plain.endswith("连续", 0, self.spans[i][0])

    def _continues(self, i: int) -> bool:
        """Return whether a number begins a later item of a list: 9亩的甲、乙和|3亩的丙."""
        start = self.spans[i][0]
        if not i or self.masked[start - 1 : start] not in ("和", "与", "及", "、"):
            return False
        end, last = self.spans[i - 1][1], self.quantities[i - 1]
        alike = last.unit == self.quantities[i].unit and not last.is_money
        return alike and self.masked.startswith("的", end) and "，" not in self.masked[end:start]

    def _is_where(self, span: tuple[int, int]) -> bool:
        """Return whether the words before a count only name a place: 园区10户企业."""
        words = self.masked[slice(*span)]
        verb = self.grammar.verbs.prefix(words, 0, len(words))
        return is_place(words) or is_place(words[verb:])

    def verb_of_count(self, i: int, begin: int, phrase: Phrase) -> tuple[int, int] | None:
        """Return the verb of a count that continues the things named before: 开工248个."""
        quantity = self.quantities[i]
        if quantity.unit != COUNT or not quantity.symbol or not phrase.verb:
            return None
        if phrase.span and not self.phrases.is_verb(*phrase.span):
            return None
        return self.phrases.verb(begin, self.spans[i][0])

    def is_rate_of_change(self, i: int) -> bool:
        """Return whether this is a rate after a verb of change; then it has no noun after it."""
        if self.quantities[i].unit not in RATES:
            return False
        start = self.spans[i][0]
        return bool(CHANGING.search(self.masked, max(0, start - 4), start))

    def doing(self, i: int) -> tuple[int, int] | None:
        """Return what a number of people does, if no noun says who they are."""
        if not self.quantities[i].counts:
            return None
        end = self._end_of_chain(i, 1)
        if match := self.grammar.doing.match(self.masked, end):
            return match.span("doing")
        given = _GIVEN.match(self.masked, end)
        return given.span("noun") if given else None

    def funded(self, i: int) -> tuple[int, int] | None:
        """Return what money is for, by the verb after it: 拿出500万元建立|创业基金."""
        if not self.quantities[i].is_money:
            return None
        funded = _FUNDED.match(self.masked, self._end_of_chain(i, 1))
        return funded.span("noun") if funded else None

    def is_given(self, i: int) -> bool:
        """Return whether the verb before money only says that it was given: 区财政拿出|9亿元."""
        return self.masked.endswith(_GIVING, 0, self.spans[i][0])

    def _end_of_chain(self, i: int, gap: int) -> int:
        """Return the end of the last of several consecutive figures."""
        end = self.spans[i][1]
        for k in range(i + 1, min(i + _LONGEST_CHAIN, len(self.spans))):
            if self.spans[k][0] - end > gap:
                break
            end = self.spans[k][1]
        return end

    def _is_priced(self, i: int, end: int) -> bool:
        """Return whether a price begins the next item of a list: 9亿元项目1个、|6亿元项目1个."""
        after = next((q for q in self.quantities[i + 1 :] if self._start(q) > end), None)
        priced = after is not None and after.is_money
        return priced and self.quantities[i].unit == COUNT

    def _end_of_kinds(self, i: int, start: int, end: int) -> int:
        """Return the end of a noun whose kinds are listed: 困境、|留守、流动儿童, 县|（市、区）.

        省级、市级企业 has its noun behind the last mark, too; 医院、学校 are two nouns.
        """
        if levels := _LEVELS.match(self.sentence.plain, start):
            # 20个街道（乡镇）|区域养老服务中心
            area = self.masked.startswith("区域", levels.end())
            rest = self.grammar.noun.match(self.masked, levels.end()) if area else None
            return rest.end("noun") if rest else levels.end()
        people = self.quantities[i].symbol in _OF_PEOPLE
        kind = _KIND.fullmatch(self.masked, start, end)
        listed = _KINDS.match(self.masked, end) if kind or people else None
        last = self.grammar.noun.match(self.masked, listed.end()) if listed else None
        return last.end("noun") if last else end

    def _described(self, i: int, end: int) -> tuple[int, int] | None:
        """Return the noun after a number and what describes it: 9个带动作用强的|企业."""
        described = _DESCRIBED.match(self.masked, end) if self.quantities[i].symbol else None
        return described.span("noun") if described else None

    def _works_at_stages(self, end: int) -> tuple[int, int] | None:
        """Return the works after a number with their stages: 32个|新建、改扩建项目."""
        stages = _STAGES.match(self.masked, end)
        works = self.grammar.noun.match(self.masked, stages.end()) if stages else None
        if works is None:
            return None
        noun = self.masked[works.start("noun") : works.end("noun")]
        return end, works.end("noun") - after_counted_noun(noun, counts=True)

    def _start(self, quantity: Quantity) -> int:
        return quantity.start - self.sentence.offset

    def noun_after(self, i: int) -> tuple[int, int] | None:
        """Return the noun after a figure, or after the last of a chain that counts it."""
        # 96户177人贫困人口: both count the noun after the second.
        end = after_dimension(self.masked, self._end_of_chain(i, 0))
        if (shared := SHARED_NOUN.match(self.masked, end)) and not self._is_priced(i, end):
            end = shared.end()
        if self.grammar.not_counted.match(self.masked, end):
            return None
        if introduced := self._described(i, end) or self._works_at_stages(end):
            return introduced
        quoted = QUOTED.match(self.masked, end)
        match = self.grammar.noun.match(self.masked, quoted.end() if quoted else end)
        if match is None:
            return quoted.span("words") if quoted else None
        start, end = match.span("noun")
        end = self._end_of_kinds(i, start, end)
        if quoted:
            return quoted.start(), end
        inner = QUOTED.match(self.masked, end)
        rest = self.grammar.noun.match(self.masked, inner.end()) if inner else None
        if rest:
            # 1.4万户乡村“美丽庭院”建设: the quoted words are in the middle of the noun.
            return start, rest.end("noun")
        counts = self.quantities[i].unit == COUNT
        if size := after_counted_noun(self.masked[start:end], counts=counts):
            return start, end - size
        return without_tail(self.masked, (start, end), self.grammar, self.phrases.is_verb)


def _names_as_many(masked: str, span: tuple[int, int], figure: Quantity) -> bool:
    """Return whether the words before a count name as many things: 甲、乙、丙|3个社区."""
    return masked.count("、", *span) + 1 == figure.value and "、" in masked[slice(*span)]
