"""The place that each figure is about: the report's, or a part of it that its clause names.

A report of a city says 甲区增长5%, 甲、乙两区分别完成投资3亿元、5亿元. The subject of a clause is
the place of its figures and of those that follow in the sentence, until 全市 or another place. Of a
place that the list of divisions does not have below the report's own, only the name is known. Of
places that are named together no figure is known to be of one of them, unless 分别 assigns them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from districtgraph.graph.extraction.extraction import FoundFigure
from districtgraph.graph.extraction.heads.parts_of_places import OF_A_PLACE
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.periods.paragraph_kinds import is_feature
from districtgraph.graph.extraction.printed_claims.claim_records import SubjectWords
from districtgraph.graph.extraction.printed_claims.clause_subjects import (
    ClauseSubject,
    ClauseSubjects,
)
from districtgraph.graph.places.divisions import Division, Divisions, load_divisions
from districtgraph.graph.text.clauses import Sentence

__all__ = ["FigurePlace", "FigurePlaces"]

_APART = re.compile("分别|依次")
_IN_LIST = re.compile("[、，,和与及以至]{0,2}(?:增长|上升|提高|下降|减少|降低)?")
_LONGEST_LIST = 40
_LONGEST_SCENE = 2_000
"""Characters before a sentence that are searched for the company that its paragraph is about."""
_MOST_SUBJECTS = 50
"""How many subjects before a figure are tried."""
# 经开区签约项目9个，合同金额9亿元，同比增长5%: more of the same.
_SAME = "同比|比|较|增长|下降|上升|提高|其中|占|达|合同|协议|总投资"
_SAME_THING = re.compile(f"[^，,；;]*(?:[，,](?:{_SAME})[^，,；;]*)*")
# 其中甲区|9家，…: the place has no more than its number.
_BARE = re.compile("(?:最[多大高少低])?[，,]?(?:为|有|达到?|完成|实现)?了?[约近超]?[0-9]")
# 园区集聚企业9家，去年完成产值9亿元: a clause without a subject of its own goes on about the zone,
# but not where it speaks of the whole: 带动全区税收增长8%.
_OF_THE_ZONE = re.compile(
    f"[^，,；;]*(?:[，,](?:{_SAME}"
    "|(?![^，,；;]*(?:(?<!以)全[国省市区县州旗]|生产总值))"
    "(?:去年|上年|今年|当年|全年|目前|(?:20[0-9]{2}|[0-9]{1,2})[年月]|上半年"
    "|已|共|累计|预计|可|将|年){0,3}"
    "(?:完成|实现|拥有|集聚|聚集|吸引|带动|入驻|引进|培育|贡献|创造|形成|提供|以|新?开工|竣工|投产|缴纳|上缴"
    "|新增|净增|出口|签约|建成|投用|盘活|孵化|获批))[^，,；;]*)*"
)
# 县里投入资金: who governs the place of a report.
_GOVERNING = re.compile("[县市区州旗](?:里(?!程|面)|委|政府)|[县市区州旗][一-鿿]{2,8}局")
# In a feature, a paragraph about a village or township goes on about it to its end.
_LOCAL = ("村", "社区", "镇", "乡", "街道")
_NUMBERED = re.compile("(?:^|[：:；;。，,\\s])[0-9一二三四五六七八九十]{1,2}[）)]")
# A scene of a feature, in which a paragraph may be about one company.
_SCENE = re.compile("走进|来到|走访|记者|[。！？，,…]”")


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """The place that a figure is about.

    Attributes:
        place: its place; None if it is unknown.
        of_one_body: whether it is of one enterprise, institution, work, household or person, not of
            its place: 公司缴纳税收9亿元.

    """

    place: SubjectWords | None
    of_one_body: bool


class FigurePlaces:
    """Finds the places of the figures of one text.

    Args:
        text: the text.
        sentences: its sentences, in order.
        figures: its figures, in order.
        names: the named things of the text.
        times: where words for times are, in order.
        report: the report's own place, if it is known.
        lexicon: the word lists.

    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        figures: Sequence[FoundFigure],
        names: Sequence[NamedThing],
        times: Sequence[tuple[int, int]],
        report: SubjectWords | None,
        lexicon: Lexicon,
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._figures = figures
        self._starts = [item.quantity.start for item in figures]
        self._report = report
        self._divisions = load_divisions()
        self._code = report.code if report else None
        if report and not report.code:
            self._code = _only_code(self._divisions.find(report.text), self._divisions)
        self._feature = is_feature(text)
        ends = {item.quantity.end for item in figures}
        self._subjects = ClauseSubjects(text, names, ends, times, report, lexicon)

    def of(self, index: int) -> FigurePlace:
        """Return the place of a figure, and whether it is of one body there.

        Args:
            index: that of the figure.

        """
        sentence, subject = self._before(index)
        of_one_body = subject is not None and subject.body
        return FigurePlace(self._place(index, sentence, subject), of_one_body)

    def _place(
        self, index: int, sentence: Sentence, subject: ClauseSubject | None
    ) -> SubjectWords | None:
        """Return the place of a figure, given its sentence and the last subject before it."""
        cell, follows = self._figures[index].quantity.cell, self._figures[index].follows
        if cell and cell.place:
            return self._named(self._text[slice(*cell.place)], *cell.place)
        if self._is_of_an_unknown_part(index, subject):
            return None
        several = subject is not None and len(subject.places) > 1
        earlier = follows is not None and (subject is None or subject.start < self._starts[follows])
        if follows is not None and earlier and not several:
            # 其中甲区投资9亿元；增长7%: the rate is of the same place.
            return self._place(follows, *self._before(follows))
        if subject is None:
            return self._gone_on_about(sentence) if self._feature else self._report
        return self._of_subject(subject, index)

    def _is_of_an_unknown_part(self, index: int, subject: ClauseSubject | None) -> bool:
        """Return whether a figure is of a part that the rules cannot identify: 其中高新区|8家."""
        if not index or self._figures[index].head_rule != OF_A_PLACE:
            return False
        last_end = self._figures[index - 1].quantity.end
        return subject is None or subject.start < last_end

    def _gone_on_about(self, sentence: Sentence) -> SubjectWords | None:
        """Return the place of a feature's sentence, whose paragraph may have come to another.

        - 走进甲公司，机器轰鸣。一期投资9亿元。: not the investment of the place, nor of any other;
        - 云岭村曾是穷村。去年，村集体收入9万元。: of the village.
        """
        near = max(self._text.rfind("\n", 0, sentence.start) + 1, sentence.start - _LONGEST_SCENE)
        last = self._last_subject(near, sentence)
        if last is None or last.passing or self._is_of_the_whole(sentence):
            return self._report
        if last.body and not last.own and _SCENE.search(self._text, near, sentence.start):
            return None
        local = len(last.places) == 1 and last.places[0].text.endswith(_LOCAL)
        return self._of_name(last.places[0]) if local else self._report

    def _is_of_the_whole(self, sentence: Sentence) -> bool:
        """Return whether a sentence speaks of the report's place, or of who governs it."""
        words = self._text[sentence.start : sentence.end]
        named = self._report is not None and self._report.text in words
        return named or _GOVERNING.search(words) is not None

    def _last_subject(self, near: int, sentence: Sentence) -> ClauseSubject | None:
        """Return the last subject between a position and a sentence."""
        at = bisect_left(self._sentences, sentence.start, key=lambda item: item.start) - 1
        while at >= 0 and self._sentences[at].start >= near:
            if before := self._subjects.of_sentence(self._sentences[at]):
                return before[-1]
            at -= 1
        return None

    def _before(self, index: int) -> tuple[Sentence, ClauseSubject | None]:
        """Return the sentence of a figure, and the last subject before it in that."""
        position = self._starts[index]
        at = bisect_right(self._sentences, position, key=lambda item: item.start) - 1
        subjects = self._subjects.of_sentence(self._sentences[at])
        last = bisect_right(subjects, position, key=lambda item: item.start)
        near = reversed(subjects[max(0, last - _MOST_SUBJECTS) : last])
        return self._sentences[at], next(filter(partial(self._reaches, position), near), None)

    def _reaches(self, position: int, subject: ClauseSubject) -> bool:
        """Return whether a subject is that of a position: 全省 is not after （全省为6.3%）.

        A part of what was named before ends at a semicolon: 其中甲区增长7%；财政收入9亿元. One that
        has a bare number ends where something else is said (其中甲区9公里，桥梁28座), and so does a
        zone, or the built-up part of a city: 市区新建公园9个，城镇新增就业3万人.
        """
        if subject.end > position:
            return False
        between = self._text[subject.end : position]
        if subject.among and ("；" in between or ";" in between):
            return False
        still_about_it = _OF_THE_ZONE if subject.zone else _SAME_THING
        narrow = subject.narrow or (subject.among and _BARE.match(between) is not None)
        if narrow and still_about_it.fullmatch(between) is None:
            return False
        return not _closes_a_bracket(between)

    def _of_subject(self, subject: ClauseSubject, index: int) -> SubjectWords | None:
        counted = subject.above_if_linked and self._figures[index].indicator is None
        if subject.own or counted:
            return self._report
        if not subject.places:
            return None
        if len(subject.places) == 1:
            return self._of_name(subject.places[0])
        position = self._starts[index]
        if _APART.search(self._text, subject.end, position) is None:
            return None
        first, count = self._list_around(index, subject.end)
        apart = count == len(subject.places)
        return self._of_name(subject.places[index - first]) if apart else None

    def _list_around(self, index: int, begin: int) -> tuple[int, int]:
        """Return the index of the first figure of the list that a figure is in, and its length."""
        first, last = index, index
        while first and self._starts[first - 1] >= begin and self._goes_on(first - 1):
            first -= 1
        while last + 1 < len(self._figures) and self._goes_on(last):
            last += 1
            if last - first >= _LONGEST_LIST:
                break
        return first, last - first + 1

    def _goes_on(self, index: int) -> bool:
        one, other = self._figures[index].quantity, self._figures[index + 1].quantity
        between = self._text[one.end : other.start]
        same = one.unit == other.unit or not one.symbol
        return same and _IN_LIST.fullmatch(between) is not None

    def _of_name(self, place: NamedThing) -> SubjectWords:
        return self._named(place.canonical or place.text, place.start, place.end)

    def _named(self, name: str, start: int, end: int) -> SubjectWords:
        """Return a place: the report's own, a division below it, or just its name."""
        if self._report and _are_one(name, self._report.text):
            return self._report
        code = None
        if self._code is not None:
            code = _only_code(self._divisions.find(name, self._code), self._divisions)
        return SubjectWords(name, code, start, end)


def _are_one(name: str, other: str) -> bool:
    """Return whether one name is the other's, with what lies above it or without its level.

    江州市云湖区 is 云湖区, and 云湖 in its report; 云湖区经济开发区 is not.
    """
    longer, shorter = (name, other) if len(name) > len(other) else (other, name)
    return longer.endswith(shorter) or longer[:-1] == shorter or longer[:-1].endswith(shorter)


def _closes_a_bracket(words: str) -> bool:
    """Return whether words close a bracket that was opened before them; 2） numbers an item."""
    if "）" not in words and ")" not in words:
        return False
    depth = 0
    for mark in re.findall("[（(）)]", _NUMBERED.sub("", words)):
        depth += 1 if mark in "（(" else -1
        if depth < 0:
            return True
    return False


def _only_code(found: Sequence[Division], divisions: Divisions) -> str | None:
    """Return the code of the one division that a name can mean."""
    if len(found) != 1 or divisions.latest(found[0].code) != found[0]:
        return None
    return found[0].code
