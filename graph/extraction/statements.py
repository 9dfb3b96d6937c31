"""Statements between named things, only where the grammar of a clause is plain.

A verb and the name that it governs tell what the document's own area, or whoever stands before the
verb, does with it. What stands in the way of that reading, another verb or a subject that is no
name, leaves the clause without a statement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from districtgraph.graph.extraction.clause_verbs import (
    NamedClause,
    after_marks,
    after_one_of,
    all_verbs,
    before_adverbs,
    before_marks,
    ends_in,
    governing_verb,
    named_clauses,
)
from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.statement_words import (
    Property,
    StatementWords,
    load_statement_words,
)

__all__ = ["FoundStatement", "find_statements"]

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


def find_statements(
    text: str, names: Sequence[NamedThing], words: StatementWords | None = None
) -> tuple[FoundStatement, ...]:
    """Return what a text says of its names, in order; nothing where a clause is not plain."""
    words = words or load_statement_words()
    outer = [name for name in names if not name.nested]
    found: dict[tuple[object, ...], FoundStatement] = {}
    for clause in named_clauses(text, outer, words):
        for read in _CONSTRUCTIONS:
            for item in read(clause):
                key = (item.property, _start(item.subject), _start(item.object))
                found.setdefault(key, item)
    return tuple(sorted(found.values(), key=lambda item: (item.start, item.end)))


def _start(name: NamedThing | None) -> int:
    return name.start if name else -1


# A verb and its object


def _objects(clause: NamedClause) -> Iterator[FoundStatement]:
    for name in clause.names:
        verb = governing_verb(clause, name)
        # With 的 after it, a name is but an attribute of what the verb governs.
        modifies = "的" in clause.text[after_marks(clause.text, name.end) :][:_ATTRIBUTE_REACH]
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


# Who acts


def _with_subject(
    clause: NamedClause, verb: int, prop: Property, name: NamedThing
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
    end = after_marks(clause.text, name.end)
    if not actors:
        yield FoundStatement(verb, end, None, prop, name, "verb-object")
    for actor in actors:
        start = min(actors[0].start, verb)
        if prop == "runs" and actor.kind == "organisation" and actor.rule != "bodies":
            yield FoundStatement(start, end, name, "carriedOutBy", actor, "verb-object")
        else:
            yield FoundStatement(start, end, actor, prop, name, "verb-object")


_SUMMED_UP = re.compile(
    r"等[一-鿿0-9]{0,10}?(?:企业|公司|集团|单位|部门|高校|学校|镇|街道|县|市|区)?$"
)


def _actors(clause: NamedClause, verb: int) -> tuple[NamedThing, ...] | None:
    """Return the names of who acts, none where it is the area, None where it is somebody else."""
    before = [item for item in clause.names if item.end <= verb]
    position = before_adverbs(clause, verb)
    if position == clause.start or clause.text[position - 1] in "、”》":
        return () if position == clause.start else None
    if match := _SUMMED_UP.search(clause.text, clause.start, position):
        position = match.start()
    named = [item for item in before if item.end == position]
    if named and named[0].kind in ("organisation", "place"):
        return _listed(clause, before, named[0])
    return () if _tells_no_actor(clause, position) else None


def _listed(
    clause: NamedClause, before: Sequence[NamedThing], last: NamedThing
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
        and not ends_in(head, clause.words.lists["causing"])
        and not _tells_no_actor(clause, actors[0].start)
    ):
        return None
    return tuple(actors)


_NO_ACTOR = re.compile(
    r"(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|[0-9]+[.．、])?"
    r"(?:(?:以|围绕|按照|通过|在|为|结合|针对|根据|依托|对|抓住|借助|随着|自|从|于)[一-鿿“”《》0-9、（）-]{2,30}"
    r"|[0-9〇一二三四五六七八九]{4}年|(?:今|去|明|全|当|上)年)?"
)


def _tells_no_actor(clause: NamedClause, position: int) -> bool:
    """Tell whether a time, a preposition with its object or nothing stands before a verb."""
    return _NO_ACTOR.fullmatch(clause.text, clause.start, position) is not None


# A name that its clause is about


def _topics(clause: NamedClause) -> Iterator[FoundStatement]:
    """Yield what is said of a programme that stands first: “百日攻坚”行动深入推进."""
    for name in clause.names:
        if name.kind != "programme" or name.rule == "titles":
            continue
        end = _topic_verb(clause, after_marks(clause.text, name.end))
        if end is None or governing_verb(clause, name) is not None:
            continue
        head = clause.before(before_marks(clause, name.start))
        if len(head) <= _LONGEST_HEAD and not ends_in(
            head, all_verbs(clause.words) | {"的", "被", "由"}
        ):
            start = before_marks(clause, name.start)
            yield FoundStatement(start, end, None, "runs", name, "topic")


_LONGEST_HEAD = 8


def _topic_verb(clause: NamedClause, position: int) -> int | None:
    """Return where the verb ends that a topic at a position is followed by."""
    topics = clause.words.topics
    position = after_one_of(clause.text, position, topics["nouns"])
    while (after := after_one_of(clause.text, position, topics["adverbs"])) != position:
        if after_one_of(clause.text, position, topics["verbs"]) >= after + 2:
            break
        position = after
    end = after_one_of(clause.text, position, topics["verbs"])
    if end == position or clause.text.startswith(tuple(topics["not-before"]), end):
        return None
    return end


# Two names and what stands between them


def _pairs(clause: NamedClause) -> Iterator[FoundStatement]:
    for left in clause.names:
        for right in clause.names:
            if left.end <= right.start:
                gap = clause.text[left.end : before_marks(clause, right.start)]
                found = _between(clause, left, gap, right)
                if found:
                    yield found


def _between(
    clause: NamedClause, left: NamedThing, gap: str, right: NamedThing
) -> FoundStatement | None:
    """Return what the words between two names say of them."""
    lists = clause.words.lists
    gap = gap.lstrip("”》")
    end = after_marks(clause.text, right.end)
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


def _there(
    clause: NamedClause, left: NamedThing, gap: str, right: NamedThing
) -> FoundStatement | None:
    """Return that a building is where 在 … 建设 puts it."""
    if left.kind != "place" or right.kind not in ("facility", "event"):
        return None
    if (
        clause.text[left.start - 1 : left.start] != "在"
        or gap not in clause.words.lists["building-there"]
    ):
        return None
    return FoundStatement(left.start - 1, right.end, right, "locatedIn", left, "built-there")


def _part(
    clause: NamedClause, left: NamedThing, gap: str, right: NamedThing
) -> FoundStatement | None:
    """Return that one is part of another: X是Y的重要组成部分."""
    end = after_marks(clause.text, right.end)
    for words in clause.words.lists["part"]:
        if gap == "是" and clause.text.startswith(words, end):
            return FoundStatement(left.start, end + len(words), left, "partOf", right, "part")
    return None


def _by_whom(clause: NamedClause) -> Iterator[FoundStatement]:
    """Yield who carries out a programme that 由 … 承建 names: 项目由中铁六局承建."""
    for left in clause.names:
        for right in clause.names:
            gap = clause.text[after_marks(clause.text, left.end) : right.start]
            if left.end > right.start or left.kind not in _BUILT or right.kind != "organisation":
                continue
            verb = re.match(
                "(?:负责)?(?:承建|实施|建设|承担|施工)", clause.text[right.end : right.end + 4]
            )
            if gap in ("由", "工程由", "项目由") and verb:
                end = right.end + verb.end()
                yield FoundStatement(left.start, end, left, "carriedOutBy", right, "by-whom")


_CONSTRUCTIONS = (_objects, _topics, _pairs, _by_whom)
