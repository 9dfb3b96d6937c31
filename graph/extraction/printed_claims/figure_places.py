"""The place that each figure is about: the report's, or a part of it that its clause names.

A report of a city says 甲区增长5%, 甲、乙两区分别完成投资3亿元、5亿元. The subject of a clause is
the place of its figures and of those that follow in the sentence, until 全市 or another place. Of a
place that the list of divisions does not have below the report's own, only the name is known. Of
places that are named together no figure is known to be of one of them, unless 分别 assigns them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from districtgraph.graph.extraction.extraction import FoundFigure
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.printed_claims.claim_records import SubjectWords
from districtgraph.graph.places.divisions import Division, Divisions, load_divisions
from districtgraph.graph.text.clauses import Sentence

__all__ = ["FigurePlaces"]

_TERRITORY = re.compile(
    "(?:[省市县州旗盟镇乡村]|(?<![小景校片库厂园老])区|街道|开发区|高新区|经开区)$"
)
# 甲县、|乙区|分别: a name whose end makes another word with what follows it (区分).
_LISTED = re.compile("(?:、|和|与|及)(?P<name>[一-鿿]{1,4}[市区县旗镇乡])(?=分别|依次|、|和|与|及)")
_JOINT = re.compile("(?:、|和|与|及|以及)")
# 其中，, 分区域看，, 三是: what may come before the subject of a clause.
_LEAD = re.compile(
    "[\\s　“（(]*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、．.])?(?:[一二三四五六七八九十]是)?"
    "(?:其中|而|同时|此外|另外|特别是|尤其是|[分从按][一-鿿]{1,6}看)?[：:，,]?\\s*"
)
_CLAUSE = re.compile("[，,；;：:。！？\n]")
# 公司实现收入9亿元, 这家企业, 该项目: an enterprise or work that was named before.
_ENTERPRISE = re.compile(
    "(?:[该本我]|这家)?公司|[该本我]厂|集团公司"
    "|(?:该|这[家个座条处])(?:企业|集团|厂|合作社|项目|工程|园区|景区|基地|平台|系统|市场|酒店|产业园)"
)
_ENTERPRISES = (
    *("公司", "集团", "股份", "厂", "合作社", "重工", "科技", "药业", "化工", "矿业"),
    *("银行", "信用社", "联社", "景区", "电站"),
)
# 我校, 县医院: an institution of the place, which the figure of one is in, and is no figure of.
_INSTITUTION = re.compile(
    "[该本我][校院]|(?:该|这[家个座所])(?:学校|医院|小区|中心)"
    "|[省市区县镇乡](?:人民|中心|中医|妇幼)?医院|[市区县](?:第?[一二三四五]中学?|职中|职校|高中)"
)
_INSTITUTIONS = ("学校", "中学", "小学", "幼儿园", "大学", "学院", "医院", "卫生院", "机场")
# 公司数量, 公司等9家企业, 公司、: companies in general, or among others.
_NO_BODY = re.compile("[数户类制、和与及等共0-9]|总数|登记|注册|所在|落户|入驻|签约|在内|项目")
# 甲区委, 甲区至乙区, 甲区的: no subject that the figures are about.
_NO_SUBJECT = re.compile("委|党|政|人大|人民|法院|检察|公安|纪|籍|至|到|[—–-]|等|第|一带|附近|境内")
_WHOLE = re.compile(
    "全[市区县州旗盟镇乡村](?![第首唯最])|(?:[我本]|(?P<that>该))[市区县州旗盟省镇乡村]"
)
_LEVEL = re.compile("[市区县州旗盟省镇乡村]$")
# 市本级收入: of the city alone, without its districts and counties.
_OWN_LEVEL = re.compile("[省市州盟地]本级")
# 全国增长5% and 全国粮食产量9万吨 are the country's; 全国文明村9个 are those of the place.
_ABOVE = re.compile(
    "(?:全[国省球]|我国|世界)(?:(?P<always>(?:平均|总体)?(?:水平|增速|增长|下降|上涨|同比|为|达))"
    "|(?!第|首|唯|最|各地|文明|重点|示范|先进|百强|千强|优秀|人大|政协|一流|领先))"
)
_APART = re.compile("分别|依次")
_IN_LIST = re.compile("[、，,和与及以至]{0,2}(?:增长|上升|提高|下降|减少|降低)?")
_LONGEST_LIST = 40
_MOST_NAMED = 50
"""How many places before 全镇 are searched for the one that is meant."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """The subject of a clause: places at `start`, none for the report's own or another subject.

    Attributes:
        start, end: where its words are.
        places: the places that it names.
        own: whether its figures are of the report's place, or in that.
        body: whether it is one enterprise or institution, so that they are not the place's.
        above: whether its figures are those of a country or province, if they have an indicator.

    """

    start: int
    end: int
    places: tuple[NamedThing, ...]
    own: bool = False
    body: bool = False
    above: bool = False


class FigurePlaces:
    """Finds the places of the figures of one text.

    Args:
        text: the text.
        sentences: its sentences, in order.
        figures: its figures, in order.
        names: the named things of the text.
        times: where words for times are, in order.
        report: the report's own place, if it is known.

    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        figures: Sequence[FoundFigure],
        names: Sequence[NamedThing],
        times: Sequence[tuple[int, int]],
        report: SubjectWords | None,
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._figures = figures
        self._starts = [item.quantity.start for item in figures]
        self._ends = {item.quantity.end for item in figures}
        self._places = sorted(
            (item for item in names if item.kind == "place" and not item.nested),
            key=lambda item: item.start,
        )
        self._place_starts = [item.start for item in self._places]
        self._bodies = sorted(
            (item for item in names if _is_body(item)), key=lambda item: item.start
        )
        self._time_ends = dict((end, start) for start, end in times)
        self._report = report
        self._divisions = load_divisions()
        self._code = report.code if report else None
        if report and not report.code:
            self._code = _only_code(self._divisions.find(report.text), self._divisions)
        self._subjects: dict[int, tuple[_Subject, ...]] = {}

    def of(self, index: int) -> SubjectWords | None:
        """Return the place of a figure; None if it is unknown.

        Args:
            index: that of the figure.

        """
        sentence, subject = self._before(index)
        if subject is None:
            follows = self._figures[index].follows
            continued = follows is not None and self._starts[follows] < sentence.start
            return self.of(follows) if continued and follows is not None else self._report
        return self._of_subject(subject, index)

    def is_of_one_body(self, index: int) -> bool:
        """Return whether a figure is of one body or work, not of its place: 公司缴纳税收9亿元."""
        _, subject = self._before(index)
        return subject is not None and subject.body

    def _before(self, index: int) -> tuple[Sentence, _Subject | None]:
        """Return the sentence of a figure, and the last subject before it in that."""
        position = self._starts[index]
        at = bisect_right(self._sentences, position, key=lambda item: item.start) - 1
        before = [item for item in self._of_sentence(at) if item.end <= position]
        return self._sentences[at], before[-1] if before else None

    def _of_subject(self, subject: _Subject, index: int) -> SubjectWords | None:
        of_all = subject.above and self._figures[index].indicator is None
        if subject.own or of_all:
            return self._report
        if not subject.places:
            return None
        if len(subject.places) == 1:
            return self._named(subject.places[0])
        position = self._starts[index]
        if _APART.search(self._text, subject.end, position) is None:
            return None
        first, count = self._list_around(index, subject.end)
        apart = count == len(subject.places)
        return self._named(subject.places[index - first]) if apart else None

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

    def _named(self, place: NamedThing) -> SubjectWords:
        """Return a place: the report's own, a division below it, or just its name."""
        name = place.canonical or place.text
        if self._report and (name in self._report.text or self._report.text in name):
            return self._report
        if self._code is None:
            return SubjectWords(name, None)
        return SubjectWords(
            name, _only_code(self._divisions.find(name, self._code), self._divisions)
        )

    # The subjects of clauses

    def _of_sentence(self, at: int) -> tuple[_Subject, ...]:
        if at not in self._subjects:
            sentence = self._sentences[at]
            found = [
                *self._named_subjects(sentence),
                *self._marked_subjects(sentence),
                *self._body_subjects(sentence),
            ]
            self._subjects[at] = tuple(sorted(found, key=lambda item: item.start))
        return self._subjects[at]

    def _named_subjects(self, sentence: Sentence) -> Iterator[_Subject]:
        first = bisect_left(self._place_starts, sentence.start)
        last = bisect_left(self._place_starts, sentence.end)
        group: list[NamedThing] = []
        for place in self._places[first:last]:
            joined = group and _JOINT.fullmatch(self._text, group[-1].end, place.start)
            if group and not joined:
                yield from self._subject(sentence, group)
            group = [*group, place] if joined else [place]
        if group:
            yield from self._subject(sentence, group)

    def _subject(self, sentence: Sentence, group: Sequence[NamedThing]) -> Iterator[_Subject]:
        group = [*group, *self._listed_after(group[-1].end)]
        end = group[-1].end
        if _TERRITORY.search(group[-1].canonical or group[-1].text) is None:
            return
        if self._opens(sentence, group[0].start) and not _NO_SUBJECT.match(self._text, end):
            others = _JOINT.match(self._text, end)
            yield _Subject(group[0].start, end, () if others else tuple(group))

    def _listed_after(self, end: int) -> Iterator[NamedThing]:
        """Yield the names that continue a list of places without being found as such."""
        while match := _LISTED.match(self._text, end):
            yield NamedThing(*match.span("name"), match.group("name"), "place", "listed")
            end = match.end()

    def _marked_subjects(self, sentence: Sentence) -> Iterator[_Subject]:
        for match in _WHOLE.finditer(self._text, sentence.start, sentence.end):
            if self._opens(sentence, match.start()):
                yield self._whole(match)
        for match in _OWN_LEVEL.finditer(self._text, sentence.start, sentence.end):
            if self._opens(sentence, match.start()):
                yield _Subject(*match.span(), ())
        for match in _ABOVE.finditer(self._text, sentence.start, sentence.end):
            if self._opens(sentence, match.start()) and not self._is_own(match.group()):
                yield _Subject(*match.span(), (), above=match.group("always") is None)

    def _whole(self, match: re.Match[str]) -> _Subject:
        """Return the subject that 全县, 我镇 or 该村 is: the report's place, or the last such one.

        全镇 and 该镇 in a county's report are of the township named before, of none if none is.
        """
        own = self._is_own(match.group())
        if self._report is None or not _LEVEL.search(self._report.text):
            own = True
        if own and not match.group("that"):
            return _Subject(*match.span(), (), own=True)
        if named := self._last_named(match.group()[1], match.start()):
            return _Subject(*match.span(), (named,))
        return _Subject(*match.span(), (), own=own)

    def _last_named(self, level: str, position: int) -> NamedThing | None:
        """Return the last place of a level that the paragraph has named before a position."""
        begin = self._text.rfind("\n", 0, position) + 1
        first, last = (bisect_left(self._place_starts, at) for at in (begin, position))
        named = reversed(self._places[max(first, last - _MOST_NAMED) : last])
        return next((item for item in named if item.text.endswith(level)), None)

    def _body_subjects(self, sentence: Sentence) -> Iterator[_Subject]:
        first = bisect_left(self._bodies, sentence.start, key=lambda item: item.start)
        last = bisect_left(self._bodies, sentence.end, key=lambda item: item.start)
        spans = [(item.start, item.end, _is_institution(item)) for item in self._bodies[first:last]]
        for pattern, institution in ((_ENTERPRISE, False), (_INSTITUTION, True)):
            found = pattern.finditer(self._text, sentence.start, sentence.end)
            spans += [(*match.span(), institution) for match in found]
        for start, end, institution in spans:
            if self._opens(sentence, start) and not _NO_BODY.match(self._text, end):
                yield _Subject(start, end, (), own=institution, body=True)

    def _is_own(self, words: str) -> bool:
        return self._report is not None and self._report.text.endswith(words[1])

    def _opens(self, sentence: Sentence, position: int) -> bool:
        """Return whether the words at a position begin a clause, but for times and the like."""
        if position - 1 in self._ends and self._text[position - 1] in "、和及":
            # 其中甲镇2万吨、|乙镇3万吨
            return True
        start = sentence.start
        for match in _CLAUSE.finditer(self._text, sentence.start, position):
            start = match.end()
        while (begin := self._time_ends.get(position)) is not None and begin >= start:
            position = begin
        return _LEAD.fullmatch(self._text, start, position) is not None


def _is_body(name: NamedThing) -> bool:
    """Return whether a name is that of an enterprise or institution, by its rule or its end."""
    if name.kind != "organisation" or name.nested:
        return False
    ends = (*_ENTERPRISES, *_INSTITUTIONS)
    return name.rule == "companies" or (name.canonical or name.text).endswith(ends)


def _is_institution(name: NamedThing) -> bool:
    return (name.canonical or name.text).endswith(_INSTITUTIONS)


def _only_code(found: Sequence[Division], divisions: Divisions) -> str | None:
    """Return the code of the one division that a name can mean."""
    if len(found) != 1 or divisions.latest(found[0].code) != found[0]:
        return None
    return found[0].code
