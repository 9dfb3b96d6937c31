"""Words beside a figure that narrow, accumulate or revise what it covers."""

import re
from functools import cache
from pathlib import Path

from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.text.clauses import CLAUSE_MARKS
from districtgraph.graph.text.word_lists import word_lists
from districtgraph.graph.text.yaml_files import read_yaml

__all__ = ["qualifying_words", "revision"]

_PART = re.compile("其中")
_REACH = 60
"""Characters before a figure in which a qualifier is looked for."""
_AFTER = 12
"""Characters after it, for words in brackets: （修订数）."""
_SENTENCE_ENDS = re.compile("[。！？；;\n]")
_CLAUSE_ENDS = re.compile(f"[{CLAUSE_MARKS}\n]")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    path = Path(__file__).with_suffix(".yaml")
    return word_lists(read_yaml(path), ("revised", "scopes", "per-head-indicators"))


@cache
def revision() -> re.Pattern[str]:
    """Return the pattern of words that say that a value replaces one published before."""
    return re.compile(either(_words()["revised"]))


@cache
def _scope() -> re.Pattern[str]:
    words = _words()
    indicators = either(words["per-head-indicators"])
    return re.compile(f"用于[^，,。；;]{{1,12}}的|{either(words['scopes'])}|人均(?!{indicators})")


def qualifying_words(text: str, number: tuple[int, int], head: Quote | None) -> Quote | None:
    """Return the words that qualify a figure; None if there are none.

    其中 and words for a revision apply up to a semicolon or the end of the sentence, other words
    within their clause.

    Args:
        text: the text.
        number: the place of its number.
        head: the words that name its indicator.

    """
    start, end = number
    if head and head.end <= start and not _CLAUSE_ENDS.search(text, head.end, start):
        start = head.start
    sentence = _begin(text, start, _SENTENCE_ENDS)
    clause = _begin(text, start, _CLAUSE_ENDS)
    if revised := revision().search(text, sentence, number[0]):
        return _quote(revised)
    following = _CLAUSE_ENDS.search(text, end, end + _AFTER)
    limit = following.start() if following else min(len(text), end + _AFTER)
    if revised := revision().search(text, end, limit):
        return _quote(revised)
    narrowed = _PART.search(text, sentence, start)
    return _quote(narrowed or _scope().search(text, clause, number[0]))


def _begin(text: str, position: int, ends: re.Pattern[str]) -> int:
    """Return where the sentence or clause of a position begins, within reach."""
    first = max(0, position - _REACH)
    found = list(ends.finditer(text, first, position))
    return found[-1].end() if found else first


def _quote(match: re.Match[str] | None) -> Quote | None:
    return Quote(*match.span(), match.group()) if match else None
