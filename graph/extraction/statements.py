"""Statements between named things, only where the grammar of a clause is plain.

A verb and the name that it governs tell what the document's own area, or whoever stands before the
verb, does with it. What stands in the way of that reading, another verb or a subject that is no
name, leaves the clause without a statement.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = [
    "FoundStatement",
    "Property",
    "StatementWords",
    "find_statements",
    "load_statement_words",
]

Property = Literal[
    "runs", "partOf", "targets", "locatedIn", "supports", "follows", "aimsAt", "operates", "funds",
    "carriedOutBy",
]  # fmt: skip
"""What a statement says of its subject and object."""

_FOLDER = Path(__file__).parent
_CLAUSE_ENDS = "，,；;。！？!?：:\n　"
_LONGEST_ATTRIBUTE = 30
_LONGEST_VERB = 6
_ATTRIBUTE_REACH = 3
"""Characters after a name within which 的 makes it an attribute of something else."""


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """What `text[start:end]` says: `subject` `property` `object`; a side that is None is the area.

    `rule` is the construction that says it.
    """

    start: int
    end: int
    subject: NamedThing | None
    property: Property
    object: NamedThing | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Object:
    property: Property
    kinds: frozenset[str]
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class StatementWords:
    """The word lists of statement_words.yaml, as named there."""

    objects: tuple[_Object, ...]
    lists: Mapping[str, frozenset[str]]
    topics: Mapping[str, frozenset[str]]


_LISTS = (
    "helping",
    "adverbs",
    "causing",
    "building",
    "operating",
    "funding",
    "located",
    "building-there",
    "part",
)
_TOPICS = ("nouns", "adverbs", "verbs", "not-before")


@cache
def load_statement_words(folder: Path = _FOLDER) -> StatementWords:
    """Return the word lists; SourceFileError names file and line of what is malformed."""
    top = read_yaml(folder / "statement_words.yaml")
    top.refuse_unknown(("objects", "topics", *_LISTS))
    topics = top.node("topics")
    topics.refuse_unknown(_TOPICS)
    return StatementWords(
        tuple(map(_object, top.nodes("objects"))),
        {key: frozenset(top.texts(key)) for key in _LISTS},
        {key: frozenset(topics.texts(key)) for key in _TOPICS},
    )


def _object(node: Node) -> _Object:
    node.refuse_unknown(("property", "kinds", "verbs"))
    if node.text("property") not in get_args(Property):
        raise node.error(f"'property' is one of {', '.join(get_args(Property))}")
    return _Object(
        cast(Property, node.text("property")),
        frozenset(node.texts("kinds")),
        frozenset(node.texts("verbs")),
    )


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with its names, the longest only, in order."""

    text: str
    start: int
    end: int
    names: tuple[NamedThing, ...]
    words: StatementWords

    def before(self, position: int) -> str:
        return self.text[self.start : position]


def find_statements(
    text: str, names: Sequence[NamedThing], words: StatementWords | None = None
) -> tuple[FoundStatement, ...]:
    """Return what a text says of its names, in order; nothing where a clause is not plain."""
    words = words or load_statement_words()
    outer = [name for name in names if not name.nested]
    found: dict[tuple[object, ...], FoundStatement] = {}
    for clause in _clauses(text, outer, words):
        for read in _CONSTRUCTIONS:
            for item in read(clause):
                key = (item.property, _start(item.subject), _start(item.object))
                found.setdefault(key, item)
    return tuple(sorted(found.values(), key=lambda item: (item.start, item.end)))


def _start(name: NamedThing | None) -> int:
    return name.start if name else -1


def _clauses(text: str, names: Sequence[NamedThing], words: StatementWords) -> Iterator[_Clause]:
    """Yield the clauses that hold names; a mark within a name ends none."""
    index = 0
    while index < len(names):
        first = names[index]
        start = max((text.rfind(mark, 0, first.start) for mark in _CLAUSE_ENDS), default=-1) + 1
        end = first.end
        inside = [first]
        while True:
            index += 1
            end = _clause_end(text, inside[-1].end)
            if index == len(names) or names[index].start >= end:
                break
            inside.append(names[index])
        yield _Clause(text, start, end, tuple(inside), words)


_END = re.compile(f"[{_CLAUSE_ENDS}]")


def _clause_end(text: str, position: int) -> int:
    match = _END.search(text, position)
    return match.start() if match else len(text)


# A verb and its object


def _objects(clause: _Clause) -> Iterator[FoundStatement]:
    for name in clause.names:
        verb = _governing_verb(clause, name)
        # With 的 after it, a name is but an attribute of what the verb governs.
        modifies = "的" in clause.text[_after_marks(clause.text, name.end) :][:_ATTRIBUTE_REACH]
        if verb is None or modifies:
            continue
        at, word = verb
        for item in clause.words.objects:
            if word in item.verbs and _kind(name) in item.kinds:
                yield from _with_subject(clause, at, item.property, name)
                break


def _kind(name: NamedThing) -> str:
    """Return the kind of an object; a pilot is run, another title is worked for."""
    return "title" if name.rule == "titles" and not name.text.endswith("试点") else name.kind


def _governing_verb(clause: _Clause, name: NamedThing) -> tuple[int, str] | None:
    """Return the verb whose object a name is, with its place: right before it, its list or 的."""
    position = _before_marks(clause, name.start)
    position = _before_list(clause, position)
    if verb := _verb_at(clause, position):
        return verb
    if clause.text[position - 1 : position] == "的" and position - 1 > clause.start:
        return _verb_over_attribute(clause, position)
    return _verb_over_slogan(clause, name, position)


def _before_marks(clause: _Clause, position: int) -> int:
    while position > clause.start and clause.text[position - 1] in '“《‘"':
        position -= 1
    return position


_LIST_MARKS = ("、", "和", "及", "以及", "与", "”“", "》《", "”、“", "》、《")


def _before_list(clause: _Clause, position: int) -> int:
    """Return where the list of names begins of which one stands at a position."""
    moved = True
    while moved:
        moved = False
        for other in reversed(clause.names):
            if other.end < position and clause.text[other.end : position] in _LIST_GAPS:
                position = _before_marks(clause, other.start)
                moved = True
                break
    return position


_LIST_GAPS = frozenset(
    f"{close}{mark}"
    for close in ("", "”", "》", "”战略", "”建设")
    for mark in ("、", "和", "及", "以及", "与", "")
) - {""}


def _verb_at(clause: _Clause, position: int) -> tuple[int, str] | None:
    """Return the longest verb of the lists that ends at a position."""
    while clause.text[position - 1 : position] in ("了", "好") and position > clause.start:
        position -= 1
    for size in range(_LONGEST_VERB, 1, -1):
        word = clause.text[max(clause.start, position - size) : position]
        if len(word) == size and word in _verbs(clause.words):
            return position - size, word
    return None


@cache
def _verbs_of(objects: tuple[_Object, ...]) -> frozenset[str]:
    return frozenset(verb for item in objects for verb in item.verbs)


def _verbs(words: StatementWords) -> frozenset[str]:
    return _verbs_of(words.objects)


def _verb_over_attribute(clause: _Clause, position: int) -> tuple[int, str] | None:
    """Return the verb at the head of a clause whose object has an attribute (启动投资2亿元的…)."""
    if position - clause.start > _LONGEST_ATTRIBUTE:
        return None
    head = _head(clause, position)
    for size in range(_LONGEST_VERB, 1, -1):
        word = clause.text[head : head + size]
        if word in _verbs(clause.words) and head + size < position:
            return head, word
    return None


def _head(clause: _Clause, end: int) -> int:
    """Return where a clause begins after its adverbs."""
    position, adverbs = clause.start, clause.words.lists["adverbs"]
    moved = True
    while moved and position < end:
        moved = False
        for size in range(5, 0, -1):
            if clause.text[position : position + size] in adverbs:
                position += size
                moved = True
                break
    return position


_LONGEST_LIST = 45


def _verb_over_slogan(clause: _Clause, name: NamedThing, position: int) -> tuple[int, str] | None:
    """Return the verb at the head whose object a principle sums up (坚持…“六个一体化”)."""
    if name.kind != "slogan" or position - clause.start > _LONGEST_LIST:
        return None
    head = _head(clause, position)
    words = [item.verbs for item in clause.words.objects if "slogan" in item.kinds]
    for size in range(_LONGEST_VERB, 1, -1):
        word = clause.text[head : head + size]
        if any(word in verbs for verbs in words):
            return head, word
    return None


# Who acts


def _with_subject(
    clause: _Clause, verb: int, prop: Property, name: NamedThing
) -> Iterator[FoundStatement]:
    """Yield a statement for who acts: the names before the verb, else the document's area."""
    if prop == "runs" and any(
        word in clause.before(verb) for word in clause.words.lists["helping"]
    ):
        helper = min(
            clause.before(verb).find(w)
            for w in clause.words.lists["helping"]
            if w in clause.before(verb)
        )
        yield FoundStatement(clause.start + helper, name.end, None, "supports", name, "verb-object")
        return
    actors = _actors(clause, verb)
    if actors is None:
        return
    end = _after_marks(clause.text, name.end)
    if not actors:
        yield FoundStatement(verb, end, None, prop, name, "verb-object")
    for actor in actors:
        start = min(actors[0].start, verb)
        if prop == "runs" and actor.kind == "organisation" and actor.rule != "bodies":
            yield FoundStatement(start, end, name, "carriedOutBy", actor, "verb-object")
        else:
            yield FoundStatement(start, end, actor, prop, name, "verb-object")


def _after_marks(text: str, position: int) -> int:
    return position + 1 if text[position : position + 1] in ("”", "》") else position


_SUMMED_UP = re.compile(
    r"等[一-鿿0-9]{0,10}?(?:企业|公司|集团|单位|部门|高校|学校|镇|街道|县|市|区)?$"
)


def _actors(clause: _Clause, verb: int) -> tuple[NamedThing, ...] | None:
    """Return the names of who acts, none where it is the area, None where it is somebody else."""
    before = [item for item in clause.names if item.end <= verb]
    position = _before_adverbs(clause, verb)
    if position == clause.start or clause.text[position - 1] in "、”》":
        return () if position == clause.start else None
    if match := _SUMMED_UP.search(clause.text, clause.start, position):
        position = match.start()
    named = [item for item in before if item.end == position]
    if named and named[0].kind in ("organisation", "place"):
        return _listed(clause, before, named[0])
    return () if _tells_no_actor(clause, position) else None


def _listed(
    clause: _Clause, before: Sequence[NamedThing], last: NamedThing
) -> tuple[NamedThing, ...] | None:
    """Return the names of the list that ends with one, if the list is all that stands there."""
    actors = [last]
    for item in reversed(before):
        if item.end < actors[0].start and clause.text[item.end : actors[0].start] in (
            "、",
            "和",
            "与",
        ):
            actors.insert(0, item)
    head = clause.before(actors[0].start)
    if (
        head
        and not _ends_in(head, clause.words.lists["causing"])
        and not _tells_no_actor(clause, actors[0].start)
    ):
        return None
    return tuple(actors)


def _ends_in(text: str, words: frozenset[str]) -> bool:
    return any(text.endswith(word) for word in words)


def _before_adverbs(clause: _Clause, position: int) -> int:
    adverbs = clause.words.lists["adverbs"]
    moved = True
    while moved and position > clause.start:
        moved = False
        for size in range(5, 0, -1):
            start = position - size
            if start >= clause.start and clause.text[start:position] in adverbs:
                position = start
                moved = True
                break
    return position


_NO_ACTOR = re.compile(
    r"(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|[0-9]+[.．、])?"
    r"(?:(?:以|围绕|按照|通过|在|为|结合|针对|根据|依托|对|抓住|借助|随着|自|从|于)[一-鿿“”《》0-9、（）-]{2,30}"
    r"|[0-9〇一二三四五六七八九]{4}年|(?:今|去|明|全|当|上)年)?"
)


def _tells_no_actor(clause: _Clause, position: int) -> bool:
    """Tell whether a time, a preposition with its object or nothing stands before a verb."""
    return _NO_ACTOR.fullmatch(clause.text, clause.start, position) is not None


# A name that its clause is about


def _topics(clause: _Clause) -> Iterator[FoundStatement]:
    """Yield what is said of a programme that stands first: “百日攻坚”行动深入推进."""
    for name in clause.names:
        if name.kind != "programme" or name.rule == "titles":
            continue
        end = _topic_verb(clause, _after_marks(clause.text, name.end))
        if end is None or _governing_verb(clause, name) is not None:
            continue
        head = clause.before(_before_marks(clause, name.start))
        if len(head) <= _LONGEST_HEAD and not _ends_in(
            head, _verbs(clause.words) | {"的", "被", "由"}
        ):
            start = _before_marks(clause, name.start)
            yield FoundStatement(start, end, None, "runs", name, "topic")


_LONGEST_HEAD = 8


def _topic_verb(clause: _Clause, position: int) -> int | None:
    """Return where the verb ends that a topic at a position is followed by."""
    topics = clause.words.topics
    position = _after_one_of(clause.text, position, topics["nouns"])
    while (after := _after_one_of(clause.text, position, topics["adverbs"])) != position:
        if _after_one_of(clause.text, position, topics["verbs"]) >= after + 2:
            break
        position = after
    end = _after_one_of(clause.text, position, topics["verbs"])
    if end == position or clause.text.startswith(tuple(topics["not-before"]), end):
        return None
    return end


def _after_one_of(text: str, position: int, words: frozenset[str]) -> int:
    for size in range(10, 0, -1):
        if (
            text[position : position + size] in words
            and len(text[position : position + size]) == size
        ):
            return position + size
    return position


# Two names and what stands between them


def _pairs(clause: _Clause) -> Iterator[FoundStatement]:
    for left in clause.names:
        for right in clause.names:
            if left.end <= right.start:
                gap = clause.text[left.end : _before_marks(clause, right.start)]
                found = _between(clause, left, gap, right)
                if found:
                    yield found


def _between(
    clause: _Clause, left: NamedThing, gap: str, right: NamedThing
) -> FoundStatement | None:
    """Return what the words between two names say of them."""
    lists = clause.words.lists
    gap = gap.lstrip("”》")
    end = _after_marks(clause.text, right.end)
    for prop, rule, words, kinds in _BETWEEN:
        if gap in lists[words] and left.kind in kinds[0] and right.kind in kinds[1]:
            sides = (right, left) if prop == "carriedOutBy" else (left, right)
            return FoundStatement(left.start, end, sides[0], prop, sides[1], rule)
    return _there(clause, left, gap, right) or _part(clause, left, gap, right)


_BUILT = frozenset(("facility", "programme"))
_BODIES = frozenset(("organisation",))
_SOMEWHERE = frozenset(("facility", "organisation", "place", "programme"))
_BETWEEN: tuple[tuple[Property, str, str, tuple[frozenset[str], frozenset[str]]], ...] = (
    ("carriedOutBy", "builder", "building", (_BODIES, _BUILT)),
    ("operates", "operator", "operating", (_BODIES, frozenset(("facility",)))),
    ("funds", "investor", "funding", (_BODIES, _BUILT)),
    ("locatedIn", "located", "located", (_SOMEWHERE, frozenset(("place", "facility")))),
)


def _there(clause: _Clause, left: NamedThing, gap: str, right: NamedThing) -> FoundStatement | None:
    """Return that a building is where 在 … 建设 puts it."""
    if left.kind != "place" or right.kind not in ("facility", "event"):
        return None
    if (
        clause.text[left.start - 1 : left.start] != "在"
        or gap not in clause.words.lists["building-there"]
    ):
        return None
    return FoundStatement(left.start - 1, right.end, right, "locatedIn", left, "built-there")


def _part(clause: _Clause, left: NamedThing, gap: str, right: NamedThing) -> FoundStatement | None:
    """Return that one is part of another: X是Y的重要组成部分."""
    end = _after_marks(clause.text, right.end)
    for words in clause.words.lists["part"]:
        if gap == "是" and clause.text.startswith(words, end):
            return FoundStatement(left.start, end + len(words), left, "partOf", right, "part")
    return None


def _by_whom(clause: _Clause) -> Iterator[FoundStatement]:
    """Yield who carries out a programme that 由 … 承建 names: 项目由中铁六局承建."""
    for left in clause.names:
        for right in clause.names:
            gap = clause.text[_after_marks(clause.text, left.end) : right.start]
            if left.end > right.start or left.kind not in _BUILT or right.kind != "organisation":
                continue
            verb = re.match(
                "(?:负责)?(?:承建|实施|建设|承担|施工)", clause.text[right.end : right.end + 4]
            )
            if gap in ("由", "工程由", "项目由") and verb:
                end = right.end + verb.end()
                yield FoundStatement(left.start, end, left, "carriedOutBy", right, "by-whom")


_CONSTRUCTIONS = (_objects, _topics, _pairs, _by_whom)
