"""Statements about where things are, and which divisions a place has."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.statements.clause_verbs import NamedClause
from districtgraph.graph.extraction.statements.found_statements import FoundStatement
from districtgraph.graph.extraction.statements.statement_words import Property, StatementWords

__all__ = ["divisions_of_a_place", "is_not_within", "of_a_place", "places_of_a_subject"]

_LOCATED = re.compile("(?:位于|坐落于|坐落在|地处)$")
_PLACED = frozenset(("facility", "organisation", "place"))
_OF = re.compile("的原?")
_DIRECTION = "[东西南北]"


@cache
def _beside(words: StatementWords) -> re.Pattern[str]:
    """Return the pattern of what follows a place beside which something is.

    位于云湖区以东, 位于云河之畔: beside the place. 位于云湖区东部 is in it.
    """
    found = {key: either(items) for key, items in words.beside.items()}
    return re.compile(
        f"以?{_DIRECTION}{{1,2}}(?:{found['sides']}|[0-9])|以{_DIRECTION}"
        f"|之?{found['banks']}|{found['surroundings']}|{_DIRECTION}{{1,2}}(?=[，。；]|$)"
        f"|[与和、及][^，。；]{{2,16}}?{found['between']}"
    )


def is_not_within(clause: NamedClause, place: NamedThing) -> bool:
    """Return whether the words after a place say that something lies beside it, not in it."""
    return _beside(clause.words).match(clause.text, place.end, clause.end) is not None


def of_a_place(clause: NamedClause) -> Iterator[FoundStatement]:
    """Yield the locations that an attribute states: 位于云湖区人民路的江州大学.

    Of several places, the last one is where the thing is.
    """
    for index, place in enumerate(clause.names):
        located = _LOCATED.search(clause.text, clause.start, place.start)
        if place.kind != "place" or not located:
            continue
        chain = _chain(clause, index)
        rest = clause.names[index + len(chain) :]
        if not rest or rest[0].kind not in _PLACED:
            continue
        if any(name.start == rest[0].end for name in rest[1:]):
            # 位于云湖镇的江云高速|白沙段…工程: an attribute of what comes later.
            continue
        if _OF.fullmatch(clause.text, chain[-1].end, rest[0].start):
            yield FoundStatement(
                located.start(), rest[0].end, rest[0], "locatedIn", chain[-1], "attribute-of-place"
            )


def _chain(clause: NamedClause, index: int) -> list[NamedThing]:
    """Return a place and the places right after it, each within the one before."""
    chain = [clause.names[index]]
    for name in clause.names[index + 1 :]:
        if name.kind != "place" or name.start != chain[-1].end:
            break
        chain.append(name)
    return chain


# 云湖县，隶属江州市，位于…: what the clauses after it say of the place that begins the sentence.
_SAID = re.compile(
    "(?P<part>现?(?:隶属于?|从属于|归属))|(?P<called>[是为](?:中国)?)|(?:位于|地处|坐落于|坐落在)"
)
# 江州市|下辖县
_CALLED = re.compile("(?:下辖|所辖|管辖|市辖|辖)的?(?:一个)?[县区市镇乡]")
_LONGEST_SUBJECT_CLAUSE = 60
_WATERS = re.compile("水系|流域|[上中下]游|中线|轴线")


def places_of_a_subject(
    text: str, names: Sequence[NamedThing], words: StatementWords
) -> Iterator[FoundStatement]:
    """Yield what a place that begins a sentence is a part of, or lies in, by its later clauses."""
    for index, place in enumerate(names):
        begins = text[place.start - 1 : place.start] in ("", "\n", "。", "　", " ")
        if place.kind != "place" or not begins or not text.startswith("，", place.end):
            continue
        sentence = _end_of_sentence(text, place.end)
        for whole in names[index + 1 :]:
            if whole.end > sentence:
                break
            clause = text.rfind("，", place.end, whole.start) + 1
            said = _SAID.fullmatch(text, clause, whole.start)
            if whole.kind != "place" or not said or _beside(words).match(text, whole.end):
                continue
            if said.group("called") and not _CALLED.match(text, whole.end):
                continue
            part = said.group("part") or said.group("called")
            prop: Property = "partOf" if part else "locatedIn"
            if prop == "partOf" or not _WATERS.match(text, whole.end):
                yield FoundStatement(place.start, whole.end, place, prop, whole, "sentence-subject")


def _end_of_sentence(text: str, position: int) -> int:
    ends = (text.find(mark, position) for mark in "。；\n")
    first = min((end for end in ends if end >= 0), default=len(text))
    return min(first, position + _LONGEST_SUBJECT_CLAUSE)


_HAS_UNDER_IT = re.compile(
    "(?:现|共|目前)?(?:下辖|辖|管辖|下设|下属|所辖)"
    "(?:[0-9一二三四五六七八九十]+个[一-鿿、0-9]{1,24}?[，：:（(](?:分别为|分别是|包括|即|为)?)?"
)
_DIVISION = re.compile("(?:街道|社区|苏木|嘎查|[省市区县旗盟州镇乡村])$")
_BETWEEN = ("", "、", "和", "及")


def divisions_of_a_place(text: str, names: Sequence[NamedThing]) -> Iterator[FoundStatement]:
    """Yield the parts of a place: 云湖区下辖2个镇街，包括白沙镇、江滨街道."""
    places = [name for name in names if name.kind == "place"]
    for index, whole in enumerate(places):
        end = None
        for part in places[index + 1 :]:
            first = end is None
            joined = (
                _HAS_UNDER_IT.fullmatch(text, whole.end, part.start)
                if first
                else text[end : part.start] in _BETWEEN
            )
            if not joined or not _DIVISION.search(part.text):
                break
            end = part.end
            yield FoundStatement(whole.start, end, part, "partOf", whole, "divisions")
