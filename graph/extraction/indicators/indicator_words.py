"""Normalises heads and labels, and removes words that do not change what is measured."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal as OneOf

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.places.divisions import load_divisions
from districtgraph.graph.text.word_lists import word_list
from districtgraph.graph.text.yaml_files import read_yaml

__all__ = [
    "Relation",
    "Words",
    "indicator_words",
    "normalise",
    "readings",
    "without_count",
    "without_verb",
    "works_last",
]

Relation = OneOf["level", "growth", "share"]
"""How the figure relates to the indicator: its value, its change, or its share of a whole."""


_WORDS_FILE = Path(__file__).parent / "indicator_words.yaml"


_TIME = re.compile(
    r"(?:(?:19|20)\d\d年(?:度|末|底)?|\d{1,2}(?:[-—–~至]\d{1,2})?月份?|[一二三四五六七八九十]+五(?:期间|时期|末)?|"
    r"截[至止].{0,8}?[底末])"
)


_BRACKETS = re.compile(r"\([^()]*\)")


_FOOTNOTE = re.compile(r"[\[〔［][0-9]{1,2}[\]〕］]")


_QUOTES = re.compile(r"[\s\u200b\ufeff“”\"'‘’「」『』《》〈〉]")


_NUMBERING = re.compile(r"^(?:[①-⑳]|\(?[一二三四五六七八九十\d]{1,2}[)、.](?!\d))")


_ENDS = re.compile(r"^[，,、:;。·的]+|[，,、:;。·的]+$")


_LONGEST_WORD = 12


_SHORTEST_THING = 2


_SHORTEST_COUNTED = 3
"""The fewest characters of a counted name: 网格员数 becomes 网格员, but 企业数 is left."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of indicator_words.yaml."""

    before: frozenset[str]
    after: frozenset[str]
    growth: frozenset[str]
    counts: tuple[str, ...]
    works: tuple[str, ...]
    done: tuple[str, ...]
    acting: tuple[str, ...]
    reaching_some: re.Pattern[str]
    topics: Mapping[str, tuple[str, ...]] = field(hash=False)
    other_topics: Mapping[str, tuple[str, ...]] = field(hash=False)
    owners: Mapping[str, tuple[str, ...]] = field(hash=False)
    spellings: Mapping[str, str] = field(hash=False)


def normalise(text: str) -> str:
    """Return a label or head in the spelling in which they are compared.

    Full-width letters become half-width, spaces and quotation marks are removed, and words with
    several spellings (规模以上, 规上) get one.
    """
    text = _NUMBERING.sub("", text.strip())
    text = _FOOTNOTE.sub("", text)
    text = _NUMBERING.sub("", unicodedata.normalize("NFKC", text).lower())
    text = _ENDS.sub("", _QUOTES.sub("", text))
    return _spelled(text, indicator_words().spellings)


def _spelled(text: str, spellings: Mapping[str, str]) -> str:
    for old, new in spellings.items():
        text = text.replace(old, new)
    return text.replace("地区地区", "地区")


def readings(head: str) -> Iterator[tuple[str, Relation]]:
    """Yield the head without words that change nothing, the readings closest to it first."""
    text = normalise(head)
    for written in dict.fromkeys((text, _BRACKETS.sub("", text))):
        yield from _stripped(written)
        if written.endswith("总产"):
            # 夏粮总产 is an output (产量).
            yield from _stripped(f"{written.removesuffix('总产')}产量")
        if "总产量" in written[1:]:
            yield from _stripped(written.replace("总产量", "产量"))
        for verb in ("累计实现", "累计完成", "共完成", "共实现", "实现", "完成", "累计"):
            if verb in written[1:]:
                yield from _stripped(normalise(written.replace(verb, "")))


def _stripped(text: str) -> Iterator[tuple[str, Relation]]:
    words = indicator_words()
    relation: Relation = "level"
    while text:
        before = _ENDS.sub("", text)
        while before:
            yield before, relation
            before = _without_first(before)
        end = _last(text, words.growth)
        if end:
            relation = "growth"
        else:
            end = _last(text, words.after)
        text = _ENDS.sub("", text[: len(text) - len(end)]) if end else ""


def _without_first(text: str) -> str:
    """Return a text without the neutral word that it begins with; empty if there is none."""
    if match := _TIME.match(text):
        return _ENDS.sub("", text[match.end() :])
    words = indicator_words()
    for end in range(min(len(text) - 1, _LONGEST_WORD), 0, -1):
        first = text[:end]
        # 新建 is a district of Nanchang, and the verb of what is built.
        place = end > 1 and first in load_divisions().names() and first not in words.works
        if first in words.before or place:
            return _ENDS.sub("", text[end:])
    return ""


def _last(text: str, words: frozenset[str]) -> str:
    ends = (text[-size:] for size in range(min(len(text) - 1, _LONGEST_WORD), 0, -1))
    return next((end for end in ends if end in words), "")


def without_count(text: str) -> str:
    """Return the name of a count without its ending: 网格 for 网格数量."""
    for end in indicator_words().counts:
        if text.endswith(end) and len(text) - len(end) >= _SHORTEST_COUNTED:
            return text.removesuffix(end)
    return text


def works_last(text: str) -> str:
    """Return the name of a work with its verb last: 老旧小区改造 for 改造老旧小区."""
    rest = without_verb(text, indicator_words().works)
    return f"{rest}{text[: len(text) - len(rest)]}"


def without_verb(text: str, verbs: Iterable[str]) -> str:
    """Return a text without the verb that it begins with, if it is one of the verbs."""
    for verb in verbs:
        if text.startswith(verb) and len(text) - len(verb) >= _SHORTEST_THING:
            return text.removeprefix(verb)
    return text


def _reaching_some(verbs: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of one of the verbs before a number, or before the list it is in."""
    listed = "[0-9.]+[余多]?[一-鿿]{2,8}[、和及]?"
    return re.compile(f"{either(verbs)}(?:了|近|约|超|周边|沿线)*(?:{listed})*$")


@cache
def indicator_words() -> Words:
    """Return the words of indicator_words.yaml; SourceFileError if it is malformed."""
    lists = read_yaml(_WORDS_FILE)
    lists.refuse_unknown(
        (
            "before",
            "after",
            "growth",
            "counts",
            "works",
            "done",
            "acting",
            "reaching-some",
            "topics",
            "other-topics",
            "owners",
            "spellings",
        )
    )
    spellings = {old: str(new) for old, new in lists.node("spellings").items()}

    def by_indicator(name: str) -> Mapping[str, tuple[str, ...]]:
        node = lists.node(name)
        return {indicator: word_list(node, indicator) for indicator in node}

    def words(name: str) -> tuple[str, ...]:
        spelled = {_spelled(word, spellings) for word in word_list(lists, name)}
        return tuple(sorted(spelled, key=lambda word: (-len(word), word)))

    return Words(
        frozenset(words("before")),
        frozenset(words("after")),
        frozenset(words("growth")),
        words("counts"),
        words("works"),
        words("done"),
        words("acting"),
        _reaching_some(word_list(lists, "reaching-some")),
        by_indicator("topics"),
        by_indicator("other-topics"),
        by_indicator("owners"),
        spellings,
    )
