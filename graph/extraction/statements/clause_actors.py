"""Who acts in a clause: the names before its verb, or the document's own area."""

import re
from collections.abc import Sequence

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.statements.clause_verbs import (
    NamedClause,
    before_adverbs,
    ends_in,
)

__all__ = ["actors_of"]

_SUMMED_UP = re.compile(
    r"等[一-鿿0-9]{0,10}?(?:企业|公司|集团|单位|部门|高校|学校|镇|街道|县|市|区)?$"
)


def actors_of(clause: NamedClause, verb: int) -> tuple[NamedThing, ...] | None:
    """Return the actors' names: an empty tuple for the area, None if the actor has no name."""
    before = [item for item in clause.names if item.end <= verb]
    position = before_adverbs(clause, verb)
    if time := _TIME.search(clause.text, clause.start, position):
        # 省卫生厅于2013年10月13日|启动…
        position = time.start()
    if position == clause.start or clause.text[position - 1] in "、”》":
        return () if position == clause.start else None
    if match := _SUMMED_UP.search(clause.text, clause.start, position):
        position = match.start()
    named = [item for item in before if item.end == position]
    if named and named[0].kind in ("organisation", "place"):
        return _listed(clause, before, named[0])
    return () if _names_no_actor(clause, position) else None


def _listed(
    clause: NamedClause, before: Sequence[NamedThing], last: NamedThing
) -> tuple[NamedThing, ...] | None:
    """Return the names of the list that ends with `last`, if there is nothing but the list."""
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
        and not _names_no_actor(clause, actors[0].start)
    ):
        return None
    return tuple(actors)


_TIME = re.compile(
    "[于在](?:[0-9〇一二三四五六七八九]{4}年|今年|去年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?<!.[于在])$"
)
_NO_ACTOR = re.compile(
    r"(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|[0-9]+[.．、])?"
    r"(?:(?:以|围绕|按照|通过|在|为|结合|针对|根据|依托|对|抓住|借助|随着|自|从|于)[一-鿿“”《》0-9、（）-]{2,30}"
    r"|[0-9〇一二三四五六七八九]{4}年|(?:今|去|明|全|当|上)年"
    r"|(?:[0-9]{4}年|今年|去年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:在(?:全[国省市区县])?)?|在(?:全[国省市区县])?)?"
)


def _names_no_actor(clause: NamedClause, position: int) -> bool:
    """Return whether the words before a verb are a time, a prepositional phrase, or nothing."""
    return _NO_ACTOR.fullmatch(clause.text, clause.start, position) is not None
