"""The subjects of clauses whose figures are not, or not known to be, of the place of the text.

A clause may begin with a place (甲区增长5%), with the whole of one (全县, 该镇), with one above it
(全省平均), or with an enterprise, an institution, a household or a person, whose figures are none
of the place.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from districtgraph.graph.extraction.heads.place_lists import DISTRICT
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.printed_claims.claim_records import SubjectWords
from districtgraph.graph.extraction.printed_claims.subject_grammar import (
    SubjectGrammar,
    subject_grammar,
)
from districtgraph.graph.text.clauses import CLAUSE_ENDS, Sentence

__all__ = ["ClauseSubject", "ClauseSubjects"]

_TERRITORY = re.compile(f"(?:[省市县州旗盟镇乡村]|{DISTRICT}|街道)$")
# 甲县、|乙区|分别: a name whose end makes another word with what follows it (区分).
_LISTED = re.compile("[、和与及](?P<name>[一-鿿]{1,4}?[市区县旗镇乡])(?=分别|依次|[、和与及])")
_JOINT = re.compile("(?:、|和|与|及|以及)")
_LONGEST_LEAD = 60
_CLAUSE = re.compile(f"[{CLAUSE_ENDS}\n（(]")
_AMONG = ("其中", "其中，", "其中,", "其中：", "其中:")
_WHOLE = re.compile(
    "全[市区县州旗盟镇乡村](?![第首唯最])|(?:[我本]|(?P<that>该))[市区县州旗盟省镇乡村]"
)
_LEVEL = re.compile("[市区县州旗盟省镇乡村]$")
# 市本级收入: of the city alone, without its districts and counties.
_OWN_LEVEL = re.compile("[省市州盟地]本级")
_MOST_NAMED = 50
"""How many places before 全镇 are searched for the one that is meant."""


@dataclass(frozen=True, slots=True)
class ClauseSubject:
    """The subject of a clause: places at `start`, none for the report's own or another subject.

    Attributes:
        start, end: where its words are.
        places: the places that it names.
        own: whether its figures are of the report's place, or in that.
        body: whether it is one enterprise, institution, household or person, so that they are not
            the place's.
        passing: whether a paragraph goes on about something else: a person who is quoted.
        above_if_linked: whether figures that have an indicator are those of a country or province.
        among: whether it is a part of what was named before: 其中甲区.
        zone: whether it is one, which a clause without a subject of its own goes on about.
        narrow: whether it holds for what is said of the same thing alone: 市区, 经开区.

    """

    start: int
    end: int
    places: tuple[NamedThing, ...]
    own: bool = False
    body: bool = False
    passing: bool = False
    zone: bool = False
    above_if_linked: bool = False
    among: bool = False
    narrow: bool = False


class ClauseSubjects:
    """Finds the subjects of the clauses of one text.

    Args:
        text: the text.
        names: its named things.
        figure_ends: where its figures end.
        times: where words for times are, in order.
        report: the text's own place, if it is known.
        lexicon: the word lists.

    """

    def __init__(
        self,
        text: str,
        names: Sequence[NamedThing],
        figure_ends: Container[int],
        times: Sequence[tuple[int, int]],
        report: SubjectWords | None,
        lexicon: Lexicon,
    ) -> None:
        self._grammar = subject_grammar(lexicon)
        self._text = text
        self._ends = figure_ends
        self._places = sorted(
            (item for item in names if item.kind == "place" and not item.nested),
            key=lambda item: item.start,
        )
        self._place_starts = [item.start for item in self._places]
        # 石湾县水务局长说，全县…: the place within a name is named, too.
        self._all_places = sorted(
            (item for item in names if item.kind == "place"), key=lambda item: item.start
        )
        self._bodies = sorted(
            (item for item in names if _is_body(item, self._grammar)), key=lambda item: item.start
        )
        self._clause_starts = [match.end() for match in _CLAUSE.finditer(text)]
        self._time_ends: Mapping[int, int] = {end: start for start, end in times}
        self._report = report
        self._found: dict[int, tuple[ClauseSubject, ...]] = {}

    def of_sentence(self, sentence: Sentence) -> tuple[ClauseSubject, ...]:
        """Return the subjects of the clauses of a sentence, in order."""
        if sentence.start not in self._found:
            found = [
                *self._named_subjects(sentence),
                *self._marked_subjects(sentence),
                *self._body_subjects(sentence),
            ]
            self._found[sentence.start] = tuple(self._with_parts(found))
        return self._found[sentence.start]

    def _with_parts(self, found: Sequence[ClauseSubject]) -> Iterator[ClauseSubject]:
        """Yield subjects in order, those after 其中 and the places after them as parts."""
        among = False
        for item in sorted(found, key=lambda item: item.start):
            begins = self._text.endswith(_AMONG, 0, item.start)
            among = begins or (among and bool(item.places))
            yield replace(item, among=among)

    def _named_subjects(self, sentence: Sentence) -> Iterator[ClauseSubject]:
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

    def _subject(self, sentence: Sentence, group: Sequence[NamedThing]) -> Iterator[ClauseSubject]:
        group = [*group, *self._listed_after(group[-1].end)]
        end = group[-1].end
        if _TERRITORY.search(group[-1].canonical or group[-1].text) is None:
            return
        no_subject = self._grammar.no_subject.match(self._text, end)
        if self._opens(sentence, group[0].start) and not no_subject:
            others = _JOINT.match(self._text, end)
            yield ClauseSubject(group[0].start, end, () if others else tuple(group))

    def _listed_after(self, end: int) -> Iterator[NamedThing]:
        """Yield the names that continue a list of places without being found as such."""
        while match := _LISTED.match(self._text, end):
            yield NamedThing(*match.span("name"), match.group("name"), "place", "listed")
            end = match.end()

    def _marked_subjects(self, sentence: Sentence) -> Iterator[ClauseSubject]:
        for match in self._opening(_WHOLE, sentence):
            yield self._whole(match)
        for match in self._opening(self._grammar.zone, sentence):
            yield self._zone(match)
        for match in self._opening(self._grammar.above, sentence):
            if not self._is_own(match.group()):
                linked = match.group("always") is None
                yield ClauseSubject(*match.span(), (), above_if_linked=linked)
        for match in self._opening(self._grammar.household, sentence):
            yield ClauseSubject(*match.span(), (), body=True)
        for match in self._opening(self._grammar.person, sentence):
            yield ClauseSubject(*match.span(), (), body=True, passing=True)
        yield from self._parts_of_a_city(sentence)

    def _parts_of_a_city(self, sentence: Sentence) -> Iterator[ClauseSubject]:
        is_city = self._report is not None and self._report.text.endswith("市")
        for match in self._opening(_OWN_LEVEL, sentence):
            yield ClauseSubject(*match.span(), ())
        for match in self._opening(self._grammar.city_proper, sentence) if is_city else ():
            yield ClauseSubject(*match.span(), (), narrow=True)

    def _opening(self, words: re.Pattern[str], sentence: Sentence) -> Iterator[re.Match[str]]:
        """Yield the places of words in a sentence where they begin a clause."""
        for match in words.finditer(self._text, sentence.start, sentence.end):
            if self._opens(sentence, match.start()):
                yield match

    def _whole(self, match: re.Match[str]) -> ClauseSubject:
        """Return the subject that 全县, 我镇 or 该村 is: the report's place, or the last such one.

        全镇 and 该镇 in a county's report are of the township named before, of none if none is.
        """
        own = self._is_own(match.group())
        if self._report is None or not _LEVEL.search(self._report.text):
            own = True
        if own and not match.group("that"):
            return ClauseSubject(*match.span(), (), own=True)
        if named := self._last_named(match.group()[1], match.start()):
            return ClauseSubject(*match.span(), (named,))
        return ClauseSubject(*match.span(), (), own=own)

    def _zone(self, match: re.Match[str]) -> ClauseSubject:
        """Return the subject that 经开区 is: the report's place, or a zone of it named before."""
        report = self._report.text if self._report else ""
        if report.endswith(self._grammar.zone_ends):
            return ClauseSubject(*match.span(), (), own=True)
        named = self._named_before(match.group(), 0, match.start())
        inside = bool(report) and named is not None and named.text.startswith(report[:-1])
        paragraph = self._text.rfind("\n", 0, match.start())
        if named is None or not (inside or named.start > paragraph):
            return ClauseSubject(*match.span(), (), narrow=True, zone=True)
        return ClauseSubject(*match.span(), (named,), narrow=True, zone=True)

    def _last_named(self, level: str, position: int) -> NamedThing | None:
        """Return the last place of a level that the paragraph has named before a position."""
        return self._named_before(level, self._text.rfind("\n", 0, position) + 1, position)

    def _named_before(self, end: str, begin: int, position: int) -> NamedThing | None:
        """Return the last place with an end that a text has named between two positions."""
        places = self._all_places
        first, last = (
            bisect_left(places, at, key=lambda item: item.start) for at in (begin, position)
        )
        named = reversed(places[max(first, last - _MOST_NAMED) : last])
        return next((item for item in named if item.text.endswith(end)), None)

    def _body_subjects(self, sentence: Sentence) -> Iterator[ClauseSubject]:
        first = bisect_left(self._bodies, sentence.start, key=lambda item: item.start)
        last = bisect_left(self._bodies, sentence.end, key=lambda item: item.start)
        grammar, bodies = self._grammar, self._bodies[first:last]
        spans = [(item.start, item.end, _is_institution(item, grammar)) for item in bodies]
        for pattern, institution in ((grammar.enterprise, False), (grammar.institution, True)):
            found = pattern.finditer(self._text, sentence.start, sentence.end)
            spans += [(*match.span(), institution) for match in found]
        for start, end, institution in spans:
            alone = self._opens(sentence, start) and not grammar.no_body.match(self._text, end)
            if alone or self._ends_a_list(start, end):
                yield ClauseSubject(start, end, (), own=institution, body=True)

    def _ends_a_list(self, start: int, end: int) -> bool:
        """Return whether a body is the last of several: 甲集团、|乙公司|分别实现产值."""
        listed = self._text[start - 1 : start] in ("、", "和", "与", "及")
        return listed and self._text.startswith(("分别", "均", "合计"), end)

    def _is_own(self, words: str) -> bool:
        return self._report is not None and self._report.text.endswith(words[1])

    def _opens(self, sentence: Sentence, position: int) -> bool:
        """Return whether the words at a position begin a clause, but for times and the like."""
        if position - 1 in self._ends and self._text[position - 1] in "、和及":
            # 其中甲镇2万吨、|乙镇3万吨
            return True
        at = bisect_right(self._clause_starts, position)
        start = max(sentence.start, self._clause_starts[at - 1] if at else 0)
        while (begin := self._time_ends.get(position)) is not None and begin >= start:
            position = begin
        short = position - start <= _LONGEST_LEAD
        return short and self._grammar.lead.fullmatch(self._text, start, position) is not None


def _is_body(name: NamedThing, grammar: SubjectGrammar) -> bool:
    """Return whether a name is that of an enterprise or institution, by its rule or its end."""
    if name.kind != "organisation" or name.nested:
        return False
    ends = (*grammar.enterprise_ends, *grammar.institution_ends)
    return name.rule == "companies" or (name.canonical or name.text).endswith(ends)


def _is_institution(name: NamedThing, grammar: SubjectGrammar) -> bool:
    return (name.canonical or name.text).endswith(grammar.institution_ends)
