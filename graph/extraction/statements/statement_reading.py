"""Statements between named things, only from clauses with plain grammar.

A verb and the name that it governs say what an actor does with the thing named. The actor is named
before the verb, or else is the document's own area. A clause with another verb, or with a subject
that is no name, has no statement.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.statements.clause_actors import actors_of
from districtgraph.graph.extraction.statements.clause_verbs import (
    NamedClause,
    after_marks,
    after_one_of,
    all_verbs,
    before_list,
    before_marks,
    ends_in,
    governing_verb,
    named_clauses,
)
from districtgraph.graph.extraction.statements.found_statements import FoundStatement
from districtgraph.graph.extraction.statements.stated_places import (
    divisions_of_a_place,
    is_not_within,
    of_a_place,
    places_of_a_subject,
)
from districtgraph.graph.extraction.statements.statement_guards import (
    is_about_others,
    is_an_attribute,
)
from districtgraph.graph.extraction.statements.statement_words import (
    Property,
    StatementWords,
    load_statement_words,
)

__all__ = ["FoundStatement", "find_statements"]

_ATTRIBUTE_REACH = 3
"""The characters after a name in which a 的 makes it an attribute of something else."""


def find_statements(
    text: str, names: Sequence[NamedThing], words: StatementWords | None = None
) -> tuple[FoundStatement, ...]:
    """Return what a text says about its names, in order; only plain clauses are read."""
    words = words or load_statement_words()
    outer = [name for name in names if not name.nested]
    found: dict[tuple[object, ...], FoundStatement] = {}
    for clause in named_clauses(text, outer, words):
        for read in _CONSTRUCTIONS:
            for item in read(clause):
                if item.subject is None and is_about_others(text, item.start, outer):
                    continue
                key = (item.property, _start(item.subject), _start(item.object))
                found.setdefault(key, item)
    for item in (*divisions_of_a_place(text, outer), *places_of_a_subject(text, outer, words)):
        found.setdefault((item.property, _start(item.subject), _start(item.object)), item)
    return tuple(sorted(found.values(), key=lambda item: (item.start, item.end)))


def _start(name: NamedThing | None) -> int:
    return name.start if name else -1


# A verb and its object


def _objects(clause: NamedClause) -> Iterator[FoundStatement]:
    for name in clause.names:
        verb = governing_verb(clause, name)
        # A name with 的 after it is only an attribute of what the verb governs.
        end = after_marks(clause.text, name.end)
        reach = min(end + _ATTRIBUTE_REACH, _next_start(clause, end))
        modifies = "的" in clause.text[end:reach]
        if verb is None:
            continue
        at, word = verb
        if _is_to_be_created(clause, name):
            yield from _with_subject(clause, at, "aimsAt", name)
            continue
        after = after_marks(clause.text, name.end)
        if is_an_attribute(clause, name, after):
            continue
        for item in clause.words.objects:
            if word in item.verbs and _may_be_object(clause, name, item.kinds):
                follows = item.property == "follows" and _is_laid_down(clause, name)
                if follows or not modifies:
                    yield from _with_subject(clause, at, item.property, name)
                break


def _next_start(clause: NamedClause, position: int) -> int:
    """Return where the next name after a position starts: its words are no attribute's."""
    return min((item.start for item in clause.names if item.start >= position), default=clause.end)


_CREATED = re.compile("[县区市旗城校][）)]?$|城市$|单位$|乡镇$")


def _is_to_be_created(clause: NamedClause, name: NamedThing) -> bool:
    """Return whether the name is a title that a place works for: 做好“均衡发展县”创建工作."""
    created = clause.text.startswith("创建", after_marks(clause.text, name.end))
    return created and name.kind == "programme" and bool(_CREATED.search(name.text))


@cache
def _laid_down(words: StatementWords) -> re.Pattern[str]:
    """Return the pattern of what a meeting or text lays down, after its name: 提出的重要任务."""
    found = {key: either(items) for key, items in words.laid_down.items()}
    return re.compile(
        f"[”》]?{found['meetings']}?{found['senses']}?{found['verbs']}?的?{found['qualities']}?"
        f"(?:{found['things']}|第[一二三四五]年|{found['years']}[一-鿿]{{0,4}}年)"
    )


def _is_laid_down(clause: NamedClause, name: NamedThing) -> bool:
    """Return whether what is followed is laid down by the meeting or text: 按照全会的部署."""
    return _laid_down(clause.words).match(clause.text, name.end, clause.end) is not None


def _kind(clause: NamedClause, name: NamedThing) -> str:
    """Return the kind of an object; a title is a title unless it is a pilot, which is run."""
    if name.rule == "titles" and not name.text.endswith("试点"):
        return "title"
    return "guide" if name.kind == "programme" and _ends_as_guide(clause, name) else name.kind


def _may_be_object(clause: NamedClause, name: NamedThing, kinds: frozenset[str]) -> bool:
    """Return whether a name is of one of some kinds, or is called a guide: 围绕“甲”产业规划."""
    if _kind(clause, name) in kinds:
        return True
    return name.kind == "programme" and "guide" in kinds and _is_called_a_guide(clause, name)


def _is_called_a_guide(clause: NamedClause, name: NamedThing) -> bool:
    """Return whether the words after a name, or after the list that it begins, say so."""
    last = name
    for other in clause.names:
        if other.start > last.start and before_marks(clause, other.start) <= last.end + 1:
            last = other
    end = after_marks(clause.text, last.end)
    called = _guide(clause.words.lists["called-guides"])
    return _ends_as_guide(clause, last) or called.match(clause.text, end, clause.end) is not None


def _ends_as_guide(clause: NamedClause, name: NamedThing) -> bool:
    """Return whether a name ends like those of things that are followed, not carried out."""
    return ends_in(name.text, clause.words.lists["guides"])


@cache
def _guide(nouns: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[一-鿿]{{0,4}}?{either(nouns)}(?:(?![一-鿿])|(?=[和与及]))")


# Who acts


def _with_subject(
    clause: NamedClause, verb: int, prop: Property, name: NamedThing
) -> Iterator[FoundStatement]:
    """Yield a statement for each actor: the names before the verb, or else the document's area."""
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
    actors = actors_of(clause, verb)
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


# A name that its clause is about


def _topics(clause: NamedClause) -> Iterator[FoundStatement]:
    """Yield statements about a programme that begins its clause: “百日攻坚”行动深入推进."""
    for name in clause.names:
        if name.kind != "programme" or name.rule == "titles":
            continue
        end = _topic_verb(clause, after_marks(clause.text, name.end))
        if end is None or governing_verb(clause, name) is not None:
            continue
        head = clause.before(before_marks(clause, name.start))
        about = head.startswith(_ABOUT_IT)
        if (
            len(head) <= _LONGEST_HEAD
            and not about
            and not ends_in(head, all_verbs(clause.words) | {"的", "被", "由"})
        ):
            start = before_marks(clause, name.start)
            yield FoundStatement(start, end, None, "runs", name, "topic")


_LONGEST_HEAD = 8
_ABOUT_IT = ("对", "就", "围绕", "针对", "关于")
"""Prepositions that make the name what is inspected or talked of: 对“强基”工作开展监督."""


def _topic_verb(clause: NamedClause, position: int) -> int | None:
    """Return where the verb after a topic ends, given the topic's end."""
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


# Two names and the words between them


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
    """Return what the words between two names say about them."""
    lists = clause.words.lists
    gap = gap.lstrip("”》")
    end = after_marks(clause.text, right.end)
    for prop, rule, words, kinds in _BETWEEN:
        if gap in lists[words] and left.kind in kinds[0] and right.kind in kinds[1]:
            if prop == "locatedIn" and is_not_within(clause, right):
                return None
            sides = (right, left) if prop == "carriedOutBy" else (left, right)
            return FoundStatement(left.start, end, sides[0], prop, sides[1], rule)
    return _there(clause, left, gap, right) or _part(clause, left, gap, right)


_BUILT = frozenset(("facility", "programme"))
_BODIES = frozenset(("organisation",))
_SOMEWHERE = frozenset(("facility", "organisation", "place", "programme"))
_TERRITORIES = frozenset(("place",))
_BETWEEN: tuple[tuple[Property, str, str, tuple[frozenset[str], frozenset[str]]], ...] = (
    ("carriedOutBy", "builder", "building", (_BODIES, _BUILT)),
    ("operates", "operator", "operating", (_BODIES, frozenset(("facility",)))),
    ("funds", "investor", "funding", (_BODIES, _BUILT)),
    ("partOf", "belonging", "belonging", (_TERRITORIES, _TERRITORIES)),
    ("locatedIn", "located", "located", (_SOMEWHERE, frozenset(("place", "facility")))),
)


def _there(
    clause: NamedClause, left: NamedThing, gap: str, right: NamedThing
) -> FoundStatement | None:
    """Return the statement that a building is located where 在 … 建设 says."""
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
    """Return the statement that one is part of the other: X是Y的重要组成部分."""
    end = after_marks(clause.text, right.end)
    for words in clause.words.lists["part"]:
        if gap in ("是", "为") and clause.text.startswith(words, end):
            return FoundStatement(left.start, end + len(words), left, "partOf", right, "part")
    return None


def _by_whom(clause: NamedClause) -> Iterator[FoundStatement]:
    """Yield who carries out a programme, as 由 … 承建 says: 项目由中铁六局承建."""
    for left in clause.names:
        for right in clause.names:
            gap = clause.text[after_marks(clause.text, left.end) : right.start]
            if left.end > right.start or left.kind not in _BUILT or right.kind != "organisation":
                continue
            after = right.end + 2 * clause.text.startswith("负责", right.end)
            end = after_one_of(clause.text, after, clause.words.lists["carrying-out"])
            if gap in ("由", "工程由", "项目由") and end > after:
                yield FoundStatement(left.start, end, left, "carriedOutBy", right, "by-whom")


@cache
def _led(attributes: frozenset[str], guides: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of what makes a name before it a guide: 精神为指导."""
    return re.compile(f"[”》]?{either(attributes)}?为{either(guides)}")


_GUIDING = frozenset(("slogan", "document", "event", "programme"))


def _as_guide(clause: NamedClause) -> Iterator[FoundStatement]:
    """Yield what the area follows: 以“……”为主线."""
    lists = clause.words.lists
    pattern = _led(lists["attributes-of-guides"], lists["as-guide"])
    for name in clause.names:
        led = pattern.match(clause.text, name.end, clause.end)
        if not led or name.kind not in _GUIDING:
            continue
        start = before_list(clause, before_marks(clause, name.start))
        if clause.text[start - 1 : start] != "以":
            continue
        # 区政府坚持以…为指导: the actor comes before what it keeps to.
        verb = start - 1 - len("坚持") * clause.before(start - 1).endswith("坚持")
        actors = actors_of(clause, verb) or (None,)
        begin = actors[0].start if actors[0] else start - 1
        guides = [item for item in clause.names if start <= item.start <= name.start]
        for guide in guides:
            if guide.kind in _GUIDING:
                for actor in actors:
                    yield FoundStatement(begin, led.end(), actor, "follows", guide, "as-guide")


@cache
def _done(how: frozenset[str], verbs: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"{either(how)}?{either(verbs)}的")


def _of_who_does(clause: NamedClause) -> Iterator[FoundStatement]:
    """Yield who carries out what an attribute describes: 市委、市政府开展的“强基”行动."""
    for index, name in enumerate(clause.names):
        start = before_marks(clause, name.start)
        actors = _before_attribute(clause, clause.names[:index], start)
        if name.kind in ("programme", "event") and name.rule != "titles":
            end = after_marks(clause.text, name.end)
            yield from (_done_by(actor, name, actors[0].start, end) for actor in actors)


def _before_attribute(
    clause: NamedClause, names: Sequence[NamedThing], end: int
) -> list[NamedThing]:
    """Return the actors that an attribute before a position names, in order."""
    done = _done(clause.words.lists["doing-how"], clause.words.lists["doing"])
    actors: list[NamedThing] = []
    for name in reversed(names):
        begin = actors[0].start if actors else end
        gap = clause.text[name.end : begin]
        joined = gap in ("、", "和", "与", "") if actors else done.fullmatch(gap)
        if not joined or name.kind not in ("organisation", "place"):
            break
        actors.insert(0, name)
    return actors


def _done_by(actor: NamedThing, name: NamedThing, start: int, end: int) -> FoundStatement:
    if actor.kind == "organisation" and actor.rule != "bodies" and name.kind == "programme":
        return FoundStatement(start, end, name, "carriedOutBy", actor, "attribute")
    return FoundStatement(start, end, actor, "runs", name, "attribute")


_CONSTRUCTIONS = (_objects, _topics, _pairs, _by_whom, _as_guide, _of_who_does, of_a_place)
