"""The head of a figure: the noun phrase before it (or after a count) that it measures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.extraction.lexicon import ChangeWords, Lexicon
from districtgraph.graph.extraction.periods import PeriodExpression
from districtgraph.graph.extraction.quantities import Quantity
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = ["Head", "find_head"]


@dataclass(frozen=True, slots=True)
class Head:
    """The words at `text[start:end]` that name what a figure measures."""

    start: int
    end: int
    text: str


def find_head(
    text: str,
    sentence: Sentence,
    quantity: Quantity,
    quantities: Sequence[Quantity],
    periods: Sequence[PeriodExpression],
    lexicon: Lexicon,
) -> Head | None:
    """Return what a quantity measures, None where no noun phrase of its sentence tells.

    Chinese names what is measured before the number: what is left of the clause once its time,
    adverbs and the verbs of reaching are taken off. A clause that holds nothing else (同比增长5%)
    goes on about the head of the quantity before. A count without such words (28个项目) measures
    the noun that follows.
    """
    if _is_followed_by_its_noun(text, quantity, lexicon.changes):
        return _counted(text, quantity, lexicon.changes)
    start = _clause_of(text, sentence, quantity, quantities)
    heads = [
        head
        for segment in _segments(text, start, quantity.start, periods, lexicon.changes)
        if (head := _trimmed(text, *segment, lexicon.changes))
    ]
    if heads:
        return heads[-1]
    before = [item for item in quantities if sentence.start <= item.start < quantity.start]
    return find_head(text, sentence, before[-1], before, periods, lexicon) if before else None


def _is_followed_by_its_noun(text: str, quantity: Quantity, words: ChangeWords) -> bool:
    """Tell whether a count stands before its noun (28个项目), not after it (项目28个，)."""
    counts = quantity.unit == "unit:NUM" and quantity.symbol and quantity.counts is None
    return bool(counts) and _counted(text, quantity, words) is not None


def _counted(text: str, quantity: Quantity, words: ChangeWords) -> Head | None:
    match = _noun(words).match(text, quantity.end)
    return Head(*match.span("noun"), match.group("noun")) if match else None


@cache
def _noun(words: ChangeWords) -> re.Pattern[str]:
    ends = "|".join(words.after_counted)
    return re.compile(
        rf"(?P<noun>(?:(?!{ends})[^，,；;。：:、！？（(）)“”\n　的了和及]){{2,14}}?)"
        rf"(?=$|{ends}|[，,；;。：:、！？（(）)“”\n　的了和及])"
    )


def _clause_of(
    text: str, sentence: Sentence, quantity: Quantity, quantities: Sequence[Quantity]
) -> int:
    """Return where the words about a quantity begin: its clause, or the quantity before it."""
    start = clause_start(text, sentence, quantity.start)
    ends = [item.end for item in quantities if start < item.end <= quantity.start]
    return max([start, *ends])


def _segments(
    text: str, start: int, end: int, periods: Sequence[PeriodExpression], words: ChangeWords
) -> Iterator[tuple[int, int]]:
    """Yield what is left between the times of a clause, up to where a change is told."""
    change = next((m for m in _change(words).finditer(text, start, end) if not m.group("no")), None)
    end = change.start() if change else end
    for period in periods:
        if start <= period.start and period.end <= end:
            yield start, period.start
            start = period.end
    yield start, end


def _trimmed(text: str, start: int, end: int, words: ChangeWords) -> Head | None:
    match = _phrase(words).fullmatch(text, start, end)
    if match is None or len(match.group("head")) < 2:
        return None
    return Head(*match.span("head"), match.group("head"))


@cache
def _phrase(words: ChangeWords) -> re.Pattern[str]:
    before = "|".join(sorted(words.adverbs, key=len, reverse=True))
    after = "|".join(sorted((*words.reaching, *words.cumulative), key=len, reverse=True))
    return re.compile(
        rf"(?:{before}|[、，的和及（(])*(?P<head>.*?)(?:{after}|[了的：:、（(])*", re.DOTALL
    )


@cache
def _change(words: ChangeWords) -> re.Pattern[str]:
    """Return a pattern of where a change begins: 同比增长, 比2010年增加; `no` is none (增加值)."""
    none = "|".join(sorted(words.not_changes, key=len, reverse=True))
    bases = "|".join(map(re.escape, words.bases))
    # A verb of change at the very beginning has what is measured as its object: 调减玉米种植面积.
    verbs = "|".join((*words.up, *words.down))
    return re.compile(
        rf"(?P<no>{none})|{bases}|比|较|分别(?:{verbs})|(?<=[^，；。：、])(?:{verbs})"
    )
