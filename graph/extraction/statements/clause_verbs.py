"""The clauses that contain names, and the verbs that govern the names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.statements.statement_words import ObjectVerbs, StatementWords
from districtgraph.graph.text.clauses import CLAUSE_MARKS, HALF_WIDTH_STOPS, PARAGRAPH_MARKS

__all__ = [
    "NamedClause",
    "after_marks",
    "after_one_of",
    "all_verbs",
    "before_adverbs",
    "before_list",
    "before_marks",
    "ends_in",
    "governing_verb",
    "named_clauses",
]

# Names are read in whole texts, and the edge of a cell ends no clause.
_CLAUSE_ENDS = f"{CLAUSE_MARKS}{HALF_WIDTH_STOPS}{PARAGRAPH_MARKS}"
_LONGEST_ATTRIBUTE = 30
_LONGEST_VERB = 6
_LONGEST_ADVERB = 6


@dataclass(frozen=True, slots=True)
class NamedClause:
    """A clause with its names in order, without those that are within longer ones."""

    text: str
    start: int
    end: int
    names: tuple[NamedThing, ...]
    words: StatementWords

    def before(self, position: int) -> str:
        """Return the words before a position."""
        return self.text[self.start : position]


def named_clauses(
    text: str, names: Sequence[NamedThing], words: StatementWords
) -> Iterator[NamedClause]:
    """Yield the clauses that contain names; a mark within a name does not end a clause.

    One with more names than a clause has is parted, as its names are compared with one another.
    """
    index = 0
    while index < len(names):
        first = names[index]
        reach = max(0, first.start - _LONGEST_CLAUSE)
        ends = (text.rfind(mark, reach, first.start) for mark in _CLAUSE_ENDS)
        start = max(reach, *(end + 1 for end in ends))
        end = first.end
        inside = [first]
        while True:
            index += 1
            end = _clause_end(text, inside[-1].end)
            full = len(inside) == _MOST_NAMES
            if full or index == len(names) or names[index].start >= end:
                break
            inside.append(names[index])
        yield NamedClause(text, start, end, tuple(inside), words)


_END = re.compile(f"[{_CLAUSE_ENDS}]")
_LONGEST_CLAUSE = 1_000
_MOST_NAMES = 50


def _clause_end(text: str, position: int) -> int:
    match = _END.search(text, position)
    return match.start() if match else len(text)


def governing_verb(clause: NamedClause, name: NamedThing) -> tuple[int, str] | None:
    """Return the verb whose object a name is, with its position.

    The verb is right before the name, before the list that the name is in, or before an attribute
    with 的.
    """
    position = before_marks(clause, name.start)
    position = _before_author(clause, before_list(clause, position))
    if verb := _verb_at(clause, position):
        return verb
    if clause.text[position - 1 : position] == "的" and position - 1 > clause.start:
        return _verb_over_attribute(clause, position)
    return _verb_over_slogan(clause, name, position)


def before_marks(clause: NamedClause, position: int) -> int:
    """Return where the opening marks that end at a position begin."""
    while position > clause.start and clause.text[position - 1] in '“《‘"':
        position -= 1
    return position


def _before_author(clause: NamedClause, position: int) -> int:
    """Return where the body or place begins that made what follows: 落实|省委“甲”部署."""
    quoted = clause.text[position : position + 1] == "“"
    for other in clause.names:
        made = other.rule == "bodies" or (other.kind == "place" and quoted)
        if other.end == position and made:
            return other.start
    return position


def before_list(clause: NamedClause, position: int) -> int:
    """Return where the list of names that ends at a position begins."""
    moved = True
    while moved:
        moved = False
        for other in reversed(clause.names):
            if other.end <= position and _LIST_GAP.fullmatch(clause.text, other.end, position):
                position = before_marks(clause, other.start)
                moved = True
                break
    return position


# What comes between two items of a list: a noun that classifies the first, and a conjunction.
_LIST_GAP = re.compile(
    '[”》"]?(?:战略|建设|工程|行动|改革|试点|项目|机制|(?:会议|全会|重要讲话)?精神|总体?要求|要求|理念|思路|部署)?'
    "(?:、|和|及|以及|与|暨|(?<=[”》]))"
)


def _verb_at(clause: NamedClause, position: int) -> tuple[int, str] | None:
    """Return the longest verb of the word lists that ends at a position."""
    if found := _word_at(clause, position):
        return found
    while clause.text[position - 1 : position] in ("了", "好") and position > clause.start:
        position -= 1
    return _word_at(clause, position)


def _word_at(clause: NamedClause, position: int) -> tuple[int, str] | None:
    for size in range(_LONGEST_VERB, 1, -1):
        word = clause.text[max(clause.start, position - size) : position]
        if len(word) == size and word in all_verbs(clause.words):
            return position - size, word
    return None


@cache
def _verbs_of(objects: tuple[ObjectVerbs, ...]) -> frozenset[str]:
    return frozenset(verb for item in objects for verb in item.verbs)


def all_verbs(words: StatementWords) -> frozenset[str]:
    """Return the verbs that state any of the properties."""
    return _verbs_of(words.objects)


def _verb_over_attribute(clause: NamedClause, position: int) -> tuple[int, str] | None:
    """Return the verb that begins a clause and whose object has an attribute (启动投资2亿元的…)."""
    if position - clause.start > _LONGEST_ATTRIBUTE:
        return None
    head = _head(clause, position)
    for size in range(_LONGEST_VERB, 1, -1):
        word = clause.text[head : head + size]
        if word in all_verbs(clause.words) and head + size < position:
            return head, word
    return None


def _head(clause: NamedClause, end: int) -> int:
    """Return where a clause begins, without the adverbs in front of it."""
    position, adverbs = clause.start, clause.words.lists["adverbs"]
    moved = True
    while moved and position < end:
        moved = False
        for size in range(_LONGEST_ADVERB, 0, -1):
            if clause.text[position : position + size] in adverbs:
                position += size
                moved = True
                break
    return position


_LONGEST_LIST = 45


def _verb_over_slogan(
    clause: NamedClause, name: NamedThing, position: int
) -> tuple[int, str] | None:
    """Return the verb that begins a clause and whose object is a principle (坚持…“六个一体化”)."""
    if name.kind != "slogan" or position - clause.start > _LONGEST_LIST:
        return None
    head = _head(clause, position)
    words = [item.verbs for item in clause.words.objects if "slogan" in item.kinds]
    for size in range(_LONGEST_VERB, 1, -1):
        word = clause.text[head : head + size]
        if any(word in verbs for verbs in words):
            return head, word
    return None


def after_marks(text: str, position: int) -> int:
    """Return where a closing mark at a position ends."""
    return position + 1 if text[position : position + 1] in ("”", "》") else position


def ends_in(text: str, words: frozenset[str]) -> bool:
    """Return whether a text ends in one of the words."""
    return any(text.endswith(word) for word in words)


def before_adverbs(clause: NamedClause, position: int) -> int:
    """Return where the adverbs that end at a position begin."""
    adverbs = clause.words.lists["adverbs"]
    moved = True
    while moved and position > clause.start:
        moved = False
        for size in range(_LONGEST_ADVERB, 0, -1):
            start = position - size
            if start >= clause.start and clause.text[start:position] in adverbs:
                position = start
                moved = True
                break
    return position


def after_one_of(text: str, position: int, words: frozenset[str]) -> int:
    """Return the end of the longest of the words at a position."""
    for size in range(10, 0, -1):
        if (
            text[position : position + size] in words
            and len(text[position : position + size]) == size
        ):
            return position + size
    return position
