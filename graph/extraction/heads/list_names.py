"""The names to which the numbers of a list belong: 甲、乙分别为1、2, 甲业、乙业分别完成产值1、2."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from districtgraph.graph.extraction.heads.head_grammar import HeadGrammar
from districtgraph.graph.extraction.heads.head_patterns import NAME_JOINTS
from districtgraph.graph.extraction.heads.head_sentences import HeadSentence
from districtgraph.graph.extraction.heads.head_words import (
    TOWN_AND_COUNTRY,
    Head,
    HeadReading,
    completed,
)

__all__ = ["branches", "listed_names", "run_before"]

# 汽车制造、电气机械行业|分别完成产值
_BRANCH = re.compile("(?:(?<![企物])业|领域|产业链|集群|板块)$")

# 金融机构存贷款余额|9亿元、8亿元
_SAVED_AND_LENT = re.compile("(?<![库保])存贷款?(?=余额|规模|总量|总额)")
_SAVINGS_AND_LOANS = ("存款", "贷款")
# 一二三产业增加值
_ORDINALS = "一二三"
_INDUSTRIES = re.compile("(?:第?一二三次?|三次)产业|第?一二三产")


def listed_names(
    sentence: HeadSentence, span: tuple[int, int], count: int, *, aligned: bool
) -> list[Head]:
    """Return the names of a list if there are as many as there are numbers.

    Args:
        sentence: the sentence.
        span: where the list is.
        count: how many numbers there are.
        aligned: whether 分别 assigns the numbers to the names.

    Returns:
        No names for two verbs with one object and two numbers: 新建、改建道路9条、2公里.

    """
    names = _names_of_list(sentence.masked, span, count, sentence.head, sentence.grammar)
    if not aligned and any(_is_verb(sentence, name) for name in names):
        return []
    return names


def branches(sentence: HeadSentence, begin: int, done: tuple[int, int], count: int) -> list[Head]:
    """Return the branches before 分别 with what each did: 甲业、乙业|分别完成|产值9亿元、8亿元.

    Places and who acts are no names of what is measured.

    Args:
        sentence: the sentence.
        begin: where the words about the numbers begin.
        done: where what each did is named.
        count: how many numbers there are.

    """
    at = sentence.masked.rfind("分别", begin, done[0])
    span = sentence.phrases.trimmed(begin, at) if at > begin else None
    names = listed_names(sentence, span, count, aligned=True) if span else []
    if not names or not _BRANCH.search(names[-1].text):
        return []
    shared = sentence.masked[slice(*done)]
    return [replace(name, completed=name.name + shared) for name in names]


def _is_verb(sentence: HeadSentence, name: Head) -> bool:
    start = name.start - sentence.offset
    return sentence.phrases.is_verb(start, start + len(name.text))


def _names_of_list(
    masked: str,
    span: tuple[int, int],
    count: int,
    head: Callable[[int, int], Head],
    grammar: HeadGrammar,
) -> list[Head]:
    """Return the names of a list if there are as many as there are numbers.

    Args:
        masked: the sentence.
        span: where the list is.
        count: how many numbers there are.
        head: returns the head of a span.
        grammar: the words by which names are completed.

    """
    start, end = span
    for joints in (NAME_JOINTS, re.compile("、")):
        cuts = [m.span() for m in joints.finditer(masked, start, end)]
        if len(cuts) + 1 == count:
            edges = [start, *(edge for cut in cuts for edge in cut), end]
            parts = list(zip(edges[::2], edges[1::2], strict=True))
            return completed([head(*part) for part in parts], grammar)
    if count == len(_SAVINGS_AND_LOANS) and (both := _SAVED_AND_LENT.search(masked, start, end)):
        whole = head(start, end)
        owner, rest = masked[start : both.start()], masked[both.end() : end]
        return [replace(whole, completed=owner + word + rest) for word in _SAVINGS_AND_LOANS]
    if count == len(TOWN_AND_COUNTRY) and masked.startswith("城乡", start, end):
        whole = head(start, end)
        return [replace(whole, completed=word + whole.text[2:]) for word in TOWN_AND_COUNTRY]
    if count == len(_ORDINALS) and (industries := _INDUSTRIES.match(masked, start, end)):
        whole, rest = head(start, end), masked[industries.end() : end]
        return [replace(whole, completed=f"第{word}产业{rest}") for word in _ORDINALS]
    return []


def run_before(
    sentence: HeadSentence, found: Sequence[HeadReading], i: int, count: int
) -> list[int]:
    """Return the indices of the numbers right before one: 9亿元、8亿元，分别|增长6%、7%.

    None of them if these are no list of one unit.

    Args:
        sentence: the sentence.
        found: the readings of the numbers before.
        i: the index of the number.
        count: how many there have to be.

    """
    run = list(range(i - count, i))
    if run[0] < 0 or not found[run[0]].head:
        return []
    spans, quantities = sentence.spans, sentence.quantities
    apart = (sentence.masked[spans[k][1] : spans[k + 1][0]] for k in run[:-1])
    alike = all(quantities[k].unit == quantities[run[0]].unit for k in run)
    return run if alike and all(mark in ("、", "和", "与", "及") for mark in apart) else []
