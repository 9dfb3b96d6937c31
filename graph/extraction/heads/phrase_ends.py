"""The end of the noun phrase before a number: verbs of reaching, adverbs and particles go."""

import re

from districtgraph.graph.extraction.heads.head_grammar import EDGES, PERIOD, HeadGrammar

__all__ = ["PhraseEnds"]

_YEARS = re.compile("[一二三四五六七八九十两几0-9]{1,3}年(?:来|间)?$")
# 投资五年|累计: the years over which a sum is made.
# 项目|从签约到投产|仅用10个月
_FROM_TO = re.compile("从[^，,0-9]{1,8}到[^，,0-9]{1,8}$")
_YEARS_LONG = re.compile("(?<![每第连近前后])[二三四五两3-5]年$")


_SHORTEST_SUBJECT = 2
# 投资|受楼市拖累|下降, 经开区|在全国考评中|前移: why something changed, and among what.
_CIRCUMSTANCE = re.compile(
    "(?<![遭接享承感])受[^，,；;。、的]{1,12}(?:拖累|影响|冲击|制约|带动|拉动)$"
    "|在[^，,；;。、的]{2,24}(?:考评|考核|评价|评估|测评|评比|排名|排行榜?)中$"
)
_LONGEST_CIRCUMSTANCE = 30
_LONGEST_OF_IT = 8
# 指标|中已有9项
_OF_IT = re.compile(
    "(?<=指标|项目|任务|企业|工程|小区|园区|事项|目标)中$"
    # 经济增长|预期目标|是5.5%
    "|(?<=增长|增速)(?:预期|年度|全年)?目标$"
)


_EACH = re.compile("每(?:[人户亩名例头]|家庭|企业)$")


class PhraseEnds:
    """Finds where the phrases of a sentence end in which times, figures and brackets are masked."""

    def __init__(self, masked: str, grammar: HeadGrammar) -> None:
        self.masked = masked
        self.grammar = grammar

    def without_particle(self, begin: int, end: int) -> int:
        """Return where a phrase ends before a single character that belongs to a verb."""
        if self.masked.endswith(self.grammar.phrases.differing, begin, end):
            end -= 1
        end = self._without_one_verb(begin, end)
        # 产值向千亿元迈进: the particle before the number belongs to the verb after it.
        if end > begin and self.grammar.towards.match(self.masked, end - 1):
            end -= 1
        # 高0.8个百分点: a single character right before the number can be a verb: not 新增.
        single = end > begin and self.masked[end - 1] in "增降升涨跌高低多少"
        single = single and not self.masked.endswith(("新增", "起降", "升降"), begin, end)
        return end - (single and self.grammar.trail.suffix(self.masked, begin, end) < 2)

    def _without_one_verb(self, begin: int, end: int) -> int:
        """Return where a phrase ends before a verb of one character: 社区食堂|开了."""
        if not self.masked.endswith(self.grammar.phrases.single_verbs, begin, end):
            return end
        longer = self.grammar.trailing_verbs.suffix(self.masked, begin, end - 1) > 1
        return end if longer or end - begin < _SHORTEST_SUBJECT + 2 else end - 2

    def with_verb(self, begin: int, end: int) -> bool:
        """Return whether a verb is right before the number at `end`."""
        while end > begin and self.masked[end - 1] in "了的近约":
            end -= 1
        # 给予每人1万元救助
        if each := _EACH.search(self.masked, max(begin, end - 3), end):
            end = each.start()
        return self.grammar.trailing_verbs.suffix(self.masked, begin, end) > 0

    def between_times(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Return the pieces between the times of a span; the last one may be empty."""
        pieces = []
        while (at := self.masked.find(PERIOD, begin, end)) >= 0:
            pieces.append((begin, at))
            begin = at + 1
        return [*(item for item in pieces if item[0] < item[1]), (begin, end)]

    def without_trail(self, start: int, end: int) -> int:
        """Return where a phrase ends without the verbs of reaching, adverbs and years behind it."""
        masked, grammar = self.masked, self.grammar
        while end > start:
            if masked[end - 1] in EDGES:
                end -= 1
            elif grammar.not_trail.suffix(masked, start, end):
                break
            elif years := _YEARS_LONG.search(masked, max(start, end - 6), end):
                end = years.start()
            elif size := self._added(start, end) or grammar.trail.suffix(masked, start, end):
                end -= size
            elif years := _YEARS.search(masked, max(start, end - 6), end):
                end = years.start()
            elif size := self._predicate(start, end) or self._circumstance(start, end):
                end -= size
            else:
                break
        return end

    def _added(self, start: int, end: int) -> int:
        """Return the length of a verb of adding after a word for a stock: 通车里程|新增."""
        near = max(start, end - _LONGEST_OF_IT)
        added = self.grammar.added_to.search(self.masked, near, end)
        return end - added.start("added") if added else 0

    def _circumstance(self, start: int, end: int) -> int:
        """Return the length of a circumstance at the end: a cause, or those it is among."""
        begin = max(start + _SHORTEST_SUBJECT, end - _LONGEST_CIRCUMSTANCE)
        found = _CIRCUMSTANCE.search(self.masked, begin, end)
        found = found or _OF_IT.search(self.masked, max(start, end - _LONGEST_OF_IT), end)
        return end - found.start() if found else 0

    def _predicate(self, start: int, end: int) -> int:
        """Return the length of what the end of a phrase says of it: 工程累计建设, 从签约到投产."""
        if stages := _FROM_TO.search(self.masked, start + 2, end):
            return end - stages.start()
        size = self.grammar.trailing_verbs.suffix(self.masked, start, end)
        finished = self.grammar.phrases.finished
        return size if size and self.masked.endswith(finished, start, end - size) else 0
