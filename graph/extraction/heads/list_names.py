"""The names to which the numbers of a list belong: 甲、乙分别为1、2, 甲业、乙业分别完成产值1、2."""

import re
from dataclasses import replace

from districtgraph.graph.extraction.heads.head_sentences import HeadSentence
from districtgraph.graph.extraction.heads.head_words import Head, names_of_list

__all__ = ["branches", "listed_names"]

# 汽车制造、电气机械行业|分别完成产值
_BRANCH = re.compile("(?:(?<![企物])业|领域|产业链|集群|板块)$")


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
    names = names_of_list(sentence.masked, span, count, sentence.head, sentence.grammar)
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
