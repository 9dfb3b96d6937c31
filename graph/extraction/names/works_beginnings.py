"""Where the names of works and sites begin that contain a breaking word: 云湖大道|拓宽|工程."""

import re
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.named_text import NamedText
from districtgraph.graph.extraction.names.phrases import Break
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["before_site", "before_works"]


def before_site(source: NamedText, last: Break, start: int, at: int) -> int | None:
    """Return where a site or project begins before the last break; None if that ends a phrase.

    Args:
        source: the text.
        last: the last break before the suffix.
        start: where the name begins after that break.
        at: where the suffix begins.

    """
    joined = _before_joined_trades(source, last, at)
    return joined if joined is not None else _before_quality(source, last, start)


def before_works(source: NamedText, last: Break, start: int, at: int) -> int:
    """Return where works begin: before the last break if that is part of their name, else `start`.

    The arguments are those of `before_site`.
    """
    if (begin := _before_works_on_a_line(source, last, at)) is not None:
        return begin
    return _before_purpose(source, last, _before_conjunction(source, last, start, at), at)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_name_contexts().works[name])


@cache
def _pattern(form: str, name: str) -> re.Pattern[str]:
    """Return a pattern in which WORDS are the words of a list."""
    return re.compile(form.replace("WORDS", either(load_name_contexts().works[name])))


def _before_conjunction(source: NamedText, last: Break, start: int, at: int) -> int:
    """Return where the name of works joined by a conjunction begins: 遗址保护及展示利用|项目."""
    if last.word not in ("和", "及", "与", "暨") or at - start < 2:
        return start
    before = source.phrases.last_break(last.start)
    begin = before.end if before else 0
    first = source.text[begin : last.start]
    joined = 4 < len(first) <= _LONGEST_WORKS and bool(
        _pattern("WORDS$", "works-at-the-end").search(first)
    )
    if before and before.word in source.lexicon.programme_verbs and last.word == "及":
        # 启动|税源及企业培育三年行动计划: one campaign, unless the first part is one by itself.
        own = first.endswith(load_name_contexts().works["campaigns"])
        joined = joined or (2 < len(first) <= _LONGEST_WORKS and not own)
    goes_on = _pattern("WORDS", "next-verbs").match(source.text, last.end)
    return begin if joined and not goes_on else start


_ENDING_IN_TRADE = "(?P<own>[一-鿿A-Za-z]+?)WORDS$"


def _before_joined_trades(source: NamedText, last: Break, at: int) -> int | None:
    """Return where a site for two trades begins: 云晶生物研发及|生产|基地."""
    trade = _pattern("WORDS", "trades").match(source.text, last.end, at)
    if last.word not in ("和", "及", "与") or trade is None:
        return None
    before = source.phrases.last_break(last.start)
    begin = before.end if before else 0
    first = _pattern(_ENDING_IN_TRADE, "trades").fullmatch(source.text, begin, last.start)
    own = first.group("own") if first else ""
    named = 1 < len(own) <= _LONGEST_OWNER and not source.lexicon.generic.covers(own)
    return begin if named else None


_LONGEST_OWNER = 8


def _before_quality(source: NamedText, last: Break, start: int) -> int | None:
    """Return where a site begins with its place, before a quality: 云湖市|新型|基地."""
    if last.word not in _words("qualities-of-sites") or start != last.end:
        return None
    before = source.phrases.last_break(last.start)
    begin = before.end if before else 0
    owner = source.text[begin : last.start]
    named = owner in source.lexicon.known or owner in load_divisions().names()
    return begin if named else None


_LINE = "[一-鿿0-9]{1,8}WORDS$"


def _before_works_on_a_line(source: NamedText, last: Break, at: int) -> int | None:
    """Return where works on a line begin that a verb says: 云湖大道|拓宽改造|工程."""
    on_lines = last.word in _words("verbs-of-lines")
    if not on_lines or not source.lexicon.works.covers(source.text[last.end : at]):
        return None
    before = source.phrases.last_break(last.start)
    begin = before.end if before else 0
    line = _pattern(_LINE, "lines").fullmatch(source.text, begin, last.start)
    common = line is not None and line.group() in source.lexicon.common_nouns
    named = line is not None and not common and not source.lexicon.generic.covers(line.group()[:-1])
    return begin if named else None


_LONGEST_PURPOSE = 4
_LONGEST_OBJECT = 14


def _before_purpose(source: NamedText, last: Break, start: int, at: int) -> int:
    """Return where works with a verb within begin, which are governed by another one.

    实施|创业带动就业|工程 has a purpose, 实施|课后服务提质|工程 ends in what is done.
    """
    if start != last.end:
        return start
    if last.word in _words("purposes") and 2 <= at - start <= _LONGEST_PURPOSE:
        longest = _LONGEST_PURPOSE
    elif last.word in _words("results") and source.lexicon.works.covers(source.text[start:at]):
        longest = _LONGEST_OBJECT
    else:
        return start
    before = source.phrases.last_break(last.start)
    governed = before is not None and before.word in source.lexicon.programme_verbs
    own = last.start - before.end if before else 0
    return before.end if before and governed and 2 <= own <= longest else start


_LONGEST_WORKS = 12
